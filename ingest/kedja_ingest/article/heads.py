"""Heads of noun phrases: words, and endings of compounds ("-uppgifter" heads "löneuppgifter")."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from kedja_ingest.article.patterns import words

T = TypeVar("T")
# What a compound has before its head is at least so long.
_SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Heads(Generic[T]):
    """A table by head; a term that begins with a hyphen is found at the end of any compound, and alone."""

    table: Mapping[str, T]

    def find(self, word: str) -> T | None:
        """What the table has for the word, or for the longest ending of it that may head a compound."""
        ending = head_of(word, self.table)
        return self.table.get(ending) or self.table.get(f"-{ending}")


def head_of(word: str, terms: Mapping[str, object]) -> str:
    """The longest ending that the terms have as head of compounds, else the word itself."""
    if word in terms:
        return word
    for start in range(len(word)):
        if f"-{word[start:]}" in terms and (start == 0 or start >= _SHORTEST):
            return word[start:]
    return word


def heads_pattern(terms: Iterable[str], behind: str) -> re.Pattern[str]:
    """Any of the terms as a whole word, or as the end of one; `behind` is what may follow."""
    found = list(terms)
    endings = [term[1:] for term in found if term[0] == "-"]
    whole = [term for term in found if term[0] != "-"]
    compound = rf"(?:[\w-]{{2,}})?{words(endings)}" if endings else ""
    either = "|".join(filter(None, (words(whole) if whole else "", compound)))
    return re.compile(rf"\b(?:{either}){behind}", re.IGNORECASE)
