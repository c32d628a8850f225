"""The property graph in the database is whole whenever somebody asks, whoever makes it anew, and how it is cut off."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from bolt_proxy import cypher, relay
from made_claims import INCIDENT, SYSTEM, VENDOR, claim, organization, page, record
from neo4j_server import Neo4jServer

from kedja.errors import QueryError, StoreUnreachableError
from kedja.graph import Graph, open_graph
from kedja.ledger.neo4j import Neo4jLedger
from kedja.ontology import Marking
from kedja.query import Limits
from kedja.query.cypher.engine import Statement
from kedja.query.cypher.neo4j import Neo4jEngine

_USERS = 30
_COUNT = "MATCH (:Organization)-[r:USES]->(:System) RETURN count(r)"
_ALL = "MATCH (n) WHERE NOT n:KedjaRecord OPTIONAL MATCH (n)-[r]->() RETURN count(DISTINCT n) AS n, count(r) AS r"


@pytest.fixture
def graph(server: Neo4jServer) -> Iterator[Graph]:
    """Users of a system, each told of by a source of its own."""
    with open_graph(server.address, create=True) as graph:
        record(graph.ledger, claim(VENDOR, "provides", SYSTEM), claim(INCIDENT, "hit", VENDOR))
        for number in range(_USERS):
            record(graph.ledger, claim(organization(f"User {number}"), "uses", SYSTEM, source=page(str(number))))
        yield graph


def _users(graph: Graph) -> int:
    ((count,),) = graph.cypher(_COUNT).rows
    return int(count)


def test_a_question_beside_a_rebuild_sees_all(graph: Graph, server: Neo4jServer) -> None:
    assert _users(graph) == _USERS
    seen: list[int] = []
    ended = threading.Event()

    def ask() -> None:
        with open_graph(server.address) as other:
            while not ended.is_set():
                seen.append(_users(other))

    thread = threading.Thread(target=ask)
    thread.start()
    for _ in range(4):
        graph.rebuild()
    ended.set()
    thread.join()
    assert set(seen) == {_USERS}


def test_several_that_find_no_graph_make_it_once(graph: Graph, server: Neo4jServer) -> None:
    seen: list[int] = []

    def ask() -> None:
        with open_graph(server.address) as other:
            seen.append(_users(other))

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == [_USERS] * 4
    once = cypher(server, _ALL)
    graph.rebuild()
    assert cypher(server, _ALL) == once


@pytest.mark.parametrize("commits", [0, 8, 16])
def test_a_rebuild_that_is_cut_off_is_made_up_for_by_the_next_question(
    graph: Graph, server: Neo4jServer, commits: int
) -> None:
    assert _users(graph) == _USERS
    whole = cypher(server, _ALL)
    with ExitStack() as stack:
        line = stack.enter_context(relay(server.port))
        far = stack.enter_context(open_graph(server.address.replace(str(server.port), str(line.port)), wait=2))
        assert _users(far) == _USERS
        line.lose_answers(1000, skip=commits)
        with pytest.raises(StoreUnreachableError):
            far.rebuild()
        line.lose_answers(0)
        assert _users(far) == _USERS
    assert cypher(server, _ALL) == whole


@pytest.mark.parametrize("mark", ["m.format = 0", "m.snapshot = 'of another store'"])
def test_a_graph_of_another_format_or_store_is_made_anew(graph: Graph, server: Neo4jServer, mark: str) -> None:
    assert _users(graph) == _USERS
    cypher(server, f"MATCH (m:KedjaGraph) SET {mark} WITH m MATCH (n:Organization) DETACH DELETE n")
    assert _users(graph) == _USERS


def test_the_graph_in_the_database_is_for_those_who_may_see_everything(graph: Graph) -> None:
    ledger = graph.ledger
    assert isinstance(ledger, Neo4jLedger)
    with pytest.raises(QueryError, match="only to those who may see everything"):
        Neo4jEngine(ledger).ask(Statement(text="RETURN 1"), clearance=Marking.AMBER, limits=Limits())
