"""Signs: what of a sentence's words and chunks speaks for or against a statement; see `weighing.py`."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Set
from functools import lru_cache
from itertools import pairwise
from typing import Final

from kedja.claim import Mention
from kedja_ingest.article.chunks import Chunk, Kind
from kedja_ingest.article.passages import LEAD
from kedja_ingest.article.patterns import PRIVATES
from kedja_ingest.article.readings import Readings
from kedja_ingest.article.vocabulary import LANGUAGES, load_vocabulary

_TOKEN: Final = re.compile(rf"\w+|[{PRIVATES}]|[.,;:?!()%-]")
#: The kinds of signs of a sentence as a whole.
SHARED: Final = ("at", "has", "says", "previous")
#: The kinds of signs between the two ends of a statement.
BETWEEN: Final = ("far", "on", "back", "steps", "path", "other", "other_elsewhere")
#: The kinds of signs of the words on either side of a chunk; each also with the chunk's kind behind it.
SIDES: Final = ("before", "behind")
_NONE: Final[frozenset[str]] = frozenset()
# What stands before the first word and behind the last.
_EDGE: Final = frozenset(("",))
# So many of a kind are many.
_MANY: Final = 5
_KINDS: Final = {kind: f"<{kind}>" for kind in Kind}
# Of a word so many letters count, so that its forms are one.
_STEM: Final = 6
# So many tokens on either side are around a chunk, and so many between two.
_AROUND, _BETWEEN = 12, 12
# As many between two count as a whole too, in their order.
_PATH: Final = 4
# A set of fewer words tells no more than the words.
_FEWEST: Final = 4


class Signs:
    """The signs of the `number`-th sentence of an article."""

    def __init__(self, readings: Readings, number: int, vendor: Mention | None, language: str) -> None:
        self.readings, self.number, self.vendor = readings, number, vendor
        reading = readings.readings[number]
        passage, self.said = reading.passage, reading.said
        self.chunks: dict[int, Chunk] = {}
        # How many chunks of its kind stand before each.
        self.order: dict[int, int] = {}
        before: dict[Kind, int] = {}
        self.starts: list[int] = []
        # Each token as a sign, and with the sets that it stands in.
        self.tokens: list[str] = []
        self.kin: list[Iterable[str]] = []
        kin, known = _kin(language), passage.skeleton.chunks
        for match in _TOKEN.finditer(passage.skeleton.text):
            token = match[0]
            chunk = known.get(token)
            if chunk is not None:
                self.order[len(self.tokens)] = before.get(chunk.kind, 0)
                before[chunk.kind] = self.order[len(self.tokens)] + 1
                self.chunks[len(self.tokens)] = chunk
            sign = token[:_STEM] if chunk is None else _KINDS[chunk.kind]
            self.starts.append(match.start())
            self.tokens.append(sign)
            self.kin.append(kin.get(token) or (sign,))
        # Of all chunks alike; compiled code would make a `cached_property` anew each time.
        self._in_all, self._told = self._of_all(), self._told_of()

    def shared(self) -> dict[str, Iterable[str]]:
        """Of the sentence as a whole."""
        return {
            "at": ("title" if self.number == 0 else "lead" if self.number < LEAD else "rest",),
            "has": _NONE.union(*self.kin),
            "says": {one.says for one in self.said},
            "previous": self.readings.before(self.number),
        }

    def _of_all(self) -> dict[str, Iterable[str]]:
        """Of the chunks of the sentence: whether the attacked party is one, and how many have a name."""
        mentions = [chunk.mention for chunk in self.chunks.values() if chunk.mention]
        return {"party": (str(self.vendor in mentions),), "names": (str(min(_MANY, len(mentions))),)}

    def around(self, place: int | None) -> dict[str, Iterable[str]]:
        """Of the chunk at a place among the tokens, and of the words before and behind; none without a place."""
        if place is None:
            return {}
        chunk, kin = self.chunks[place], self.kin
        left, right = kin[max(0, place - _AROUND) : place], kin[place + 1 : place + 1 + _AROUND]
        before, further = (left[-1:] or [_EDGE])[0], left[-2] if len(left) > 1 else _EDGE
        behind, beyond = (right[:1] or [_EDGE])[0], right[1] if len(right) > 1 else _EDGE
        # Words weigh otherwise around another kind of chunk.
        words_before, words_behind = _NONE.union(*left), _NONE.union(*right)
        found: dict[str, Iterable[str]] = {
            "is": (chunk.kind,),
            "head": ((chunk.head or chunk.text.rpartition(" ")[2]).lower()[:_STEM],),
            "vague": (f"{chunk.vague} {chunk.definite}",),
            "told": self.told(place),
            "next": (self.tokens[place - 1] if place else "",),
            "then": (self.tokens[place + 1] if place + 1 < len(self.tokens) else "",),
            "before": words_before,
            "behind": words_behind,
            f"before {chunk.kind}": words_before,
            f"behind {chunk.kind}": words_behind,
            "left": [f"{one} {two}" for one in further for two in before],
            "right": [f"{one} {two}" for one in behind for two in beyond],
            "sides": [f"{one} {two}" for one in before for two in behind],
            "number": (str(min(_MANY, self.order[place])),),
            **self._in_all,
        }
        if chunk.mention:
            found |= dict(self._in_article(chunk.mention))
        if chunk.quantity:
            found["counts"] = (str(chunk.quantity.unit),)
        return found

    def told(self, place: int) -> Set[str]:
        """What rules and frames say in which the place is."""
        return self._told.get(place, _NONE)

    def _told_of(self) -> dict[int, set[str]]:
        found: dict[int, set[str]] = {}
        for one in self.said:
            for place in range(bisect_left(self.starts, one.start), bisect_left(self.starts, one.end)):
                found.setdefault(place, set()).add(one.says)
        return found

    def _in_article(self, mention: Mention) -> Iterator[tuple[str, Iterable[str]]]:
        """Of a name by the sentences in which it stands, and by what they say of it."""
        sentences = self.readings.sentences(mention)
        yield "kind", (str(mention.kind),)
        yield "attacked", (str(mention == self.vendor),)
        yield "often", (str(min(_MANY, len(sentences))),)
        yield "titled", (str(0 in sentences[:1]),)
        yield "early", (str(bool(sentences) and sentences[0] < LEAD),)
        yield "new", (str(self.number in sentences[:1]),)
        yield "elsewhere", self.readings.elsewhere(mention, self.number)

    def between(self, place: int, other: int | None) -> dict[str, Iterable[str]]:
        """Of what stands between the ends of a statement, and of the other end; `far` where that is elsewhere."""
        if other is None:
            return {"far": ("",)}
        first, last = sorted((place, other))
        side, chunk = "on" if other > place else "back", self.chunks[other]
        within = self.kin[first + 1 : last][:_BETWEEN]
        found: dict[str, Iterable[str]] = {
            side: {str(min(_BETWEEN, last - first)), *_NONE.union(*within)},
            "other": (f"{chunk.kind} {side}", str(chunk.mention is not None and chunk.mention == self.vendor)),
        }
        if chunk.mention:
            found["other_elsewhere"] = self.readings.elsewhere(chunk.mention, self.number)
        if len(within) < _BETWEEN:
            path = ("", *self.tokens[first + 1 : last], "")
            found["steps"] = {f"{side} {one} {two}" for one, two in pairwise(path)}
            if len(within) <= _PATH:
                found["path"] = (f"{side} {' '.join(path)}",)
        return found


@lru_cache(maxsize=len(LANGUAGES))
def _kin(language: str) -> dict[str, frozenset[str]]:
    """A word that stands in sets of the rules, as a sign, with these sets."""
    found: dict[str, set[str]] = {}
    for name, terms in load_vocabulary(language).screen.sets.items():
        for term in _single(terms):
            found.setdefault(term, {term[:_STEM]}).add(f"[{name}]")
    return {term: frozenset(signs) for term, signs in found.items()}


def _single(terms: Iterable[str]) -> set[str]:
    """The terms of one word, none of a small set."""
    words = {term.lower() for term in terms}
    return {word for word in words if re.fullmatch(r"\w+", word)} if len(words) >= _FEWEST else set()
