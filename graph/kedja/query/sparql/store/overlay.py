"""A store with changes that are not yet in it, and which go in together or not at all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store

DEFAULT = DefaultGraph()


class Overlay:
    """Quads to be taken out and quads to be put in; a quad that is both stays."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._out: set[Quad] = set()
        self._in: set[Quad] = set()

    def default(
        self, subject: NamedNode | None, predicate: NamedNode | None = None, object: NamedNode | None = None
    ) -> Iterator[Quad]:
        """The quads of the default graph of that pattern, as they are before the changes."""
        return self._store.quads_for_pattern(subject, predicate, object, DEFAULT)

    def anywhere(self, subject: NamedNode) -> Iterator[Quad]:
        """The quads with that subject in any graph, as they are before the changes."""
        return self._store.quads_for_pattern(subject, None, None, None)

    def remains(self, predicate: NamedNode, object: NamedNode) -> bool:
        """True when a quad of the pattern is in some graph and is not taken out."""
        return any(quad not in self._out for quad in self._store.quads_for_pattern(None, predicate, object, None))

    def take_out(self, quads: Iterable[Quad]) -> None:
        """These go, unless they are put in."""
        self._out.update(quads)

    def put_in(self, quads: Iterable[Quad]) -> None:
        """These come."""
        self._in.update(quads)

    def taken_out(self, quad: Quad) -> bool:
        """True when the quad is to go, or to be put in anew."""
        return quad in self._out

    def update(self) -> str:
        """The changes as one SPARQL update, which is one transaction; empty when there are none."""
        parts = (("DELETE", self._out - self._in), ("INSERT", self._in - self._out))
        return ";\n".join(f"{verb} DATA {{\n{_text(quads)}}}" for verb, quads in parts if quads)


def _text(quads: Iterable[Quad]) -> str:
    by_graph: dict[object, list[str]] = defaultdict(list)
    for quad in quads:
        by_graph[quad.graph_name].append(f"{quad.triple} .\n")
    return "".join(_in_graph(graph, "".join(lines)) for graph, lines in by_graph.items())


def _in_graph(graph: object, lines: str) -> str:
    return lines if graph == DEFAULT else f"GRAPH {graph} {{\n{lines}}}\n"


def objects(quads: Iterable[Quad]) -> dict[NamedNode, list[NamedNode | Literal]]:
    """The objects of the quads by their predicates."""
    found: dict[NamedNode, list[NamedNode | Literal]] = defaultdict(list)
    for quad in quads:
        assert isinstance(quad.object, NamedNode | Literal)
        found[quad.predicate].append(quad.object)
    return found
