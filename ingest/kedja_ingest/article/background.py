"""Stretches of a sentence that are on another incident than the article: comparisons, and what happened before."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kedja.claim import Mention
from kedja_ingest.article.chunks import Chunk, Kind
from kedja_ingest.article.passages import Passage
from kedja_ingest.article.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Background:
    """A stretch of a skeleton, the attacked parties that it names, and its year.

    `other`: it is on another incident for sure, whether it names a party or not.
    """

    start: int
    end: int
    parties: tuple[Mention, ...]
    year: str | None
    other: bool

    def covers(self, place: int) -> bool:
        """True for a place in the stretch."""
        return self.start <= place < self.end


def backgrounds(passage: Passage, vocabulary: Vocabulary, published: str | None) -> tuple[Background, ...]:
    """The stretches of the passage that the rules `background` of the language find, and attacks called earlier ones.

    A rule that is `past` needs a day of an earlier year than that of publication.
    """
    found = []
    for start, end, content in _stretches(passage, vocabulary):
        years = [chunk.value[:4] for chunk in _chunks(passage, start, end) if chunk.value]
        past = bool(published and years and min(years) < published[:4])
        if past or not content.get("past"):
            parties = tuple(dict.fromkeys(_parties(passage, vocabulary, start, end)))
            found.append(Background(start, end, parties, min(years, default=None), bool(content.get("other"))))
    return tuple(found)


def _stretches(passage: Passage, vocabulary: Vocabulary) -> Iterator[tuple[int, int, dict[str, object]]]:
    text = passage.skeleton.text
    for rule in vocabulary.rules["background"].matching(passage.skeleton.shown):
        for match in rule.matches(text, passage.skeleton.begins):
            yield match.start("x"), match.end("x"), rule.content
    earlier = re.compile(vocabulary.forms["earlier_attack"], re.IGNORECASE)
    for chunk in passage.chunks:
        if chunk.kind is Kind.ATTACK and earlier.match(passage.text, chunk.start, chunk.end):
            yield max(0, passage.skeleton.position(chunk)), len(text), {"other": True}


def _chunks(passage: Passage, start: int, end: int) -> list[Chunk]:
    return passage.skeleton.chunks_in(passage.skeleton.text[start:end])


def _parties(passage: Passage, vocabulary: Vocabulary, start: int, end: int) -> Iterator[Mention]:
    for rule in vocabulary.rules["vendor"].matching(passage.skeleton.shown):
        if rule.content.get("other") or rule.content.get("past"):
            for match in rule.matches(passage.skeleton.text, passage.skeleton.begins):
                if start <= match.start("x") < end:
                    yield from (c.mention for c in passage.skeleton.chunks_in(match["x"]) if c.mention)


def covering(found: Iterable[Background], place: int) -> Background | None:
    """The stretch that the place lies in."""
    return next((one for one in found if one.covers(place)), None)
