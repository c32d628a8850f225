"""How surely a clause says what it says: asserted, denied, unknown; plainly, as possible, as feared."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from kedja.ontology import Certainty, Stance
from kedja_ingest.article.vocabulary import Vocabulary, load_vocabulary


@dataclass(frozen=True, slots=True)
class Modality:
    """Stance and certainty of a clause before it is known who speaks."""

    stance: Stance
    certainty: Certainty


def judge(text: str, start: int, end: int, vocabulary: Vocabulary) -> Modality:
    """The modality of what stands from `start` to `end` in the skeleton, read from the clauses around it.

    Not knowing outweighs denying, denying outweighs doubting: "has no information whether data may have leaked".
    """
    first, last = clause(text, start, end, vocabulary.language)
    around, patterns = text[first:last], vocabulary.modality
    known = patterns["not_unknown"].sub(" ", around)
    if patterns["unknown"].search(known) or _ignorant(vocabulary.language).search(known):
        return Modality(Stance.UNKNOWN, Certainty.STATED)
    stance = Stance.DENIES if patterns["denial"].search(patterns["not_denial"].sub(" ", around)) else Stance.ASSERTS
    if patterns["feared"].search(around):
        return Modality(stance, Certainty.FEARED)
    hedged = stance is Stance.ASSERTS and patterns["possible"].search(patterns["not_possible"].sub(" ", around))
    return Modality(stance, Certainty.POSSIBLE if hedged else Certainty.STATED)


def advised(text: str, start: int, end: int, vocabulary: Vocabulary) -> bool:
    """True when the clauses around the stretch ask for something rather than tell it."""
    advice = vocabulary.modality.get("advice")
    if advice is None:
        return False
    first, last = clause(text, start, end, vocabulary.language)
    return advice.search(text, first, last) is not None


def clause(text: str, start: int, end: int, language: str) -> tuple[int, int]:
    """The clauses that the stretch lies in: from the boundary before it to the one behind."""
    first, last = 0, len(text)
    for match in _boundary(language).finditer(text):
        if match.end() <= start:
            first = match.end()
        elif match.start() >= end:
            last = match.start()
            break
    return first, last


@lru_cache(maxsize=4)
def _ignorant(language: str) -> re.Pattern[str]:
    """Words of not knowing with somebody between them."""
    vocabulary = load_vocabulary(language)
    return vocabulary.compile(vocabulary.forms.get("ignorant", "(?!)"))


@lru_cache(maxsize=4)
def _boundary(language: str) -> re.Pattern[str]:
    vocabulary = load_vocabulary(language)
    return vocabulary.compile(vocabulary.forms["boundary"])
