"""Answers to questions: blast radius, timeline, paths."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from kedja.ontology import OrganizationKind, Status
from kedja_api.http.models.base import Model


class Step(Model):
    """One edge of the path by which an organization is reached."""

    source: str
    target: str
    predicate: str
    status: Status
    claims: list[str]
    reason: str | None
    counts: int = Field(description="1 for a step of supply, 0 for any other.")


class Reached(Model):
    """An organization and why it is where it is."""

    id: str
    name: str
    kind: OrganizationKind | None
    status: Status
    basis: Literal["stated", "supply"]
    reason: str | None
    depth: int
    path: list[Step]
    claims: list[str]


class Unidentified(Model):
    """Organizations that are counted but not named."""

    kind: str = Field(description="The unit that was counted.")
    lower: float
    upper: float | None
    counted: list[str]
    identified: int
    claims: list[str]


class BlastRadius(Model):
    """Whom an attack reaches."""

    vendor: str
    incidents: list[str]
    reached: int = Field(description="The confirmed and the possible.")
    confirmed: list[Reached]
    possible: list[Reached]
    excluded: list[Reached]
    unidentified: list[Unidentified]
    by_kind: dict[str, dict[str, int]]


class Entry(Model):
    """What happened, or was said, on a day."""

    date: str
    precision: Literal["day", "month", "year"]
    predicate: str
    text: str
    claims: list[str]
    status: Status
    basis: Literal["event", "said"] = Field(description="Whether the day is the event's or the statement's.")


class Link(Model):
    """An edge of a path."""

    predicate: str
    status: Status
    claims: list[str]


class Path(Model):
    """Nodes from one end to the other, and the edges between them."""

    nodes: list[str]
    edges: list[Link]


class Paths(Model):
    """The shortest paths between two entities."""

    paths: list[Path]
