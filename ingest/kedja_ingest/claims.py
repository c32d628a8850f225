"""Reader of claims as JSON lines, the small ingest contract."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from kedja.claim import Claim, decode_claim
from kedja.errors import ClaimError, InputError
from kedja_ingest.base import Reader, ReadOptions, Rejected

_BOM = b"\xef\xbb\xbf"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


class ClaimsReader(Reader):
    """One claim a line, as `encode_claim` writes it; empty lines say nothing."""

    name = "claims"
    version = "1"

    def recognises(self, path: Path, head: bytes) -> bool:
        """True when a line is a JSON object with a subject and a predicate.

        One line is enough: the reader reports the others, which another reader would only misread.
        """
        return any(_looks_like_claim(line) for line in head.removeprefix(_BOM).splitlines())

    def read(self, path: Path, options: ReadOptions) -> Iterator[tuple[str, Claim] | Rejected]:
        """See `Reader.read`. A line that is no claim is rejected, and the rest goes on."""
        for number, line in _lines(path):
            try:
                claim = decode_claim(line)
            except ClaimError as error:
                yield Rejected(str(path), _place(number, error), error.reason)
            else:
                yield f"line {number}", msgspec.structs.replace(claim, method=claim.method or self.method)


def _looks_like_claim(line: bytes) -> bool:
    return line.lstrip().startswith(b"{") and b'"subject"' in line and b'"predicate"' in line


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """The lines that hold something, with their number; only a line feed ends a line of JSON lines."""
    try:
        with path.open("rb") as file:
            for number, line in enumerate(file, start=1):
                content = _start(path, line) if number == 1 else line
                if content.strip():
                    yield number, content
    except OSError as error:
        raise InputError(str(path), f"cannot be read: {error.strerror}") from error


def _start(path: Path, line: bytes) -> bytes:
    if line.startswith(_UTF16):
        raise InputError(str(path), "is UTF-16; save it as UTF-8", "line 1")
    return line.removeprefix(_BOM)


def _place(number: int, error: ClaimError) -> str:
    """`line 7, quantity.unit`; only the line when the line as a whole is at fault."""
    return f"line {number}" if error.where == "line" else f"line {number}, {error.where}"
