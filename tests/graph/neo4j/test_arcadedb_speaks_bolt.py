"""The record may lie in an ArcadeDB server; what it falls short of is refused, as docs/stores.md says."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from arcadedb_server import arcadedb
from made_claims import SYSTEM, VENDOR, claim, organization, page, record

from kedja import open_graph
from kedja.errors import QueryError, StoreUnreachableError
from kedja.ledger import Selection, open_ledger


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with arcadedb() as address:
        yield address


def test_two_writers_lose_nothing_and_everybody_reads_it(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KEDJA_CACHE", str(tmp_path / "one"))
    with open_ledger(address, create=True) as first, open_ledger(address) as second:
        record(first, claim(VENDOR, "provides", SYSTEM))

        def write(number: int) -> None:
            told = claim(organization(f"Firm {number}"), "uses", SYSTEM, source=page(str(number)))
            record(first if number % 2 else second, told)

        with ThreadPoolExecutor(2) as pool:
            list(pool.map(write, range(10)))
        snapshot = first.snapshot()
    monkeypatch.setenv("KEDJA_CACHE", str(tmp_path / "another"))
    with open_ledger(address) as elsewhere:
        assert elsewhere.count(Selection()) == 11
        assert elsewhere.snapshot() == snapshot
        assert list(elsewhere.check()) == []
    with open_graph(address) as graph:
        with pytest.raises(QueryError, match="does more than read"):
            graph.cypher("MATCH (n) RETURN count(n)")
        assert graph.sparql("SELECT (COUNT(*) AS ?n) { ?s a kedja:Organization ; kedja:uses ?t }").rows == [[10]]
        assert graph.blast_radius("organization/supplia").reached == 10


def test_a_wrong_password_is_told(address: str) -> None:
    wrong = address.replace("root:", "root:not")
    with pytest.raises(StoreUnreachableError, match="refuses this user or password"):
        open_ledger(wrong, wait=2)
