"""Reach along supply: which organizations and systems depend on a start, and by which surest path."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from math import inf

from kedja.belief import Belief, Edge
from kedja.ontology import Status

#: Statuses of edges that can carry an attack on.
HELD = (Status.CONFIRMED, Status.POSSIBLE)
_OWN = "hosted by the customer itself"
_PHASES = {"former": "a former customer, whose data may remain", "introduction": "not in use yet, data may be loaded"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One edge of a path: the node it comes from and leads to, its status and claims.

    `counts` is 1 for a step of supply and 0 for one from a vendor to its own system or within an incident.
    """

    source: str
    target: str
    predicate: str
    status: Status
    claims: tuple[str, ...]
    reason: str | None = None
    counts: int = 1

    @classmethod
    def along(cls, edge: Edge, source: str) -> Step:
        """The step that follows the edge from one of its ends, with the status that it gives to a path."""
        status, reason = _carried(edge)
        return cls(
            source=source,
            target=edge.target if source == edge.subject else edge.subject,
            predicate=edge.predicate,
            status=status,
            claims=edge.claims,
            reason=reason,
            counts=0 if edge.predicate == "provides" else 1,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """How a node is reached: as surely as the weakest step of its path."""

    status: Status
    path: tuple[Step, ...]
    reason: str | None = None


@dataclass(slots=True)
class Reach:
    """Every organization that the search came to, and those that only excluded steps lead to."""

    organizations: dict[str, Arrival] = field(default_factory=dict)


def _carried(edge: Edge) -> tuple[Status, str | None]:
    """How surely the edge carries an attack, and why less than it holds."""
    if edge.predicate == "uses" and edge.qualifiers.get("hosting") == "own":
        return Status.EXCLUDED, _OWN
    phase = edge.qualifiers.get("phase", "") if edge.predicate == "uses" else ""
    if phase in _PHASES and edge.status is Status.CONFIRMED:
        return Status.POSSIBLE, _PHASES[phase]
    return edge.status, None


def _onward(node: str, edges: Iterable[Edge]) -> Iterator[Step]:
    """The steps of supply that lead on from the node."""
    for edge in edges:
        forward = edge.predicate in ("provides", "supplies") and edge.subject == node
        backward = edge.predicate in ("uses", "depends_on") and edge.target == node
        if forward or backward:
            yield Step.along(edge, node)


def search(belief: Belief, seeds: Iterable[str], depth: int | None) -> Reach:
    """Everything that depends on the seeds, within `depth` steps of supply.

    Two searches in breadth, first along confirmed steps alone, then along possible ones too, give every
    node its surest path and among those a shortest; what no held step reaches but an excluded or unknown
    one leads to is given with that status. Linear in the edges around what is reached.
    """
    sure = _search(belief, seeds, depth, {Status.CONFIRMED})
    held = _search(belief, seeds, depth, set(HELD))
    paths = {**held, **sure}
    reach = Reach()
    for node in sorted(paths):
        if node.startswith("organization/"):
            reach.organizations[node] = _arrival(paths[node])
    for node in sorted(paths):
        for step in _onward(node, belief.edges_of([node])):
            within = depth is None or sum(s.counts for s in paths[node]) + step.counts <= depth
            if step.status not in HELD and step.target not in paths and within:
                _note_end(reach, step, paths[node])
    return reach


def _note_end(reach: Reach, step: Step, path: tuple[Step, ...]) -> None:
    """Notes where a path ends because its last step does not hold; an unknown end outweighs an excluded one."""
    arrival = _arrival((*path, step))
    known = reach.organizations.get(step.target)
    if step.target.startswith("organization/") and (known is None or arrival.status.rank < known.status.rank):
        reach.organizations[step.target] = arrival


def _arrival(path: tuple[Step, ...]) -> Arrival:
    weakest = max(path, key=lambda step: step.status.rank, default=None)
    if weakest is None:
        return Arrival(status=Status.CONFIRMED, path=())
    return Arrival(status=weakest.status, path=path, reason=weakest.reason)


def _search(
    belief: Belief, seeds: Iterable[str], depth: int | None, carrying: set[Status]
) -> dict[str, tuple[Step, ...]]:
    """A path of fewest steps of supply to each node; what costs no step is followed before what costs one."""
    paths: dict[str, tuple[Step, ...]] = dict.fromkeys(sorted(seeds), ())
    cost, done = dict.fromkeys(paths, 0), set[str]()
    queue, level = deque(paths), -1
    while queue:
        node = queue.popleft()
        if node in done:
            continue
        done.add(node)
        if cost[node] > level:
            # One reading a level, not one a node.
            level = cost[node]
            belief.edges_of([node, *queue])
        for step in _onward(node, belief.edges_of([node])):
            total = cost[node] + step.counts
            within = total < cost.get(step.target, inf) and (depth is None or total <= depth)
            if within and step.status in carrying:
                cost[step.target], paths[step.target] = total, (*paths[node], step)
                (queue.append if step.counts else queue.appendleft)(step.target)
    return paths
