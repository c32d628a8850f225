"""Members of a list of data that no lexicon knows: "names, blood types and addresses"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from kedja_ingest.article.chunks import Chunk, Kind
from kedja_ingest.article.vocabulary import Vocabulary, load_vocabulary

_WORDS = re.compile(r"[^\W\d_][\w-]*(?: [^\W\d_][\w-]*)*")
_PHRASE = r"[^\W\d_A-Z][\w-]*(?: [^\W\d_A-Z][\w-]*){0,3}"
# A member has as many words at most.
_LONGEST = 4


class Lists:
    """Finds the unknown members of lists of data in one language."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.stop = vocabulary.stop
        self.portions = frozenset(vocabulary.lists["nouns"]["data"]["portions"])
        self.copies = frozenset(vocabulary.lists["nouns"]["data"].get("copies", self.portions))
        self.of = re.compile(f" {vocabulary.forms['portioned']} ")
        parting = vocabulary.forms["list_break"]
        self.parting = re.compile(parting, re.IGNORECASE)
        self.ending = re.compile(vocabulary.forms["list_end"], re.IGNORECASE)
        self.start = re.compile(vocabulary.forms["list_start"])
        # "Questions, drafts and grades" at the start of a sentence; what is somebody's: "pupils' drafts and grades".
        self.first = re.compile(rf"\A([A-ZÅÄÖ][a-zåäöé-]+(?: [a-zåäöé-]+)?(?:, {_PHRASE})*)(?:{parting})\Z")
        self.topic = re.compile(rf" {vocabulary.lists['nouns']['data']['about']} ([a-zåäöé-]{{4,}})(?!\w)")
        self.first_ends = re.compile(vocabulary.forms["list_first"])
        self.genitive = re.compile(rf"{vocabulary.forms['genitive']} ")
        self.members = re.compile(rf"({_PHRASE}(?:, {_PHRASE})*)(?:{parting})\Z")
        self.behind = re.compile(vocabulary.forms["list_behind"])
        self.verb = re.compile(vocabulary.forms["list_verb"], re.IGNORECASE)
        joint = "|".join(vocabulary.forms["joints"].split())
        # "student number and, for some, medical alerts" behind two members that are known.
        self.tail = re.compile(
            rf"(?:, (?P<before>{_PHRASE}))?,? (?:{joint})(?: |, [^,.;:]{{2,30}}, )(?P<last>{_PHRASE})(?=[.,;:)]|\Z)"
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
        """A chunk for each phrase between members of a list, before them, or behind the "and" of a list of two."""
        ordered = sorted(chunks, key=lambda chunk: chunk.start)
        for before, chunk in zip([0, *(chunk.end for chunk in ordered)], ordered, strict=False):
            if chunk.kind is Kind.DATA:
                yield from self._before(text, before, chunk)
        starts = [*(chunk.start for chunk in ordered), len(text)]
        for number, chunk in enumerate(ordered):
            if chunk.kind is Kind.DATA:
                yield from self._after(text, ordered[number - 1] if number else None, chunk, starts[number + 1])

    def _after(self, text: str, left: Chunk | None, right: Chunk, following: int) -> Iterator[Chunk]:
        """The phrase between two members, and the one behind the second, or behind one and before a verb."""
        inner = self._member(text, left.end, right.start, self.parting) if left and left.kind is Kind.DATA else None
        closed = inner is not None and self.parting.fullmatch(text, inner.end, right.start)
        if inner and closed:
            yield inner
        last = self._member(text, right.end, following, self.ending)
        joined = left and left.kind is Kind.DATA and self.parting.fullmatch(text, left.end, right.start)
        if last is None:
            yield from self._tail(text, right.end, following, alone=not (closed or joined))
        if last is None or not (last.end + 1 < following or following == len(text)):
            return
        if closed or joined or self.behind.match(text, last.end):
            yield last

    def _before(self, text: str, start: int, chunk: Chunk) -> Iterator[Chunk]:
        """The phrases right before a member, behind a word that lists begin with."""
        owner = self.genitive.match(text, start, chunk.start) if start else None
        if not start and (match := self.first.match(text, 0, chunk.start)):
            phrases = match[1].split(", ")
            words = (word.casefold() for phrase in phrases for word in phrase.split(" "))
            if self.first_ends.search(phrases[0]) and self.stop.isdisjoint(words):
                yield from _members(phrases, 0)
            return
        for opening in (*self.start.finditer(text, start, chunk.start), *filter(None, (owner,))):
            match = self.members.match(text, opening.end(), chunk.start)
            phrases = match[1].split(", ") if match else []
            if opening is owner and len(phrases) == 1 and not self.parting.match(text, chunk.end):
                # "To Acme's knowledge, passwords were stolen" lists nothing.
                continue
            if phrases and not any(word in self.stop for phrase in phrases for word in phrase.split(" ")):
                yield from _members(phrases, opening.end())
                return

    def _tail(self, text: str, start: int, end: int, *, alone: bool) -> Iterator[Chunk]:
        """The two phrases that end a list, or the one that does behind two members; `alone` behind one."""
        match = self.tail.match(text, start, end)
        if match and alone and match["before"] is None:
            return
        for name in ("before", "last") if match else ():
            phrase = match[name] if match else None
            if match and phrase and self.stop.isdisjoint(phrase.casefold().split(" ")) and not self.verb.match(phrase):
                yield Chunk(Kind.DATA, match.start(name), match.end(name), phrase, phrase.rpartition(" ")[2].casefold())

    def _member(self, text: str, start: int, end: int, parting: re.Pattern[str]) -> Chunk | None:
        """The phrase behind the word that parts, up to a function word or a mark."""
        parted = parting.match(text, start, end)
        found = _WORDS.match(text, parted.end(), end) if parted else None
        words: list[str] = []
        for word in found[0].split(" ") if found else ():
            if word.casefold() in self.stop:
                break
            words.append(word)
        phrase = " ".join(words)
        if found and words and (topic := self.topic.match(text, found.start() + len(phrase), end)):
            # "decisions on seizure"
            phrase += topic[0] if topic[1].casefold() not in self.stop else ""
        if not found or not 0 < len(words) <= _LONGEST or self.verb.match(phrase):
            return None
        return Chunk(Kind.DATA, found.start(), found.start() + len(phrase), phrase, words[-1].casefold())


def _members(phrases: Iterable[str], at: int) -> Iterator[Chunk]:
    """The phrases, which stand from there on with a comma between them, as data."""
    for phrase in phrases:
        yield Chunk(Kind.DATA, at, at + len(phrase), phrase, phrase.rpartition(" ")[2].casefold())
        at += len(phrase) + 2


@lru_cache(maxsize=4)
def lists(language: str) -> Lists:
    """The finder of the language, made once."""
    return Lists(load_vocabulary(language))
