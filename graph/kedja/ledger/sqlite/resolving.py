"""Resolving mentions to entities inside a transaction: only what a new mention or judgement touches."""

from __future__ import annotations

import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence

import msgspec

from kedja.claim import Mention
from kedja.identity import Judgement, Known, Verdict, cluster, decisions, first_id, roots, summarise
from kedja.ledger.sqlite.binding import json_list
from kedja.ledger.sqlite.components import components, seen_first
from kedja.ledger.sqlite.fresh import IS_TAKEN, PUT_ENTITY, free_id

_OF_ENTITIES = """SELECT mention.key FROM mention JOIN entity ON entity.key = mention.entity
    WHERE entity.id IN (SELECT value FROM json_each(?))"""
_HOLDS = "SELECT 1 FROM mention JOIN entity ON entity.key = mention.entity WHERE entity.id = ? LIMIT 1"
_NEXT = "SELECT next.id FROM entity JOIN entity next ON next.key = entity.canonical WHERE entity.id = ?"
#: Those entities that do not stand for their own mentions and nothing else.
_ASTRAY = """SELECT e.id FROM entity e WHERE e.id IN (SELECT value FROM json_each(?))
    AND (e.canonical != e.key OR NOT EXISTS (SELECT 1 FROM mention WHERE entity = e.key))"""
_MERGED = """WITH RECURSIVE led (root, key) AS (
    SELECT key, key FROM entity WHERE id IN (SELECT value FROM json_each(?1))
    UNION SELECT led.root, entity.key FROM entity JOIN led ON entity.canonical = led.key)
    SELECT root.id, entity.id FROM led JOIN entity ON entity.key = led.key JOIN entity root ON root.key = led.root
    WHERE led.key != led.root"""
_MADE_OF = """SELECT root.id, mention.body FROM entity root JOIN entity ON entity.canonical = root.key
    JOIN mention ON mention.entity = entity.key WHERE root.id IN (SELECT value FROM json_each(?))
    ORDER BY mention.key"""

_NUMBER = re.compile(r"-\d+\Z")

_CHANGED = "UPDATE entity SET changed = ?1, moved = iif(?2, ?1, moved), body = ?3 WHERE id = ?4"


