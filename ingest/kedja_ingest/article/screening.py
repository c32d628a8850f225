"""Which rules can match a sentence at all, by its words and the kinds of its chunks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any, Protocol, TypeVar

from kedja_ingest.article.chunks import Kind
from kedja_ingest.article.patterns import PRIVATE, SET, SLOT, bit_of, kinds_in

# Sets and slots stand in a pattern to be analysed as one character each, from the second private plane on.
_FIRST = 0xF0000
_WORD = re.compile(r"\w+")
_KIND_BITS = {kind: 1 << number for number, kind in enumerate(Kind)}
_REPEATS = (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT)

Needs = tuple[int, ...]


class Needing(Protocol):
    """A rule that knows what it needs."""

    @property
    def needs(self) -> Needs:
        """What a sentence must show; see `Screen`."""


_Needing = TypeVar("_Needing", bound=Needing)


@dataclass(slots=True)
class Screen:
    """A bit for each set of words and each kind of chunk; what a rule needs is a tuple of masks.

    Of each mask the sentence must have a bit: `[{attack}]` and `[<hit> or <struck>]` are two masks.
    """

    sets: Mapping[str, Iterable[str]]
    bits: dict[str, int] = field(default_factory=dict)
    words: dict[str, int] = field(default_factory=dict)

    def needs(self, pattern: str) -> Needs:
        """The masks of a pattern in the language of rules."""
        symbols: dict[str, int] = {}
        plain = SET.sub(lambda match: self._symbol(symbols, self._set(match[1])), pattern)
        plain = SLOT.sub(lambda match: self._symbol(symbols, self._slot(match[1])), plain)
        # What is rare comes first.
        return tuple(sorted(dict.fromkeys(_masks(parser.parse(plain), symbols)), key=int.bit_count))

    def shown(self, text: str) -> int:
        """The bits of a skeleton's text."""
        found = 0
        for match in _WORD.finditer(text.lower()):
            found |= self.words.get(match[0], 0)
        for match in PRIVATE.finditer(text):
            found |= bit_of(match[0])
        return found

    def _symbol(self, symbols: dict[str, int], mask: int | None) -> str:
        """The character for a set or slot; one that needs nothing is an empty group."""
        if mask is None:
            return "(?:)"
        character = chr(_FIRST + len(symbols))
        symbols[character] = mask
        return character

    def _bit(self, name: str) -> int:
        return self.bits.setdefault(name, 1 << len(Kind) + len(self.bits))

    def _slot(self, name: str) -> int | None:
        kinds = kinds_in(name)
        return sum({_KIND_BITS[kind] for kind in kinds}) if kinds else None

    def _set(self, name: str) -> int | None:
        terms = [_WORD.match(term.lower()) for term in self.sets.get(name, ())]
        if not terms or None in terms:
            return None
        bit = self._bit(f"<{name}>")
        for match in filter(None, terms):
            self.words[match[0]] = self.words.get(match[0], 0) | bit
        return bit


def screened(rules: Iterable[_Needing], shown: int) -> Iterator[_Needing]:
    """The rules that may match a sentence that shows this."""
    for rule in rules:
        for mask in rule.needs:
            if not mask & shown:
                break
        else:
            yield rule


def _masks(tree: Iterable[Any], symbols: Mapping[str, int]) -> Iterator[int]:
    """What every match of the parsed pattern must have."""
    for operation, argument in tree:
        if operation is sre.LITERAL and chr(argument) in symbols:
            yield symbols[chr(argument)]
        elif operation is sre.SUBPATTERN:
            yield from _masks(argument[-1], symbols)
        elif operation in _REPEATS and argument[0] > 0:
            yield from _masks(argument[2], symbols)
        elif operation is sre.IN:
            found = [symbols.get(chr(code)) if kind is sre.LITERAL else None for kind, code in argument]
            if all(found):
                yield _union(mask for mask in found if mask)
        elif operation is sre.BRANCH:
            branches = [list(_masks(branch, symbols)) for branch in argument[1]]
            if all(branches):
                # The rarest need of each; a union of few bits filters most.
                yield _union(min(branch, key=int.bit_count) for branch in branches)


def _union(masks: Iterable[int]) -> int:
    union = 0
    for mask in masks:
        union |= mask
    return union
