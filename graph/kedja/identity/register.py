"""The register of the world's well-known bodies: which name is whose."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from kedja.claim import Mention
from kedja.identity.names import name_key, written_forms
from kedja.ontology import EntityType, OrganizationKind

_ORGANIZATION = EntityType.ORGANIZATION
_MUNICIPAL, _REGIONAL = OrganizationKind.MUNICIPALITY, OrganizationKind.REGION
_MUNICIPALITY = re.compile(r"(.+) (?:kommun|kommunen|municipality|stad|city)\Z|(?:municipality|city|town) of (.+)\Z")
_REGION = re.compile(r"region (.+)\Z|(.+) (?:region|regional council|county council)\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A body of the register; `token` is what its mentions share, its SCB code where it has one."""

    token: str
    key: str | None
    name: str
    kind: OrganizationKind
    scb: str | None = None
    aliases: tuple[str, ...] = ()


def _rows(file: str) -> list[dict[str, str]]:
    text = files("kedja.identity").joinpath("register", file).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def _entry(row: dict[str, str]) -> Entry:
    scb, key = row.get("scb"), row.get("key")
    return Entry(
        token=f"id:scb:{scb}" if scb else f"register:{key}",
        key=key,
        name=row["name"],
        kind=OrganizationKind(row["kind"]),
        scb=scb,
        aliases=tuple(alias for alias in row["aliases"].split("|") if alias),
    )


@cache
def entries() -> tuple[Entry, ...]:
    """Every body of the register: municipalities, regions, other organizations."""
    tables = ("municipalities.csv", "regions.csv", "organizations.csv")
    return tuple(_entry(row) for table in tables for row in _rows(table))


@cache
def _by_token() -> dict[str, Entry]:
    return {entry.token: entry for entry in entries()}


@cache
def _index(kind: OrganizationKind | None) -> dict[str, Entry]:
    """Names and aliases of the entries of the kind; without one, of all that need no further word.

    "Kalmar" alone is a town, a football club or a municipality, so the short names of municipalities
    count only where the kind is known. A name without its accents counts where it is one body's:
    "Falkopings kommun", but not "Habo" for Håbo.
    """
    exact: dict[str, Entry] = {}
    folded: dict[str, set[Entry]] = defaultdict(set)
    for entry in entries():
        for name in (entry.name, *entry.aliases) if kind in (None, entry.kind) else ():
            form = name_key(_ORGANIZATION, name)
            if kind is not None or entry.kind is not OrganizationKind.MUNICIPALITY or _MUNICIPALITY.match(form):
                exact.setdefault(name_key(_ORGANIZATION, name, accents=True), entry)
                folded[form].add(entry)
    return {form: min(owners, key=str) for form, owners in folded.items() if len(owners) == 1} | exact


def _nominative(form: str) -> str:
    """The name without a genitive s at its end."""
    return form.removesuffix("s")


def _find(form: str, kind: OrganizationKind | None) -> Entry | None:
    index = _index(kind)
    found = index.get(form) or index.get(_nominative(form))
    if found or kind is None:
        return found
    pattern = {_MUNICIPAL: _MUNICIPALITY, _REGIONAL: _REGION}.get(kind)
    match = pattern.match(form) if pattern else None
    if match is None:
        return None
    stem = match[1] or match[2]
    return index.get(stem) or index.get(_nominative(stem))


@lru_cache(maxsize=100_000)
def look_up(mention: Mention) -> Entry | None:
    """The body that the mention names, or None.

    Official names, abbreviations, English forms and genitives lead to it: "Kalmars kommun",
    "Kalmar municipality" and, of the kind municipality, "Kalmar" alone.

    >>> look_up(Mention(type=EntityType.ORGANIZATION, name="Kalmars kommun")).scb
    '0880'
    """
    if mention.type is not _ORGANIZATION:
        return None
    if mention.scb:
        return _by_token().get(f"id:scb:{mention.scb}")
    written = written_forms(mention.name)
    keys = (name_key(_ORGANIZATION, form, accents=accents) for accents in (True, False) for form in written)
    forms = list(dict.fromkeys(keys))
    # A kind that is only guessed at needs the word that says so.
    worded = [form for form in forms if _MUNICIPALITY.match(form) or _REGION.match(form)]
    known = [(mention.kind, forms)] if mention.kind else []
    guessed = [(kind, worded) for kind in (_MUNICIPAL, _REGIONAL) if kind is not mention.kind]
    for kind, tried in (*known, (None, forms), *guessed):
        for form in tried:
            if found := _find(form, kind):
                return found
    return None
