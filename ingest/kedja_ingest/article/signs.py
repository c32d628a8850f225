"""Signs: what of a sentence's words and chunks speaks for or against a statement; see `weighing.py`."""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Iterable, Iterator
from functools import cached_property, lru_cache

from kedja.claim import Mention
from kedja_ingest.article.chunks import Chunk
from kedja_ingest.article.drafts import Draft
from kedja_ingest.article.passages import Passage
from kedja_ingest.article.patterns import PRIVATES
from kedja_ingest.article.vocabulary import LANGUAGES, load_vocabulary

_TOKEN = re.compile(rf"\w+|[{PRIVATES}]|[.,;:?!()%-]")
#: How the signs of a sentence as a whole begin.
SHARED = ("at ", "has ", "says ")
# Of a word so many letters count, so that its forms are one.
_STEM = 6
# So many tokens on either side are around a chunk, and so many between two.
_AROUND, _BETWEEN = 12, 12
# A set of fewer words tells no more than the words.
_FEWEST = 4
# As many sentences make the beginning of an article.
_LEAD = 4


class Signs:
    """The signs of one passage, the `number`-th; `said` are the drafts that rules and frames have made of it."""

    def __init__(
        self, passage: Passage, said: Collection[Draft], number: int, vendor: Mention | None, language: str
    ) -> None:
        self.said, self.number, self.vendor = said, number, vendor
        self.chunks: dict[int, Chunk] = {}
        self.starts: list[int] = []
        self.tokens: list[str] = []
        self.sets: list[tuple[str, ...]] = []
        self.found: dict[int, list[str]] = {}
        sets, known = _sets(language), passage.skeleton.chunks
        for match in _TOKEN.finditer(passage.skeleton.text):
            token = match[0]
            chunk = known.get(token)
            if chunk is not None:
                self.chunks[len(self.tokens)] = chunk
            self.starts.append(match.start())
            self.tokens.append(token[:_STEM] if chunk is None else f"<{chunk.kind}>")
            self.sets.append(sets.get(token, ()))

    @cached_property
    def shared(self) -> list[str]:
        """Of the sentence as a whole."""
        words = {*self.tokens, *itertools.chain.from_iterable(self.sets)}
        return [
            f"at {'title' if self.number == 0 else 'lead' if self.number < _LEAD else 'rest'}",
            *map("has ".__add__, words),
            *{f"says {one.predicate} {one.value if one.predicate == 'caused' else ''}" for one in self.said},
        ]

    def around(self, place: int) -> list[str]:
        """Of the chunk at a place among the tokens."""
        if place not in self.found:
            self.found[place] = [*self._of(self.chunks[place], place), *self._beside(place)]
        return self.found[place]

    def _of(self, chunk: Chunk, place: int) -> Iterator[str]:
        start = self.starts[place]
        yield f"is {chunk.kind}"
        yield f"head {(chunk.head or chunk.text.rpartition(' ')[2]).lower()[:_STEM]}"
        yield f"vague {chunk.vague} {chunk.definite}"
        if chunk.mention and self.vendor:
            yield f"kind {chunk.mention.kind}"
            yield f"attacked {chunk.mention == self.vendor}"
        if chunk.quantity:
            yield f"counts {chunk.quantity.unit}"
        yield from {f"told {one.predicate}" for one in self.said if one.start <= start < one.end}

    def _beside(self, place: int) -> Iterator[str]:
        """Of the words before and behind a place."""
        first = max(0, place - _AROUND)
        before, behind = slice(first, place), slice(place + 1, place + 1 + _AROUND)
        yield f"next {self.tokens[place - 1] if place else ''}"
        yield f"then {self.tokens[place + 1] if place + 1 < len(self.tokens) else ''}"
        yield from map("before ".__add__, {*self.tokens[before], *itertools.chain.from_iterable(self.sets[before])})
        yield from map("behind ".__add__, {*self.tokens[behind], *itertools.chain.from_iterable(self.sets[behind])})

    def between(self, place: int, other: int | None) -> list[str]:
        """Of what stands between the ends of a statement, where one is in no chunk of this sentence."""
        if other is None:
            return ["far"]
        first, last = sorted((place, other))
        side = "on" if other > place else "back"
        tokens = self.tokens[first + 1 : last][:_BETWEEN]
        return [f"{side} {min(_BETWEEN, last - first)}", *{f"{side} {token}" for token in tokens}]


@lru_cache(maxsize=len(LANGUAGES))
def _sets(language: str) -> dict[str, tuple[str, ...]]:
    """The sets of the rules that a word stands in, as signs."""
    found: dict[str, list[str]] = {}
    for name, terms in load_vocabulary(language).screen.sets.items():
        for term in _single(terms):
            found.setdefault(term, []).append(f"[{name}]")
    return {term: tuple(sorted(names)) for term, names in found.items()}


def _single(terms: Iterable[str]) -> set[str]:
    """The terms of one word, none of a small set."""
    words = {term.lower() for term in terms}
    return {word for word in words if re.fullmatch(r"\w+", word)} if len(words) >= _FEWEST else set()
