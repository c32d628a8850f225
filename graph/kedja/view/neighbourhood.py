"""Which part of the graph a page shows: an incident or organization with everything two steps around it."""

from __future__ import annotations

from collections.abc import Iterable

from kedja.belief import Belief, Edge, Target
from kedja.ontology import Status
from kedja.question import BlastRadius, blast_radius
from kedja.question.reach import HELD
from kedja.view.model import Neighbourhood

#: Beyond this many nodes a page is neither quick nor readable.
MOST_NODES = 3_000

_WITH_RADIUS = ("organization/", "incident/", "system/")


def neighbourhood(belief: Belief, id: str) -> Neighbourhood:
    """The subject, the incidents that hit it and whom these hit, with everything at most two steps away.

    Conflicts are those about what is shown.
    """
    start = belief.ledger.canonical(id)
    core = {start} | _joined_by_hit(belief, start)
    edges = {edge.id: edge for edge in belief.edges_of(core)}
    shown = core | _ends(edges.values())
    second = belief.edges_of([id for id in shown if not _is_count(id)])
    edges |= {edge.id: edge for edge in second if edge.subject in shown or edge.target in shown}
    shown |= _ends(edges.values())
    kept = sorted(shown, key=lambda id: (id not in core, id))[:MOST_NODES]
    entities: dict[str, Target] = dict(belief.nodes(kept))
    radius = blast_radius(belief, start) if start.startswith(_WITH_RADIUS) else None
    claims = {claim: belief.claim(claim) for edge in edges.values() for claim in edge.claims}
    conflicts = tuple(belief.conflicts([id for id in entities if not _is_count(id)]))
    return Neighbourhood(
        subject=start,
        entities=entities,
        edges=tuple(edges[key] for key in sorted(edges)),
        claims=claims,
        conflicts=conflicts,
        as_of=belief.scope.as_of,
        standing=_standing(radius),
        unidentified=radius.unidentified if radius else (),
    )


def _is_count(id: str) -> bool:
    return id.startswith(("group/", "value/"))


def _ends(edges: Iterable[Edge]) -> set[str]:
    return {end for edge in edges for end in (edge.subject, edge.target)}


def _joined_by_hit(belief: Belief, start: str) -> set[str]:
    """The incidents that hit the entity, and whom they hit."""
    edges = [e for e in belief.edges_of([start]) if e.predicate == "hit" and e.status in HELD]
    incidents = {e.subject for e in edges}
    return incidents | {e.target for e in belief.edges_of(incidents) if e.predicate == "hit" and e.status in HELD}


def _standing(found: BlastRadius | None) -> dict[str, Status]:
    if found is None:
        return {}
    return {item.id: item.status for side in (found.confirmed, found.possible, found.excluded) for item in side}
