"""What a text shows of one organization, and how likely that makes it the attacked party."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from itertools import combinations
from math import log1p
from typing import Final

from kedja.claim import Mention
from kedja.ontology import OrganizationKind

_CIVIC: Final = (OrganizationKind.MUNICIPALITY, OrganizationKind.REGION, OrganizationKind.UNIVERSITY)
# What a party is in most texts, where it is told.
_COMMON: Final = (None, OrganizationKind.COMPANY, *_CIVIC)
#: Signs that say of whomever that they were attacked.
SURE: Final = ("struck", "hit", "entered")
# Signs that show nothing of an attack or a supplier.
_PLAIN: Final = ("named", "described", "referred", "we", "says", "told", "uses", "among", "spared")
# What several signs show, each alone, when it is told once outside of comparisons.
_SHOWING: Final = {
    "attacked": SURE,
    "supplier_of": ("sells", "systems", "supplier"),
    "customer_of": ("uses", "told", "among"),
}
_TOLD: Final = 0.5
# What weighs otherwise with another of these than alone: a customer that was attacked is none of a supplier's.
_PAIRED: Final = (
    *_SHOWING,
    "publisher",
    "civic",
    "company",
    "other_kind",
    "title",
    "lead",
    "we_alone",
    "much",
    "little",
    "early",
)
# A share of all that is said that is much, and one that is little.
_MUCH, _LITTLE = 0.6, 0.25
# The first organizations of a text.
_EARLY: Final = 2


@dataclass(slots=True)
class Standing:
    """What a text shows of one organization: how strong each sign is, and where and how often it is named.

    `told`: in so many words that it was attacked.
    """

    mention: Mention
    first: int
    signs: dict[str, float] = field(default_factory=dict)
    told: bool = False
    lead: bool = False
    title: bool = False

    @property
    def shown(self) -> bool:
        """True where more than its name shows it as the attacked party."""
        return any(sign not in _PLAIN and strength > 0 for sign, strength in self.signs.items())

    @property
    def named(self) -> float:
        """How often the text speaks of it; "we" is half a name."""
        return self.signs.get("named", 0) + self.signs.get("we", 0) / 2


def features(found: Mapping[str, Standing], publisher: Mention | None) -> dict[str, dict[str, float]]:
    """What is shown of each organization in numbers."""
    most = max((one.named for one in found.values()), default=0) or 1
    shown = {name: dict(_features(one, most, publisher)) for name, one in found.items()}
    for name, one in found.items():
        # Nobody else was attacked, as far as is said, so that it may be who writes.
        others = (each["attacked"] for other, each in shown.items() if other != name)
        shown[name]["we_alone"] = float("we" in one.signs and not any(others))
    return {name: each | dict(_pairs(each)) for name, each in shown.items()}


def _features(one: Standing, most: float, publisher: Mention | None) -> Iterator[tuple[str, float]]:
    for sign, strength in one.signs.items():
        yield sign, log1p(strength)
    yield "named", log1p(one.named)
    for kind, which in _SHOWING.items():
        yield kind, float(any(one.signs.get(sign, 0) >= _TOLD for sign in which))
    yield "share", one.named / most
    yield "much", float(one.named >= _MUCH * most)
    yield "little", float(one.named <= _LITTLE * most)
    yield "first", 1 / (1 + one.first)
    yield "early", float(one.first < _EARLY)
    yield "lead", float(one.lead)
    yield "title", float(one.title)
    yield "publisher", float(one.mention == publisher)
    yield "civic", float(one.mention.kind in _CIVIC)
    yield "company", float(one.mention.kind is OrganizationKind.COMPANY)
    yield "other_kind", float(one.mention.kind not in _COMMON)


def _pairs(shown: Mapping[str, float]) -> Iterator[tuple[str, float]]:
    """Those that are shown together."""
    for one, other in combinations([name for name in _PAIRED if shown.get(name)], 2):
        yield f"{one}_{other}", 1.0


def score(shown: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """The logarithm of the odds, but for a constant, that an organization was attacked of which so much is shown."""
    return sum(weights.get(sign, 0) * value for sign, value in shown.items())


@lru_cache(maxsize=1)
def load_weights() -> dict[str, float]:
    """What each feature weighs; made by `scripts/party_weights.py`."""
    file = files("kedja_ingest.article").joinpath("lexicon", "party.toml")
    weights: dict[str, float] = tomllib.loads(file.read_text(encoding="utf-8"))["weights"]
    return weights
