"""The tables that say what the words of VERIS come to, checked once when they are first needed."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

import msgspec

from kedja.errors import ClaimError
from kedja.ontology import Certainty, Effect, OrganizationKind, Stance


class Table(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What all tables have in common: immutable, and an unknown key is an error."""


class Said(Table, frozen=True):
    """A stance, and the certainty that a claim has at most; `other` is False when only harm is spoken of."""

    stance: Stance
    certainty: Certainty
    other: bool = True


class EffectRow(Table, frozen=True):
    """An effect that follows from one of the `words` at the path, or from any where there are none.

    With `disclosure`, only when `data_disclosure` is one of those.
    """

    effect: Effect
    path: str
    certainty: Certainty
    words: frozenset[str] = frozenset()
    disclosure: frozenset[str] = frozenset()


class Nameless(Table, frozen=True):
    """Words in the place of a name, in lower case."""

    words: frozenset[str]


class Vocabulary(Table, frozen=True):
    """The file `vocabulary.toml`."""

    confirmation: dict[str, Said]
    confidence: dict[str, Certainty]
    disclosure: dict[str, Said]
    data: dict[str, str]
    subjects: dict[str, str]
    coders: dict[str, str]
    nameless: Nameless
    effects: tuple[EffectRow, ...]
    industries: dict[str, str]


class Places(Table, frozen=True):
    """The file `places.toml`: names by code."""

    countries: dict[str, str]
    states: dict[str, dict[str, str]]
    regions: dict[str, str]


@cache
def vocabulary() -> Vocabulary:
    """The words of VERIS."""
    return msgspec.convert(_toml("vocabulary.toml"), Vocabulary)


@cache
def places() -> Places:
    """The places of VERIS."""
    return msgspec.convert(_toml("places.toml"), Places)


def _toml(name: str) -> object:
    return tomllib.loads(files("kedja_ingest.veris").joinpath(name).read_text(encoding="utf-8"))


def named(text: str | None) -> bool:
    """True when the text names something: not `Unknown`, `Mass Event` or `Unknown Retailer`."""
    plain = (text or "").strip().casefold()
    return plain not in vocabulary().nameless.words and not plain.startswith("unknown ")


def kind_of(industry: str | None) -> OrganizationKind | None:
    """The kind of organization that a NAICS code tells, by the longest prefix that the table has.

    >>> kind_of("923140"), kind_of("921190"), kind_of("611310")
    (<OrganizationKind.AGENCY: 'agency'>, None, <OrganizationKind.UNIVERSITY: 'university'>)
    """
    code = industry or ""
    for length in range(len(code), 0, -1):
        kind = vocabulary().industries.get(code[:length])
        if kind is not None:
            return OrganizationKind(kind) if kind else None
    return None


def country(code: str) -> str | None:
    """The name of the country; None where it is not known, `ClaimError` for a code that there is not."""
    if not named(code):
        return None
    if code not in places().countries:
        raise ClaimError("victim.country", f"{code!r} is not a country code (ISO 3166-1 alpha-2)")
    return places().countries[code]


def state(code: str | None, countries: list[str]) -> str | None:
    """The name of a state or province of one of the countries; a name written out stands for itself.

    >>> state("GA", ["US"]), state("Java", ["ID"]), state("ZZ", ["US"])
    ('Georgia, US', 'Java', None)
    """
    if code is None or not named(code):
        return None
    known = [names[code] for of in countries if code in (names := places().states.get(of, {}))]
    return known[0] if known else code.strip() if len(code.strip()) > _LONGEST_CODE else None


def region(codes: list[str]) -> str | None:
    """The name of the first known region; each code is six digits, a continent and a part of it (UN M.49).

    >>> region(["000000", "150154"])
    'Northern Europe'
    """
    parts = (part for code in codes for part in (code[3:], code[:3]))
    return next((places().regions[part] for part in parts if part in places().regions), None)


#: States are coded by two or three letters.
_LONGEST_CODE = 3
