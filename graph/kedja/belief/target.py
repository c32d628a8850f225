"""Where an edge leads: to an entity, a value or a counted group, each with an id of its own."""

from __future__ import annotations

from typing import Protocol

from kedja.belief.model import Group, Value
from kedja.belief.quantity import in_words, limits
from kedja.claim import Claim, Quantity, digest
from kedja.ontology import PREDICATES, Literal

_SCOPES = {name: term.scopes for name, term in PREDICATES.items()}

#: The part of a claim that says which edge it speaks of: subject, predicate, target and scopes.
EdgeKey = tuple[str, str, str, tuple[tuple[str, str], ...]]


def scopes_of(claim: Claim) -> tuple[tuple[str, str], ...]:
    """The qualifiers that make it another statement, by name."""
    if not claim.qualifiers:
        return ()
    names = _SCOPES[claim.predicate]
    return tuple((name, _text(claim.qualifiers[name])) for name in names if name in claim.qualifiers)


def _text(value: object) -> str:
    return in_words(value) if isinstance(value, Quantity) else str(value)


def qualifiers_of(claim: Claim) -> dict[str, str]:
    """The qualifiers as text."""
    return {name: _text(value) for name, value in claim.qualifiers.items()}


class Stated(Protocol):
    """A claim with the entities that its mentions lead to."""

    @property
    def claim(self) -> Claim:
        """The claim."""

    @property
    def subject(self) -> str:
        """The id of the entity that it is about."""

    @property
    def object(self) -> str | None:
        """The id of the entity that it leads to."""


def counted_of(statement: Stated) -> str | None:
    """The id of the group or sum that the claim counts, None when it counts nothing.

    Equal quantities about one subject, predicate and object are one group.
    """
    claim = statement.claim
    if claim.quantity is None:
        return None
    q = claim.quantity
    content = [claim.predicate, statement.object, q.unit, q.bound, q.value, q.upper]
    if q.unit.isupper() or q.unit == "percent":
        return "value/" + digest(content)
    return "group/" + digest([statement.subject, scopes_of(claim), *content])


def edge_key(statement: Stated) -> EdgeKey:
    """What two claims must share to speak of one edge.

    Those who reported to an authority start the edge as a group; other quantities end theirs.
    """
    claim = statement.claim
    start, end = statement.subject, statement.object or "value/" + digest([claim.predicate, claim.value])
    counted = counted_of(statement)
    if counted and statement.object and PREDICATES[claim.predicate].counts_subject:
        start = counted
    elif counted:
        end = counted
    return start, claim.predicate, end, scopes_of(claim)


def make_target(statement: Stated) -> Value | Group | None:
    """The value or the group at an end of the statement's edge; None when both ends are entities."""
    claim, id = statement.claim, counted_of(statement)
    if id is None:
        return None if statement.object else _value(edge_key(statement)[2], claim)
    q = claim.quantity
    assert q is not None
    if id.startswith("value/"):
        return Value(id=id, text=in_words(q), number=float(q.value), unit=q.unit)
    lower, upper = limits(q)
    return Group(id=id, unit=q.unit, bound=q.bound, value=q.value, lower=lower, upper=upper, text=in_words(q))


def _value(id: str, claim: Claim) -> Value:
    assert claim.value is not None
    is_date = PREDICATES[claim.predicate].literal is Literal.DATE and claim.value != "unknown"
    return Value(id=id, text=claim.value, date=claim.value if is_date else None)
