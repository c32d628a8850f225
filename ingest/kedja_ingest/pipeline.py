"""From files to the ledger: read, accept, and append source by source."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from kedja.ledger import Ledger, Receipt
from kedja.ledger.prepared import Prepared
from kedja.ontology import Marking
from kedja_ingest.ahead import windows_ahead
from kedja_ingest.base import Reader, ReadOptions, Rejected
from kedja_ingest.extracting import Window, extract, windows
from kedja_ingest.registry import files_below

__all__ = ["Progress", "Report", "extract", "ingest"]

#: Called after each source that is safely in the ledger: file, claims added.
Progress = Callable[[Path, int], None]

#: Bytes from which on a file is worth a second process, which takes half a second to start.
_LARGE = 8 << 20


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

    What is rejected is in the report, and the rest of its file goes on. A large file is read in a process of its own.
    """
    report, start = Report(), time.perf_counter()
    own = frozenset(os.path.realpath(file) for file in ledger.files)
    for file in (file for path in paths for file in files_below(path, own)):
        read = windows_ahead if _is_large(file) else windows
        for receipt in ledger.append_all(_parts(read(file, reader, options or ReadOptions(), marking), report)):
            report.count(receipt)
            if progress:
                progress(file, receipt.added)
    report.seconds = time.perf_counter() - start
    return report


def _is_large(file: Path) -> bool:
    try:
        str(file).encode()  # a name that is not UTF-8 is refused, and no other process could be told it
        return file.stat().st_size >= _LARGE and (os.cpu_count() or 1) > 1
    except (OSError, UnicodeEncodeError):
        return False


def _parts(windows: Iterable[Window], report: Report) -> Iterator[Prepared]:
    """The parts of the windows; rejections go into the report."""
    for window in windows:
        report.rejected += window.rejected
        yield from window.parts
