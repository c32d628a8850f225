"""What the reader knows of the world: authorities, media, countries, currencies, names; all from data files."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Final

from kedja.claim import Mention
from kedja.identity import register
from kedja.identity.names import legal_forms
from kedja.ontology import EntityType, OrganizationKind
from kedja_ingest.article.words import Filter, load_filter

# Forms that only surnames have, of the languages that news from Sweden and in English are full of.
_SURNAME: Final = re.compile(
    r"(?:Ma?c|O['’]|Fitz)[A-ZÅÄÖ]|[A-ZÅÄÖ]\w+(?:sson|ström|strøm|kvist|[qg]vist|quist|gren|stedt|dahl|[wv]ski|czyk|vi[ćcč]|escu|dóttir|oğlu|oglu"
    r"|[a-z]ius|[dglnrst]ér|[dglnrst]én|hjelm|hielm|höök|sköld|skiöld|stierna|stjerna|creutz|[lw]ander)\Z"
)
# A shorter name is more often an abbreviation than a town.
_ABBREVIATED: Final = 3
#: Kinds of organizations that act for the state.
AUTHORITIES: Final = (OrganizationKind.AGENCY, OrganizationKind.POLICE, OrganizationKind.PROSECUTOR)
_NO_SIGNS: Final = str.maketrans("", "", "./")


@dataclass(frozen=True, slots=True)
class Known:
    """An authority, a medium, another known organization or a country with all its names; the first is official.

    `sort` is `authority`, `media`, `place` or `org`; `regime` is that of a report made to it.
    """

    sort: str
    names: tuple[str, ...]
    kind: OrganizationKind | None = None
    regime: str = ""


@dataclass(frozen=True, slots=True)
class World:
    """The registers, by name as needed for look-up; `municipalities` are `towns` with the names of landscapes."""

    known: dict[str, Known]
    demonyms: frozenset[str]
    given_names: Filter
    surnames: Filter
    cities: Filter
    actors: re.Pattern[str]
    currencies: dict[str, str]
    municipalities: frozenset[str]
    towns: frozenset[str]

    def find(self, name: str) -> Known | None:
        """What the name stands for; an abbreviation may be written IMY or Imy, other names in any case."""
        if not name[:1].isupper():
            return None
        exact = self.known.get(name)
        return exact or (self.known.get(name.casefold()) if len(name) > 2 else None)

    def is_town(self, name: str) -> bool:
        """True for a town of some size, anywhere; such a name may be that of much else."""
        return len(name) > _ABBREVIATED and not name.isupper() and name[:1].isupper() and name in self.cities

    def is_surname(self, name: str) -> bool:
        """True for a known surname, and for one by its form."""
        return name in self.surnames or _SURNAME.match(name) is not None

    def is_legal_form(self, word: str) -> bool:
        """True for "AB", "plc" and "B.V." at the end of a name."""
        return word.translate(_NO_SIGNS).casefold() in legal_forms()


@lru_cache(maxsize=1)
def load_world() -> World:
    """The registers that ship with the reader."""
    known: dict[str, Known] = {}
    for entry in [*_authorities(), *_media(), *_registered(), *_places()]:
        for name in entry.names:
            known.setdefault(name, entry)
            known.setdefault(name.casefold(), entry)
    towns = frozenset(_towns())
    return World(
        known=known,
        demonyms=frozenset(_demonyms()),
        given_names=load_filter("given_names"),
        surnames=load_filter("surnames"),
        cities=load_filter("towns"),
        actors=re.compile("(?:" + "|".join(_text("actor_names.txt").split("\n")[:-1]) + r")\Z"),
        currencies=dict(_currencies()),
        municipalities=towns | {row["name"] for row in _rows("places.csv")},
        towns=towns,
    )


def administration(place: Mention | None) -> Mention | None:
    """The municipality of a Swedish town; None for anything else."""
    if place is None or place.type is not EntityType.PLACE or place.name not in load_world().towns:
        return None
    return Mention(type=EntityType.ORGANIZATION, name=place.name, kind=OrganizationKind.MUNICIPALITY)


def _text(name: str) -> str:
    return files("kedja_ingest.article").joinpath("lexicon", name).read_text(encoding="utf-8")


def _rows(name: str) -> Iterator[dict[str, str]]:
    yield from csv.DictReader(_text(name).splitlines())


def _names(row: dict[str, str]) -> tuple[str, ...]:
    return (row["name"], *filter(None, row["names"].split("|")))


def _authorities() -> Iterator[Known]:
    """Those of the lexicon, with the kind and the further names that the register of identities has."""
    registered = {entry.name: entry for entry in register.entries()}
    for row in _rows("authorities.csv"):
        entry = registered.get(row["name"])
        kind = entry.kind if entry else OrganizationKind(row["kind"])
        names = (*_names(row), *(entry.aliases if entry else ()))
        yield Known(_sort(kind), names, kind, row["regime"])


def _media() -> Iterator[Known]:
    for row in _rows("media.csv"):
        yield Known("media", _names(row), OrganizationKind.MEDIA)


def _registered() -> Iterator[Known]:
    """The register's organizations; the names of municipalities are left to their form."""
    for entry in register.entries():
        if entry.kind is not OrganizationKind.MUNICIPALITY:
            yield Known(_sort(entry.kind), (entry.name, *entry.aliases), entry.kind)


def _towns() -> Iterator[str]:
    """The short names of the register's municipalities."""
    for entry in register.entries():
        if entry.kind is OrganizationKind.MUNICIPALITY:
            yield from (
                name for name in entry.aliases if " " not in name or not name.casefold().endswith((" kommun", " stad"))
            )


def _sort(kind: OrganizationKind) -> str:
    if kind is OrganizationKind.MEDIA:
        return "media"
    return "authority" if kind in (kind.AGENCY, kind.POLICE, kind.PROSECUTOR) else "org"


def _places() -> Iterator[Known]:
    """Countries, and cities and regions abroad."""
    for file in ("countries.csv", "cities.csv"):
        for row in _rows(file):
            yield Known("place", _names(row))


def _demonyms() -> Iterator[str]:
    """The demonyms, and their last words: "North Korean" and "Korean"."""
    for row in _rows("countries.csv"):
        if row["demonym"]:
            yield row["demonym"]
            yield row["demonym"].rpartition(" ")[2]


def _currencies() -> Iterator[tuple[str, str]]:
    for row in _rows("currencies.csv"):
        for word in [*row["words"].split("|"), *filter(None, row["symbols"].split("|"))]:
            yield word, row["code"]
