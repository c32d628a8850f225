"""One text for a date, a time or a duration, whichever engine made it."""

from __future__ import annotations

import re
from typing import Final

_CLOCK: Final = re.compile(
    r"(?P<before>(?:.*T)?\d\d:\d\d)(?P<second>:\d\d)?(?:\.(?P<part>\d+))?(?P<zone>Z|[+-]\d\d:\d\d.*)?"
)


def iso(text: str) -> str:
    """The time as ISO 8601 with seconds, without zeros that say nothing, and with an offset in the place of a zone.

    >>> iso("2025-08-23T08:00Z"), iso("2025-08-23T08:00:00.500000000+00:00"), iso("10:05:07.000000000+02:00")
    ('2025-08-23T08:00:00Z', '2025-08-23T08:00:00.5Z', '10:05:07+02:00')
    >>> iso("2025-08-23"), iso("P1DT2H"), iso("2025-08-23T10:05:07+02:00[Europe/Stockholm]")
    ('2025-08-23', 'P1DT2H', '2025-08-23T10:05:07+02:00')
    """
    match = _CLOCK.fullmatch(text)
    if match is None:
        return text
    part = (match["part"] or "").rstrip("0")
    zone = (match["zone"] or "").partition("[")[0].replace("+00:00", "Z")
    return f"{match['before']}{match['second'] or ':00'}{'.' + part if part else ''}{zone}"
