"""Passages: a sentence with its chunks and the skeleton that rules see."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, final

from kedja_ingest.article.chunks import Chunk
from kedja_ingest.article.sentences import Sentence
from kedja_ingest.article.skeleton import Skeleton, build_skeleton, retyped

#: As many sentences make the beginning of an article.
LEAD: Final = 4


@final
class Passage:
    """A sentence, its chunks in order, and the two as a skeleton."""

    def __init__(self, sentence: Sentence, chunks: tuple[Chunk, ...], skeleton: Skeleton) -> None:
        self.sentence, self.chunks, self.skeleton = sentence, chunks, skeleton

    @property
    def text(self) -> str:
        """The words of the sentence."""
        return self.sentence.text


def changed(one: Passage, chunks: Iterable[Chunk], language: str) -> Passage:
    """The passage with other chunks; most of them stand where the ones before did."""
    ordered = tuple(sorted(chunks, key=_start))
    skeleton = one.skeleton
    if len(one.chunks) == len(ordered) == len(skeleton.chunks) and all(map(_covers, one.chunks, ordered)):
        skeleton = retyped(skeleton, ordered, language) or build_skeleton(one.text, ordered, language)
    else:
        skeleton = build_skeleton(one.text, ordered, language)
    return Passage(one.sentence, ordered, skeleton)


def _covers(one: Chunk, other: Chunk) -> bool:
    return one.start == other.start and one.end == other.end


def _start(chunk: Chunk) -> int:
    return chunk.start


def passage(sentence: Sentence, chunks: Iterable[Chunk], language: str) -> Passage:
    """The passage with these chunks."""
    ordered = tuple(sorted(chunks, key=_start))
    return Passage(sentence, ordered, build_skeleton(sentence.text, ordered, language))


def quoted(text: str, chunk: Chunk) -> bool:
    """True for what stands between quotation marks."""
    return text.count('"', 0, chunk.start) % 2 == 1 or text.count("“", 0, chunk.start) > text.count("”", 0, chunk.start)


def is_label(chunk: Chunk, text: str) -> bool:
    """True for the name at the beginning of "Mary Jones: We were hit", as transcripts have it."""
    return chunk.start == 0 and text.startswith(": ", chunk.end)
