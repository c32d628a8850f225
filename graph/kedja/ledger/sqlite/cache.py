"""What a writer remembers of the ledger's mentions from one batch to the next."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from kedja.ledger.sqlite.binding import json_list

_MENTIONS = "SELECT key, body, level FROM mention WHERE body IN (SELECT value FROM json_each(?))"
_NAMES = """SELECT mention.key, c.id FROM mention JOIN entity e ON e.key = mention.entity
    JOIN entity c ON c.key = e.canonical WHERE mention.key IN (SELECT value FROM json_each(?))"""
#: How many mentions are remembered, each with about 300 bytes.
_MOST = 300_000


class Cache:
    """Keys and levels of mentions and the entities that they lead to, as of the batch with the hash `digest`.

    Only one who may write uses it, so nothing is written meanwhile that it does not know of.
    """

    def __init__(self) -> None:
        self.digest = ""
        self._keys: dict[str, int] = {}
        self._levels: dict[int, int] = {}
        self._names: dict[int, str] = {}
        self._stale: set[str] = set()

    def renew(self, digest: str) -> None:
        """Forgets everything when it is about another state than the one after the batch, or too much."""
        if digest != self.digest or len(self._keys) > _MOST:
            self.forget()
            self.digest = digest

    def forget(self) -> None:
        """Forgets everything."""
        self.__init__()  # type: ignore[misc]

    def look_up(self, connection: sqlite3.Connection, bodies: Iterable[str]) -> dict[str, int]:
        """The keys of those mentions that are recorded."""
        keys = self._keys
        missing = [body for body in bodies if body not in keys]
        if missing:
            for key, body, level in connection.execute(_MENTIONS, (json_list(missing),)):
                self.add(body, key, level)
        return keys

    def add(self, body: str, key: int, level: int) -> None:
        """Remembers a mention."""
        self._keys[body] = key
        if level:
            self._levels[key] = level

    def level(self, key: int) -> int:
        """The lowest marking with which the mention is recorded."""
        return self._levels.get(key, 0)

    def lower(self, key: int, level: int) -> None:
        """Remembers that the mention is recorded with a lower marking."""
        self._levels[key] = level

    def name(self, names: Iterable[tuple[int, str]]) -> None:
        """Remembers the entities that mentions lead to."""
        self._names.update(names)

    def doubt(self, ids: Iterable[str] | None) -> None:
        """Forgets which mentions lead to these entities, without them which lead to any."""
        if ids is None:
            self._names.clear()
        else:
            self._stale.update(ids)

    def names(self, connection: sqlite3.Connection, keys: Iterable[int]) -> dict[int, str]:
        """The entities that these mentions lead to, among others."""
        names, stale = self._names, self._stale
        missing = [key for key in keys if key not in names or names[key] in stale]
        if missing:
            names.update(connection.execute(_NAMES, (json_list(missing),)))
        return names
