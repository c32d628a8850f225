"""The rows of the whole property graph, each node before what hangs on it, read part by part."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, islice

from kedja.belief import Edge, Entity, Group
from kedja.belief.fold import supplies
from kedja.belief.judged import decided
from kedja.ledger import Ledger, Recorded, Selection
from kedja.ontology import PREDICATES, Status
from kedja.projection.property_graph.making import (
    claim_node,
    claim_relationships,
    member_of,
    node_of,
    relationship_of,
    repetition,
    source_node,
)
from kedja.projection.property_graph.part import Part
from kedja.projection.rows import Node, Relationship

Row = Node | Relationship

#: How many entities are read at a time, with what claims say of them as their subject.
_PAGE = 2_000
_CHUNK = 10_000
_HELD = (Status.CONFIRMED, Status.POSSIBLE)
_COUNTING_SUBJECTS = tuple(name for name, predicate in PREDICATES.items() if predicate.counts_subject)


class Whole:
    """Reads everything once, by the subjects of claims.

    Held in memory are the claims of one page of subjects, those about who reported to whom, and what provides which
    system. The ledger must not change meanwhile.
    """

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._decided = decided(ledger.judgements())
        self._values: set[str] = set()
        self._repeats: list[tuple[str, str]] = []
        self._provided: dict[str, list[Edge]] = {}

    def rows(self) -> Iterator[Row]:
        """Every row; a relationship comes after both of its ends."""
        for page in self._pages(_CHUNK):
            yield from map(node_of, page)
        yield from map(source_node, self._ledger.sources())
        self._read_provided()
        for page in self._pages(_PAGE):
            said = self._ledger.claims(Selection(starting=frozenset(entity.id for entity in page)))
            yield from self._part(r for r in said if r.claim.predicate not in _COUNTING_SUBJECTS)
        for predicate in _COUNTING_SUBJECTS:
            yield from self._part(self._ledger.claims(Selection(predicate=predicate)))
        yield from self._repetitions()

    def _pages(self, size: int) -> Iterator[list[Entity]]:
        after = ""
        while page := self._ledger.list_entities(None, after, size):
            yield page
            after = page[-1].id

    def _read_provided(self) -> None:
        for edge in Part(self._ledger, self._ledger.claims(Selection(predicate="provides")), self._decided).edges:
            if edge.status in _HELD:
                self._provided.setdefault(edge.target, []).append(edge)

    def _part(self, claims: Iterable[Recorded]) -> Iterator[Row]:
        part = Part(self._ledger, claims, self._decided)
        yield from self._counted(part)
        yield from map(relationship_of, chain(part.edges, self._supplies(part.edges)))
        for recorded in part.claims:
            yield claim_node(recorded.claim, self._decided.reviews.get(recorded.claim.id))
            yield from claim_relationships(recorded, repeats=False)
            if recorded.claim.repeats:
                self._repeats.append((recorded.claim.id, recorded.claim.repeats))

    def _counted(self, part: Part) -> Iterator[Row]:
        """Values, of which other parts may speak too, and groups with their members."""
        for target in part.counted():
            if target.id not in self._values:
                yield node_of(target)
            if isinstance(target, Group):
                yield from (member_of(member, target.id) for member in target.identified)
            else:
                self._values.add(target.id)

    def _supplies(self, edges: Iterable[Edge]) -> Iterator[Edge]:
        for uses in edges:
            if uses.predicate == "uses" and uses.status in _HELD:
                for provides in self._provided.get(uses.target, ()):
                    if provides.subject != uses.subject:
                        yield supplies(provides, uses)

    def _repetitions(self) -> Iterator[Relationship]:
        pairs = iter(self._repeats)
        while some := list(islice(pairs, _CHUNK)):
            wanted = Selection(ids=frozenset(original for _, original in some))
            there = {recorded.claim.id for recorded in self._ledger.claims(wanted)}
            yield from (repetition(claim, original) for claim, original in some if original in there)
