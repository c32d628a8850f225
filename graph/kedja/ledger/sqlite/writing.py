"""Appending to a SQLite ledger: sources, claims and judgements, batch by batch."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from functools import lru_cache
from itertools import count, islice
from typing import TypeVar

import msgspec

from kedja.calendar import last_day
from kedja.claim import Claim, Mention, Source, Speaker
from kedja.errors import ForeignBatchError
from kedja.identity import Judgement, plain, tokens
from kedja.ledger.base import Item, SealedBatch
from kedja.ledger.chain import START, Header, batch_digest, body_digest, body_of, by_id, stored_claim, voice_of
from kedja.ontology import Stance

_T = TypeVar("_T")
_CHUNK = 2_000

INSERT_CLAIM = """INSERT INTO claim
    (key, id, batch, source, subject, predicate, object, speaker, voice, said, level, body, digest)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
INSERT_BATCH = (
    "INSERT INTO batch (seq, recorded_at, method, source, items, previous, digest) VALUES (?, ?, ?, ?, ?, ?, ?)"
)
INSERT_WORD = "INSERT INTO word (rowid, text) VALUES (?, ?)"
INSERT_MENTION = "INSERT INTO mention (key, body, level) VALUES (?, ?, ?)"
INSERT_DENIAL = "INSERT INTO denial (claim) VALUES (?)"
INSERT_REPEAT = "INSERT INTO repeat (original, claim) VALUES (?, ?)"
KNOWN_MENTIONS = "SELECT key, body, level FROM mention WHERE body IN (SELECT value FROM json_each(?))"
_LOWER = "UPDATE mention SET level = ? WHERE key = ?"
_REVEALED = """UPDATE entity SET changed = ? WHERE key IN (SELECT e.canonical FROM mention m JOIN entity e
    ON e.key = m.entity WHERE m.key IN (SELECT value FROM json_each(?)))"""
KNOWN_IDS = "SELECT id FROM claim WHERE id IN (SELECT value FROM json_each(?))"


