"""Members of a list of data that no lexicon knows: "names, blood types and addresses"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise

from kedja_ingest.article.chunks import Chunk, Kind
from kedja_ingest.article.vocabulary import Vocabulary, load_vocabulary

_WORDS = re.compile(r"[^\W\d_][\w-]*(?: [^\W\d_][\w-]*)*")
# A member has as many words at most.
_LONGEST = 4


class Lists:
    """Finds the unknown members of lists of data in one language."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.stop = vocabulary.stop
        self.parting = re.compile(vocabulary.forms["list_break"], re.IGNORECASE)
        self.ending = re.compile(vocabulary.forms["list_end"], re.IGNORECASE)
        self.verb = re.compile(vocabulary.forms["list_verb"], re.IGNORECASE)

    def find(self, text: str, chunks: Iterable[Chunk]) -> Iterator[Chunk]:
        """A chunk for each phrase between two members of a list, or behind the "and" of one that has two."""
        ordered = sorted(chunks, key=lambda chunk: chunk.start)
        for (left, right), following in zip(
            pairwise(ordered), [*(chunk.start for chunk in ordered[2:]), len(text)], strict=True
        ):
            if not left.kind is right.kind is Kind.DATA:
                continue
            inner = self._member(text, left.end, right.start, self.parting)
            closed = inner is not None and self.parting.fullmatch(text, inner.end, right.start)
            if inner and closed:
                yield inner
            if closed or self.parting.fullmatch(text, left.end, right.start):
                last = self._member(text, right.end, following, self.ending)
                if last and (last.end + 1 < following or following == len(text)):
                    yield last

    def _member(self, text: str, start: int, end: int, parting: re.Pattern[str]) -> Chunk | None:
        """The phrase behind the word that parts, up to a function word or a mark."""
        parted = parting.match(text, start, end)
        found = _WORDS.match(text, parted.end(), end) if parted else None
        words: list[str] = []
        for word in found[0].split(" ") if found else ():
            if word.casefold() in self.stop:
                break
            words.append(word)
        if not found or not 0 < len(words) <= _LONGEST or self.verb.match(words[0]):
            return None
        phrase = " ".join(words)
        return Chunk(Kind.DATA, found.start(), found.start() + len(phrase), phrase, words[-1].casefold())


@lru_cache(maxsize=4)
def lists(language: str) -> Lists:
    """The finder of the language, made once."""
    return Lists(load_vocabulary(language))
