"""Mentions that hang together by chains of shared tokens."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

import msgspec

from kedja.claim import Mention
from kedja.identity import Known, tokens
from kedja.ledger.sqlite.binding import json_list

_T = TypeVar("_T")

_MENTIONS = """SELECT mention.key, mention.body, entity.id, mention.level FROM mention
    LEFT JOIN entity ON entity.key = mention.entity
    WHERE mention.key IN (SELECT value FROM json_each(?)) ORDER BY mention.key"""
_BEARERS = "SELECT DISTINCT mention FROM token WHERE token IN (SELECT value FROM json_each(?))"


def components(connection: sqlite3.Connection, mentions: Iterable[int]) -> list[list[Known]]:
    """The recorded mentions that hang together with these, component by component, sorted by key."""
    found: dict[int, Known] = {}
    given = set(mentions)
    frontier, seen = set(given), set[str]()
    while frontier:
        step = _load(connection, frontier)
        found.update({known.key: known for known in step})
        shared = {token for known in step for token in tokens(known.mention)} - seen
        seen |= shared
        bearers = {key for (key,) in connection.execute(_BEARERS, (json_list(sorted(shared)),))}
        frontier = bearers - found.keys()
    return linked([(known, tokens(known.mention)) for _, known in sorted(found.items())])


def linked(items: Sequence[tuple[_T, Iterable[str]]]) -> list[list[_T]]:
    """The items by chains of shared tokens, in the order given.

    >>> linked([("a", ["x"]), ("b", ["y"]), ("c", ["x", "z"])])
    [['a', 'c'], ['b']]
    """
    parent = list(range(len(items)))
    first: dict[str, int] = {}

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for i, (_, shared) in enumerate(items):
        for token in shared:
            other = first.setdefault(token, i)
            if other != i:
                parent[root(i)] = root(other)
    found: dict[int, list[_T]] = {}
    for i, (item, _) in enumerate(items):
        found.setdefault(root(i), []).append(item)
    return list(found.values())


class Marked(Protocol):
    """Something with a level of marking."""

    @property
    def level(self) -> int:
        """0 for CLEAR to 4 for RED."""


_M = TypeVar("_M", bound=Marked)


def seen_first(members: Sequence[_M]) -> list[_M]:
    """Those with the lowest level of marking among them."""
    lowest = min(member.level for member in members)
    return [member for member in members if member.level == lowest]


def _load(connection: sqlite3.Connection, keys: Iterable[int]) -> list[Known]:
    rows = connection.execute(_MENTIONS, (json_list(sorted(keys)),))
    return [Known(key, msgspec.json.decode(body, type=Mention), entity, level) for key, body, entity, level in rows]
