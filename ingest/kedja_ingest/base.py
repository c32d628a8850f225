"""The seam of the readers: a reader recognises a file and turns it into claims."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from kedja.claim import Claim


@dataclass(frozen=True, slots=True)
class Rejected:
    """A part of an input that could not become a claim: nothing is dropped silently.

    `where` is the place in the file ("line 7, quantity.unit"), `reason` what is wrong there.
    """

    path: str
    where: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOptions:
    """What the caller says about the files: `mapping` is a mapping file for tables of notices."""

    mapping: Path | None = None


class Reader(ABC):
    """Turns one kind of file into claims.

    Claims come as they are read; they are accepted (`kedja.claim.accept`) by the caller,
    who reports a broken one with `place` of the claim. Nothing but the given file is opened.
    """

    name: ClassVar[str]
    version: ClassVar[str]

    @property
    def method(self) -> str:
        """What `Claim.method` records: the reader and its version, `article/1`."""
        return f"{self.name}/{self.version}"

    @abstractmethod
    def recognises(self, path: Path, head: bytes) -> bool:
        """True when the file, by its name and its first 64 KiB, is of this reader's kind."""

    @abstractmethod
    def read(self, path: Path, options: ReadOptions) -> Iterator[tuple[str, Claim] | Rejected]:
        """Claims with their place in the file ("line 7"), and what had to be rejected.

        Raises `kedja.errors.InputError` when the file as a whole cannot be read.
        """
