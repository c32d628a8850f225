"""Claims and their sources as lines of the named graph of the source."""

from __future__ import annotations

from collections.abc import Iterator

from kedja.belief import in_words
from kedja.claim import Claim, Quantity, Source
from kedja.identity import Judgement
from kedja.ledger import Recorded
from kedja.projection.property_graph.making import claim_relationships, review_properties, source_node
from kedja.projection.quads.describing import node_lines
from kedja.projection.quads.names import property_iri
from kedja.projection.quads.terms import (
    ATTRIBUTED_TO,
    DERIVED_FROM,
    GENERATED_AT,
    LABEL,
    OBJECT,
    PREDICATE,
    SUBJECT,
    TYPE,
    claim_iri,
    dated,
    iri,
    literal,
    moment,
    term,
)

_TEXTS = ("stance", "certainty", "marking", "quote", "method")


def source_lines(source: Source) -> Iterator[str]:
    """A document, in the default graph and in the graph that is named after it."""
    node = source_node(source)
    if source.hash:
        node.properties["hash"] = source.hash
    yield from node_lines(node)
    yield from node_lines(node, f"{iri(source.id)} ")


def claim_lines(recorded: Recorded, *, repeats: bool, review: Judgement | None = None) -> Iterator[str]:
    """A claim in the graph of its source, with what was decided when it was reviewed.

    `repeats` says whether the claim that it passes on is there.
    """
    graph = f"{iri(recorded.claim.source.id)} ."
    subject = claim_iri(recorded.claim.id)
    for predicate, object in _statements(recorded, repeats=repeats):
        yield f"{subject} {predicate} {object} {graph}\n"
    for name, value in review_properties(review).items():
        object = moment(value) if name == "reviewed_at" else literal(value)
        yield f"{subject} {property_iri(name)} {object} {graph}\n"
    for name, quantity in quantities(recorded.claim):
        node = f"{subject[:-1]}#{name}>"
        yield f"{subject} {property_iri(name)} {node} {graph}\n"
        yield from (f"{node} {predicate} {object} {graph}\n" for predicate, object in _quantity(quantity))


def quantities(claim: Claim) -> Iterator[tuple[str, Quantity]]:
    """The quantities that the claim has, by the names of their fields; each is a node of its own."""
    if claim.quantity:
        yield "quantity", claim.quantity
    for name, value in claim.qualifiers.items():
        if isinstance(value, Quantity):
            yield name, value


def _statements(recorded: Recorded, *, repeats: bool) -> Iterator[tuple[str, str]]:
    claim = recorded.claim
    yield TYPE, term("Claim")
    yield SUBJECT, iri(recorded.subject)
    yield PREDICATE, term(claim.predicate)
    ends = {each.type: each.end for each in claim_relationships(recorded, repeats=repeats)}
    yield OBJECT, literal(claim.value) if claim.value is not None else iri(ends["OBJECT"])
    stated = ends.get("COUNTS") or (None if recorded.object else ends["OBJECT"])
    if stated:
        yield term("states"), iri(stated)
    if recorded.speaker:
        yield term("speaker"), iri(recorded.speaker)
        yield ATTRIBUTED_TO, iri(recorded.speaker)
    yield DERIVED_FROM, iri(claim.source.id)
    if "REPEATS" in ends:
        yield term("repeats"), claim_iri(ends["REPEATS"])
    if claim.corrects:
        yield term("corrects"), claim_iri(claim.corrects)
    yield from _literals(claim)


def _literals(claim: Claim) -> Iterator[tuple[str, str]]:
    for name in _TEXTS:
        if value := getattr(claim, name):
            yield property_iri(name), literal(value)
    if claim.speaker and claim.speaker.role:
        yield term("role"), literal(claim.speaker.role)
    for name, value in claim.qualifiers.items():
        if not isinstance(value, Quantity):
            yield property_iri(name), literal(value)
    if claim.said_on:
        yield term("saidOn"), dated(claim.said_on)
    if claim.recorded_at:
        yield term("recordedAt"), moment(claim.recorded_at)
        yield GENERATED_AT, moment(claim.recorded_at)


def _quantity(quantity: Quantity) -> Iterator[tuple[str, str]]:
    yield TYPE, term("Quantity")
    yield LABEL, literal(in_words(quantity))
    for name in ("value", "bound", "unit", "upper"):
        value = getattr(quantity, name)
        if value is not None:
            yield term(name), literal(value)
