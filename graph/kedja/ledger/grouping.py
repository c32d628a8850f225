"""Which sources go into one transaction."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence

from kedja.claim import Claim, Source
from kedja.ledger.prepared import Prepared

#: A source, its claims, and the reader that found them; or the same made ready.
Part = tuple[Source, Sequence[Claim], str] | Prepared

#: How many claims the first and the largest transaction hold, and how many seconds one waits for claims at most.
_FIRST, _CLAIMS = 1_000, 50_000
_SECONDS = 2.0


def grouped(parts: Iterable[Part], largest: int = _CLAIMS) -> Iterator[list[Part]]:
    """The parts in groups of 1,000 claims at first, then twice as many each time; a larger part is alone.

    So the first ones are soon in the ledger, and many pay for few writings to the disk. A group is not held back for
    longer than two seconds while parts come.
    """
    group: list[Part] = []
    most, claims, end = _FIRST, 0, time.monotonic() + _SECONDS
    for part in parts:
        group.append(part)
        claims += part.given if isinstance(part, Prepared) else len(part[1])
        if claims >= most or time.monotonic() > end:
            yield group
            group, claims, end = [], 0, time.monotonic() + _SECONDS
            most = min(2 * most, largest)
    if group:
        yield group
