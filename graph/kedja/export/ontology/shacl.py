"""The shapes that a dataset of Kedja's has, in SHACL."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rdflib import OWL, PROV, RDF, RDFS, SH, XSD, Graph, Literal, URIRef
from rdflib.term import Node

from kedja.export.ontology.terms import KEDJA, SHAPES, SHAPES_IRI, Writer, texts
from kedja.export.ontology.vocabulary import CLOSED, Term, classes, members, predicates, properties
from kedja.ontology import EntityType

_DATES = (XSD.date, XSD.gYearMonth, XSD.gYear)
_TYPES: dict[str, tuple[URIRef, ...]] = {
    "string": (XSD.string,),
    "integer": (XSD.integer,),
    "number": (XSD.integer, XSD.decimal),
    "boolean": (XSD.boolean,),
    "date": (XSD.date,),
    "any date": _DATES,
    "dateTime": (XSD.dateTime,),
}
#: Properties that one node may have several times.
_SEVERAL = frozenset({"alias", "claim", "memberOf", "orgnr", "lei", "scb", "wikidata", "domain"})
#: Properties that are closed for some predicates only.
_FREE = frozenset({"regime"})
#: Properties that every node of the class has.
_NEEDED = {
    "Claim": ("stance", "certainty", "marking", "recordedAt"),
    "Edge": ("status", "certainty", "support", "claim", "firstSaid", "lastSaid", "derived"),
    "Group": ("unit", "bound", "value", "lower", "text", "identified"),
    "Value": ("text",),
    "Quantity": ("value", "bound", "unit"),
    "Source": ("marking",),
    "Dataset": ("snapshot", "format"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rule:
    """What a property of a shape must be."""

    path: URIRef
    least: int = 0
    most: int | None = 1
    words: frozenset[str] = frozenset()
    types: tuple[URIRef, ...] = ()
    classes: tuple[str, ...] = ()
    address: bool = False


def shapes() -> Graph:
    """Shapes for every class and for the ends of every predicate; valid is a dataset with all its graphs merged."""
    writer = Writer()
    writer.graph.bind("", SHAPES, override=True, replace=True)
    writer.add(SHAPES_IRI, RDF.type, OWL.Ontology)
    for name, term in classes().items():
        _add_class_shape(writer, name, term)
    for name, term in predicates().items():
        _add_ends(writer, name, term)
    return writer.graph


def _add_class_shape(writer: Writer, name: str, term: Term) -> None:
    shape = SHAPES[name]
    writer.add(shape, RDF.type, SH.NodeShape)
    writer.add(shape, SH.targetClass, KEDJA[name])
    writer.add(shape, RDFS.label, *texts(term.label, term.etikett))
    for rule in (*_named(name), *_statement(name), *_own(name)):
        writer.add(shape, SH.property, _property(writer, rule))
    if name == "Group":
        ordered = writer.node()
        writer.add(ordered, SH.path, KEDJA["lower"])
        writer.add(ordered, SH.lessThanOrEquals, KEDJA["upper"])
        writer.add(shape, SH.property, ordered)


def _named(name: str) -> Iterable[_Rule]:
    if name in (*EntityType, "Group", "Value", "Quantity"):
        yield _Rule(path=RDFS.label, least=1, types=(XSD.string,))


def _statement(name: str) -> Iterable[_Rule]:
    if name not in ("Claim", "Edge"):
        return
    yield _Rule(path=RDF.subject, least=1, address=True)
    yield _Rule(path=RDF.predicate, least=1, words=frozenset(predicates()))
    yield _Rule(path=RDF.object, least=1, address=name == "Edge")
    if name == "Claim":
        yield _Rule(path=PROV.wasDerivedFrom, least=1, classes=("Source",))
        yield _Rule(path=PROV.wasAttributedTo, classes=("Person", "Organization", "ThreatActor"))
        yield _Rule(path=PROV.generatedAtTime, types=(XSD.dateTime,))


def _own(name: str) -> Iterable[_Rule]:
    for own, term in properties().items():
        if name not in members(term.of):
            continue
        closed = frozenset() if own in _FREE else CLOSED.get(term.scheme, frozenset())
        yield _Rule(
            path=KEDJA[own],
            least=int(own in _NEEDED.get(name, ())),
            most=None if own in _SEVERAL else 1,
            words=closed,
            types=() if closed else _TYPES.get(term.type, ()),
            classes=() if own == "claim" else term.to,
        )


def _property(writer: Writer, rule: _Rule) -> Node:
    node = writer.node()
    writer.add(node, SH.path, rule.path)
    if rule.least:
        writer.add(node, SH.minCount, Literal(rule.least))
    if rule.most:
        writer.add(node, SH.maxCount, Literal(rule.most))
    if rule.words:
        words: list[Node] = [KEDJA[w] if rule.path == RDF.predicate else Literal(w) for w in sorted(rule.words)]
        writer.add(node, SH["in"], writer.list_of(words))
    if rule.address:
        writer.add(node, SH.nodeKind, SH.IRI)
    _add_choice(writer, node, SH.datatype, rule.types)
    _add_choice(writer, node, SH["class"], [KEDJA[each] for each in rule.classes])
    return node


def _add_choice(writer: Writer, node: Node, constraint: URIRef, values: Sequence[URIRef]) -> None:
    """That it is one of them."""
    if len(values) == 1:
        writer.add(node, constraint, values[0])
    elif values:
        choices: list[Node] = []
        for value in values:
            choice = writer.node()
            writer.add(choice, constraint, value)
            choices.append(choice)
        writer.add(node, SH["or"], writer.list_of(choices))


def _add_ends(writer: Writer, name: str, term: Term) -> None:
    """Where the plain triples of a predicate start and end."""
    ends = (("start", SH.targetSubjectsOf, term.of), ("end", SH.targetObjectsOf, term.to))
    for end, target, names in ends:
        shape = SHAPES[f"{name}-{end}"]
        writer.add(shape, RDF.type, SH.NodeShape)
        writer.add(shape, target, KEDJA[name])
        _add_choice(writer, shape, SH["class"], [KEDJA[each] for each in names])
