"""The bundled case in a store of each kind, and what the suite says at the end of a run."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from stores import BACKENDS

from kedja.graph import Graph
from kedja_ingest.cases import case_files
from kedja_ingest.pipeline import ingest

_ANSWERED = pytest.StashKey[dict[str, set[str]]]()
#: What answers Cypher on each kind of store; SPARQL is answered by Oxigraph.
_ENGINES = {"neo4j": "Neo4j", "sqlite": "SQLite with ArcadeDB"}
_TONGUES = ("Python", "Cypher", "SPARQL")


@pytest.fixture(scope="session", params=sorted(BACKENDS))
def backend(request: pytest.FixtureRequest) -> str:
    """The kind of store."""
    return str(request.param)


@pytest.fixture(scope="session")
def filled(backend: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    """The graph of the case on a store of that kind."""
    stores = BACKENDS[backend](tmp_path_factory.mktemp("questions"))
    try:
        with Graph(stores.new()) as graph:
            report = ingest(graph.ledger, case_files("miljodata"))
            assert not report.rejected
            yield graph
    finally:
        stores.close()


@pytest.fixture
def answered(request: pytest.FixtureRequest, backend: str) -> set[str]:
    """Where a test notes a question whose answers were equal in all tongues."""
    return request.config.stash.setdefault(_ANSWERED, {}).setdefault(backend, set())


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Says how many questions had one answer, on which stores, in which tongues."""
    answered = config.stash.get(_ANSWERED, {})
    if not answered:
        return
    common = set.intersection(*answered.values())
    stores = ", ".join(_ENGINES[name] for name in sorted(answered))
    terminalreporter.write_line(
        f"one answer: {len(common)} questions × {len(answered)} stores ({stores}) × {len(_TONGUES)} tongues, all equal"
    )
