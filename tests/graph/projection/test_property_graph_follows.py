"""A property graph that follows the ledger change by change equals one that is made anew."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from made_claims import (
    INCIDENT,
    SYSTEM,
    VENDOR,
    claim,
    organization,
    page,
    record,
)
from random_steps import LEVELS, STEPS, Step, conflicts_of, repeating, take
from toy_graph import ToyGraph

from kedja.identity import Judgement, Verdict
from kedja.ledger import Ledger, open_ledger
from kedja.ontology import Marking
from kedja.projection.property_graph import PropertyGraph


def _made_anew(ledger: Ledger, clearance: Marking) -> ToyGraph:
    graph = ToyGraph()
    graph.apply(PropertyGraph(ledger, clearance).whole())
    return graph


@settings(max_examples=40, deadline=None)
@given(steps=STEPS)
def test_following_equals_making_anew(steps: list[Step]) -> None:
    with tempfile.TemporaryDirectory() as folder, open_ledger(Path(folder, "k.db"), create=True) as ledger:
        record(ledger, claim(INCIDENT, "hit", VENDOR), claim(VENDOR, "provides", SYSTEM))
        followers = {clearance: _made_anew(ledger, clearance) for clearance in LEVELS}
        said: list[str] = []
        for step in steps:
            take(ledger, step, said)
            for clearance, graph in followers.items():
                graph.apply(PropertyGraph(ledger, clearance).since(graph.snapshot))
                graph.check()
                anew = _made_anew(ledger, clearance)
                assert graph.nodes == anew.nodes
                assert graph.relationships == anew.relationships
                assert graph.snapshot == anew.snapshot


def _follows(ledger: Ledger, graph: ToyGraph) -> None:
    graph.apply(PropertyGraph(ledger).since(graph.snapshot))
    anew = _made_anew(ledger, Marking.RED)
    assert graph.relationships == anew.relationships
    assert graph.nodes == anew.nodes


def _status(graph: ToyGraph, type: str) -> object:
    return next(r for r in graph.relationships.values() if r.type == type).properties["status"]


def test_a_judgement_on_a_conflict_is_followed(ledger: Ledger) -> None:
    alfa = organization("Alfa")
    record(
        ledger,
        claim(INCIDENT, "affected", alfa, by="Beta"),
        claim(INCIDENT, "affected", alfa, by="Gamma", stance="denies"),
    )
    graph = _made_anew(ledger, Marking.RED)
    assert _status(graph, "AFFECTED") == "possible"
    ledger.judge(Judgement(verdict=Verdict.PREFERS, left=conflicts_of(ledger)[0], right="denies", by="me"))
    _follows(ledger, graph)
    assert _status(graph, "AFFECTED") == "excluded"


def test_a_claim_whose_original_comes_later_joins_its_voice(ledger: Ledger) -> None:
    alfa = organization("Alfa")
    original = claim(INCIDENT, "affected", alfa, by="Beta", source=page("first"))
    passed_on = repeating(claim(INCIDENT, "affected", alfa, by="Gamma"), original.id)
    again = repeating(claim(INCIDENT, "affected", alfa, by="Delta", source=page("third")), passed_on.id)
    record(ledger, passed_on, claim(INCIDENT, "affected", alfa, by="Beta", source=page("b")), again)
    graph = _made_anew(ledger, Marking.RED)
    record(ledger, original)
    _follows(ledger, graph)
    assert sum(r.type == "REPEATS" for r in graph.relationships.values()) == 2
    assert next(r for r in graph.relationships.values() if r.type == "AFFECTED").properties["support"] == 1


def test_speakers_who_are_the_same_become_one_voice(ledger: Ledger) -> None:
    alfa = organization("Alfa")
    record(ledger, *(claim(INCIDENT, "affected", alfa, by=name, source=page(name)) for name in ("Beta", "Gamma")))
    graph = _made_anew(ledger, Marking.RED)
    ledger.judge(Judgement(verdict=Verdict.SAME, left="organization/beta", right="organization/gamma", by="me"))
    _follows(ledger, graph)
    assert next(r for r in graph.relationships.values() if r.type == "AFFECTED").properties["support"] == 1
