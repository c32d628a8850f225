"""What one file says: accepted claims, by source, and what had to be rejected."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

import msgspec

from kedja.claim import Claim, Source, accept
from kedja.errors import ClaimError, InputError
from kedja.ledger.prepared import Prepared, prepare
from kedja.ontology import Marking
from kedja_ingest.address import Address
from kedja_ingest.base import Reader, ReadOptions, Redacted, Rejected
from kedja_ingest.covering import covered
from kedja_ingest.registry import reader_for, reader_named

#: How many claims of a file are held at first, and at most.
_FIRST, _WINDOW = 1_250, 20_000
#: How many mentions are remembered as known.
_MENTIONS = 300_000


@dataclass(slots=True)
class Window:
    """The next claims of a file, ready for a ledger, and what was rejected and covered among them."""

    parts: list[Prepared] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    redacted: list[Redacted] = field(default_factory=list)


def windows(
    path: Path | Address,
    reader: Reader | None,
    options: ReadOptions,
    marking: Marking = Marking.CLEAR,
    *,
    in_full: bool = False,
) -> Iterator[Window]:
    """A file's claims, up to 20,000 at a time, by source and reader in the order of first appearance.

    A source that goes on after them comes again in the next window. With `in_full`, all that follows from a mention is
    worked out here, too; otherwise whoever records it does, if it is new.
    """
    items = extract(path, reader, options, marking)
    known: set[str] | None = set() if in_full else None
    size = _FIRST
    while some := list(islice(items, size)):
        yield _window(some, known)
        size = min(2 * size, _WINDOW)
        if known and len(known) > _MENTIONS:
            known.clear()


def _window(items: Iterable[Claim | Rejected | Redacted], known: set[str] | None) -> Window:
    window = Window()
    parts: dict[tuple[str, str], tuple[Source, list[Claim]]] = {}
    for item in items:
        if isinstance(item, Rejected):
            window.rejected.append(item)
        elif isinstance(item, Redacted):
            window.redacted.append(item)
        else:
            key = item.source.id, item.method or ""
            parts.setdefault(key, (item.source, []))[1].append(item)
    window.parts += [prepare(source, claims, method, known) for (_, method), (source, claims) in parts.items()]
    return window


def extract(
    path: Path | Address, reader: Reader | None, options: ReadOptions, marking: Marking = Marking.CLEAR
) -> Iterator[Claim | Rejected | Redacted]:
    """The accepted claims of one file or address, what had to be rejected with its place, and what was covered."""
    try:
        _check_name(path)
        reader = reader or (reader_named("article") if isinstance(path, Address) else reader_for(path))
        items = reader.read_address(path, options) if isinstance(path, Address) else reader.read(path, options)
        for item in items:
            if not isinstance(item, tuple):
                yield item
                continue
            place, (claim, counts) = item[0], covered(item[1])
            for kind, count in counts.items():
                yield Redacted(kind, count)
            yield _accepted(path, place, claim, reader.method, marking)
    except InputError as error:
        yield Rejected(error.path, error.where, error.reason)


def _check_name(path: Path | Address) -> None:
    """Claims say in which file they were read, and JSON has no way to write other bytes."""
    try:
        str(path).encode()
    except UnicodeEncodeError as error:
        raise InputError(str(path), "its name is not UTF-8; rename it") from error


def _accepted(path: Path | Address, place: str, claim: Claim, method: str, marking: Marking) -> Claim | Rejected:
    try:
        return accept(_marked(msgspec.structs.replace(claim, method=claim.method or method), marking))
    except ClaimError as error:
        return Rejected(str(path), f"{place}, {error.where}" if place else error.where, error.reason)


def _marked(claim: Claim, marking: Marking) -> Claim:
    """The claim with its source at least as strictly marked as the caller says."""
    if marking.level <= claim.source.marking.level:
        return claim
    return msgspec.structs.replace(claim, source=msgspec.structs.replace(claim.source, marking=marking), id="")
