"""What Cypher sees follows the ledger on every store, and is what a fresh projection holds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from made_claims import AUTHORITY, INCIDENT, SYSTEM, VENDOR, claim, count, organization, page, record
from stores import Stores
from toy_graph import ToyGraph

from kedja.graph import Graph
from kedja.identity import Judgement, Verdict
from kedja.projection.property_graph import PropertyGraph
from kedja.review import accept_claim, correct_claim, corrected, reject_claim, undo_review


@pytest.fixture
def asked(stores: Stores) -> Iterator[Graph]:
    """An empty graph on a store of each kind, closed with its engine."""
    with Graph(stores.new()) as graph:
        yield graph


def _seen(graph: Graph) -> tuple[dict[str, Any], dict[str, Any]]:
    """Every node and every relationship as Cypher has them, by id."""
    nodes = graph.cypher("MATCH (n) RETURN n").rows
    edges = graph.cypher("MATCH ()-[r]->() RETURN r").rows
    return {n["id"]: n for (n,) in nodes}, {r["id"]: r for (r,) in edges}


def _expected(graph: Graph) -> tuple[dict[str, Any], dict[str, Any]]:
    toy = ToyGraph()
    toy.apply(PropertyGraph(graph.ledger).whole())
    nodes = {n.id: {"id": n.id, "labels": [n.label], "properties": n.properties} for n in toy.nodes.values()}
    edges = {
        r.id: {"id": r.id, "type": r.type, "start": r.start, "end": r.end, "properties": r.properties}
        for r in toy.relationships.values()
    }
    return nodes, edges


def test_cypher_sees_each_batch_and_judgement(asked: Graph) -> None:
    ledger = asked.ledger
    alfa, beta = organization("Alfa AB"), organization("Beta AB")
    steps = [
        [claim(INCIDENT, "hit", VENDOR), claim(VENDOR, "provides", SYSTEM), claim(alfa, "uses", SYSTEM)],
        [claim(INCIDENT, "affected", count(164, "municipality", "at_least"), by="IMY")],
        [claim(INCIDENT, "affected", organization("Kalmars kommun"), source=page("b"))],
        [claim(beta, "uses", SYSTEM), claim(beta, "reported_to", AUTHORITY, certainty="possible", source=page("c"))],
        [claim(alfa, "uses", SYSTEM, stance="denies", by="Alfa", on="2025-10-01", source=page("d"))],
    ]
    for step in steps:
        record(ledger, *step)
        assert _seen(asked) == _expected(asked)
    judged = ledger.judge(Judgement(verdict=Verdict.SAME, left="organization/alfa", right="organization/beta", by="me"))
    assert _seen(asked) == _expected(asked)
    ledger.judge(Judgement(verdict=Verdict.RETRACTS, left=judged.id, by="me"))
    assert _seen(asked) == _expected(asked)


def test_a_rebuilt_graph_is_the_same(asked: Graph) -> None:
    record(asked.ledger, claim(INCIDENT, "hit", VENDOR), claim(VENDOR, "provides", SYSTEM))
    before = _seen(asked)
    asked.rebuild()
    assert _seen(asked) == before
    assert before[0]


def test_cypher_sees_each_review(asked: Graph) -> None:
    ledger = asked.ledger
    counted = claim(INCIDENT, "affected", count(9, "company", "at_least"), source=page("b"))
    member = claim(INCIDENT, "affected", organization("Alfa", "company"))
    provides, uses = claim(VENDOR, "provides", SYSTEM), claim(organization("Alfa", "company"), "uses", SYSTEM)
    record(ledger, claim(INCIDENT, "hit", VENDOR), counted, member, provides, uses)
    before = _seen(asked)
    for each in (counted, member, provides):
        reject_claim(ledger, each.id, by="Anna", why="not said")
        assert _seen(asked) == _expected(asked)
    accept_claim(ledger, uses.id)
    correct_claim(ledger, member, corrected(member, {"object": organization("Beta", "company")}))
    assert _seen(asked) == _expected(asked)
    found = asked.cypher("MATCH (c:Claim {review: 'rejected'}) RETURN c.reviewed_by, c.review_reason ORDER BY c.id")
    assert found.rows.count(["Anna", "not said"]) == 2
    named = "MATCH (n:Claim), (c:Claim {id: n.corrects})-[:OBJECT]->(o:Organization) RETURN c.review, o.name"
    assert asked.cypher(named).rows == [["rejected", "Alfa"]]
    assert asked.cypher("MATCH (:Organization)-[r:SUPPLIES|MEMBER_OF]->() RETURN count(r)").rows == [[0]]
    asks = "SELECT ?by WHERE { GRAPH ?g { ?c kedja:review 'rejected' ; kedja:reviewedBy ?by } }"
    assert [row[0] for row in asked.sparql(asks).rows] == ["Anna", "Anna"]
    for each in (counted, member, member, provides, uses):
        if each.id in asked.belief().decided.reviews:
            undo_review(ledger, each.id)
        assert _seen(asked) == _expected(asked)
    assert before[1].keys() <= _seen(asked)[1].keys()
