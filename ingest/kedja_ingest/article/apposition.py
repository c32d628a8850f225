"""Chunks once names are typed: each name as what it is, and descriptions joined to the names that they stand by."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from msgspec.structs import replace

from kedja.claim import Mention
from kedja.ontology import EntityType, OrganizationKind
from kedja_ingest.article.chunks import Chunk, Kind
from kedja_ingest.article.directory import Directory
from kedja_ingest.article.passages import Passage
from kedja_ingest.article.vocabulary import load_vocabulary

_APPOSITIONS = {
    (Kind.DESCRIPTION, Kind.ORG),
    (Kind.DESCRIPTION, Kind.AUTHORITY),
    (Kind.SUPPLIER, Kind.ORG),
    (Kind.ACTOR, Kind.ACTOR),
    (Kind.SYSTEM, Kind.SYSTEM),
}


def typed(one: Passage, directory: Directory) -> list[Chunk]:
    """The chunks of the passage with each name as what it is."""
    chunks = [typed for chunk in one.chunks if (typed := _typed(chunk, directory)) is not None]
    return list(_apposed(list(_civic(chunks, one.text, directory))))


def _civic(chunks: list[Chunk], text: str, directory: Directory) -> Iterator[Chunk]:
    """The chunks with each town as its administration where no word says that something is there.

    "Skövde uses X" and "X is used by Skövde", but not "a school in Skövde". A list is all of one kind.
    """
    if not any(chunk.kind is Kind.PLACE and chunk.text in directory.world.towns for chunk in chunks):
        yield from chunks
        return
    where, listed = _whereabouts(directory.vocabulary.language)
    before, local = 0, False
    for chunk in chunks:
        town = chunk.kind is Kind.PLACE and chunk.text in directory.world.towns
        if not (before and listed.fullmatch(text, before, chunk.start)):
            local = where.search(text, 0, chunk.start) is not None
        yield (
            replace(chunk, kind=Kind.ORG, mention=municipality(chunk.text, directory)) if town and not local else chunk
        )
        before = chunk.end if chunk.kind in (Kind.PLACE, Kind.ORG) else 0


def municipality(town: str, directory: Directory) -> Mention:
    """The municipality of a town, by its full name where the text has it."""
    tails = directory.vocabulary.lists["nouns"]["organizations"]["tails"]["municipality"]
    full = (directory.find(f"{town}{genitive} {tail}") for tail in tails for genitive in ("", "s"))
    entry = next(filter(None, full), None)
    if entry:
        return entry.mention()
    return Mention(type=EntityType.ORGANIZATION, name=town, kind=OrganizationKind.MUNICIPALITY)


@lru_cache(maxsize=4)
def _whereabouts(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What stands before a town where something is, and what between the members of a list."""
    forms = load_vocabulary(language).forms
    return re.compile(rf"(?:{forms['whereabouts']})\Z", re.IGNORECASE), re.compile(rf"(?:,|{forms['coordinated']}) ")


def _typed(chunk: Chunk, directory: Directory) -> Chunk | None:
    if chunk.kind is not Kind.NAME:
        return chunk
    entry = directory.find(chunk.text)
    if entry is None:
        return None
    return replace(chunk, kind=entry.kind, mention=entry.mention())


def _apposed(chunks: list[Chunk]) -> Iterator[Chunk]:
    """Takes a description into the name that it stands by: "the security firm X", "the gang X", "X software"."""
    held: Chunk | None = None
    owned = False
    for chunk in chunks:
        if held and held.end + 1 == chunk.start and not owned and (joined := _joined(held, chunk)):
            held = joined
            continue
        if held:
            yield held
        owned = held is not None and _owns(held, chunk)
        held = chunk
    if held:
        yield held


def _owns(left: Chunk, right: Chunk) -> bool:
    """True for "its supplier" or "X's supplier", which says whose supplier the name behind it is."""
    distance = right.start - left.end
    return right.kind is Kind.SUPPLIER and (distance in (2, 3) or (distance == 1 and left.kind is Kind.POSSESSIVE))


def _joined(left: Chunk, right: Chunk) -> Chunk | None:
    if (left.kind, right.kind) in _APPOSITIONS and left.mention is None and right.mention:
        return replace(right, start=left.start)
    if left.kind is right.kind is Kind.SYSTEM and left.mention and right.mention is None:
        return replace(left, end=right.end)
    return None
