"""Shares in words: "half of the municipalities", "one in five"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kedja.claim import Quantity
from kedja.ontology import Bound
from kedja_ingest.article.chunks import Chunk, Kind
from kedja_ingest.article.patterns import words
from kedja_ingest.article.screening import Gated
from kedja_ingest.article.vocabulary import Vocabulary


class Fractions:
    """Finds the shares of one language, with the words for bounds before them."""

    def __init__(self, vocabulary: Vocabulary, bounds: Mapping[str, Bound]) -> None:
        self.bounds = bounds
        self.shares: dict[str, int | float] = vocabulary.lists["grammar"].get("shares", {})
        share = rf"\b(?:(?P<bound>{words(bounds)}) )?(?P<share>{words(self.shares)})\b"
        self.pattern = Gated.of(share if self.shares else "(?!)", vocabulary.screen)

    def find(self, text: str) -> Iterator[Chunk]:
        """The shares of the text, in order."""
        for match in self.pattern.finditer(text):
            bound = self.bounds.get(match["bound"] or "", Bound.EXACTLY)
            share = Quantity(value=self.shares[match["share"]], bound=bound, unit="percent")
            start, end = match.span()
            yield Chunk(Kind.PERCENT, start, end, text[start:end], quantity=share)
