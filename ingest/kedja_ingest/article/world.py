"""What the reader knows of the world: authorities, media, countries, currencies, names; all from data files."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from kedja.ontology import OrganizationKind


@dataclass(frozen=True, slots=True)
class Known:
    """An authority, a medium or a country with all its names; the first is the official one.

    `sort` is `authority`, `media`, `place` or `org`; `regime` is that of a report made to it.
    """

    sort: str
    names: tuple[str, ...]
    kind: OrganizationKind | None = None
    regime: str = ""


@dataclass(frozen=True, slots=True)
class World:
    """The registers, by name as needed for look-up."""

    known: dict[str, Known]
    demonyms: frozenset[str]
    given_names: frozenset[str]
    legal_forms: frozenset[str]
    actors: re.Pattern[str]
    currencies: dict[str, str]
    municipalities: frozenset[str]

    def find(self, name: str) -> Known | None:
        """What the name stands for; an abbreviation may be written IMY or Imy, other names in any case."""
        if not name[:1].isupper():
            return None
        exact = self.known.get(name)
        return exact or (self.known.get(name.casefold()) if len(name) > 2 else None)


@lru_cache(maxsize=1)
def load_world() -> World:
    """The registers that ship with the reader."""
    known: dict[str, Known] = {}
    for entry in (*_authorities(), *_media(), *_countries()):
        for name in entry.names:
            known.setdefault(name, entry)
            known.setdefault(name.casefold(), entry)
    return World(
        known=known,
        demonyms=frozenset(_demonyms()),
        given_names=frozenset(_text("given_names.txt").split()),
        legal_forms=frozenset(row["form"] for row in _rows("legal_forms.csv")),
        actors=re.compile("(?:" + "|".join(_text("actor_names.txt").split("\n")[:-1]) + r")\Z"),
        currencies=dict(_currencies()),
        municipalities=frozenset(row["name"] for row in _rows("places.csv")),
    )


def _text(name: str) -> str:
    return files("kedja_ingest.article").joinpath("lexicon", name).read_text(encoding="utf-8")


def _rows(name: str) -> Iterator[dict[str, str]]:
    yield from csv.DictReader(_text(name).splitlines())


def _names(row: dict[str, str]) -> tuple[str, ...]:
    return (row["name"], *filter(None, row["names"].split("|")))


def _authorities() -> Iterator[Known]:
    for row in _rows("authorities.csv"):
        kind = OrganizationKind(row["kind"])
        sort = "authority" if kind in (kind.AGENCY, kind.POLICE, kind.PROSECUTOR) else "org"
        yield Known(sort, _names(row), kind, row["regime"])


def _media() -> Iterator[Known]:
    for row in _rows("media.csv"):
        yield Known("media", _names(row), OrganizationKind.MEDIA)


def _countries() -> Iterator[Known]:
    for row in _rows("countries.csv"):
        yield Known("place", _names(row))


def _demonyms() -> Iterator[str]:
    """The demonyms, and their last words: "North Korean" and "Korean"."""
    for row in _rows("countries.csv"):
        if row["demonym"]:
            yield row["demonym"]
            yield row["demonym"].rpartition(" ")[2]


def _currencies() -> Iterator[tuple[str, str]]:
    for row in _rows("currencies.csv"):
        for word in (*row["words"].split("|"), *filter(None, row["symbols"].split("|"))):
            yield word, row["code"]
