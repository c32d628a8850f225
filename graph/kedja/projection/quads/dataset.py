"""Everything that holds in a scope, as lines of N-Quads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kedja.belief import Belief, Edge, Group, Scope
from kedja.claim import Source
from kedja.ledger import Selection
from kedja.projection.property_graph.making import member_of, node_of, relationship_of
from kedja.projection.quads.claims import claim_lines, source_lines
from kedja.projection.quads.describing import node_lines, relationship_lines
from kedja.projection.rows import Node

_PAGE = 10_000


def dataset_lines(belief: Belief) -> Iterator[str]:
    """The dataset, line by line, in no order that means anything.

    In a scope that says more than a clearance, only entities are there of which a claim in it speaks.
    """
    edges = belief.edges(derived=True)
    # A claim that was rejected still says what it states.
    counted = belief.nodes(_counted([*edges, *belief.all_lost_edges()]))
    bare = belief.scope == Scope(clearance=belief.scope.clearance)
    for node in _entities(belief) if bare else _spoken_of(belief, edges):
        yield from node_lines(node)
    for id, target in counted.items():
        yield from node_lines(node_of(target))
        for member in target.identified if isinstance(target, Group) else ():
            yield from relationship_lines(member_of(member, id))
    for edge in edges:
        yield from relationship_lines(relationship_of(edge))
    for source in belief.ledger.sources() if bare else _sources(belief):
        yield from source_lines(source)
    yield from _claims(belief)


def _claims(belief: Belief) -> Iterator[str]:
    wanted = Selection(scope=belief.scope)
    there = {recorded.claim.id for recorded in belief.ledger.claims(wanted)}
    for recorded in belief.ledger.claims(wanted):
        review = belief.decided.reviews.get(recorded.claim.id)
        yield from claim_lines(recorded, repeats=recorded.claim.repeats in there, review=review)


def _entities(belief: Belief) -> Iterator[Node]:
    after = ""
    while page := belief.ledger.list_entities(None, after, _PAGE):
        yield from map(node_of, page)
        after = page[-1].id


def _spoken_of(belief: Belief, edges: Iterable[Edge]) -> Iterator[Node]:
    ids = {end for edge in edges for end in (edge.subject, edge.target)}
    for recorded in belief.ledger.claims(Selection(scope=belief.scope)):
        ids |= {id for id in (recorded.subject, recorded.object, recorded.speaker) if id}
    ids = {id for id in ids if not id.startswith(("group/", "value/"))}
    yield from map(node_of, belief.ledger.entities(ids).values())


def _sources(belief: Belief) -> list[Source]:
    found = (recorded.claim.source for recorded in belief.ledger.claims(Selection(scope=belief.scope)))
    return list({source.id: source for source in found}.values())


def _counted(edges: Iterable[Edge]) -> set[str]:
    ends = {end for edge in edges for end in (edge.subject, edge.target)}
    return {id for id in ends if id.startswith(("group/", "value/"))}
