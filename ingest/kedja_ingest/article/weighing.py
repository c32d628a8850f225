"""Statements weighed by their signs: a logistic model adds what rules and frames missed, and drops what is unlikely.

For each predicate the weights were learned from reports with gold claims by `scripts/learn_weights.py`. A name is no
sign, only what kind of chunk it is.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final

from kedja_ingest.article.chunks import Kind
from kedja_ingest.article.drafts import Draft
from kedja_ingest.article.modality import advised
from kedja_ingest.article.offers import Offering, sayable
from kedja_ingest.article.readings import Reading, Readings
from kedja_ingest.article.signs import SIDES, Signs
from kedja_ingest.article.things import Interpreter
from kedja_ingest.article.vocabulary import LANGUAGES
from kedja_ingest.article.weights import Weights, read_weights

# A text of fewer sentences is unlike those that weights are learned from: of it stands what rules and frames say.
_FEWEST: Final = 5


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
                _add(table, {sign: weight << self.shifts[name] for sign, weight in found.items()})
        # What weighs of a word around any chunk weighs around each kind: to be looked up once.
        for side in SIDES:
            general = self.signs.pop(side, {})
            for chunk in Kind:
                particular = self.signs.get(f"{side} {chunk}")
                self.signs[f"{side} {chunk}"] = _add(dict(general), particular) if particular else general

    def total(self, signs: Mapping[str, Iterable[str]]) -> int:
        """The weights of signs by their kinds, of all predicates."""
        known: list[int | None] = []
        for kind, found in signs.items():
            if table := self.signs.get(kind):
                known.extend(map(table.get, found))
        return sum(filter(None, known))

    def of(self, predicate: str, total: int) -> int:
        """The sum of one predicate in a total that the bias is part of."""
        return (total >> self.shifts[predicate] & (self.half << 1) - 1) - self.half

    def may_add(self, predicate: str, total: int, more: int) -> bool:
        """True where a total and at most so much more of it would make the predicate likely."""
        return self.of(predicate, total) + more >= (self.weights[predicate].add or 0)


def _add(table: dict[str, int], weights: Mapping[str, int]) -> dict[str, int]:
    """The table with these weights added."""
    for sign, weight in weights.items():
        table[sign] = table.get(sign, 0) + weight
    return table


def _most(weights: Weights) -> int:
    """The most that a sum may come to on either side of 0."""
    return abs(weights.bias) + sum(abs(weight) for found in weights.signs.values() for weight in found.values())


@lru_cache(maxsize=len(LANGUAGES))
def load_scales(language: str) -> Scales:
    """The weights of one of `LANGUAGES`."""
    return Scales(read_weights(language))


class Weigher:
    """Weighs the statements of one article."""

    def __init__(self, interpreter: Interpreter, *, on_attack: bool) -> None:
        self.language = interpreter.vocabulary.language
        self.offering = Offering(interpreter)
        self.scales = load_scales(self.language)
        weights = self.scales.weights
        # A text on no attack has no incident to tell of.
        self.adding = {name for name, one in weights.items() if on_attack and one.add is not None}
        self.dropping = {name for name, one in weights.items() if one.drop is not None}

    def weigh(self, readings: Readings) -> Iterator[Sequence[Draft]]:
        """Of each reading what rules and frames have said, without what is unlikely, and what is likely besides."""
        brief = len(readings.readings) < _FEWEST
        for number, reading in enumerate(readings.readings):
            yield reading.said if brief else self._weighed(reading, readings, number)

    def _weighed(self, reading: Reading, readings: Readings, number: int) -> Sequence[Draft]:
        passage, said, scales = reading.passage, reading.said, self.scales
        possible = self.adding.intersection(sayable(passage))
        doubted = self.dropping.intersection([one.says for one in said])
        if not (possible or doubted):
            return said
        signs = Signs(readings, number, self.offering.vendor, self.language)
        common = scales.bias + scales.total(signs.shared())
        # A chunk's own signs may make up for what the sentence as a whole lacks, and the other end for what both lack.
        likely = {one for one in possible if scales.may_add(one, common, scales.weights[one].reach)}
        told = {target_of(one) for one in said}
        around = _Around(signs, scales, common)

        def wanted(place: int | None, among: Iterable[str]) -> list[str]:
            """What of these may be added of a chunk, or is said of it and may be dropped."""
            here = signs.told(place) if place is not None and doubted else doubted
            return [
                one
                for one in among
                if (one in likely and scales.may_add(one, around.total(place), scales.weights[one].tie))
                or (one in doubted and one in here)
            ]

        unlikely, added = set(), []
        for offer in self.offering.find(reading, signs, wanted):
            name, known = offer.draft.says, target_of(offer.draft) in told
            weights = scales.weights[name]
            limit = weights.drop if known else weights.add if name in likely else None
            if limit is None:
                continue
            total = scales.of(name, around.total(offer.place) + scales.total(offer.between(signs)))
            if known and total < limit:
                unlikely.add(_ends(offer.draft))
            elif not known and total >= limit and not self._advised(offer.draft):
                added.append(offer.draft)
        # What one rule says of all members of a list stands or falls together.
        likely_ones = {_rule(one) for one in said if _ends(one) not in unlikely}
        return [*(one for one in said if _rule(one) in likely_ones or self._is_sure(one)), *added]

    def _is_sure(self, one: Draft) -> bool:
        """True for what is no matter of likelihood: granted, with a stance, feared, or of the attacked party."""
        attacked = one.predicate == "hit" and one.object is not None and one.object == self.offering.vendor
        feared = self.offering.interpreter.vocabulary.modality["feared"]
        sure = one.given or one.stance is not None or attacked
        return sure or feared.search(one.passage.skeleton.text) is not None

    def _advised(self, one: Draft) -> bool:
        vocabulary = self.offering.interpreter.vocabulary
        return advised(one.passage.skeleton.text, one.start, one.end, vocabulary)


class _Around:
    """The weights around the chunks of one sentence, each summed up when it is asked for."""

    def __init__(self, signs: Signs, scales: Scales, common: int) -> None:
        self.signs, self.scales, self.common = signs, scales, common
        self.known: dict[int | None, int] = {}

    def total(self, place: int | None) -> int:
        """The weights of the sentence and of what is around a place."""
        if place not in self.known:
            self.known[place] = self.common + self.scales.total(self.signs.around(place))
        return self.known[place]


def target_of(one: Draft) -> Hashable:
    """What tells statements about the same target apart from others."""
    return one.predicate, one.value, one.object, one.quantity


def _rule(one: Draft) -> Hashable:
    """What statements of one match of a rule have in common."""
    return one.says, one.start, one.end


def _ends(one: Draft) -> Hashable:
    return one.predicate, one.value, one.object, one.quantity, one.subject, one.standing
