"""Checking a SQLite ledger: every body against its digest, its columns and the chain of batches."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator

import msgspec

from kedja.claim import Claim, Mention, Source, content_id
from kedja.identity import Judgement
from kedja.ledger.base import Fault
from kedja.ledger.chain import START, Header, batch_digest, body_digest
from kedja.ledger.prepared import mentions_of, said_by

_CLAIMS = """SELECT claim.id, claim.batch, source.body, CAST(ms.body AS BLOB), claim.predicate,
    CAST(mo.body AS BLOB), CAST(mp.body AS BLOB), CAST(mv.body AS BLOB),
    claim.said, claim.level, CAST(claim.body AS BLOB), CAST(claim.digest AS BLOB)
    FROM claim LEFT JOIN source ON source.key = claim.source
    LEFT JOIN mention ms ON ms.key = claim.subject LEFT JOIN mention mo ON mo.key = claim.object
    LEFT JOIN mention mp ON mp.key = claim.speaker LEFT JOIN mention mv ON mv.key = claim.voice ORDER BY claim.key"""
_BATCHES = "SELECT seq, recorded_at, method, source, items, previous, digest FROM batch ORDER BY seq"
#: Batches that do not begin after the claims of the one before, or whose claims are others than they say.
_RANGES = """SELECT seq FROM (SELECT seq, first, last, lag(last, 1, 0) OVER (ORDER BY seq) AS before FROM batch)
    WHERE first IS NOT before + 1 OR last < before
    UNION SELECT batch.seq FROM claim JOIN batch ON claim.key BETWEEN batch.first AND batch.last
    WHERE claim.batch IS NOT batch.seq
    UNION SELECT max(batch.seq) FROM batch HAVING max(last) IS NOT (SELECT coalesce(max(key), 0) FROM claim)"""


def faults(connection: sqlite3.Connection) -> Iterator[Fault]:
    """Every fault of the file, of the claims, of sources and judgements, and of the chain."""
    # A changed byte may leave text that is not UTF-8; it is compared all the same.
    connection.text_factory = lambda text: text.decode(errors="backslashreplace")
    try:
        yield from _faults(connection)
    finally:
        connection.text_factory = str


def _faults(connection: sqlite3.Connection) -> Iterator[Fault]:
    for (line,) in connection.execute("PRAGMA quick_check(20)"):
        if line != "ok":
            yield Fault(kind="file", id="", reason=line)
    digests: dict[int, list[bytes]] = defaultdict(list)
    yield from _source_faults(connection, digests)
    yield from _claim_faults(connection, digests)
    yield from _judgement_faults(connection, digests)
    yield from _chain_faults(connection, digests)
    for (seq,) in connection.execute(_RANGES):
        yield Fault(kind="batch", id=f"batch {seq}", reason="does not say which claims are in it")


def _source_faults(connection: sqlite3.Connection, digests: dict[int, list[bytes]]) -> Iterator[Fault]:
    rows = connection.execute("SELECT id, batch, CAST(body AS BLOB), CAST(digest AS BLOB) FROM source ORDER BY key")
    for id, batch, body, digest in rows:
        digests[batch].append(digest)
        if body_digest(body) != digest:
            yield Fault(kind="source", id=id, reason=f"its content is not what batch {batch} recorded")
            continue
        try:
            if msgspec.json.decode(body, type=Source).id != id:
                yield Fault(kind="source", id=id, reason="its content gives another id")
        except (msgspec.DecodeError, UnicodeDecodeError):
            yield Fault(kind="source", id=id, reason="its content cannot be read")


def _claim_faults(connection: sqlite3.Connection, digests: dict[int, list[bytes]]) -> Iterator[Fault]:
    for kept, batch, source, *columns, body, digest in connection.execute(_CLAIMS):
        id = kept.hex() if isinstance(kept, bytes) else str(kept)
        digests[batch].append(digest)
        if body_digest(body) != digest:
            yield Fault(kind="claim", id=id, reason=f"its content is not what batch {batch} recorded")
            continue
        try:
            claim = msgspec.json.decode(body, type=Claim)
            claim = msgspec.structs.replace(claim, source=msgspec.json.decode(source, type=Source))
            mentions = tuple(msgspec.json.decode(m, type=Mention) if m else None for m in _places(columns))
        except (msgspec.DecodeError, UnicodeDecodeError, TypeError):
            yield Fault(kind="claim", id=id, reason="its source or a mention cannot be read")
            continue
        if bytes.fromhex(content_id(claim)) != kept:
            yield Fault(kind="claim", id=id, reason="its content gives another id")
        elif mentions != mentions_of(claim, claim.source) or _rest(columns) != _derived(claim):
            yield Fault(kind="claim", id=id, reason="its columns differ from its content")


def _places(columns: list[str]) -> tuple[str, ...]:
    subject, _, object_, speaker, voice, *_ = columns
    return subject, object_, speaker, voice


def _rest(columns: list[object]) -> tuple[object, ...]:
    return columns[1], columns[5], columns[6]


def _derived(claim: Claim) -> tuple[object, ...]:
    return claim.predicate, said_by(claim), claim.marking.level


def _judgement_faults(connection: sqlite3.Connection, digests: dict[int, list[bytes]]) -> Iterator[Fault]:
    for id, batch, body in connection.execute("SELECT id, batch, CAST(body AS BLOB) FROM judgement ORDER BY key"):
        digests[batch].append(body_digest(body))
        try:
            judgement = msgspec.json.decode(body, type=Judgement)
            if judgement.id != id or judgement.sealed(judgement.recorded_at).id != id:
                yield Fault(kind="judgement", id=id, reason="its content gives another id")
        except (msgspec.DecodeError, UnicodeDecodeError):
            yield Fault(kind="judgement", id=id, reason="its content cannot be read")


def _chain_faults(connection: sqlite3.Connection, digests: dict[int, list[bytes]]) -> Iterator[Fault]:
    previous, expected = START, 0
    for *header, digest in connection.execute(_BATCHES):
        expected += 1
        batch = Header(**dict(zip(Header.__struct_fields__, header, strict=True)))
        id = f"batch {batch.seq}"
        if batch.seq != expected:
            yield Fault(kind="batch", id=id, reason=f"batch {expected} is missing")
            expected = batch.seq
        if batch.previous != previous:
            yield Fault(kind="batch", id=id, reason="does not follow the batch before it")
        if batch.items != len(digests[batch.seq]):
            yield Fault(kind="batch", id=id, reason=f"recorded {batch.items} items, has {len(digests[batch.seq])}")
        elif batch_digest(batch, digests[batch.seq]) != digest:
            yield Fault(kind="batch", id=id, reason="its content or order is not what was recorded")
        previous = digest
    for seq in sorted(set(digests) - set(range(1, expected + 1)), key=str):
        yield Fault(kind="batch", id=f"batch {seq}", reason="is missing, but items belong to it")
