"""The derived supplies that hang on touched edges between organizations and systems."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kedja.belief import Belief, Edge
from kedja.belief.fold import supplies, supplies_id
from kedja.ledger import Selection
from kedja.ontology import EntityType, Status
from kedja.projection.property_graph.making import label_of

_HELD = (Status.CONFIRMED, Status.POSSIBLE)


def supplies_around(belief: Belief, edges: Iterable[Edge], resolved: frozenset[str]) -> tuple[list[Edge], set[str]]:
    """The supplies that follow by way of the touched edges, and the ids of those that do not, or no longer.

    By way of a system that was resolved anew, or has another provider, every one may differ.
    """
    systems = {id for id in resolved if label_of(id) == EntityType.SYSTEM}
    touched = [edge for edge in edges if edge.predicate in ("provides", "uses")]
    whole = systems | {edge.target for edge in touched if edge.predicate == "provides"}
    around = belief.edges_of(belief.ledger.entities(whole))
    users = [edge for edge in touched if edge.predicate == "uses" and edge.target not in whole]
    around += [*users, *_provided(belief, {edge.target for edge in users})]
    held, gone = [], set()
    provided = [edge for edge in around if edge.predicate == "provides"]
    used = [edge for edge in around if edge.predicate == "uses"]
    for provides, uses in _pairs(provided, used):
        if provides.status in _HELD and uses.status in _HELD:
            held.append(supplies(provides, uses))
        else:
            gone.add(supplies_id(provides.subject, uses.subject, provides.target))
    for system in systems:
        gone |= {supplies_id(p.subject, u.subject, system) for p in provided for u in used}
    return held, gone - {edge.id for edge in held}


def _provided(belief: Belief, systems: set[str]) -> list[Edge]:
    """The edges of who provides these systems."""
    if not systems:
        return []
    claims = belief.ledger.claims(Selection(about=frozenset(systems), predicate="provides"))
    return belief.edges_between({(recorded.subject, recorded.object) for recorded in claims})


def _pairs(provided: list[Edge], used: list[Edge]) -> Iterator[tuple[Edge, Edge]]:
    by_system: dict[str, list[Edge]] = {}
    for edge in provided:
        by_system.setdefault(edge.target, []).append(edge)
    for uses in used:
        for provides in by_system.get(uses.target, ()):
            if provides.subject != uses.subject:
                yield provides, uses
