"""The whole property graph in chunks, and what brings one from an earlier snapshot to the present."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

from kedja.belief import Belief, Edge, Group
from kedja.ledger import Ledger, Selection
from kedja.ontology import Marking
from kedja.projection.property_graph.difference import difference_of
from kedja.projection.property_graph.making import (
    claim_node,
    claim_relationships,
    member_of,
    node_of,
    relationship_of,
    source_node,
)
from kedja.projection.rows import Change, Node, Relationship

_Row = TypeVar("_Row")
_CHUNK = 10_000
#: From so many new claims on, and as many as there were before, making everything anew is quicker.
_FAR = 50_000


class PropertyGraph:
    """What the ledger comes to at a clearance, in the vocabulary of docs/property-graph.md.

    Not to be shared between threads.
    """

    def __init__(self, ledger: Ledger, clearance: Marking = Marking.RED) -> None:
        self.ledger = ledger.within(clearance)

    def whole(self) -> Iterator[Change]:
        """Everything, nodes before relationships, in chunks of some 10,000 rows; the last has the snapshot."""
        belief = Belief(self.ledger)
        edges = belief.edges(derived=True)
        for nodes in _chunks(self._nodes(belief, edges)):
            yield Change(nodes=nodes)
        for relationships in _chunks(self._relationships(belief, edges)):
            yield Change(relationships=relationships)
        yield Change(snapshot=belief.snapshot)

    def _nodes(self, belief: Belief, edges: list[Edge]) -> Iterator[Node]:
        after = ""
        while page := self.ledger.list_entities(None, after, _CHUNK):
            yield from map(node_of, page)
            after = page[-1].id
        yield from map(source_node, self.ledger.sources())
        yield from map(node_of, belief.nodes(_counted(edges)).values())
        for recorded in self.ledger.claims(Selection()):
            yield claim_node(recorded.claim)

    def _relationships(self, belief: Belief, edges: list[Edge]) -> Iterator[Relationship]:
        yield from map(relationship_of, edges)
        for id, group in belief.nodes(_counted(edges)).items():
            if isinstance(group, Group):
                yield from (member_of(member, id) for member in group.identified)
        there = {recorded.claim.id for recorded in self.ledger.claims(Selection())}
        for recorded in self.ledger.claims(Selection()):
            yield from claim_relationships(recorded, repeats=recorded.claim.repeats in there)

    def since(self, snapshot: str) -> Iterator[Change]:
        """What changed since the snapshot; `NotFoundError` when it is none of this ledger's."""
        difference = self.ledger.difference(snapshot)
        if difference.snapshot != snapshot:
            yield difference_of(self.ledger, difference)

    def far(self, snapshot: str) -> bool:
        """True when so much came since the snapshot that making everything anew is quicker."""
        position = self.ledger.difference(snapshot).position
        return self.ledger.count(Selection()) > position + max(position, _FAR)


def _counted(edges: Iterable[Edge]) -> set[str]:
    ends = {end for edge in edges for end in (edge.subject, edge.target)}
    return {id for id in ends if id.startswith(("group/", "value/"))}


def _chunks(rows: Iterable[_Row]) -> Iterator[list[_Row]]:
    iterator = iter(rows)
    while chunk := list(islice(iterator, _CHUNK)):
        yield chunk
