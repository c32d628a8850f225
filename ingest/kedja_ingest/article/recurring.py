"""Names that stand at the beginnings of sentences only, and so may be common nouns with a capital."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

from kedja_ingest.article.names import Candidate
from kedja_ingest.article.vocabulary import load_vocabulary

# A word that begins so many sentences, and never stands in small letters, is a name.
_OFTEN = 2


def recurring(found: Iterable[tuple[str, Candidate]], language: str) -> frozenset[str]:
    """The single words that begin several sentences, each followed by a verb, and occur in small letters nowhere."""
    verbs = _verbs(language)
    pairs = list(found)
    begins: dict[str, set[str]] = defaultdict(set)
    for text, candidate in pairs:
        if " " not in candidate.text and verbs.match(text, candidate.end):
            begins[candidate.text].add(text)
    often = {name for name, texts in begins.items() if len(texts) >= _OFTEN and not _common(language).search(name)}
    plain = {word for text in {text for text, _ in pairs} for word in re.findall(r"\w+", text)} if often else set()
    return frozenset(name for name in often if name.casefold() not in plain)


@lru_cache(maxsize=4)
def _verbs(language: str) -> re.Pattern[str]:
    """What follows the subject of a sentence."""
    return re.compile(load_vocabulary(language).forms.get("predicates", "(?!)"))


@lru_cache(maxsize=4)
def _common(language: str) -> re.Pattern[str]:
    """The endings of common nouns and adverbs."""
    return re.compile(load_vocabulary(language).forms.get("common", "(?!)"), re.IGNORECASE)
