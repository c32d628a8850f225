"""The whole property graph in chunks, and what brings one from an earlier snapshot to the present."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from kedja.ledger import Ledger
from kedja.ontology import Marking
from kedja.projection.property_graph.difference import difference_of
from kedja.projection.property_graph.whole import Row, Whole
from kedja.projection.rows import Change, Node, Relationship

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
        """Everything as of one moment, in chunks of some 10,000 rows; the last has the snapshot.

        A relationship comes after both of its ends, or together with them.
        """
        with self.ledger.still() as ledger:
            rows = Whole(ledger).rows()
            while chunk := list(islice(rows, _CHUNK)):
                yield _change(chunk)
            yield Change(snapshot=ledger.snapshot())

    def since(self, snapshot: str) -> Iterator[Change]:
        """What changed since the snapshot; `NotFoundError` when it is none of this ledger's."""
        with self.ledger.still() as ledger:
            difference = ledger.difference(snapshot)
            if difference.snapshot != snapshot:
                yield difference_of(ledger, difference)

    def far(self, snapshot: str) -> bool:
        """True when so much came since the snapshot that making everything anew is quicker."""
        difference = self.ledger.difference(snapshot)
        return difference.last > difference.position + max(difference.position, _FAR)


def _change(rows: Iterable[Row]) -> Change:
    nodes: list[Node] = []
    relationships: list[Relationship] = []
    for row in rows:
        if isinstance(row, Node):
            nodes.append(row)
        else:
            relationships.append(row)
    return Change(nodes=nodes, relationships=relationships)
