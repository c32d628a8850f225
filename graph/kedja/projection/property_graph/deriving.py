"""The derived supplies that hang on touched edges between organizations and systems."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kedja.belief import Edge
from kedja.belief.fold import supplies, supplies_id
from kedja.belief.judged import Decided
from kedja.ledger import Ledger, Selection
from kedja.ontology import EntityType, Status
from kedja.projection.property_graph.making import label_of
from kedja.projection.property_graph.part import Part

_HELD = (Status.CONFIRMED, Status.POSSIBLE)
#: Edges by the system to which they lead.
BySystem = dict[str, list[Edge]]


def supplies_around(
    ledger: Ledger, decided: Decided, edges: Iterable[Edge], moved: frozenset[str]
) -> tuple[list[Edge], set[str]]:
    """The supplies that follow by way of the touched edges, and the ids of those that do not, or no longer.

    By way of a system that was moved every one may differ.
    """
    systems = {id for id in moved if label_of(id) == EntityType.SYSTEM}
    touched = list(edges)
    provided, used = (_by_system(e for e in touched if e.predicate == name) for name in ("provides", "uses"))
    providers = _all(ledger, decided, "provides", systems | used.keys())
    users = _all(ledger, decided, "uses", systems | provided.keys())
    held, gone = dict[str, Edge](), set[str]()
    for provides, uses in (*_pairs(provided, users), *_pairs(providers, used), *_pairs(providers, users)):
        if provides.status in _HELD and uses.status in _HELD:
            edge = supplies(provides, uses)
            held[edge.id] = edge
        else:
            gone.add(supplies_id(provides.subject, uses.subject, provides.target))
    gone |= _formerly(systems, providers, users)
    return list(held.values()), gone - held.keys()


def _by_system(edges: Iterable[Edge]) -> BySystem:
    found: BySystem = {}
    for edge in edges:
        found.setdefault(edge.target, []).append(edge)
    return found


def _all(ledger: Ledger, decided: Decided, predicate: str, systems: set[str]) -> BySystem:
    """Every edge of the predicate that leads to these systems, with those of which every claim was rejected."""
    if not systems:
        return {}
    claims = ledger.claims(Selection(ending=frozenset(systems), predicate=predicate))
    part = Part(ledger, claims, decided)
    return _by_system([*part.edges, *part.lost])


def _pairs(provided: BySystem, used: BySystem) -> Iterator[tuple[Edge, Edge]]:
    for system in provided.keys() & used.keys():
        for uses in used[system]:
            for provides in provided[system]:
                if provides.subject != uses.subject:
                    yield provides, uses


def _formerly(systems: set[str], providers: BySystem, users: BySystem) -> set[str]:
    """What may have followed by way of these systems, when they were made of other mentions."""
    provide = {edge.subject for system in systems for edge in providers.get(system, ())}
    use = {edge.subject for system in systems for edge in users.get(system, ())}
    return {supplies_id(one, other, system) for system in systems for one in provide for other in use}
