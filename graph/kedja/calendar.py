"""Dates as sources give them: a day, a month or a year, in ISO 8601."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from functools import lru_cache

_FORM = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?\Z", re.ASCII)


@lru_cache(maxsize=10_000)
def _parts(text: str) -> tuple[int, int | None, int | None]:
    found = _FORM.match(text)
    if not found:
        raise ValueError(f"{text!r} is not a date of the form YYYY, YYYY-MM or YYYY-MM-DD")
    year, month, day = (int(part) if part else None for part in found.groups())
    assert year is not None
    try:
        date(year, month or 1, day or 1)
    except ValueError as error:
        raise ValueError(f"{text!r} is not a date of the calendar: {error}") from error
    return year, month, day


def first_day(text: str) -> date:
    """The earliest day that the date can mean.

    >>> first_day("2025-08")
    datetime.date(2025, 8, 1)
    """
    year, month, day = _parts(text)
    return date(year, month or 1, day or 1)


def last_day(text: str) -> date:
    """The latest day that the date can mean; by then it has surely come.

    >>> last_day("2025-08"), last_day("2024")
    (datetime.date(2025, 8, 31), datetime.date(2024, 12, 31))
    """
    year, month, day = _parts(text)
    if month is None:
        return date(year, 12, 31)
    return date(year, month, day or monthrange(year, month)[1])


def precision(text: str) -> str:
    """`day`, `month` or `year`."""
    return {4: "year", 7: "month", 10: "day"}[len(text)]
