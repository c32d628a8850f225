"""A property graph that follows the ledger change by change equals one that is made anew."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from made_claims import (
    INCIDENT,
    SYSTEM,
    VENDOR,
    claim,
    count,
    organization,
    page,
    record,
    system,
)
from random_steps import LEVELS, STEPS, Step, conflicts_of, repeating, take
from toy_graph import ToyGraph

from kedja.belief import Belief, Group
from kedja.claim import Claim, Source, accept
from kedja.identity import Judgement, Verdict
from kedja.ledger import Ledger, open_ledger
from kedja.ontology import Marking
from kedja.projection.property_graph import PropertyGraph
from kedja.projection.property_graph.making import member_of, node_of, relationship_of
from kedja.projection.rows import Change, Node, Relationship
from kedja_ingest import ReadOptions, extract
from kedja_ingest.cases import case_files


def _made_anew(ledger: Ledger, clearance: Marking) -> ToyGraph:
    graph = ToyGraph()
    for change in PropertyGraph(ledger, clearance).whole():
        graph.apply([change])
        graph.check()
    return graph


def _as_believed(ledger: Ledger, clearance: Marking) -> tuple[dict[str, Node], dict[str, Relationship]]:
    """The groups, values and believed edges with the members, as `Belief` has them."""
    belief = Belief(ledger.within(clearance))
    edges = belief.edges(derived=True)
    ends = {
        end
        for edge in (*edges, *belief.all_lost_edges())
        for end in (edge.subject, edge.target)
        if end.startswith(("group/", "value/"))
    }
    counted = belief.nodes(ends)
    groups = [target for target in counted.values() if isinstance(target, Group)]
    rows = [*map(relationship_of, edges), *(member_of(id, group.id) for group in groups for id in group.identified)]
    return {id: node_of(target) for id, target in counted.items()}, {row.id: row for row in rows}


def _assert_believed(graph: ToyGraph, ledger: Ledger, clearance: Marking) -> None:
    nodes, relationships = _as_believed(ledger, clearance)
    assert {id: node for id, node in graph.nodes.items() if node.label in ("Group", "Value")} == nodes
    of_claims = ("SUBJECT", "OBJECT", "COUNTS", "SPEAKER", "SOURCE", "REPEATS")
    assert {id: r for id, r in graph.relationships.items() if r.type not in of_claims} == relationships


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
                _assert_made_anew(graph, ledger, clearance)
                _assert_believed(graph, ledger, clearance)


def _follows(ledger: Ledger, graph: ToyGraph) -> None:
    graph.apply(PropertyGraph(ledger).since(graph.snapshot))
    _assert_made_anew(graph, ledger, Marking.RED)


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


def _case_by_source() -> Iterator[tuple[Source, list[Claim]]]:
    """The bundled case in the order of its sources, of which every third is marked."""
    by_source: dict[str, list[Claim]] = {}
    for path in case_files("miljodata"):
        for each in extract(path, None, ReadOptions()):
            assert isinstance(each, Claim)
            by_source.setdefault(each.source.id, []).append(each)
    for number, said in enumerate(by_source.values()):
        marking = Marking.GREEN if number % 3 else Marking.AMBER
        claims = [accept(msgspec.structs.replace(each, marking=marking, id="")) for each in said]
        yield claims[0].source, claims


def _assert_made_anew(graph: ToyGraph, ledger: Ledger, clearance: Marking) -> None:
    anew = _made_anew(ledger, clearance)
    assert graph.nodes == anew.nodes
    assert graph.relationships == anew.relationships
    assert graph.snapshot == anew.snapshot


def test_the_case_is_followed_source_by_source(ledger: Ledger) -> None:
    levels = (Marking.GREEN, Marking.RED)
    graphs = {level: _made_anew(ledger, level) for level in levels}
    for number, (source, claims) in enumerate(_case_by_source()):
        ledger.append(source, claims, "test/1")
        for level, graph in graphs.items():
            graph.apply(PropertyGraph(ledger, level).since(graph.snapshot))
            if number % 8 == 0:
                _assert_made_anew(graph, ledger, level)
    for level, graph in graphs.items():
        _assert_made_anew(graph, ledger, level)
        _assert_believed(graph, ledger, level)
    assert len(graphs[Marking.GREEN].nodes) < len(graphs[Marking.RED].nodes)


def _hub(ledger: Ledger, users: int) -> None:
    """A system that one organization provides and many use."""
    record(
        ledger,
        claim(VENDOR, "provides", SYSTEM),
        *(claim(organization(f"Firm {n}"), "uses", SYSTEM) for n in range(users)),
    )


def _rows(change: Change) -> int:
    return len(change.nodes) + len(change.relationships) + len(change.gone_nodes) + len(change.gone_relationships)


@pytest.mark.parametrize(
    "said",
    [
        claim(organization("Firm 7"), "uses", SYSTEM, by="Beta", stance="denies"),
        claim(organization("One More AB"), "uses", SYSTEM),
        claim(organization("Firm 7"), "uses", system("TIDRAPPORT")),
        claim(organization("Supplia"), "part_of", organization("Supplia Group")),
    ],
    ids=["a denial", "one more user", "another spelling of the system", "another spelling of the provider"],
)
def test_what_is_said_beside_a_hub_touches_few_rows(ledger: Ledger, said: Claim) -> None:
    _hub(ledger, 200)
    graph = _made_anew(ledger, Marking.RED)
    record(ledger, said)
    [change] = PropertyGraph(ledger).since(graph.snapshot)
    assert _rows(change) < 20
    _follows(ledger, graph)


def test_a_kind_that_is_learnt_later_makes_a_member(ledger: Ledger) -> None:
    record(ledger, claim(INCIDENT, "affected", organization("Alfa")), claim(INCIDENT, "affected", count(9, "company")))
    graph = _made_anew(ledger, Marking.RED)
    assert not any(r.type == "MEMBER_OF" for r in graph.relationships.values())
    record(ledger, claim(organization("Alfa", "company"), "uses", SYSTEM))
    _follows(ledger, graph)
    assert [r.start for r in graph.relationships.values() if r.type == "MEMBER_OF"] == ["organization/alfa"]


def test_making_anew_sees_one_moment(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kedja.projection.property_graph.graph._CHUNK", 9)
    _hub(ledger, 20)
    before = _made_anew(ledger, Marking.RED)
    changes = PropertyGraph(ledger).whole()
    graph = ToyGraph()
    for change in changes:
        record(ledger, claim(organization(f"New {len(graph.relationships)}"), "uses", SYSTEM))
        graph.apply([change])
        graph.check()
    assert (graph.nodes, graph.relationships, graph.snapshot) == (before.nodes, before.relationships, before.snapshot)
    _follows(ledger, graph)
