"""What commands that ask have in common: the store opened for reading, and the scope from the options."""

from __future__ import annotations

from argparse import Namespace

from kedja import Graph, make_scope, open_graph
from kedja.ledger import Scope
from kedja.ontology import Marking


def asked_graph(args: Namespace) -> Graph:
    """The graph of the store that the options name, which must exist."""
    return open_graph(args.store, wait=args.wait, clearance=args.clearance or Marking.RED)


def asked_scope(graph: Graph, args: Namespace) -> Scope:
    """The scope that the options describe."""
    left_out = [id for name in args.without for id in graph.sources_named(name)]
    return make_scope(
        as_of=args.as_of,
        recorded_by=args.recorded_by,
        without=tuple(left_out),
        voices=args.voices,
        reliability=args.reliability,
    )
