"""Frames: a word that tells of an event, and what takes part in it within the same clause, whatever stands between.

A frame asks less of a sentence than a rule. So it speaks only where no rule has said the same of the sentence.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, final

from kedja_ingest.article.chunks import Chunk, Kind
from kedja_ingest.article.modality import clause
from kedja_ingest.article.passages import Passage
from kedja_ingest.article.things import Interpreter, Thing
from kedja_ingest.article.vocabulary import FrameRule, Outcome, Vocabulary, load_vocabulary

# So many characters may stand between the word and what takes part, before it and behind.
_BEFORE, _BEHIND = 90, 110
# So far before a word its auxiliary stands.
_AUXILIARY: Final = 30
# A term that names a slot.
_SLOT: Final = re.compile(r"[<>!=]?\$[a-z]+")


@final
class Event:
    """A match of a frame's word in a passage, with the clause around it."""

    def __init__(self, passage: Passage, match: re.Match[str], start: int, end: int, vocabulary: Vocabulary) -> None:
        self.passage, self.match, self.start, self.end, self.vocabulary = passage, match, start, end, vocabulary

    def chunks(self, term: str) -> tuple[Chunk, ...]:
        """Those that take part as the term says.

        `<org` is the list of organizations next before the word, `>org` the one next behind it, `org` both, and
        `!org` the one to whom it happens: before the word in the passive, else behind it. Before the word, one behind
        a preposition does nothing. `=org` is the one next behind the word, but for those behind a preposition.
        """
        slot = term.lstrip("<>!=")
        passive = term[0] == "!" and self._passive()
        side = ("<" if passive else ">") if term[0] == "!" else term[0]
        if side == "=":
            return self._behind(slot, free=True)
        before = () if side == ">" else self._before(slot, free=side == "<")
        if passive and not before and self.vocabulary.lists["frames"]["forms"].get("inverted"):
            return self._behind(slot)
        behind = () if side == "<" else self._behind(slot)
        return self._nearer(before, behind) if slot == "date" and before and behind else (*before, *behind)

    def _nearer(self, before: tuple[Chunk, ...], behind: tuple[Chunk, ...]) -> tuple[Chunk, ...]:
        """Of two days the one that stands nearer to the word."""
        position = self.passage.skeleton.position
        far = self.match.start() - position(before[-1]) > position(behind[0]) - self.match.end()
        return behind if far else before

    def _passive(self) -> bool:
        aux = _form("passive", self.vocabulary.language)
        text, start = self.passage.skeleton.text, self.match.start()
        return aux.search(text, max(0, start - _AUXILIARY), self.match.end()) is not None

    def _before(self, slot: str, *, free: bool) -> tuple[Chunk, ...]:
        """Of the clause, or what the clause is relative to: "Acme, which sells"."""
        text, language = self.passage.skeleton.text, self.vocabulary.language
        if free and (relative := _form("antecedent", language).search(text, 0, self.match.start())):
            # "by schools that use X": what the clause is relative to, whatever stands before that.
            found = _last(_list(slot, language), text, 0, relative.start())
            if found is None or found.end() != relative.start():
                found = _last(_member(slot, language), text, 0, relative.start())
            near = found is not None and found.end() == relative.start()
            return (
                tuple(self.passage.skeleton.chunks_in(found["who"] if "who" in found.re.groupindex else found[0]))
                if found and near
                else ()
            )
        pattern = _list(slot, language, free=free)
        found = _last(pattern, text, self.start, self.match.start())
        if self.start and (found is None or "," in text[found.end() : self.match.start()]):
            # "Acme, which serves schools, cannot"
            head = _last(_list(slot, language), text, 0, self.start)
            if head and _form("relative", language).fullmatch(text, head.end(), self.start):
                found = head
            elif _form("relative", language).fullmatch(text, text.rfind(",", 0, self.start), self.start):
                found = None
        near = found is not None and self.match.start() - found.end() <= _BEFORE
        return tuple(self.passage.skeleton.chunks_in(found[0])) if found and near else ()

    def _behind(self, slot: str, *, free: bool = False) -> tuple[Chunk, ...]:
        found = _list(slot, self.vocabulary.language, free=free).search(
            self.passage.skeleton.text, self.match.end(), self.end
        )
        near = found is not None and found.start() - self.match.end() <= _BEHIND
        return tuple(self.passage.skeleton.chunks_in(found[0])) if found and near else ()

    def _points_back(self, chunk: Chunk) -> bool:
        return chunk.text.partition(" ")[0] in self.vocabulary.lists["nouns"]["organizations"]["resolving"]

    def things(self, term: str | None, interpreter: Interpreter, outcome: Outcome) -> Iterator[Thing | None]:
        """What the term stands for; None for no term, the constant itself for one that names no slot."""
        if term is None:
            yield None
        elif term[0] == "#" or not _SLOT.fullmatch(term):
            yield term
        else:
            for chunk in self.chunks(term.replace("$", "")):
                # "The regions" points back at some that were named.
                back = chunk.kind is Kind.GROUP and (chunk.definite or self._points_back(chunk))
                nameless = chunk.kind is Kind.SYSTEM and chunk.mention is None
                plain = nameless and (outcome.named or (outcome.product and chunk.vague))
                if not back and not plain:
                    yield from interpreter.things(self.passage, chunk, outcome.bare)


def events(frame: FrameRule, passage: Passage, vocabulary: Vocabulary) -> Iterator[Event]:
    """The matches of a frame's word in clauses that say nothing against it."""
    text = passage.skeleton.text
    for match in frame.matches(text, passage.skeleton.begins):
        start, end = clause(text, match.start(), match.end(), _form("break", vocabulary.language))
        if not (frame.unless and frame.unless.compiled.search(text, start, end)):
            yield Event(passage, match, start, end, vocabulary)


def _last(pattern: re.Pattern[str], text: str, start: int, end: int) -> re.Match[str] | None:
    return next(iter(deque(pattern.finditer(text, start, end), maxlen=1)), None)


@lru_cache(maxsize=8)
def _form(name: str, language: str) -> re.Pattern[str]:
    vocabulary = load_vocabulary(language)
    return vocabulary.compile(vocabulary.lists["frames"]["forms"][name])


@lru_cache(maxsize=16)
def _member(slot: str, language: str) -> re.Pattern[str]:
    """Who is told to be one of those that a clause is on: "Acme is one of the 17 firms that use X"."""
    vocabulary = load_vocabulary(language)
    return vocabulary.compile(
        f"(?P<who>{{{slot}}}){vocabulary.lists['frames']['forms']['membership']}(?:{{qty}}|{{groups}})"
    )


@lru_cache(maxsize=128)
def _list(slot: str, language: str, *, free: bool = False) -> re.Pattern[str]:
    """A list of what fits the slot; `free`: not behind a preposition."""
    vocabulary = load_vocabulary(language)
    before = vocabulary.forms["nominative"] if free else vocabulary.lists["frames"]["forms"]["attributed"]
    return vocabulary.compile(f"{before}{{{slot}}}")
