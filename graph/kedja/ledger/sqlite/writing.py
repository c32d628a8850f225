"""Appending to a SQLite ledger: sources, claims and judgements, batch by batch."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import compress

import msgspec

from kedja.claim import Claim, Mention, Source
from kedja.errors import ForeignBatchError
from kedja.identity import Judgement
from kedja.ledger.base import Item, SealedBatch
from kedja.ledger.chain import START, Header, batch_digest, body_digest, body_of, voice_of
from kedja.ledger.prepared import Named, Prepared, body_at, columns, detailed
from kedja.ledger.sqlite.binding import json_list
from kedja.ledger.sqlite.cache import Cache
from kedja.ledger.sqlite.fresh import Fresh, put_mentions

INSERT_CLAIM = """INSERT INTO claim
    (key, id, batch, source, subject, predicate, object, speaker, voice, said, level, body, digest)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
_INSERT_BATCH = """INSERT INTO batch (seq, recorded_at, method, source, items, previous, digest, first, last)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"""
_INSERT_REPEAT = "INSERT INTO repeat (original, claim) VALUES (?, ?)"
_INSERT_DENIAL = "INSERT INTO denial (claim) VALUES (?)"
_LOWER = "UPDATE mention SET level = ? WHERE key = ?"
_REVEALED = """UPDATE entity SET changed = ? WHERE key IN (SELECT e.canonical FROM mention m JOIN entity e
    ON e.key = m.entity WHERE m.key IN (SELECT value FROM json_each(?)))"""
_KNOWN_IDS = "SELECT lower(hex(id)) FROM claim WHERE id IN (SELECT bytes_of(value) FROM json_each(?))"


@dataclass(slots=True)
class _Place:
    """A source as it was recorded, under its key; without a key as long as it is not."""

    key: int | None
    source: Source


@dataclass(slots=True)
class Tally:
    """What a batch did: claims added and known already, and the keys of all mentions in them, new or not."""

    source: str
    added: int = 0
    known: int = 0
    mentions: set[int] = field(default_factory=set)


