"""Quotes: the words that support a claim, and where they stand in the file."""

from __future__ import annotations

from typing import Final

from kedja_ingest.article.modality import boundary, clause
from kedja_ingest.article.passages import Passage

# Longer ones would repeat the article.
_LONGEST: Final = 30


def quote(passage: Passage, start: int, end: int, language: str) -> tuple[str, tuple[int, int]]:
    """The words for what stands there in the skeleton, and their place in the file.

    They are the sentence; of a long one the clauses that the statement lies in, or the statement alone.
    """
    skeleton = passage.skeleton
    for first, last in ((0, len(skeleton.text)), clause(skeleton.text, start, end, boundary(language)), (start, end)):
        begin, stop = skeleton.place(first, last)
        words = passage.text[begin:stop].strip()
        if len(words.split()) <= _LONGEST:
            break
    return located(passage, " ".join(words.split(" ")[:_LONGEST]), begin)


def located(passage: Passage, words: str, near: int) -> tuple[str, tuple[int, int]]:
    """The words with their place in the file."""
    start = passage.sentence.start + passage.text.index(words, max(0, near))
    return words, (start, start + len(words))
