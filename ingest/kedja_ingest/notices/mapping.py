"""The mapping file: which claims a row of a table makes, as TOML (docs/notices-mapping.md)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from kedja.errors import InputError
from kedja.ontology import PREDICATES, Bound, Certainty, EntityType, Marking, OrganizationKind, Reliability, Stance

_PLACE = re.compile(r"(.*?)(?: - at `\$?\.?(.*)`)?\Z", re.DOTALL)


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


_Form = TypeVar("_Form")


def load_mapping(path: Path) -> Mapping:
    """The mapping that the file holds; `InputError` names the file and the key at fault."""
    raw = _parse(path)
    for section, form in (("mentions", MentionMap), ("speakers", SpeakerMap)):
        named = raw.get(section)
        for name, part in named.items() if isinstance(named, dict) else ():
            _convert(path, part, form, f"{section}.{name}")
    mapping = _convert(path, raw, Mapping, "")
    for where, reason in _faults(mapping):
        raise InputError(str(path), reason, where)
    return mapping


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


def _parse(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise InputError(str(path), f"the mapping file cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise InputError(str(path), "the mapping file is not UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise InputError(str(path), f"the mapping file is not TOML: {error}") from error


def _convert(path: Path, part: object, form: type[_Form], where: str) -> _Form:
    try:
        return msgspec.convert(part, form)
    except msgspec.ValidationError as error:
        match = _PLACE.match(str(error))
        assert match is not None
        raise InputError(str(path), match[1], ".".join(filter(None, (where, match[2])))) from None


def _faults(mapping: Mapping) -> Iterator[tuple[str, str]]:
    if mapping.delimiter is not None and len(mapping.delimiter) != 1:
        yield "delimiter", "must be one character"
    if not mapping.claims:
        yield "claims", "a mapping needs at least one claim"
    for number, claim in enumerate(mapping.claims):
        for field, reason in _claim_faults(mapping, claim):
            yield f"claims[{number}].{field}", reason
    for where, column in used_columns(mapping):
        if column.split is not None and not re.fullmatch(r"mentions\.[^.]+\.(name|aliases)", where):
            yield f"{where}.split", "only the name or the aliases of a mention can be split"
        elif column.split == "":
            yield f"{where}.split", "is empty"


def _claim_faults(mapping: Mapping, claim: ClaimMap) -> Iterator[tuple[str, str]]:
    if claim.predicate not in PREDICATES:
        yield "predicate", f"{claim.predicate!r} is not a predicate of the ontology"
    for field, name in (("subject", claim.subject), ("object", claim.object)):
        if name is not None and name not in mapping.mentions:
            yield field, f"there is no [mentions.{name}]"
    if claim.speaker is not None and claim.speaker not in mapping.speakers:
        yield "speaker", f"there is no [speakers.{claim.speaker}]"
    if claim.object is None and claim.value is None and claim.quantity is None:
        yield "object", "a claim needs an object, a value or a quantity"
