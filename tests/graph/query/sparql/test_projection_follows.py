"""An Oxigraph projection that follows the ledger batch by batch equals one that is made anew."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from made_claims import INCIDENT, SYSTEM, VENDOR, claim, count, organization, record
from pyoxigraph import NamedNode, Quad, Store
from random_steps import LEVELS, STEPS, Step, take

from kedja.belief import Belief
from kedja.identity import Judgement, Verdict
from kedja.ledger import Ledger, open_ledger
from kedja.projection.property_graph import PropertyGraph
from kedja.projection.quads import BASE, dataset_lines
from kedja.projection.quads.reading import quads
from kedja.query.sparql.store import FORMAT, bring
from kedja.query.sparql.store.mark import mark

ALFA, BETA = organization("Alfa"), organization("Beta")


def _anew(ledger: Ledger) -> Store:
    belief, store = Belief(ledger), Store()
    store.extend([*quads(dataset_lines(belief)), *mark(belief.snapshot, FORMAT)])
    return store


def _said(store: Store) -> set[str]:
    return {str(quad) for quad in store}


def _follows(store: Store, ledger: Ledger) -> None:
    graph = PropertyGraph(ledger)
    bring(store, graph)
    assert _said(store) == _said(_anew(graph.ledger))


@settings(max_examples=40, deadline=None)
@given(steps=STEPS)
def test_following_equals_making_anew(steps: list[Step]) -> None:
    with tempfile.TemporaryDirectory() as folder, open_ledger(Path(folder, "k.db"), create=True) as ledger:
        record(ledger, claim(INCIDENT, "hit", VENDOR), claim(VENDOR, "provides", SYSTEM))
        followers = {level: _anew(ledger.within(level)) for level in LEVELS}
        said: list[str] = []
        for step in steps:
            take(ledger, step, said)
            for level, store in followers.items():
                bring(store, PropertyGraph(ledger, level))
                assert _said(store) == _said(_anew(ledger.within(level)))


def _edges(store: Store) -> int:
    rows = store.query("SELECT ?e { ?e a <https://w3id.org/kedja/ontology#Edge> }")
    return len(list(rows))  # type: ignore[arg-type]


def test_a_plain_triple_stays_as_long_as_one_edge_says_it(empty: Ledger) -> None:
    ways = [claim(INCIDENT, "affected", ALFA, by="Press", qualifiers={"via": name}) for name in ("Lex", "Tid")]
    record(empty, *ways)
    store = _anew(empty)
    words = ("incident/supplia-2025", "ontology#affected", "organization/alfa")
    triple = Quad(*(NamedNode(BASE + word) for word in words))
    assert _edges(store) == 2
    for name, stays in (("Lex", True), ("Tid", False)):
        denial = claim(INCIDENT, "affected", ALFA, by="Press", qualifiers={"via": name}, stance="denies", on="2025-10")
        record(empty, denial)
        _follows(store, empty)
        assert (triple in store) == stays


def test_entities_that_become_one_take_their_edges_along(empty: Ledger) -> None:
    record(empty, claim(INCIDENT, "affected", ALFA), claim(BETA, "uses", SYSTEM), claim(VENDOR, "provides", SYSTEM))
    record(empty, claim(INCIDENT, "affected", count(3, "company")))
    store = _anew(empty)
    judged = empty.judge(Judgement(verdict=Verdict.SAME, left="organization/alfa", right="organization/beta", by="me"))
    _follows(store, empty)
    empty.judge(Judgement(verdict=Verdict.RETRACTS, left=judged.id, by="me"))
    _follows(store, empty)
