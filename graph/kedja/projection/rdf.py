"""The believed graph and its claims as an RDF dataset."""

from __future__ import annotations

from rdflib import RDF, RDFS, XSD, BNode, Dataset, Graph, Literal, Namespace, URIRef
from rdflib.namespace import PROV

from kedja.belief import Belief, Entity, Group, Target
from kedja.calendar import precision
from kedja.claim import Claim, Quantity, Source
from kedja.ledger import Recorded, Selection
from kedja.ontology import Status

BASE = "https://w3id.org/kedja/"
KEDJA = Namespace(BASE + "ontology#")
_DATES = {"day": XSD.date, "month": XSD.gYearMonth, "year": XSD.gYear}


def to_rdflib(belief: Belief) -> Dataset:
    """Believed edges as plain triples in the default graph, claims in the named graph of their source.

    Excluded and unknown edges stand only as claims.
    """
    dataset = Dataset(default_union=False)
    for prefix, namespace in (("kedja", KEDJA), ("prov", PROV)):
        dataset.bind(prefix, namespace)
    _add_edges(dataset.default_graph, belief)
    for recorded in belief.ledger.claims(Selection(scope=belief.scope)):
        _add_claim(dataset.graph(_iri(recorded.claim.source.id)), recorded)
    return dataset


def _iri(id: str) -> URIRef:
    return URIRef(BASE + id)


def _add_edges(graph: Graph, belief: Belief) -> None:
    edges = [e for e in belief.edges(derived=True) if e.status in (Status.CONFIRMED, Status.POSSIBLE)]
    for id, node in belief.nodes({end for edge in edges for end in (edge.subject, edge.target)}).items():
        _add_node(graph, id, node)
    for edge in edges:
        graph.add((_iri(edge.subject), KEDJA[edge.predicate], _iri(edge.target)))


def _add_node(graph: Graph, id: str, node: Target) -> None:
    iri = _iri(id)
    if isinstance(node, Entity):
        graph.add((iri, RDF.type, KEDJA[node.type.value]))
        graph.add((iri, RDFS.label, Literal(node.name)))
        rest = {"alias": node.aliases, "kind": (node.kind,) if node.kind else ()}
        rest |= {scheme: (value,) for scheme, value in node.identifiers.items()}
        for name, values in rest.items():
            for value in values:
                graph.add((iri, KEDJA[name], Literal(str(value))))
        return
    graph.add((iri, RDF.type, KEDJA.Group if isinstance(node, Group) else KEDJA.Value))
    graph.add((iri, RDFS.label, Literal(node.text)))
    names = ("unit", "bound", "lower", "upper") if isinstance(node, Group) else ("number", "unit")
    for name in names:
        value = getattr(node, name)
        if value is not None:
            graph.add((iri, KEDJA[name], Literal(value if isinstance(value, int | float) else str(value))))
    if isinstance(node, Group):
        for member in node.identified:
            graph.add((_iri(member), KEDJA.memberOf, iri))
    elif node.date:
        graph.add((iri, KEDJA.date, _date(node.date)))


def _date(text: str) -> Literal:
    return Literal(text, datatype=_DATES[precision(text)])


def _add_claim(graph: Graph, recorded: Recorded) -> None:
    claim, iri = recorded.claim, _iri(f"claim/{recorded.claim.id}")
    _add_source(graph, claim.source)
    graph.add((iri, RDF.type, KEDJA.Claim))
    graph.add((iri, RDF.subject, _iri(recorded.subject)))
    graph.add((iri, RDF.predicate, KEDJA[claim.predicate]))
    _add_object(graph, iri, recorded)
    if recorded.speaker:
        graph.add((iri, KEDJA.speaker, _iri(recorded.speaker)))
    graph.add((iri, PROV.wasDerivedFrom, _iri(claim.source.id)))
    for name, text in _literals(claim).items():
        graph.add((iri, KEDJA[name], Literal(text)))
    for name, value in claim.qualifiers.items():
        node = _quantity(graph, value) if isinstance(value, Quantity) else Literal(value)
        graph.add((iri, KEDJA[name], node))
    _add_times(graph, iri, claim)
    if claim.repeats:
        graph.add((iri, KEDJA.repeats, _iri(f"claim/{claim.repeats}")))


def _add_object(graph: Graph, iri: URIRef, recorded: Recorded) -> None:
    claim = recorded.claim
    if recorded.object:
        graph.add((iri, RDF.object, _iri(recorded.object)))
    if claim.value is not None:
        graph.add((iri, RDF.object, Literal(claim.value)))
    if claim.quantity:
        graph.add((iri, KEDJA.quantity, _quantity(graph, claim.quantity)))


def _add_times(graph: Graph, iri: URIRef, claim: Claim) -> None:
    if claim.said_on:
        graph.add((iri, KEDJA.saidOn, _date(claim.said_on)))
    if claim.recorded_at:
        graph.add((iri, KEDJA.recordedAt, Literal(claim.recorded_at, datatype=XSD.dateTime)))


def _literals(claim: Claim) -> dict[str, str]:
    found = {"stance": claim.stance, "certainty": claim.certainty, "marking": claim.marking, "quote": claim.quote}
    return {name: str(text) for name, text in found.items() if text}


def _quantity(graph: Graph, quantity: Quantity) -> BNode:
    node = BNode()
    for name in ("value", "bound", "unit", "upper"):
        value = getattr(quantity, name)
        if value is not None:
            graph.add((node, KEDJA[name], Literal(value if isinstance(value, int | float) else str(value))))
    return node


def _add_source(graph: Graph, source: Source) -> None:
    iri = _iri(source.id)
    graph.add((iri, RDF.type, KEDJA.Source))
    names = ("url", "title", "publisher", "language", "reliability", "hash")
    for name in names:
        if value := getattr(source, name):
            graph.add((iri, KEDJA[name], Literal(str(value))))
    if source.published:
        graph.add((iri, KEDJA.published, _date(source.published)))
