"""The engines' own walls: what the guard refuses is refused by them too, and changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from made_claims import INCIDENT, SYSTEM, VENDOR, claim, organization, record
from ruamel.yaml import YAML
from stores import BACKENDS

from kedja.errors import KedjaError
from kedja.graph import Graph
from kedja.ontology import Marking
from kedja.query.cypher.engine import Statement
from kedja.query.cypher.engines import engine_of
from kedja.query.limits import Limits

_FORBIDDEN: dict[str, list[str]] = YAML(typ="safe", pure=True).load(Path(__file__).parent / "forbidden.yaml")
#: What an engine does for any reader; the guard alone keeps it back.
_BARE = ("shows what is not of the graph", "is kept back by the guard alone on one of the stores")
_DANGEROUS = [text for group, texts in _FORBIDDEN.items() if group not in _BARE for text in texts]
_LIMITS = Limits(seconds=5, rows=100)


@pytest.fixture(scope="module", params=BACKENDS)
def graph(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    """A few claims on a store of each kind."""
    stores = BACKENDS[request.param](tmp_path_factory.mktemp("walls"))
    with Graph(stores.new()) as opened:
        user = organization("Kalmar kommun", "municipality")
        claims = (claim(INCIDENT, "hit", VENDOR), claim(VENDOR, "provides", SYSTEM), claim(user, "uses", SYSTEM))
        record(opened.ledger, *claims)
        yield opened
    stores.close()


def _contents(graph: Graph) -> list[str]:
    nodes = graph.cypher("MATCH (n) RETURN properties(n) AS p")
    edges = graph.cypher("MATCH ()-[r]->() RETURN properties(r) AS p")
    return sorted(str(sorted(row[0].items())) for row in [*nodes.rows, *edges.rows])


@pytest.mark.parametrize("text", _DANGEROUS)
def test_without_the_guard_an_engine_does_nothing_of_it(graph: Graph, text: str) -> None:
    before = _contents(graph)
    engine, _ = engine_of(graph.ledger)
    statement = Statement(text=text, parameters={"url": "file:///etc/passwd"})
    with pytest.raises(KedjaError):
        engine.ask(statement, clearance=Marking.RED, limits=_LIMITS)
    assert _contents(graph) == before


def test_an_answer_within_the_guard_shows_no_record_of_the_ledger(graph: Graph) -> None:
    labels = {row[0] for row in graph.cypher("CALL db.labels() YIELD label RETURN label").rows}
    assert labels == {"Claim", "Incident", "Organization", "Source", "System"}
    keys = {row[0] for row in graph.cypher("CALL db.propertyKeys()").rows}
    assert {"name", "status"} <= keys
    assert not keys & {"body", "digest", "seq", "@rid"}
    for pattern in ("(n)", "(n:!Organization)", "(n:%)", "(n)-[*0..1]->()", "(n) (()-->()){0,1} ()"):
        found = {label for (row,) in graph.cypher(f"MATCH {pattern} RETURN labels(n) AS l").rows for label in row}
        assert found <= labels
