"""A sentence as rules see it: each chunk one character, fillers and quotation marks left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from kedja_ingest.article.chunks import Chunk, Kind
from kedja_ingest.article.patterns import PRIVATE, placeholder, words
from kedja_ingest.article.screening import Places, Screen
from kedja_ingest.article.vocabulary import load_vocabulary

# Spaces, private characters, and runs of anything else that is no quotation mark.
_PIECES = re.compile('\\s+|[\ue000-\uf8ff]|[^\\s"“”„«»\ue000-\uf8ff]+')

# What is not taken over as it is.
_ODD = re.compile('[^\\S ]| {2}|["“”„«»\ue000-\uf8ff]')


@dataclass(frozen=True, slots=True)
class Skeleton:
    """The text for rules; `cells` gives for each of its characters the place in the sentence.

    `shown` are the bits of the rules' screen, `begins` those of what may begin at each place.
    """

    text: str
    cells: tuple[tuple[int, int], ...]
    chunks: dict[str, Chunk]
    shown: int
    begins: Places

    def chunks_in(self, text: str | None) -> list[Chunk]:
        """The chunks among the characters of a match."""
        return [self.chunks[c] for c in text or "" if c in self.chunks]

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of the skeleton lies in the sentence."""
        return self.cells[start][0], self.cells[max(start, end - 1)][1]

    def position(self, chunk: Chunk) -> int:
        """Where the chunk stands in the skeleton, -1 when it was left out."""
        return next((n for n, c in enumerate(self.text) if self.chunks.get(c) == chunk), -1)


def build_skeleton(text: str, chunks: Iterable[Chunk], language: str) -> Skeleton:
    """The skeleton of a sentence with these chunks, which must not overlap."""
    counts: Counter[Kind] = Counter()
    characters: list[str] = []
    cells: list[tuple[int, int]] = []
    known: dict[str, Chunk] = {}
    position = 0
    for chunk in sorted(chunks, key=lambda chunk: chunk.start):
        character = placeholder(chunk.kind, counts[chunk.kind])
        if character is None:
            continue
        counts[chunk.kind] += 1
        _plain(text, position, chunk.start, characters, cells)
        characters.append(character)
        cells.append((chunk.start, chunk.end))
        known[character] = chunk
        position = chunk.end
    _plain(text, position, len(text), characters, cells)
    plain, places = _without_fillers("".join(characters), cells, language)
    return Skeleton(plain, places, known, *load_vocabulary(language).screen.scan(plain))


def merge(skeleton: Skeleton, start: int, end: int, chunk: Chunk, screen: Screen) -> Skeleton:
    """The skeleton with one chunk in place of a stretch."""
    number = sum(known.kind is chunk.kind for known in skeleton.chunks.values())
    character = placeholder(chunk.kind, number)
    if character is None:
        return skeleton
    text = skeleton.text[:start] + character + skeleton.text[end:]
    cells = (*skeleton.cells[:start], skeleton.place(start, end), *skeleton.cells[end:])
    return Skeleton(text, cells, {**skeleton.chunks, character: chunk}, *screen.scan(text))


def _plain(text: str, start: int, end: int, characters: list[str], cells: list[tuple[int, int]]) -> None:
    """Appends plain text, without quotation marks and with single spaces."""
    if not _ODD.search(text, start, end) and not (characters and characters[-1] == text[start : start + 1] == " "):
        characters.extend(text[start:end])
        cells.extend(zip(range(start, end), range(start + 1, end + 1), strict=True))
        return
    for match in _PIECES.finditer(text, start, end):
        first, last = match.span()
        if match[0].isspace() or PRIVATE.match(match[0]):
            if characters and characters[-1] == " ":
                continue
            characters.append(" ")
            cells.append((first, first + 1))
        else:
            characters.extend(match[0])
            cells.extend(zip(range(first, last), range(first + 1, last + 1), strict=True))


def _without_fillers(text: str, cells: list[tuple[int, int]], language: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    asides, fillers = _filler_patterns(language)
    for pattern in (asides, fillers):
        matches = list(pattern.finditer(text))
        if not matches:
            continue
        kept, position = [], 0
        for match in matches:
            kept.append((position, match.start()))
            position = match.end()
        kept.append((position, len(text)))
        cells = [cell for start, end in kept for cell in cells[start:end]]
        text = "".join(text[start:end] for start, end in kept)
    return text, tuple(cells)


@lru_cache(maxsize=4)
def _filler_patterns(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    filler = words(load_vocabulary(language).lists["grammar"]["words"]["fillers"])
    aside = rf",? {filler},(?= )|, {filler}(?=[.;:]|$)"
    plain = rf"\A{filler}\b,? |(?<= ){filler} | {filler}(?=[.,;:]|$)|(?<= ) "
    return re.compile(aside, re.IGNORECASE), re.compile(plain, re.IGNORECASE)
