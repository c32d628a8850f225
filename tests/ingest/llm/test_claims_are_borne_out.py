"""What the model finds becomes a claim only as far as the text bears it out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from llm_case import INCIDENT, TEXT, counted, dated, found, read
from model_server import says

from kedja.claim import Mention, Quantity, Speaker
from kedja.ontology import Bound, EntityType, OrganizationKind


def _reason(folder: Path, claim: Any) -> str:
    """Why the claim was rejected, which it must be."""
    claims, rejected, _ = read(folder, says(claim))
    assert claims == []
    (item,) = rejected
    return f"{item.where}: {item.reason}"


def test_what_the_text_says_is_a_claim_with_its_place(tmp_path: Path) -> None:
    ([claim], rejected, _) = read(tmp_path, says(found()))
    assert rejected == []
    assert claim.span is not None
    assert TEXT[slice(*claim.span)] == claim.quote == "was attacked on Saturday 23 August"
    assert claim.subject == Mention(type=EntityType.INCIDENT, name="Nordsystem 2025")
    assert claim.object == Mention(type=EntityType.ORGANIZATION, name="Nordsystem", kind=OrganizationKind.COMPANY)
    assert (claim.method, claim.said_on, claim.source.publisher) == ("llm/1 test-model", "2025-08-28", "The Paper")


def test_a_number_in_words_and_a_speaker(tmp_path: Path) -> None:
    speaker = {"name": "Anna Berg", "type": "System", "role": "head of security", "organization": "nordsystem"}
    quote = "At least twenty-five municipalities are affected, says Anna Berg"
    ([claim], rejected, _) = read(tmp_path, says(counted(25, speaker=speaker, quote=quote)))
    assert rejected == []
    assert claim.quantity == Quantity(value=25, bound=Bound.AT_LEAST, unit="municipality")
    assert claim.speaker == Speaker(
        name="Anna Berg", type=EntityType.PERSON, role="head of security", organization="Nordsystem"
    )
    assert claim.quote == "At least twenty-five municipalities are affected,\nsays Anna Berg"


@pytest.mark.parametrize(
    "claim",
    [
        dated("2025-08-23"),
        dated("2025-08"),
        found(
            predicate="demanded",
            object=None,
            quantity={"value": 1.5, "bound": "exactly", "unit": "BTC", "upper": None},
            quote="demanded 1.5 bitcoin",
        ),
        found(predicate="caused", object=None, value="outage", stance="unknown"),
        found(subject={"type": "Incident", "name": "Nordsystem 2025", "kind": None}),
        found(predicate="exposed", object=None, value="unknown", stance="unknown") | {"predicate": "occurred_on"},
    ],
)
def test_other_forms_that_pass(tmp_path: Path, claim: dict[str, Any]) -> None:
    claims, rejected, _ = read(tmp_path, says(claim))
    assert (len(claims), rejected) == (1, [])


_OTHER = {"type": "Organization", "name": "Sydsystem", "kind": "company"}


@pytest.mark.parametrize(
    ("claim", "where"),
    [
        (found(quote="was attacked on Sunday 24 August"), "quote: 'was attacked on Sunday 24 August' does not stand"),
        (found(quote="attacked"), "quote: has not 2 to 60 words"),
        (found(quote=" ".join(["word"] * 61)), "quote: has not 2 to 60 words"),
        (found(object=_OTHER), "object.name: 'Sydsystem' does not stand"),
        (found(object={"type": "Organization", "name": "syste", "kind": None}), "object.name: 'syste' does not"),
        (found(object={"type": "Organization", "name": " ", "kind": None}), "object.name: ' ' does not"),
        (found(object={"type": "Organization", "name": ".", "kind": None}), "object.name: '.' does not"),
        (found(object={"type": "Organization", "name": "a" * 301, "kind": None}), "object.name: 'aaa"),
        (found(subject={"type": "Incident", "name": "Nordsystem 2019", "kind": None}), "the year 2019 does not"),
        (found(speaker={"name": "Bo Ek", "type": None, "role": None, "organization": None}), "speaker.name: 'Bo Ek'"),
        (counted(26), "quantity.value: the number 26"),
        (counted(20), "quantity.value: the number 20"),
        (
            counted(25, quantity={"value": 25, "bound": "between", "unit": "municipality", "upper": 99}),
            "quantity.upper: the number 99",
        ),
        (counted(25, quantity={"value": 25, "bound": "exactly", "unit": "dog", "upper": None}), "quantity.unit: "),
        (counted(25, quantity={"value": 25, "bound": "exactly", "unit": "SEK", "upper": None}), "not counted in"),
        (dated("2025-08-24"), "value: the date 2025-08-24 does not"),
        (dated("2024-08-23"), "value: the date 2024-08-23 does not"),
        (dated("last week"), "value: 'last week'"),
        (found(predicate="caused", object=None, value="regret"), "value: 'regret' is not an effect"),
        (found(predicate="kissed"), "predicate: 'kissed' is not a predicate"),
        (found(predicate="exposed"), "object.type: exposed points to DataCategory"),
        (found(subject=_OTHER | {"name": "Nordsystem"}), "subject.type: hit starts from Incident"),
        (found(qualifiers={"phase": "active"}), "qualifiers.phase: hit has no such qualifier"),
        (found(predicate="affected", qualifiers={"part": "payroll"}), "qualifiers.part: 'payroll' does not stand"),
        (found(certainty="proven"), "answer: does not fit the schema"),
        ("a claim", "answer: does not fit the schema"),
        ({"subject": INCIDENT}, "answer: does not fit the schema"),
    ],
)
def test_what_the_text_does_not_bear_out_is_rejected_with_its_place(tmp_path: Path, claim: Any, where: str) -> None:
    reason = _reason(tmp_path, claim)
    assert reason.startswith("line")
    assert where in reason


def test_a_rejected_claim_leaves_the_others(tmp_path: Path) -> None:
    claims, rejected, _ = read(tmp_path, says(found(quote="invented words here"), counted(25), counted(25)))
    assert [claim.predicate for claim in claims] == ["affected"]
    assert [item.where for item in rejected] == ["line 6 to line 11, claim 1, quote"]


def test_long_texts_are_divided_at_paragraphs_and_places_kept(tmp_path: Path) -> None:
    filler = "Nothing else is known of the matter today. " * 60
    text = f"{TEXT}\n{filler}\n\n{filler}\n\n{filler}\n\n{filler}\n\nIn the end 77 municipalities were affected.\n"
    claim = counted(77, quote="77 municipalities were affected")
    claims, rejected, server = read(tmp_path, says(claim), text)
    assert len(server.asked) == 2
    body = text[text.index("Nordsystem, which") :]
    assert "".join(asked.piece for asked in server.asked) == body
    assert server.asked[1].piece.startswith("Nothing else")
    (only,) = claims
    assert only.span is not None
    assert text[slice(*only.span)] == "77 municipalities were affected"
    # In the first piece these words do not stand: there the claim is rejected.
    assert ["quote" in item.where for item in rejected] == [True]
