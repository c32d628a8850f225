"""A transaction in which batches are recorded."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

from kedja.claim import Claim, Source
from kedja.errors import NotFoundError, UsageError
from kedja.identity import REVIEWING, Judgement, Verdict
from kedja.ledger.base import Receipt, SealedBatch
from kedja.ledger.chain import body_of
from kedja.ledger.prepared import Prepared, prepare
from kedja.ledger.sqlite.cache import Cache
from kedja.ledger.sqlite.moving import verify
from kedja.ledger.sqlite.resolving import Resolver
from kedja.ledger.sqlite.writing import Batch, Tally

_T = TypeVar("_T")
#: How many claims are made ready at a time.
_CHUNK = 2_000


class Recording:
    """Records sources, judgements and foreign batches one after the other; `sealed` are the batches if `whole`."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        cache: Cache,
        *,
        judgements: Callable[[], Sequence[Judgement]],
        look_up: Callable[[str], None],
        whole: bool,
    ) -> None:
        self.sealed: list[SealedBatch] = []
        self._connection = connection
        self._cache = cache
        self._judgements = judgements
        self._look_up = look_up
        self._whole = whole
        self._tallies: list[Tally] = []

    def append(self, source: Source, claims: Iterable[Claim], method: str) -> None:
        """Records the claims of a source as a batch."""
        self._append(source, (prepare(source, chunk, method) for chunk in _chunks(claims)), method)

    def append_prepared(self, prepared: Prepared) -> None:
        """The same for claims that are ready."""
        self._append(prepared.source, [prepared], prepared.method)

    def _append(self, source: Source, parts: Iterable[Prepared], method: str) -> None:
        batch = Batch(self._connection, self._cache, method, source.id, whole=self._whole)
        for part in parts:
            batch.put(part)
        self._settle(batch, [])
        self._seal(batch)
        self._tallies.append(batch.tally)

    def replay(self, sealed: SealedBatch) -> bool:
        """Whether the batch was recorded here, not already by another process."""
        verify(sealed)
        if self._connection.execute("SELECT 1 FROM batch WHERE digest = ?", (sealed.digest,)).fetchone():
            return False
        batch = Batch(self._connection, self._cache, sealed.header.method, sealed.header.source, header=sealed.header)
        touched = [id for judgement in batch.put_items(sealed.items) for id in self._touched(judgement)]
        self._settle(batch, touched)
        batch.seal()
        if self._whole:
            self.sealed.append(sealed)
        return True

    def judge(self, judgement: Judgement) -> Judgement:
        """Records a judgement as a batch."""
        touched = self._touched(judgement)
        batch = Batch(self._connection, self._cache, f"judgement/{judgement.verdict}", "", whole=self._whole)
        sealed = judgement.sealed(batch.recorded_at)
        batch.put_judgement(sealed.id, body_of(sealed))
        self._settle(batch, touched)
        self._seal(batch)
        return sealed

    def receipts(self) -> list[Receipt]:
        """What appending did, source by source."""
        keys = {key for tally in self._tallies for key in tally.mentions}
        names = self._cache.names(self._connection, keys)
        return [
            Receipt(
                source=tally.source,
                added=tally.added,
                known=tally.known,
                entities=tuple(sorted({names[key] for key in tally.mentions})),
            )
            for tally in self._tallies
        ]

    def _settle(self, batch: Batch, touched: Sequence[str]) -> None:
        """Gives the new mentions their entities, and divides anew those that a judgement is about."""
        left = batch.settle()
        if not left and not touched:
            return
        judgements = [known for known in self._judgements() if known.verdict not in REVIEWING]
        resolver = Resolver(self._connection, batch.seq, judgements)
        if touched:
            resolver.settle_entities(touched)
        else:
            resolver.settle(left)
        self._cache.doubt(None if judgements else resolver.changed)

    def _seal(self, batch: Batch) -> None:
        sealed = batch.seal()
        if self._whole and sealed:
            self.sealed.append(sealed)

    def _touched(self, judgement: Judgement) -> list[str]:
        """The entities that the judgement is about; of a retraction, those of what it takes back."""
        recorded = {known.id: known for known in self._judgements()} if judgement.verdict is Verdict.RETRACTS else {}
        while judgement.verdict is Verdict.RETRACTS:
            if judgement.left not in recorded:
                raise NotFoundError("judgement", judgement.left)
            judgement = recorded[judgement.left]
        if judgement.verdict in REVIEWING:
            for id in filter(None, (judgement.left, judgement.right)):
                self._look_up(id)
        if judgement.verdict in (Verdict.PREFERS, *REVIEWING):
            return []
        if judgement.left == judgement.right:
            raise UsageError(f"{judgement.left} is one entity; a judgement is about two")
        for id in (judgement.left, judgement.right):
            self._look_up(id)
        return [judgement.left, judgement.right]


def _chunks(members: Iterable[_T]) -> Iterator[list[_T]]:
    iterator = iter(members)
    while chunk := list(islice(iterator, _CHUNK)):
        yield chunk
