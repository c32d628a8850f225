"""The counted groups that stand beside touched edges, with the members that may differ."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from kedja.belief import Group
from kedja.belief.judged import Decided
from kedja.belief.target import edge_key
from kedja.ledger import Ledger, Selection
from kedja.ontology import ORGANIZATION_UNITS, PREDICATES
from kedja.projection.property_graph.making import node_of
from kedja.projection.property_graph.part import Part
from kedja.projection.rows import Node

#: Predicate, start and end of an edge.
Ends = tuple[str, str, str]
Side = Literal["starting", "ending"]

#: The place of the other end in an edge's key.
_FAR: dict[Side, int] = {"starting": 2, "ending": 0}
_SIDES: tuple[Side, Side] = ("starting", "ending")

#: The predicates beside whose edges groups of organizations may stand.
COUNTING = tuple(name for name, predicate in PREDICATES.items() if predicate.units & ORGANIZATION_UNITS.keys())


@dataclass(frozen=True, slots=True, kw_only=True)
class Touched:
    """A group whose members may differ: those to be put, and `others` that do not belong to it."""

    id: str
    node: Node
    members: tuple[str, ...]
    others: frozenset[str]


def ends_at(ledger: Ledger, ids: Iterable[str]) -> set[Ends]:
    """The ends of the edges by which these entities may belong to a group."""
    wanted, found = frozenset(ids), set[Ends]()
    for predicate in COUNTING if wanted else ():
        for side in _SIDES:
            said = ledger.claims(_at(side, wanted, predicate))
            found |= {(predicate, recorded.subject, recorded.object) for recorded in said if recorded.object}
    return found


def groups_around(ledger: Ledger, decided: Decided, touched: Iterable[Ends]) -> Iterator[Touched]:
    """The groups at the ends of these edges, with all members, and those beside them, with the members at these."""
    by_predicate: dict[str, list[Ends]] = {}
    for ends in touched:
        by_predicate.setdefault(ends[0], []).append(ends)
    for predicate in COUNTING:
        edges = by_predicate.get(predicate, [])
        for side, anchor in sorted(_anchors(ledger, predicate, edges)):
            near, far = (1, 2) if side == "starting" else (2, 1)
            others = {ends[far] for ends in edges if ends[near] == anchor}
            part = Part(ledger, ledger.claims(_at(side, frozenset([anchor]), predicate)), decided)
            for group in _groups(part, side):
                # Of a group that nobody counts any more, nobody is a member.
                lost = group.id in others and part.group_edge(group.id) is None
                yield _touched(group, others | part.ends(_FAR[side]) if lost else others)


def _anchors(ledger: Ledger, predicate: str, edges: Iterable[Ends]) -> set[tuple[Side, str]]:
    """The entities at these edges that have a group at the other end of one like them, and at which end they are."""
    ends: dict[Side, set[str]] = {"starting": {start for _, start, _ in edges}, "ending": {end for _, _, end in edges}}
    found = set[tuple[Side, str]]()
    for side, ids in ends.items():
        counting = ledger.claims(_at(side, frozenset(ids), predicate, counting=True)) if ids else ()
        for recorded in counting:
            start, _, end, _ = edge_key(recorded)
            near, far = (start, end) if side == "starting" else (end, start)
            if near in ids and far.startswith("group/"):
                found.add((side, near))
    return found


def _at(side: Side, ids: frozenset[str], predicate: str, *, counting: bool = False) -> Selection:
    """The claims of a predicate that start or end at these entities."""
    if side == "starting":
        return Selection(starting=ids, predicate=predicate, counting=counting)
    return Selection(ending=ids, predicate=predicate, counting=counting)


def _groups(part: Part, side: Side) -> Iterator[Group]:
    """The groups in the part at the other end of edges at that side."""
    for target in part.counted():
        if isinstance(target, Group) and part.counts_at(target.id, _FAR[side]):
            yield target


def _touched(group: Group, ends: set[str]) -> Touched:
    belonging = set(group.identified)
    members = belonging if group.id in ends else belonging & ends
    others = frozenset(ends - belonging - {group.id})
    return Touched(id=group.id, node=node_of(group), members=tuple(sorted(members)), others=others)
