"""What was committed while the answer got lost is there once: appended, judged, moved."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from bolt_proxy import Relay, relay
from made_claims import INCIDENT, SYSTEM, VENDOR, claim, organization, page, record
from neo4j_server import Neo4jServer

from kedja.errors import StoreUnreachableError
from kedja.identity import Judgement, Verdict
from kedja.ledger import Ledger, Selection, open_ledger

FIRST = claim(VENDOR, "provides", SYSTEM)
SECOND = claim(INCIDENT, "hit", VENDOR)


@pytest.fixture
def line(server: Neo4jServer) -> Iterator[Relay]:
    """The line to the server."""
    with relay(server.port) as made:
        yield made


@pytest.fixture
def ledger(server: Neo4jServer, line: Relay) -> Iterator[Ledger]:
    """A ledger that reaches the server over the line."""
    address = server.address.replace(str(server.port), str(line.port))
    with open_ledger(address, create=True, wait=10) as ledger:
        record(ledger, FIRST)
        yield ledger


def _claims(ledger: Ledger) -> list[str]:
    return [recorded.claim.id for recorded in ledger.claims(Selection())]


@pytest.mark.parametrize("times", [1, 2, 3])
def test_an_append_is_acknowledged_and_there_once(ledger: Ledger, line: Relay, server: Neo4jServer, times: int) -> None:
    line.lose_answers(times)
    (receipt,) = record(ledger, SECOND)
    assert (receipt.added, receipt.known, line.to_lose) == (1, 0, 0)
    assert _claims(ledger) == [FIRST.id, SECOND.id]
    assert [*ledger.check()] == []
    with open_ledger(server.address) as other:
        assert [len(batch.items) for batch in other.batches()] == [2, 1]
        assert other.snapshot() == ledger.snapshot()


def test_a_read_is_done_again(ledger: Ledger, line: Relay) -> None:
    before = ledger.snapshot()
    line.lose_answers(2, of_reads=True)
    assert ledger.snapshot() == before
    assert line.to_lose == 0


def test_a_judgement_is_recorded_once_though_another_writes_before_the_retry(
    ledger: Ledger, line: Relay, server: Neo4jServer, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record(ledger, *(claim(organization(name), "uses", SYSTEM, source=page("b")) for name in ("Alfa", "Beta")))
    monkeypatch.setenv("KEDJA_CACHE", str(cache / "of-another"))
    with open_ledger(server.address) as other:
        line.lose_answers(1, meanwhile=lambda: record(other, SECOND))
        ledger.judge(Judgement(verdict=Verdict.SAME, left="organization/alfa", right="organization/beta", by="me"))
        assert ledger.snapshot() == other.snapshot()
        assert len(ledger.judgements()) == len(other.judgements()) == 1
        assert _claims(ledger) == _claims(other)
        assert [*ledger.check()] == [] == [*other.check()]


def test_a_server_that_stays_away_is_an_error_and_what_it_committed_is_known_later(ledger: Ledger, line: Relay) -> None:
    line.lose_answers(1000)
    with pytest.raises(StoreUnreachableError, match="does not answer"):
        record(ledger, SECOND)
    line.lose_answers(0)
    (receipt,) = record(ledger, SECOND)
    assert (receipt.added, receipt.known) == (0, 1)
    assert _claims(ledger) == [FIRST.id, SECOND.id]
    assert [*ledger.check()] == []
