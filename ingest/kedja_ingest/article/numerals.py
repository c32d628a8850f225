"""Numbers written in digits or words, and the pattern of a number with its bound."""

from __future__ import annotations

import re
from typing import Any, Final

from kedja_ingest.article.patterns import small, words
from kedja_ingest.article.world import load_world

_YEAR: Final = re.compile(r"(?:19|20)\d\d\Z")
# Whole where the text is: "6" is no "6.0".
_Number = int | float


class Numerals:
    """The numerals of one language.

    >>> from kedja_ingest.article.vocabulary import load_vocabulary
    >>> english = Numerals(load_vocabulary("en").lists["grammar"])
    >>> english.value("twenty-five", None), english.value("1,250", None), english.value("6.09", "m")
    (25, 1250.0, 6090000.0)
    """

    def __init__(self, grammar: dict[str, Any]) -> None:
        self.numbers: dict[str, _Number] = grammar["numbers"]
        self.multipliers: dict[str, _Number] = grammar["multipliers"]
        self.pluralities: dict[str, _Number] = grammar["pluralities"]
        self.approximations: dict[str, _Number] = grammar.get("approximations", {})
        self.forms: dict[str, str] = grammar["numerals"]
        grouping = rf"[{self.forms['grouping']}\u00a0\u202f ]"
        self.digits = rf"\d{{1,3}}(?:{grouping}\d{{3}})+(?!\d)|\d+(?:[.,]\d+)?"
        self.grouping = re.compile(rf"{grouping}(?=\d{{3}}(?!\d))")
        named = words((*self.numbers, *self.approximations))
        self.spoken = rf"\b{named}(?:{self.forms['joint']}{words(self.numbers)}){{0,3}}\b"
        # Signs of currencies, or what ends in one: "$", "a$".
        self.signs = words(name for name in load_world().currencies if not name[-1].isalnum())
        self.words = re.compile(words((*self.numbers, *self.multipliers)))
        self.plural_words = re.compile(words(self.pluralities))

    def pattern(self, bounds: list[str], between: str) -> re.Pattern[str]:
        """A number: `bound`, `symbol`, `number` and `multiplier` or `plural`, and `upper` of a range; then `rest`."""
        number = rf"(?:{self.digits}|{self.spoken})"
        currencies = load_world().currencies
        codes = words(name for name in currencies.values() if name.casefold() in currencies).upper()
        symbol = rf"(?:{self.signs}|\b(?-i:{codes}) )"
        factor = rf"(?:[ -]?{words(self.multipliers)}s?\b)+"
        plural = rf"\b{words(self.pluralities)}\b(?:{self.forms['of']}{words(self.pluralities)}\b)?(?: of)?"
        upper = rf"(?: {between} |–|-)(?P<symbol2>{symbol} ?)?(?P<upper>{number})(?P<multiplier2>{factor})?"
        return re.compile(
            rf"(?:\b(?P<bound>{words(bounds)}) )?(?:\b{self.forms['article']} )?(?P<symbol>{symbol} ?)?"
            rf"(?:(?P<number>{number})(?P<multiplier>{factor})?|(?P<plural>{plural}))(?:{upper})?(?P<rest>.{{0,80}})",
            re.IGNORECASE | re.DOTALL,
        )

    def beginning(self, bounds: list[str]) -> re.Pattern[str]:
        """In small letters, what such a pattern may begin with: nearly all other places are done with at once."""
        plain = words((*bounds, *load_world().currencies.values(), *self.pluralities))
        first = rf"\d|{self.signs}|\b{plain}\b|{self.spoken}"
        return re.compile(small(rf"(?:\b{self.forms['article']} )?(?:{first})"))

    def backwards(self, match: re.Match[str]) -> bool:
        """True when what looks like the upper end of a range is below the lower one."""
        lower = self.value(match["number"], match["multiplier"] or match["multiplier2"])
        return self.value(match["upper"], match["multiplier2"]) < lower

    def value(self, number: str, multiplier: str | None) -> _Number:
        """The number, times what "million" or "bn" behind it says."""
        factor: _Number = 1
        for word in re.findall(r"[^\W\d_]+", (multiplier or "").casefold()):
            factor *= self.multipliers.get(word) or self.multipliers.get(word.rstrip("s"), 1)
        if not number[0].isdigit():
            return self._spoken(number.casefold()) * factor
        # 6.09 million in floating point is 6089999.999…
        return round(float(self.grouping.sub("", number).replace(",", ".")) * factor, 6)

    def _spoken(self, number: str) -> _Number:
        """The sum of the words: "twenty-five"; a hundred among them multiplies what stands before it."""
        if number in self.approximations:
            return self.approximations[number]
        total: _Number = 0
        for word in self.words.findall(number):
            value = self.numbers.get(word) or self.multipliers[word]
            total = total * value if value in (100, 1000) and 0 < total < value else total + value
        return total

    def plurality(self, text: str) -> _Number:
        """What "tens of millions" is at least."""
        value: _Number = 1
        for word in self.plural_words.findall(text.casefold()):
            value *= self.pluralities[word]
        return value


def is_year(number: str) -> bool:
    """True for what is more likely a year than a number."""
    return bool(_YEAR.match(number))
