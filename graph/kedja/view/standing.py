"""How surely each node belongs to the picture, which nodes are disputed, and how many stand where."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from kedja.belief.model import Edge, Entity
from kedja.belief.quantity import unit_in_words
from kedja.ontology import EntityType, Status
from kedja.view.model import Neighbourhood
from kedja.view.roles import Role, roles


@dataclass(frozen=True, slots=True)
class Counts:
    """Customers by standing; `unidentified` says of each counted group how many members nobody has named."""

    confirmed: int
    possible: int
    excluded: int
    unknown: int
    unidentified: tuple[str, ...]


def standings(view: Neighbourhood) -> dict[str, Status]:
    """The status of every node: what the blast radius says, else the surest edge from an incident, else the surest."""
    surest: dict[str, tuple[bool, int, Status]] = {}
    for edge in view.drawn:
        from_incident = _is_incident(view, edge.subject)
        for end, aside in ((edge.target, not from_incident), (edge.subject, True)):
            candidate = (aside, edge.status.rank, edge.status)
            surest[end] = min(surest.get(end, candidate), candidate, key=lambda each: each[:2])
    surest[view.subject] = (False, 0, Status.CONFIRMED)
    return {end: status for end, (_, _, status) in surest.items()} | view.standing


def _is_incident(view: Neighbourhood, id: str) -> bool:
    node = view.entities[id]
    return isinstance(node, Entity) and node.type is EntityType.INCIDENT


def disputed(view: Neighbourhood) -> frozenset[str]:
    """Claims that stand in a conflict which nobody has judged."""
    still_open = (conflict for conflict in view.conflicts if conflict.judgement is None)
    return frozenset(claim for conflict in still_open for side in conflict.positions for claim in side.claims)


def is_disputed(edge: Edge, claims: frozenset[str]) -> bool:
    """True when a claim of the edge stands in one of those conflicts."""
    return not claims.isdisjoint(edge.claims)


def counts(view: Neighbourhood) -> Counts:
    """Customers on the page by standing, and the unidentified members of its groups of organizations."""
    standing = standings(view)
    customers = (id for id, role in roles(view.drawn).items() if role is Role.CUSTOMER)
    tally = Counter(standing[id] for id in customers if isinstance(view.entities[id], Entity))
    return Counts(
        confirmed=tally[Status.CONFIRMED],
        possible=tally[Status.POSSIBLE],
        excluded=tally[Status.EXCLUDED],
        unknown=tally[Status.UNKNOWN],
        unidentified=tuple(_missing(view)),
    )


def _missing(view: Neighbourhood) -> list[str]:
    """The unnamed by unit, those of any kind first: "200 to 215 customers"."""
    return [f"{item.in_words} {unit_in_words(item.kind, 2)}" for item in view.unidentified if item.upper != 0]
