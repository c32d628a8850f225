"""Parsed regular expressions: their letters, groups and symbols, and where words end in them."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from re import _constants as sre  # type: ignore[attr-defined]
from typing import Any, Final

#: An operation and its argument, as `re` parses a pattern.
Item = tuple[Any, Any]

REPEATS: Final = (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT)
_ZERO: Final = (sre.ASSERT, sre.ASSERT_NOT, sre.AT)
_ENDS: Final = (sre.AT_BOUNDARY, sre.AT_END, sre.AT_END_STRING)
_STARTS: Final = (sre.AT_BOUNDARY, sre.AT_BEGINNING, sre.AT_BEGINNING_STRING)
_BREAKS: Final = (sre.CATEGORY_SPACE, sre.CATEGORY_NOT_WORD)
# A class of so many letters is read letter by letter.
_FEW: Final = 4


@dataclass(frozen=True, slots=True)
class Trees:
    """Reads the parsed patterns in which the characters `symbols` stand for whole words or chunks."""

    symbols: Container[str]

    def letter(self, item: Item) -> str:
        """The letter that an item is, in small; none for anything else."""
        operation, argument = item
        if operation is not sre.LITERAL or chr(argument) in self.symbols:
            return ""
        letter = chr(argument).lower()
        return letter if len(letter) == 1 and _in_word(letter) else ""

    def branches(self, item: Item) -> list[list[Item]]:
        """The alternatives that an item stands for; none when it is no group."""
        operation, argument = item
        if operation is sre.SUBPATTERN:
            return [list(argument[-1])]
        if operation is sre.BRANCH:
            return [list(branch) for branch in argument[1]]
        few = operation is sre.IN and len(argument) <= _FEW
        return [[one] for one in argument] if few and all(map(self.letter, argument)) else []

    def symbols_at(self, item: Item) -> list[str]:
        """The symbols of which one must stand there; none when it may be something else."""
        operation, argument = item
        if operation is sre.LITERAL:
            argument = [item]
        elif operation is not sre.IN:
            return []
        found = [chr(code) if kind is sre.LITERAL and chr(code) in self.symbols else "" for kind, code in argument]
        return found if all(found) else []

    def opens(self, items: Sequence[Item], closed: bool) -> bool:
        """True when no word goes on into this sequence; `closed` says that of what comes behind it."""
        for number, (operation, argument) in enumerate(items):
            if operation in _ZERO:
                if self._ends_word(operation, argument):
                    return True
                continue
            behind = items[number + 1 :]
            if branches := self.branches((operation, argument)):
                after = self.opens(behind, closed)
                return all(self.opens(branch, after) for branch in branches)
            if operation in REPEATS:
                after = self.opens(behind, closed)
                return self.opens(list(argument[2]), after) and (argument[0] > 0 or after)
            return self._is_break(operation, argument)
        return closed

    def _ends_word(self, operation: Any, argument: Any) -> bool:
        """True for what takes no character and holds only where a word ends, or outside of any."""
        if operation is sre.AT:
            return argument in _ENDS
        if argument[0] < 0:
            return False
        return _is_any_letter(argument[1]) if operation is sre.ASSERT_NOT else self.opens(list(argument[1]), False)

    def closes(self, items: Sequence[Item], before: bool = False) -> bool:
        """True when no word goes on behind this sequence; `before` says that of what stands before it."""
        for number in reversed(range(len(items))):
            operation, argument = items[number]
            if starts_word(items[number]):
                return True
            if operation in _ZERO:
                continue
            ahead = items[:number]
            if branches := self.branches(items[number]):
                there = self.closes(ahead, before)
                return all(self.closes(branch, there) for branch in branches)
            if operation in REPEATS:
                there = self.closes(ahead, before)
                return self.closes(list(argument[2]), there) and (argument[0] > 0 or there)
            return self._is_break(operation, argument)
        return before

    def _is_break(self, operation: Any, argument: Any) -> bool:
        """True for one character that is none of a word; symbols are as good, for they end where words do."""
        if operation is sre.LITERAL:
            return chr(argument) in self.symbols or not _in_word(chr(argument))
        return operation is sre.IN and all(
            self._is_break(kind, code) if kind is sre.LITERAL else kind is sre.CATEGORY and code in _BREAKS
            for kind, code in argument
        )


def is_zero(item: Item) -> bool:
    """True for what takes no character."""
    return item[0] in _ZERO


def starts_word(item: Item) -> bool:
    """True for what takes no character and holds only where a word may begin."""
    operation, argument = item
    if operation is sre.AT:
        return argument in _STARTS
    return operation is sre.ASSERT_NOT and argument[0] < 0 and _is_any_letter(argument[1])


def may_be_empty(items: Iterable[Item]) -> bool:
    """True for a sequence that may match nothing."""
    return all(
        operation in _ZERO
        or (operation in REPEATS and (argument[0] == 0 or may_be_empty(argument[2])))
        or (operation is sre.SUBPATTERN and may_be_empty(argument[-1]))
        or (operation is sre.BRANCH and any(map(may_be_empty, argument[1])))
        for operation, argument in items
    )


def _in_word(letter: str) -> bool:
    return letter.isalnum() or letter == "_"


def _is_any_letter(items: Sequence[Item]) -> bool:
    """True for one character of a class that has all letters."""
    if len(items) != 1 or items[0][0] is not sre.IN:
        return False
    return (sre.CATEGORY, sre.CATEGORY_WORD) in items[0][1] and items[0][1][0][0] is not sre.NEGATE
