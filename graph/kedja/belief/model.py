"""What holds: entities, edges with their standing, groups, values and conflicts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import msgspec

from kedja.claim import Claim
from kedja.identity.entity import Entity
from kedja.ledger.scope import Scope
from kedja.ontology import Bound, Certainty, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A literal at the end of an edge: a date or an effect (`text`), or a sum of money (`number`, `unit`)."""

    id: str
    text: str
    number: float | None = None
    unit: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Counted organizations, people or accounts, of which some may be known by name.

    `lower` and `upper` bound the whole group (`upper` is None when open);
    `identified` are the ids of the named organizations that surely or possibly belong to it.
    """

    id: str
    unit: str
    bound: Bound
    value: float
    lower: float
    upper: float | None
    text: str
    identified: tuple[str, ...] = ()


Target = Entity | Value | Group

__all__ = ["Conflict", "Edge", "Entity", "Group", "Position", "Scope", "Statement", "Target", "Value"]


class Statement(msgspec.Struct, frozen=True, kw_only=True):
    """A claim with its mentions resolved to entities and its speaker to a voice."""

    claim: Claim
    subject: str
    object: str | None
    voice: str
    said: date


class Edge(msgspec.Struct, frozen=True, kw_only=True):
    """A believed edge: what claims about one subject, predicate and target come to.

    `target` is the id of an entity, a value or a group. `support` counts the independent voices whose
    assertion stands. `claims` are the ids of all claims that speak of the edge, `against` of those
    among them whose denial stands. Dates are the earliest and latest day on which it was spoken of.
    `derived` is True for an edge that no claim states, such as supplies from provides and uses.
    """

    id: str
    subject: str
    predicate: str
    target: str
    status: Status
    certainty: Certainty
    support: int
    claims: tuple[str, ...]
    against: tuple[str, ...] = ()
    first_said: date | None = None
    last_said: date | None = None
    qualifiers: dict[str, str] = {}
    derived: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """One side of a conflict: a value, the claims that hold it, and how many independent voices."""

    value: str
    claims: tuple[str, ...]
    voices: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Claims that cannot all be true; `kind` is value, quantity, date, stance or identity.

    `target` is what an edge leads to that some assert and others deny.
    `judgement` is the id of the judgement that settled it, if somebody did.
    """

    id: str
    subject: str
    predicate: str
    kind: str
    positions: tuple[Position, ...]
    target: str | None = None
    judgement: str | None = None

    def judged(self, id: str) -> Conflict:
        """The same conflict with the judgement that settled it."""
        return replace(self, judgement=id)
