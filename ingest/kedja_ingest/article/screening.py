"""Which rules can match a sentence at all, and where, by its words and the kinds of its chunks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Final, Generic, Protocol, TypeVar

from kedja_ingest.article.chunks import Kind
from kedja_ingest.article.needs import Analysis, Atom, Clause, Part, Symbol, Word
from kedja_ingest.article.patterns import PRIVATES, SET, SLOT, fill, kind_of, kinds_in, lowered, small

# Sets and slots stand in a pattern to be analysed as one character each, from the second private plane on.
_FIRST: Final = 0xF0000
_TOKEN: Final = re.compile(rf"\w+|[{PRIVATES}]")
_WORD: Final = re.compile(r"\w+")
_UNKNOWN: Final = "(?:.*?)"
# Words whose bits are remembered; texts of strangers must not fill the memory.
_REMEMBERED, _LONGEST = 50_000, 40
# As many sentences are remembered: each is asked for in two passes over an article.
_RECENT: Final = 64

# Where matches may begin, each with the numbers of the clauses that they may begin with.
Places = tuple[tuple[int, frozenset[int]], ...]


class Needing(Protocol):
    """A rule that knows what it needs."""

    @property
    def needs(self) -> int:
        """What a sentence must show; see `Screen`."""


_Needing = TypeVar("_Needing", bound=Needing)


class Rules(Generic[_Needing]):
    """Rules in their order, found by the clause of each that excludes most."""

    def __init__(self, rules: Iterable[_Needing], screen: Screen) -> None:
        self._rules = tuple(rules)
        # By the number of that clause: which rules there are, each with what else it needs.
        self._by_key: dict[int, list[tuple[int, int]]] = {}
        self._keys = self._needs = 0
        for number, rule in enumerate(self._rules):
            key = screen.rarest(rule.needs)
            self._by_key.setdefault(key.bit_length(), []).append((number, rule.needs ^ key))
            self._keys |= key
            self._needs |= rule.needs

    def __iter__(self) -> Iterator[_Needing]:
        return iter(self._rules)

    def matching(self, shown: int) -> Iterator[_Needing]:
        """Those that may match a sentence that shows this, in their order."""
        by_key, absent = self._by_key, self._needs & ~shown
        found = [number for number, _ in by_key.get(0, ())]
        # In binary, the last bit first: to find the next one in a string is quicker than in a number.
        keys = f"{shown & self._keys:b}"[::-1]
        at = keys.find("1")
        while at >= 0:
            for number, needs in by_key[at + 1]:
                if not needs & absent:
                    found.append(number)
            at = keys.find("1", at + 1)
        found.sort()
        return map(self._rules.__getitem__, found)


@dataclass(slots=True)
class Screen:
    """A bit for each clause that a rule needs: a word, a part of a word or a kind of chunk of which one must be there.

    What a rule needs is the sum of its clauses' bits, what a sentence shows that of the clauses that it fulfils.
    """

    sets: Mapping[str, Iterable[str]]
    forms: Mapping[str, str]
    common: frozenset[str]
    clauses: dict[Clause, int] = field(default_factory=dict)
    weights: dict[int, float] = field(default_factory=dict)
    kinds: dict[Kind, int] = field(default_factory=dict)
    weighed: dict[Clause, float] = field(default_factory=dict)
    symbols: dict[str, Symbol | None] = field(default_factory=dict)
    parts: dict[Part, dict[str, int]] = field(default_factory=lambda: {part: {} for part in Part})
    firsts: set[int] = field(default_factory=set)
    known: dict[str, tuple[int, Places]] = field(default_factory=dict)
    recent: dict[str, int] = field(default_factory=dict)

    def needs(self, pattern: str) -> tuple[int, int | None]:
        """The bits that a pattern in the language of rules needs, and the number of that which begins its matches."""
        symbols: dict[str, Symbol] = {}
        plain = SET.sub(lambda match: self._stand_in(symbols, self._set(match[1])), fill(pattern, self.forms))
        plain = SLOT.sub(lambda match: self._stand_in(symbols, self._slot(match[1])), plain)
        analysis = Analysis(symbols, self.common, self.weighed)
        tree = parser.parse(plain)
        needs = 0
        for clause in analysis.needs(tree):
            needs |= self._bit(clause, analysis.weight(clause))
        begins = analysis.begins(tree)
        if not begins:
            return needs, None
        first = self._bit(begins, analysis.weight(begins))
        self.firsts.add(_number(first))
        self.known.clear()
        return needs | first, _number(first)

    def gate(self, terms: Iterable[str]) -> int:
        """The bit of a text that may hold one of the terms as whole words; they begin with a letter or digit."""
        found = self._symbol(list(terms))
        assert found, f"a term begins with no word: {terms}"
        return self._bit(found.needs, len(found.needs))

    def start_gate(self, beginnings: Iterable[str]) -> int:
        """The bit of a text that may hold a word with one of these beginnings."""
        needs: Clause = frozenset(Word(beginning.lower(), Part.START) for beginning in beginnings)
        return self._bit(needs, len(needs))

    def slot_gate(self, slots: Iterable[str]) -> int:
        """The bit of a skeleton that holds a chunk for one of the slots."""
        needs: Clause = frozenset(kind for slot in slots for kind in kinds_in(slot))
        return self._bit(needs, len(needs))

    def rarest(self, needs: int) -> int:
        """The bit of those that excludes most, 0 for none."""
        return min(_bits(needs), key=lambda bit: self.weights[bit], default=0)

    def shows(self, text: str) -> int:
        """What a sentence's own text shows by its words; remembered, for several finders ask."""
        shown = self.recent.get(text)
        if shown is None:
            known, shown = self.known, 0
            for token in set(_WORD.findall(text)):
                shown |= (known.get(token) or self._remembered(token))[0]
            if len(self.recent) == _RECENT:
                self.recent.clear()
            self.recent[text] = shown
        return shown

    def scan(self, text: str) -> tuple[int, Places]:
        """What a skeleton's text shows, and where a match may begin with what."""
        shown, places = 0, []
        known = self.known
        for match in _TOKEN.finditer(text):
            token = match[0]
            bits, begins = known.get(token) or self._remembered(token)
            shown |= bits
            if begins:
                start = match.start()
                for offset, there in begins:
                    places.append((start + offset, there))
        return shown, tuple(places)

    def _remembered(self, token: str) -> tuple[int, Places]:
        kind = kind_of(token)
        found = self._word(token.lower()) if kind is None else self._places({0: self.kinds.get(kind, 0)})
        if len(self.known) < _REMEMBERED and len(token) <= _LONGEST:
            self.known[token] = found
        return found

    def _word(self, word: str) -> tuple[int, Places]:
        """The bits of a word's parts: all of them, and those that begin at each of its letters."""
        there: dict[int, int] = {}
        for part, terms in self.parts.items():
            for start, text in _parts(word, part, terms):
                if bits := terms.get(text, 0):
                    there[start] = there.get(start, 0) | bits
        return self._places(there)

    def _places(self, there: Mapping[int, int]) -> tuple[int, Places]:
        """The bits at places of a word taken together, and where those are that rules begin with."""
        shown = 0
        for bits in there.values():
            shown |= bits
        places = ((start, self.firsts.intersection(map(_number, _bits(bits)))) for start, bits in sorted(there.items()))
        return shown, tuple((start, frozenset(first)) for start, first in places if first)

    def _bit(self, clause: Clause, weight: float) -> int:
        bit = self.clauses.get(clause)
        if bit is None:
            bit = self.clauses[clause] = 1 << len(self.clauses)
            self.weights[bit] = weight
            self.known.clear()
            self.recent.clear()
            for atom in clause:
                self._note(atom, bit)
        return bit

    def _note(self, atom: Atom, bit: int) -> None:
        if isinstance(atom, Word):
            assert len(atom.text) <= _LONGEST, f"a rule has a word of more than {_LONGEST} letters: {atom.text}"
            terms = self.parts[atom.part]
            terms[atom.text] = terms.get(atom.text, 0) | bit
        else:
            self.kinds[atom] = self.kinds.get(atom, 0) | bit

    def _stand_in(self, symbols: dict[str, Symbol], symbol: Symbol | None) -> str:
        """The character for a set or slot; one that may be anything is a pattern that is."""
        if symbol is None:
            return _UNKNOWN
        character = chr(_FIRST + len(symbols))
        symbols[character] = symbol
        return character

    def _slot(self, name: str) -> Symbol | None:
        kinds: Clause = frozenset(kinds_in(name))
        return Symbol(kinds, kinds) if kinds else None

    def _set(self, name: str) -> Symbol | None:
        if name not in self.symbols:
            self.symbols[name] = self._symbol(self.sets.get(name, ()))
        return self.symbols[name]

    def _symbol(self, given: Iterable[str]) -> Symbol | None:
        terms = [_WORD.findall(term.lower()) for term in given if _WORD.match(term)]
        if not terms or len(terms) < len(list(given)):
            return None
        # Of a term of several words the one that is rarest, by what may be seen of it.
        rare = {min(words, key=lambda word: (word in self.common, -len(word))) for words in terms}
        return Symbol(_whole(rare), _whole(words[0] for words in terms))


