"""Members of a list of data that no lexicon knows: "names, blood types and addresses"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final

from kedja_ingest.article.chunks import Chunk, Kind
from kedja_ingest.article.vocabulary import Vocabulary, load_vocabulary

_WORDS: Final = re.compile(r"[^\W\d_][\w-]*(?: [^\W\d_][\w-]*)*")
_PHRASE: Final = r"[^\W\d_A-Z][\w-]*(?: [^\W\d_A-Z][\w-]*){0,3}"
# A member has as many words at most, and between two that are known there are as many.
_LONGEST: Final = 4
_MOST: Final = 4
_PRONOUNS: Final = (Kind.PRONOUN, Kind.POSSESSIVE)
# Nouns that are something else where they stand alone, and data between data: "names, school and address".
_LOOSE: Final = frozenset((Kind.SYSTEM, Kind.GROUP, Kind.DESCRIPTION, Kind.ACTOR, Kind.TITLE))


def is_loose(chunk: Chunk) -> bool:
    """True for a noun that between data may be data: it has no name and points to nothing."""
    return chunk.kind in _LOOSE and chunk.mention is None and not chunk.definite


class Lists:
    """Finds the unknown members of lists of data in one language."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.stop = vocabulary.stop
        self.copies = frozenset(vocabulary.lists["nouns"]["data"]["copies"])
        self.of = re.compile(f" {vocabulary.forms['portioned']} ")
        parting = vocabulary.forms["list_break"]
        self.parting = re.compile(parting, re.IGNORECASE)
        self.ending = re.compile(vocabulary.forms["list_end"], re.IGNORECASE)
        self.start = re.compile(vocabulary.forms["list_start"])
        # "Questions, drafts and grades" at the start of a sentence; what is somebody's: "pupils' drafts and grades".
        self.first = re.compile(rf"\A([A-ZÅÄÖ][a-zåäöé-]+(?: [a-zåäöé-]+)?(?:, {_PHRASE})*)(?:{parting})\Z")
        self.first_ends = re.compile(vocabulary.forms["list_first"])
        self.genitive = re.compile(rf"{vocabulary.forms['genitive']} ")
        self.members = re.compile(rf"({_PHRASE}(?:, {_PHRASE})*)(?:{parting})\Z")
        # "the year in which you graduated"
        owner, clause = vocabulary.forms["list_owner"], vocabulary.forms["list_clause"]
        self.owner = re.compile(owner)
        # "reason for referral", "dates of your stay"
        self.more = re.compile(vocabulary.forms["list_more"])
        self.behind = re.compile(rf"(?:{clause})?{vocabulary.forms['list_behind']}")
        self.inner = re.compile(rf"(?:{owner})?({_PHRASE}?)(?:{clause})?(?={parting})")
        self.verb = re.compile(vocabulary.forms["list_verb"], re.IGNORECASE)
        joint = "|".join(vocabulary.forms["joints"].split())
        # "student number and, for some, medical alerts" behind two members that are known.
        before, last = (rf"(?:{owner})?(?P<{name}>{_PHRASE}?)(?:{clause})?" for name in ("before", "last"))
        self.tail = re.compile(
            rf"(?:, {before})?,? (?:{joint})(?: |, [^,.;:]{{2,30}}, ){last}"
            rf"(?=[.,;:)]|\Z|{vocabulary.forms['list_behind']})"
        )

    def joined(self, text: str, chunks: Iterable[Chunk]) -> list[Chunk]:
        """The chunks with portions of data as one: "copies of passports"."""
        found: list[Chunk] = []
        for chunk in sorted(chunks, key=lambda chunk: chunk.start):
            left = found[-1] if found else None
            both = left is not None and left.kind is chunk.kind is Kind.DATA and left.head in self.copies
            if left and both and self.of.fullmatch(text, left.end, chunk.start):
                name = f"{left.text}{text[left.end : chunk.end]}"
                found[-1] = Chunk(Kind.DATA, left.start, chunk.end, name, left.head)
            else:
                found.append(chunk)
        return found

    def find(self, text: str, chunks: Iterable[Chunk]) -> Iterator[Chunk]:
        """A chunk for each phrase between members of a list, before them, or behind the "and" of a list of two.

        It may be in the place of a chunk of another kind.
        """
        ordered = sorted(chunks, key=lambda chunk: chunk.start)
        for before, chunk in zip([0, *(chunk.end for chunk in ordered)], ordered, strict=False):
            if chunk.kind is Kind.DATA:
                yield from self._before(text, before, chunk)
        firm = [chunk for chunk in ordered if not is_loose(chunk)]
        for left, right, following in zip([None, *firm], firm, _following(firm, len(text)), strict=False):
            if right.kind is Kind.DATA:
                beside = left if left and left.kind is Kind.DATA else None
                yield from self._after(text, beside, right, following)

    def _after(self, text: str, left: Chunk | None, right: Chunk, following: int) -> Iterator[Chunk]:
        """The phrases between two members, and the one behind the second, or behind one and before a verb."""
        inner = self._between(text, left.end, right.start) if left else []
        yield from inner
        last = self._member(text, right.end, following)
        joined = inner or (left and self.parting.fullmatch(text, left.end, right.start))
        if last is None:
            yield from self._tail(text, right.end, following, alone=not joined)
        if last is None or not (last.end + 1 < following or following == len(text)):
            return
        if joined or self.behind.match(text, last.end):
            yield last

    def _between(self, text: str, start: int, end: int) -> list[Chunk]:
        """The phrases between two members where nothing else stands there."""
        found: list[Chunk] = []
        while len(found) <= _MOST and (parted := self.parting.match(text, start, end)):
            if parted.end() == end:
                return found
            match = self.inner.match(text, parted.end(), end)
            acts = match and " " not in match[1] and self.verb.match(match[1])
            if not match or acts or not self.stop.isdisjoint(match[1].split(" ")):
                break
            found.append(self._chunk(text, match.start(1), match.end(1), end))
            start = match.end()
        return []

    def _before(self, text: str, start: int, chunk: Chunk) -> Iterator[Chunk]:
        """The phrases right before a member, behind a word that lists begin with."""
        owner = self.genitive.match(text, start, chunk.start) if start else None
        if not start and (match := self.first.match(text, 0, chunk.start)):
            phrases = match[1].split(", ")
            words = (word.casefold() for phrase in phrases for word in phrase.split(" "))
            if self.first_ends.search(phrases[0]) and self.stop.isdisjoint(words):
                yield from self._members(text, phrases, 0)
            return
        for opening in [*self.start.finditer(text, start, chunk.start), *filter(None, (owner,))]:
            match = self.members.match(text, opening.end(), chunk.start)
            phrases = match[1].split(", ") if match else []
            if opening is owner and len(phrases) == 1 and not self.parting.match(text, chunk.end):
                # "To Acme's knowledge, passwords were stolen" lists nothing.
                continue
            if phrases and not any(word in self.stop for phrase in phrases for word in phrase.split(" ")):
                yield from self._members(text, phrases, opening.end())
                return

    def _tail(self, text: str, start: int, end: int, *, alone: bool) -> Iterator[Chunk]:
        """The two phrases that end a list, or the one that does behind two members; `alone` behind one."""
        match = self.tail.match(text, start, end)
        if match and alone and match["before"] is None:
            return
        for name in ("before", "last") if match else ():
            phrase = match[name] if match else None
            if match and phrase and self.stop.isdisjoint(phrase.casefold().split(" ")) and not self.verb.match(phrase):
                yield self._chunk(text, match.start(name), match.end(name), end)

    def _member(self, text: str, start: int, end: int) -> Chunk | None:
        """The phrase behind the word that parts the last member, up to a function word or a mark."""
        parted = self.ending.match(text, start, end)
        owner = self.owner.match(text, parted.end(), end) if parted else None
        found = _WORDS.match(text, (owner or parted).end(), end) if parted else None
        words: list[str] = []
        for word in found[0].split(" ") if found else ():
            if word.casefold() in self.stop:
                break
            words.append(word)
        phrase = " ".join(words)
        if not found or not 0 < len(words) <= _LONGEST or self.verb.match(phrase):
            return None
        return self._chunk(text, found.start(), found.start() + len(phrase), end)

    def _chunk(self, text: str, start: int, end: int, limit: int) -> Chunk:
        """The phrase as data, with what is told of it: "reason for referral"."""
        head = text[start:end].rpartition(" ")[2].casefold()
        more = self.more.match(text, end, limit)
        if more and (more["noun"] is None or more["noun"].casefold() not in self.stop):
            end = more.end()
        return Chunk(Kind.DATA, start, end, text[start:end], head)

    def _members(self, text: str, phrases: Iterable[str], at: int) -> Iterator[Chunk]:
        """The phrases, which stand from there on with a comma between them, as data."""
        for phrase in phrases:
            end = at + len(phrase)
            yield self._chunk(text, at, end, end)
            at = end + 2


def _following(chunks: Sequence[Chunk], end: int) -> list[int]:
    """Where behind each chunk the next one begins that is no pronoun, else the end."""
    found: list[int] = []
    for chunk in reversed(chunks):
        found.append(end)
        end = end if chunk.kind in _PRONOUNS else chunk.start
    return found[::-1]


@lru_cache(maxsize=4)
def lists(language: str) -> Lists:
    """The finder of the language, made once."""
    return Lists(load_vocabulary(language))
