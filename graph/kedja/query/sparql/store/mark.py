"""What the dataset says of itself: the ledger's snapshot that it holds, and the format of its quads."""

from __future__ import annotations

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store

from kedja.projection.quads import BASE, ONTOLOGY

_DATASET = NamedNode(BASE + "dataset")
_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_CLASS = NamedNode(ONTOLOGY + "Dataset")
_SNAPSHOT = NamedNode(ONTOLOGY + "snapshot")
_FORMAT = NamedNode(ONTOLOGY + "format")


def mark(snapshot: str, format: int) -> list[Quad]:
    """The quads that say what the dataset holds."""
    said = ((_TYPE, _CLASS), (_SNAPSHOT, Literal(snapshot)), (_FORMAT, Literal(format)))
    return [Quad(_DATASET, predicate, object, DefaultGraph()) for predicate, object in said]


def marked(store: Store) -> list[Quad]:
    """The quads by which the store says what it holds, none in one that is not complete."""
    return list(store.quads_for_pattern(_DATASET, None, None, DefaultGraph()))


def snapshot_of(store: Store, format: int) -> str | None:
    """The snapshot that the store holds; None when it is incomplete or of another format."""
    said = {quad.predicate: quad.object for quad in marked(store)}
    snapshot = said.get(_SNAPSHOT)
    return snapshot.value if said.get(_FORMAT) == Literal(format) and isinstance(snapshot, Literal) else None
