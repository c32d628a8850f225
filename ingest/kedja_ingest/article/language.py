"""The language of a text, by its function words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice
from typing import Final

from kedja_ingest.article.vocabulary import LANGUAGES, stop_words

_WORD: Final = re.compile(r"[^\W\d_]+")
# So many words are looked at; in a running text a fifth of them and more are function words.
_SAMPLE: Final = 2000
_LEAST: Final = 0.2


def recognise_language(text: str, declared: str | None) -> str | None:
    """The language to read the text in; None when there are no rules for it.

    A declared language is believed (`en-GB` is `en`); else the one whose function words make up most of the text.
    """
    if declared:
        language = re.split(r"[-_]", declared.casefold())[0]
        return language if language in LANGUAGES else None
    words = [match[0].casefold() for match in islice(_WORD.finditer(text), _SAMPLE)]
    shares = {language: _share(words, stop_words(language)) for language in LANGUAGES}
    best = max(shares, key=lambda language: shares[language])
    return best if shares[best] >= _LEAST else None


def _share(words: Sequence[str], stop: frozenset[str]) -> float:
    return sum(word in stop for word in words) / len(words) if words else 0.0
