"""Dates in a sentence, resolved against the day of publication."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, Final

from kedja.calendar import last_day
from kedja_ingest.article.chunks import Chunk, Kind
from kedja_ingest.article.patterns import lowered, small, words
from kedja_ingest.article.vocabulary import Vocabulary, load_vocabulary

_AHEAD: Final = 45
# As many sentences a full date is remembered; "2024" has so many characters, a whole day so many.
_REMEMBERED: Final = 4
_SHORT, _DAY = 4, 10
# So many days are a year where words tell them.
_LONG: Final = 300
# A line over an entry is no longer.
_HEADING: Final = 50
# All dates have a year in digits, or one of the words of the calendar.
_YEAR: Final = re.compile(r"\d{4}")


@dataclass(slots=True)
class Days:
    """What dates without a year, or relative ones, are resolved against while a text is read.

    `base` is the day of publication, or that of the entry in a log, which stands over it; `given` the last full date,
    as long as it was told a few sentences ago.
    """

    published: str | None
    base: str | None = None
    given: str | None = None
    _ago: int = 0

    def __post_init__(self) -> None:
        self.base = self.base or self.published

    def pass_by(self, text: str, dates: Sequence[Chunk]) -> None:
        """Takes note of the dates of a sentence."""
        dated = [chunk.value for chunk in dates if chunk.value and _YEAR.search(chunk.text)]
        full = [value for value in dated if len(value) > _SHORT]
        self._ago += 1
        if full or self._ago > _REMEMBERED:
            self.given, self._ago = full[-1] if full else None, 0
        over = len(text) <= _HEADING and not text.endswith((".", "!", "?")) and len(dates) == 1
        day = dates[0].value if over and dates[0].start <= _HEADING // 2 else None
        if day and len(day) == _DAY and (not self.published or day <= self.published):
            self.base = day


class Calendar:
    """Finds the dates of one language."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        terms = vocabulary.lists["grammar"]["words"]
        self.months = {name: number for number, name in enumerate(terms["months"], 1)}
        self.months |= {name[:3]: number for name, number in self.months.items() if len(name) > 4}
        self.months |= {name[:4]: number for name, number in self.months.items() if name.startswith("sept")}
        # "3 may be" is no date.
        self.verbs = self.months.keys() & vocabulary.stop
        self.weekdays = {name: number for number, name in enumerate(terms["weekdays"])}
        self.relative: dict[str, int] = vocabulary.lists["grammar"]["days_ago"]
        self.periods: dict[str, str] = vocabulary.lists["grammar"].get("periods", {})
        # "On 3 May last year"
        self.years = {name: days // _LONG for name, days in self.relative.items() if days >= _LONG}
        self.screen = vocabulary.screen
        self.gate = self.screen.gate((*self.months, *self.relative, *self.periods))
        self.gate |= self.screen.start_gate(self.weekdays)
        self.pattern = self._pattern(terms)
        self.apart = re.compile(terms.get("apart", "(?!)"), re.IGNORECASE)
        # "i torsdags" is not said on a Thursday of the same day.
        self.gone = terms.get("gone_weekday")
        self.named_months = [name for name in self.pattern.groupindex if name.startswith("m")]
        self.named_days = [name for name in self.pattern.groupindex if name.startswith("weekday")]

    def _pattern(self, terms: dict[str, Any]) -> re.Pattern[str]:
        month, weekday = rf"{words(self.months)}\b(?:(?:(?<=\b\w\w\w)|(?<=\bsept))\.)?", words(self.weekdays)
        day, tail = rf"\d{{1,2}}{terms['ordinal']}", terms["weekday_tail"]
        # Of a span the first day.
        until = rf"(?: ?(?:[–-]|{terms.get('until', '(?!)')}) ?{day}\b)?"
        first = (
            rf"|(?P<m2>{month}) (?P<d2>{day})\b(?!,\d){until}(?:,? (?P<y2>\d{{4}}))?" if terms["month_first"] else ""
        )
        pattern = (
            rf"\b(?=\w)(?:\b(?P<eve>{terms['eve']}) )?(?:"
            rf"\b(?:(?:{terms['on_day']}|{terms['in_month']}) )?"
            rf"(?:(?:{weekday}){tail},?(?: {terms['parts_of_day']})?,? )?(?:{terms['before_day']} )?"
            rf"(?:(?P<iso>\d{{4}}-\d\d-\d\d)|(?P<d1>{day}){until} (?:of )?(?P<m1>{month})(?:,? (?P<y1>\d{{4}}))?"
            rf"{first}|(?P<m3>{month}),? (?P<y3>\d{{4}})\b)"
            rf"|\b{terms['in_month']} (?P<m4>{month})|\b(?:{terms['in_year']}) (?P<year>(?:19|20)\d\d)\b"
            rf"|\b{terms['one_weekday'].format(weekday=weekday)}"
            rf"|\b(?P<relative>{words((*self.relative, *self.periods))})\b)"
            rf"(?: (?:{terms['of_year']} )?(?P<ago>{words(self.years)})\b)?"
        )
        return re.compile(small(pattern))

    def find(self, text: str, published: str | None, given: str | None = None) -> Iterator[Chunk]:
        """The dates of the text; one that needs the day of publication is left out when that is unknown.

        `given` is a date with its year that was told right before.
        """
        if not (self.gate & self.screen.shows(text) or _YEAR.search(text)):
            return
        base = last_day(published) if published and len(published) == 10 else None
        for match in self.pattern.finditer(lowered(text)):
            value = self._value(match, base, text)
            groups = match.groupdict()
            if groups["year"] or groups["y1"] or groups.get("y2") or groups["m3"]:
                given = value
            elif value and (groups["d1"] or groups.get("d2") or groups["m4"]):
                if base and match["ago"]:
                    value = _valid(f"{base.year - self.years[match['ago']]}{value[4:]}")
                else:
                    value = self._in_year(value, given, base)
            if value and match["eve"] and len(value) == 10:
                # A night takes its first day.
                value = (last_day(value) - timedelta(1)).isoformat()
            if value:
                # "since" and "until" say what began or ended on the day.
                apart = self.apart.match(match[0])
                start = match.start() + (apart.end() if apart else 0)
                yield Chunk(Kind.DATE, start, match.end(), text[start : match.end()], value=value)

    def _value(self, match: re.Match[str], base: date | None, text: str) -> str | None:
        groups = match.groupdict()
        if any(text[slice(*match.span(name))] in self.verbs for name in self.named_months):
            return None
        if match["iso"]:
            return _valid(match["iso"])
        if match["year"]:
            return match["year"]
        if match["m3"]:
            return f"{match['y3']}-{self._month(match['m3']):02}"
        if groups["d1"] or groups.get("d2"):
            return self._day(groups, base)
        return self._past(match, base) if base else None

    def _in_year(self, value: str, given: str | None, base: date | None) -> str:
        """The day or month in the year of a full date right before it, if it is not earlier than that by much.

        By much is by more than it is before the day of publication in its year.
        """
        moved = _valid(f"{given[:4]}{value[4:]}") if given else None
        if not given or not moved or moved >= value:
            return value
        if given[: len(value)] <= moved:
            return moved
        told, this, other = (last_day(one) for one in (given, value, moved))
        return moved if base and told - other < abs(base - this) else value

    def _month(self, name: str) -> int:
        return self.months[name.rstrip(".")]

    def _day(self, match: dict[str, str | None], base: date | None) -> str | None:
        month = self._month(match["m1"] or match["m2"] or "")
        day = int(re.sub(r"\D", "", match["d1"] or match["d2"] or ""))
        if year := match["y1"] or match.get("y2"):
            return _valid(f"{year}-{month:02}-{day:02}")
        if base is None:
            return None
        this = _valid(f"{base.year}-{month:02}-{day:02}")
        # A day without a year is one of the months before publication, or of the weeks to come.
        near = (base + timedelta(_AHEAD)).isoformat()
        return this if this is None or this <= near else _valid(f"{base.year - 1}-{month:02}-{day:02}")

    def _past(self, match: re.Match[str], base: date) -> str:
        if match["m4"]:
            this = f"{base.year}-{self._month(match['m4']):02}"
            near = (base + timedelta(_AHEAD)).isoformat()[:7]
            return this if this <= near else f"{base.year - 1}{this[4:]}"
        if named := next((name for name in self.named_days if match[name]), None):
            ago = (base.weekday() - self.weekdays[match[named]]) % 7
            return (base - timedelta(7 if not ago and named == self.gone else ago)).isoformat()
        if period := self.periods.get(match["relative"]):
            return _period(period, base)
        days = self.relative[match["relative"]]
        moment = (base - timedelta(days)).isoformat()
        return moment if days < 7 else moment[:7] if days < _LONG else moment[:4]


def _period(period: str, base: date) -> str:
    """The first day of the last weekend; of a week the month, or the year when it lies in two months."""
    if period == "weekend":
        return (base - timedelta((base.weekday() - 5) % 7)).isoformat()
    if period == "last month":
        return (base.replace(day=1) - timedelta(1)).isoformat()[:7]
    monday = base - timedelta(base.weekday() + (7 if period == "last week" else 0))
    sunday = monday + timedelta(6)
    return monday.isoformat()[: 7 if monday.month == sunday.month else 4]


def _valid(text: str) -> str | None:
    try:
        last_day(text)
    except ValueError:
        return None
    return text


@lru_cache(maxsize=4)
def calendar(language: str) -> Calendar:
    """The calendar of the language, made once."""
    return Calendar(load_vocabulary(language))
