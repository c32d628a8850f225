"""Timeline: what happened and what was said, in order, with the claims behind each entry."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kedja.belief import Belief, Edge, Entity, Value
from kedja.calendar import first_day, last_day, precision
from kedja.ontology import PREDICATES, Literal, Status
from kedja.question.reach import HELD

#: Edges that describe a lasting state, and so have no day of their own.
_LASTING = frozenset({"has_role", "part_of", "located_in", "provides", "uses", "supplies", "depends_on", "holds"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An entry: `basis` is `event` when the day is that of the event, `said` when it is that of the statement."""

    date: str
    precision: str
    predicate: str
    text: str
    claims: tuple[str, ...]
    status: Status
    basis: str


def timeline(belief: Belief, id: str) -> list[Entry]:
    """The entries about the entity, and of an organization also those about the incidents that hit it.

    A month or a year stands at its end: by then it has surely come.
    """
    start = belief.ledger.canonical(id)
    subjects = {start} | _incidents(belief, start)
    edges = {edge.id: edge for edge in belief.edges_of(subjects)}
    entries = [entry for edge in edges.values() if edge.predicate not in _LASTING for entry in _entries(belief, edge)]
    return sorted(entries, key=lambda e: (last_day(e.date), e.basis, e.predicate, e.text))


def _incidents(belief: Belief, start: str) -> set[str]:
    return {e.subject for e in belief.edges_of([start]) if e.predicate == "hit" and e.status in HELD}


def _entries(belief: Belief, edge: Edge) -> Iterator[Entry]:
    term = PREDICATES[edge.predicate]
    text = describe(belief, edge)
    if term.literal is Literal.DATE:
        value = belief.node(edge.target)
        assert isinstance(value, Value)
        if value.date:
            yield Entry(
                date=value.date,
                precision=precision(value.date),
                predicate=edge.predicate,
                text=text,
                claims=edge.claims,
                status=edge.status,
                basis="event",
            )
        return
    days = [day for id in edge.claims if (day := belief.claim(id).said_on)]
    said = min(days, default=None, key=first_day)
    if said:
        yield Entry(
            date=said,
            precision=precision(said),
            predicate=edge.predicate,
            text=text,
            claims=edge.claims,
            status=edge.status,
            basis="said",
        )


def describe(belief: Belief, edge: Edge) -> str:
    """The edge as a short sentence, with its status where that is not `confirmed`."""
    start, end = (_name(belief, id) for id in (edge.subject, edge.target))
    label = PREDICATES[edge.predicate].label
    details = ", ".join(f"{name}: {value}" for name, value in sorted(edge.qualifiers.items()) if name != "incident")
    text = f"{start} {label} {end}" + (f" ({details})" if details else "")
    return text if edge.status is Status.CONFIRMED else f"{text} [{edge.status}]"


def _name(belief: Belief, id: str) -> str:
    node = belief.node(id)
    return node.name if isinstance(node, Entity) else node.text
