"""Quantities as intervals: what a bound allows, in words and in numbers."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

from kedja.claim import Quantity
from kedja.ontology import CURRENCIES, Bound

#: How far the true number may lie from an "about", as a share of it. Newspapers round to one or two digits,
#: so that 168,000 and "about 170,000" are one sum and 200 and "about 250" are two counts.
ABOUT = 0.1

_WORDS = {
    Bound.EXACTLY: "{value}",
    Bound.ABOUT: "about {value}",
    Bound.AT_LEAST: "at least {value}",
    Bound.AT_MOST: "at most {value}",
    Bound.MORE_THAN: "more than {value}",
    Bound.FEWER_THAN: "fewer than {value}",
    Bound.BETWEEN: "{value} to {upper}",
}
_PLURALS = {"municipality": "municipalities", "company": "companies", "university": "universities"} | {
    "agency": "agencies",
    "person": "people",
    "percent": "%",
}


@dataclass(frozen=True, slots=True)
class Interval:
    """The numbers that a quantity allows; an open end does not belong to it."""

    lower: float
    upper: float
    lower_open: bool = False
    upper_open: bool = False

    def meets(self, other: Interval) -> bool:
        """True when some number lies in both."""
        low, high = max(self.lower, other.lower), min(self.upper, other.upper)
        if low != high:
            return low < high
        edges = (
            self.lower_open and low == self.lower,
            other.lower_open and low == other.lower,
            self.upper_open and high == self.upper,
            other.upper_open and high == other.upper,
        )
        return not any(edges)


def interval(quantity: Quantity) -> Interval:
    """The numbers that the quantity allows.

    >>> interval(Quantity(value=250, bound=Bound.ABOUT, unit="customer"))
    Interval(lower=225.0, upper=275.0, lower_open=False, upper_open=False)
    """
    value = float(quantity.value)
    match quantity.bound:
        case Bound.EXACTLY:
            return Interval(value, value)
        case Bound.ABOUT:
            return Interval(value * (1 - ABOUT), value * (1 + ABOUT))
        case Bound.AT_LEAST:
            return Interval(value, inf)
        case Bound.MORE_THAN:
            return Interval(value, inf, lower_open=True)
        case Bound.AT_MOST:
            return Interval(0, value)
        case Bound.FEWER_THAN:
            return Interval(0, value, upper_open=True)
        case Bound.BETWEEN:
            assert quantity.upper is not None
            return Interval(value, float(quantity.upper))


def limits(quantity: Quantity) -> tuple[float, float | None]:
    """The least and the greatest number as a source would print them; None where there is no greatest.

    "About 250" is shown as 250 at both ends: its tolerance is ours, not the speaker's.

    >>> limits(Quantity(value=164, bound=Bound.MORE_THAN, unit="municipality"))
    (165, None)
    """
    value = quantity.value
    match quantity.bound:
        case Bound.EXACTLY | Bound.ABOUT:
            return value, value
        case Bound.AT_LEAST:
            return value, None
        case Bound.MORE_THAN:
            return (value + 1 if isinstance(value, int) else value), None
        case Bound.AT_MOST:
            return 0, value
        case Bound.FEWER_THAN:
            return 0, (value - 1 if isinstance(value, int) else value)
        case Bound.BETWEEN:
            return value, quantity.upper


def number(value: float) -> str:
    """The number with thousands set apart and no needless decimals.

    >>> number(870108), number(1.5)
    ('870,108', '1.5')
    """
    return f"{value:,.0f}" if value == int(value) else f"{value:,}"


def in_words(quantity: Quantity) -> str:
    """The quantity as one would say it.

    >>> in_words(Quantity(value=164, bound=Bound.AT_LEAST, unit="municipality"))
    'at least 164 municipalities'
    """
    last = quantity.value if quantity.upper is None else quantity.upper
    text = _WORDS[quantity.bound].format(value=number(quantity.value), upper=number(last))
    return f"{text} {unit_in_words(quantity.unit, last)}"


def unit_in_words(unit: str, value: float) -> str:
    """The unit as it stands behind a number.

    >>> unit_in_words("municipality", 4), unit_in_words("BTC", 1.5)
    ('municipalities', 'BTC')
    """
    if unit in CURRENCIES or value == 1:
        return unit
    return _PLURALS.get(unit, f"{unit}s")
