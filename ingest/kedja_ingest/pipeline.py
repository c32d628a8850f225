"""From files to the ledger: read, accept, and append source by source."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec

from kedja.claim import Claim, Source, accept
from kedja.errors import ClaimError, InputError
from kedja.ledger import Ledger, Receipt
from kedja.ledger.grouping import Part
from kedja.ontology import Marking
from kedja_ingest.base import Reader, ReadOptions, Rejected
from kedja_ingest.registry import files_below, reader_for

#: Called after each source that is safely in the ledger: file, claims added.
Progress = Callable[[Path, int], None]

#: How many claims of a file are held at a time.
_WINDOW = 20_000


@dataclass(slots=True)
class Report:
    """What reading did. `entities` are those that the read claims are about."""

    sources: set[str] = field(default_factory=set)
    added: int = 0
    known: int = 0
    entities: set[str] = field(default_factory=set)
    rejected: list[Rejected] = field(default_factory=list)
    seconds: float = 0.0

    def count(self, receipt: Receipt) -> None:
        """Adds what appending one source did."""
        self.sources.add(receipt.source)
        self.added += receipt.added
        self.known += receipt.known
        self.entities.update(receipt.entities)

    def to_json(self) -> dict[str, Any]:
        """The contract's form."""
        return {
            "sources": len(self.sources),
            "claims": {"added": self.added, "known": self.known},
            "entities": len(self.entities),
            "rejected": [msgspec.to_builtins(rejection) for rejection in self.rejected],
            "seconds": round(self.seconds, 3),
        }


def extract(
    path: Path, reader: Reader | None, options: ReadOptions, marking: Marking = Marking.CLEAR
) -> Iterator[Claim | Rejected]:
    """The accepted claims of one file, and what had to be rejected with its place."""
    try:
        _check_name(path)
        reader = reader or reader_for(path)
        for item in reader.read(path, options):
            yield item if isinstance(item, Rejected) else _accepted(path, *item, reader.method, marking)
    except InputError as error:
        yield Rejected(error.path, error.where, error.reason)


def _check_name(path: Path) -> None:
    """Claims say in which file they were read, and JSON has no way to write other bytes."""
    try:
        str(path).encode()
    except UnicodeEncodeError as error:
        raise InputError(str(path), "its name is not UTF-8; rename it") from error


def _accepted(path: Path, place: str, claim: Claim, method: str, marking: Marking) -> Claim | Rejected:
    try:
        return accept(_marked(msgspec.structs.replace(claim, method=claim.method or method), marking))
    except ClaimError as error:
        return Rejected(str(path), f"{place}, {error.where}" if place else error.where, error.reason)


def _marked(claim: Claim, marking: Marking) -> Claim:
    """The claim with its source at least as strictly marked as the caller says."""
    if marking.level <= claim.source.marking.level:
        return claim
    return msgspec.structs.replace(claim, source=msgspec.structs.replace(claim.source, marking=marking), id="")


def ingest(
    ledger: Ledger,
    paths: Iterable[Path],
    *,
    reader: Reader | None = None,
    options: ReadOptions | None = None,
    marking: Marking = Marking.CLEAR,
    progress: Progress | None = None,
) -> Report:
    """Reads files and folders into the ledger. A source's claims go in whole or not at all, by 20,000 of a file.

    What is rejected is in the report, and the rest of its file goes on.
    """
    report, start = Report(), time.perf_counter()
    own = frozenset(os.path.realpath(file) for file in ledger.files)
    for file in (file for path in paths for file in files_below(path, own)):
        items = extract(file, reader, options or ReadOptions(), marking)
        for receipt in ledger.append_all(_parts(items, report)):
            report.count(receipt)
            if progress:
                progress(file, receipt.added)
    report.seconds = time.perf_counter() - start
    return report


def _parts(items: Iterable[Claim | Rejected], report: Report) -> Iterator[Part]:
    """A file's claims by source and reader, in the order of first appearance; rejections go into the report.

    So many are held at a time; a source that goes on after them comes in a further part.
    """
    iterator = iter(items)
    while window := list(islice(iterator, _WINDOW)):
        parts: dict[tuple[str, str], tuple[Source, list[Claim]]] = {}
        for item in window:
            if isinstance(item, Rejected):
                report.rejected.append(item)
            else:
                key = item.source.id, item.method or ""
                parts.setdefault(key, (item.source, []))[1].append(item)
        yield from ((source, claims, method) for (_, method), (source, claims) in parts.items())