class Batch:
    """One batch being written inside a transaction of the caller's.

    The time of recording never runs backwards, so that "what was known by then" is a range of batches.
    With `header`, the batch is one that another ledger sealed, and keeps its time; it must follow the last
    one here, or `ForeignBatchError` says that it does not. With `whole`, `seal` gives the items back.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        cache: Cache,
        method: str,
        source: str,
        *,
        header: Header | None = None,
        whole: bool = False,
    ) -> None:
        self._connection = connection
        self._cache = cache
        last = connection.execute("SELECT seq, recorded_at, digest FROM batch ORDER BY seq DESC LIMIT 1").fetchone()
        seq, latest, previous = last or (0, "", START)
        if header and (header.seq, header.previous) != (seq + 1, previous):
            raise ForeignBatchError(f"batch {header.seq} of the other ledger does not follow batch {seq} of this one")
        cache.renew(previous)
        now = header.recorded_at if header else datetime.now(UTC).isoformat(timespec="microseconds")
        self.recorded_at = now if header else max(now, latest)
        self.seq = seq + 1
        self.method = method
        self.tally = Tally(source)
        self._previous = previous
        self._items: list[Item] | None = [] if whole else None
        self._digests: list[bytes] = []
        self._first = self._last = self._next("claim") - 1
        self._next_mention = self._next("mention")
        self._place: _Place | None = None
        self._fresh: list[Fresh] = []
        self._revealed: list[int] = []

    def put(self, prepared: Prepared) -> None:
        """Records the claims that are new, and the source with the first of them.

        A source that is known stays as it was recorded first, and decides who speaks where nobody is named.
        """
        place = self._place = self._place or self._recorded(prepared.source)
        # A source that is not recorded has no claim that is.
        known = set() if place.key is None else self._known(prepared.ids)
        chosen = [id not in known for id in prepared.ids] if known else None
        keys = self._keys(prepared, place.source)
        self.tally.known += prepared.given
        self.tally.mentions.update(filter(None, keys))
        ids = prepared.ids if chosen is None else list(compress(prepared.ids, chosen))
        if ids:
            if place.key is None:
                place.key = self._put_source(place.source, body_of(place.source))
            heads = prepared.heads if chosen is None else compress(prepared.heads, chosen)
            bodies = [body_at(head, self.recorded_at, id) for head, id in zip(heads, ids, strict=True)]
            self._put(prepared, ids, bodies, keys, place.key, chosen)
            self.tally.known -= len(ids)

    def put_items(self, items: Iterable[Item]) -> list[Judgement]:
        """Records what another ledger sealed, byte for byte; returns the judgements among it."""
        judgements, claims = [], []
        for item in items:
            if item.kind == "source":
                self._put_source(msgspec.json.decode(item.body, type=Source), item.body)
            elif item.kind == "claim":
                claims.append(item)
            else:
                judgements.append(msgspec.json.decode(item.body, type=Judgement))
                self.put_judgement(item.id, item.body)
        if claims:
            self._put_recorded(claims)
        return judgements

    def _put_recorded(self, items: list[Item]) -> None:
        decoder = msgspec.json.Decoder(Claim)
        claims = [decoder.decode(item.body) for item in items]
        key, source = self._recorded_as(self.tally.source)
        if key is None or source is None or any(claim.source.path != self.tally.source for claim in claims):
            raise ForeignBatchError(f"batch {self.seq} of the other ledger has claims without their source")
        bodies = [item.body for item in items]
        prepared = columns(source, claims, self.method, len(claims), bodies)
        keys = self._keys(prepared, source)
        self._put(prepared, prepared.ids, bodies, keys, key, None)

    def _recorded(self, source: Source) -> _Place:
        key, recorded = self._recorded_as(source.id)
        return _Place(key, recorded or source)

    def _recorded_as(self, id: str) -> tuple[int | None, Source | None]:
        row = self._connection.execute("SELECT key, body FROM source WHERE id = ?", (id,)).fetchone()
        return (int(row[0]), msgspec.json.decode(row[1], type=Source)) if row else (None, None)

    def _known(self, ids: list[str]) -> set[str]:
        return {id for (id,) in self._connection.execute(_KNOWN_IDS, (json_list(ids),))}

    def _put_source(self, source: Source, body: bytes) -> int:
        key, digest = self._next("source"), body_digest(body)
        self._connection.execute("INSERT INTO source VALUES (?, ?, ?, ?, ?)", (key, source.id, self.seq, body, digest))
        self._keep("source", [source.id], [body], [digest])
        return key

    def put_judgement(self, id: str, body: bytes) -> None:
        """Records the judgement."""
        row = (self._next("judgement"), id, self.seq, body)
        self._connection.execute("INSERT INTO judgement VALUES (?, ?, ?, ?)", row)
        self._keep("judgement", [id], [body], [body_digest(body)])

    def _put(
        self,
        prepared: Prepared,
        ids: list[str],
        bodies: list[bytes],
        keys: list[int | None],
        source: int,
        chosen: list[bool] | None,
    ) -> None:
        """Records claims by their columns, of which `ids` and `bodies` are chosen already."""
        digests = [body_digest(body) for body in bodies]
        given = (prepared.places, prepared.predicates, prepared.said, prepared.markings)
        rest = given if chosen is None else tuple(list(compress(column, chosen)) for column in given)
        numbers = range(self._last + 1, self._last + 1 + len(ids))
        seq, bytes_of = self.seq, bytes.fromhex
        rows = [
            (key, bytes_of(id), seq, source, keys[s], predicate, keys[o], keys[by], keys[v], said, level, body, digest)
            for key, id, (s, o, by, v), predicate, said, level, body, digest in zip(
                numbers, ids, *rest, bodies, digests, strict=True
            )
        ]
        self._connection.executemany(INSERT_CLAIM, rows)
        self._put_marks(prepared, chosen)
        self._last += len(ids)
        self.tally.added += len(ids)
        self._keep("claim", ids, bodies, digests)

    def _put_marks(self, prepared: Prepared, chosen: list[bool] | None) -> None:
        """Notes which of the claims pass on others, and which deny something."""
        if not prepared.repeats and not prepared.denials:
            return
        places = range(len(prepared.ids)) if chosen is None else compress(range(len(prepared.ids)), chosen)
        key_of = {place: key for key, place in enumerate(places, start=self._last + 1)}
        repeats = [(original, key_of[place]) for original, place in prepared.repeats if place in key_of]
        self._connection.executemany(_INSERT_REPEAT, repeats)
        denials = [(key_of[place],) for place in prepared.denials if place in key_of]
        self._connection.executemany(_INSERT_DENIAL, denials)

    def _keep(self, kind: str, ids: Iterable[str], bodies: Sequence[bytes], digests: Sequence[bytes]) -> None:
        if self._items is not None:
            self._items += [Item(kind=kind, id=id, body=body) for id, body in zip(ids, bodies, strict=True)]
        self._digests += digests

    def _keys(self, prepared: Prepared, source: Source) -> list[int | None]:
        """The key of each mention and None at the end, for those that are none; what is new is noted."""
        publisher = _publisher(source)
        named = [mention if mention.body else publisher for mention in prepared.mentions]
        known = self._cache.look_up(self._connection, [mention.body for mention in named if mention])
        keys: list[int | None] = []
        for mention, level in zip(named, prepared.levels, strict=True):
            key = known.get(mention.body) if mention else None
            if mention and key is None:
                key = self._note(mention, level)
            elif key is not None and level < self._cache.level(key):
                self._reveal(key, level)
            keys.append(key)
        return [*keys, None]

    def _note(self, named: Named, level: int) -> int:
        key = self._next_mention
        self._next_mention += 1
        self._fresh.append(Fresh(key, detailed(named), level))
        self._cache.add(named.body, key, level)
        return key

    def _reveal(self, key: int, level: int) -> None:
        """Lowers the marking with which a mention is recorded."""
        self._revealed.append(key)
        self._cache.lower(key, level)

    def settle(self) -> list[int]:
        """Records the new mentions; returns those that may be of an entity that was there, or that more may see now."""
        named = put_mentions(self._connection, self.seq, self._fresh) if self._fresh else {}
        self._cache.name(named.items())
        left = [fresh.key for fresh in self._fresh if fresh.key not in named]
        self._fresh.clear()
        self._connection.executemany(_LOWER, [(self._cache.level(key), key) for key in self._revealed])
        return left + self._revealed

    def seal(self) -> SealedBatch | None:
        """Closes the batch with its hash; a batch that added nothing leaves no trace."""
        if not self._digests:
            return None
        if self._revealed:
            self._connection.execute(_REVEALED, (self.seq, json_list(self._revealed)))
        header = Header(
            seq=self.seq,
            recorded_at=self.recorded_at,
            method=self.method,
            source=self.tally.source,
            items=len(self._digests),
            previous=self._previous,
        )
        digest = batch_digest(header, self._digests)
        columns = (*msgspec.structs.astuple(header), digest, self._first + 1, self._last)
        self._connection.execute(_INSERT_BATCH, columns)
        self._cache.digest = digest
        return SealedBatch(header=header, items=self._items or [], digest=digest)

    def _next(self, table: str) -> int:
        return int(self._connection.execute(f"SELECT coalesce(max(key), 0) + 1 FROM {table}").fetchone()[0])


def _publisher(source: Source) -> Named | None:
    """The publisher of the source as a mention; None when it is not known."""
    voice = voice_of(None, source)
    return Named(body_of(Mention(type=voice[0], name=voice[1])).decode()) if voice else None
