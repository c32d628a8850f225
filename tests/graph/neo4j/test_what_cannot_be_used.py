"""A server that cannot be used is named in one sentence, without the password."""

from __future__ import annotations

from pathlib import Path

import pytest
from bolt_proxy import cypher, server_named
from made_claims import SYSTEM, VENDOR, claim, record
from neo4j_server import Neo4jServer

from kedja.errors import KedjaError, StoreDamagedError, StoreUnreachableError, StoreVersionError, UsageError
from kedja.ledger import open_ledger
from kedja.ledger.neo4j import Neo4jLedger
from kedja.ledger.neo4j.address import parse_address

_PASSWORD = "s3cret/word"
_WRITTEN = "s3cret%2Fword"


def _refused(address: str, kind: type[KedjaError], *, create: bool = False) -> str:
    with pytest.raises(kind) as caught:
        open_ledger(address, create=create, wait=2)
    told = str(caught.value)
    assert "s3cret" not in told
    return told


@pytest.mark.parametrize("scheme", ["bolt", "neo4j", "bolt+s", "neo4j+ssc"])
def test_nobody_answers(scheme: str) -> None:
    port = 1  # a port of the system, which nobody uses
    told = _refused(f"{scheme}://neo4j:{_WRITTEN}@127.0.0.1:{port}", StoreUnreachableError)
    assert told == f"{scheme}://127.0.0.1:{port}: the server does not answer; is it running?"


@pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
def test_wrong_password(server: Neo4jServer, scheme: str) -> None:
    told = _refused(f"{scheme}://neo4j:{_WRITTEN}@127.0.0.1:{server.port}", StoreUnreachableError)
    assert told.endswith("the server refuses this user or password")


@pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
def test_unknown_database(server: Neo4jServer, scheme: str) -> None:
    address = server.address.replace("bolt", scheme) + "/?database=nosuch"
    told = _refused(address, StoreUnreachableError, create=True)
    assert told == f"{scheme}://127.0.0.1:{server.port}/nosuch: there is no such database"


def test_a_server_that_is_too_old() -> None:
    with server_named("Neo4j/4.4.30") as port:
        told = _refused(f"bolt://neo4j:{_WRITTEN}@127.0.0.1:{port}", StoreVersionError)
    assert told == f"bolt://127.0.0.1:{port}: is Neo4j 4.4.30; Kedja needs Neo4j 5 or newer"


def test_an_empty_database_is_no_store_to_read(server: Neo4jServer) -> None:
    assert "holds no Kedja store" in _refused(server.address, StoreUnreachableError)


def test_a_database_of_something_else_stays_as_it_is(server: Neo4jServer) -> None:
    cypher(server, "CREATE (:Film {title: 'M'})")
    assert "something else" in _refused(server.address, StoreUnreachableError, create=True)
    assert cypher(server, "MATCH (n) RETURN labels(n) AS labels") == [{"labels": ["Film"]}]


def test_a_store_of_a_newer_kedja(server: Neo4jServer) -> None:
    open_ledger(server.address, create=True).close()
    cypher(server, "MATCH (h:KedjaHead) SET h.format = 999")
    assert "upgrade Kedja" in _refused(server.address, StoreVersionError)


@pytest.mark.parametrize(
    "edit",
    [
        "MATCH (i:KedjaItem {kind: 'claim'}) SET i.body = replace(i.body, 'Tidrapport', 'Tidrapporten')",
        "MATCH (i:KedjaItem {kind: 'claim'}) REMOVE i.body",
        "MATCH (i:KedjaItem {kind: 'claim'}) DELETE i",
        "MATCH (b:KedjaBatch) SET b.method = 'other/1'",
        "MATCH (b:KedjaBatch) REMOVE b.recorded_at",
        "MATCH (b:KedjaBatch) DELETE b",
        "MATCH (h:KedjaHead) SET h.digest = 'none'",
    ],
)
def test_a_changed_record_is_seen_by_a_new_copy(
    server: Neo4jServer, edit: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_ledger(server.address, create=True) as ledger:
        record(ledger, claim(VENDOR, "provides", SYSTEM))
    cypher(server, edit)
    monkeypatch.setenv("KEDJA_CACHE", str(tmp_path / "another"))
    with pytest.raises(StoreDamagedError):
        open_ledger(server.address)


def test_the_password_shows_nowhere(server: Neo4jServer) -> None:
    with open_ledger(server.address, create=True) as ledger:
        assert isinstance(ledger, Neo4jLedger)
        for shown in (ledger.address, ledger.connection, ledger, ledger.files, ledger.home, vars(ledger)):
            assert server.password not in f"{shown} {shown!r}"


@pytest.mark.parametrize(
    "address",
    [
        "neo4j://neo4j:s3cret/word@host:7687",
        "neo4j://neo4j:7/s3cret@host",
        "neo4j://neo4j:s3cret#word@host",
        "neo4j://neo4j:7#s3cret@host",
        "neo4j://neo4j:s3cret?word@host",
        "neo4j://neo4j:s3cret@host:99999",
        "neo4j://neo4j:s3cret@[::1",
    ],
)
def test_an_address_that_cannot_be_read_is_wrong_usage(address: str) -> None:
    assert "%2F" in _refused(address, UsageError)


def test_user_and_password_are_read_as_they_were_written() -> None:
    parsed = parse_address(f"neo4j+s://us%40er:{_WRITTEN}@graph.example/kedja")
    assert (parsed.uri, parsed.user, parsed.password, parsed.database) == (
        "neo4j+s://graph.example:7687",
        "us@er",
        _PASSWORD,
        "kedja",
    )
