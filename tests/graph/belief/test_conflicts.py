"""Which claims cannot all be true, and which only look so."""

from __future__ import annotations

import pytest
from made_claims import INCIDENT, claim, count, organization, record, system
from stores import Stores

from kedja.belief import Belief
from kedja.claim import Claim, Mention
from kedja.graph import Graph
from kedja.ledger import Ledger
from kedja.ontology import EntityType

PERSON = Mention(type=EntityType.PERSON, name="Jenny Bo")
TOWN, SYSTEM = organization("Kalmar kommun"), system("Adato")


def people(value: float, bound: str, by: str, unit: str = "person", on: str = "2025-09-16") -> Claim:
    return claim(INCIDENT, "concerned", count(value, unit, bound), by=by, on=on)


def attacked(day: str, by: str, **qualifiers: str) -> Claim:
    return claim(INCIDENT, "occurred_on", day, by=by, qualifiers=qualifiers)


def role(title: str, by: str) -> Claim:
    return claim(PERSON, "has_role", organization("IMY"), by=by, qualifiers={"title": title})


def uses(by: str, **qualifiers: str) -> Claim:
    return claim(TOWN, "uses", SYSTEM, by=by, qualifiers=qualifiers)


COMPATIBLE = {
    "accounts are not persons": [
        people(870_108, "exactly", "A", "account"),
        people(1_500_000, "more_than", "B"),
    ],
    "two lower bounds": [people(1_000_000, "more_than", "A"), people(1_500_000, "more_than", "B")],
    "a count that one voice brings up to date": [
        claim(INCIDENT, "affected", count(70, "customer", "about"), by="IMY", on="2025-08-26"),
        claim(INCIDENT, "affected", count(250, "customer", "about"), by="IMY", on="2025-08-28"),
    ],
    "two roundings of one sum": [
        claim(INCIDENT, "demanded", count(168_000, "USD", "about"), by="A"),
        claim(INCIDENT, "demanded", count(170_000, "USD", "about"), by="B"),
    ],
    "a sum and its conversion": [
        claim(INCIDENT, "demanded", count(1.5, "BTC"), by="A"),
        claim(INCIDENT, "demanded", count(1_500_000, "SEK", "about"), by="A"),
    ],
    "a month and a day in it": [attacked("2025-08", "A"), attacked("2025-08-23", "B")],
    "a day in a span": [
        attacked("2025-08-23", "A", **{"from": "2025-08-23", "to": "2025-08-24"}),
        attacked("2025-08-24", "B"),
    ],
    "attack and discovery": [
        attacked("2025-08-20", "A"),
        claim(INCIDENT, "discovered_on", "2025-08-23", by="B"),
    ],
    "a title and a longer form of it": [role("specialist", "A"), role("IT specialist", "B")],
    "a denied date": [
        attacked("2025-08-20", "A"),
        claim(INCIDENT, "occurred_on", "2025-08-16", by="B", stance="denies"),
    ],
}
CONFLICTING = {
    "dates of the attack": ([attacked("2025-08-16", "A"), attacked("2025-08-20", "B")], "date"),
    "a day before a span": (
        [attacked("2025-08-20", "A"), attacked("2025-08-23", "B", **{"from": "2025-08-23", "to": "2025-08-24"})],
        "date",
    ),
    "two exact counts": ([people(100, "exactly", "A"), people(200, "exactly", "B")], "quantity"),
    "a ceiling below a floor": ([people(90, "at_most", "A"), people(100, "at_least", "B")], "quantity"),
    "more than a number and that number": ([people(100, "more_than", "A"), people(100, "exactly", "B")], "quantity"),
    "two titles": ([role("head of unit", "A"), role("director general", "B")], "value"),
    "hosted here or there": ([uses("A", hosting="own"), uses("B", hosting="supplier")], "value"),
}


@pytest.mark.parametrize("claims", COMPATIBLE.values(), ids=COMPATIBLE)
def test_no_conflict(ledger: Ledger, claims: list[Claim]) -> None:
    record(ledger, *claims)
    assert Belief(ledger).conflicts() == []


@pytest.mark.parametrize(("claims", "kind"), CONFLICTING.values(), ids=CONFLICTING)
def test_conflict(ledger: Ledger, claims: list[Claim], kind: str) -> None:
    record(ledger, *claims)
    (conflict,) = Belief(ledger).conflicts()
    assert conflict.kind == kind
    assert sorted(position.claims for position in conflict.positions) == sorted((each.id,) for each in claims)


def test_a_stance_conflict_names_both_sides(ledger: Ledger) -> None:
    yes, no = claim(INCIDENT, "affected", TOWN, by="A"), claim(INCIDENT, "affected", TOWN, by="B", stance="denies")
    record(ledger, yes, no)
    (conflict,) = Belief(ledger).conflicts()
    assert [(p.value, p.claims, p.voices) for p in conflict.positions] == [
        ("asserts", (yes.id,), 1),
        ("denies", (no.id,), 1),
    ]
    assert (conflict.kind, conflict.predicate, conflict.target) == ("stance", "affected", "organization/kalmar-kommun")


def test_an_unsure_pair_is_a_conflict_of_identity(graph: Graph) -> None:
    record(graph.ledger, *(claim(INCIDENT, "affected", organization(name)) for name in ("Volvo", "Volvo Cars")))
    graph.judge("unsure", "organization/volvo", "organization/volvo-cars", why="the paper says only Volvo")
    (conflict,) = graph.conflicts()
    assert (conflict.kind, conflict.subject) == ("identity", "organization/volvo")


def test_about_asks_only_of_that_entity(graph: Graph) -> None:
    record(graph.ledger, *CONFLICTING["dates of the attack"][0], *CONFLICTING["two titles"][0])
    assert [c.kind for c in graph.conflicts("person/jenny-bo")] == ["value"]
    assert len(graph.conflicts()) == 2


def test_a_conflict_keeps_its_id_when_a_voice_joins(stores: Stores) -> None:
    graph = Graph(stores.new())
    record(graph.ledger, *CONFLICTING["dates of the attack"][0])
    before = graph.conflicts()[0]
    record(graph.ledger, attacked("2025-08-23", "C"))
    after = graph.conflicts()[0]
    assert (before.id, len(before.positions), len(after.positions)) == (after.id, 2, 3)
