"""Cypher and SPARQL see what the clearance lets them see, on every store, and follow what is recorded."""

from __future__ import annotations

import threading
import time
from typing import Any

import pytest
from made_claims import SYSTEM, claim, organization, page, record
from planted_secret import DAY, WORD, plant
from stores import Stores

from kedja import open_graph
from kedja.errors import LimitError, UsageError
from kedja.graph import Graph
from kedja.ontology import Marking
from kedja.query import Limits

_CYPHER = "MATCH (n) OPTIONAL MATCH (n)-[r]->() RETURN n, r"
_SPARQL = "SELECT * { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
_COUNTS = ("MATCH (c:Claim) RETURN count(c) AS n", "SELECT (count(?c) AS ?n) { GRAPH ?g { ?c a kedja:Claim } }")


def _counted(graph: Graph) -> list[Any]:
    cypher, sparql = _COUNTS
    return [graph.cypher(cypher).rows[0][0], graph.sparql(sparql).rows[0][0]]


def test_what_is_hidden_is_not_in_the_projections(stores: Stores) -> None:
    address = stores.address()
    with open_graph(address, create=True) as everything, open_graph(address, clearance=Marking.CLEAR) as clear:
        plant(everything)
        for ask, query in ((everything.cypher, _CYPHER), (everything.sparql, _SPARQL)):
            assert WORD in str(ask(query).rows).casefold()
        for ask, query in ((clear.cypher, _CYPHER), (clear.sparql, _SPARQL)):
            assert WORD not in str(ask(query).rows).casefold()
            assert DAY not in str(ask(query).rows)
        assert (_counted(everything), _counted(clear)) == ([18, 18], [10, 10])
        secret, plain = (page(name, marking=marking) for name, marking in (("s", Marking.RED), ("p", Marking.CLEAR)))
        record(
            everything.ledger, *(claim(organization("Delta"), "uses", SYSTEM, source=each) for each in (secret, plain))
        )
        assert (_counted(everything), _counted(clear)) == ([20, 20], [11, 11])


def test_a_query_that_is_given_up_ends_and_the_next_is_answered(stores: Stores) -> None:
    slow = {
        "cypher": "UNWIND range(1, 1000000) AS a UNWIND range(1, 1000000) AS b RETURN count(a + b) AS n",
        "sparql": "SELECT (count(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n1 ?o }",
    }
    with Graph(stores.new()) as graph:
        plant(graph)
        for language, query in slow.items():
            ask = graph.cypher if language == "cypher" else graph.sparql
            assert ask("RETURN 1 AS n" if language == "cypher" else "ASK {}").rows == [
                [1 if language == "cypher" else True]
            ]
            over = threading.Event()
            # One call may come before the query has begun; somebody who gives up goes on until it has ended.
            giving_up = threading.Thread(target=_give_up, args=(graph, over))
            giving_up.start()
            start = time.monotonic()
            with pytest.raises(LimitError):
                ask(query, limits=Limits(seconds=600))
            over.set()
            giving_up.join()
            assert time.monotonic() - start < 300
            assert ask("RETURN 1 AS n" if language == "cypher" else "ASK {}").rows


def _give_up(graph: Graph, over: threading.Event) -> None:
    while not over.wait(0.5):
        graph.interrupt()


@pytest.mark.parametrize("name", ["as_of", "recorded_by", "without", "scope"])
def test_a_scope_is_not_taken_for_a_parameter(graph: Graph, name: str) -> None:
    given: dict[str, Any] = {name: "2025"}
    with pytest.raises(UsageError, match=f"knows no {name}"):
        graph.cypher("MATCH (n) RETURN n", **given)
    assert graph.cypher(f"RETURN ${name} AS x", **given).rows == [["2025"]]
    assert graph.cypher("RETURN $limits AS x", {"limits": 1}).rows == [[1]]
