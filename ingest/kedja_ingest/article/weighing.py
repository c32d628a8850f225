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
from kedja_ingest.article.offers import Offering
from kedja_ingest.article.passages import Passage
from kedja_ingest.article.signs import Signs
from kedja_ingest.article.slots import Memory
from kedja_ingest.article.things import Interpreter
from kedja_ingest.article.vocabulary import LANGUAGES

_NOTHING = repeat(0)


class Weights(msgspec.Struct, frozen=True):
    """Of one predicate: the sum from which on it is added, and below which it is dropped, if ever; its signs' weights.

    Sums and weights are hundredths of log odds.
    """

    add: int | None
    drop: int | None
    bias: int
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

    def __init__(self, interpreter: Interpreter) -> None:
        self.language = interpreter.vocabulary.language
        self.offering = Offering(interpreter)
        self.weights = load_weights(self.language)
        self.adding = {name for name, weights in self.weights.items() if weights.add is not None}
        self.number = 0

    def weigh(self, passage: Passage, said: Sequence[Draft], memory: Memory) -> list[Draft]:
        """What rules and frames have said, without what is unlikely, and what is likely besides."""
        wanted = self.weights.keys() & self.adding.union([one.predicate for one in said])
        signs = self.signs(passage, said)
        told = {target_of(one) for one in said}
        common: dict[str, int] = {}
        unlikely, added = set(), []
        for offer in self.offering.find(passage, signs, memory, wanted):
            predicate, weights = offer.draft.predicate, self.weights[offer.draft.predicate]
            known = target_of(offer.draft) in told
            limit = weights.drop if known else weights.add
            if limit is None:
                continue
            if predicate not in common:
                common[predicate] = weights.bias + weights.of(signs.shared)
            total = (
                common[predicate]
                + weights.of(signs.around(offer.place))
                + weights.of(signs.between(offer.place, offer.other) if offer.tied else ())
            )
            if known and total < limit:
                unlikely.add(_ends(offer.draft))
            elif not known and total >= limit:
                added.append(offer.draft)
        return [*(one for one in said if _ends(one) not in unlikely), *added]

    def signs(self, passage: Passage, said: Sequence[Draft]) -> Signs:
        """The signs of the next passage."""
        self.number += 1
        return Signs(passage, said, self.number - 1, self.offering.vendor, self.language)


def target_of(one: Draft) -> Hashable:
    """What tells statements about the same target apart from others."""
    return one.predicate, one.value, one.object, one.quantity


def _ends(one: Draft) -> Hashable:
    return one.predicate, one.value, one.object, one.quantity, one.subject, one.standing
