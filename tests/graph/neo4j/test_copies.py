"""The copy on this machine is never the only one: it follows, and is made again by itself."""

from __future__ import annotations

import logging
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from bolt_proxy import cypher
from made_claims import INCIDENT, SYSTEM, VENDOR, claim, organization, page, record
from neo4j_server import Neo4jServer

from kedja.errors import StoreDamagedError
from kedja.ledger import Ledger, Selection, open_ledger
from kedja.ledger.base import Item, SealedBatch
from kedja.ledger.chain import Header, batch_digest, body_digest, body_of, by_id, stored_claim

CLAIMS = (claim(VENDOR, "provides", SYSTEM), claim(INCIDENT, "hit", VENDOR, source=page("b")))


def _claims(ledger: Ledger) -> list[str]:
    return [recorded.claim.id for recorded in ledger.claims(Selection())]


@pytest.fixture
def ids(server: Neo4jServer) -> list[str]:
    """The ids of the claims in the store."""
    with open_ledger(server.address, create=True) as ledger:
        record(ledger, *CLAIMS)
        return _claims(ledger)


def _home(server: Neo4jServer) -> Path:
    with open_ledger(server.address) as ledger:
        return ledger.home


def _shorten(home: Path) -> None:
    home.write_bytes(home.read_bytes()[:5000])


def _overwrite(home: Path) -> None:
    home.write_bytes(b"no database at all" * 1000)


def _of_another_log(home: Path) -> None:
    with sqlite3.connect(home) as connection:
        connection.execute("UPDATE batch SET digest = '-' || substr(digest, 2), previous = '-' || substr(previous, 2)")
    connection.close()


def _of_another_program(home: Path) -> None:
    home.unlink()
    with sqlite3.connect(home) as connection:
        connection.execute("CREATE TABLE t (x)")
    connection.close()


@pytest.mark.parametrize("damage", [_shorten, _overwrite, _of_another_log, _of_another_program, Path.unlink])
def test_a_damaged_copy_is_made_again(
    server: Neo4jServer, ids: list[str], damage: object, caplog: pytest.LogCaptureFixture
) -> None:
    home = _home(server)
    damage(home)  # type: ignore[operator]
    with caplog.at_level(logging.WARNING), open_ledger(server.address) as ledger:
        assert _claims(ledger) == ids
        assert [*ledger.check()] == []
    assert ("made again" in caplog.text) == (damage is not Path.unlink)
    assert server.password not in caplog.text


def test_a_copy_that_is_replaced_stays_usable_for_those_who_have_it_open(server: Neo4jServer, ids: list[str]) -> None:
    with open_ledger(server.address) as before:
        _of_another_log(before.home)
        with open_ledger(server.address) as after:
            assert after.home != before.home
            assert _claims(before) == _claims(after) == ids
            record(after, claim(organization("Alfa"), "uses", SYSTEM))
            assert before.snapshot() == after.snapshot()
            assert before.home == after.home or _claims(before) == _claims(after)


def test_several_processes_make_the_first_copy_together(server: Neo4jServer, tmp_path: Path) -> None:
    with open_ledger(server.address, create=True) as ledger:
        for number in range(20):
            record(ledger, claim(organization(f"Alfa {number}"), "uses", SYSTEM, source=page(str(number))))
        expected = ledger.snapshot()
    text = f"""if True:
        from kedja.ledger import Selection, open_ledger
        with open_ledger({server.address!r}) as ledger:
            assert [*ledger.check()] == []
            print(ledger.snapshot(), ledger.count(Selection()), ledger.home)"""
    environment = {"KEDJA_CACHE": str(tmp_path / "fresh"), "PYTHONPATH": ":".join(sys.path)}
    pipe = subprocess.PIPE
    started = [
        subprocess.Popen([sys.executable, "-c", text], env=environment, stdout=pipe, stderr=pipe, text=True)
        for _ in range(4)
    ]
    told = {process.communicate(timeout=120) for process in started}
    ((answer, errors),) = told
    assert answer.split()[:2] == [expected, "20"], errors
    assert errors == ""


def test_another_store_at_the_address_gets_another_copy(server: Neo4jServer, ids: list[str]) -> None:
    before = _home(server)
    assert ids
    server.empty()
    with open_ledger(server.address, create=True) as ledger:
        assert _claims(ledger) == []
        assert ledger.home != before


def test_a_log_that_was_restored_from_an_older_backup_is_followed(server: Neo4jServer, ids: list[str]) -> None:
    with open_ledger(server.address) as ledger:
        first = next(iter(ledger.batches())).digest
    cypher(server, "MATCH (b:KedjaBatch) WHERE b.seq > 1 DELETE b")
    cypher(server, "MATCH (i:KedjaItem) WHERE i.batch > 1 DELETE i")
    cypher(server, f"MATCH (h:KedjaHead) SET h.seq = 1, h.digest = '{first}'")
    with open_ledger(server.address) as ledger:
        assert _claims(ledger) == ids[:1]
        assert ledger.snapshot() == first


def test_a_batch_that_no_copy_could_take_does_not_get_into_the_log(server: Neo4jServer, ids: list[str]) -> None:
    other = claim(organization("Alfa"), "uses", SYSTEM, source=page("c"))
    with open_ledger(server.address) as ledger:
        *_, last = ledger.batches()
        body = body_of(stored_claim(other, by_id(other.source), last.header.recorded_at, "test/1"))
        header = Header(
            seq=3,
            recorded_at=last.header.recorded_at,
            method="test/1",
            source=other.source.id,
            items=1,
            previous=last.digest,
        )
        items = [Item(kind="claim", id=other.id, body=body)]
        with pytest.raises(StoreDamagedError, match="without their source"):
            ledger.replay([SealedBatch(header=header, items=items, digest=batch_digest(header, [body_digest(body)]))])
        assert len([*ledger.batches()]) == 2
    with open_ledger(server.address) as ledger:
        assert _claims(ledger) == ids
        assert [*ledger.check()] == []
