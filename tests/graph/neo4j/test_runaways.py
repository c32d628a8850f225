"""A question that costs too much ends at its limit, and leaves nothing running in the server."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from bolt_proxy import cypher
from made_claims import SYSTEM, VENDOR, claim, organization, record
from neo4j_server import Neo4jServer

from kedja import Graph, open_graph
from kedja.errors import LimitError
from kedja.query import Limits

_RUNAWAYS = {
    "every path": "MATCH p = (:Organization {id: 'organization/supplia'})-[*]-(o) RETURN count(p)",
    "range by range": "UNWIND range(1, 5000000) AS a UNWIND range(1, 5000000) AS b RETURN sum(a * b)",
    "doubled text": "RETURN reduce(s = 'x', i IN range(1, 40) | s + s) AS s",
    "big collect": "UNWIND range(1, 60000000) AS a RETURN size(collect(toString(a) + ' and more words')) AS n",
    "big sort": "UNWIND range(1, 60000000) AS a WITH toString(a) + ' and more words' AS t RETURN t ORDER BY t",
}
_RUNNING = "SHOW TRANSACTIONS YIELD currentQuery AS text WHERE NOT text STARTS WITH 'SHOW' RETURN text"


@pytest.fixture
def graph(server: Neo4jServer) -> Iterator[Graph]:
    """A store in the server in which everybody is one of the vendor's customers."""
    with open_graph(server.address, create=True) as graph:
        users = (claim(organization(f"Firm {number}"), "uses", SYSTEM) for number in range(60))
        record(graph.ledger, claim(VENDOR, "provides", SYSTEM), *users)
        yield graph


@pytest.mark.parametrize("text", _RUNAWAYS.values(), ids=_RUNAWAYS)
def test_a_runaway_ends_and_leaves_nothing_running(graph: Graph, server: Neo4jServer, text: str) -> None:
    with pytest.raises(LimitError):
        graph.cypher(text, limits=Limits(seconds=2.0))
    assert cypher(server, _RUNNING) == []
    assert graph.cypher("MATCH (o:Organization)-[:USES]->(:System) RETURN count(o)").rows == [[60]]


def test_too_many_rows_are_an_error(graph: Graph) -> None:
    text = "UNWIND range(1, $n) AS n RETURN n"
    assert len(graph.cypher(text, limits=Limits(rows=2500), n=2500).rows) == 2500
    with pytest.raises(LimitError, match="more than 2,500 rows"):
        graph.cypher(text, limits=Limits(rows=2500), n=2501)
