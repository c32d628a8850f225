"""What stands in a text: quoted words, names, numbers and dates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from kedja.calendar import first_day, last_day
from kedja_ingest.article.dates import calendar
from kedja_ingest.article.numerals import Numerals
from kedja_ingest.article.patterns import words
from kedja_ingest.article.vocabulary import LANGUAGES, load_vocabulary

_NUMBER = re.compile(r"(?<![\d.,])(?:\d{1,3}(?:[,.\u00a0\u202f ]\d{3})+(?!\d)|\d+(?:[.,]\d+)?)")
_GROUPS = re.compile(r"[,.\u00a0\u202f ](?=\d{3}(?!\d))")


@dataclass(frozen=True, slots=True)
class Wording:
    """A text with what else is known to be said in its source (publisher, title)."""

    text: str
    beside: tuple[str, ...] = ()
    _names: dict[str, str | None] = field(default_factory=dict)

    def place(self, quote: str, start: int, end: int) -> tuple[int, int] | None:
        """Where the words stand between two offsets, whatever white space is between them."""
        match = re.compile(_spaced(quote)).search(self.text, start, end)
        return match.span() if match else None

    def name(self, name: str) -> str | None:
        """The name as the text writes it, as a whole word, its genitive included; None when it is not there."""
        if name not in self._names:
            pattern = re.compile(rf"(?<!\w)({_spaced(name)})(?:['’]?s)?(?!\w)", re.IGNORECASE)
            found = (pattern.search(text) for text in (self.text, *self.beside))
            match = next(filter(None, found), None)
            self._names[name] = " ".join(match[1].split()) if match else None
        return self._names[name]


def _spaced(text: str) -> str:
    return r"\s+".join(map(re.escape, text.split()))


def numbers_in(text: str) -> frozenset[float]:
    """Every number that the text may mean, in digits or in the words of a language with rules.

    >>> sorted(numbers_in("1.250 of twenty-five million"))
    [1.25, 25, 1250.0, 25000000.0]
    """
    found: set[float] = set()
    for numerals, spelled, factor in map(_number_words, LANGUAGES):
        for match in (*_NUMBER.finditer(text), *spelled.finditer(text)):
            more = factor.match(text, match.end())
            for value in _values(numerals, match[0]):
                found |= {value, _times(numerals, value, more[0])} if more else {value}
        found |= {numerals.plurality(" ".join(match[0].split(" of "))) for match in _plural(numerals).finditer(text)}
    return frozenset(found)


def _values(numerals: Numerals, number: str) -> Iterator[float]:
    if number[0].isdigit():
        yield float(_GROUPS.sub("", number).replace(",", "."))
        if number.count(".") + number.count(",") == 1 and " " not in number:
            yield float(number.replace(",", "."))
        return
    yield numerals.value(number, None)


def _times(numerals: Numerals, value: float, multiplier: str) -> float:
    # 6.09 million in floating point is 6089999.999…
    return round(value * numerals.value("1", multiplier), 6)


@lru_cache(maxsize=8)
def _number_words(language: str) -> tuple[Numerals, re.Pattern[str], re.Pattern[str]]:
    """The numerals of the language, its spelled numbers, and what may stand behind a number ("million")."""
    numerals = Numerals(load_vocabulary(language).lists["grammar"])
    one = words(numerals.numbers)
    spelled = re.compile(rf"\b{one}(?:[- ]{one})?\b", re.IGNORECASE)
    return numerals, spelled, re.compile(rf"(?:[ -]?{words(numerals.multipliers)}s?\b)+", re.IGNORECASE)


def _plural(numerals: Numerals) -> re.Pattern[str]:
    one = words(numerals.pluralities)
    return re.compile(rf"\b{one}\b(?: of {one}\b)?", re.IGNORECASE)


def says_date(text: str, value: str, published: str | None) -> bool:
    """True when the text gives the date, by name, weekday or digits, seen from the day of publication.

    Where no language with rules finds a date in it, the day (or the year) must stand there in digits, and the year
    there too, or be that of publication or the one before.
    """
    found = {chunk.value or "" for language in LANGUAGES for chunk in calendar(language).find(text, published)}
    if any(date == value or date.startswith(f"{value}-") for date in found):
        return True
    if any(date.startswith(value[:4]) or len(date) == len(value) for date in found):
        return False
    numbers = {int(digits) for digits in re.findall(r"(?<!\d)\d{1,4}(?!\d)", text)}
    year, day = first_day(value).year, first_day(value).day
    if len(value) < 10:
        return year in numbers
    near = {last_day(published).year, last_day(published).year - 1} if published else set()
    return day in numbers and (year in numbers or year in near)
