"""Moving batches between ledgers: reading them as they were recorded, and recording them as they are."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import msgspec

from kedja.claim import Claim, Source, content_id
from kedja.errors import ForeignBatchError, NotFoundError
from kedja.identity import Judgement
from kedja.ledger.base import Item, SealedBatch
from kedja.ledger.chain import Header, batch_digest, body_digest

_BATCHES = """SELECT seq, recorded_at, method, source, items, previous, digest FROM batch
    WHERE seq > ? ORDER BY seq LIMIT ?"""
_ITEMS = """SELECT 0, key, 'source', id, body FROM source WHERE batch = :seq
    UNION ALL SELECT 1, claim.key, 'claim', lower(hex(id)), body FROM claim JOIN batch
        ON claim.key BETWEEN batch.first AND batch.last WHERE batch.seq = :seq
    UNION ALL SELECT 2, key, 'judgement', id, body FROM judgement WHERE batch = :seq ORDER BY 1, 2"""


def position(connection: sqlite3.Connection, snapshot: str) -> int:
    """The number of the batch with that hash, 0 for the start; `NotFoundError` when there is none."""
    row = connection.execute("SELECT seq FROM batch WHERE digest = ?", (snapshot,)).fetchone()
    if snapshot and row is None:
        raise NotFoundError("snapshot", snapshot)
    return int(row[0]) if row else 0


def sealed_batches(connection: sqlite3.Connection, seq: int, limit: int) -> Iterator[SealedBatch]:
    """At most so many batches after the one with that number."""
    for *columns, digest in connection.execute(_BATCHES, (seq, limit)).fetchall():
        header = Header(**dict(zip(Header.__struct_fields__, columns, strict=True)))
        rows = connection.execute(_ITEMS, {"seq": header.seq})
        items = [Item(kind=kind, id=id, body=bytes(body)) for _, _, kind, id, body in rows]
        yield SealedBatch(header=header, items=items, digest=digest)


def verify(batch: SealedBatch) -> None:
    """Raises `ForeignBatchError` when the batch's hash or an item's id is not that of its content."""
    header, items = batch.header, batch.items
    if header.items != len(items) or batch_digest(header, [body_digest(i.body) for i in items]) != batch.digest:
        raise ForeignBatchError(f"batch {header.seq} of the other ledger is not what was recorded there")
    try:
        wrong = next((item for item in items if item.id != _id_of(item, header.source)), None)
    except (msgspec.DecodeError, KeyError) as error:
        raise ForeignBatchError(f"batch {header.seq} of the other ledger cannot be read: {error}") from error
    if wrong:
        raise ForeignBatchError(f"{wrong.kind} {wrong.id} of the other ledger: its content gives another id")


class _Placed(Source, frozen=True):
    """A source of which only the id is known."""

    @property
    def id(self) -> str:
        """See `Source.id`."""
        return self.path or ""


def _id_of(item: Item, source: str) -> str:
    if item.kind == "source":
        return msgspec.json.decode(item.body, type=Source).id
    if item.kind == "claim":
        claim = msgspec.json.decode(item.body, type=Claim)
        return content_id(msgspec.structs.replace(claim, source=_Placed(path=source)))
    if item.kind == "judgement":
        judgement = msgspec.json.decode(item.body, type=Judgement)
        return judgement.sealed(judgement.recorded_at).id
    raise KeyError(f"an item of kind {item.kind}")
