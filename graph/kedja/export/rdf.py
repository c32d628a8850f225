"""Exports as RDF, written quad by quad: Turtle, TriG, JSON-LD, and the ontology with its shapes."""

from __future__ import annotations

from typing import BinaryIO

from kedja.belief import Belief


def turtle(belief: Belief, out: BinaryIO) -> None:
    """Believed edges and all claims in one graph: Turtle has no named graphs."""
    import pyoxigraph

    from kedja.projection.quads import PREFIXES, dataset_lines
    from kedja.projection.quads.reading import quads

    triples = (quad.triple for quad in quads(dataset_lines(belief)))
    pyoxigraph.serialize(triples, out, format=pyoxigraph.RdfFormat.TURTLE, prefixes=PREFIXES)


def trig(belief: Belief, out: BinaryIO) -> None:
    """The dataset: believed edges in the default graph, claims in the graph of their source."""
    import pyoxigraph

    _dataset(belief, out, pyoxigraph.RdfFormat.TRIG)


def jsonld(belief: Belief, out: BinaryIO) -> None:
    """The same dataset as JSON-LD 1.1 in its expanded form."""
    import pyoxigraph

    _dataset(belief, out, pyoxigraph.RdfFormat.JSON_LD)


def _dataset(belief: Belief, out: BinaryIO, format: object) -> None:
    import pyoxigraph

    from kedja.projection.quads import PREFIXES, dataset_lines
    from kedja.projection.quads.reading import quads

    pyoxigraph.serialize(quads(dataset_lines(belief)), out, format=format, prefixes=PREFIXES)  # type: ignore[arg-type]


def owl(_belief: Belief, out: BinaryIO) -> None:
    """The ontology in Turtle: classes and properties in OWL, closed vocabularies in SKOS. It is always the same."""
    from kedja.export.ontology import ontology

    ontology().serialize(out, format="turtle", encoding="utf-8")


def shacl(_belief: Belief, out: BinaryIO) -> None:
    """The shapes of a dataset in SHACL, in Turtle. They are always the same."""
    from kedja.export.ontology import shapes

    shapes().serialize(out, format="turtle", encoding="utf-8")
