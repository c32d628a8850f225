"""The bundled case and VERIS incidents in a store of each kind, and what the suite says at the end of a run."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import neo4j_server
import pytest
from stores import BACKENDS

from kedja.graph import Graph
from kedja.ledger import Ledger, open_ledger
from kedja_ingest.cases import case_files
from kedja_ingest.pipeline import ingest

_ANSWERED = pytest.StashKey[dict[str, set[str]]]()
_INCIDENTS = pytest.StashKey[int]()
#: What answers Cypher on each kind of store; SPARQL is answered by Oxigraph.
_ENGINES = {
    "neo4j": f"Neo4j {neo4j_server.VERSION}",
    "sqlite": f"SQLite with ArcadeDB {version('arcadedb-embedded')}",
}
_TONGUES = ("Python", "Cypher", "SPARQL")
#: Records written for this suite, and where it is at hand the sample of the VERIS Community Database.
_RECORDS = Path(__file__).with_name("incidents.jsonl")
_SAMPLE = Path("veris", "vcdb-sample.jsonl")


@pytest.fixture(scope="session")
def read(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """Everything that is asked about, read once."""
    with open_ledger(tmp_path_factory.mktemp("read") / "kedja.db", create=True) as ledger:
        assert not ingest(ledger, [*case_files("miljodata"), _RECORDS]).rejected
        # Not as an argument: without the folder the suite runs over the rest.
        sample = request.getfixturevalue("shared") / _SAMPLE
        if sample.is_file():
            assert len(ingest(ledger, [sample]).rejected) == 2
        yield ledger


@pytest.fixture(scope="session", params=sorted(BACKENDS))
def backend(request: pytest.FixtureRequest) -> str:
    """The kind of store."""
    return str(request.param)


@pytest.fixture(scope="session")
def filled(
    request: pytest.FixtureRequest, read: Ledger, backend: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Graph]:
    """The graph of what was read on a store of that kind, to which it was copied batch by batch."""
    stores = BACKENDS[backend](tmp_path_factory.mktemp("questions"))
    try:
        with Graph(stores.new()) as graph:
            graph.ledger.replay(read.batches(graph.ledger.snapshot()))
            assert graph.ledger.snapshot() == read.snapshot()
            request.config.stash[_INCIDENTS] = graph.cypher("MATCH (i:Incident) RETURN count(i)").rows[0][0]
            yield graph
    finally:
        stores.close()


@pytest.fixture
def answered(request: pytest.FixtureRequest, backend: str) -> set[str]:
    """Where a test notes a question whose answers were equal in all tongues."""
    return request.config.stash.setdefault(_ANSWERED, {}).setdefault(backend, set())


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Says how many questions had one answer, about how much, on which stores, in which tongues."""
    answered = config.stash.get(_ANSWERED, {})
    if not answered:
        return
    common = set.intersection(*answered.values())
    stores = ", ".join(_ENGINES[name] for name in sorted(answered))
    terminalreporter.write_line(
        f"one answer: {len(common)} questions about {config.stash[_INCIDENTS]:,} incidents × {len(answered)} stores "
        f"({stores}) × {len(_TONGUES)} tongues, all equal"
    )
