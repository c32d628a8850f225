"""The RDF dataset in rdflib, for notebooks."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph
from rdflib import Dataset, Graph, Literal, Namespace, URIRef

from kedja.belief import Belief
from kedja.projection.quads import BASE, ONTOLOGY, PREFIXES, dataset_lines
from kedja.projection.quads.reading import quads

__all__ = ["BASE", "KEDJA", "to_rdflib"]

KEDJA = Namespace(ONTOLOGY)
_STRING = "http://www.w3.org/2001/XMLSchema#string"


def to_rdflib(belief: Belief) -> Dataset:
    """Believed edges as plain triples and as nodes in the default graph, claims in the named graph of their source.

    Excluded and unknown edges are nodes only, with their status.
    """
    dataset = Dataset(default_union=False)
    for prefix, namespace in PREFIXES.items():
        dataset.bind(prefix, namespace, override=True, replace=True)
    _fill(dataset, quads(dataset_lines(belief)))
    return dataset


def _fill(dataset: Dataset, found: Iterable[pyoxigraph.Quad]) -> None:
    graphs: dict[object, Graph] = {pyoxigraph.DefaultGraph(): dataset.default_graph}
    for quad in found:
        name = quad.graph_name
        if name not in graphs:
            graphs[name] = dataset.graph(_term(name))
        graphs[name].add((_term(quad.subject), _term(quad.predicate), _term(quad.object)))


def _term(term: object) -> URIRef | Literal:
    """A term as rdflib has it. Plain text has no datatype there, and keeps its form."""
    if not isinstance(term, pyoxigraph.Literal):
        assert isinstance(term, pyoxigraph.NamedNode)
        return URIRef(term.value)
    datatype = None if term.datatype.value == _STRING else URIRef(term.datatype.value)
    return Literal(term.value, datatype=datatype, normalize=False)
