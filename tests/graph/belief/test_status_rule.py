"""The rule of what holds (DESIGN, section 4), case by case."""

from __future__ import annotations

import pytest
from made_claims import INCIDENT, claim, organization, page, record

from kedja.belief import Belief, Scope
from kedja.claim import Claim, Mention
from kedja.graph import Graph, make_scope
from kedja.identity import Verdict
from kedja.ledger import Ledger
from kedja.ontology import EntityType, Reliability, Status

TOWN = organization("Kalmar kommun")
NOTES = Mention(type=EntityType.DATA_CATEGORY, name="manager notes")


def says(by: str, stance: str = "asserts", certainty: str = "stated", on: str = "2025-09-01") -> Claim:
    return claim(INCIDENT, "affected", TOWN, by=by, stance=stance, certainty=certainty, on=on)


CASES = {
    "a plain assertion confirms": ([says("A")], Status.CONFIRMED, 1),
    "so does a confirmation": ([says("A", certainty="confirmed")], Status.CONFIRMED, 1),
    "a possibility is possible": ([says("A", certainty="possible")], Status.POSSIBLE, 1),
    "a fear is possible": ([says("A", certainty="feared")], Status.POSSIBLE, 1),
    "one plain word among fears confirms": ([says("A", certainty="feared"), says("B")], Status.CONFIRMED, 2),
    "a denial excludes": ([says("A", "denies")], Status.EXCLUDED, 0),
    "not knowing is unknown": ([says("A", "unknown")], Status.UNKNOWN, 0),
    "not knowing does not weaken": ([says("A"), says("B", "unknown")], Status.CONFIRMED, 1),
    "two voices against each other leave it possible": ([says("A"), says("B", "denies")], Status.POSSIBLE, 1),
    "a later denial withdraws": ([says("A"), says("A", "denies", on="2025-09-02")], Status.EXCLUDED, 0),
    "a later assertion withdraws": ([says("A", "denies"), says("A", on="2025-09-02")], Status.CONFIRMED, 1),
    "an earlier denial read later does not": (
        [says("A", on="2025-09-02"), says("A", "denies", on="2025-09-01")],
        Status.CONFIRMED,
        1,
    ),
    "of one day both stand": ([says("A"), says("A", "denies")], Status.POSSIBLE, 1),
    "one voice twice is one": ([says("A"), says("A", on="2025-09-03")], Status.CONFIRMED, 1),
    "another's denial is not withdrawn": (
        [says("A"), says("B", "denies"), says("A", on="2025-09-05")],
        Status.POSSIBLE,
        1,
    ),
}


@pytest.mark.parametrize(("claims", "status", "support"), CASES.values(), ids=CASES)
def test_status(ledger: Ledger, claims: list[Claim], status: Status, support: int) -> None:
    record(ledger, *claims)
    (edge,) = Belief(ledger).edges()
    assert (edge.status, edge.support) == (status, support)
    assert set(edge.claims) == {each.id for each in claims}


@pytest.mark.parametrize(("claims", "status", "support"), CASES.values(), ids=CASES)
def test_the_order_of_ingest_does_not_matter(ledger: Ledger, claims: list[Claim], status: Status, support: int) -> None:
    for each in reversed(claims):
        record(ledger, each)
    (edge,) = Belief(ledger).edges()
    assert (edge.status, edge.support) == (status, support)


def test_repeats_count_as_the_voice_that_they_repeat(ledger: Ledger) -> None:
    first = says("A")
    second = claim(INCIDENT, "affected", TOWN, by="B", on="2025-09-02", repeats=first.id)
    third = claim(INCIDENT, "affected", TOWN, by="C", on="2025-09-03", repeats=second.id)
    record(ledger, third, second, first)
    (edge,) = Belief(ledger).edges()
    assert edge.support == 1


def test_a_repeat_of_what_is_not_there_speaks_for_it(ledger: Ledger) -> None:
    lost = claim(INCIDENT, "affected", TOWN, by="B", repeats="0" * 32)
    record(ledger, lost)
    (edge,) = Belief(ledger).edges()
    assert edge.support == 1


def test_two_who_speak_for_one_organization_are_one_voice(ledger: Ledger) -> None:
    for name in ("Ann Ask", "Bo Berg"):
        record(ledger, claim(INCIDENT, "affected", TOWN, speaker={"name": name, "organization": "IMY"}))
    (edge,) = Belief(ledger).edges()
    assert edge.support == 1


def test_as_of_leaves_out_what_was_said_later(ledger: Ledger) -> None:
    record(ledger, says("A", certainty="possible", on="2025-09-01"), says("B", on="2025-10"))
    statuses = {day: Belief(ledger, make_scope(as_of=day)).edges() for day in ("2025-08-31", "2025-09-30", "2025-10")}
    assert statuses["2025-08-31"] == []
    assert [edge.status for edge in statuses["2025-09-30"]] == [Status.POSSIBLE]
    assert [edge.status for edge in statuses["2025-10"]] == [Status.CONFIRMED]


def test_a_stricter_policy_asks_for_two_voices(ledger: Ledger) -> None:
    record(ledger, says("A"), says("A", on="2025-09-02"))
    assert Belief(ledger, Scope(voices=2)).edges()[0].status is Status.POSSIBLE
    record(ledger, says("B"))
    assert Belief(ledger, Scope(voices=2)).edges()[0].status is Status.CONFIRMED


def test_a_policy_on_reliability_leaves_weak_sources_out(ledger: Ledger) -> None:
    record(ledger, claim(INCIDENT, "affected", TOWN, source=page("weak", "E")))
    record(ledger, claim(INCIDENT, "affected", TOWN, stance="denies", source=page("good", "B")))
    record(ledger, claim(INCIDENT, "affected", TOWN, source=page("unrated")))
    (edge,) = Belief(ledger, Scope(reliability=Reliability.B)).edges()
    assert edge.status is Status.EXCLUDED


def test_a_judgement_settles_and_its_withdrawal_opens_again(graph: Graph) -> None:
    record(graph.ledger, says("A"), says("B", "denies"))
    (conflict,) = graph.conflicts()
    assert conflict.kind == "stance"
    judgement = graph.judge(Verdict.PREFERS, conflict.id, "denies")
    assert graph.belief().edges()[0].status is Status.EXCLUDED
    assert graph.conflicts()[0].judgement == judgement.id
    graph.take_back(judgement.id)
    assert graph.belief().edges()[0].status is Status.POSSIBLE
    assert graph.conflicts()[0].judgement is None


def test_what_leaked_at_one_customer_says_nothing_of_the_next(ledger: Ledger) -> None:
    for name, stance in (("Alfa", "asserts"), ("Beta", "denies")):
        record(ledger, claim(INCIDENT, "exposed", NOTES, qualifiers={"via": name}, stance=stance, by=name))
    assert {edge.status for edge in Belief(ledger).edges()} == {Status.CONFIRMED, Status.EXCLUDED}
    assert Belief(ledger).conflicts() == []
