"""The seam of the readers: a reader recognises a file and turns it into claims."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from kedja.claim import Claim
from kedja.errors import InputError
from kedja_ingest.address import Address


@dataclass(frozen=True, slots=True)
class Rejected:
    """A part of an input that could not become a claim: nothing is dropped silently.

    `where` is the place in the file ("line 7, quantity.unit"), `reason` what is wrong there.
    """

    path: str
    where: str
    reason: str


@dataclass(frozen=True, slots=True)
class Redacted:
    """Personal data of a kind that was covered before anything else saw the text, and how often."""

    kind: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOptions:
    """What the caller says about the files.

    `mapping` is a mapping file for tables of notices; with `fetch`, pages that a feed tells of are fetched.
    """

    mapping: Path | None = None
    fetch: bool = False


class Reader(ABC):
    """Turns one kind of file into claims.

    Claims come as they are read; they are accepted (`kedja.claim.accept`) by the caller,
    who reports a broken one with `place` of the claim. Nothing but the given file is opened, and what `ReadOptions`
    allow to be fetched.
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
    def read(self, path: Path, options: ReadOptions) -> Iterator[tuple[str, Claim] | Rejected | Redacted]:
        """Claims with their place in the file ("line 7"), what had to be rejected, and what was covered.

        Raises `kedja.errors.InputError` when the file as a whole cannot be read.
        """

    def read_address(self, address: Address, options: ReadOptions) -> Iterator[tuple[str, Claim] | Rejected | Redacted]:
        """The same of what is at an address; `InputError` by readers that only read files."""
        raise InputError(str(address), f"is an address, and the reader {self.name} reads files; save it first")
