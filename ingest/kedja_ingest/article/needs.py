"""What a rule's pattern needs of a sentence, and what a match begins with: words, parts of words, kinds of chunks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum

from kedja_ingest.article.chunks import Kind
from kedja_ingest.article.trees import REPEATS, Item, Trees, is_zero, may_be_empty, starts_word


class Part(Enum):
    """Which part of a word is known."""

    WHOLE = "whole"
    START = "start"
    END = "end"
    INSIDE = "inside"


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a sentence, or a part of one, in small letters."""

    text: str
    part: Part


Atom = Word | Kind
#: A sentence must show one of them.
Clause = frozenset[Atom]


@dataclass(frozen=True, slots=True)
class Symbol:
    """What a set of words or a slot in a pattern stands for: what it needs, and what it begins with."""

    needs: Clause
    begins: Clause


class Analysis:
    """Reads parsed patterns in which each set and slot is one character, a key of `symbols`.

    All answers err on the side of a match: a clause is given only when no match can do without it. `weights` remembers
    those of clauses; patterns share many.

    >>> from re import _parser
    >>> found = Analysis({}, frozenset(), {}).needs(_parser.parse("was (?:hit|struck)(?: hard)?"))
    >>> sorted(word.text for clause in found for word in clause)
    ['hit', 'struck', 'was']
    """

    def __init__(self, symbols: Mapping[str, Symbol], common: frozenset[str], weights: dict[Clause, float]) -> None:
        self.symbols, self.common, self.weights = symbols, common, weights
        self.trees = Trees(symbols)

    def needs(self, tree: Iterable[Item]) -> list[Clause]:
        """The clauses that hold of every sentence in which the pattern matches."""
        return self.walk(list(tree), "", False, False)

    def begins(self, tree: Iterable[Item]) -> Clause | None:
        """What a match may begin with; None when that may be anything."""
        return self._first(list(tree), "", False, False)

    def weight(self, clause: Clause) -> float:
        """How little the clause excludes, by a rough guess at how often its atoms occur."""
        found = self.weights.get(clause)
        if found is None:
            found = self.weights[clause] = sum(map(self._weight, clause))
        return found

    def _weight(self, atom: Atom) -> float:
        if isinstance(atom, Kind):
            return 20
        if atom.part is Part.WHOLE:
            return 10 if atom.text in self.common else 1
        return 1 if len(atom.text) > 4 else 10 / len(atom.text)

    def walk(self, items: Sequence[Item], word: str, bounded: bool, closed: bool) -> list[Clause]:
        """The clauses of a sequence.

        `word` is what stands before it of the same word, `bounded` says whether that begins there, `closed` whether
        a word ends where the sequence does.
        """
        walk = _Walk(self, word, bounded)
        for number, item in enumerate(items):
            if letter := self.trees.letter(item):
                walk.word += letter
            else:
                walk.take(item, items[number:], closed)
        walk.end_word(closed)
        return walk.found

    def _first(self, items: Sequence[Item], word: str, bounded: bool, closed: bool) -> Clause | None:
        """What a sequence may begin with; see `walk`."""
        for number, item in enumerate(items):
            if letter := self.trees.letter(item):
                word += letter
            elif word and self.trees.opens(items[number:], closed):
                return clause(word, bounded, True)
            elif is_zero(item):
                bounded = bounded or (not word and starts_word(item))
            else:
                return self._first_of(item, items[number + 1 :], (word, bounded), closed)
        return clause(word, bounded, closed) if word else None

    def _first_of(self, item: Item, rest: Sequence[Item], word: tuple[str, bool], closed: bool) -> Clause | None:
        """What a sequence may begin with whose first item is a group, a repetition, a symbol or a class."""
        if branches := self.trees.branches(item):
            end = self.trees.opens(rest, closed)
            return _union(self._first_branch(branch, rest, word, (end, closed)) for branch in branches)
        if word[0]:
            return clause(*word, False)
        operation, argument = item
        if operation in REPEATS:
            found = self._first_branch(list(argument[2]), rest, word, (False, closed))
            return found if argument[0] else _union((found, self._first(rest, *word, closed)))
        symbols = self.trees.symbols_at(item)
        return _union(self.symbols[symbol].begins for symbol in symbols) if symbols else None

    def _first_branch(
        self, branch: Sequence[Item], rest: Sequence[Item], word: tuple[str, bool], closed: tuple[bool, bool]
    ) -> Clause | None:
        """What a branch may begin with, or what follows it when it takes no character."""
        if not word[0] and all(map(is_zero, branch)):
            return self._first(rest, "", False, closed[1])
        return None if not word[0] and may_be_empty(branch) else self._first(branch, *word, closed[0])


@dataclass(slots=True)
class _Walk:
    """A walk along a sequence: the word that it is in, and whether the word, or else a new one, begins at its start."""

    analysis: Analysis
    word: str
    bounded: bool
    found: list[Clause] = field(default_factory=list)

    def end_word(self, closed: bool) -> None:
        if self.word:
            self.found.append(clause(self.word, self.bounded, closed))
            self.word, self.bounded = "", False

    def take(self, item: Item, items: Sequence[Item], closed: bool) -> None:
        """Goes over an item that is no letter; it is the first of `items`."""
        trees = self.analysis.trees
        opens = trees.opens(items, closed)
        if is_zero(item):
            if opens:
                self.end_word(True)
            self.bounded = self.bounded or (not self.word and starts_word(item))
        elif branches := trees.branches(item):
            self._either(branches, trees.opens(items[1:], closed))
        elif item[0] in REPEATS and item[1][0] == 0:
            self.end_word(opens)
            self.bounded = self.bounded and trees.closes(list(item[1][2]))
        else:
            self.end_word(opens)
            self._one(item)
            self.bounded = trees.closes([item])

    def _either(self, branches: Sequence[Sequence[Item]], closed: bool) -> None:
        found = [self.analysis.walk(branch, self.word, self.bounded, closed) for branch in branches]
        if len(found) == 1:
            self.found += found[0]
        elif all(found):
            # The rarest need of each; a union of few atoms excludes most.
            self.found.append(frozenset().union(*(min(clauses, key=self.analysis.weight) for clauses in found)))
        self.word, self.bounded = "", all(map(self.analysis.trees.closes, branches))

    def _one(self, item: Item) -> None:
        if item[0] in REPEATS:
            self.found += self.analysis.walk(list(item[1][2]), "", False, False)
        elif symbols := self.analysis.trees.symbols_at(item):
            self.found.append(frozenset(atom for symbol in symbols for atom in self.analysis.symbols[symbol].needs))


def clause(word: str, bounded: bool, closed: bool) -> Clause:
    """The clause of a word; `bounded` and `closed` say whether it begins and ends there."""
    if bounded:
        return frozenset((Word(word, Part.WHOLE if closed else Part.START),))
    return frozenset((Word(word, Part.END if closed else Part.INSIDE),))


def _union(clauses: Iterable[Clause | None]) -> Clause | None:
    union: set[Atom] = set()
    for one in clauses:
        if one is None:
            return None
        union |= one
    return frozenset(union)
