"""A place among the words of a query, and what every part of the parser asks of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from kedja.errors import QueryError
from kedja.query.cypher.guard.lexer import Kind, Word, words
from kedja.query.cypher.guard.refusal import refusal

#: How deep expressions, patterns and subqueries may stand in each other.
DEEPEST: Final = 40


class Cursor:
    """The words of a query, read from left to right."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words = words(text)
        self.at = 0
        self._depth = 0
        self._closing = _closing(text, self.words)

    @property
    def word(self) -> Word:
        """The word that comes next."""
        return self.words[self.at]

    @property
    def end(self) -> int:
        """Where the word just read ends."""
        return self.words[self.at - 1].end

    def ahead(self, steps: int) -> Word:
        """The word that many steps on, or the last."""
        return self.words[min(self.at + steps, len(self.words) - 1)]

    def step(self) -> Word:
        """Reads a word."""
        word = self.words[self.at]
        if word.kind is not Kind.END:
            self.at += 1
        return word

    def sees(self, *texts: str) -> bool:
        """Whether these signs and keywords (in capitals) come next."""
        return all(_is(self.ahead(steps), text) for steps, text in enumerate(texts))

    def takes(self, *texts: str) -> bool:
        """Reads these signs and keywords where they come next, and says whether they did."""
        if not self.sees(*texts):
            return False
        self.at += len(texts)
        return True

    def expect(self, *texts: str) -> Word:
        """Reads these signs and keywords; raises QueryError where something else comes."""
        for text in texts:
            if not self.sees(text):
                raise self.unexpected(f"{text} is missing")
            self.step()
        return self.words[self.at - 1]

    def name(self, what: str) -> str:
        """Reads a name, bare or in backticks."""
        if self.word.kind not in (Kind.NAME, Kind.QUOTED):
            raise self.unexpected(f"the name of {what} is missing")
        return self.step().text

    def after_closing(self, opening: int) -> int:
        """The index of the word after the bracket that closes the one at the index."""
        return self._closing[opening] + 1

    def refuse(self, reason: str, hint: str = "", at: int | None = None) -> QueryError:
        """The error at the word that comes next, or at the offset."""
        return refusal(self.text, self.word.start if at is None else at, reason, hint)

    def unexpected(self, reason: str, hint: str = "") -> QueryError:
        """The error for a word that must not come next."""
        found = self.text[self.word.start : self.word.end][:40]
        return self.refuse(f"{reason} before {found!r}" if found else f"{reason} at the end", hint)

    @contextmanager
    def deeper(self) -> Iterator[None]:
        """One level of nesting."""
        self._depth += 1
        if self._depth > DEEPEST:
            raise self.refuse(f"the query is nested deeper than {DEEPEST} levels")
        yield
        self._depth -= 1


def _is(word: Word, text: str) -> bool:
    return (word.kind is Kind.SIGN and word.text == text) or (word.kind is Kind.NAME and word.text.upper() == text)


def _closing(text: str, found: list[Word]) -> dict[int, int]:
    """For each opening bracket's index that of its closing one; raises QueryError where they do not pair."""
    pairs, closing, opened = {"(": ")", "[": "]", "{": "}"}, {}, []
    for index, word in enumerate(found):
        if word.kind is not Kind.SIGN:
            continue
        if word.text in pairs:
            opened.append(index)
        elif word.text in pairs.values():
            if not opened or pairs[found[opened[-1]].text] != word.text:
                raise refusal(text, word.start, f"{word.text} closes nothing")
            closing[opened.pop()] = index
    if opened:
        raise refusal(text, found[opened[-1]].start, f"{found[opened[-1]].text} is not closed")
    return closing
