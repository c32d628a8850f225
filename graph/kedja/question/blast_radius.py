"""Blast radius: whom an attack on a vendor reaches, surely, possibly, not at all, and how many nobody has named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from kedja.belief import Belief, Edge, Entity
from kedja.ontology import EntityType, OrganizationKind, Status
from kedja.question.reach import HELD, Reach, Step, search
from kedja.question.reached import Reached
from kedja.question.unidentified import Unidentified, unidentified


@dataclass(frozen=True, slots=True, kw_only=True)
class BlastRadius:
    """The answer; `reached` counts the confirmed and the possible."""

    vendor: str
    incidents: tuple[str, ...]
    reached: int
    confirmed: tuple[Reached, ...]
    possible: tuple[Reached, ...]
    excluded: tuple[Reached, ...]
    unidentified: tuple[Unidentified, ...]
    by_kind: dict[str, dict[str, int]] = field(default_factory=dict)


def blast_radius(belief: Belief, id: str, depth: int | None = None) -> BlastRadius:
    """Whom an attack on the organization, system or incident reaches.

    Supply is followed along provides, uses, supplies and depends_on, to `depth` steps of supply or without
    limit; a path is as sure as its weakest edge, an organization as its surest path. What somebody says
    of an organization in the incident itself outweighs what follows from its supplies: a customer that
    is said to be spared is excluded although it uses the system, one that may be hit is possible.
    Raises `NotFoundError` for an id that is not in the store.
    """
    start = belief.ledger.canonical(id)
    incidents = _incidents(belief, start)
    seeds = _seeds(belief, start, incidents)
    reach = search(belief, seeds, depth)
    stated = _stated(belief, incidents)
    found = {**_by_supply(reach), **stated}
    reached = [item for item in _named(belief, found) if item.id not in seeds]
    items = [item for item in reached if item.kind is not OrganizationKind.GROUP]
    sides = {status: tuple(item for item in items if _side(item.status) is status) for status in _SIDES}
    return BlastRadius(
        vendor=_vendor(belief, start, incidents),
        incidents=tuple(sorted(incidents)),
        reached=len(sides[Status.CONFIRMED]) + len(sides[Status.POSSIBLE]),
        confirmed=sides[Status.CONFIRMED],
        possible=sides[Status.POSSIBLE],
        excluded=sides[Status.EXCLUDED],
        unidentified=tuple(unidentified(belief, incidents, reached)),
        by_kind=_by_kind(items),
    )


_SIDES = (Status.CONFIRMED, Status.POSSIBLE, Status.EXCLUDED)


def _side(status: Status) -> Status:
    """Of what nobody knows, it is possible."""
    return Status.POSSIBLE if status is Status.UNKNOWN else status


def _incidents(belief: Belief, start: str) -> set[str]:
    node = belief.node(start)
    if isinstance(node, Entity) and node.type is EntityType.INCIDENT:
        return {start}
    entering = ("hit", "compromised")
    return {e.subject for e in belief.edges_of([start]) if e.predicate in entering and e.status in HELD}


def _hit(belief: Belief, incidents: Iterable[str]) -> list[str]:
    edges = belief.edges_of(incidents)
    return sorted({e.target for e in edges if e.predicate == "hit" and e.status in HELD and e.subject in incidents})


def _vendor(belief: Belief, start: str, incidents: set[str]) -> str:
    """The organization asked about; of an incident, the one that it hit, if it is one."""
    if start not in incidents:
        return start
    hit = _hit(belief, incidents)
    return hit[0] if len(hit) == 1 else start


def _seeds(belief: Belief, start: str, incidents: set[str]) -> set[str]:
    if start not in incidents:
        return {start}
    edges = belief.edges_of(incidents)
    systems = {e.target for e in edges if e.predicate == "compromised" and e.status in HELD and e.subject in incidents}
    return {start, *_hit(belief, incidents), *systems}


def _stated(belief: Belief, incidents: set[str]) -> dict[str, tuple[Status, str, str | None, tuple[Step, ...]]]:
    """What is said of each organization in the incidents; the surest of several."""
    found: dict[str, tuple[Status, str, str | None, tuple[Step, ...]]] = {}
    for edge in belief.edges_of(incidents):
        named = edge.predicate == "affected" and edge.subject in incidents and not edge.target.startswith("group/")
        if named and (edge.target not in found or edge.status.rank < found[edge.target][0].rank):
            found[edge.target] = (edge.status, "stated", _reason(belief, edge), (Step.along(edge, edge.subject),))
    return found


def _reason(belief: Belief, edge: Edge) -> str | None:
    if edge.status is Status.UNKNOWN:
        return "those asked do not know"
    if edge.against and edge.status is not Status.EXCLUDED:
        return "asserted and denied"
    if edge.status is Status.EXCLUDED:
        speakers = {_speaker(belief, id) for id in edge.against} - {""}
        return "denied" + (f" by {', '.join(sorted(speakers))}" if speakers else "")
    return None


def _speaker(belief: Belief, claim: str) -> str:
    speaker = belief.claim(claim).speaker
    return (speaker.organization or speaker.name or "") if speaker else belief.claim(claim).source.publisher or ""


def _by_supply(reach: Reach) -> dict[str, tuple[Status, str, str | None, tuple[Step, ...]]]:
    return {id: (r.status, "supply", r.reason, r.path) for id, r in reach.organizations.items()}


def _named(belief: Belief, found: dict[str, tuple[Status, str, str | None, tuple[Step, ...]]]) -> list[Reached]:
    nodes = belief.nodes(found)
    items = []
    for id, (status, basis, reason, path) in found.items():
        node = nodes[id]
        assert isinstance(node, Entity)
        claims = tuple(dict.fromkeys(claim for step in path for claim in step.claims))
        depth = sum(step.counts for step in path)
        items.append(
            Reached(
                id=id,
                name=node.name,
                kind=node.kind,
                status=status,
                basis=basis,
                reason=reason,
                depth=depth,
                path=path,
                claims=claims,
            )
        )
    return sorted(items, key=lambda item: (item.status.rank, item.kind or "~", item.name))


def _by_kind(items: Iterable[Reached]) -> dict[str, dict[str, int]]:
    counted: dict[str, Counter[str]] = {}
    for item in items:
        kind = item.kind or OrganizationKind.OTHER
        counted.setdefault(kind, Counter(dict.fromkeys(_SIDES, 0)))[_side(item.status)] += 1
    return {kind: dict(counts) for kind, counts in sorted(counted.items())}
