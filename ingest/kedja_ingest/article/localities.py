"""Places that stand for who administers them: "Skövde uses X", "the regions of Halland and Blekinge"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from kedja.claim import Mention
from kedja.ontology import EntityType, OrganizationKind
from kedja_ingest.article.chunks import Chunk, Kind
from kedja_ingest.article.directory import Directory
from kedja_ingest.article.heads import Heads
from kedja_ingest.article.vocabulary import load_vocabulary


def administrations(chunks: Sequence[Chunk], text: str, directory: Directory) -> Iterator[Chunk]:
    """The chunks of a text with each place that stands for its region or municipality as that."""
    yield from _regions(list(_towns(chunks, text, directory)), text, directory)


def _regions(chunks: Sequence[Chunk], text: str, directory: Directory) -> Iterator[Chunk]:
    """The chunks with the places of a list as regions, where a word says that the list is of such."""
    named, listed = _listing(directory.vocabulary.language)
    # Where the list of regions may begin, or go on.
    end, going = None, False
    for chunk in chunks:
        one = chunk
        if end is not None and chunk.kind in (Kind.PLACE, Kind.ORG):
            going = (listed if going else named).fullmatch(text, end, chunk.start) is not None
            end = chunk.end if going else None
            if going:
                one = chunk.changed(kind=Kind.ORG, mention=_region(chunk, directory))
        elif _is_regional(chunk, directory.vocabulary.language):
            end, going = chunk.end, False
        elif end is not None and going:
            end = None
        yield one


def _is_regional(chunk: Chunk, language: str) -> bool:
    """True for "the regions" and "three regions"."""
    return chunk.kind in (Kind.GROUP, Kind.QUANTITY) and _region_nouns(language).find(chunk.head) is not None


@lru_cache(maxsize=4)
def _region_nouns(language: str) -> Heads[bool]:
    return Heads(dict.fromkeys(load_vocabulary(language).lists["nouns"]["units"]["region"], True))


def _region(place: Chunk, directory: Directory) -> Mention:
    """The region of a place, by its full name where the text has it."""
    entry = directory.find(f"Region {place.text}")
    if entry:
        return entry.mention()
    return Mention(type=EntityType.ORGANIZATION, name=place.text, kind=OrganizationKind.REGION)


@lru_cache(maxsize=4)
def _listing(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What stands between "the regions" and the first of their places, and between the members of a list."""
    forms = load_vocabulary(language).forms
    return re.compile(forms["namely"], re.IGNORECASE), re.compile(rf"(?:,|{forms['coordinated']}) ")


def _towns(chunks: Sequence[Chunk], text: str, directory: Directory) -> Iterator[Chunk]:
    """The chunks with each town as its administration where no word says that something is there.

    "Skövde uses X" and "X is used by Skövde", but not "a school in Skövde". A list is all of one kind.
    """
    if not any(chunk.kind is Kind.PLACE and chunk.text in directory.world.towns for chunk in chunks):
        yield from chunks
        return
    language = directory.vocabulary.language
    where, listed = _whereabouts(language), _listing(language)[1]
    before, local = 0, False
    for chunk in chunks:
        town = chunk.kind is Kind.PLACE and chunk.text in directory.world.towns
        if not (before and listed.fullmatch(text, before, chunk.start)):
            local = where.search(text, 0, chunk.start) is not None
        if town and not local:
            chunk = chunk.changed(kind=Kind.ORG, mention=_municipality(chunk.text, directory))
        yield chunk
        before = chunk.end if chunk.kind in (Kind.PLACE, Kind.ORG) else 0


def _municipality(town: str, directory: Directory) -> Mention:
    """The municipality of a town, by its full name where the text has it."""
    tails = directory.vocabulary.lists["nouns"]["organizations"]["tails"]["municipality"]
    full = (directory.find(f"{town}{genitive} {tail}") for tail in tails for genitive in ("", "s"))
    entry = next(filter(None, full), None)
    if entry:
        return entry.mention()
    return Mention(type=EntityType.ORGANIZATION, name=town, kind=OrganizationKind.MUNICIPALITY)


@lru_cache(maxsize=4)
def _whereabouts(language: str) -> re.Pattern[str]:
    """What stands before a town where something is."""
    return re.compile(rf"(?:{load_vocabulary(language).forms['whereabouts']})\Z", re.IGNORECASE)
