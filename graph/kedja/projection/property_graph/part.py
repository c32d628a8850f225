"""What some claims come to, read together: every claim about each of their edges is among them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from kedja.belief import Edge, Group, Target
from kedja.belief.fold import fold, lost_edge
from kedja.belief.judged import Decided
from kedja.belief.member import with_members
from kedja.belief.model import Statement
from kedja.belief.target import EdgeKey, edge_key, make_target
from kedja.belief.voice import originals, statement_of
from kedja.ledger import Ledger, Recorded


class Part:
    """Edges, and the groups and values at their ends.

    Members are found when the claims include all those of a group's predicate that have the same entity at its
    other end.
    """

    def __init__(self, ledger: Ledger, claims: Iterable[Recorded], decided: Decided) -> None:
        self._ledger = ledger
        self.claims = list(claims)
        self._by_key: dict[EdgeKey, list[Statement]] = {}
        known = originals(ledger, self.claims, ledger.clearance)
        for recorded in self.claims:
            statement = statement_of(recorded, known)
            self._by_key.setdefault(edge_key(statement), []).append(statement)
        self._edges: dict[EdgeKey, Edge] = {}
        #: The edges of which every claim was rejected.
        self.lost: list[Edge] = []
        for key, said in self._by_key.items():
            if held := [each for each in said if each.claim.id not in decided.rejected]:
                self._edges[key] = fold(key, held, judged=decided.status(key))[0]
            else:
                self.lost.append(lost_edge(key, said))
        self._at: dict[str, list[Edge]] = {}
        self._own: dict[str, EdgeKey] = {}
        self._nodes: dict[str, Target] = {}

    @property
    def edges(self) -> Iterable[Edge]:
        """Every edge."""
        return self._edges.values()

    def counted(self) -> Iterator[Target]:
        """The groups, with their members, and the values at the ends of the edges, each once; of lost ones too."""
        self._own = {end: key for key in self._by_key for end in (key[0], key[2]) if _is_counted(end)}
        for key in self._own.values():
            target = make_target(self._by_key[key][0])
            assert target is not None
            yield with_members(target, self) if isinstance(target, Group) else target

    def group_edge(self, id: str) -> Edge | None:
        """See `Believed.group_edge`."""
        return self._edges.get(self._own[id])

    def counts_at(self, id: str, place: int) -> bool:
        """True when the group stands at that place of its edge's key: 0 for the start, 2 for the end."""
        return self._own[id][place] == id

    def ends(self, place: int) -> set[str]:
        """What stands at that place of the keys of all edges, of lost ones too."""
        return {str(key[place]) for key in self._by_key}

    def edges_of(self, ids: Iterable[str]) -> list[Edge]:
        """See `Believed.edges_of`."""
        if not self._at:
            for edge in self.edges:
                for end in (edge.subject, edge.target):
                    self._at.setdefault(end, []).append(edge)
        return [edge for id in ids for edge in self._at.get(id, ())]

    def nodes(self, ids: Iterable[str]) -> Mapping[str, Target]:
        """See `Believed.nodes`."""
        wanted = list(ids)
        self._nodes.update(self._ledger.entities(id for id in wanted if id not in self._nodes))
        return {id: self._nodes[id] for id in wanted}


def _is_counted(id: str) -> bool:
    return id.startswith(("group/", "value/"))
