"""Heads of noun phrases: words, and endings of compounds ("-uppgifter" heads "löneuppgifter")."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, Generic, TypeVar

from kedja_ingest.article.patterns import words

T = TypeVar("T")
# What a compound has before its head is at least so long.
_SHORTEST: Final = 2
_TOKEN: Final = re.compile(r"\w+")
# Words whose kinds are remembered; texts of strangers must not fill the memory.
_REMEMBERED, _LONGEST = 50_000, 40


class Heads(Generic[T]):
    """A table by head; a term that begins with a hyphen is found at the end of any compound, and alone."""

    def __init__(self, table: Mapping[str, T]) -> None:
        self.table = table

    def find(self, word: str) -> T | None:
        """What the table has for the word, or for the longest ending of it that may head a compound."""
        ending = head_of(word, self.table)
        return self.table.get(ending) or self.table.get(f"-{ending}")


def head_of(word: str, terms: Container[str]) -> str:
    """The longest ending that the terms have as head of compounds, else the word itself."""
    if word in terms:
        return word
    for start in range(max(0, len(word) - _LONGEST), len(word)):
        if f"-{word[start:]}" in terms and (start == 0 or start >= _SHORTEST):
            return word[start:]
    return word


@dataclass(frozen=True, slots=True)
class Scan:
    """Which kinds of heads a text may hold, by its words, so that other patterns need not be tried.

    `whole` has the first words of terms, `endings` those of terms that end compounds, each with a mask of kinds.
    """

    whole: Mapping[str, int]
    endings: Mapping[str, int]
    known: dict[str, tuple[int, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, terms: Iterable[Iterable[str]]) -> Scan:
        """The scan over tables of terms; the mask of the n-th has the n-th bit."""
        whole: dict[str, int] = {}
        endings: dict[str, int] = {}
        for number, table in enumerate(terms):
            for term in table:
                first = _TOKEN.search(term.lower())
                if first:
                    found = endings if term[0] == "-" else whole
                    found[first[0]] = found.get(first[0], 0) | 1 << number
        return cls(whole, endings)

    def places(self, text: str) -> dict[int, list[int]]:
        """Where a head of each kind may begin in a text of small letters, by the number of the kind, in order."""
        found: dict[int, list[int]] = {}
        run = end = -1
        for match in _TOKEN.finditer(text):
            start, stop = match.span()
            # A compound begins where its first part does: "it-systemet".
            run = run if start == end + 1 and text[end] == "-" else start
            end = stop
            word = match[0]
            numbers = self.known.get(word)
            for number in self._remembered(word) if numbers is None else numbers:
                begins = found.setdefault(number, [])
                for place in (run,) if run == start else (run, start):
                    if not begins or place > begins[-1]:
                        begins.append(place)
        return found

    def _remembered(self, word: str) -> tuple[int, ...]:
        mask = self._mask(word)
        numbers = tuple(number for number in range(mask.bit_length()) if mask >> number & 1)
        if len(self.known) < _REMEMBERED and len(word) <= _LONGEST:
            self.known[word] = numbers
        return numbers

    def _mask(self, word: str) -> int:
        # A genitive has an s more.
        forms = {word, word.removesuffix("s")}
        found = 0
        for form in forms:
            found |= self.whole.get(form, 0)
            for start in range(max(0, len(form) - _LONGEST), len(form)) if self.endings else ():
                found |= self.endings.get(form[start:], 0)
        return found


def heads_pattern(terms: Iterable[str], behind: str) -> str:
    """Any of the terms as a whole word, or as the end of one; `behind` is what may follow."""
    found = list(terms)
    endings = [term[1:] for term in found if term[0] == "-"]
    whole = [term for term in found if term[0] != "-"]
    compound = rf"(?:[\w-]{{2,{_LONGEST}}})?{words(endings)}" if endings else ""
    either = "|".join(filter(None, (words(whole) if whole else "", compound)))
    return rf"\b(?:{either}){behind}"
