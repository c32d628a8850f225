"""A sentence as rules see it: each chunk one character, fillers and quotation marks left out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final, final

from kedja_ingest.article.chunks import Chunk, Kind
from kedja_ingest.article.patterns import PRIVATE, lowered, placeholder, small, words
from kedja_ingest.article.screening import Places, Screen
from kedja_ingest.article.vocabulary import load_vocabulary

# Spaces, private characters, and runs of anything else that is no quotation mark.
_PIECES: Final = re.compile('\\s+|[\ue000-\uf8ff]|[^\\s"“”„«»\ue000-\uf8ff]+')

# What is not taken over as it is.
_ODD: Final = re.compile('[^\\S ]| {2}|["“”„«»\ue000-\uf8ff]')


@final
class Skeleton:
    """The text for rules, in small letters; `starts` and `ends` give the place of each character in the sentence.

    `shown` are the bits of the rules' screen, `begins` those of what may begin at each place.
    """

    def __init__(
        self,
        text: str,
        starts: Sequence[int],
        ends: Sequence[int],
        chunks: dict[str, Chunk],
        shown: int,
        begins: Places,
    ) -> None:
        self.text, self.starts, self.ends, self.chunks = text, starts, ends, chunks
        self.shown, self.begins = shown, begins

    def chunks_in(self, text: str | None) -> list[Chunk]:
        """The chunks among the characters of a match."""
        return [self.chunks[c] for c in text or "" if c in self.chunks]

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of the skeleton lies in the sentence."""
        return self.starts[start], self.ends[max(start, end - 1)]

    def position(self, chunk: Chunk) -> int:
        """Where the chunk stands in the skeleton, -1 when it was left out."""
        return next((self.text.find(c) for c, known in self.chunks.items() if known == chunk), -1)


def build_skeleton(text: str, chunks: Iterable[Chunk], language: str) -> Skeleton:
    """The skeleton of a sentence with these chunks, which must not overlap."""
    counts: dict[Kind, int] = {}
    plain = _Plain(text, odd=_ODD.search(text) is not None)
    known: dict[str, Chunk] = {}
    for chunk in sorted(chunks, key=_start):
        character = _character(chunk.kind, counts)
        if character is None:
            continue
        plain.until(chunk.start)
        plain.stand_in(character, chunk.end)
        known[character] = chunk
    plain.until(len(text))
    return plain.skeleton(known, language)


def retyped(skeleton: Skeleton, chunks: Sequence[Chunk], language: str) -> Skeleton | None:
    """The skeleton with these chunks, which stand where its own do but may be of other kinds; None for too many."""
    counts: dict[Kind, int] = {}
    known, changed = {}, {}
    for before, chunk in zip(skeleton.chunks, chunks, strict=True):
        character = _character(chunk.kind, counts)
        if character is None:
            return None
        known[character] = chunk
        changed[ord(before)] = character
    text = skeleton.text.translate(changed)
    if text == skeleton.text:
        return Skeleton(text, skeleton.starts, skeleton.ends, known, skeleton.shown, skeleton.begins)
    shown, begins = load_vocabulary(language).screen.scan(text)
    return Skeleton(text, skeleton.starts, skeleton.ends, known, shown, begins)


def merge(skeleton: Skeleton, start: int, end: int, chunk: Chunk, screen: Screen) -> Skeleton:
    """The skeleton with one chunk in place of a stretch."""
    number = sum(known.kind is chunk.kind for known in skeleton.chunks.values())
    character = placeholder(chunk.kind, number)
    if character is None:
        return skeleton
    text = skeleton.text[:start] + character + skeleton.text[end:]
    first, last = skeleton.place(start, end)
    starts = [*skeleton.starts[:start], first, *skeleton.starts[end:]]
    ends = [*skeleton.ends[:start], last, *skeleton.ends[end:]]
    return Skeleton(text, starts, ends, {**skeleton.chunks, character: chunk}, *screen.scan(text))


def _character(kind: Kind, counts: dict[Kind, int]) -> str | None:
    """The character for one more chunk of the kind, of which so many stand already; None for too many."""
    count = counts.get(kind, 0)
    counts[kind] = count + 1
    return placeholder(kind, count)


def _start(chunk: Chunk) -> int:
    return chunk.start


class _Plain:
    """A skeleton's text in the making; `odd` when there may be characters that are not taken over as they are."""

    def __init__(self, text: str, *, odd: bool) -> None:
        self.text, self.odd = text, odd
        self.position = 0
        self.pieces: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []

    def stand_in(self, character: str, end: int) -> None:
        """Appends the character for the chunk that begins here."""
        self._append(character, self.position, end)
        self.position = end

    def until(self, end: int) -> None:
        """Appends plain text, without quotation marks and with single spaces."""
        start, text = self.position, self.text
        if start < end and not self.odd and not (text[start] == " " and self._ends_in_space()):
            self._copy(start, end)
        elif start < end:
            for match in _PIECES.finditer(text, start, end):
                if not (match[0].isspace() or PRIVATE.match(match[0])):
                    self._copy(*match.span())
                elif not self._ends_in_space():
                    self._append(" ", match.start(), match.start() + 1)
        self.position = end

    def _ends_in_space(self) -> bool:
        return bool(self.pieces) and self.pieces[-1].endswith(" ")

    def _append(self, character: str, start: int, end: int) -> None:
        self.pieces.append(character)
        self.starts.append(start)
        self.ends.append(end)

    def _copy(self, start: int, end: int) -> None:
        self.pieces.append(self.text[start:end])
        self.starts.extend(range(start, end))
        self.ends.extend(range(start + 1, end + 1))

    def skeleton(self, chunks: dict[str, Chunk], language: str) -> Skeleton:
        """The skeleton without fillers."""
        text = lowered("".join(self.pieces))
        vocabulary = load_vocabulary(language)
        screen = vocabulary.screen
        if vocabulary.gates["fillers"] & screen.shows(self.text) or "  " in text:
            asides, fillers = _filler_patterns(language)
            text = self._without(fillers, self._without(asides, text))
        shown, begins = screen.scan(text)
        return Skeleton(text, self.starts, self.ends, chunks, shown, begins)

    def _without(self, pattern: re.Pattern[str], text: str) -> str:
        """The text without what the pattern finds, and the places accordingly."""
        kept, position = [], 0
        for match in pattern.finditer(text):
            kept.append((position, match.start()))
            position = match.end()
        if not position:
            return text
        kept.append((position, len(text)))
        starts, ends = self.starts, self.ends
        self.starts, self.ends = [], []
        for start, end in kept:
            self.starts += starts[start:end]
            self.ends += ends[start:end]
        return "".join(text[start:end] for start, end in kept)


@lru_cache(maxsize=4)
def _filler_patterns(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Fillers with commas around them, and fillers."""
    filler = words(load_vocabulary(language).lists["grammar"]["words"]["fillers"])
    aside = rf",? {filler},(?= )|, {filler}(?=[.;:]|$)"
    plain = rf"\A{filler}\b,? |(?<= ){filler} | {filler}(?=[.,;:]|$)|(?<= ) "
    return re.compile(small(aside)), re.compile(small(plain))
