"""Paths: how two entities hang together."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from kedja.belief import Belief, Edge
from kedja.ontology import Status

_MOST_PATHS = 20
_LONGEST = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An edge of a path."""

    predicate: str
    status: Status
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """Nodes from one end to the other, and the edges between them."""

    nodes: tuple[str, ...]
    edges: tuple[Link, ...]


def paths(belief: Belief, a: str, b: str) -> list[Path]:
    """The shortest paths between two entities, at most 20 of at most 8 edges, whatever the edges' direction.

    Excluded edges and what counts or dates something do not connect. A search in breadth from one end:
    linear in the edges around what it visits.
    """
    start, end = belief.ledger.canonical(a), belief.ledger.canonical(b)
    steps: dict[str, list[tuple[str, Edge]]] = defaultdict(list)
    level, seen = {start}, {start}
    for _ in range(_LONGEST):
        if end in seen or not level:
            break
        reached: set[str] = set()
        for edge in belief.edges_of(level):
            for near, far in ((edge.subject, edge.target), (edge.target, edge.subject)):
                if near in level and far not in seen and _connects(edge, far):
                    steps[far].append((near, edge))
                    reached.add(far)
        seen |= reached
        level = reached
    return _unwind(start, end, steps) if end in seen else []


def _connects(edge: Edge, far: str) -> bool:
    return edge.status is not Status.EXCLUDED and not far.startswith(("value/", "group/"))


def _unwind(start: str, end: str, steps: dict[str, list[tuple[str, Edge]]]) -> list[Path]:
    found: list[Path] = []
    open_ends: list[tuple[tuple[str, ...], tuple[Edge, ...]]] = [((end,), ())]
    while open_ends and len(found) < _MOST_PATHS:
        nodes, edges = open_ends.pop()
        if nodes[0] == start:
            links = tuple(Link(predicate=e.predicate, status=e.status, claims=e.claims) for e in edges)
            found.append(Path(nodes=nodes, edges=links))
            continue
        for near, edge in sorted(steps[nodes[0]], key=lambda step: (step[0], step[1].id), reverse=True):
            open_ends.append(((near, *nodes), (edge, *edges)))
    return found
