"""Nodes and relationships from entities, edges, claims and sources."""

from __future__ import annotations

from collections.abc import Iterator

from kedja.belief import Edge, Entity, Group, Target, in_words
from kedja.belief.target import counted_of, edge_key
from kedja.claim import Claim, Source
from kedja.identity import Judgement, Verdict, slug
from kedja.ledger import Recorded
from kedja.ontology import PREDICATES, EntityType
from kedja.projection.rows import Node, Properties, Relationship

_LABELS = {slug(type, "x").partition("/")[0]: type.value for type in EntityType}
_LABELS |= {"group": "Group", "value": "Value"}

_REVIEWS = {Verdict.ACCEPTS: "accepted", Verdict.REJECTS: "rejected"}
_RELATIONSHIPS = {name: predicate.relationship for name, predicate in PREDICATES.items()}


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
    found: Properties = {
        "id": edge.id,
        **edge.qualifiers,
        "status": edge.status.value,
        "certainty": edge.certainty.value,
        "support": edge.support,
        "claims": list(edge.claims),
        "derived": edge.derived,
    }
    if edge.first_said:
        found["first_said"] = edge.first_said.isoformat()
    if edge.last_said:
        found["last_said"] = edge.last_said.isoformat()
    type = _RELATIONSHIPS[edge.predicate]
    return Relationship(id=edge.id, type=type, start=edge.subject, end=edge.target, properties=found)


def member_of(member: str, group: str) -> Relationship:
    """That the organization belongs to the counted group."""
    id = member_id(member, group)
    return Relationship(id=id, type="MEMBER_OF", start=member, end=group, properties={"id": id})


def member_id(member: str, group: str) -> str:
    """The id of the relationship from a member to its group."""
    return f"member/{member}/{group}"


def claim_node(claim: Claim, review: Judgement | None = None) -> Node:
    """The node of a claim, with what was decided when it was reviewed."""
    found: Properties = {
        "id": claim.id,
        "predicate": claim.predicate,
        "stance": claim.stance.value,
        "certainty": claim.certainty.value,
        "marking": claim.marking.value,
    }
    for name in ("said_on", "recorded_at", "quote", "value", "method", "corrects"):
        value = getattr(claim, name)
        if value is not None:
            found[name] = value
    if claim.quantity:
        found["quantity"] = in_words(claim.quantity)
    return Node(id=claim.id, label="Claim", properties=found | review_properties(review))


def review_properties(review: Judgement | None) -> Properties:
    """What was decided on a claim: `review` is accepted or rejected; by whom, when and why."""
    if review is None:
        return {}
    found = {"reviewed_by": review.by, "reviewed_at": review.recorded_at, "review_reason": review.why}
    return {"review": _REVIEWS[review.verdict], **{name: value for name, value in found.items() if value}}


def claim_relationships(recorded: Recorded, *, repeats: bool) -> Iterator[Relationship]:
    """What leads from a claim: to its ends, its speaker, its source and, where that is there, what it repeats.

    OBJECT leads to the entity that the claim names, else to the value or group that it states; COUNTS to the
    group or sum beside an entity.
    """
    claim = recorded.claim
    yield _of_claim(claim, "SUBJECT", recorded.subject)
    yield _of_claim(claim, "OBJECT", recorded.object or edge_key(recorded)[2])
    if recorded.object and (counted := counted_of(recorded)):
        yield _of_claim(claim, "COUNTS", counted)
    if recorded.speaker:
        yield _of_claim(claim, "SPEAKER", recorded.speaker)
    yield _of_claim(claim, "SOURCE", claim.source.id)
    if repeats and claim.repeats:
        yield repetition(claim.id, claim.repeats)


def repetition(claim: str, original: str) -> Relationship:
    """That the claim passes on the other one."""
    id = f"{claim}/repeats"
    return Relationship(id=id, type="REPEATS", start=claim, end=original, properties={"id": id})


def _of_claim(claim: Claim, type: str, end: str) -> Relationship:
    id = f"{claim.id}/{type.lower()}"
    return Relationship(id=id, type=type, start=claim.id, end=end, properties={"id": id})


def _node(id: str, properties: Properties) -> Node:
    return Node(id=id, label=label_of(id), properties={"id": id, **_filled(properties)})


def _filled(properties: Properties) -> Properties:
    """The properties that hold something, enumerations as plain text."""
    found = {name: value for name, value in properties.items() if value not in (None, [])}
    return {name: str(value) if isinstance(value, str) else value for name, value in found.items()}
