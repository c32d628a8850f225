"""Days of a record: as given, and as they follow from a length of time."""

from __future__ import annotations

from datetime import date, timedelta

from kedja.calendar import last_day
from kedja.errors import ClaimError
from kedja.ontology import Certainty
from kedja_ingest.veris.record import Day, Span


def written(day: Day, field: str) -> str | None:
    """The day in ISO 8601 as exactly as it is given; None without a year, `ClaimError` when there is no such day."""
    if day.year is None:
        return None
    if day.month is None and day.day is not None:
        raise ClaimError(f"{field}.day", "stands without a month")
    text = "-".join(f"{part:02}" for part in (day.year, day.month, day.day) if part is not None)
    try:
        last_day(text)
    except ValueError as error:
        raise ClaimError(field, str(error)) from None
    return text


def after(day: Day, span: Span) -> tuple[str, Certainty] | None:
    """The day that lies so long after the other, as exactly as both are given; None where none follows.

    A number of days leads from one day to another. A number of months or years is rounded, so that what follows
    is possible only, and no more exact than the unit. Weeks, and units below the day, lead to no day or month.

    >>> after(Day(year=2013, month=1, day=30), Span(unit="Days", value=3))
    ('2013-02-02', <Certainty.STATED: 'stated'>)
    >>> after(Day(year=2012, month=11), Span(unit="Months", value=3))
    ('2013-02', <Certainty.POSSIBLE: 'possible'>)
    """
    if day.year is None or span.value is None or span.value != int(span.value) or not 0 <= span.value <= _LONGEST:
        return None
    count = int(span.value)
    if span.unit == "Days" and day.month and day.day:
        found = date(day.year, day.month, day.day) + timedelta(days=count)
        return found.isoformat(), Certainty.STATED
    if span.unit == "Months" and day.month:
        months = day.year * 12 + day.month - 1 + count
        return f"{months // 12}-{months % 12 + 1:02}", Certainty.POSSIBLE
    if span.unit == "Years":
        return str(day.year + count), Certainty.POSSIBLE
    return None


#: A longer span is a slip of the pen.
_LONGEST = 10_000
