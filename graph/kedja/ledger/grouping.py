"""Which sources go into one transaction."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence

from kedja.claim import Claim, Source

#: A source, its claims, and the reader that found them.
Part = tuple[Source, Sequence[Claim], str]

#: How many claims, and how many seconds of reading them, one transaction waits for at most.
_CLAIMS = 20_000
_SECONDS = 1.0


def grouped(parts: Iterable[Part]) -> Iterator[list[Part]]:
    """The parts in groups of up to 20,000 claims, or what comes within a second; a larger part stands alone."""
    group: list[Part] = []
    claims, end = 0, time.monotonic() + _SECONDS
    for part in parts:
        group.append(part)
        claims += len(part[1])
        if claims >= _CLAIMS or time.monotonic() > end:
            yield group
            group, claims, end = [], 0, time.monotonic() + _SECONDS
    if group:
        yield group
