"""Reader of claims as JSON lines, the small ingest contract."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from kedja.claim import Claim, decode_claim
from kedja.errors import ClaimError
from kedja_ingest.base import Reader, ReadOptions, Rejected
from kedja_ingest.json_lines import lines_of, without_mark


class ClaimsReader(Reader):
    """One claim a line, as `encode_claim` writes it; empty lines say nothing."""

    name = "claims"
    version = "1"

    def recognises(self, path: Path, head: bytes) -> bool:
        """True when a line is a JSON object with a subject and a predicate.

        One line is enough: the reader reports the others, which another reader would only misread.
        """
        return any(_looks_like_claim(line) for line in without_mark(head).splitlines())

    def read(self, path: Path, options: ReadOptions) -> Iterator[tuple[str, Claim] | Rejected]:
        """See `Reader.read`. A line that is no claim is rejected, and the rest goes on."""
        for number, line in lines_of(path):
            try:
                claim = decode_claim(line)
            except ClaimError as error:
                yield Rejected(str(path), _place(number, error), error.reason)
            else:
                yield f"line {number}", msgspec.structs.replace(claim, method=claim.method or self.method)


def _looks_like_claim(line: bytes) -> bool:
    return line.lstrip().startswith(b"{") and b'"subject"' in line and b'"predicate"' in line


def _place(number: int, error: ClaimError) -> str:
    """`line 7, quantity.unit`; only the line when the line as a whole is at fault."""
    return f"line {number}" if error.where == "line" else f"line {number}, {error.where}"
