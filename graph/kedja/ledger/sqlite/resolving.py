"""Resolving mentions to entities inside a transaction: only what a new mention or judgement touches."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Sequence

import msgspec

from kedja.claim import Mention
from kedja.identity import Judgement, Known, Verdict, cluster, decisions, first_id, roots, summarise, tokens

_MENTIONS = """SELECT mention.key, mention.body, entity.id FROM mention LEFT JOIN entity ON entity.key = mention.entity
    WHERE mention.key IN (SELECT value FROM json_each(?)) ORDER BY mention.key"""
_BEARERS = "SELECT DISTINCT mention FROM token WHERE token IN (SELECT value FROM json_each(?))"
_SHARERS = "SELECT token, mention FROM token WHERE token IN (SELECT value FROM json_each(?))"
_TAKEN = "SELECT id FROM entity WHERE id IN (SELECT value FROM json_each(?))"
_IS_TAKEN = "SELECT 1 FROM entity WHERE id = ?"
_PUT_ENTITY = "INSERT INTO entity (key, id, type, canonical, changed, body) VALUES (?, ?, ?, ?, ?, ?)"
_OF_ENTITIES = """SELECT mention.key FROM mention JOIN entity ON entity.key = mention.entity
    WHERE entity.id IN (SELECT value FROM json_each(?))"""
_HOLDS = "SELECT 1 FROM mention JOIN entity ON entity.key = mention.entity WHERE entity.id = ? LIMIT 1"
_NEXT = "SELECT next.id FROM entity JOIN entity next ON next.key = entity.canonical WHERE entity.id = ?"
_MERGED = """WITH RECURSIVE led (key) AS (
    SELECT :key UNION SELECT entity.key FROM entity JOIN led ON entity.canonical = led.key)
    SELECT id FROM entity WHERE key IN led AND key != :key"""
_MADE_OF = """SELECT mention.body FROM mention JOIN entity ON entity.key = mention.entity
    WHERE entity.canonical = ? ORDER BY mention.key"""

_CHANGED = "UPDATE entity SET changed = ?1, moved = iif(?2, ?1, moved), body = ?3 WHERE key = ?4"


class Resolver:
    """Gives every mention its entity. `batch` is the number of the batch that makes it necessary."""

    def __init__(self, connection: sqlite3.Connection, batch: int, judgements: Sequence[Judgement]) -> None:
        self._connection = connection
        self._batch = batch
        self._decided = list(decisions(judgements).values())
        different = (self._of_holders(j) for j in self._decided if j.verdict is Verdict.DIFFERENT)
        self._apart = {frozenset((j.left, j.right)) for j in different if j.left != j.right}
        self._changed: set[str] = set()
        self._moved: set[str] = set()
        self._heirs: dict[str, str] = {}

    def settle(self, mentions: Iterable[int]) -> None:
        """Divides into entities all mentions that hang together with these, and brings the entities up to date."""
        left = self._settle_new(sorted(mentions))
        while left:
            component = self._component(min(left))
            left -= {known.key for known in component}
            self._assign(cluster(component, lambda a, b: frozenset((a, b)) in self._apart))
        self._redirect()
        self._refresh()

    def _settle_new(self, keys: list[int]) -> set[int]:
        """Makes entities of the mentions that hang together with none that has one; returns the others."""
        known = {item.key: item for item in self._load(keys) if not item.entity}
        shared = {token for item in known.values() for token in tokens(item.mention)}
        rows = self._connection.execute(_SHARERS, (_json(sorted(shared)),)).fetchall()
        components = _new_components(known.keys(), rows)
        divided = [members for component in components for members in self._divided([known[k] for k in component])]
        self._make(sorted(divided, key=lambda members: members[0].key))
        return set(keys) - {key for component in components for key in component}

    @staticmethod
    def _divided(members: list[Known]) -> list[list[Known]]:
        if len(members) == 1:
            return [members]
        return [sorted(found, key=lambda known: known.key) for found in cluster(members, lambda a, b: False)]

    def _make(self, clusters: list[list[Known]]) -> None:
        """Makes an entity of each cluster, all at once."""
        if not clusters:
            return
        wanted = [first_id([known.mention for known in members]) for members in clusters]
        taken = {id for (id,) in self._connection.execute(_TAKEN, (_json(sorted(set(wanted))),))}
        key = self._connection.execute("SELECT coalesce(max(key), 0) FROM entity").fetchone()[0]
        entities, places = [], []
        for members, best in zip(clusters, wanted, strict=True):
            key += 1
            id = self._free(best, taken)
            taken.add(id)
            body = msgspec.json.encode(summarise(id, [known.mention for known in members]))
            entities.append((key, id, members[0].mention.type, key, self._batch, body))
            places += [(key, known.key) for known in members]
        self._connection.executemany(_PUT_ENTITY, entities)
        self._connection.executemany("UPDATE mention SET entity = ? WHERE key = ?", places)

    def _free(self, wanted: str, taken: set[str]) -> str:
        """The id, with the first number that makes it nobody else's."""
        id, number = wanted, 1
        while id in taken or (number > 1 and self._connection.execute(_IS_TAKEN, (id,)).fetchone()):
            number += 1
            id = f"{wanted}-{number}"
        return id

    def settle_entities(self, ids: Sequence[str]) -> None:
        """The same for the mentions of these entities."""
        self._changed.update(ids)
        self.settle([key for (key,) in self._connection.execute(_OF_ENTITIES, (_json(ids),))])

    def _component(self, start: int) -> list[Known]:
        """Every mention that is joined to the first by a chain of shared tokens."""
        found: dict[int, Known] = {}
        frontier = {start}
        while frontier:
            batch = self._load(frontier)
            found.update({known.key: known for known in batch})
            shared = {token for known in batch for token in tokens(known.mention)}
            bearers = {key for (key,) in self._connection.execute(_BEARERS, (_json(sorted(shared)),))}
            frontier = bearers - found.keys()
        return [found[key] for key in sorted(found)]

    def _load(self, keys: Iterable[int]) -> list[Known]:
        rows = self._connection.execute(_MENTIONS, (_json(sorted(keys)),))
        return [Known(key, msgspec.json.decode(body, type=Mention), entity) for key, body, entity in rows]

    def _assign(self, clusters: list[list[Known]]) -> None:
        """Each cluster keeps the id that its earliest mention had first; a new one is made where none is left."""
        taken: set[str] = set()
        for members in sorted(clusters, key=lambda members: min(known.key for known in members)):
            members.sort(key=lambda known: known.key)
            held = [known.entity for known in members if known.entity and known.entity not in taken]
            id = min(held, key=self._key) if held else self._new(members)
            taken.add(id)
            for known in members:
                if known.entity != id:
                    self._move(known, id)

    def _move(self, known: Known, id: str) -> None:
        self._changed.update(filter(None, (known.entity, id)))
        if known.entity:
            self._moved |= {known.entity, id}
            self._heirs.setdefault(known.entity, id)
        self._connection.execute("UPDATE mention SET entity = ? WHERE key = ?", (self._key(id), known.key))

    def _new(self, members: list[Known]) -> str:
        wanted = first_id([known.mention for known in members])
        id = self._free(wanted, {wanted} if self._connection.execute(_IS_TAKEN, (wanted,)).fetchone() else set())
        key = self._connection.execute("SELECT coalesce(max(key), 0) + 1 FROM entity").fetchone()[0]
        self._connection.execute(_PUT_ENTITY, (key, id, members[0].mention.type, key, self._batch, None))
        return id

    def _key(self, id: str) -> int:
        return int(self._connection.execute("SELECT key FROM entity WHERE id = ?", (id,)).fetchone()[0])

    def _redirect(self) -> None:
        """Points every changed or judged id onward.

        One that lost all its mentions leads to the id that took the first of them, any other to the root
        of its judgements.
        """
        for id in self._heirs.keys() & self._changed:
            if not self._holds(id):
                self._point(id, self._heirs[id])
        decided = [self._of_holders(j) for j in self._decided]
        root = roots(decided)
        judged = {id for j in decided for id in (j.left, j.right)}
        for id in sorted(filter(self._holds, self._changed | judged)):
            self._point(id, root.get(id, id))
        self._moved |= {self._next(self._holder(id)) for id in self._moved}
        self._changed |= {self._next(self._holder(id)) for id in self._changed} | self._moved

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
        for id in sorted(self._changed):
            key = self._key(id)
            bodies = self._connection.execute(_MADE_OF, (key,))
            mentions = [msgspec.json.decode(body, type=Mention) for (body,) in bodies]
            body = None
            if mentions:
                merged = self._connection.execute(_MERGED, {"key": key})
                body = msgspec.json.encode(summarise(id, mentions, [other for (other,) in merged]))
            self._connection.execute(_CHANGED, (self._batch, id in self._moved, body, key))


def _new_components(keys: Collection[int], sharers: Iterable[tuple[str, int]]) -> list[list[int]]:
    """The mentions by chains of shared tokens, without the chains that lead to another mention; all sorted."""
    parent = {key: key for key in keys}
    first: dict[str, int] = {}

    def root(key: int) -> int:
        while parent[key] != key:
            parent[key] = parent[parent[key]]
            key = parent[key]
        return key

    others: set[str] = set()
    for token, key in sharers:
        if key not in parent:
            others.add(token)
        elif token in first:
            parent[root(key)] = root(first[token])
        else:
            first[token] = key
    old = {root(first[token]) for token in others if token in first}
    found: dict[int, list[int]] = {}
    for key in sorted(parent):
        if root(key) not in old:
            found.setdefault(root(key), []).append(key)
    return list(found.values())


def _json(values: Iterable[object]) -> str:
    return msgspec.json.encode(list(values)).decode()
