"""Numbers in a sentence with bound and unit: counted organizations and people, money, shares."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from kedja.claim import Quantity
from kedja.ontology import CURRENCIES, ORGANIZATION_UNITS, Bound
from kedja_ingest.article.chunks import Chunk, Kind
from kedja_ingest.article.patterns import words
from kedja_ingest.article.vocabulary import Vocabulary, load_vocabulary
from kedja_ingest.article.world import load_world


class Counter:
    """Finds the quantities of one language."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        grammar, nouns = vocabulary.lists["grammar"], vocabulary.lists["nouns"]
        self.numbers: dict[str, float] = grammar["numbers"]
        self.multipliers: dict[str, float] = grammar["multipliers"]
        self.pluralities: dict[str, float] = grammar["pluralities"]
        self.bounds = {word: Bound(bound) for bound, terms in grammar["bounds"].items() for word in terms}
        self.units = {noun: unit for unit, terms in nouns["units"].items() for noun in terms}
        people = nouns["people"]
        self.units |= {noun: "person" for noun in people["units"]}
        self.units |= {noun: "account" for noun in people["accounts"]}
        self.units |= {noun: "report" for noun in people["reports"]}
        self.stop = vocabulary.stop
        self.relative = re.compile(people["relative"])
        self.pattern = self._pattern(grammar["words"])

    def _pattern(self, forms: dict[str, str]) -> re.Pattern[str]:
        digits = r"\d{1,3}(?:[,\u00a0\u202f ]\d{3})+(?!\d)|\d+(?:[.,]\d+)?"
        number = rf"(?:{digits}|\b{words(self.numbers)}(?:[- ]{words(self.numbers)})?\b)"
        symbol = words([w for w in load_world().currencies if not w[-1].isalnum()])
        multiplier = rf"(?:[ -]?{words(self.multipliers)}s?\b)"
        plural = rf"\b{words(self.pluralities)}\b(?: of {words(self.pluralities)}\b)?(?: of)?"
        return re.compile(
            rf"(?:\b(?P<bound>{words(self.bounds)}) )?(?:the )?(?P<symbol>{symbol} ?)?"
            rf"(?:(?P<number>{number})(?P<multiplier>{multiplier}+)?|(?P<plural>{plural}))"
            rf"(?:(?: {forms['range']} |–|-)(?P<symbol2>{symbol} ?)?(?P<upper>{number})(?P<multiplier2>{multiplier}+)?)?(?P<rest>.{{0,80}})",
            re.IGNORECASE | re.DOTALL,
        )

    def find(self, text: str) -> Iterator[Chunk]:
        """The quantities of the text, in order; a number without a unit is none."""
        position = 0
        while match := self.pattern.search(text, position):
            chunk = self._chunk(match)
            if chunk:
                yield chunk
            position = chunk.end if chunk else match.start("rest")

    def _chunk(self, match: re.Match[str]) -> Chunk | None:
        rest, symbol = match["rest"], match["symbol"] or match["symbol2"]
        if symbol:
            return self._make(match, Kind.MONEY, load_world().currencies[symbol.strip()], 0, "")
        if percent := re.match(r" ?%| per ?cent\b", rest):
            return self._make(match, Kind.PERCENT, "percent", percent.end(), "")
        if money := re.match(r" (?:in )?([\w.]+(?: [\w.]+)?)", rest):
            for name in (money[1], money[1].split()[0].rstrip(".")):
                if code := load_world().currencies.get(name.casefold()):
                    return self._make(match, Kind.MONEY, code, rest.index(name) + len(name), "")
        return self._counted(match, rest)

    def _counted(self, match: re.Match[str], rest: str) -> Chunk | None:
        """A number before a noun that counts, with at most three other words between."""
        gap = re.match(r"((?: [\w-]+){1,4})", rest)
        found = gap[1].split() if gap else []
        for first in range(min(4, len(found))):
            for length in (2, 1):
                noun = " ".join(found[first : first + length])
                if unit := self.units.get(noun.casefold()):
                    end = re.match(r"(?: [\w-]+){%d}" % (first + len(noun.split())), rest)
                    assert end is not None
                    return self._make(match, _kind(unit), unit, end.end(), " ".join([*found[:first], noun]))
            if found[first].casefold() in self.stop - {"other", "more"}:
                return None
        return None

    def _make(self, match: re.Match[str], kind: Kind, unit: str, length: int, noun: str) -> Chunk | None:
        quantity = self._quantity(match, unit)
        if quantity is None:
            return None
        end = match.start("rest") + length
        if kind is Kind.COUNT and (clause := self.relative.match(match.string, end)):
            noun, end = noun + clause[0].rstrip(), end + len(clause[0].rstrip())
        names = (noun,) if noun and " " in noun else ()
        return Chunk(
            kind, match.start(), end, match.string[match.start() : end], noun.split(" ")[-1], names, quantity=quantity
        )

    def _quantity(self, match: re.Match[str], unit: str) -> Quantity | None:
        bound = self.bounds.get((match["bound"] or "").casefold(), Bound.EXACTLY)
        if match["plural"]:
            return Quantity(value=self._plurality(match["plural"]), bound=Bound.AT_LEAST, unit=unit)
        value = self._value(match["number"], match["multiplier"] or (match["upper"] and match["multiplier2"]))
        if match["upper"]:
            upper = self._value(match["upper"], match["multiplier2"])
            return Quantity(value=value, bound=Bound.BETWEEN, unit=unit, upper=upper) if upper >= value else None
        if _year(match["number"]) and unit not in CURRENCIES:
            return None
        return Quantity(value=value, bound=Bound.EXACTLY if bound is Bound.BETWEEN else bound, unit=unit)

    def _plurality(self, text: str) -> float:
        value = 1.0
        for word in text.casefold().split():
            value *= self.pluralities.get(word, 1)
        return value

    def _value(self, number: str, multiplier: str | None) -> float:
        factor = 1.0
        for word in re.findall(r"[a-zåäö]+", (multiplier or "").casefold()):
            factor *= self.multipliers.get(word) or self.multipliers.get(word.rstrip("s"), 1)
        # 6.09 million in floating point is 6089999.999…
        return round(self._plain(number) * factor, 6)

    def _plain(self, number: str) -> float:
        if not number[0].isdigit():
            return sum(self.numbers.get(part, 0) for part in re.split(r"[- ]", number.casefold()))
        digits = re.sub(r"[,\u00a0\u202f ](?=\d{3}(?!\d))", "", number)
        return float(digits.replace(",", "."))


def _kind(unit: str) -> Kind:
    return Kind.QUANTITY if unit in ORGANIZATION_UNITS else Kind.COUNT


def _year(number: str) -> bool:
    return bool(re.fullmatch(r"(?:19|20)\d\d", number))


@lru_cache(maxsize=4)
def counter(language: str) -> Counter:
    """The counter of the language, made once."""
    return Counter(load_vocabulary(language))