class Batch:
    """One batch being written inside a transaction of the caller's.

    The time of recording never runs backwards, so that "what was known by then" is a range of batches.
    With `header`, the batch is one that another ledger sealed, and keeps its time; it must follow the last
    one here, or `ForeignBatchError` says that it does not.
    """

    def __init__(
        self, connection: sqlite3.Connection, method: str, source: str, *, header: Header | None = None
    ) -> None:
        self._connection = connection
        last = connection.execute("SELECT seq, recorded_at, digest FROM batch ORDER BY seq DESC LIMIT 1").fetchone()
        seq, latest, previous = last or (0, "", START)
        if header and (header.seq, header.previous) != (seq + 1, previous):
            raise ForeignBatchError(f"batch {header.seq} of the other ledger does not follow batch {seq} of this one")
        now = header.recorded_at if header else datetime.now(UTC).isoformat(timespec="microseconds")
        self.recorded_at = now if header else max(now, latest)
        self.seq = seq + 1
        self.method = method
        self._source = source
        self._previous = previous
        self._items: list[Item] = []
        self._digests: list[bytes] = []
        self._mentions: dict[Mention, int] = {}
        self._levels: dict[Mention, int] = {}
        self._revealed: list[int] = []
        self.new_mentions: list[int] = []
        #: What the full-text index is to hold of this batch; see `put_words`.
        self.words: list[tuple[int, str]] = []
        self.added = 0
        self.known = 0

    def _recorded(self, source: Source) -> tuple[int | None, Source]:
        """The key of the source and what was recorded of it first; without a key when it is new."""
        row = self._connection.execute("SELECT key, body FROM source WHERE id = ?", (source.id,)).fetchone()
        return (int(row[0]), msgspec.json.decode(row[1], type=Source)) if row else (None, source)

    def _put_source(self, source: Source, body: bytes) -> int:
        key, digest = self._next("source"), body_digest(body)
        self._connection.execute("INSERT INTO source VALUES (?, ?, ?, ?, ?)", (key, source.id, self.seq, body, digest))
        words = plain(" ".join(filter(None, (source.title, source.publisher))))
        self.words.append((3 * key + 2, words))
        self._keep("source", [source.id], [body], [digest])
        return key

    def put_claims(self, source: Source, claims: Iterable[Claim]) -> None:
        """Records the claims that are new, in chunks; the source is recorded with the first of them.

        A source that is known stays as it was recorded first, and decides who speaks where nobody is named.
        """
        source_key, source = self._recorded(source)
        place = by_id(source)
        for chunk in _chunks(claims):
            fresh = self._fresh(chunk)
            self.known += len(chunk) - len(fresh)
            self._put_mentions(chunk, source)
            if not fresh:
                continue
            if source_key is None:
                source_key = self._put_source(source, body_of(source))
            bodies = [body_of(stored_claim(claim, place, self.recorded_at, self.method)) for claim in fresh]
            self._put_chunk(fresh, bodies, source_key, source)

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
        for chunk in _chunks(claims):
            self._put_recorded(chunk)
        return judgements

    def _put_recorded(self, items: list[Item]) -> None:
        decoder = msgspec.json.Decoder(Claim)
        claims = [decoder.decode(item.body) for item in items]
        id = claims[0].source.path or ""
        row = self._connection.execute("SELECT key, body FROM source WHERE id = ?", (id,)).fetchone()
        if row is None or any(claim.source.path != id for claim in claims):
            raise ForeignBatchError(f"batch {self.seq} of the other ledger has claims without their source")
        source = msgspec.json.decode(row[1], type=Source)
        self._put_mentions(claims, source)
        self._put_chunk(claims, [item.body for item in items], int(row[0]), source)

    def _put_chunk(self, claims: list[Claim], bodies: list[bytes], source_key: int, source: Source) -> None:
        key, digests = self._next("claim"), [body_digest(body) for body in bodies]
        places = zip(claims, bodies, digests, strict=True)
        rows = (self._row(key + i, source_key, source, *place) for i, place in enumerate(places))
        self._connection.executemany(INSERT_CLAIM, rows)
        words = [(3 * (key + i) + 1, plain(claim.quote)) for i, claim in enumerate(claims) if claim.quote]
        self.words += words
        repeats = [(claim.repeats, key + i) for i, claim in enumerate(claims) if claim.repeats]
        self._connection.executemany(INSERT_REPEAT, repeats)
        denials = [(key + i,) for i, claim in enumerate(claims) if claim.stance is Stance.DENIES]
        self._connection.executemany(INSERT_DENIAL, denials)
        self._keep("claim", [claim.id for claim in claims], bodies, digests)
        self.added += len(claims)

    def put_judgement(self, id: str, body: bytes) -> None:
        """Records the judgement."""
        row = (self._next("judgement"), id, self.seq, body)
        self._connection.execute("INSERT INTO judgement VALUES (?, ?, ?, ?)", row)
        self._keep("judgement", [id], [body], [body_digest(body)])

    def _keep(self, kind: str, ids: Iterable[str], bodies: Iterable[bytes], digests: Iterable[bytes]) -> None:
        self._items += [Item(kind=kind, id=id, body=body) for id, body in zip(ids, bodies, strict=True)]
        self._digests += digests

    def seal(self) -> SealedBatch | None:
        """Closes the batch with its hash; a batch that added nothing leaves no trace."""
        if not self._digests:
            return None
        if self._revealed:
            self._connection.execute(_REVEALED, (self.seq, msgspec.json.encode(self._revealed).decode()))
        header = Header(
            seq=self.seq,
            recorded_at=self.recorded_at,
            method=self.method,
            source=self._source,
            items=len(self._digests),
            previous=self._previous,
        )
        digest = batch_digest(header, self._digests)
        self._connection.execute(INSERT_BATCH, (*msgspec.structs.astuple(header), digest))
        return SealedBatch(header=header, items=self._items, digest=digest)

    @property
    def mentions(self) -> list[int]:
        """Keys of all mentions of the claims given, new or not."""
        return list(self._mentions.values())

    def _fresh(self, chunk: list[Claim]) -> list[Claim]:
        unique = {claim.id: claim for claim in chunk}
        known = {id for (id,) in self._connection.execute(KNOWN_IDS, (_json(unique),))}
        return [claim for id, claim in unique.items() if id not in known]

    def _put_mentions(self, claims: Iterable[Claim], source: Source) -> None:
        """Gives every mention of the claims its key, and records those that are new."""
        levels: dict[Mention, int] = {}
        for claim in claims:
            level = claim.marking.level
            for mention in mentions_of(claim, source):
                if mention and level < levels.get(mention, 9):
                    levels[mention] = level
        bodies = {body_of(mention).decode(): mention for mention in levels if mention not in self._mentions}
        for key, body, level in self._connection.execute(KNOWN_MENTIONS, (_json(bodies),)):
            mention = bodies.pop(body)
            self._mentions[mention], self._levels[mention] = key, level
        lowered = {mention for mention, level in levels.items() if level < self._levels.get(mention, 0)}
        if bodies:
            self._record(bodies, levels)
        self._connection.executemany(_LOWER, [(levels[mention], self._mentions[mention]) for mention in lowered])
        self._levels |= {mention: levels[mention] for mention in lowered}
        self._revealed += [self._mentions[mention] for mention in lowered]

    def _record(self, bodies: dict[str, Mention], levels: dict[Mention, int]) -> None:
        keys = dict(zip(bodies.values(), count(self._next("mention")), strict=False))
        rows = [(keys[mention], body, levels[mention]) for body, mention in bodies.items()]
        self._connection.executemany(INSERT_MENTION, rows)
        shared = [(token, key) for mention, key in keys.items() for token in tokens(mention)]
        self._connection.executemany("INSERT INTO token VALUES (?, ?)", shared)
        self.words += [(3 * key, plain(" ".join((mention.name, *mention.aliases)))) for mention, key in keys.items()]
        self._mentions |= keys
        self._levels |= {mention: levels[mention] for mention in keys}
        self.new_mentions += keys.values()

    def _row(
        self, key: int, source_key: int, source: Source, claim: Claim, body: bytes, digest: bytes
    ) -> tuple[object, ...]:
        places = (self._mentions[mention] if mention else None for mention in mentions_of(claim, source))
        subject, object_, speaker, voice = places
        return (
            key,
            claim.id,
            self.seq,
            source_key,
            subject,
            claim.predicate,
            object_,
            speaker,
            voice,
            said_by(claim),
            claim.marking.level,
            body,
            digest,
        )

    def _next(self, table: str) -> int:
        return int(self._connection.execute(f"SELECT coalesce(max(key), 0) + 1 FROM {table}").fetchone()[0])


