"""Filters over words and names: a capital on a word that no dictionary has is that of a name."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.resources import files
from math import ceil

#: Of eight bits a word, six are looked at: one unknown word in fifty is taken for a known one; of twelve, one in 270.
BITS, SURE_BITS, HASHES = 8, 12, 6
# Words that are remembered; texts of strangers must not fill the memory.
_REMEMBERED, _LONGEST = 50_000, 40
# The first part of a compound has so many letters at least, and the last.
_FIRST, _LAST = 3, 4


class Filter:
    """A Bloom filter over words in any case."""

    def __init__(self, filled: bytes) -> None:
        self._filled, self._size = filled, 8 * len(filled)
        self._known: dict[str, bool] = {}

    def __contains__(self, word: object) -> bool:
        """True for one of the words, and seldom for another."""
        return isinstance(word, str) and self._in(word.casefold())

    def _in(self, word: str) -> bool:
        found = self._known.get(word)
        if found is None:
            found = self._looked_up(word)
            if len(self._known) < _REMEMBERED and len(word) <= _LONGEST:
                self._known[word] = found
        return found

    def _looked_up(self, word: str) -> bool:
        return all(self._filled[place >> 3] >> (place & 7) & 1 for place in _places(word, self._size))


class Words(Filter):
    """The words of a language, without those that only add an s."""

    def __init__(self, filled: bytes, *, compounds: bool) -> None:
        super().__init__(filled)
        self._compounds = compounds

    def knows(self, word: str) -> bool:
        """True for a word of the dictionary in any case, one with an s behind it, a compound, or an inflected part.

        >>> [load_words("sv").knows(word) for word in ("Kunder", "Kommunledningarna", "Tietoevry")]
        [True, True, False]
        """
        plain = re.split(r"[-'’/]", word.casefold())[-1]
        return self._has(plain) or (self._compounds and self._is_compound(plain))

    def _has(self, word: str) -> bool:
        return self._in(word) or (word.endswith("s") and self._in(word[:-1]))

    def _is_compound(self, word: str) -> bool:
        cuts = range(_FIRST, len(word) - _LAST + 1)
        return any(self._has(word[cut:]) and self._has(word[:cut]) for cut in cuts)


def uninflected(words: Iterable[str]) -> set[str]:
    """The words without those that only add an s to another."""
    known = set(words)
    return {word for word in known if not (word.endswith("s") and word[:-1] in known)}


def filled(words: Iterable[str], bits_each: int = BITS) -> bytes:
    """The bytes of a filter over these words."""
    kept = {word.casefold() for word in words}
    bits = bytearray(ceil(len(kept) * bits_each / 8))
    for word in kept:
        for place in _places(word, 8 * len(bits)):
            bits[place >> 3] |= 1 << (place & 7)
    return bytes(bits)


def _places(word: str, size: int) -> Iterator[int]:
    digest = hashlib.blake2b(word.encode("utf-8", "surrogatepass"), digest_size=16).digest()
    first, step = int.from_bytes(digest[:8], "big"), int.from_bytes(digest[8:], "big") | 1
    for number in range(HASHES):
        yield (first + number * step) % size


@lru_cache(maxsize=4)
def load_words(language: str) -> Words:
    """The words of one of the languages with rules."""
    return Words(_content(language, "words.bloom"), compounds=language == "sv")


def load_filter(name: str) -> Filter:
    """The filter over names of all languages of that name."""
    return Filter(_content(f"{name}.bloom"))


def _content(*path: str) -> bytes:
    return files("kedja_ingest.article").joinpath("lexicon", *path).read_bytes()
