"""Finding entities by the words of names, quotes and titles."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator

import msgspec

from kedja.identity import Entity, plain
from kedja.ledger.base import Hit
from kedja.ledger.sqlite.reading import COLUMNS, JOINS

_OF_MENTION = """SELECT c.id, mention.body FROM mention JOIN entity e ON e.key = mention.entity
    JOIN entity c ON c.key = e.canonical WHERE mention.key = ? AND mention.level <= ?"""
_OF_SOURCE = """SELECT claim.key FROM source JOIN batch ON batch.source = source.id
    JOIN claim ON claim.key BETWEEN batch.first AND batch.last WHERE source.key = ? AND claim.level <= ? LIMIT 1000"""


def match_expression(text: str) -> str:
    """The text as a full-text expression in which nothing but words has a meaning; the last may go on."""
    words = plain(text).split()
    return " ".join([f'"{word}"' for word in words[:-1]] + [f'"{words[-1]}"*']) if words else ""


def found(connection: sqlite3.Connection, keys: Iterable[int], kind: str, level: int) -> Iterator[tuple[str, str]]:
    """Ids of entities and the text that was found: their name, or quote or title of a claim about them.

    Nothing that only claims marked above the level say is found.
    """
    for key in keys:
        if kind == "name":
            for id, body in connection.execute(_OF_MENTION, (key, level)):
                yield id, str(msgspec.json.decode(body)["name"])
        elif kind == "quote":
            yield from _ends(connection, key, kind, level)
        else:
            for (claim,) in connection.execute(_OF_SOURCE, (key, level)).fetchall():
                yield from _ends(connection, claim, kind, level)


def _ends(connection: sqlite3.Connection, claim: int, kind: str, level: int) -> Iterator[tuple[str, str]]:
    for _, body, source, subject, object_, *_ in connection.execute(
        f"{COLUMNS}{JOINS} WHERE claim.key = ? AND claim.level <= ?", (claim, level)
    ).fetchall():
        text = msgspec.json.decode(body if kind == "quote" else source).get(kind)
        for id in filter(None, (subject, object_)):
            yield id, str(text or "")


class Hits:
    """At most so many hits, one an entity, the first that it has."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._hits: dict[str, Hit] = {}

    def add(self, rows: Iterable[tuple[str, str]], entities: dict[str, Entity], kind: str) -> None:
        """Takes up what was found, as far as there is room."""
        for id, text in rows:
            if not self.enough and id not in self._hits and id in entities:
                self._hits[id] = Hit(entity=entities[id], where=kind, text=text)

    @property
    def enough(self) -> bool:
        """True when there is room for no other."""
        return len(self._hits) >= self._limit

    @property
    def found(self) -> list[Hit]:
        """The hits, the best first."""
        return list(self._hits.values())
