"""The ontology: classes and properties in OWL, closed vocabularies in SKOS."""

from __future__ import annotations

from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, XSD, Graph, Literal, URIRef
from rdflib.term import Node

from kedja.export.ontology.terms import KEDJA, ONTOLOGY_IRI, Writer, named, texts
from kedja.export.ontology.vocabulary import Scheme, Term, classes, members, predicates, properties, schemes

_TYPES = {
    "string": XSD.string,
    "integer": XSD.integer,
    "boolean": XSD.boolean,
    "date": XSD.date,
    "dateTime": XSD.dateTime,
}
_STIX = KEDJA.stixType


def ontology() -> Graph:
    """The whole ontology."""
    writer = Writer()
    _add_head(writer)
    for name, term in classes().items():
        _add_class(writer, KEDJA[name], term)
    for name, term in {**predicates(), **properties()}.items():
        _add_property(writer, KEDJA[name], term)
    for name, scheme in schemes().items():
        _add_scheme(writer, name, scheme)
    return writer.graph


def _add_head(writer: Writer) -> None:
    add = writer.add
    add(ONTOLOGY_IRI, RDF.type, OWL.Ontology)
    add(ONTOLOGY_IRI, DCTERMS.title, *texts("Kedja: incidents in supply chains", "Kedja: incidenter i leveranskedjor"))
    license = URIRef("https://www.apache.org/licenses/LICENSE-2.0")
    add(ONTOLOGY_IRI, DCTERMS.license, license)
    add(_STIX, RDF.type, OWL.AnnotationProperty)
    add(_STIX, RDFS.label, *texts("type in STIX 2.1", "typ i STIX 2.1"))
    add(_STIX, RDFS.seeAlso, URIRef("https://docs.oasis-open.org/cti/stix/v2.1/os/stix-v2.1-os.html"))


def _describe(writer: Writer, node: URIRef, term: Term, broader: URIRef) -> None:
    writer.add(node, RDFS.label, *texts(term.label, term.etikett))
    writer.add(node, RDFS.comment, Literal(term.comment, lang="en"))
    writer.add(node, RDFS.isDefinedBy, ONTOLOGY_IRI)
    writer.add(node, broader, *map(named, term.under))
    writer.add(node, SKOS.closeMatch, *map(named, term.near))
    if term.stix:
        writer.add(node, _STIX, Literal(term.stix))


def _add_class(writer: Writer, node: URIRef, term: Term) -> None:
    writer.add(node, RDF.type, OWL.Class)
    _describe(writer, node, term, RDFS.subClassOf)


def _add_property(writer: Writer, node: URIRef, term: Term) -> None:
    kind = OWL.ObjectProperty if term.to else OWL.DatatypeProperty
    writer.add(node, RDF.type, RDF.Property if term.type == "any" and not term.to else kind)
    _describe(writer, node, term, RDFS.subPropertyOf)
    writer.add(node, RDFS.domain, _union(writer, term.of))
    if term.to:
        writer.add(node, RDFS.range, _union(writer, term.to))
    elif term.type in _TYPES:
        writer.add(node, RDFS.range, _TYPES[term.type])
    if term.scheme:
        writer.add(node, RDFS.seeAlso, KEDJA[f"{term.scheme}-scheme"])


def _union(writer: Writer, names: tuple[str, ...]) -> Node:
    found: list[Node] = [KEDJA[name] for name in members(names)]
    if len(found) == 1:
        return found[0]
    node = writer.node()
    writer.add(node, RDF.type, OWL.Class)
    writer.add(node, OWL.unionOf, writer.list_of(found))
    return node


def _add_scheme(writer: Writer, name: str, scheme: Scheme) -> None:
    node = KEDJA[f"{name}-scheme"]
    writer.add(node, RDF.type, SKOS.ConceptScheme)
    writer.add(node, SKOS.prefLabel, *texts(scheme.title["en"], scheme.title["sv"]))
    for word, (english, swedish) in scheme.concepts.items():
        concept = KEDJA[f"{name}-{word.replace(' ', '-').replace('+', '-')}"]
        writer.add(concept, RDF.type, SKOS.Concept)
        writer.add(concept, SKOS.notation, Literal(word))
        writer.add(concept, SKOS.prefLabel, *texts(english, swedish))
        writer.add(concept, SKOS.topConceptOf, node)
        writer.add(concept, SKOS.inScheme, node)
        if word in scheme.near:
            writer.add(concept, SKOS.closeMatch, named(scheme.near[word]))
