"""The terms of the ontology, from the table of predicates and from vocabulary.toml."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

import msgspec

from kedja.ontology import (
    CURRENCIES,
    PREDICATES,
    UNITS,
    Bound,
    Certainty,
    Effect,
    EntityType,
    Marking,
    OrganizationKind,
    Predicate,
    Reliability,
    Stance,
    Status,
)


class Term(msgspec.Struct, frozen=True, kw_only=True):
    """A class or a property; see vocabulary.toml."""

    label: str
    etikett: str
    comment: str
    of: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    type: str = "any"
    scheme: str = ""
    under: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    stix: str = ""


class Scheme(msgspec.Struct, frozen=True, kw_only=True):
    """A closed vocabulary: its concepts with their labels in English and Swedish."""

    title: dict[str, str]
    concepts: dict[str, tuple[str, str]]
    near: dict[str, str] = {}


#: The words that a scheme has in the code.
CLOSED: dict[str, frozenset[str]] = {
    "stance": frozenset(Stance),
    "certainty": frozenset(Certainty),
    "status": frozenset(Status),
    "kind": frozenset(OrganizationKind),
    "bound": frozenset(Bound),
    "effect": frozenset(Effect),
    "marking": frozenset(Marking),
    "reliability": frozenset(Reliability),
    "unit": UNITS,
    **{
        name: words
        for predicate in PREDICATES.values()
        for name, words in predicate.qualifiers.items()
        if words and name in ("regime", "hosting", "phase")
    },
}


@cache
def _raw() -> dict[str, Any]:
    return tomllib.loads(files("kedja.export.ontology").joinpath("vocabulary.toml").read_text(encoding="utf-8"))


def classes() -> dict[str, Term]:
    """The classes by name."""
    return msgspec.convert(_raw()["classes"], dict[str, Term])


def properties() -> dict[str, Term]:
    """The properties of nodes, claims and edges by name, qualifiers among them."""
    own = msgspec.convert(_raw()["properties"], dict[str, Term])
    of_both = {name: {"of": ["Claim", "Edge"], **term} for name, term in _raw()["qualifiers"].items()}
    return own | msgspec.convert(of_both, dict[str, Term])


def predicates() -> dict[str, Term]:
    """The predicates of the table as properties between nodes."""
    found = {}
    for name, predicate in PREDICATES.items():
        more: dict[str, Any] = {"label": predicate.label, "etikett": predicate.etikett, "comment": predicate.comment}
        more |= {"of": _starts(predicate), "to": _ends(predicate), **_raw()["predicates"].get(name, {})}
        found[name] = msgspec.convert(more, Term)
    return found


def _starts(predicate: Predicate) -> list[str]:
    return sorted(predicate.subjects) + (["Group"] if predicate.counts_subject else [])


def _ends(predicate: Predicate) -> list[str]:
    sums = {unit for unit in predicate.units if unit in CURRENCIES or unit == "percent"}
    counts = predicate.units - sums
    value = ["Value"] if predicate.literal or sums else []
    return sorted(predicate.objects) + (["Group"] if counts and not predicate.counts_subject else []) + value


def schemes() -> dict[str, Scheme]:
    """The closed vocabularies by name; currencies are labelled with their codes."""
    found = msgspec.convert(_raw()["schemes"], dict[str, Scheme])
    unit = found["unit"]
    codes = {code: (code, code) for code in sorted(CURRENCIES)}
    return found | {"unit": msgspec.structs.replace(unit, concepts=unit.concepts | codes)}


def members(names: tuple[str, ...]) -> list[str]:
    """The classes of those names; `entity` stands for all types of entity."""
    found = [name for each in names for name in (sorted(EntityType) if each == "entity" else [each])]
    return list(dict.fromkeys(map(str, found)))
