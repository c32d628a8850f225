"""What one ledger recorded can be recorded in another, batch by batch, and is the same there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

import msgspec
import pytest
from made_claims import VENDOR, claim, organization, page, record
from stores import Stores

from kedja.claim import Claim, Source
from kedja.errors import NotFoundError, StoreDamagedError
from kedja.identity import Judgement, Verdict
from kedja.ledger import Ledger, Receipt, Recorded, Selection
from kedja.ledger.base import SealedBatch
from kedja.ledger.sqlite import SqliteLedger


def _recorded(ledger: Ledger) -> list[Recorded]:
    return list(ledger.claims(Selection()))


def _same(one: Ledger, other: Ledger) -> None:
    assert other.snapshot() == one.snapshot()
    assert _recorded(other) == _recorded(one)
    assert other.judgements() == one.judgements()
    assert list(other.sources()) == list(one.sources())
    assert other.list_entities(None, "", 1000) == one.list_entities(None, "", 1000)
    assert not list(other.check())


def test_a_replayed_ledger_is_the_same(filled: Ledger, stores: Stores) -> None:
    other = stores.new()
    assert other.replay(filled.batches()) == 3
    _same(filled, other)


def test_retractions_and_preferences_move_too(filled: Ledger, stores: Stores) -> None:
    same = filled.judgements()[0]
    filled.judge(Judgement(verdict=Verdict.RETRACTS, left=same.id, by="me"))
    filled.judge(Judgement(verdict=Verdict.PREFERS, left="conflict/x", right="asserts", by="me"))
    other = stores.new()
    other.replay(filled.batches())
    _same(filled, other)


def test_only_what_is_missing_moves(filled: Ledger, stores: Stores) -> None:
    other = stores.new()
    other.replay(islice(filled.batches(), 1))
    assert other.snapshot() not in ("", filled.snapshot())
    assert other.replay(filled.batches(other.snapshot())) == 2
    _same(filled, other)


def test_a_batch_that_does_not_follow_is_refused(filled: Ledger, stores: Stores) -> None:
    other = stores.new()
    record(other, claim(VENDOR, "supplies", organization("Gamma AB")))
    before = _recorded(other)
    with pytest.raises(StoreDamagedError, match="does not follow"):
        other.replay(filled.batches())
    assert _recorded(other) == before


def _changed(batch: SealedBatch) -> SealedBatch:
    items = [msgspec.structs.replace(item, body=item.body.replace(b"attacked", b"repaired")) for item in batch.items]
    return msgspec.structs.replace(batch, items=items)


def test_a_changed_batch_is_refused_whole(filled: Ledger, stores: Stores) -> None:
    other = stores.new()
    batches = list(filled.batches())
    with pytest.raises(StoreDamagedError, match="batch 1 of the other ledger is not what was recorded"):
        other.replay([_changed(batches[0]), *batches[1:]])
    assert other.snapshot() == ""
    assert not _recorded(other)


def test_batches_after_an_unknown_snapshot_are_refused(filled: Ledger) -> None:
    with pytest.raises(NotFoundError):
        list(filled.batches("0" * 64))


def test_many_sources_are_appended_in_order(stores: Stores) -> None:
    ledger = stores.new()
    batches = [
        (page(f"many-{i}"), [claim(VENDOR, "supplies", organization(f"Firm {i}"), source=page(f"many-{i}"))], "m/1")
        for i in range(30)
    ]
    receipts = list(ledger.append_all(batches))
    assert [r.source for r in receipts] == [source.id for source, _, _ in batches]
    assert len(list(ledger.batches())) == 30
    assert not list(ledger.check())


def test_what_the_witness_refuses_is_not_recorded(tmp_path: Path) -> None:
    seen: list[int] = []

    def witness(batches: Sequence[SealedBatch]) -> None:
        seen.append(len(batches))
        raise OSError("no")

    with SqliteLedger(tmp_path / "kedja.db", witness=witness) as ledger:
        with pytest.raises(OSError, match="no"):
            record(ledger, claim(VENDOR, "supplies", organization("Gamma AB")))
        assert (seen, ledger.snapshot(), _recorded(ledger)) == ([1], "", [])


def test_receipts_come_after_the_witness(tmp_path: Path) -> None:
    seen: list[SealedBatch] = []
    with SqliteLedger(tmp_path / "kedja.db", witness=seen.extend) as ledger:

        def batches() -> Iterator[tuple[Source, list[Claim], str]]:
            for i in range(3):
                source = page(f"w{i}")
                yield source, [claim(VENDOR, "supplies", organization(f"Firm {i}"), source=source)], "m/1"

        receipts: list[Receipt] = list(ledger.append_all(batches()))
        assert len(receipts) == len(seen) == 3
        assert seen == list(ledger.batches())
