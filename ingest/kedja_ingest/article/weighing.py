"""Statements weighed by their signs: a logistic model adds what rules and frames missed, and drops what is unlikely.

For each predicate the weights were learned from reports with gold claims by `scripts/learn_weights.py`. A name is no
sign, only what kind of chunk it is.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from functools import lru_cache
from importlib.resources import files
from itertools import repeat

import msgspec

from kedja_ingest.article.drafts import Draft
from kedja_ingest.article.modality import advised
from kedja_ingest.article.offers import Offering, sayable
from kedja_ingest.article.passages import Passage
from kedja_ingest.article.signs import Signs
from kedja_ingest.article.slots import Memory
from kedja_ingest.article.things import Interpreter
from kedja_ingest.article.vocabulary import LANGUAGES

_NOTHING = repeat(0)


class Weights(msgspec.Struct, frozen=True):
    """Of one predicate: the sum from which on it is added, and below which it is dropped, if ever; its signs' weights.

    Sums and weights are hundredths of log odds. `reach` is the most that a chunk's own signs have summed up to: where
    the sentence is too far below, nothing is added.
    """

    add: int | None
    drop: int | None
    bias: int
    reach: int
    signs: dict[str, int]

    def of(self, signs: Sequence[str]) -> int:
        """The sum of the signs' weights."""
        return sum(map(self.signs.get, signs, _NOTHING))


@lru_cache(maxsize=len(LANGUAGES))
def load_weights(language: str) -> dict[str, Weights]:
    """The weights of one of `LANGUAGES`, by predicate."""
    path = files("kedja_ingest.article").joinpath("lexicon", language, "weights.json")
    return msgspec.json.decode(path.read_bytes(), type=dict[str, Weights])


class Weigher:
    """Weighs the statements of one article, passage by passage in their order."""

    def __init__(self, interpreter: Interpreter, *, on_attack: bool) -> None:
        self.language = interpreter.vocabulary.language
        self.offering = Offering(interpreter)
        self.weights = load_weights(self.language)
        # A text on no attack has no incident to tell of.
        self.adding = {name for name, weights in self.weights.items() if on_attack and weights.add is not None}
        self.dropping = {name for name, weights in self.weights.items() if weights.drop is not None}
        self.number = 0

    def weigh(self, passage: Passage, said: Sequence[Draft], memory: Memory) -> list[Draft]:
        """What rules and frames have said, without what is unlikely, and what is likely besides."""
        signs = self.signs(passage, said)
        possible = self.adding.intersection(sayable(passage))
        doubted = self.dropping.intersection([one.predicate for one in said])
        common = {one: self._common(self.weights[one], signs) for one in possible | doubted}
        likely = {one for one in possible if common[one] + self.weights[one].reach >= (self.weights[one].add or 0)}
        told = {target_of(one) for one in said}
        unlikely, added = set(), []
        for offer in self.offering.find(passage, signs, memory, likely | doubted):
            predicate, known = offer.draft.predicate, target_of(offer.draft) in told
            weights = self.weights[predicate]
            limit = weights.drop if known else weights.add if predicate in likely else None
            if limit is None:
                continue
            own = weights.of(signs.around(offer.place)) + weights.of(offer.between(signs))
            total = common[predicate] + own
            if known and total < limit:
                unlikely.add(_ends(offer.draft))
            elif not known and total >= limit and not self._advised(offer.draft):
                added.append(offer.draft)
        # What is taken for granted ("the attack on X") or has its own stance is no matter of likelihood.
        return [*(one for one in said if one.given or one.stance or _ends(one) not in unlikely), *added]

    def _common(self, weights: Weights, signs: Signs) -> int:
        """What the sentence as a whole says for a predicate."""
        return weights.bias + weights.of(signs.shared)

    def _advised(self, one: Draft) -> bool:
        vocabulary = self.offering.interpreter.vocabulary
        return advised(one.passage.skeleton.text, one.start, one.end, vocabulary)

    def signs(self, passage: Passage, said: Sequence[Draft]) -> Signs:
        """The signs of the next passage."""
        self.number += 1
        return Signs(passage, said, self.number - 1, self.offering.vendor, self.language)


def target_of(one: Draft) -> Hashable:
    """What tells statements about the same target apart from others."""
    return one.predicate, one.value, one.object, one.quantity


def _ends(one: Draft) -> Hashable:
    return one.predicate, one.value, one.object, one.quantity, one.subject, one.standing
