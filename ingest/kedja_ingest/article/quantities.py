"""Numbers in a sentence with bound and unit: counted organizations and people, money, shares."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from msgspec import structs

from kedja.claim import Quantity
from kedja.ontology import CURRENCIES, ORGANIZATION_UNITS, Bound
from kedja_ingest.article.chunks import Chunk, Kind
from kedja_ingest.article.fractions import Fractions
from kedja_ingest.article.heads import Heads
from kedja_ingest.article.numerals import Numerals, is_year
from kedja_ingest.article.patterns import lowered, words
from kedja_ingest.article.vocabulary import Vocabulary, load_vocabulary
from kedja_ingest.article.world import load_world

_DIGIT: Final = re.compile(r"\d")
_WORD: Final = re.compile(r" ([\w-]+)")
_PLAIN: Final = re.compile(r"[\w-]+")
_CURRENCY: Final = re.compile(r" (?:in? )?([\w.]+(?: [\w.]+)?)")
# Words between a number and the noun that it counts.
_BETWEEN: Final = 3
# "Tens of thousands of people" is a number of them, "dozens of customers" a group.
_COUNTED_FROM: Final = 10_000


class Counter:
    """Finds the quantities of one language."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        grammar, nouns = vocabulary.lists["grammar"], vocabulary.lists["nouns"]
        self.numerals = Numerals(grammar)
        self.bounds = {word: Bound(bound) for bound, terms in grammar["bounds"].items() for word in terms}
        people = nouns["people"]
        units = {noun: unit for unit, terms in nouns["units"].items() for noun in terms}
        for key, unit in (("units", "person"), ("accounts", "account"), ("reports", "report")):
            units |= dict.fromkeys(people[key], unit)
        self.units = Heads(units)
        pairs = nouns.get("mixed", ())
        self.mixed = re.compile(rf"{words(pairs)}\b" if pairs else "(?!)", re.IGNORECASE)
        self.fractions = Fractions(vocabulary, self.bounds)
        self.pair = re.compile(rf" {vocabulary.forms['joint']} ([\w-]+)")
        self.single_words = frozenset(word for word, value in grammar["numbers"].items() if value == 1)
        self.stop = vocabulary.stop - frozenset(grammar["words"]["between_number_and_noun"].split())
        self._patterns(vocabulary)

    def _patterns(self, vocabulary: Vocabulary) -> None:
        grammar, nouns = vocabulary.lists["grammar"], vocabulary.lists["nouns"]
        people = nouns["people"]
        self.partitive = re.compile(grammar["numerals"]["partitive"])
        self.anaphoric, self.alone = (re.compile(grammar["numerals"][name]) for name in ("anaphoric", "alone"))
        self.fronted = re.compile(grammar["numerals"]["fronted"], re.IGNORECASE)
        self.coordinated = frozenset(nouns["coordinated"])
        self.systems = frozenset(nouns["systems"]["singular"])
        self.specific = frozenset(people.get("specific", ()))
        self.relative = re.compile(people["relative"])
        self.percent = re.compile(vocabulary.forms["percent"], re.IGNORECASE)
        named = (*self.numerals.numbers, *self.numerals.pluralities, *self.numerals.approximations)
        self.screen = vocabulary.screen
        self.gate = self.screen.start_gate(name.rpartition(" ")[2] for name in named)
        self.about_what = re.compile(vocabulary.forms["about_what"], re.IGNORECASE)
        self.figure = re.compile(vocabulary.forms["figure"])
        self.pattern = self.numerals.pattern(list(self.bounds), vocabulary.forms["range"])
        self.beginning = self.numerals.beginning(list(self.bounds))
        # "from 2 million to 800,000" is no range.
        self.single = self.numerals.pattern(list(self.bounds), "(?!)")

    def find(self, text: str, before: str = "") -> Iterator[Chunk]:
        """The quantities of the text, in order; a number without a unit is none.

        `before` is the sentence before, whose noun may be meant: "Two of them".
        """
        yield from self.fractions.find(text)
        found = self._numbers(text, _Told(self, text, before))
        yield from self._parted(found, text)

    def _numbers(self, text: str, told: _Told | None = None) -> list[Chunk]:
        """The quantities; `told` gives a unit to numbers that stand for others, which are left out without it."""
        found: list[Chunk] = []
        if not (_DIGIT.search(text) or self.gate & self.screen.shows(text)):
            return found
        position, plain = 0, lowered(text)
        while begins := self.beginning.search(plain, position):
            match = self.pattern.match(text, begins.start())
            if match is None:
                position = begins.start() + 1
                continue
            if match["upper"] and self.numerals.backwards(match):
                match = self.single.search(text, match.start()) or match
            chunk = self._money(match) or self._share(match) or self._counted(match)
            chunk = chunk or (self._of_them(match, told, found) if told else None) or self._figure(match)
            if chunk:
                found.append(chunk)
            position = chunk.end if chunk else match.start("rest")
        return found

    def _parted(self, found: list[Chunk], text: str) -> list[Chunk]:
        """The same; the first is a group where only parts of it are counted: "of the 14 councils, three were hit"."""
        whole = found[0] if any(one.head not in one.text for one in found[1:]) else None
        if not whole or not whole.quantity or not self.fronted.search(text, 0, whole.end):
            return found
        kind = Kind.GROUP if whole.kind is Kind.QUANTITY else Kind.PEOPLE
        noun = whole.names[0] if whole.names else whole.head
        return [Chunk(kind, whole.start, whole.end, noun, whole.head), *found[1:]]

    def _money(self, match: re.Match[str]) -> Chunk | None:
        currencies = load_world().currencies
        if symbol := match["symbol"] or match["symbol2"]:
            sign = symbol.strip()
            # "a$3" is written in small letters.
            unit = next(currencies[form] for form in (sign, sign.upper(), sign.casefold()) if form in currencies)
            return self._chunk(match, Kind.MONEY, unit, match.start("rest"))
        found = _CURRENCY.match(match["rest"])
        for name in (found[1].rstrip("."), found[1].partition(" ")[0].rstrip(".")) if found else ():
            if code := currencies.get(name.casefold()):
                end = match.start("rest") + match["rest"].index(name) + len(name)
                return self._chunk(match, Kind.MONEY, code, end)
        return None

    def _share(self, match: re.Match[str]) -> Chunk | None:
        found = self.percent.match(match["rest"])
        return self._chunk(match, Kind.PERCENT, "percent", match.start("rest") + found.end()) if found else None

    def _counted(self, match: re.Match[str]) -> Chunk | None:
        """A number before a noun that counts, with a few other words between."""
        rest, before = match["rest"], ""
        partitive = self.partitive.match(rest)
        if partitive and (match["number"] or "").casefold() in self.single_words:
            # "one of its customers" counts nobody
            return None
        position = partitive.end() if partitive else 0
        for _ in range(_BETWEEN + 1):
            first = _WORD.match(rest, position)
            if not first:
                return None
            second = _WORD.match(rest, first.end())
            if pair := self.mixed.match(rest, first.start(1)):
                return self._people(match, "organization", match.start("rest") + pair.end(), before + pair[0])
            if second and f"{first[1]} {second[1]}".casefold() in self.systems:
                return None
            for last in filter(None, (second, first)):
                if found := self._unit(rest, first.start(1), last.end()):
                    unit, end = found
                    return self._people(match, unit, match.start("rest") + end, before + rest[first.start(1) : end])
            if first[1].casefold() in self.stop and before.strip() not in self.coordinated:
                return None
            before, position = f"{before}{first[1]} ", first.end()
        return None

    def _unit(self, rest: str, start: int, end: int) -> tuple[str, int] | None:
        """The unit of the nouns there, and where they end."""
        noun = rest[start:end].casefold()
        if unit := self.units.find(noun):
            pair = self._joined(rest, end) if unit in ORGANIZATION_UNITS else None
            return ("organization", pair.end()) if pair else (unit, end)
        # "28 000 patienters"
        unit = self.units.find(noun[:-1]) if noun.endswith("s") else None
        return (unit, end - 1) if unit else None

    def _joined(self, rest: str, end: int) -> re.Match[str] | None:
        """A second noun for organizations that the number counts as well: "90 municipalities and schools"."""
        pair = self.pair.match(rest, end)
        return pair if pair and self.units.find(pair[1].casefold()) in ORGANIZATION_UNITS else None

    def _of_them(self, match: re.Match[str], told: _Told, found: list[Chunk]) -> Chunk | None:
        """A number of those that were told of before: "74 of them", "of those, 74 were hit"."""
        if not match["number"] or match["number"].casefold() in self.single_words:
            return None
        end = match.start("rest")
        if more := self.anaphoric.match(match["rest"]):
            end += more.end()
        elif not (self.fronted.search(match.string, 0, match.start()) and self.alone.match(match["rest"])):
            return None
        unit, noun = _unit_of(found) or told.unit(match.start()) or ("", "")
        return self._people(match, unit, end, noun) if unit else None

    def _figure(self, match: re.Match[str]) -> Chunk | None:
        """A number alone behind what it counts: "the number of people affected is 82,946"."""
        found = self.figure.search(match.string[: match.start()].rstrip())
        words = found[1].split() if found and match["number"] else []
        for count in range(1, len(words) + 1):
            noun = " ".join(words[:count])
            if unit := self.units.find(words[count - 1].casefold()):
                return self._people(match, unit, match.start("rest"), noun)
        return None

    def _people(self, match: re.Match[str], unit: str, end: int, noun: str) -> Chunk | None:
        if match["plural"] and self.numerals.plurality(match["plural"]) < _COUNTED_FROM:
            kind = Kind.GROUP if unit in ORGANIZATION_UNITS else Kind.PEOPLE
            return Chunk(kind, match.start(), end, noun, noun.rpartition(" ")[2])
        if unit in ORGANIZATION_UNITS:
            return self._chunk(match, Kind.QUANTITY, unit, end, noun)
        more = self.relative.match(match.string, end)
        clause = more[0].rstrip() if more else ""
        return self._chunk(match, Kind.COUNT, unit, end + len(clause), noun + clause)

    def _chunk(self, match: re.Match[str], kind: Kind, unit: str, end: int, noun: str = "") -> Chunk | None:
        quantity = self._quantity(match, unit)
        if quantity is None:
            return None
        text = match.string[match.start() : end]
        names = self._names(noun)
        start = match.start()
        if (match["bound"] or "").casefold() == "about" and self.about_what.search(match.string[:start]):
            # "information about 5,100 people" is exact
            start, quantity = match.start("number"), structs.replace(quantity, bound=Bound.EXACTLY)
        return Chunk(kind, start, end, text, noun.rpartition(" ")[2], names=names, quantity=quantity)

    def _names(self, noun: str) -> tuple[str, ...]:
        """What the counted are called, where that is more than one word: "current and former employees" are two."""
        first, joint, last = (*noun.split(" ", 2), "", "")[:3]
        head = last.partition(" ")[2]
        if head and joint in self.stop and first in self.coordinated:
            return f"{first} {head}", last
        return (noun,) if " " in noun or noun.casefold() in self.specific else ()

    def _quantity(self, match: re.Match[str], unit: str) -> Quantity | None:
        bound = self.bounds.get((match["bound"] or "").casefold(), Bound.EXACTLY)
        if bound is Bound.EXACTLY and (match["number"] or "").casefold() in self.numerals.approximations:
            bound = Bound.ABOUT
        if match["plural"]:
            return Quantity(value=self.numerals.plurality(match["plural"]), bound=Bound.AT_LEAST, unit=unit)
        factor = match["multiplier"] or (match["upper"] and match["multiplier2"])
        value = self.numerals.value(match["number"], factor)
        if match["upper"]:
            if is_year(match["number"]) and is_year(match["upper"]):
                return None
            upper = self.numerals.value(match["upper"], match["multiplier2"])
            return Quantity(value=value, bound=Bound.BETWEEN, unit=unit, upper=upper) if upper >= value else None
        if is_year(match["number"]) and unit not in CURRENCIES:
            return None
        return Quantity(value=value, bound=Bound.EXACTLY if bound is Bound.BETWEEN else bound, unit=unit)


