"""A claim is accepted by the ontology's rules, or rejected with the place of the first one that it breaks."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from made_claims import INCIDENT, PRESS, SYSTEM, VENDOR, claim, count, draft, organization, page

from kedja.claim import Claim, Mention, Source, Speaker, accept
from kedja.errors import ClaimError
from kedja.ontology import PREDICATES, EntityType, Marking

TOWNS = {"value": 164, "bound": "at_least", "unit": "municipality"}
LINE: dict[str, Any] = {
    "subject": {"type": "Incident", "name": "X 2025"},
    "predicate": "affected",
    "quantity": TOWNS,
    "source": {"url": "https://a.example", "published": "2025-08-28"},
}
USES: dict[str, Any] = {
    "subject": {"type": "Organization", "name": "Alfa"},
    "predicate": "uses",
    "object": {"type": "System", "name": "S"},
    "quantity": None,
}
DATE = {"predicate": "occurred_on", "quantity": None}

#: A change to a good claim, and the place that the rejection must name.
BROKEN: list[tuple[dict[str, Any], str]] = [
    ({"predicate": "ruined"}, "predicate"),
    ({"predicate": ""}, "predicate"),
    ({"subject": {"type": "Organization", "name": "Alfa"}}, "subject.type"),
    ({"subject": {"type": "Incident", "name": " "}}, "subject.name"),
    ({"subject": {"type": "Incident", "name": "x" * 501}}, "subject.name"),
    ({"subject": {"type": "Incident", "name": "X", "kind": "company"}}, "subject.kind"),
    ({"object": {"type": "System", "name": "S"}}, "object.type"),
    ({"object": {"type": "Organization", "name": ""}, "quantity": None}, "object.name"),
    ({"quantity": None}, "object"),
    ({"quantity": None, "value": "many"}, "quantity"),
    ({"value": "many"}, "value"),
    ({"quantity": TOWNS | {"unit": ""}}, "quantity.unit"),
    ({"quantity": {"value": 164}}, "quantity.unit"),
    ({"quantity": TOWNS | {"unit": "parsec"}}, "quantity.unit"),
    ({"quantity": TOWNS | {"unit": "person"}}, "quantity.unit"),
    ({"quantity": TOWNS | {"value": -1}}, "quantity.value"),
    ({"quantity": TOWNS | {"value": 10**400}}, "quantity.value"),
    ({"quantity": TOWNS | {"value": 1e300}}, "quantity.value"),
    ({"quantity": TOWNS | {"upper": 200}}, "quantity.upper"),
    ({"quantity": TOWNS | {"bound": "between"}}, "quantity.upper"),
    ({"quantity": TOWNS | {"bound": "between", "upper": 100}}, "quantity.upper"),
    ({"qualifiers": {"hosting": "own"}}, "qualifiers.hosting"),
    (USES | {"qualifiers": {"hosting": "cloud"}}, "qualifiers.hosting"),
    (USES | {"qualifiers": {"phase": 1}}, "qualifiers.phase"),
    (USES | {"qualifiers": {"from": "2025-02-30"}}, "qualifiers.from"),
    (USES | {"qualifiers": {"from": "2025", "to": "2024-12"}}, "qualifiers.to"),
    (USES | {"quantity": TOWNS}, "quantity"),
    (DATE | {"value": "2025-13"}, "value"),
    (DATE | {"value": "2025-02-29"}, "value"),
    (DATE | {"value": "23 August 2025"}, "value"),
    (DATE | {"value": "2025-08-23\n"}, "value"),
    (DATE | {"value": "\u0662\u0660\u0662\u0665"}, "value"),
    (DATE | {"value": "0000"}, "value"),
    (DATE | {"value": "unknown"}, "value"),
    (DATE | {"object": {"type": "Place", "name": "P"}}, "object.type"),
    (DATE | {"quantity": TOWNS}, "quantity"),
    ({"predicate": "caused", "quantity": None, "value": "sorrow"}, "value"),
    ({"predicate": "demanded", "quantity": {"value": 1.5, "unit": "percent"}}, "quantity.unit"),
    ({"source": {}}, "source"),
    ({"source": {"url": "u", "published": "yesterday"}}, "source.published"),
    ({"said_on": "2025-8-28"}, "said_on"),
    ({"span": [5, 3]}, "span"),
    ({"span": [-1, 3]}, "span"),
    ({"speaker": {"role": "spokesperson"}}, "speaker"),
    ({"id": "0" * 32}, "id"),
]


def changed(change: dict[str, Any]) -> Claim:
    fields = {name: value for name, value in (LINE | change).items() if value is not None}
    return msgspec.convert(fields, Claim)


def test_the_claim_that_all_are_changed_from_is_good() -> None:
    assert accept(changed({})).id


@pytest.mark.parametrize(("change", "where"), BROKEN, ids=str)
def test_a_broken_rule_is_named_by_its_place(change: dict[str, Any], where: str) -> None:
    with pytest.raises(ClaimError) as caught:
        accept(changed(change))
    assert caught.value.where == where
    assert caught.value.reason


@pytest.mark.parametrize("name", PREDICATES)
def test_every_predicate_accepts_what_its_row_says(name: str) -> None:
    term = PREDICATES[name]
    subject = Mention(type=min(term.subjects), name="X")
    for end in sorted(term.objects):
        assert claim(subject, name, Mention(type=end, name="Y")).id
    for unit in sorted(term.units)[:3]:
        assert claim(subject, name, count(2, unit)).id
    if term.literal:
        assert claim(subject, name, "2025" if term.literal == "date" else "outage").id


@pytest.mark.parametrize("name", PREDICATES)
def test_every_predicate_refuses_another_start(name: str) -> None:
    with pytest.raises(ClaimError) as caught:
        claim(Mention(type=EntityType.SOURCE, name="X"), name)
    assert caught.value.where == "subject.type"


def test_who_does_not_know_the_date_says_so() -> None:
    assert claim(INCIDENT, "occurred_on", "unknown", stance="unknown").value == "unknown"


def test_it_was_said_when_it_was_published_unless_it_says_when() -> None:
    assert claim(INCIDENT, "hit", VENDOR).said_on == "2025-08-28"
    assert claim(INCIDENT, "hit", VENDOR, on="2025-08-27").said_on == "2025-08-27"
    assert claim(INCIDENT, "hit", VENDOR, source=page("undated", published=None)).said_on is None


@pytest.mark.parametrize(("own", "of_source", "stricter"), [("CLEAR", "RED", "RED"), ("AMBER", "GREEN", "AMBER")])
def test_the_stricter_marking_holds(own: str, of_source: str, stricter: str) -> None:
    source = page("marked", marking=Marking(of_source))
    assert claim(INCIDENT, "hit", VENDOR, source=source, marking=own).marking == stricter


@pytest.mark.parametrize(
    ("speaker", "type"),
    [
        (Speaker(name="Ann", organization="IMY"), EntityType.PERSON),
        (Speaker(name="Ann"), EntityType.PERSON),
        (Speaker(organization="IMY"), EntityType.ORGANIZATION),
        (Speaker(name="IMY", organization="IMY"), EntityType.ORGANIZATION),
        (Speaker(name="IMY", type=EntityType.ORGANIZATION), EntityType.ORGANIZATION),
    ],
)
def test_a_speaker_is_a_person_or_an_organization(speaker: Speaker, type: EntityType) -> None:
    accepted = claim(INCIDENT, "hit", VENDOR, speaker=speaker).speaker
    assert accepted is not None
    assert (accepted.type, accepted.name) == (type, speaker.name or speaker.organization)


def test_acceptance_is_final() -> None:
    once = claim(organization("Alfa"), "uses", SYSTEM, by="IMY", qualifiers={"hosting": "own"})
    assert accept(once) == once


def test_an_edited_claim_needs_a_new_id() -> None:
    edited = msgspec.structs.replace(claim(INCIDENT, "hit", VENDOR), quote="other words")
    with pytest.raises(ClaimError, match="leave it out"):
        accept(edited)
    assert accept(msgspec.structs.replace(edited, id="")).id


def test_a_source_is_known_by_its_address_and_day() -> None:
    later = Source(url=PRESS.url, published="2025-09-01")
    assert Source(url=PRESS.url, published="2025-08-28", title="another").id == PRESS.id
    assert later.id != PRESS.id
    assert accept(draft(INCIDENT, "hit", VENDOR, source=later)).id != claim(INCIDENT, "hit", VENDOR).id
