"""From files to the ledger: read, accept, and append source by source."""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from kedja.ledger import Ledger, Receipt
from kedja.ledger.prepared import Prepared
from kedja.ontology import Marking
from kedja_ingest.address import Address
from kedja_ingest.ahead import windows_ahead
from kedja_ingest.base import Reader, ReadOptions, Rejected
from kedja_ingest.extracting import Window, extract, windows
from kedja_ingest.memory import Memory, Outcome, stamp_of, way_of
from kedja_ingest.registry import files_below

__all__ = ["Progress", "Report", "extract", "ingest", "watch"]

#: Called after each source that is safely in the ledger: file (of an address its name), claims added.
Progress = Callable[[Path, int], None]

#: Bytes from which on a file is worth a second process, which takes half a second to start.
_LARGE = 8 << 20


@dataclass(slots=True)
class Report:
    """What reading did. `entities` are those that the read claims are about.

    `redacted` counts by kind the personal data that was covered before anything else saw it; `unchanged` the files of
    a folder that were not opened, since this store had read them as they are: what they gave then is counted as known.
    """

    sources: set[str] = field(default_factory=set)
    added: int = 0
    known: int = 0
    entities: set[str] = field(default_factory=set)
    rejected: list[Rejected] = field(default_factory=list)
    redacted: Counter[str] = field(default_factory=Counter)
    files: int = 0
    unchanged: int = 0
    seconds: float = 0.0

    def count(self, receipt: Receipt) -> None:
        """Adds what appending one source did."""
        self.sources.add(receipt.source)
        self.added += receipt.added
        self.known += receipt.known
        self.entities.update(receipt.entities)

    def count_unchanged(self, outcome: Outcome) -> None:
        """Adds what a file gave when it was read."""
        self.unchanged += 1
        self.sources.update(outcome.sources)
        self.known += outcome.claims
        self.entities.update(outcome.entities)
        self.redacted.update(outcome.redacted)

    def add(self, other: Report) -> None:
        """Adds the report on a file."""
        self.sources |= other.sources
        self.added += other.added
        self.known += other.known
        self.entities |= other.entities
        self.rejected += other.rejected
        self.redacted += other.redacted
        self.files += other.files
        self.unchanged += other.unchanged

    def to_json(self) -> dict[str, Any]:
        """The contract's form."""
        return {
            "sources": len(self.sources),
            "claims": {"added": self.added, "known": self.known},
            "entities": len(self.entities),
            "rejected": [msgspec.to_builtins(rejection) for rejection in self.rejected],
            "redacted": dict(sorted(self.redacted.items())),
            "unchanged": self.unchanged,
            "seconds": round(self.seconds, 3),
        }


@dataclass(frozen=True, slots=True)
class _Reading:
    """How files come into a ledger."""

    ledger: Ledger
    reader: Reader | None
    options: ReadOptions
    marking: Marking
    progress: Progress | None

    def read(self, file: Path | Address) -> Report:
        """Reads one file or address, whatever is remembered of it."""
        report = Report(files=1)
        for receipt in self.ledger.append_all(_parts(self._windows(file), report)):
            report.count(receipt)
            if self.progress:
                self.progress(Path(file.name) if isinstance(file, Address) else file, receipt.added)
        return report

    def _windows(self, file: Path | Address) -> Iterator[Window]:
        if isinstance(file, Path) and _is_large(file):
            return windows_ahead(file, self.reader, self.options, self.marking)
        return windows(file, self.reader, self.options, self.marking)

    def read_new(self, file: Path, memory: Memory) -> Report:
        """Reads one file unless the store has read it as it is."""
        stamp = stamp_of(file)
        if outcome := memory.known(file, stamp):
            report = Report()
            report.count_unchanged(outcome)
        else:
            report = self.read(file)
            if not report.rejected:
                outcome = Outcome(
                    sorted(report.sources), report.added + report.known, sorted(report.entities), dict(report.redacted)
                )
                memory.remember(file, stamp, outcome)
        memory.try_(file, stamp)
        return report

    def memory(self) -> Memory:
        """What is remembered of reading in this way."""
        return Memory(self.ledger, lambda: way_of(self.reader, self.options, self.marking))


def ingest(
    ledger: Ledger,
    paths: Iterable[Path | Address],
    *,
    reader: Reader | None = None,
    options: ReadOptions | None = None,
    marking: Marking = Marking.CLEAR,
    progress: Progress | None = None,
) -> Report:
    """Reads files, folders and addresses into the ledger.

    A source's claims go in whole or not at all, by 20,000 of a file. What is rejected is in the report, and the rest
    of its file goes on. A large file is read in a process of its own. A file of a folder that this store has read as
    it is is not opened again; one that is named itself always is.
    """
    reading = _Reading(ledger, reader, options or ReadOptions(), marking, progress)
    with closing(reading.memory()) as memory:
        return _round(reading, list(paths), memory)


def watch(  # noqa: PLR0913  all but two are options
    ledger: Ledger,
    paths: Iterable[Path | Address],
    *,
    reader: Reader | None = None,
    options: ReadOptions | None = None,
    marking: Marking = Marking.CLEAR,
    progress: Progress | None = None,
    every: float = 2.0,
) -> Generator[Report, None, None]:
    """Reads like `ingest`, and then, every so many seconds, what has come or changed since; without an end.

    The first report is that of `ingest`; another follows when something was read. Addresses are fetched once. A file
    that has changed within the last second may still be written, and waits for the next round.
    """
    reading = _Reading(ledger, reader, options or ReadOptions(), marking, progress)
    given = list(paths)
    with closing(reading.memory()) as memory:
        yield _round(reading, given, memory)
        while True:
            time.sleep(every)
            report = _later_round(reading, given, memory)
            if report.files:
                yield report


def _round(reading: _Reading, paths: list[Path | Address], memory: Memory) -> Report:
    report, start = Report(), time.perf_counter()
    own = _own(reading.ledger)
    for path in paths:
        if isinstance(path, Address):
            report.add(reading.read(path))
            continue
        for file in files_below(path, own):
            if file is path:
                stamp = stamp_of(file)
                report.add(reading.read(file))
                memory.try_(file, stamp)
            else:
                report.add(reading.read_new(file, memory))
    report.seconds = time.perf_counter() - start
    return report


def _later_round(reading: _Reading, paths: list[Path | Address], memory: Memory) -> Report:
    """What has come or changed since the last round."""
    report, start = Report(), time.perf_counter()
    own = _own(reading.ledger)
    for path in paths:
        for file in () if isinstance(path, Address) else files_below(path, own):
            if _is_settled(file) and not memory.tried(file, stamp_of(file)):
                report.add(reading.read_new(file, memory))
    report.seconds = time.perf_counter() - start
    return report


def _own(ledger: Ledger) -> frozenset[str]:
    return frozenset(os.path.realpath(file) for file in ledger.files)


def _is_settled(file: Path) -> bool:
    try:
        return not 0 <= time.time() - file.stat().st_mtime < 1
    except OSError:
        return False


def _is_large(file: Path) -> bool:
    try:
        str(file).encode()  # a name that is not UTF-8 is refused, and no other process could be told it
        return file.stat().st_size >= _LARGE and (os.cpu_count() or 1) > 1
    except (OSError, UnicodeEncodeError):
        return False


def _parts(windows: Iterable[Window], report: Report) -> Iterator[Prepared]:
    """The parts of the windows; rejections and what was covered go into the report."""
    for window in windows:
        report.rejected += window.rejected
        for item in window.redacted:
            report.redacted[item.kind] += item.count
        yield from window.parts
