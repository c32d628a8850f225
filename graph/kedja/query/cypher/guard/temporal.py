"""Dates, times and durations: the components and constructors that both engines know."""

from __future__ import annotations

from typing import Final

from kedja.query.cypher.guard.context import Context
from kedja.query.cypher.guard.kinds import TEMPORAL, Type, of, or_null
from kedja.query.cypher.guard.tree import Term

_DAY: Final = frozenset("year quarter month week weekYear day ordinalDay dayOfWeek weekDay dayOfQuarter".split())
_CLOCK: Final = frozenset("hour minute second millisecond microsecond nanosecond".split())
_ZONE: Final = frozenset("offset offsetMinutes offsetSeconds timezone".split())
_EPOCH: Final = frozenset({"epochSeconds", "epochMillis"})
_AMOUNTS: Final = frozenset(
    """years quarters months weeks days hours minutes seconds milliseconds microseconds nanoseconds quartersOfYear
    monthsOfQuarter monthsOfYear daysOfWeek minutesOfHour secondsOfMinute millisecondsOfSecond microsecondsOfSecond
    nanosecondsOfSecond""".split()
)
_COMPONENTS: Final = {
    "date": _DAY,
    "datetime": _DAY | _CLOCK | _ZONE | _EPOCH,
    "localdatetime": _DAY | _CLOCK,
    "time": _CLOCK | _ZONE,
    "localtime": _CLOCK,
    "duration": _AMOUNTS,
}
_MADE_OF: Final = {
    "date": frozenset("year quarter month week day ordinalDay dayOfWeek dayOfQuarter".split()),
    "datetime": frozenset("year quarter month week day ordinalDay dayOfWeek dayOfQuarter timezone".split())
    | _CLOCK
    | _EPOCH,
    "localdatetime": frozenset("year quarter month week day ordinalDay dayOfWeek dayOfQuarter".split()) | _CLOCK,
    "time": _CLOCK | {"timezone"},
    "localtime": _CLOCK,
    "duration": frozenset("years quarters months weeks days hours minutes seconds milliseconds nanoseconds".split()),
}
_UNITS: Final = frozenset("millennium century decade year weekYear quarter month week day".split())
_FINE: Final = frozenset("hour minute second millisecond".split())


def check_component(context: Context, term: Term, owner: Type, name: str) -> Type | None:
    """What a component of a date, time or duration is; None for an owner that is none of them."""
    times = owner.kinds & (TEMPORAL | {"duration"})
    if not times:
        return None
    if owner.kinds - times - {"null"}:
        raise context.refuse(term, f"the owner of {name} may be a time or something else")
    for kind in times:
        if name not in _COMPONENTS[kind]:
            raise context.refuse(term, f"a {kind} has no {name}", "it has " + ", ".join(sorted(_COMPONENTS[kind])))
    found = of("text" if name in ("offset", "timezone") else "integer")
    return or_null(found) if owner.nullable else found


def check_time(context: Context, term: Term, name: str, arguments: list[Type]) -> None:
    """Refuses constructors and truncations that one of the engines does not know."""
    if name.endswith(".truncate"):
        _check_unit(context, term, name)
    elif name in _MADE_OF and arguments and "map" in arguments[0].kinds:
        fields = arguments[0].fields
        argument = term.parts[0]
        if fields is None:
            raise context.refuse(argument, "the keys of this map are not known", "write {year: …, month: …}")
        for key in fields:
            if key not in _MADE_OF[name]:
                raise context.refuse(
                    argument, f"{name}({{{key}: …}}) is not allowed", ", ".join(sorted(_MADE_OF[name]))
                )


def _check_unit(context: Context, term: Term, name: str) -> None:
    unit = term.parts[0]
    assert isinstance(unit, Term)
    allowed = _UNITS | (set() if name.startswith("date.") else _FINE)
    if context.constant_or_none(unit) not in allowed:
        raise context.refuse(
            unit, "this is no unit that both stores know", "write one of " + ", ".join(sorted(allowed))
        )