class Resolver:
    """Gives every mention its entity. `batch` is the number of the batch that makes it necessary."""

    def __init__(self, connection: sqlite3.Connection, batch: int, judgements: Sequence[Judgement]) -> None:
        self._connection = connection
        self._batch = batch
        self._keys: dict[str, int] = {}
        self._decided = list(decisions(judgements).values())
        different = (self._of_holders(j) for j in self._decided if j.verdict is Verdict.DIFFERENT)
        self._apart = {frozenset((j.left, j.right)) for j in different if j.left != j.right}
        self._changed: set[str] = set()
        self._moved: set[str] = set()
        self._heirs: dict[str, str] = {}

    def settle(self, mentions: Iterable[int]) -> None:
        """Divides into entities all mentions that hang together with these, and brings the entities up to date."""
        for component in components(self._connection, mentions):
            self._assign(cluster(component, lambda a, b: frozenset((a, b)) in self._apart))
        self._redirect()
        self._refresh()

    @property
    def changed(self) -> frozenset[str]:
        """The ids of entities that are made of other mentions than before, or lead elsewhere."""
        return frozenset(self._changed)

    def settle_entities(self, ids: Sequence[str]) -> None:
        """The same for the mentions of these entities."""
        self._changed.update(ids)
        self.settle([key for (key,) in self._connection.execute(_OF_ENTITIES, (json_list(ids),))])

    def _assign(self, clusters: list[list[Known]]) -> None:
        """Each cluster keeps the id that its earliest mention had first; a new one is made where none is left.

        An id is made of a name, so only the mentions with the lowest marking count: it says nothing that not everybody
        may know who may know of the entity.
        """
        taken: set[str] = set()
        for members in sorted(clusters, key=lambda members: min(known.key for known in members)):
            members.sort(key=lambda known: known.key)
            seen = seen_first(members)
            held = {known.entity for known in seen if known.entity and known.entity not in taken}
            if len(seen) < len(members):
                held = {id for id in held if _names(id, seen)}
            id = min(held, key=self._key) if held else self._new(seen)
            taken.add(id)
            self._move([known for known in members if known.entity != id], id)

    def _move(self, members: Sequence[Known], id: str) -> None:
        for known in members:
            self._changed.update(filter(None, (known.entity, id)))
            if known.entity:
                self._moved |= {known.entity, id}
                self._heirs.setdefault(known.entity, id)
        moved = [(self._key(id), known.key) for known in members]
        self._connection.executemany("UPDATE mention SET entity = ? WHERE key = ?", moved)

    def _new(self, members: list[Known]) -> str:
        wanted = first_id([known.mention for known in members])
        taken = {wanted} if self._connection.execute(IS_TAKEN, (wanted,)).fetchone() else set()
        id = free_id(self._connection, wanted, taken)
        key = self._connection.execute("SELECT coalesce(max(key), 0) + 1 FROM entity").fetchone()[0]
        self._connection.execute(PUT_ENTITY, (key, id, members[0].mention.type, key, self._batch, None))
        return id

    def _key(self, id: str) -> int:
        if id not in self._keys:
            self._keys[id] = int(self._connection.execute("SELECT key FROM entity WHERE id = ?", (id,)).fetchone()[0])
        return self._keys[id]

    def _redirect(self) -> None:
        """Points every changed or judged id onward.

        One that lost all its mentions leads to the id that took the first of them, any other to the root
        of its judgements.
        """
        # What stands for its own mentions and was not judged leads where it did.
        astray = {id for (id,) in self._connection.execute(_ASTRAY, (json_list(self._changed),))}
        for id in self._heirs.keys() & astray:
            if not self._holds(id):
                self._point(id, self._heirs[id])
        decided = [self._of_holders(j) for j in self._decided]
        root = roots(decided)
        astray |= {id for j in decided for id in (j.left, j.right)}
        for id in sorted(filter(self._holds, astray)):
            self._point(id, root.get(id, id))
        self._moved |= {self._next(self._holder(id)) for id in self._moved}
        self._changed |= {self._next(self._holder(id)) for id in self._changed & astray} | self._moved

    def _point(self, id: str, target: str) -> None:
        before = self._next(id)
        if before != target:
            self._changed |= {id, before, target}
            self._moved |= {id, before, target}
            self._connection.execute("UPDATE entity SET canonical = ? WHERE id = ?", (self._key(target), id))

    def _next(self, id: str) -> str:
        return str(self._connection.execute(_NEXT, (id,)).fetchone()[0])

    def _holds(self, id: str) -> bool:
        return self._connection.execute(_HOLDS, (id,)).fetchone() is not None

    def _holder(self, id: str) -> str:
        """The id that now has the mentions that this one had."""
        while not self._holds(id):
            id = self._next(id)
        return id

    def _of_holders(self, judgement: Judgement) -> Judgement:
        left, right = self._holder(judgement.left), self._holder(judgement.right)
        return msgspec.structs.replace(judgement, left=left, right=right)

    def _refresh(self) -> None:
        """Sums up what the changed entities are made of; those that lead to another have nothing of their own."""
        changed = json_list(sorted(self._changed))
        made_of: dict[str, list[Mention]] = defaultdict(list)
        for id, body in self._connection.execute(_MADE_OF, (changed,)):
            made_of[id].append(msgspec.json.decode(body, type=Mention))
        merged: dict[str, list[str]] = defaultdict(list)
        for id, other in self._connection.execute(_MERGED, (changed,)):
            merged[id].append(other)
        bodies = {id: msgspec.json.encode(summarise(id, mentions, merged[id])) for id, mentions in made_of.items()}
        rows = [(self._batch, id in self._moved, bodies.get(id), id) for id in sorted(self._changed)]
        self._connection.executemany(_CHANGED, rows)


def _names(id: str, members: Iterable[Known]) -> bool:
    """Whether the id is made of a name of one of the mentions, with or without a number."""
    own = {first_id([known.mention]) for known in members}
    return id in own or _NUMBER.sub("", id) in own
