"""A VERIS record, as far as its fields have a meaning in Kedja; other fields are passed over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, Any

import msgspec

from kedja.errors import ClaimError

_PLACE = re.compile(r"(.*?)(?: - at `\$?\.?(.*)`)?\Z", re.DOTALL)

#: A field that holds one word in some versions and a list in others.
Words = str | list[str]
_Year = Annotated[int, msgspec.Meta(ge=1900, le=9999)]
_Month = Annotated[int, msgspec.Meta(ge=1, le=12)]
_Day = Annotated[int, msgspec.Meta(ge=1, le=31)]
_Count = Annotated[int, msgspec.Meta(ge=0)]


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """What all parts of a record have in common: immutable, with unknown fields left aside."""


class Day(Part, frozen=True):
    """A day, a month or a year."""

    year: _Year | None = None
    month: _Month | None = None
    day: _Day | None = None


class Span(Part, frozen=True):
    """A length of time in words: `unit` may also be Unknown, NA or Never."""

    unit: str = "Unknown"
    value: float | None = None


class Timeline(Part, frozen=True):
    """When it happened, and how long after that it was discovered."""

    incident: Day
    discovery: Span | None = None


class Secondary(Part, frozen=True):
    """Other victims of the incident."""

    amount: _Count | None = None
    victim_id: Words | None = None


class Victim(Part, frozen=True):
    """The organization whose assets were affected."""

    victim_id: str | None = None
    industry: str | None = None
    country: Words = msgspec.field(default_factory=list)
    state: str | None = None
    region: Words | None = None
    secondary: Secondary | None = None


class Data(Part, frozen=True):
    """A variety of data."""

    variety: str


class Confidentiality(Part, frozen=True):
    """What became known to those who should not know it."""

    data_disclosure: str | None = None
    data: list[Data] = []
    data_total: _Count | None = None
    data_victim: Words | None = None


class Attribute(Part, frozen=True):
    """What was harmed."""

    confidentiality: Confidentiality | None = None


class External(Part, frozen=True):
    """Attackers from outside."""

    name: Words | None = None


class Actor(Part, frozen=True):
    """Who caused it; `partner` is there when a business partner of the victim did."""

    external: External | None = None
    partner: dict[str, Any] | None = None


class PlusTimeline(Part, frozen=True):
    """Days beyond the schema."""

    notification: Day | None = None


class Plus(Part, frozen=True):
    """What VCDB adds to the schema."""

    created: str | None = None
    modified: str | None = None
    timeline: PlusTimeline = PlusTimeline()


class Record(Part, frozen=True):
    """One incident."""

    incident_id: Annotated[str, msgspec.Meta(min_length=1)]
    security_incident: str
    timeline: Timeline
    victim: Victim = Victim()
    source_id: str | None = None
    confidence: str | None = None
    reference: str | None = None
    summary: str | None = None
    attribute: Attribute = Attribute()
    actor: Actor = Actor()
    plus: Plus = Plus()


_decoder = msgspec.json.Decoder(Record)


class Raw:
    """A record with every field that it has, for tables that name fields by their path."""

    def __init__(self, fields: dict[str, Any]) -> None:
        self._fields = fields

    def words(self, path: str) -> list[str]:
        """The words at the path, `action.malware.variety`; none where it does not lead to words."""
        found: Any = self._fields
        for key in path.split("."):
            found = found.get(key) if isinstance(found, dict) else None
        return words(found) if isinstance(found, str | list) else []

    def vectors(self) -> Iterator[str]:
        """The vectors of all actions."""
        actions = self._fields.get("action")
        for name in actions if isinstance(actions, dict) else ():
            yield from self.words(f"action.{name}.vector")


def words(field: Words | None, separator: str | None = None) -> list[str]:
    """The words of a field, whether it holds one, a list or several in one text; without the empty ones.

    >>> words("Partner,Patient", ","), words(["Smith, John", ""])
    (['Partner', 'Patient'], ['Smith, John'])
    """
    given = [field] if isinstance(field, str) else [str(word) for word in field or ()]
    parts = (part for word in given for part in (word.split(separator) if separator else [word]))
    return [part.strip() for part in parts if part.strip()]


def parse(content: bytes | msgspec.Raw) -> tuple[Record, Raw]:
    """The record that the JSON holds; `ClaimError` names the field at fault."""
    try:
        return _decoder.decode(content), Raw(msgspec.json.decode(content))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        match = _PLACE.match(str(error))
        assert match is not None
        raise ClaimError(match[2] or "", match[1]) from None
