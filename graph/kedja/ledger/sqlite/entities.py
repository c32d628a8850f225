"""Reading entities out of a SQLite ledger, each made of the mentions that may be seen."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

import msgspec

from kedja.claim import Mention
from kedja.errors import NotFoundError
from kedja.identity import Entity, summarise
from kedja.ledger.sqlite.binding import json_list
from kedja.ontology import EntityType, Marking

_CANONICAL = """WITH RECURSIVE way (key, id, canonical) AS (
    SELECT key, id, canonical FROM entity WHERE id = ?
    UNION SELECT e.key, e.id, e.canonical FROM way JOIN entity e ON e.key = way.canonical)
    SELECT id FROM way WHERE key = canonical"""
#: Canonical entities with their body, and the lowest and highest marking of their mentions.
_BODIES = """SELECT c.id, c.body, min(m.level), max(m.level) FROM entity c JOIN entity e ON e.canonical = c.key
    JOIN mention m ON m.entity = e.key WHERE c.key = c.canonical AND c.body IS NOT NULL AND {where}
    GROUP BY c.key HAVING min(m.level) <= :level"""
_NAMED = "c.id IN (SELECT value FROM json_each(:ids))"
_LISTED = "c.id > :after AND (:type IS NULL OR c.type = :type)"
_COUNTED = """SELECT count(*) FROM entity c WHERE c.key = c.canonical AND c.body IS NOT NULL
    AND (:type IS NULL OR c.type = :type) AND (:level >= 4 OR EXISTS (SELECT 1 FROM entity e
    JOIN mention m ON m.entity = e.key WHERE e.canonical = c.key AND m.level <= :level))"""
_MENTIONS = """SELECT m.body FROM mention m JOIN entity e ON e.key = m.entity JOIN entity c ON c.key = e.canonical
    WHERE c.id = :id AND m.level <= :level ORDER BY m.key"""
_MERGED = """SELECT DISTINCT e.id FROM mention m JOIN entity e ON e.key = m.entity JOIN entity c ON c.key = e.canonical
    WHERE c.id = :id AND e.id != :id AND m.level <= :level ORDER BY e.key"""


class Entities:
    """The entities that may be seen at a level of marking, 4 for all."""

    def __init__(self, connection: sqlite3.Connection, level: int) -> None:
        self._connection = connection
        self._level = level

    def canonical(self, id: str) -> str:
        """The canonical id that the id leads to; `NotFoundError` when it leads to nothing that may be seen."""
        row = self._connection.execute(_CANONICAL, (id,)).fetchone()
        entity = self.named([row[0]]).get(row[0]) if row else None
        # An id that was merged is hidden when all that was said under it is, though what it leads to may be seen.
        if entity is None or (self._level < Marking.RED.level and id not in (entity.id, *entity.merged)):
            raise NotFoundError("entity", id)
        return entity.id

    def named(self, ids: Iterable[str]) -> dict[str, Entity]:
        """The entities with these canonical ids."""
        wanted = json_list(ids)
        return self._read(_BODIES.format(where=_NAMED), {"ids": wanted})

    def listed(self, type: EntityType | None, after: str, limit: int) -> list[Entity]:
        """Entities by id, from the first id greater than `after`."""
        text = _BODIES.format(where=_LISTED) + " ORDER BY c.id LIMIT :limit"
        return list(self._read(text, {"type": type, "after": after, "limit": limit}).values())

    def counted(self, type: EntityType | None) -> int:
        """How many there are."""
        return int(self._connection.execute(_COUNTED, {"type": type, "level": self._level}).fetchone()[0])

    def _read(self, text: str, parameters: dict[str, object]) -> dict[str, Entity]:
        rows = self._connection.execute(text, {**parameters, "level": self._level}).fetchall()
        return {id: self._summed_up(id) if most > self._level else _decode(body) for id, body, _, most in rows}

    def _summed_up(self, id: str) -> Entity:
        """The entity as the mentions make it that may be seen."""
        asked = {"id": id, "level": self._level}
        mentions = [msgspec.json.decode(text, type=Mention) for (text,) in self._connection.execute(_MENTIONS, asked)]
        return summarise(id, mentions, [other for (other,) in self._connection.execute(_MERGED, asked)])


def _decode(body: bytes) -> Entity:
    return msgspec.json.decode(body, type=Entity)
