"""Chunks once names are typed: each name as what it is, and descriptions joined to the names that they stand by."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from kedja_ingest.article.chunks import Chunk, Kind
from kedja_ingest.article.directory import Directory
from kedja_ingest.article.passages import Passage

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
    return list(_apposed(chunks))


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
