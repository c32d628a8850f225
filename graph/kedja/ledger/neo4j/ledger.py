"""The ledger in a Neo4j database: written there, read from a copy on this machine."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from copy import copy
from pathlib import Path
from typing import TypeVar

from kedja.claim import Claim, Source
from kedja.errors import ForeignBatchError, StoreDamagedError, StoreVersionError
from kedja.identity import Entity, Judgement
from kedja.ledger.base import Difference, Fault, Hit, Ledger, Receipt, Recorded, SealedBatch, Selection
from kedja.ledger.grouping import Part, grouped
from kedja.ledger.neo4j.address import Address, parse_address
from kedja.ledger.neo4j.connection import Connection
from kedja.ledger.neo4j.copying import copy_path, next_copy_path
from kedja.ledger.neo4j.log import BehindError, Head, Log
from kedja.ledger.sqlite import SqliteLedger
from kedja.ledger.sqlite.moving import verify
from kedja.ontology import EntityType, Marking

_LOGGER = logging.getLogger(__name__)
_Result = TypeVar("_Result")
#: How many claims one transaction takes; the server holds it in memory.
_CLAIMS = 10_000


class Neo4jLedger(Ledger):
    """See `Ledger`. The record is in the database; reading asks a copy, which is checked by the hash chain.

    The copy is brought up to date when the ledger is opened, before each write, and by `snapshot` and
    `difference`, with which every question about beliefs begins. Between them, reading sees one state.
    `wait` is how long a writer waits for another one, or for the server, in seconds.
    """

    def __init__(self, address: str, *, create: bool = True, wait: float = 60.0) -> None:
        self._connection = Connection(parse_address(address), wait=wait)
        self._wait = wait
        try:
            self._log = Log(self._connection)
            if create:
                self._log.make()
            self._copy = self._open_copy()
            self._catch_up()
        except BaseException:
            self._connection.close()
            raise

    @property
    def address(self) -> Address:
        """Where the database is."""
        return self._connection.address

    @property
    def connection(self) -> Connection:
        """The connection to the database."""
        return self._connection

    @property
    def home(self) -> Path:
        """See `Ledger.home`."""
        return self._copy.home

    def within(self, clearance: Marking) -> Neo4jLedger:
        """See `Ledger.within`."""
        view = copy(self)
        view._copy, view.clearance = self._copy.within(clearance), clearance
        return view

    @contextmanager
    def still(self) -> Iterator[SqliteLedger]:
        """See `Ledger.still`."""
        self._catch_up()
        with self._copy.still() as copy:
            yield copy

    def _open_copy(self) -> SqliteLedger:
        path = copy_path(self._log.head().store)
        try:
            return self._copy_at(path)
        except (StoreDamagedError, StoreVersionError) as error:
            _LOGGER.warning("the copy of %s is made again: %s", self.address, error)
            return self._copy_at(next_copy_path(path))

    def _copy_at(self, path: Path) -> SqliteLedger:
        return SqliteLedger(path, create=True, wait=self._wait, witness=self._log.append).within(self.clearance)

    def _catch_up(self) -> None:
        """Replays in the copy what the database recorded since; one that is damaged or of another log is made again.

        When the log itself is damaged, the copy stays: it may be the last one that is whole.
        """
        head = self._log.head()
        try:
            self._follow(head)
        except ForeignBatchError:
            raise
        except StoreDamagedError as error:
            _LOGGER.warning("the copy of %s is made again: %s", self.address, error)
            path = self.home
            self._copy.close()
            self._copy = self._copy_at(next_copy_path(path))
            self._follow(head)

    def _follow(self, head: Head) -> None:
        here = self._copy.snapshot()
        if head.digest == here:
            return
        position = self._log.position(here)
        if position is None:
            raise StoreDamagedError(f"{self.home}: is not a copy of {self.address}")
        self._copy.follow(self._log.batches(position))
        reached = self._log.position(self._copy.snapshot())
        if reached is None or reached < head.seq or self._log.position(head.digest) != head.seq:
            raise ForeignBatchError(f"{self.address}: the last of {head.seq} batches is not there; restore a backup")

    def _writing(self, work: Callable[[], _Result]) -> _Result:
        """Does the work on a copy that is up to date; again, when somebody else was first."""
        while True:
            self._catch_up()
            try:
                return work()
            except BehindError:
                continue

    def append(self, source: Source, claims: Iterable[Claim], method: str) -> Receipt:
        """See `Ledger.append`."""
        given = list(claims)
        return self._writing(lambda: self._copy.append(source, given, method))

    def append_all(self, parts: Iterable[Part]) -> Iterator[Receipt]:
        """See `Ledger.append_all`."""
        for group in grouped(parts, _CLAIMS):
            yield from self._append_group(group)

    def _append_group(self, group: Sequence[Part]) -> list[Receipt]:
        return self._writing(lambda: self._copy.append_group(group))

    def judge(self, judgement: Judgement) -> Judgement:
        """See `Ledger.judge`."""
        return self._writing(lambda: self._copy.judge(judgement))

    def batches(self, after: str = "") -> Iterator[SealedBatch]:
        """See `Ledger.batches`."""
        self._catch_up()
        yield from self._copy.batches(after)

    def replay(self, batches: Iterable[SealedBatch]) -> int:
        """See `Ledger.replay`. The copy tries what goes into the database."""
        return sum(map(self._replay_group, _whole(batches)))

    def _replay_group(self, group: Sequence[SealedBatch]) -> int:
        return self._writing(lambda: self._copy.replay(group))

    def claims(self, selection: Selection) -> Iterator[Recorded]:
        """See `Ledger.claims`."""
        return self._copy.claims(selection)

    def count(self, selection: Selection) -> int:
        """See `Ledger.count`."""
        return self._copy.count(selection)

    def sources(self) -> Iterator[Source]:
        """See `Ledger.sources`."""
        return self._copy.sources()

    def source(self, id: str) -> Source:
        """See `Ledger.source`."""
        return self._copy.source(id)

    def judgements(self) -> list[Judgement]:
        """See `Ledger.judgements`."""
        return self._copy.judgements()

    def canonical(self, id: str) -> str:
        """See `Ledger.canonical`."""
        return self._copy.canonical(id)

    def entities(self, ids: Iterable[str]) -> dict[str, Entity]:
        """See `Ledger.entities`."""
        return self._copy.entities(ids)

    def list_entities(self, type: EntityType | None, after: str, limit: int) -> list[Entity]:
        """See `Ledger.list_entities`."""
        return self._copy.list_entities(type, after, limit)

    def count_entities(self, type: EntityType | None = None) -> int:
        """See `Ledger.count_entities`."""
        return self._copy.count_entities(type)

    def search(self, text: str, limit: int) -> list[Hit]:
        """See `Ledger.search`."""
        return self._copy.search(text, limit)

    def snapshot(self) -> str:
        """See `Ledger.snapshot`."""
        self._catch_up()
        return self._copy.snapshot()

    def difference(self, since: str) -> Difference:
        """See `Ledger.difference`."""
        self._catch_up()
        return self._copy.difference(since)

    def check(self) -> Iterator[Fault]:
        """See `Ledger.check`. The record in the database is read too, batch by batch."""
        yield from self._copy.check()
        previous, expected = "", 0
        for batch in self._log.batches(0):
            expected += 1
            place = f"batch {batch.header.seq}"
            try:
                verify(batch)
            except StoreDamagedError as error:
                yield Fault(kind="batch", id=place, reason=str(error))
            if batch.header.previous != previous or batch.header.seq != expected:
                yield Fault(kind="batch", id=place, reason="does not follow the batch before it in the database")
            previous, expected = batch.digest, batch.header.seq
        if self._log.head().digest != previous:
            yield Fault(kind="batch", id=f"batch {expected}", reason="is the last in the database, but not its head")

    def close(self) -> None:
        """See `Ledger.close`."""
        self._copy.close()
        self._connection.close()


def _whole(batches: Iterable[SealedBatch]) -> Iterator[list[SealedBatch]]:
    """The batches in groups that fit a transaction."""
    group: list[SealedBatch] = []
    items = 0
    for batch in batches:
        group.append(batch)
        items += len(batch.items)
        if items > 20_000:
            yield group
            group, items = [], 0
    if group:
        yield group
