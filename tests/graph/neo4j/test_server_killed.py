"""A server that is killed and started again in the middle of an ingest: nothing is lost, and nothing is there twice."""

from __future__ import annotations

import threading
import time
from collections import Counter
from pathlib import Path

import pytest
from made_claims import SYSTEM, claim, organization, page
from neo4j_server import Neo4jServer

from kedja.claim import Claim, Source
from kedja.ledger import Receipt, Selection, open_ledger

_SOURCES, _EACH = 150, 40


def _parts() -> list[tuple[Source, list[Claim], str]]:
    return [_part(page(str(number))) for number in range(_SOURCES)]


def _part(source: Source) -> tuple[Source, list[Claim], str]:
    users = [organization(f"{source.id[-8:]} {number}") for number in range(_EACH)]
    return source, [claim(user, "uses", SYSTEM, source=source) for user in users], "test/1"


def _ingest(address: str, receipts: list[Receipt]) -> None:
    with open_ledger(address, create=True, wait=300) as ledger:
        receipts.extend(ledger.append(*part) for part in _parts())


def _wait_for(receipts: list[Receipt], count: int, thread: threading.Thread) -> None:
    while len(receipts) < count and thread.is_alive():
        time.sleep(0.002)


def test_an_ingest_goes_on_when_the_server_is_back(
    server: Neo4jServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    receipts: list[Receipt] = []
    thread = threading.Thread(target=_ingest, args=(server.address, receipts))
    thread.start()
    _wait_for(receipts, _SOURCES // 3, thread)
    server.kill()
    assert len(receipts) < _SOURCES
    server.start()
    thread.join()
    assert Counter((receipt.added, receipt.known) for receipt in receipts) == {(_EACH, 0): _SOURCES}
    monkeypatch.setenv("KEDJA_CACHE", str(tmp_path / "another"))
    with open_ledger(server.address) as ledger:
        assert [batch.header.source for batch in ledger.batches()] == [receipt.source for receipt in receipts]
        assert ledger.count(Selection()) == _SOURCES * _EACH
        assert [*ledger.check()] == []
