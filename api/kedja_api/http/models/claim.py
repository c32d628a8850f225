"""Claims and sources."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from kedja.ontology import Bound, Certainty, EntityType, Marking, OrganizationKind, Reliability, Stance
from kedja_api.http.models.base import Model


class Mention(Model):
    """A thing as a source names it."""

    type: EntityType
    name: str
    kind: OrganizationKind | None = None
    aliases: tuple[str, ...] = ()
    orgnr: str | None = None
    lei: str | None = None
    scb: str | None = None
    wikidata: str | None = None
    domain: str | None = None


class Speaker(Model):
    """Who says it."""

    name: str | None = None
    type: EntityType | None = None
    role: str | None = None
    organization: str | None = None


class Quantity(Model):
    """A number with its bound and unit."""

    value: float
    bound: Bound
    unit: str
    upper: float | None = None


class Document(Model):
    """A source as a claim carries it."""

    url: str | None = None
    path: str | None = None
    title: str | None = None
    publisher: str | None = None
    published: str | None = Field(None, description="A day, a month or a year.")
    language: str | None = None
    reliability: Reliability | None = None
    hash: str | None = Field(None, description="SHA-256 of the text that was read.")
    marking: Marking = Marking.CLEAR


class Source(Document):
    """A source of the ledger."""

    id: str = Field(examples=["source/0123456789abcdef0123456789abcdef"])


class SourceDetail(Source):
    """A source and how many claims it gave."""

    claims: int = Field(description="How many claims in the scope come from it.")


class Resolved(Model):
    """The ids that a claim's mentions lead to."""

    subject: str
    object: str | None
    speaker: str | None
    voice: str = Field(description="The independent origin: an entity, or the source itself.")
    source: str


class Review(Model):
    """What was decided on a claim as a reading of its source; a rejected one counts as no belief."""

    verdict: Literal["accepts", "rejects"]
    by: str | None = None
    at: str = Field(description="When it was decided.")
    why: str | None = None
    correction: str | None = Field(None, description="The id of the claim in its place.")


class Claim(Model):
    """One statement by one speaker in one source."""

    id: str
    subject: Mention
    predicate: str
    object: Mention | None = None
    value: str | None = None
    quantity: Quantity | None = None
    qualifiers: dict[str, str | float | Quantity] = Field({}, description="Details that the predicate allows.")
    stance: Stance
    certainty: Certainty
    speaker: Speaker | None = None
    source: Document
    quote: str | None = None
    span: tuple[int, int] | None = None
    said_on: str | None = None
    repeats: str | None = Field(None, description="The id of the claim that it only passes on.")
    corrects: str | None = Field(None, description="The id of the claim in whose place a reviewer put it.")
    marking: Marking = Marking.CLEAR
    method: str | None = None
    recorded_at: str | None = None
    resolved: Resolved
    review: Review | None = Field(None, description="Absent where nobody has reviewed the claim.")
