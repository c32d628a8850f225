"""A claim and its parts, as immutable structs that read and write JSON."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from typing import Any

import msgspec

from kedja.ontology import Bound, Certainty, EntityType, Marking, OrganizationKind, Reliability, Stance

#: Identifiers of entities; a mention that shares one with another is a mention of the same thing.
IDENTIFIERS = ("orgnr", "lei", "scb", "wikidata", "domain")


def _always(default: Any) -> Any:
    """A default that is written out all the same: msgspec leaves out only defaults without a factory."""
    return msgspec.field(default_factory=lambda: default)


class Part(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, gc=False):
    """What all parts of a claim have in common: immutable, and empty fields are not written."""


class Mention(Part, frozen=True):
    """A thing as a source names it, before it is known which entity it is."""

    type: EntityType
    name: str
    kind: OrganizationKind | None = None
    aliases: tuple[str, ...] = ()
    orgnr: str | None = None
    lei: str | None = None
    scb: str | None = None
    wikidata: str | None = None
    domain: str | None = None

    @property
    def identifiers(self) -> dict[str, str]:
        """The identifiers that the mention has, by scheme."""
        return {scheme: value for scheme in IDENTIFIERS if (value := getattr(self, scheme))}


class Speaker(Part, frozen=True):
    """Who says it: a person, with role and organization, or an organization.

    Without a type, it is an organization when `organization` repeats its name or is all that it has.
    """

    name: str | None = None
    type: EntityType | None = None
    role: str | None = None
    organization: str | None = None


class Quantity(Part, frozen=True):
    """A number with its bound and unit; `upper` closes a `between`."""

    value: int | float
    bound: Bound = _always(Bound.EXACTLY)
    unit: str = ""
    upper: int | float | None = None


class Source(Part, frozen=True):
    """A document: where it is, who published it, when, and how far it can be trusted.

    `path` is where it was read when it has no address; `hash` is the SHA-256 of the text that was read.
    `published` is a day, a month or a year.
    """

    url: str | None = None
    path: str | None = None
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    language: str | None = None
    reliability: Reliability | None = None
    hash: str | None = None
    marking: Marking = Marking.CLEAR

    @property
    def id(self) -> str:
        """`source/` and a hash of its address (or its content, or its place) and its date.

        A page that was published anew under its old address is another source.
        """
        place = self.url or self.hash or self.path or f"{self.publisher}\n{self.title}"
        return _source_id(place, self.published)


Qualifier = str | int | float | Quantity

_encode = msgspec.json.Encoder(order="deterministic").encode


class Claim(Part, frozen=True):
    """One statement by one speaker in one source.

    Exactly one of `object`, `value` and `quantity` says of what, save that a quantity may stand beside
    an object. `repeats` is the id of a claim that this one only passes on, `corrects` that of one in whose place
    a reviewer put it. `id` is filled by `kedja.claim.accept`, `recorded_at` by the ledger.
    """

    subject: Mention
    predicate: str
    object: Mention | None = None
    value: str | None = None
    quantity: Quantity | None = None
    qualifiers: dict[str, Qualifier] = msgspec.field(default_factory=dict)
    stance: Stance = _always(Stance.ASSERTS)
    certainty: Certainty = _always(Certainty.STATED)
    speaker: Speaker | None = None
    source: Source = Source()
    quote: str | None = None
    span: tuple[int, int] | None = None
    said_on: str | None = None
    repeats: str | None = None
    corrects: str | None = None
    marking: Marking = Marking.CLEAR
    method: str | None = None
    recorded_at: str | None = None
    id: str = ""


class _Content(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """What a claim says, with its fields in the order of the alphabet.

    Not `id`, `span`, `method` and `recorded_at`: they say where and how it was read. Of the source only its id
    counts: a title learnt later does not make another claim. Fields that say nothing are left out, so that a
    later Kedja may add one and every claim keeps its id.
    """

    certainty: Certainty
    corrects: str | None = None
    marking: Marking
    object: Mention | None = None
    predicate: str
    qualifiers: dict[str, Qualifier] = msgspec.field(default_factory=dict)
    quantity: Quantity | None = None
    quote: str | None = None
    repeats: str | None = None
    said_on: str | None = None
    source: str
    speaker: Speaker | None = None
    stance: Stance
    subject: Mention
    value: str | None = None


@lru_cache(maxsize=10_000)
def _source_id(place: str, published: str | None) -> str:
    return "source/" + digest([place, published])


def digest(content: Any) -> str:
    """The first 32 hexadecimal digits (128 bits) of SHA-256 over the content as sorted JSON.

    >>> digest({"b": 1, "a": 2}) == digest({"a": 2, "b": 1})
    True
    """
    return hashlib.sha256(_encode(content)).hexdigest()[:32]


def content_id(claim: Claim) -> str:
    """The id of a claim: a hash of what it says, so that a claim repeated word for word is the same claim."""
    return digest(
        _Content(
            certainty=claim.certainty,
            corrects=claim.corrects or None,
            marking=claim.marking,
            object=claim.object,
            predicate=claim.predicate,
            qualifiers=claim.qualifiers,
            quantity=claim.quantity,
            quote=claim.quote or None,
            repeats=claim.repeats or None,
            said_on=claim.said_on or None,
            source=claim.source.id,
            speaker=claim.speaker,
            stance=claim.stance,
            subject=claim.subject,
            value=claim.value or None,
        )
    )
