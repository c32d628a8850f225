"""One text for each day, time and duration, whichever engine wrote it."""

from __future__ import annotations

import re

_TIME = re.compile(
    r"(?P<before>.*?)(?P<minute>\d\d:\d\d)(?P<second>:\d\d)?(?:\.(?P<part>\d+))?(?P<zone>Z|[+-]\d\d:\d\d(?::\d\d)?)?(?:\[.*\])?"
)


def moment_text(text: str) -> str:
    """ISO 8601 with seconds, no zeros at the end of their fraction, `Z` for UTC and the offset of a named zone.

    >>> moment_text("2025-01-01T10:00+01:00[Europe/Stockholm]"), moment_text("10:00:00.500000000+00:00")
    ('2025-01-01T10:00:00+01:00', '10:00:00.5Z')
    >>> moment_text("2025-01-01"), moment_text("P1DT2H")
    ('2025-01-01', 'P1DT2H')
    """
    found = _TIME.fullmatch(text)
    if not found:
        return text
    part = (found["part"] or "").rstrip("0")
    zone = found["zone"] or ""
    zone = "Z" if zone in ("+00:00", "-00:00") else zone
    return f"{found['before']}{found['minute']}{found['second'] or ':00'}{'.' if part else ''}{part}{zone}"
