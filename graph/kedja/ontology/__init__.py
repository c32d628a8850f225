"""The words of claims: closed vocabularies and the table of predicates."""

from __future__ import annotations

from kedja.ontology.table import PREDICATES, Literal, Predicate
from kedja.ontology.terms import (
    CURRENCIES,
    ORGANIZATION_UNITS,
    UNITS,
    Bound,
    Certainty,
    Effect,
    EntityType,
    Marking,
    OrganizationKind,
    Reliability,
    Stance,
    Status,
)

__all__ = [
    "CURRENCIES",
    "ORGANIZATION_UNITS",
    "PREDICATES",
    "UNITS",
    "Bound",
    "Certainty",
    "Effect",
    "EntityType",
    "Literal",
    "Marking",
    "OrganizationKind",
    "Predicate",
    "Reliability",
    "Stance",
    "Status",
]
