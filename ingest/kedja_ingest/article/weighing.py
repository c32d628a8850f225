"""Statements weighed by their signs: a logistic model adds what rules and frames missed, and drops what is unlikely.

For each predicate the weights were learned from reports with gold claims by `scripts/learn_weights.py`. A name is no
sign, only what kind of chunk it is.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
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

    Sums and weights are hundredths of log odds, weights by the kind of the sign. `reach` is the most that a chunk's own
    signs have summed up to: where the sentence is too far below, nothing is added.
    """

    add: int | None
    drop: int | None
    bias: int
    reach: int
    signs: dict[str, dict[str, int]]


class Scales:
    """The weights of one language in the form in which they are summed: all predicates at once.

    A sign's weights are one number with as many bits for each predicate as its sums may need; see `of`.
    """

    def __init__(self, weights: Mapping[str, Weights]) -> None:
        self.weights = weights
        most = max((_most(one) for one in weights.values()), default=0)
        self.width = most.bit_length() + 1
        self.half = 1 << self.width - 1
        self.shifts = {name: number * self.width for number, name in enumerate(weights)}
        # The lowest sum of each predicate becomes 0, so that no predicate borrows of the next.
        self.bias = sum(self.half + one.bias << self.shifts[name] for name, one in weights.items())
        self.signs: dict[str, dict[str, int]] = {}
        for name, one in weights.items():
            for kind, found in one.signs.items():
                table = self.signs.setdefault(kind, {})
                for sign, weight in found.items():
                    table[sign] = table.get(sign, 0) + (weight << self.shifts[name])

    def total(self, signs: Mapping[str, Iterable[str]]) -> int:
        """The weights of signs by their kinds, of all predicates."""
        tables = self.signs
        return sum(sum(map(tables[kind].get, found, _NOTHING)) for kind, found in signs.items() if kind in tables)

    def of(self, predicate: str, total: int) -> int:
        """The sum of one predicate in a total that the bias is part of."""
        return (total >> self.shifts[predicate] & (self.half << 1) - 1) - self.half


def _most(weights: Weights) -> int:
    """The most that a sum may come to on either side of 0."""
    return abs(weights.bias) + sum(abs(weight) for found in weights.signs.values() for weight in found.values())


@lru_cache(maxsize=len(LANGUAGES))
def load_scales(language: str) -> Scales:
    """The weights of one of `LANGUAGES`."""
    path = files("kedja_ingest.article").joinpath("lexicon", language, "weights.json")
    return Scales(msgspec.json.decode(path.read_bytes(), type=dict[str, Weights]))


class Weigher:
    """Weighs the statements of one article, passage by passage in their order."""

    def __init__(self, interpreter: Interpreter, *, on_attack: bool) -> None:
        self.language = interpreter.vocabulary.language
        self.offering = Offering(interpreter)
        self.scales = load_scales(self.language)
        weights = self.scales.weights
        # A text on no attack has no incident to tell of.
        self.adding = {name for name, one in weights.items() if on_attack and one.add is not None}
        self.dropping = {name for name, one in weights.items() if one.drop is not None}
        self.number = 0

    def weigh(self, passage: Passage, said: Sequence[Draft], memory: Memory) -> list[Draft]:
        """What rules and frames have said, without what is unlikely, and what is likely besides."""
        scales, number = self.scales, self.number
        self.number += 1
        possible = self.adding.intersection(sayable(passage))
        doubted = self.dropping.intersection([one.predicate for one in said])
        if not (possible or doubted):
            return list(said)
        signs = Signs(passage, said, number, self.offering.vendor, self.language)
        common = scales.bias + scales.total(signs.shared())
        likely = {one for one in possible if self._is_in_reach(one, common)}
        told = {target_of(one) for one in said}
        around: dict[int, int] = {}
        unlikely, added = set(), []
        for offer in self.offering.find(passage, signs, memory, likely | doubted):
            predicate, place, known = offer.draft.predicate, offer.place, target_of(offer.draft) in told
            weights = scales.weights[predicate]
            limit = weights.drop if known else weights.add if predicate in likely else None
            if limit is None:
                continue
            if place not in around:
                around[place] = common + scales.total(signs.around(place))
            total = scales.of(predicate, around[place] + scales.total(offer.between(signs)))
            if known and total < limit:
                unlikely.add(_ends(offer.draft))
            elif not known and total >= limit and not self._advised(offer.draft):
                added.append(offer.draft)
        # What is taken for granted ("the attack on X") or has its own stance is no matter of likelihood.
        return [*(one for one in said if one.given or one.stance or _ends(one) not in unlikely), *added]

    def _is_in_reach(self, predicate: str, common: int) -> bool:
        """True where a chunk's own signs may make up for what the sentence as a whole lacks."""
        weights = self.scales.weights[predicate]
        return self.scales.of(predicate, common) + weights.reach >= (weights.add or 0)

    def _advised(self, one: Draft) -> bool:
        vocabulary = self.offering.interpreter.vocabulary
        return advised(one.passage.skeleton.text, one.start, one.end, vocabulary)


def target_of(one: Draft) -> Hashable:
    """What tells statements about the same target apart from others."""
    return one.predicate, one.value, one.object, one.quantity


def _ends(one: Draft) -> Hashable:
    return one.predicate, one.value, one.object, one.quantity, one.subject, one.standing
