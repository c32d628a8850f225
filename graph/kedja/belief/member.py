"""Members of counted groups: which named organizations belong to "at least 164 municipalities"."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Protocol

from kedja.belief.model import Edge, Entity, Group, Target
from kedja.ontology import ORGANIZATION_UNITS, OrganizationKind, Status

_BELONGING = (Status.CONFIRMED, Status.POSSIBLE)


class Believed(Protocol):
    """What must be known of a graph to find members in it."""

    def group_edge(self, id: str) -> Edge | None:
        """The edge that starts or ends at the group; None when every claim about it was rejected."""

    def edges_of(self, ids: Iterable[str]) -> list[Edge]:
        """The edges that start or end at these entities."""

    def nodes(self, ids: Iterable[str]) -> Mapping[str, Target]:
        """The entities, groups and values with these ids."""


def with_members(group: Group, belief: Believed) -> Group:
    """The group with the ids of the organizations that surely or possibly belong to it.

    They are at the other end of edges like the group's own: what the same incident affected, or who
    reported to the same authority; and are of the kind that the unit counts.
    """
    if group.unit not in ORGANIZATION_UNITS:
        return group
    own = belief.group_edge(group.id)
    if own is None:
        return group
    starts = own.subject == group.id
    anchor = own.target if starts else own.subject
    beside = {_member(edge, own, anchor, starts) for edge in belief.edges_of([anchor])}
    named = belief.nodes(filter(None, beside))
    return replace(group, identified=tuple(sorted(id for id, node in named.items() if counts(group.unit, node))))


def _member(edge: Edge, own: Edge, anchor: str, starts: bool) -> str | None:
    if edge.predicate != own.predicate or edge.status not in _BELONGING:
        return None
    near, far = (edge.target, edge.subject) if starts else (edge.subject, edge.target)
    return far if near == anchor and not far.startswith(("group/", "value/")) else None


def counts(unit: str, node: object) -> bool:
    """True when the unit counts organizations like this one; "some universities" is none by itself."""
    kind = ORGANIZATION_UNITS[unit]
    if not isinstance(node, Entity) or node.kind is OrganizationKind.GROUP:
        return False
    return kind is None or node.kind is kind
