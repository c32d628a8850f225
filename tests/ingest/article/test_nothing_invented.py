"""What a text does not say is not claimed."""

from __future__ import annotations

import pytest
from article_claims import claims_of


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Acme Logistics and Globex Motors opened offices in Berlin on Monday.",
        "Acme Logistics met the Information Commissioner's Office and 40 customers in May 2024.",
        "The 20 municipalities discussed attacks, ransom and encryption with the police.",
        "Readers should change their passwords and report losses to their bank.",
        "Mary Jones likes trains. Globex Motors builds trains for 12 regions.",
        "He paid 40 dollars for 3 tickets in 2024.",
    ],
)
def test_mentioned_together_is_not_related(text: str) -> None:
    assert claims_of(text) == []


def test_an_incident_without_a_name_is_left_out() -> None:
    assert claims_of("The attack was discovered on Monday. Customer data was stolen.") == []


def test_a_question_about_an_actor_is_no_attribution() -> None:
    text = "The attack on Acme Logistics came after Scattered Spider was in the news."
    assert {claim.predicate for claim in claims_of(text)} == {"hit"}


def test_another_incident_is_an_incident_of_its_own() -> None:
    text = (
        "The attack on Acme Logistics has shut down its servers. Acme Logistics supplies software to shops. "
        "Last year the attack on Globex Motors was the work of the gang Nightjar."
    )
    hits = {(c.subject.name, c.object.name) for c in claims_of(text) if c.predicate == "hit" and c.object}
    assert hits == {("Acme Logistics 2025", "Acme Logistics"), ("Globex Motors 2024", "Globex Motors")}
    [work] = [c for c in claims_of(text) if c.predicate == "attributed_to"]
    assert work.subject.name == "Globex Motors 2024"


def test_a_medium_is_not_the_attacked_party() -> None:
    text = "Reuters reports on the outage. The attack on Acme Logistics was discovered on Monday, Reuters says."
    assert [c.object.name for c in claims_of(text) if c.predicate == "hit" and c.object] == ["Acme Logistics"]