def put_words(connection: sqlite3.Connection, words: list[tuple[int, str]]) -> None:
    """Brings the words of a transaction into the full-text index, which takes them best in the order of their rows."""
    connection.executemany(INSERT_WORD, sorted(words))


def mentions_of(claim: Claim, source: Source) -> tuple[Mention, Mention | None, Mention | None, Mention | None]:
    """Subject, object, speaker and voice of the claim, as mentions."""
    return claim.subject, claim.object, *_speaking(claim.speaker, source)


@lru_cache(maxsize=10_000)
def _speaking(speaker: Speaker | None, source: Source) -> tuple[Mention | None, Mention | None]:
    said = None
    if speaker:
        assert speaker.name is not None and speaker.type is not None
        said = Mention(type=speaker.type, name=speaker.name)
    voice = voice_of(speaker, source)
    return said, Mention(type=voice[0], name=voice[1]) if voice else None


def said_by(claim: Claim) -> str | None:
    """The day by which the claim had surely been said."""
    return _last_day(claim.said_on) if claim.said_on else None


@lru_cache(maxsize=10_000)
def _last_day(date: str) -> str:
    return last_day(date).isoformat()


def _json(texts: Iterable[str]) -> str:
    return msgspec.json.encode(list(texts)).decode()


def _chunks(members: Iterable[_T]) -> Iterator[list[_T]]:
    iterator = iter(members)
    while chunk := list(islice(iterator, _CHUNK)):
        yield chunk
