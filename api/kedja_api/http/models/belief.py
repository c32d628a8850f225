"""What holds: edges and conflicts."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from kedja.ontology import Certainty, Status
from kedja_api.http.models.base import Model
from kedja_api.http.models.entity import Entity, Group, Value


class Edge(Model):
    """A believed edge."""

    id: str
    subject: str
    predicate: str
    target: str = Field(description="The id of an entity, a value or a group.")
    status: Status
    certainty: Certainty
    support: int = Field(description="Independent voices whose assertion stands.")
    claims: list[str] = Field(description="Ids of all claims that speak of it.")
    against: list[str] = Field(description="Those of them whose denial stands.")
    first_said: date | None
    last_said: date | None
    qualifiers: dict[str, str]
    derived: bool = Field(description="True for an edge that no claim states.")


class Neighbour(Edge):
    """A believed edge of an entity with the node at its other end."""

    node: Entity | Group | Value


class Position(Model):
    """One side of a conflict."""

    value: str
    claims: list[str]
    voices: int


class Conflict(Model):
    """Claims that cannot all be true."""

    id: str
    subject: str
    predicate: str
    kind: Literal["value", "quantity", "date", "stance", "identity"]
    positions: list[Position]
    target: str | None
    judgement: str | None = Field(description="The id of the judgement that settled it.")
