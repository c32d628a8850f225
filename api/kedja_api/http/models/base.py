"""What all models have in common, and lists and problems."""

from __future__ import annotations

from typing import Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field

_Item = TypeVar("_Item")


class Model(BaseModel):
    """A JSON object with these fields and no others."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Listed(Model, Generic[_Item]):
    """A page of a list."""

    items: list[_Item]
    next: str | None = Field(description="The cursor of the next page; null at the end.")
    total: int = Field(description="How many items the whole list has.")


class Place(Model):
    """A place in the request that is at fault."""

    where: str = Field(examples=["query.as_of"])
    reason: str


class Problem(Model):
    """An error, as problem details (RFC 9457)."""

    type: str = Field(examples=["https://w3id.org/kedja/problem/not-found"])
    title: str
    status: int
    detail: str
    instance: str = Field(description="The path that was asked for.")
    errors: tuple[Place, ...] = ()


class Health(Model):
    """That the service lives, or that it can answer."""

    status: str = Field(examples=["ok"])
