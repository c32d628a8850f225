"""Which words a dictionary has: a capital on any other at the start of a sentence is that of a name."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.resources import files
from math import ceil

#: Of eight bits a word, six are looked at: one unknown word in fifty is taken for a known one.
BITS, HASHES = 8, 6
# The first part of a compound has so many letters at least, and the last.
_FIRST, _LAST = 3, 4


class Words:
    """A Bloom filter over the words of a language, without those that only add an s."""

    def __init__(self, filled: bytes, *, compounds: bool) -> None:
        self._filled, self._size, self._compounds = filled, 8 * len(filled), compounds

    def knows(self, word: str) -> bool:
        """True for a word of the dictionary in any case, one with an s behind it, a compound, or an inflected part.

        >>> [load_words("sv").knows(word) for word in ("Kunder", "Kommunledningarna", "Tietoevry")]
        [True, True, False]
        """
        plain = re.split(r"[-'’/]", word.casefold())[-1]
        return self._has(plain) or (self._compounds and self._is_compound(plain))

    def _has(self, word: str) -> bool:
        return self._in(word) or (word.endswith("s") and self._in(word[:-1]))

    def _in(self, word: str) -> bool:
        return all(self._filled[place >> 3] >> (place & 7) & 1 for place in _places(word, self._size))

    def _is_compound(self, word: str) -> bool:
        cuts = range(_FIRST, len(word) - _LAST + 1)
        return any(self._has(word[cut:]) and self._has(word[:cut]) for cut in cuts)


def filled(words: Iterable[str]) -> bytes:
    """The bytes of a filter over these words."""
    known = set(words)
    kept = {word for word in known if not (word.endswith("s") and word[:-1] in known)}
    bits = bytearray(ceil(len(kept) * BITS / 8))
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
    content = files("kedja_ingest.article").joinpath("lexicon", language, "words.bloom").read_bytes()
    return Words(content, compounds=language == "sv")
