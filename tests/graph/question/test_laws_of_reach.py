"""Reach and paths against NetworkX, on graphs of all four predicates of supply."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import networkx
from hypothesis import given, settings
from hypothesis import strategies as st
from made_claims import claim, organization, record, system

from kedja.claim import Claim
from kedja.graph import Graph, open_graph
from kedja.ontology import Status
from kedja.question import BlastRadius

NODES = range(5)

#: predicate, from, to, certainty
Link = tuple[str, int, int, str]
ENDS = {
    "provides": (organization, system),
    "uses": (organization, system),
    "supplies": (organization, organization),
    "depends_on": (system, system),
}
LINKS = st.lists(
    st.tuples(
        st.sampled_from(sorted(ENDS)),
        st.sampled_from(NODES),
        st.sampled_from(NODES),
        st.sampled_from(["stated", "possible"]),
    ),
    min_size=1,
    max_size=14,
    unique_by=lambda link: link[:3],
)


def link_claim(link: Link) -> Claim:
    predicate, start, end, certainty = link
    left, right = ENDS[predicate]
    return claim(left(f"N{start}"), predicate, right(f"N{end}"), certainty=certainty)


@contextmanager
def graph_of(links: list[Link]) -> Iterator[Graph]:
    with tempfile.TemporaryDirectory() as folder, open_graph(Path(folder, "k.db"), create=True) as graph:
        record(graph.ledger, claim(organization("N0"), "supplies", organization("N0")), *map(link_claim, links))
        yield graph


def ids(link: Link) -> tuple[str, str]:
    left, right = ENDS[link[0]]
    kind = {organization: "organization", system: "system"}
    return f"{kind[left]}/n{link[1]}", f"{kind[right]}/n{link[2]}"


def supply(links: list[Link], *certainties: str) -> networkx.DiGraph[str]:
    """The steps on which an attack travels, `weight` 0 from a vendor to its own system and else 1."""
    graph: networkx.DiGraph[str] = networkx.DiGraph()
    graph.add_node("organization/n0")
    for link in links:
        start, end = ids(link)
        if link[0] in ("uses", "depends_on"):
            start, end = end, start
        if link[3] in certainties:
            known = graph.get_edge_data(start, end, {"weight": 1})["weight"]
            graph.add_edge(start, end, weight=min(known, 0 if link[0] == "provides" else 1))
    return graph


def steps(graph: networkx.DiGraph[str]) -> dict[str, int]:
    found = networkx.single_source_dijkstra_path_length(graph, "organization/n0")
    return {
        id: int(length) for id, length in found.items() if id.startswith("organization/") and id != "organization/n0"
    }


def depths(radius: BlastRadius, status: Status) -> dict[str, int]:
    return {item.id: item.depth for item in getattr(radius, status.value)}


@settings(max_examples=40, deadline=None)
@given(LINKS)
def test_what_is_reached_and_in_how_few_steps(links: list[Link]) -> None:
    sure, all_ = steps(supply(links, "stated")), steps(supply(links, "stated", "possible"))
    with graph_of(links) as graph:
        radius = graph.blast_radius("organization/n0")
        assert depths(radius, Status.CONFIRMED) == sure
        assert depths(radius, Status.POSSIBLE) == {id: n for id, n in all_.items() if id not in sure}


@settings(max_examples=40, deadline=None)
@given(LINKS, st.integers(0, 3))
def test_a_depth_keeps_what_is_within_it(links: list[Link], depth: int) -> None:
    sure, all_ = steps(supply(links, "stated")), steps(supply(links, "stated", "possible"))
    with graph_of(links) as graph:
        radius = graph.blast_radius("organization/n0", depth)
        assert set(depths(radius, Status.CONFIRMED)) == {id for id, n in sure.items() if n <= depth}
        reached = depths(radius, Status.CONFIRMED) | depths(radius, Status.POSSIBLE)
        assert set(reached) == {id for id, n in all_.items() if n <= depth}


@settings(max_examples=25, deadline=None)
@given(LINKS)
def test_each_path_is_one_of_the_graph_and_carries_its_claims(links: list[Link]) -> None:
    by_edge = {(*ids(link), link[0]): link_claim(link).id for link in links}
    with graph_of(links) as graph:
        radius = graph.blast_radius("organization/n0")
        for item in (*radius.confirmed, *radius.possible):
            ends = [step.source for step in item.path] + [item.path[-1].target]
            assert (ends[0], ends[-1]) == ("organization/n0", item.id)
            for step in item.path:
                key = (step.source, step.target, step.predicate)
                back = (step.target, step.source, step.predicate)
                assert set(step.claims) <= {by_edge.get(key), by_edge.get(back)}
                assert set(step.claims) <= set(item.claims)
            assert item.status is max((step.status for step in item.path), key=lambda status: status.rank)


@settings(max_examples=30, deadline=None)
@given(LINKS, st.sampled_from(NODES))
def test_paths_are_the_shortest(links: list[Link], end: int) -> None:
    plain: networkx.Graph[str] = networkx.Graph([ids(link) for link in links])
    a, b = "organization/n0", f"organization/n{end}"
    plain.add_nodes_from([a, b])
    with graph_of([*links, ("supplies", end, end, "stated")]) as graph:
        found = {path.nodes for path in graph.paths(a, b)}
    connected = a != b and networkx.has_path(plain, a, b)
    wanted = set(map(tuple, networkx.all_shortest_paths(plain, a, b))) if connected else set()
    assert found == (wanted if a != b else {(a,)})
