"""Entities, values and groups: the nodes of the graph."""

from __future__ import annotations

from pydantic import Field

from kedja.ontology import Bound, EntityType, OrganizationKind
from kedja_api.http.models.base import Model


class Entity(Model):
    """A thing that claims are about."""

    id: str = Field(examples=["organization/miljodata"])
    type: EntityType
    name: str
    kind: OrganizationKind | None = None
    aliases: tuple[str, ...] = ()
    identifiers: dict[str, str] = Field({}, description="By scheme: orgnr, lei, scb, wikidata, domain.")
    merged: list[str] = Field([], description="Older ids that lead to this one.")


class FoundEntity(Entity):
    """An entity of a list; of a search with the words in which it was found."""

    where: str | None = Field(None, description="name, quote or title.")
    text: str | None = None


class EntityDetail(Entity):
    """An entity and how much is said of it."""

    claims: int = Field(description="How many claims in the scope speak of it or are spoken by it.")


class Value(Model):
    """A literal: a date or an effect, or a sum of money or a share."""

    id: str
    text: str
    number: float | None
    unit: str | None
    date: str | None


class Group(Model):
    """Counted organizations, people or accounts, some of them perhaps identified."""

    id: str
    unit: str
    bound: Bound
    value: float
    lower: float
    upper: float | None = Field(description="Null when open.")
    text: str
    identified: list[str] = Field(description="Ids of the named members.")
