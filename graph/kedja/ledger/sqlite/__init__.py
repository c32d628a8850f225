"""The ledger in one SQLite file."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from copy import copy
from dataclasses import replace
from pathlib import Path

import msgspec

from kedja.claim import Claim, Source
from kedja.errors import NotFoundError
from kedja.identity import Entity, Judgement, reviewed_by
from kedja.ledger.base import Difference, Fault, Hit, Ledger, Receipt, Recorded, SealedBatch, Selection
from kedja.ledger.grouping import Part, grouped
from kedja.ledger.prepared import Prepared
from kedja.ledger.sqlite.cache import Cache
from kedja.ledger.sqlite.checking import faults
from kedja.ledger.sqlite.connection import Connections
from kedja.ledger.sqlite.entities import Entities
from kedja.ledger.sqlite.indexing import KINDS
from kedja.ledger.sqlite.moving import position, sealed_batches
from kedja.ledger.sqlite.reading import counted, selected
from kedja.ledger.sqlite.recording import Recording
from kedja.ledger.sqlite.searching import Hits, found, match_expression
from kedja.ledger.sqlite.words import Words
from kedja.ontology import EntityType, Marking

__all__ = ["SqliteLedger", "Witness"]

#: Sees the batches of a transaction before it is committed.
Witness = Callable[[Sequence[SealedBatch]], None]

#: How many items, and how many seconds of work, one transaction of replaying takes at most.
_GROUP = 20_000
_GROUP_SECONDS = 1.0
#: How many places at which words occur are looked up at a time.
_HITS = 200
#: How many batches are read at a time.
_READ = 100

_SOURCES = """SELECT body FROM source WHERE (?1 IS NULL OR id = ?1) AND (?2 >= 4 OR EXISTS (
    SELECT 1 FROM batch JOIN claim ON claim.key BETWEEN batch.first AND batch.last
    WHERE batch.source = source.id AND claim.level <= ?2)) ORDER BY key"""

_RESOLVED = "SELECT id, moved > ? FROM entity WHERE changed > ?"
#: The last claim, and the first after a batch.
_LAST = "SELECT coalesce(max(key), 0) FROM claim"
_FIRST_AFTER = "SELECT first FROM batch WHERE seq > ? ORDER BY seq LIMIT 1"
_JUDGEMENTS = "SELECT body FROM judgement WHERE batch > ? ORDER BY key"
_JUDGED = """SELECT 1 FROM judgement WHERE batch > ?
    AND json_extract(CAST(body AS TEXT), '$.verdict') IN ('prefers', 'retracts') LIMIT 1"""


class SqliteLedger(Ledger):
    """See `Ledger`. Write-ahead log, `synchronous=FULL`: what was acknowledged survives a loss of power.

    `wait` is how long a writer waits for another one, in seconds. `witness` is called with the batches of each
    transaction of `append`, `append_all`, `judge` and `replay` before it is committed; what it raises takes them
    back.
    """

    def __init__(self, path: Path, *, create: bool = True, wait: float = 60.0, witness: Witness | None = None) -> None:
        self._connections = Connections(path, create=create, wait=wait)
        self._witness = witness
        self._is_still = False
        self._cache = Cache()
        self._words = Words(path)

    def within(self, clearance: Marking) -> SqliteLedger:
        """See `Ledger.within`."""
        view = copy(self)
        view.clearance = clearance
        return view

    @contextmanager
    def still(self) -> Iterator[SqliteLedger]:
        """See `Ledger.still`. A connection of its own, in one transaction."""
        if self._is_still:
            yield self
            return
        view = copy(self)
        view._connections, view._is_still = self._connections.apart(), True
        try:
            with view._connections.reading():
                view.snapshot()  # the transaction sees what is there when it first reads
                yield view
        finally:
            view._connections.close()

    @property
    def files(self) -> tuple[Path, ...]:
        """See `Ledger.files`."""
        suffixes = ("", "-wal", "-shm", "-journal")
        return tuple(Path(f"{path}{suffix}") for path in (self.home, self._words.path) for suffix in suffixes)

    @property
    def home(self) -> Path:
        """See `Ledger.home`."""
        return self._connections.path

    def append(self, source: Source, claims: Iterable[Claim], method: str) -> Receipt:
        """See `Ledger.append`."""
        with self._recording(self._witness) as recording:
            recording.append(source, claims, method)
            return recording.receipts()[0]

    def append_all(self, parts: Iterable[Part]) -> Iterator[Receipt]:
        """See `Ledger.append_all`."""
        for group in grouped(parts):
            yield from self.append_group(group)

    def append_group(self, group: Sequence[Part]) -> list[Receipt]:
        """Appends these sources in one transaction."""
        with self._recording(self._witness) as recording:
            for part in group:
                if isinstance(part, Prepared):
                    recording.append_prepared(part)
                else:
                    recording.append(*part)
            return recording.receipts()

    @contextmanager
    def _recording(self, witness: Witness | None) -> Iterator[Recording]:
        """A transaction in which batches are recorded, and which the witness sees before it ends."""
        with self._connections.writing() as connection:
            recording = Recording(
                connection,
                self._cache,
                judgements=self.judgements,
                look_up=self._look_up,
                whole=witness is not None,
            )
            try:
                yield recording
                if witness and recording.sealed:
                    witness(recording.sealed)
            except BaseException:
                self._cache.forget()
                raise

    def batches(self, after: str = "") -> Iterator[SealedBatch]:
        """See `Ledger.batches`."""
        with self._connections.reading() as connection:
            seq = position(connection, after)
        while True:
            with self._connections.reading() as connection:
                found = list(sealed_batches(connection, seq, _READ))
            yield from found
            if len(found) < _READ:
                return
            seq = found[-1].header.seq

    def replay(self, batches: Iterable[SealedBatch]) -> int:
        """See `Ledger.replay`."""
        return self._replay_all(batches, self._witness)

    def follow(self, batches: Iterable[SealedBatch]) -> int:
        """See `Ledger.replay`; the witness, from whom the batches come, does not see them."""
        return self._replay_all(batches, None)

    def _replay_all(self, batches: Iterable[SealedBatch], witness: Witness | None) -> int:
        iterator, count = iter(batches), 0
        while batch := next(iterator, None):
            items, end = 0, time.monotonic() + _GROUP_SECONDS
            with self._recording(witness) as recording:
                while batch:
                    count += recording.replay(batch)
                    items += len(batch.items)
                    batch = next(iterator, None) if items < _GROUP and time.monotonic() < end else None
        return count

    def judge(self, judgement: Judgement) -> Judgement:
        """See `Ledger.judge`."""
        with self._recording(self._witness) as recording:
            return recording.judge(judgement)

    def claims(self, selection: Selection) -> Iterator[Recorded]:
        """See `Ledger.claims`."""
        with self._connections.translated():
            yield from selected(self._connections.get(), self._cleared(selection))

    def count(self, selection: Selection) -> int:
        """See `Ledger.count`."""
        with self._connections.reading() as connection:
            return counted(connection, self._cleared(selection))

    def _cleared(self, selection: Selection) -> Selection:
        if selection.scope.clearance.level <= self.clearance.level:
            return selection
        return replace(selection, scope=replace(selection.scope, clearance=self.clearance))

    def sources(self) -> Iterator[Source]:
        """See `Ledger.sources`."""
        with self._connections.translated():
            for (body,) in self._connections.get().execute(_SOURCES, (None, self.clearance.level)):
                yield msgspec.json.decode(body, type=Source)

    def source(self, id: str) -> Source:
        """See `Ledger.source`."""
        with self._connections.reading() as connection:
            row = connection.execute(_SOURCES, (id, self.clearance.level)).fetchone()
            if row is None:
                raise NotFoundError("source", id)
            return msgspec.json.decode(row[0], type=Source)

    def judgements(self) -> list[Judgement]:
        """See `Ledger.judgements`."""
        with self._connections.translated():
            return self._judgements_after(0)

    def _judgements_after(self, seq: int) -> list[Judgement]:
        rows = self._connections.get().execute(_JUDGEMENTS, (seq,))
        return [msgspec.json.decode(body, type=Judgement) for (body,) in rows]

    def _look_up(self, id: str) -> None:
        """Raises `NotFoundError` when there is no entity or claim with the id."""
        if "/" in id:
            self.canonical(id)
        elif not self.count(Selection(ids=frozenset([id]))):
            raise NotFoundError("claim", id)

    def canonical(self, id: str) -> str:
        """See `Ledger.canonical`."""
        with self._entities() as entities:
            return entities.canonical(id)

    def entities(self, ids: Iterable[str]) -> dict[str, Entity]:
        """See `Ledger.entities`."""
        with self._entities() as entities:
            return entities.named(ids)

    def list_entities(self, type: EntityType | None, after: str, limit: int) -> list[Entity]:
        """See `Ledger.list_entities`."""
        with self._entities() as entities:
            return entities.listed(type, after, limit)

    def count_entities(self, type: EntityType | None = None) -> int:
        """See `Ledger.count_entities`."""
        with self._entities() as entities:
            return entities.counted(type)

    @contextmanager
    def _entities(self) -> Iterator[Entities]:
        with self._connections.reading() as connection:
            yield Entities(connection, self.clearance.level)

    def search(self, text: str, limit: int) -> list[Hit]:
        """See `Ledger.search`."""
        expression = match_expression(text)
        if not expression:
            return []
        with self._connections.reading() as connection:
            snapshot, hits = self.snapshot(), Hits(limit)
            for kind in KINDS:
                keys = self._words.matching(snapshot, expression, kind)
                for start in range(0, len(keys), _HITS):
                    rows = list(found(connection, keys[start : start + _HITS], kind, self.clearance.level))
                    hits.add(rows, self.entities({id for id, _ in rows}), kind)
                    if hits.enough:
                        return hits.found
            return hits.found

    def snapshot(self) -> str:
        """See `Ledger.snapshot`."""
        with self._connections.translated():
            row = self._connections.get().execute("SELECT digest FROM batch ORDER BY seq DESC LIMIT 1").fetchone()
        return str(row[0]) if row else ""

    def difference(self, since: str) -> Difference:
        """See `Ledger.difference`."""
        with self._connections.reading() as connection:
            seq = position(connection, since)
            entities = connection.execute(_RESOLVED, (seq, seq)).fetchall()
            [last] = connection.execute(_LAST).fetchone()
            first = connection.execute(_FIRST_AFTER, (seq,)).fetchone()
            return Difference(
                snapshot=self.snapshot(),
                resolved=frozenset(id for id, _ in entities),
                moved=frozenset(id for id, moved in entities if moved),
                position=first[0] - 1 if first else last,
                last=last,
                judged=connection.execute(_JUDGED, (seq,)).fetchone() is not None,
                reviewed=self._reviewed_since(seq),
            )

    def _reviewed_since(self, seq: int) -> frozenset[str]:
        new = self._judgements_after(seq)
        return reviewed_by(new, {known.id: known for known in self._judgements_after(0)}) if new else frozenset()

    def check(self) -> Iterator[Fault]:
        """See `Ledger.check`."""
        with self._connections.reading() as connection:
            yield from faults(connection)

    def close(self) -> None:
        """See `Ledger.close`."""
        self._connections.close()
        self._words.close()
