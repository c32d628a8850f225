"""Appending: the same claims add nothing, a source is recorded whole or not at all, batches make a chain."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from made_claims import INCIDENT, PRESS, SYSTEM, VENDOR, claim, organization, page, record
from stores import Stores

from kedja.claim import Claim, Source
from kedja.errors import NotFoundError, StoreUnreachableError
from kedja.identity import Judgement, Verdict
from kedja.ledger import Ledger, Selection


def test_a_receipt_says_what_was_added_and_of_whom_it_speaks(ledger: Ledger) -> None:
    receipt = ledger.append(PRESS, [claim(INCIDENT, "hit", VENDOR, by="IMY")], "test/1")
    assert (receipt.source, receipt.added, receipt.known) == (PRESS.id, 1, 0)
    assert receipt.entities == ("incident/supplia-2025", "organization/imy", "organization/supplia")


def test_a_second_time_adds_nothing(filled: Ledger) -> None:
    claims = [recorded.claim for recorded in filled.claims(Selection())]
    before = (filled.snapshot(), filled.count(Selection()), filled.count_entities(), len(list(filled.sources())))
    receipts = record(filled, *claims)
    assert [receipt.added for receipt in receipts] == [0, 0]
    assert sum(receipt.known for receipt in receipts) == len(claims)
    after = (filled.snapshot(), filled.count(Selection()), filled.count_entities(), len(list(filled.sources())))
    assert after == before


def test_a_claim_twice_in_one_batch_is_one(ledger: Ledger) -> None:
    same = claim(INCIDENT, "hit", VENDOR)
    receipt = ledger.append(PRESS, [same, same], "test/1")
    assert (receipt.added, receipt.known, ledger.count(Selection())) == (1, 1, 1)


def test_more_claims_than_a_chunk_holds(ledger: Ledger) -> None:
    claims = [claim(organization(f"Customer {i}"), "uses", SYSTEM) for i in range(2_100)]
    assert ledger.append(PRESS, [*claims, claims[0]], "test/1").added == 2_100
    assert list(ledger.check()) == []


def test_a_source_keeps_what_was_recorded_of_it_first(ledger: Ledger) -> None:
    first, later = (
        Source(url="https://a.example", publisher="First"),
        Source(url="https://a.example", publisher="Other"),
    )
    record(ledger, claim(INCIDENT, "hit", VENDOR, source=first), claim(VENDOR, "provides", SYSTEM, source=first))
    record(ledger, claim(organization("Alfa"), "uses", SYSTEM, source=later))
    assert ledger.source(first.id).publisher == "First"
    assert {recorded.voice for recorded in ledger.claims(Selection())} == {"organization/first"}
    assert list(ledger.check()) == []


def test_nothing_is_left_of_a_source_that_breaks_off(filled: Ledger) -> None:
    before = (filled.snapshot(), filled.count(Selection()), filled.count_entities(), filled.search("broken", 5))

    def breaking() -> Iterator[Claim]:
        yield claim(organization("Broken AB"), "uses", SYSTEM, source=page("new"))
        raise ValueError("the file ends in the middle")

    with pytest.raises(ValueError, match="in the middle"):
        filled.append(page("new"), breaking(), "test/1")
    after = (filled.snapshot(), filled.count(Selection()), filled.count_entities(), filled.search("broken", 5))
    assert after == before
    assert list(filled.check()) == []
    assert record(filled, claim(organization("Broken AB"), "uses", SYSTEM, source=page("new")))[0].added == 1


def test_every_batch_has_a_snapshot_of_its_own(ledger: Ledger) -> None:
    seen = [ledger.snapshot()]
    for name in ("A", "B", "C"):
        record(ledger, claim(organization(name), "uses", SYSTEM, source=page(name)))
        seen.append(ledger.snapshot())
    assert seen[0] == ""
    assert len(set(seen)) == 4


def test_the_record_outlives_the_process_that_wrote_it(stores: Stores, address: str) -> None:
    ledger = stores.open(address)
    assert ledger.count(Selection()) == 7
    assert list(ledger.check()) == []


def test_a_closed_ledger_cannot_be_used(ledger: Ledger) -> None:
    ledger.close()
    with pytest.raises(StoreUnreachableError, match="closed"):
        ledger.snapshot()


def test_claims_come_back_as_they_were_accepted(ledger: Ledger) -> None:
    given = claim(VENDOR, "provides", SYSTEM, by="Supplia", quote="we run it", span=[3, 12], method="article/1")
    record(ledger, given)
    found = next(iter(ledger.claims(Selection()))).claim
    assert found.recorded_at is not None
    assert {name: getattr(found, name) for name in found.__struct_fields__ if name != "recorded_at"} == {
        name: getattr(given, name) for name in given.__struct_fields__ if name != "recorded_at"
    }


def test_differences_name_what_later_batches_touch(ledger: Ledger) -> None:
    record(ledger, claim(VENDOR, "provides", SYSTEM))
    since = ledger.snapshot()
    record(ledger, claim(organization("Alfa"), "uses", SYSTEM, source=page("b")))
    later = ledger.difference(since)
    assert later.resolved == {"organization/alfa"}
    assert [r.position > later.position for r in ledger.claims(Selection())] == [False, True]
    assert (later.snapshot, later.judged) == (ledger.snapshot(), False)
    assert ledger.difference(ledger.snapshot()).resolved == frozenset()
    assert "organization/supplia" in ledger.difference("").resolved


def test_only_what_trades_claims_of_before_has_moved(ledger: Ledger) -> None:
    record(ledger, claim(VENDOR, "provides", SYSTEM), claim(organization("Alfa"), "uses", SYSTEM))
    since = ledger.snapshot()
    record(ledger, claim(organization("ALFA"), "uses", SYSTEM, source=page("b")))
    spelt = ledger.difference(since)
    assert spelt.resolved == {"organization/alfa"}
    assert not spelt.moved
    record(ledger, claim(organization("Beta"), "uses", SYSTEM, source=page("b")))
    judged = ledger.judge(Judgement(verdict=Verdict.SAME, left="organization/alfa", right="organization/beta"))
    assert ledger.difference(since).moved == {"organization/alfa", "organization/beta"}
    since = ledger.snapshot()
    ledger.judge(Judgement(verdict=Verdict.RETRACTS, left=judged.id))
    assert ledger.difference(since).moved == {"organization/alfa", "organization/beta"}


def test_differences_say_where_new_claims_begin_and_end(ledger: Ledger) -> None:
    empty = ledger.difference("")
    assert (empty.position, empty.last) == (0, 0)
    record(ledger, claim(VENDOR, "provides", SYSTEM), claim(organization("Alfa"), "uses", SYSTEM))
    since = ledger.snapshot()
    assert (ledger.difference("").position, ledger.difference("").last) == (0, 2)
    assert (ledger.difference(since).position, ledger.difference(since).last) == (2, 2)
    record(ledger, claim(organization("Beta"), "uses", SYSTEM, source=page("b")))
    assert (ledger.difference(since).position, ledger.difference(since).last) == (2, 3)


def test_what_is_recorded_meanwhile_is_not_in_a_ledger_that_is_still(ledger: Ledger) -> None:
    record(ledger, claim(VENDOR, "provides", SYSTEM))
    with ledger.still() as still:
        before = still.snapshot()
        record(ledger, claim(organization("Alfa"), "uses", SYSTEM, source=page("b")))
        with still.still() as again:
            assert [still.count(Selection()), again.count(Selection())] == [1, 1]
        assert still.snapshot() == before == still.difference(before).snapshot
        assert not still.entities(["organization/alfa"])
        assert len(list(still.sources())) == 1
    assert ledger.count(Selection()) == 2
    assert ledger.snapshot() != before


def test_differences_since_another_ledger_are_unknown(ledger: Ledger) -> None:
    with pytest.raises(NotFoundError, match="snapshot"):
        ledger.difference("0" * 64)
