"""Which part an organization plays in a neighbourhood, and the category of every node."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from kedja.belief.model import Edge, Entity, Group, Target, Value
from kedja.ontology import CURRENCIES, Effect, EntityType, OrganizationKind


class Role(StrEnum):
    """The part that an organization plays; the first that fits counts."""

    SUPPLIER = "supplier"
    CUSTOMER = "customer"
    RESPONDER = "responder"


_CATEGORIES: dict[EntityType, str] = {
    EntityType.INCIDENT: "incident",
    EntityType.PERSON: "person",
    EntityType.SYSTEM: "system",
    EntityType.DATA_CATEGORY: "data_category",
    EntityType.DATA_SUBJECTS: "data_subjects",
    EntityType.THREAT_ACTOR: "threat_actor",
    EntityType.PLACE: "place",
    EntityType.SOURCE: "source",
}


def roles(edges: Iterable[Edge]) -> dict[str, Role]:
    """The part of every organization that plays one.

    A supplier was hit itself, or provides a system, or supplies somebody; a customer was affected, uses a
    system or is supplied; whoever investigates, supervises, assists or is reported to is a responder.
    """
    found: dict[str, set[Role]] = {}
    for edge in edges:
        for end, role in _parts(edge):
            found.setdefault(end, set()).add(role)
    return {end: next(role for role in Role if role in parts) for end, parts in found.items()}


def _parts(edge: Edge) -> tuple[tuple[str, Role], ...]:
    match edge.predicate:
        case "hit":
            return ((edge.target, Role.SUPPLIER),)
        case "provides":
            return ((edge.subject, Role.SUPPLIER),)
        case "supplies":
            return ((edge.subject, Role.SUPPLIER), (edge.target, Role.CUSTOMER))
        case "affected":
            return ((edge.target, Role.CUSTOMER),)
        case "uses":
            return ((edge.subject, Role.CUSTOMER),)
        case "reported_to":
            return ((edge.target, Role.RESPONDER),)
        case "investigates" | "supervises" | "assists" | "fined" | "warned":
            return ((edge.subject, Role.RESPONDER),)
        case _:
            return ()


def category(node: Target, role: Role | None = None) -> str:
    """The key of the node's look in the palette."""
    if isinstance(node, Group):
        return _measure(node.unit) or "count"
    if isinstance(node, Value):
        return _literal(node)
    if node.type is not EntityType.ORGANIZATION:
        return _CATEGORIES[node.type]
    return "supplier" if role is Role.SUPPLIER else kind(node)


def kind(node: Entity) -> str:
    """The organization's kind, `other` when nobody gave one."""
    return node.kind or OrganizationKind.OTHER


def _literal(value: Value) -> str:
    if value.date is not None:
        return "date"
    if value.unit is not None:
        return _measure(value.unit) or "figure"
    return "effect" if value.text.replace(" ", "_") in set(Effect) else "date"


def _measure(unit: str) -> str | None:
    if unit in CURRENCIES:
        return "sum"
    return "figure" if unit in ("percent", "byte") else None
