"""Passages: a sentence with its chunks and the skeleton that rules see."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kedja_ingest.article.chunks import Chunk
from kedja_ingest.article.sentences import Sentence
from kedja_ingest.article.skeleton import Skeleton, build_skeleton


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence, its chunks in order, and the two as a skeleton."""

    sentence: Sentence
    chunks: tuple[Chunk, ...]
    skeleton: Skeleton

    @property
    def text(self) -> str:
        """The words of the sentence."""
        return self.sentence.text


def passage(sentence: Sentence, chunks: Iterable[Chunk], language: str) -> Passage:
    """The passage with these chunks."""
    ordered = tuple(sorted(chunks, key=lambda chunk: chunk.start))
    return Passage(sentence, ordered, build_skeleton(sentence.text, ordered, language))


def quoted(text: str, chunk: Chunk) -> bool:
    """True for what stands between quotation marks."""
    return text.count('"', 0, chunk.start) % 2 == 1 or text.count("“", 0, chunk.start) > text.count("”", 0, chunk.start)