class _Told:
    """What a number alone in a sentence may count: the nouns before it, and what the sentence before has told of."""

    def __init__(self, counter: Counter, text: str, before: str) -> None:
        self.counter, self.text, self.before = counter, text, before
        # Read when first asked for; compiled code would read a `cached_property` each time.
        self._nouns: list[tuple[int, str, str]] | None = None
        self._last: tuple[str, str] | None = None

    def unit(self, place: int) -> tuple[str, str] | None:
        """The unit of the last noun before a place, else of what the sentence before counts, and the noun."""
        if self._nouns is None:
            self._nouns, self._last = list(_nouns(self.counter, self.text)), self._counted_before()
        here = [(unit, noun) for start, unit, noun in self._nouns if start < place]
        return here[-1] if here else self._last

    def _counted_before(self) -> tuple[str, str] | None:
        nouns = [(unit, noun) for _, unit, noun in _nouns(self.counter, self.before)]
        return _unit_of(self.counter._numbers(self.before)) or (nouns[-1] if nouns else None)


def _nouns(counter: Counter, text: str) -> Iterator[tuple[int, str, str]]:
    """The nouns that count, each with its place and unit."""
    before = ""
    for match in _PLAIN.finditer(lowered(text)):
        for noun in (f"{before} {match[0]}", match[0]):
            if unit := counter.units.find(noun):
                yield match.start(), unit, noun
                break
        before = match[0]


def _unit_of(found: list[Chunk]) -> tuple[str, str] | None:
    """The unit of those that were counted last, and the noun."""
    for one in reversed(found):
        if one.quantity and one.kind in (Kind.QUANTITY, Kind.COUNT):
            return one.quantity.unit, one.head
    return None


@lru_cache(maxsize=4)
def counter(language: str) -> Counter:
    """The counter of the language, made once."""
    return Counter(load_vocabulary(language))
