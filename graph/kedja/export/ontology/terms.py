"""Names of the terms of others, and a graph that is made the same way each time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rdflib import RDF, BNode, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from kedja.projection.quads import ONTOLOGY, PREFIXES

KEDJA = Namespace(ONTOLOGY)
#: The ontology itself, and the shapes.
ONTOLOGY_IRI = URIRef(ONTOLOGY.removesuffix("#"))
SHAPES = Namespace("https://w3id.org/kedja/shapes#")
SHAPES_IRI = URIRef("https://w3id.org/kedja/shapes")

#: The prefixes of all vocabularies to which terms are aligned.
OTHERS = {
    **PREFIXES,
    "dpv": "https://w3id.org/dpv#",
    "pd": "https://w3id.org/dpv/pd#",
    "risk": "https://w3id.org/dpv/risk#",
    "eu-gdpr": "https://w3id.org/dpv/legal/eu/gdpr#",
    "eu-nis2": "https://w3id.org/dpv/legal/eu/nis2#",
    "stix": "http://docs.oasis-open.org/ns/cti/stix/",
    "sh": "http://www.w3.org/ns/shacl#",
}


class Writer:
    """Adds triples to a graph; nodes without a name get the same ones each time, so that files compare."""

    def __init__(self) -> None:
        self.graph = Graph()
        for prefix, namespace in OTHERS.items():
            self.graph.bind(prefix, namespace, override=True, replace=True)
        self._made = 0

    def add(self, subject: Node, predicate: Node, *objects: Node) -> None:
        """A triple for each of the objects."""
        for object in objects:
            self.graph.add((subject, predicate, object))

    def node(self) -> BNode:
        """A node without a name."""
        self._made += 1
        return BNode(f"n{self._made:04}")

    def list_of(self, members: Sequence[Node]) -> Node:
        """The members as an RDF list."""
        rest: Node = RDF.nil
        for member in reversed(members):
            node = self.node()
            self.add(node, RDF.first, member)
            self.add(node, RDF.rest, rest)
            rest = node
        return rest


def named(name: str) -> URIRef:
    """The term that a prefixed name stands for, `prov:Entity`."""
    prefix, _, local = name.partition(":")
    return URIRef(OTHERS[prefix] + local)


def texts(english: str, swedish: str) -> Iterable[Literal]:
    """A label in both languages."""
    return Literal(english, lang="en"), Literal(swedish, lang="sv")
