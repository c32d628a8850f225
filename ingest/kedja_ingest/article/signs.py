"""Signs: what of a sentence's words and chunks speaks for or against a statement; see `weighing.py`."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache

from kedja.claim import Mention
from kedja_ingest.article.chunks import Chunk, Kind
from kedja_ingest.article.drafts import Draft
from kedja_ingest.article.passages import Passage
from kedja_ingest.article.patterns import PRIVATES
from kedja_ingest.article.vocabulary import LANGUAGES, load_vocabulary

_TOKEN = re.compile(rf"\w+|[{PRIVATES}]|[.,;:?!()%-]")
#: The kinds of signs of a sentence as a whole.
SHARED = ("at", "has", "says")
_NONE: frozenset[str] = frozenset()
_KINDS = {kind: f"<{kind}>" for kind in Kind}
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
        # Each token as a sign, and with the sets that it stands in.
        self.tokens: list[str] = []
        self.kin: list[frozenset[str]] = []
        kin, known = _kin(language), passage.skeleton.chunks
        for match in _TOKEN.finditer(passage.skeleton.text):
            token = match[0]
            chunk = known.get(token)
            if chunk is not None:
                self.chunks[len(self.tokens)] = chunk
            sign = token[:_STEM] if chunk is None else _KINDS[chunk.kind]
            self.starts.append(match.start())
            self.tokens.append(sign)
            self.kin.append(kin.get(token) or frozenset((sign,)))

    def shared(self) -> dict[str, Iterable[str]]:
        """Of the sentence as a whole."""
        return {
            "at": ("title" if self.number == 0 else "lead" if self.number < _LEAD else "rest",),
            "has": _NONE.union(*self.kin),
            "says": {f"{one.predicate} {one.value}" if one.predicate == "caused" else one.predicate for one in self.said},
        }

    def around(self, place: int) -> dict[str, Iterable[str]]:
        """Of the chunk at a place among the tokens, and of the words before and behind."""
        chunk, start = self.chunks[place], self.starts[place]
        before, behind = place - 1, place + 1
        found: dict[str, Iterable[str]] = {
            "is": (chunk.kind,),
            "head": ((chunk.head or chunk.text.rpartition(" ")[2]).lower()[:_STEM],),
            "vague": (f"{chunk.vague} {chunk.definite}",),
            "told": {one.predicate for one in self.said if one.start <= start < one.end},
            "next": (self.tokens[before] if place else "",),
            "then": (self.tokens[behind] if behind < len(self.tokens) else "",),
            "before": _NONE.union(*self.kin[max(0, place - _AROUND) : place]),
            "behind": _NONE.union(*self.kin[behind : behind + _AROUND]),
        }
        if chunk.mention and self.vendor:
            found |= {"kind": (str(chunk.mention.kind),), "attacked": (str(chunk.mention == self.vendor),)}
        if chunk.quantity:
            found["counts"] = (str(chunk.quantity.unit),)
        return found

    def between(self, place: int, other: int | None) -> dict[str, Iterable[str]]:
        """Of what stands between the ends of a statement, where one is in no chunk of this sentence."""
        if other is None:
            return {"far": ("",)}
        first, last = sorted((place, other))
        tokens = self.tokens[first + 1 : last][:_BETWEEN]
        return {"on" if other > place else "back": {str(min(_BETWEEN, last - first)), *tokens}}


@lru_cache(maxsize=len(LANGUAGES))
def _kin(language: str) -> dict[str, frozenset[str]]:
    """A word that stands in sets of the rules, as a sign, with these sets."""
    return {word: frozenset((word[:_STEM], *names)) for word, names in _sets(language).items()}


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
