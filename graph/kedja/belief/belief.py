"""What holds within a scope: edges, groups and conflicts, read from the ledger as far as they are asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from kedja.belief.conflict import identity_conflicts, stance_conflict, value_conflicts
from kedja.belief.fold import fold, lost_edge, supplies
from kedja.belief.judged import decided, stance_id
from kedja.belief.member import with_members
from kedja.belief.model import Conflict, Edge, Entity, Group, Scope, Statement, Value
from kedja.belief.standing import Standing
from kedja.belief.statement import Statements
from kedja.belief.target import EdgeKey, edge_key, make_target
from kedja.belief.touch import Pair, touched
from kedja.claim import Claim
from kedja.errors import NotFoundError
from kedja.identity import decisions
from kedja.ledger import Ledger
from kedja.ontology import Status


class Belief:
    """The graph that the claims in the scope come to.

    Claims are read once, for the entities that are asked about; `refresh` brings in what later batches
    touched and leaves the rest as it is. Not to be shared between threads.
    """

    def __init__(self, ledger: Ledger, scope: Scope | None = None) -> None:
        self.scope = scope or Scope(clearance=ledger.clearance)
        narrower = self.scope.clearance.level < ledger.clearance.level
        self.ledger = ledger.within(self.scope.clearance) if narrower else ledger
        self._statements = Statements(ledger, self.scope)
        self._edges: dict[EdgeKey, tuple[Edge, Standing]] = {}
        self._entities: dict[str, Entity] = {}
        # The snapshot first: a batch that comes between is then read again, not missed.
        self.snapshot = ledger.snapshot()
        self._take_judgements()

    def refresh(self) -> bool:
        """Takes in what was recorded since; False when nothing was. Only what it touches is computed anew."""
        difference = self.ledger.difference(self.snapshot)
        if difference.snapshot == self.snapshot:
            return False
        self._take_judgements()
        _, pairs = touched(self.ledger, difference)
        for key in self._statements.renew(difference.moved, pairs):
            self._edges.pop(key, None)
        for id in difference.resolved:
            self._entities.pop(id, None)
        self.snapshot = difference.snapshot
        return True

    def _take_judgements(self) -> None:
        self._judgements = self.ledger.judgements()
        self.decided = decided(self._judgements, self.scope.recorded_by)
        self._statements.rejected = self.decided.rejected

    def edges_of(self, ids: Iterable[str], *, derived: bool = False) -> list[Edge]:
        """The edges that start or end at these entities; with `derived` also those that follow from others."""
        wanted = set(ids)
        edges = [self._edge(key) for key in sorted(self._statements.keys_of(wanted))]
        return edges + (self._supplying(wanted, edges) if derived else [])

    def edges_between(self, pairs: set[Pair]) -> list[Edge]:
        """The edges that claims with these subjects and objects speak of."""
        return [self._edge(key) for key in sorted(self._statements.load(pairs))]

    def lost_edges(self, pairs: set[Pair], ids: Iterable[str]) -> list[Edge]:
        """The edges between these ends or at these entities of which every claim was rejected: they are no belief.

        They look as if nobody knew anything of them.
        """
        keys = self._statements.lost(pairs, set(ids))
        return [lost_edge(key, self._statements.with_rejected(key)) for key in sorted(keys)]

    def all_lost_edges(self) -> list[Edge]:
        """Every edge in the scope of which every claim was rejected."""
        keys = self._statements.all_lost() if self.decided.rejected else ()
        return [lost_edge(key, self._statements.with_rejected(key)) for key in sorted(keys)]

    def _supplying(self, ids: set[str], edges: list[Edge]) -> list[Edge]:
        """Who supplies whom among these entities, by way of the systems that they provide or use."""
        systems = {edge.target for edge in edges if edge.predicate in ("provides", "uses")}
        return [e for e in self._derived(self.edges_of(systems)) if e.subject in ids or e.target in ids]

    def edges(self, *, derived: bool = False) -> list[Edge]:
        """Every edge in the scope; takes time in proportion to all claims the first time."""
        edges = [self._edge(key) for key in sorted(self._statements.all_keys())]
        return edges + (list(self._derived(edges)) if derived else [])

    def _edge(self, key: EdgeKey) -> Edge:
        return self._folded(key)[0]

    def _folded(self, key: EdgeKey) -> tuple[Edge, Standing]:
        if key not in self._edges:
            judged = self.decided.status(key)
            self._edges[key] = fold(key, self._statements.of(key), voices=self.scope.voices, judged=judged)
        return self._edges[key]

    @staticmethod
    def _derived(edges: Iterable[Edge]) -> Iterator[Edge]:
        held = (Status.CONFIRMED, Status.POSSIBLE)
        provided: dict[str, list[Edge]] = defaultdict(list)
        used: list[Edge] = []
        for edge in edges:
            if edge.status in held and edge.predicate == "provides":
                provided[edge.target].append(edge)
            elif edge.status in held and edge.predicate == "uses":
                used.append(edge)
        for uses in used:
            for provides in provided[uses.target]:
                if provides.subject != uses.subject:
                    yield supplies(provides, uses)

    def node(self, id: str) -> Entity | Group | Value:
        """The entity, group or value with that id, at an end of an edge that was read, or any entity's id."""
        if id.startswith(("group/", "value/")):
            target = make_target(self._statements.counting(id))
            assert target is not None
            return with_members(target, self) if isinstance(target, Group) else target
        if id not in self._entities:
            self._entities[id] = self.ledger.entity(id)
        return self._entities[id]

    def group_edge(self, id: str) -> Edge | None:
        """The edge that starts or ends at the group; None when every claim about it was rejected."""
        key = edge_key(self._statements.counting(id))
        return self._edge(key) if self._statements.of(key) else None

    def nodes(self, ids: Iterable[str]) -> dict[str, Entity | Group | Value]:
        """The nodes with these ids, read together."""
        wanted = set(ids)
        missing = [id for id in wanted - self._entities.keys() if not id.startswith(("group/", "value/"))]
        self._entities.update(self.ledger.entities(missing))
        return {id: self.node(id) for id in sorted(wanted)}

    def claim(self, id: str) -> Claim:
        """A claim that was read for some edge."""
        return self._statements.statement(id).claim

    def voice(self, claim: str) -> str:
        """The voice of a claim that was read."""
        return self._statements.statement(claim).voice

    def conflicts(self, about: Iterable[str] | None = None) -> list[Conflict]:
        """The conflicts about these entities, or all."""
        keys = self._statements.all_keys() if about is None else self._statements.keys_of(set(about))
        by_subject: dict[tuple[str, str], list[Statement]] = defaultdict(list)
        found: list[Conflict] = []
        for key in sorted(keys):
            statements = self._statements.of(key)
            by_subject[statements[0].subject, key[1]] += statements
            standing = self._folded(key)[1]
            if standing.contested:
                found.append(stance_conflict(stance_id(key), key[0], key[1], key[2], standing))
        for statements in by_subject.values():
            found += value_conflicts(statements)
        found += [c for c in self._identity_conflicts() if about is None or c.subject in set(about)]
        return [self._with_judgement(conflict) for conflict in found]

    def _identity_conflicts(self) -> Iterator[Conflict]:
        decided = decisions(self._judgements)
        leads = {id: self._seen(id) for j in decided.values() for id in (j.left, j.right)}
        visible = {pair: j for pair, j in decided.items() if leads[j.left] and leads[j.right]}
        return identity_conflicts(visible, {id: canonical for id, canonical in leads.items() if canonical})

    def _seen(self, id: str) -> str | None:
        """The canonical id, None when nothing visible has it."""
        try:
            return self.ledger.canonical(id)
        except NotFoundError:
            return None

    def _with_judgement(self, conflict: Conflict) -> Conflict:
        """The conflict with what settled it, unless that was for a position which the scope does not hold."""
        judged = self.decided.preferred.get(conflict.id)
        held = judged is not None and judged.right in {position.value for position in conflict.positions}
        return conflict.judged(judged.id) if judged and held else conflict
