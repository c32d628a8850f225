"""Reading claims out of a SQLite ledger: a selection becomes one statement with bound parameters."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import UTC

import msgspec

from kedja.claim import Claim, Source
from kedja.ledger.base import Recorded, Selection
from kedja.ledger.scope import Scope
from kedja.ledger.sqlite.binding import json_list

COLUMNS = """SELECT claim.key, claim.body, source.body, cs.id, co.id, cp.id, cv.id, source.id"""
JOINS = """ FROM claim
    JOIN source ON source.key = claim.source
    JOIN mention ms ON ms.key = claim.subject JOIN entity es ON es.key = ms.entity
    JOIN entity cs ON cs.key = es.canonical
    LEFT JOIN mention mo ON mo.key = claim.object LEFT JOIN entity eo ON eo.key = mo.entity
    LEFT JOIN entity co ON co.key = eo.canonical
    LEFT JOIN mention mp ON mp.key = claim.speaker LEFT JOIN entity ep ON ep.key = mp.entity
    LEFT JOIN entity cp ON cp.key = ep.canonical
    LEFT JOIN mention mv ON mv.key = claim.voice LEFT JOIN entity ev ON ev.key = mv.entity
    LEFT JOIN entity cv ON cv.key = ev.canonical"""
_ABOUT = """claim.key IN (
    WITH m AS (SELECT mention.key FROM mention JOIN entity e ON e.key = mention.entity
        JOIN entity c ON c.key = e.canonical WHERE c.id IN (SELECT value FROM json_each(:about)))
    SELECT key FROM claim WHERE subject IN (SELECT key FROM m)
    UNION SELECT key FROM claim WHERE object IN (SELECT key FROM m)
    UNION SELECT key FROM claim WHERE speaker IN (SELECT key FROM m))"""
#: A claim without any date counts as said when the ledger learnt it.
_SAID = "coalesce(claim.said, (SELECT substr(recorded_at, 1, 10) FROM batch WHERE seq = claim.batch)) <= :as_of"
_RECORDED = "claim.batch <= (SELECT coalesce(max(seq), 0) FROM batch WHERE recorded_at <= :recorded_by)"
#: Reliability letters sort from A, and a source without one counts as F.
_RELIABLE = "coalesce(json_extract(CAST(source.body AS TEXT), '$.reliability'), 'F') <= :reliability"
_VOICES = """claim.voice IN (SELECT m.key FROM mention m JOIN entity e ON e.key = m.entity
    JOIN entity c ON c.key = e.canonical WHERE c.id IN (SELECT value FROM json_each(:voices)))"""
_REPEATING = "claim.key IN (SELECT claim FROM repeat WHERE original IN (SELECT value FROM json_each(:repeating)))"
_DENYING = "claim.key IN (SELECT claim FROM denial)"
_COUNTING = "json_extract(CAST(claim.body AS TEXT), '$.quantity') IS NOT NULL"
_AT = """claim.key IN (SELECT key FROM claim INDEXED BY claim_{side} WHERE {side} IN (
    SELECT m.key FROM mention m JOIN entity e ON e.key = m.entity JOIN entity c ON c.key = e.canonical
    WHERE c.id IN (SELECT value FROM json_each(:{name}))) AND {side} IS NOT NULL)"""
_STARTING = _AT.format(side="subject", name="starting")
_ENDING = _AT.format(side="object", name="ending")
_KEYS = "claim.key IN (SELECT value FROM json_each(:keys))"
_MENTIONS_OF = """SELECT m.key FROM mention m JOIN entity e ON e.key = m.entity JOIN entity c ON c.key = e.canonical
    WHERE c.id = ?"""
#: Claims that start at some mentions and end at others, found from the side that has fewer of them.
_DEGREE = """SELECT count(*) FROM (SELECT 1 FROM claim INDEXED BY claim_{side}
    WHERE {side} IN (SELECT value FROM json_each(?)) AND {side} IS NOT NULL LIMIT 1000)"""
_BETWEEN = """SELECT key FROM claim INDEXED BY claim_{side} WHERE {side} IN (SELECT value FROM json_each(?1))
    AND {side} IS NOT NULL AND +{other} IN (SELECT value FROM json_each(?2))"""
_FROM = """SELECT key FROM claim INDEXED BY claim_subject WHERE subject IN (SELECT value FROM json_each(?))
    AND object IS NULL"""
_IDS = "claim.id IN (SELECT bytes_of(value) FROM json_each(:ids))"
_LISTS = {
    "about": _ABOUT,
    "starting": _STARTING,
    "ending": _ENDING,
    "voices": _VOICES,
    "repeating": _REPEATING,
    "ids": _IDS,
}
_SOURCE = """claim.key IN (SELECT own.key FROM batch JOIN claim own ON own.key BETWEEN batch.first AND batch.last
    WHERE batch.source = :source)"""
_WITHOUT = "source.id NOT IN (SELECT value FROM json_each(:without))"


def selected(connection: sqlite3.Connection, selection: Selection) -> Iterator[Recorded]:
    """The claims of the selection in the order of recording."""
    where, parameters = _conditions(connection, selection)
    text = f"{COLUMNS}{JOINS} WHERE claim.key > :after AND {where} ORDER BY claim.key LIMIT :limit"
    parameters |= {"after": selection.after, "limit": -1 if selection.limit is None else selection.limit}
    claims, sources = msgspec.json.Decoder(Claim), _Sources()
    for key, body, source, subject, object_, speaker, voice, source_id in connection.execute(text, parameters):
        claim = claims.decode(body)
        # Nobody else has the claim yet, and making another one takes five times as long.
        msgspec.structs.force_setattr(claim, "source", sources.get(source_id, source))
        yield Recorded(
            position=key, claim=claim, subject=subject, object=object_, speaker=speaker, voice=voice or source_id
        )


def counted(connection: sqlite3.Connection, selection: Selection) -> int:
    """How many claims the selection has."""
    where, parameters = _conditions(connection, selection)
    joins = " FROM claim JOIN source ON source.key = claim.source"
    return int(connection.execute(f"SELECT count(*){joins} WHERE {where}", parameters).fetchone()[0])


class _Sources:
    """Decodes each source once a reading."""

    def __init__(self) -> None:
        self._decoder = msgspec.json.Decoder(Source)
        self._known: dict[str, Source] = {}

    def get(self, id: str, body: bytes) -> Source:
        if id not in self._known:
            self._known[id] = self._decoder.decode(body)
        return self._known[id]


def _conditions(connection: sqlite3.Connection, selection: Selection) -> tuple[str, dict[str, object]]:
    found = _wanted(connection, selection) + _within(selection.scope)
    parameters = {name: value for _, given in found for name, value in given.items()}
    return " AND ".join(f"({text})" for text, _ in found), parameters


_Condition = tuple[str, dict[str, object]]


def _wanted(connection: sqlite3.Connection, selection: Selection) -> list[_Condition]:
    found: list[_Condition] = []
    for name, text in _LISTS.items():
        values: frozenset[str] | None = getattr(selection, name)
        if values is not None:
            found.append((text, {name: json_list(sorted(map(str, values)))}))
    if selection.between is not None:
        keys = {key for pair in selection.between for key in _between(connection, *pair)}
        found.append((_KEYS, {"keys": json_list(sorted(keys))}))
    if selection.predicate is not None:
        found.append(("claim.predicate = :predicate", {"predicate": selection.predicate}))
    if selection.denying:
        found.append((_DENYING, {}))
    if selection.counting:
        found.append((_COUNTING, {}))
    if selection.source is not None:
        found.append((_SOURCE, {"source": selection.source}))
    return found


def _between(connection: sqlite3.Connection, subject: str, target: str | None) -> list[int]:
    starts = _mentions_of(connection, subject)
    if target is None:
        return [key for (key,) in connection.execute(_FROM, (starts,))]
    ends = _mentions_of(connection, target)
    sides = (("subject", starts, "object", ends), ("object", ends, "subject", starts))
    counted = {side[0]: connection.execute(_DEGREE.format(side=side[0]), (side[1],)).fetchone()[0] for side in sides}
    side, mine, other, theirs = min(sides, key=lambda side: counted[side[0]])
    return [key for (key,) in connection.execute(_BETWEEN.format(side=side, other=other), (mine, theirs))]


def _mentions_of(connection: sqlite3.Connection, id: str) -> str:
    return json_list(key for (key,) in connection.execute(_MENTIONS_OF, (id,)))


def _within(scope: Scope) -> list[_Condition]:
    found: list[_Condition] = [("claim.level <= :level", {"level": scope.clearance.level})]
    if scope.as_of is not None:
        found.append((_SAID, {"as_of": scope.as_of.isoformat()}))
    if scope.recorded_by is not None:
        # The ledger's times are compared as text, and all of them are UTC.
        moment = scope.recorded_by.astimezone(UTC).isoformat(timespec="microseconds")
        found.append((_RECORDED, {"recorded_by": moment}))
    if scope.without:
        found.append((_WITHOUT, {"without": json_list(sorted(map(str, scope.without)))}))
    if scope.reliability is not None:
        found.append((_RELIABLE, {"reliability": scope.reliability.value}))
    return found
