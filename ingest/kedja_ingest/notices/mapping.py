"""The form of a mapping: which claims a row of a table makes (docs/notices-mapping.md)."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from kedja.ontology import Bound, Certainty, EntityType, Marking, OrganizationKind, Reliability, Stance


class Part(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What all parts of a mapping have in common: immutable, and an unknown key is an error."""


class Column(Part, frozen=True, kw_only=True):
    """A cell of the row: as it stands, through a value map, split into several, or as a date of that form."""

    column: str
    values: dict[str, str] = {}
    default: str | None = None
    split: str | None = None
    date: str | None = None


Text = str | Column
Literal = str | int | float | Column


class MentionMap(Part, frozen=True, kw_only=True):
    """How a row names a thing; a name that is split makes a claim for each part."""

    type: EntityType
    name: Text
    kind: OrganizationKind | Column | None = None
    aliases: list[str] | Column | None = None
    orgnr: Text | None = None
    lei: Text | None = None
    scb: Text | None = None
    wikidata: Text | None = None
    domain: Text | None = None


class SpeakerMap(Part, frozen=True, kw_only=True):
    """Who says it; where name and organization are empty, the source itself speaks."""

    name: Text | None = None
    type: EntityType | Column | None = None
    role: Text | None = None
    organization: Text | None = None


class SourceMap(Part, frozen=True, kw_only=True):
    """The document behind the row; without an address it is the table itself."""

    url: Text | None = None
    title: Text | None = None
    publisher: Text | None = None
    published: Text | None = None
    language: Text | None = None
    reliability: Reliability | Column | None = None
    marking: Marking | Column | None = None


class QuantityMap(Part, frozen=True, kw_only=True):
    """A number with its bound and unit."""

    value: int | float | Column
    bound: Bound | Column = Bound.EXACTLY
    unit: Text
    upper: int | float | Column | None = None


class ClaimMap(Part, frozen=True, kw_only=True):
    """One claim of a row: made when each column of `when` holds one of its texts, and none of `unless` does."""

    subject: str
    predicate: str
    object: str | None = None
    value: Text | None = None
    quantity: QuantityMap | None = None
    qualifiers: dict[str, Literal] = {}
    stance: Stance | Column = Stance.ASSERTS
    certainty: Certainty | Column = Certainty.STATED
    speaker: str | None = None
    quote: Text | None = None
    said_on: Text | None = None
    when: dict[str, list[str]] = {}
    unless: dict[str, list[str]] = {}


class Mapping(Part, frozen=True, kw_only=True):
    """A whole mapping file."""

    delimiter: str | None = None
    source: SourceMap = SourceMap()
    speakers: dict[str, SpeakerMap] = {}
    mentions: dict[str, MentionMap]
    claims: list[ClaimMap]


def used_columns(part: object, where: str = "") -> Iterator[tuple[str, Column]]:
    """Every column that the mapping reads, with the key that reads it; conditions included."""
    if isinstance(part, Column):
        yield where, part
    elif isinstance(part, Part):
        for field in part.__struct_fields__:
            yield from used_columns(getattr(part, field), f"{where}.{field}".lstrip("."))
    elif isinstance(part, list):
        for number, item in enumerate(part):
            yield from used_columns(item, f"{where}[{number}]")
    elif isinstance(part, dict):
        for key, item in part.items():
            inner = f"{where}.{key}"
            yield from used_columns(Column(column=key) if where.endswith((".when", ".unless")) else item, inner)