@dataclass(frozen=True, slots=True)
class Gated:
    """A regular expression over sentences, in any case, that is tried only on those that have the words it needs."""

    pattern: re.Pattern[str]
    screen: Screen
    needs: int

    @classmethod
    def of(cls, pattern: str, screen: Screen) -> Gated:
        """The expression with its needs."""
        return cls(re.compile(small(pattern)), screen, screen.needs(pattern)[0])

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """What the expression finds, in small letters."""
        return iter(()) if self.needs & ~self.screen.shows(text) else self.pattern.finditer(lowered(text))


def _whole(words: Iterable[str]) -> Clause:
    return frozenset(Word(word, Part.WHOLE) for word in words)


def _parts(word: str, part: Part, terms: Iterable[str]) -> Iterator[tuple[int, str]]:
    """The parts of a word that may be terms, with the place of each; no term is longer than `_LONGEST`."""
    length = len(word)
    if part is Part.WHOLE:
        yield 0, word
    elif part is Part.START:
        yield from ((0, word[:end]) for end in range(1, min(length, _LONGEST) + 1))
    elif part is Part.END:
        yield from ((start, word[start:]) for start in range(max(0, length - _LONGEST), length))
    else:
        for term in terms:
            start = word.find(term)
            while start >= 0:
                yield start, term
                start = word.find(term, start + 1)


def _number(bit: int) -> int:
    return bit.bit_length() - 1


def _bits(number: int) -> Iterator[int]:
    while number:
        bit = number & -number
        yield bit
        number ^= bit
