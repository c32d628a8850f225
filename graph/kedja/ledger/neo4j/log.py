"""The log in the database: batches and their items under the head of the hash chain.

Its nodes carry the label `KedjaRecord` and have no relationships, so that no question about the property graph
in the same database meets them.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any, LiteralString

import msgspec
from neo4j import ManagedTransaction

from kedja.errors import ForeignBatchError, StoreDamagedError, StoreUnreachableError, StoreVersionError
from kedja.ledger.base import Item, SealedBatch
from kedja.ledger.chain import Header
from kedja.ledger.neo4j.connection import Connection

FORMAT = 1
_ITEMS = 5_000

_SCHEMA = (
    "CREATE CONSTRAINT kedja_head IF NOT EXISTS FOR (h:KedjaHead) REQUIRE h.key IS UNIQUE",
    "CREATE CONSTRAINT kedja_batch IF NOT EXISTS FOR (b:KedjaBatch) REQUIRE b.seq IS UNIQUE",
    "CREATE CONSTRAINT kedja_digest IF NOT EXISTS FOR (b:KedjaBatch) REQUIRE b.digest IS UNIQUE",
    "CREATE INDEX kedja_item IF NOT EXISTS FOR (i:KedjaItem) ON (i.batch)",
)
_MAKE_HEAD = """MERGE (h:KedjaRecord:KedjaHead {key: 'head'})
    ON CREATE SET h.store = $store, h.format = $format, h.seq = 0, h.digest = ''"""
_HEAD = (
    "MATCH (h:KedjaHead {key: 'head'}) RETURN h.store AS store, h.format AS format, h.seq AS seq, h.digest AS digest"
)
# Setting a property takes the lock; matching alone would not.
_LOCK = "MATCH (h:KedjaHead {key: 'head'}) SET h.locked = true RETURN h.digest AS digest"
_MOVE = "MATCH (h:KedjaHead {key: 'head'}) SET h.digest = $digest, h.seq = $seq REMOVE h.locked"
_PUT_BATCHES = "UNWIND $rows AS row CREATE (b:KedjaRecord:KedjaBatch) SET b = row"
_PUT_ITEMS = "UNWIND $rows AS row CREATE (i:KedjaRecord:KedjaItem) SET i = row"
_SEQ = "MATCH (b:KedjaBatch {digest: $digest}) RETURN b.seq AS seq"
_BATCHES = "MATCH (b:KedjaBatch) WHERE $after < b.seq <= $after + $limit RETURN properties(b) AS b ORDER BY b.seq"
_BATCH_ITEMS = """MATCH (i:KedjaItem) WHERE i.batch IN $batches
    RETURN properties(i) AS i ORDER BY i.batch, i.position"""


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """The end of the log: `store` is a random name of the database's own, given when it was made."""

    store: str
    format: int
    seq: int
    digest: str


class _Row(msgspec.Struct, frozen=True, kw_only=True):
    """An item as the database has it."""

    batch: int
    kind: str
    id: str
    body: str


class BehindError(Exception):
    """Somebody else recorded a batch first: read it, and try again."""


class Log:
    """Reads and extends the log; see `kedja.ledger.neo4j.connection` for the errors."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def head(self) -> Head:
        """The end of the log; `StoreUnreachableError` when the database holds none."""
        row = self._connection.read(lambda tx: tx.run(_HEAD).single())
        where = self._connection.address
        if row is None:
            raise StoreUnreachableError(f"{where}: holds no Kedja store; `kedja ingest` or `kedja demo` makes one")
        head = msgspec.convert(dict(row), Head)
        if head.format > FORMAT:
            raise StoreVersionError(f"{where}: was written by a newer Kedja (format {head.format}); upgrade Kedja")
        return head

    def make(self) -> None:
        """Makes the head where there is none, in a database that holds nothing else."""
        if self._connection.read(self._is_made):
            return
        for text in _SCHEMA:
            self._connection.write(partial(_change_schema, text=text))
        self._connection.write(lambda tx: tx.run(_MAKE_HEAD, store=uuid.uuid4().hex, format=FORMAT).consume())

    def _is_made(self, tx: ManagedTransaction) -> bool:
        if tx.run(_HEAD).single() is not None:
            return True
        if tx.run("MATCH (n) RETURN 1 LIMIT 1").single() is None:
            return False
        if tx.run(_HEAD).single() is None:
            where = self._connection.address
            raise StoreUnreachableError(f"{where}: holds something else than a Kedja store; name an empty database")
        # Another process made it meanwhile; the head comes before all else.
        return True

    def append(self, batches: Sequence[SealedBatch]) -> None:
        """Records the batches in one transaction; `BehindError` when they do not follow the head.

        Tried again after an answer that was lost, it sees that they are recorded already, also below others.
        """

        def work(tx: ManagedTransaction) -> None:
            row = tx.run(_LOCK).single()
            if row is None:
                raise StoreDamagedError(f"{self._connection.address}: the head of the log is gone; restore a copy")
            if row["digest"] != batches[0].header.previous:
                if tx.run(_SEQ, digest=batches[-1].digest).single():
                    return
                raise BehindError
            tx.run(_PUT_BATCHES, rows=[{**_columns(b.header), "digest": b.digest} for b in batches]).consume()
            rows = [row for batch in batches for row in _rows(batch)]
            for start in range(0, len(rows), _ITEMS):
                tx.run(_PUT_ITEMS, rows=rows[start : start + _ITEMS]).consume()
            tx.run(_MOVE, digest=batches[-1].digest, seq=batches[-1].header.seq).consume()

        self._connection.write(work)

    def position(self, digest: str) -> int | None:
        """The number of the batch with that hash, 0 for the start, None when there is none."""
        row = self._connection.read(lambda tx: tx.run(_SEQ, digest=digest).single())
        return int(row["seq"]) if row else (None if digest else 0)

    def batches(self, after: int, limit: int = 100) -> Iterator[SealedBatch]:
        """The batches after the one with that number, so many at a time."""
        while found := self._connection.read(partial(_read, after=after, limit=limit)):
            yield from found
            after = found[-1].header.seq


def _change_schema(tx: ManagedTransaction, text: LiteralString) -> None:
    tx.run(text).consume()


def _read(tx: ManagedTransaction, after: int, limit: int) -> list[SealedBatch]:
    headers = [row["b"] for row in tx.run(_BATCHES, after=after, limit=limit)]
    items: dict[int, list[Item]] = {header["seq"]: [] for header in headers}
    try:
        for row in tx.run(_BATCH_ITEMS, batches=list(items)):
            item = msgspec.convert(row["i"], _Row)
            items[item.batch].append(Item(kind=item.kind, id=item.id, body=item.body.encode()))
        return [_sealed(header, items[header["seq"]]) for header in headers]
    except msgspec.ValidationError as error:
        raise ForeignBatchError(f"a batch in the database cannot be read: {error}") from error


def _sealed(columns: dict[str, Any], items: list[Item]) -> SealedBatch:
    digest = columns.pop("digest", "")
    return SealedBatch(header=msgspec.convert(columns, Header), items=items, digest=digest)


def _columns(header: Header) -> dict[str, Any]:
    columns: dict[str, Any] = msgspec.structs.asdict(header)
    return columns


def _rows(batch: SealedBatch) -> Iterator[dict[str, Any]]:
    for position, item in enumerate(batch.items):
        place = {"batch": batch.header.seq, "position": position}
        yield {**place, "kind": item.kind, "id": item.id, "body": item.body.decode()}
