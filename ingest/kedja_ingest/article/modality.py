"""How surely a clause says what it says: asserted, denied, unknown; plainly, as possible, as feared."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache
from typing import Final

import msgspec

from kedja.ontology import Certainty, Stance
from kedja_ingest.article.patterns import words
from kedja_ingest.article.skeleton import Skeleton
from kedja_ingest.article.vocabulary import Vocabulary, load_vocabulary

_SIGNS: Final = ("unknown", "denial", "feared", "possible")


class Modality(msgspec.Struct, frozen=True):
    """Stance and certainty of a clause before it is known who speaks."""

    stance: Stance
    certainty: Certainty


_PLAIN: Final = Modality(Stance.ASSERTS, Certainty.STATED)


def judge(skeleton: Skeleton, start: int, end: int, vocabulary: Vocabulary) -> Modality:
    """The modality of what stands from `start` to `end` in the skeleton, read from the clauses around it.

    Not knowing outweighs denying, denying outweighs doubting: "has no information whether data may have leaked".
    """
    shown = [name for name in _SIGNS if vocabulary.gates[name] & skeleton.shown]
    if not shown and not _knows_not(skeleton.text, vocabulary.language):
        return _PLAIN
    ignorant = _ignorant(vocabulary.language)
    first, last = clause(skeleton.text, start, end, boundary(vocabulary.language))
    around, patterns = skeleton.text[first:last], vocabulary.modality
    known = patterns["not_unknown"].sub(" ", around)
    if ("unknown" in shown and patterns["unknown"].search(known)) or ignorant.search(known):
        return Modality(Stance.UNKNOWN, Certainty.STATED)
    denied = "denial" in shown and patterns["denial"].search(patterns["not_denial"].sub(" ", around))
    stance = Stance.DENIES if denied else Stance.ASSERTS
    if "feared" in shown and patterns["feared"].search(around):
        return Modality(stance, Certainty.FEARED)
    hedged = not denied and "possible" in shown and may_be(_announced(skeleton.text, first) + around, vocabulary)
    return Modality(stance, Certainty.POSSIBLE if hedged else Certainty.STATED)


def may_be(text: str, vocabulary: Vocabulary) -> bool:
    """True for words that leave open whether it is so."""
    patterns = vocabulary.modality
    return patterns["possible"].search(patterns["not_possible"].sub(" ", text)) is not None


def _announced(text: str, start: int) -> str:
    """What stands before the colon of a list: "the following may be involved: names"."""
    before = text[:start].rstrip()
    return before.rpartition(". ")[2] if before.endswith(":") else ""


def escapes(text: str, start: int, vocabulary: Vocabulary) -> bool:
    """True where the sentence goes on to tell that what stands there came to no harm: "X has it too but was spared"."""
    contrast, escaping = _escaping(vocabulary.language)
    other = contrast.search(text, start)
    return escaping.search(text, start, other.start() if other else len(text)) is not None


@lru_cache(maxsize=4)
def _escaping(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Where a sentence passes to others, and words of having escaped."""
    vocabulary = load_vocabulary(language)
    sets, denial = vocabulary.screen.sets, words(vocabulary.lists["modality"]["denial"])
    escaping = rf"\b(?:{words(sets['escaping'])}|{denial}\b[^.;]{{0,30}}?\b{words(sets['striking'])})(?!\w)"
    return vocabulary.compile(vocabulary.forms["contrast"]), re.compile(escaping)


def asked(skeleton: Skeleton, start: int, vocabulary: Vocabulary) -> bool:
    """True for what stands right behind "whether"."""
    return skeleton.text[:start].endswith(tuple(vocabulary.lists["grammar"]["words"]["asking"]))


def advised(text: str, start: int, end: int, vocabulary: Vocabulary) -> bool:
    """True when the clauses around the stretch ask for something rather than tell it."""
    first, last = clause(text, start, end, boundary(vocabulary.language))
    return _advises(text, first, last, vocabulary.language)


@lru_cache(maxsize=64)
def _advises(text: str, first: int, last: int, language: str) -> bool:
    """True when the stretch asks for something; a clause is asked for once for each of its drafts."""
    advice = load_vocabulary(language).modality.get("advice")
    return advice is not None and advice.search(text, first, last) is not None


def clause(text: str, start: int, end: int, ending: re.Pattern[str]) -> tuple[int, int]:
    """The clauses that the stretch lies in: from the boundary before it to the one behind, each as `ending` has it."""
    starts, ends = _boundaries(text, ending)
    before, behind = bisect_right(ends, start), bisect_left(starts, end)
    first = ends[before - 1] if before else 0
    return first, next(iter(starts[max(behind, before) :][:1]), len(text))


@lru_cache(maxsize=64)
def _boundaries(text: str, ending: re.Pattern[str]) -> tuple[list[int], list[int]]:
    """Where the boundaries between clauses begin and end; a sentence is asked for once for each of its drafts."""
    spans = [match.span() for match in ending.finditer(text)]
    return [start for start, _ in spans], [end for _, end in spans]


@lru_cache(maxsize=64)
def _knows_not(text: str, language: str) -> bool:
    """True when words of not knowing stand anywhere; a sentence is asked for once for each of its drafts."""
    return _ignorant(language).search(text) is not None


@lru_cache(maxsize=4)
def _ignorant(language: str) -> re.Pattern[str]:
    """Words of not knowing with somebody between them."""
    vocabulary = load_vocabulary(language)
    return vocabulary.compile(vocabulary.forms.get("ignorant", "(?!)"))


@lru_cache(maxsize=4)
def boundary(language: str) -> re.Pattern[str]:
    """What is between clauses that differ in how surely they say what they say."""
    vocabulary = load_vocabulary(language)
    return vocabulary.compile(vocabulary.forms["boundary"])
