"""Nodes and relationships of the property graph as lines of the default graph."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kedja.ontology import Status
from kedja.projection.quads.names import property_iri
from kedja.projection.quads.terms import OBJECT, PREDICATE, SUBJECT, TYPE, claim_iri, dated, iri, literal, term
from kedja.projection.rows import Node, Relationship

#: An edge of one of these stands as a plain triple too.
HELD = frozenset({Status.CONFIRMED.value, Status.POSSIBLE.value})
_DATES = frozenset({"date", "published"})
_DAYS = frozenset({"first_said", "last_said"})


def node_lines(node: Node, graph: str = "") -> Iterator[str]:
    """What is known of an entity, a group, a value or a source, in the graph, else in the default graph."""
    subject = iri(node.id)
    yield f"{subject} {TYPE} {term(node.label)} {graph}.\n"
    for name, value in node.properties.items():
        if name == "id":
            continue
        for each in value if isinstance(value, list) else (value,):
            yield f"{subject} {property_iri(name)} {_node_value(name, each)} {graph}.\n"


def _node_value(name: str, value: Any) -> str:
    return dated(value) if name in _DATES else literal(value)


def relationship_lines(relationship: Relationship) -> Iterator[str]:
    """An edge as a node of its own, and as a plain triple where it holds; a membership as a triple only."""
    if relationship.type == "MEMBER_OF":
        yield f"{iri(relationship.start)} {term('memberOf')} {iri(relationship.end)} .\n"
        return
    properties, subject = relationship.properties, iri(relationship.id)
    if properties["status"] in HELD:
        yield plain_line(relationship)
    yield f"{subject} {TYPE} {term('Edge')} .\n"
    yield f"{subject} {SUBJECT} {iri(relationship.start)} .\n"
    yield f"{subject} {PREDICATE} {term(relationship.type.lower())} .\n"
    yield f"{subject} {OBJECT} {iri(relationship.end)} .\n"
    for name, value in properties.items():
        if name == "claims":
            predicate = property_iri(name)
            yield from (f"{subject} {predicate} {claim_iri(claim)} .\n" for claim in value)
        elif name != "id":
            yield f"{subject} {property_iri(name)} {dated(value) if name in _DAYS else literal(value)} .\n"


def plain_line(relationship: Relationship) -> str:
    """The triple that says what the edge says, if it holds."""
    return f"{iri(relationship.start)} {term(relationship.type.lower())} {iri(relationship.end)} .\n"
