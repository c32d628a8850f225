"""The counted groups that stand beside touched edges, with the members that may differ."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kedja.belief import Belief, Edge, Group
from kedja.ontology import ORGANIZATION_UNITS, PREDICATES
from kedja.projection.property_graph.making import node_of
from kedja.projection.rows import Node


@dataclass(frozen=True, slots=True, kw_only=True)
class Touched:
    """A group whose members may differ: those to be put, and `others` that do not belong to it."""

    id: str
    node: Node
    members: tuple[str, ...]
    others: frozenset[str]


def groups_around(belief: Belief, edges: Iterable[Edge]) -> list[Touched]:
    """The groups at the ends of these edges, with all members, and those beside them, with the members at these."""
    whole: set[str] = set()
    beside: dict[str, set[str]] = {}
    known: dict[tuple[str, str], set[str]] = {}
    for edge in edges:
        ends = {edge.subject, edge.target}
        whole |= {end for end in ends if end.startswith("group/")}
        if not PREDICATES[edge.predicate].units & ORGANIZATION_UNITS.keys():
            continue
        for anchor in ends:
            if (anchor, edge.predicate) not in known:
                known[anchor, edge.predicate] = _groups_at(belief, anchor, edge.predicate)
            for group in known[anchor, edge.predicate]:
                beside.setdefault(group, set()).update(ends - {anchor})
    return [_touched(belief, id, beside.get(id, set()), whole=id in whole) for id in sorted(whole | beside.keys())]


def _groups_at(belief: Belief, anchor: str, predicate: str) -> set[str]:
    """The groups at the other ends of the anchor's edges of that predicate."""
    if anchor.startswith(("group/", "value/")):
        return set()
    ends = {end for e in belief.edges_of([anchor]) if e.predicate == predicate for end in (e.subject, e.target)}
    return {end for end in ends if end.startswith("group/")}


def _touched(belief: Belief, id: str, ends: set[str], *, whole: bool) -> Touched:
    group = belief.node(id)
    assert isinstance(group, Group)
    belonging = set(group.identified)
    members = belonging if whole else belonging & ends
    return Touched(id=id, node=node_of(group), members=tuple(sorted(members)), others=frozenset(ends - belonging))
