"""Selections: whose claims, which predicate and source, as seen on a day, by a time, within a clearance."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from made_claims import INCIDENT, PRESS, SYSTEM, VENDOR, claim, organization, page, record

from kedja.errors import NotFoundError
from kedja.graph import make_scope
from kedja.identity import Judgement, Verdict
from kedja.ledger import Ledger, Scope, Selection
from kedja.ontology import EntityType, Marking, Reliability

#: What is asked of the seven claims of the filled ledger, and which of them come, by their positions.
ASKED: list[tuple[Selection, list[int]]] = [
    (Selection(), [1, 2, 3, 4, 5, 6, 7]),
    (Selection(about=frozenset({"organization/supplia"})), [1, 2]),
    (Selection(about=frozenset({"system/tidrapport"})), [2, 5, 6]),
    (Selection(about=frozenset({"system/tidrapport", "incident/supplia-2025"})), [1, 2, 3, 4, 5, 6]),
    (Selection(about=frozenset({"organization/imy"})), [3, 7]),
    (Selection(about=frozenset({"organization/alfa"})), [6, 7]),
    (Selection(about=frozenset()), []),
    (Selection(about=frozenset({"organization/nobody"})), []),
    (Selection(starting=frozenset({"organization/supplia"})), [2]),
    (Selection(starting=frozenset({"organization/alfa"})), [6, 7]),
    (Selection(starting=frozenset()), []),
    (Selection(ending=frozenset({"system/tidrapport"})), [2, 5, 6]),
    (Selection(ending=frozenset({"system/tidrapport"}), predicate="provides"), [2]),
    (Selection(between=frozenset({("organization/alfa", "system/tidrapport")})), [6]),
    (Selection(between=frozenset({("incident/supplia-2025", None)})), [3, 4]),
    (Selection(voices=frozenset({"organization/press"})), [1, 2, 4]),
    (Selection(counting=True), [3]),
    (Selection(denying=True), []),
    (Selection(predicate="uses"), [5, 6]),
    (Selection(predicate="uses", about=frozenset({"organization/kalmar-kommun"})), [5]),
    (Selection(predicate="nothing"), []),
    (Selection(source=PRESS.id), [1, 2, 3, 4]),
    (Selection(source="source/none"), []),
    (Selection(after=5), [6, 7]),
    (Selection(limit=2), [1, 2]),
    (Selection(after=1, limit=2, predicate="affected"), [3]),
    (Selection(limit=0), []),
    (Selection(scope=Scope(as_of=date(2025, 8, 27))), []),
    (Selection(scope=Scope(as_of=date(2025, 8, 28))), [1, 2, 3, 4]),
    (Selection(scope=Scope(as_of=date(2025, 9, 10))), [1, 2, 3, 4, 5, 7]),
    (Selection(scope=Scope(clearance=Marking.CLEAR)), [1, 2, 3, 4, 5, 7]),
    (Selection(scope=Scope(clearance=Marking.AMBER)), [1, 2, 3, 4, 5, 6, 7]),
    (Selection(scope=Scope(without=frozenset({PRESS.id}))), [5, 6, 7]),
    (Selection(scope=Scope(reliability=Reliability.C)), [5, 6, 7]),
    (Selection(scope=Scope(reliability=Reliability.B)), []),
    (Selection(scope=Scope(reliability=Reliability.F)), [1, 2, 3, 4, 5, 6, 7]),
    (Selection(predicate="uses", scope=Scope(as_of=date(2025, 9, 10), clearance=Marking.CLEAR)), [5]),
]


@pytest.mark.parametrize(("selection", "expected"), ASKED)
def test_a_selection(filled: Ledger, selection: Selection, expected: list[int]) -> None:
    assert [recorded.position for recorded in filled.claims(selection)] == expected


def test_a_count_ignores_the_page(filled: Ledger) -> None:
    assert filled.count(Selection(after=5, limit=1)) == 7
    for selection, expected in ASKED:
        if selection.limit is None and not selection.after:
            assert filled.count(selection) == len(expected)


def test_claims_by_their_ids(filled: Ledger) -> None:
    wanted = [recorded.claim.id for recorded in filled.claims(Selection())][2:4]
    found = filled.claims(Selection(ids=frozenset([*wanted, "none"])))
    assert [recorded.claim.id for recorded in found] == wanted


def test_pages_make_the_whole(filled: Ledger) -> None:
    seen: list[int] = []
    while page := [r.position for r in filled.claims(Selection(after=seen[-1] if seen else 0, limit=3))]:
        seen += page
    assert seen == [1, 2, 3, 4, 5, 6, 7]


def test_a_claim_without_a_day_was_said_when_it_was_recorded(ledger: Ledger) -> None:
    record(ledger, claim(INCIDENT, "hit", VENDOR, source=page("undated", published=None)))
    today = datetime.now(UTC).date()
    assert ledger.count(Selection(scope=Scope(as_of=today + timedelta(days=1)))) == 1
    assert ledger.count(Selection(scope=Scope(as_of=today - timedelta(days=1)))) == 0


@pytest.mark.parametrize(("day", "held"), [("2025-08-30", 0), ("2025-08-31", 1)])
def test_a_month_has_come_on_its_last_day(ledger: Ledger, day: str, held: int) -> None:
    record(ledger, claim(INCIDENT, "hit", VENDOR, on="2025-08"))
    assert ledger.count(Selection(scope=make_scope(as_of=day))) == held


def test_what_the_ledger_held_by_a_time_in_any_zone(ledger: Ledger) -> None:
    record(ledger, claim(INCIDENT, "hit", VENDOR))
    (first,) = ledger.claims(Selection())
    at = datetime.fromisoformat(first.claim.recorded_at or "")
    record(ledger, claim(VENDOR, "provides", SYSTEM))
    for zone in (UTC, timezone(timedelta(hours=9)), timezone(timedelta(hours=-9))):
        assert ledger.count(Selection(scope=Scope(recorded_by=at.astimezone(zone)))) == 1
        before = at - timedelta(microseconds=1)
        assert ledger.count(Selection(scope=Scope(recorded_by=before.astimezone(zone)))) == 0


def test_a_claim_leads_to_the_entities_that_its_mentions_are(filled: Ledger) -> None:
    found = {recorded.position: recorded for recorded in filled.claims(Selection())}
    assert (found[5].subject, found[5].object) == ("organization/kalmar-kommun", "system/tidrapport")
    assert (found[3].speaker, found[3].voice) == ("organization/imy", "organization/imy")
    assert (found[1].speaker, found[1].voice) == (None, "organization/press")
    assert (found[7].subject, found[7].voice) == ("organization/alfa", found[7].claim.source.id)


def test_sources_come_in_the_order_of_recording(filled: Ledger) -> None:
    assert [source.title for source in filled.sources()] == ["The attack", "Aftermath in Kalmar"]
    assert filled.source(PRESS.id) == PRESS
    with pytest.raises(NotFoundError, match="source"):
        filled.source("source/none")


def test_entities_page_by_id(filled: Ledger) -> None:
    ids = [entity.id for entity in filled.list_entities(None, "", 100)]
    assert ids == sorted(ids)
    assert "organization/beta" not in ids
    assert len(ids) == filled.count_entities()
    organizations = filled.list_entities(EntityType.ORGANIZATION, "organization/alfa", 2)
    assert [entity.id for entity in organizations] == ["organization/imy", "organization/kalmar-kommun"]
    assert filled.count_entities(EntityType.SYSTEM) == 1


def test_judgements_are_kept_in_order(filled: Ledger) -> None:
    (first,) = filled.judgements()
    assert (first.verdict, first.by) == (Verdict.SAME, "me")
    unsure = filled.judge(Judgement(verdict=Verdict.UNSURE, left="organization/alfa", right="organization/imy"))
    assert filled.judgements() == [first, unsure]
    assert unsure.recorded_at > first.recorded_at


@pytest.mark.parametrize("verdict", [Verdict.SAME, Verdict.DIFFERENT, Verdict.RETRACTS])
def test_a_judgement_on_what_is_not_there_is_refused(filled: Ledger, verdict: Verdict) -> None:
    before = filled.snapshot()
    with pytest.raises(NotFoundError):
        filled.judge(Judgement(verdict=verdict, left="organization/nobody", right="organization/alfa"))
    assert (filled.snapshot(), len(filled.judgements())) == (before, 1)


def test_nobody_of_that_id(ledger: Ledger) -> None:
    record(ledger, claim(organization("Alfa"), "uses", SYSTEM))
    with pytest.raises(NotFoundError, match="kedja search"):
        ledger.canonical("organization/nobody")
    assert set(ledger.entities(["organization/alfa", "organization/nobody"])) == {"organization/alfa"}


def test_denials_are_found(ledger: Ledger) -> None:
    record(ledger, *(claim(VENDOR, "provides", SYSTEM, stance=stance) for stance in ("asserts", "denies", "unknown")))
    assert [r.claim.stance for r in ledger.claims(Selection(denying=True))] == ["denies"]
