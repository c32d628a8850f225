"""Nodes and relationships from entities, edges, claims and sources."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from kedja.belief import Edge, Entity, Group, Target, in_words
from kedja.belief.model import Statement
from kedja.belief.target import counted_of, edge_key
from kedja.claim import Claim, Source
from kedja.identity import slug
from kedja.ledger import Recorded
from kedja.ontology import PREDICATES, EntityType
from kedja.projection.rows import Node, Properties, Relationship

_LABELS = {slug(type, "x").partition("/")[0]: type.value for type in EntityType}
_LABELS |= {"group": "Group", "value": "Value"}


def label_of(id: str) -> str:
    """The label of the node with that id.

    >>> label_of("organization/miljodata"), label_of("0f3a")
    ('Organization', 'Claim')
    """
    kind, slash, _ = id.partition("/")
    return _LABELS[kind] if slash else "Claim"


def node_of(target: Target) -> Node:
    """The node of an entity, a group or a value."""
    return _node(target.id, _entity(target) if isinstance(target, Entity) else _counted(target))


def _entity(entity: Entity) -> Properties:
    return {"name": entity.name, "kind": entity.kind, "aliases": list(entity.aliases), **entity.identifiers}


def _counted(target: Target) -> Properties:
    found: Properties = {"name": target.text, "text": target.text} if not isinstance(target, Entity) else {}
    if isinstance(target, Group):
        found |= {name: getattr(target, name) for name in ("unit", "bound", "value", "lower", "upper")}
        return found | {"identified": len(target.identified)}
    return found | {name: getattr(target, name) for name in ("number", "unit", "date")}


def source_node(source: Source) -> Node:
    """The node of a document."""
    names = ("title", "url", "path", "publisher", "published", "language", "reliability", "marking")
    found = {name: getattr(source, name) for name in names}
    return _node(source.id, {"name": source.title or source.url or source.path or source.id, **found})


def relationship_of(edge: Edge) -> Relationship:
    """The relationship of a believed edge."""
    found = {
        **edge.qualifiers,
        "status": edge.status,
        "certainty": edge.certainty,
        "support": edge.support,
        "claims": list(edge.claims),
        "first_said": edge.first_said,
        "last_said": edge.last_said,
        "derived": edge.derived,
    }
    return _relationship(edge.id, PREDICATES[edge.predicate].relationship, edge.subject, edge.target, found)


def member_of(member: str, group: str) -> Relationship:
    """That the organization belongs to the counted group."""
    return _relationship(member_id(member, group), "MEMBER_OF", member, group, {})


def member_id(member: str, group: str) -> str:
    """The id of the relationship from a member to its group."""
    return f"member/{member}/{group}"


def claim_node(claim: Claim) -> Node:
    """The node of a claim."""
    names = ("predicate", "stance", "certainty", "said_on", "recorded_at", "quote", "marking", "value", "method")
    found = {name: getattr(claim, name) for name in names}
    return _node(claim.id, {**found, "quantity": in_words(claim.quantity) if claim.quantity else None})


def claim_relationships(recorded: Recorded, *, repeats: bool) -> Iterator[Relationship]:
    """What leads from a claim: to its ends, its speaker, its source and, where that is there, what it repeats.

    OBJECT leads to the entity that the claim names, else to the value or group that it states; COUNTS to the
    group or sum beside an entity.
    """
    claim = recorded.claim
    statement = Statement(
        claim=claim, subject=recorded.subject, object=recorded.object, voice=recorded.voice, said=date.max
    )
    counted = counted_of(statement) if recorded.object else None
    ends = {
        "SUBJECT": recorded.subject,
        "OBJECT": recorded.object or edge_key(statement)[2],
        "COUNTS": counted,
        "SPEAKER": recorded.speaker,
        "SOURCE": claim.source.id,
        "REPEATS": claim.repeats if repeats else None,
    }
    for type, end in ends.items():
        if end:
            yield _relationship(f"{claim.id}/{type.lower()}", type, claim.id, end, {})


def _node(id: str, properties: Properties) -> Node:
    return Node(id=id, label=label_of(id), properties={"id": id, **_filled(properties)})


def _relationship(id: str, type: str, start: str, end: str, properties: Properties) -> Relationship:
    return Relationship(id=id, type=type, start=start, end=end, properties={"id": id, **_filled(properties)})


def _filled(properties: Properties) -> Properties:
    """The properties that hold something, as plain values."""
    return {name: _plain(value) for name, value in properties.items() if value not in (None, [])}


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, str) else value
