"""Recording mentions that are new, with entities for those that hang together with none that is known."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter

import msgspec

from kedja.claim import Mention
from kedja.identity import Known, cluster, first_id, summarise
from kedja.ledger.prepared import Named
from kedja.ledger.sqlite.binding import json_list
from kedja.ledger.sqlite.components import linked, seen_first

_TOKENS = "SELECT DISTINCT token FROM token WHERE token IN (SELECT value FROM json_each(?))"
_TAKEN = "SELECT id FROM entity WHERE id IN (SELECT value FROM json_each(?))"
IS_TAKEN = "SELECT 1 FROM entity WHERE id = ?"
PUT_ENTITY = "INSERT INTO entity (key, id, type, canonical, changed, body) VALUES (?, ?, ?, ?, ?, ?)"
_PUT_MENTION = "INSERT INTO mention (key, body, entity, level) VALUES (?, ?, ?, ?)"


@dataclass(frozen=True, slots=True)
class Fresh:
    """A new mention under its key, with all that follows from it, and its level of marking."""

    key: int
    named: Named
    level: int


def put_mentions(connection: sqlite3.Connection, batch: int, mentions: Sequence[Fresh]) -> dict[int, str]:
    """Records the mentions, and those entities that are made of them alone; returns the entity of each that has one.

    The others share a token with a mention that was there.
    """
    ordered = sorted(mentions, key=attrgetter("key"))
    tokens = {token for fresh in ordered for token in fresh.named.tokens}
    known = {token for (token,) in connection.execute(_TOKENS, (json_list(sorted(tokens)),))}
    chains = linked([(fresh, fresh.named.tokens) for fresh in ordered])
    alone = (chain for chain in chains if known.isdisjoint(token for fresh in chain for token in fresh.named.tokens))
    groups = [members for chain in alone for members in _divided(chain)]
    entities = _named(connection, sorted(groups, key=lambda members: members[0].key))
    first = connection.execute("SELECT coalesce(max(key), 0) + 1 FROM entity").fetchone()[0]
    rows, places = [], {}
    for key, (members, id, body) in enumerate(entities, start=first):
        rows.append((key, id, members[0].named.type, key, batch, body))
        places.update({fresh.key: (key, id) for fresh in members})
    connection.executemany(PUT_ENTITY, rows)
    without = (None, "")
    put = [(fresh.key, fresh.named.body, places.get(fresh.key, without)[0], fresh.level) for fresh in ordered]
    connection.executemany(_PUT_MENTION, put)
    shared = [(token, fresh.key) for fresh in ordered for token in fresh.named.tokens]
    connection.executemany("INSERT INTO token VALUES (?, ?)", shared)
    return {mention: id for mention, (_, id) in places.items()}


def free_id(connection: sqlite3.Connection, wanted: str, taken: Collection[str]) -> str:
    """The id, with the first number that makes it nobody else's; `taken` says whether it is by itself."""
    id, number = wanted, 1
    while id in taken or (number > 1 and connection.execute(IS_TAKEN, (id,)).fetchone()):
        number += 1
        id = f"{wanted}-{number}"
    return id


def _named(connection: sqlite3.Connection, groups: list[list[Fresh]]) -> list[tuple[list[Fresh], str, bytes]]:
    """The groups with an id and a body for each entity."""
    wanted = [
        members[0].named.id if len(members) == 1 else first_id(_mentions(seen_first(members))) for members in groups
    ]
    taken = {id for (id,) in connection.execute(_TAKEN, (json_list(sorted(set(wanted))),))}
    found = []
    for members, best in zip(groups, wanted, strict=True):
        id = free_id(connection, best, taken)
        taken.add(id)
        alone = len(members) == 1 and id == best
        body = members[0].named.entity if alone else msgspec.json.encode(summarise(id, _mentions(members)))
        found.append((members, id, body))
    return found


def _mentions(members: Iterable[Fresh]) -> list[Mention]:
    return [msgspec.json.decode(fresh.named.body, type=Mention) for fresh in members]


def _divided(members: list[Fresh]) -> list[list[Fresh]]:
    """The members of a component by the things that they are, each sorted by key."""
    if len(members) == 1:
        return [members]
    by_key = {fresh.key: fresh for fresh in members}
    known = [Known(fresh.key, mention) for fresh, mention in zip(members, _mentions(members), strict=True)]
    return [[by_key[key] for key in sorted(item.key for item in found)] for found in cluster(known)]
