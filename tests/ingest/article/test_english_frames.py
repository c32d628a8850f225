"""Plain English sentences, each of which says one thing of an incident on its own."""

from __future__ import annotations

import pytest
from article_claims import WEIGHED, claims_of, facts

_LEAD = "Tarnside Ltd was hit by a cyberattack. "


@pytest.mark.parametrize(
    ("text", "triple"),
    [
        ("Ransomware crippled Tarnside Ltd.", ("Tarnside Ltd 2025", "hit", "Tarnside Ltd")),
        ("A cyberattack on the Finnish company Ostler Oy froze it.", ("Ostler Oy 2025", "hit", "Ostler Oy")),
        ("In May an intruder broke into Tarnside Ltd.", ("Tarnside Ltd 2025", "occurred_on", "2025-05")),
        (_LEAD + "Tarnside notified the police.", ("Tarnside Ltd", "reported_to", "police")),
        (_LEAD + "Tarnside, a unit of Edel Group, makes toys.", ("Tarnside Ltd", "part_of", "Edel Group")),
        (_LEAD + "Hackers made off with pay slips.", ("Tarnside Ltd 2025", "caused", "data_theft")),
        (_LEAD + "Hackers made off with pay slips.", ("Tarnside Ltd 2025", "exposed", "pay slips")),
        (_LEAD + "The stolen files contain birth dates.", ("Tarnside Ltd 2025", "exposed", "birth dates")),
        (_LEAD + "Among the victims is Ostler Oy.", ("Tarnside Ltd 2025", "affected", "Ostler Oy")),
        pytest.param(
            _LEAD + "Deliveries came to a standstill.", ("Tarnside Ltd 2025", "caused", "outage"), marks=WEIGHED
        ),
        (_LEAD + "Files surfaced on a leak site on 4 June.", ("Tarnside Ltd 2025", "data_published_on", "2025-06-04")),
        (_LEAD + "Systems were running again on 9 June.", ("Tarnside Ltd 2025", "restored_on", "2025-06-09")),
        ("Tarnside Ltd is fined EUR 310,000 by the FCA.", ("FCA", "fined", "Tarnside Ltd")),
    ],
)  # fmt: skip
def test_a_sentence_is_read(text: str, triple: tuple[str, str, str]) -> None:
    assert triple in facts(claims_of(text, published="2025-06-20"))


@pytest.mark.parametrize(
    "text", ["Was Tarnside Ltd hacked?", "Who broke into Tarnside Ltd, and were passwords stolen?"]
)
def test_a_question_alone_states_nothing(text: str) -> None:
    assert claims_of(text) == []


def test_an_attempt_that_failed_is_denied() -> None:
    claims = claims_of(_LEAD + "Ostler Ltd said that an attempt to get into its systems had failed.")
    assert {claim.stance for claim in claims if claim.predicate == "compromised"} == {"denies"}
