"""What holds: entities, edges with their standing, groups, values and conflicts."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from kedja.claim import Claim
from kedja.ontology import Bound, Certainty, EntityType, Marking, OrganizationKind, Reliability, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Which claims a question looks at, and how strict it is.

    `as_of`: said by the end of that day; `recorded_by`: in the ledger by that time;
    `clearance`: the strictest marking that may be seen; `without`: sources left out;
    `voices`: independent voices that an edge needs to be confirmed;
    `reliability`: the least reliable source that counts (an unrated source counts as F).
    """

    as_of: date | None = None
    recorded_by: datetime | None = None
    clearance: Marking = Marking.RED
    without: frozenset[str] = frozenset()
    voices: int = 1
    reliability: Reliability | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A thing that claims are about, under its canonical id; `merged` are ids that now lead to it."""

    id: str
    type: EntityType
    name: str
    kind: OrganizationKind | None = None
    aliases: tuple[str, ...] = ()
    identifiers: dict[str, str] = field(default_factory=dict)
    merged: tuple[str, ...] = ()


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A claim with its mentions resolved to entities and its speaker to a voice."""

    claim: Claim
    subject: str
    object: str | None
    voice: str
    said: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
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
    qualifiers: dict[str, str] = field(default_factory=dict)
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

    `judgement` is the id of the judgement that settled it, if somebody did.
    """

    id: str
    subject: str
    predicate: str
    kind: str
    positions: tuple[Position, ...]
    judgement: str | None = None
