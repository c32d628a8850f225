"""Numbers written in digits or words, and the pattern of a number with its bound."""

from __future__ import annotations

import re
from typing import Any

from kedja_ingest.article.patterns import words
from kedja_ingest.article.world import load_world

_DIGITS = r"\d{1,3}(?:[,\u00a0\u202f ]\d{3})+(?!\d)|\d+(?:[.,]\d+)?"
_GROUPING = re.compile(r"[,\u00a0\u202f ](?=\d{3}(?!\d))")
_YEAR = re.compile(r"(?:19|20)\d\d\Z")


class Numerals:
    """The numerals of one language.

    >>> from kedja_ingest.article.vocabulary import load_vocabulary
    >>> english = Numerals(load_vocabulary("en").lists["grammar"])
    >>> english.value("twenty-five", None), english.value("1,250", None), english.value("6.09", "m")
    (25, 1250.0, 6090000.0)
    """

    def __init__(self, grammar: dict[str, Any]) -> None:
        self.numbers: dict[str, int] = grammar["numbers"]
        self.multipliers: dict[str, int] = grammar["multipliers"]
        self.pluralities: dict[str, int] = grammar["pluralities"]

    def pattern(self, bounds: list[str], between: str) -> re.Pattern[str]:
        """A number: `bound`, `symbol`, `number` and `multiplier` or `plural`, and `upper` of a range; then `rest`."""
        number = rf"(?:{_DIGITS}|\b{words(self.numbers)}(?:[- ]{words(self.numbers)})?\b)"
        currencies = load_world().currencies
        codes = words(name for name in currencies.values() if name.casefold() in currencies).upper()
        symbol = rf"(?:{words(name for name in currencies if not name[-1].isalnum())}|\b(?-i:{codes}) )"
        factor = rf"(?:[ -]?{words(self.multipliers)}s?\b)+"
        plural = rf"\b{words(self.pluralities)}\b(?: of {words(self.pluralities)}\b)?(?: of)?"
        upper = rf"(?: {between} |–|-)(?P<symbol2>{symbol} ?)?(?P<upper>{number})(?P<multiplier2>{factor})?"
        return re.compile(
            rf"(?:\b(?P<bound>{words(bounds)}) )?(?:the )?(?P<symbol>{symbol} ?)?"
            rf"(?:(?P<number>{number})(?P<multiplier>{factor})?|(?P<plural>{plural}))(?:{upper})?(?P<rest>.{{0,80}})",
            re.IGNORECASE | re.DOTALL,
        )

    def value(self, number: str, multiplier: str | None) -> float:
        """The number, times what "million" or "bn" behind it says."""
        factor = 1
        for word in re.findall(r"[^\W\d_]+", (multiplier or "").casefold()):
            factor *= self.multipliers.get(word) or self.multipliers.get(word.rstrip("s"), 1)
        if not number[0].isdigit():
            return sum(self.numbers.get(part, 0) for part in re.split(r"[- ]", number.casefold())) * factor
        # 6.09 million in floating point is 6089999.999…
        return round(float(_GROUPING.sub("", number).replace(",", ".")) * factor, 6)

    def plurality(self, text: str) -> float:
        """What "tens of millions" is at least."""
        value = 1
        for word in text.casefold().split():
            value *= self.pluralities.get(word, 1)
        return value


def is_year(number: str) -> bool:
    """True for what is more likely a year than a number."""
    return bool(_YEAR.match(number))
