"""The ledger in one SQLite file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from kedja.claim import Claim, Source
from kedja.errors import NotFoundError, UsageError
from kedja.identity import Entity, Judgement, Verdict
from kedja.ledger.base import Fault, Hit, Ledger, Receipt, Recorded, SealedBatch, Selection
from kedja.ledger.chain import body_of
from kedja.ledger.sqlite.checking import faults
from kedja.ledger.sqlite.connection import Connections
from kedja.ledger.sqlite.reading import best_hits, counted, found, selected
from kedja.ledger.sqlite.resolving import Resolver
from kedja.ledger.sqlite.writing import Batch
from kedja.ontology import EntityType

__all__ = ["SqliteLedger"]

_CANONICAL = """WITH RECURSIVE way (key, id, canonical, body) AS (
    SELECT key, id, canonical, body FROM entity WHERE id = ?
    UNION SELECT e.key, e.id, e.canonical, e.body FROM way JOIN entity e ON e.key = way.canonical)
    SELECT id, body FROM way WHERE key = canonical"""
_ENTITIES = "SELECT id, body FROM entity WHERE id IN (SELECT value FROM json_each(?)) AND key = canonical"
_LISTED = """SELECT body FROM entity WHERE key = canonical AND body IS NOT NULL AND id > :after
    AND (:type IS NULL OR type = :type) ORDER BY id LIMIT :limit"""
_COUNTED = """SELECT count(*) FROM entity WHERE key = canonical AND body IS NOT NULL
    AND (:type IS NULL OR type = :type)"""
_NAMES = """SELECT DISTINCT c.id FROM mention JOIN entity e ON e.key = mention.entity
    JOIN entity c ON c.key = e.canonical WHERE mention.key IN (SELECT value FROM json_each(?)) ORDER BY c.id"""
_CHANGED = """SELECT id FROM entity WHERE changed > :seq
    UNION SELECT c.id FROM claim JOIN mention m ON m.key IN (claim.subject, claim.object, claim.speaker)
    JOIN entity e ON e.key = m.entity JOIN entity c ON c.key = e.canonical WHERE claim.batch > :seq"""


class SqliteLedger(Ledger):
    """See `Ledger`. Write-ahead log, `synchronous=FULL`: what was acknowledged survives a loss of power.

    `wait` is how long a writer waits for another one, in seconds.
    """

    def __init__(self, path: Path, *, create: bool = True, wait: float = 60.0) -> None:
        self._connections = Connections(path, create=create, wait=wait)

    @property
    def files(self) -> tuple[Path, ...]:
        """See `Ledger.files`."""
        return tuple(Path(f"{self._connections.path}{suffix}") for suffix in ("", "-wal", "-shm", "-journal"))

    def append(self, source: Source, claims: Iterable[Claim], method: str) -> Receipt:
        """See `Ledger.append`."""
        with self._connections.writing() as connection:
            batch = Batch(connection, method, source.id)
            batch.put_claims(source, claims)
            if batch.new_mentions:
                Resolver(connection, batch.seq, self.judgements()).settle(batch.new_mentions)
            batch.seal()
            touched = connection.execute(_NAMES, (_json(batch.mentions),)).fetchall()
        entities = tuple(id for (id,) in touched)
        return Receipt(source=source.id, added=batch.added, known=batch.known, entities=entities)

    @property
    def home(self) -> Path:
        """See `Ledger.home`."""
        return self._connections.path

    def append_all(self, batches: Iterable[tuple[Source, Sequence[Claim], str]]) -> Iterator[Receipt]:
        """See `Ledger.append_all`."""
        for source, claims, method in batches:
            yield self.append(source, claims, method)

    def batches(self, after: str = "") -> Iterator[SealedBatch]:
        """See `Ledger.batches`."""
        raise NotImplementedError

    def replay(self, batches: Iterable[SealedBatch]) -> int:
        """See `Ledger.replay`."""
        raise NotImplementedError

    def judge(self, judgement: Judgement) -> Judgement:
        """See `Ledger.judge`."""
        with self._connections.writing() as connection:
            recorded = {known.id: known for known in self.judgements()}
            touched = self._touched(judgement, recorded)
            batch = Batch(connection, f"judgement/{judgement.verdict}", "")
            sealed = judgement.sealed(batch.recorded_at)
            batch.put_judgement(sealed.id, body_of(sealed))
            Resolver(connection, batch.seq, self.judgements()).settle_entities(touched)
            batch.seal()
        return sealed

    def _touched(self, judgement: Judgement, recorded: dict[str, Judgement]) -> list[str]:
        """The entities that the judgement is about; of a retraction, those of what it takes back."""
        while judgement.verdict is Verdict.RETRACTS:
            if judgement.left not in recorded:
                raise NotFoundError("judgement", judgement.left)
            judgement = recorded[judgement.left]
        if judgement.verdict is Verdict.PREFERS:
            return []
        if judgement.left == judgement.right:
            raise UsageError(f"{judgement.left} is one entity; a judgement is about two")
        for id in (judgement.left, judgement.right):
            self.canonical(id)
        return [judgement.left, judgement.right]

    def claims(self, selection: Selection) -> Iterator[Recorded]:
        """See `Ledger.claims`."""
        with self._connections.translated():
            yield from selected(self._connections.get(), selection)

    def count(self, selection: Selection) -> int:
        """See `Ledger.count`."""
        with self._connections.reading() as connection:
            return counted(connection, selection)

    def sources(self) -> Iterator[Source]:
        """See `Ledger.sources`."""
        with self._connections.translated():
            for (body,) in self._connections.get().execute("SELECT body FROM source ORDER BY key"):
                yield msgspec.json.decode(body, type=Source)

    def source(self, id: str) -> Source:
        """See `Ledger.source`."""
        with self._connections.reading() as connection:
            row = connection.execute("SELECT body FROM source WHERE id = ?", (id,)).fetchone()
            if row is None:
                raise NotFoundError("source", id)
            return msgspec.json.decode(row[0], type=Source)

    def judgements(self) -> list[Judgement]:
        """See `Ledger.judgements`."""
        with self._connections.translated():
            rows = self._connections.get().execute("SELECT body FROM judgement ORDER BY key")
            return [msgspec.json.decode(body, type=Judgement) for (body,) in rows]

    def canonical(self, id: str) -> str:
        """See `Ledger.canonical`."""
        with self._connections.translated():
            row = self._connections.get().execute(_CANONICAL, (id,)).fetchone()
        if row is None or row[1] is None:
            raise NotFoundError("entity", id)
        return str(row[0])

    def entities(self, ids: Iterable[str]) -> dict[str, Entity]:
        """See `Ledger.entities`."""
        with self._connections.translated():
            rows = self._connections.get().execute(_ENTITIES, (_json(ids),))
            return {id: msgspec.json.decode(body, type=Entity) for id, body in rows if body}

    def list_entities(self, type: EntityType | None, after: str, limit: int) -> list[Entity]:
        """See `Ledger.list_entities`."""
        parameters = {"type": type, "after": after, "limit": limit}
        with self._connections.translated():
            rows = self._connections.get().execute(_LISTED, parameters)
            return [msgspec.json.decode(body, type=Entity) for (body,) in rows]

    def count_entities(self, type: EntityType | None = None) -> int:
        """See `Ledger.count_entities`."""
        with self._connections.translated():
            return int(self._connections.get().execute(_COUNTED, {"type": type}).fetchone()[0])

    def search(self, text: str, limit: int) -> list[Hit]:
        """See `Ledger.search`."""
        with self._connections.reading() as connection:
            rows = list(found(connection, text, limit))
            return best_hits(rows, self.entities({id for id, _, _ in rows}), limit)

    def snapshot(self) -> str:
        """See `Ledger.snapshot`."""
        with self._connections.translated():
            row = self._connections.get().execute("SELECT digest FROM batch ORDER BY seq DESC LIMIT 1").fetchone()
        return str(row[0]) if row else ""

    def changes(self, since: str) -> frozenset[str]:
        """See `Ledger.changes`."""
        with self._connections.reading() as connection:
            row = connection.execute("SELECT seq FROM batch WHERE digest = ?", (since,)).fetchone()
            if since and row is None:
                raise NotFoundError("snapshot", since)
            rows = connection.execute(_CHANGED, {"seq": row[0] if row else 0})
            return frozenset(id for (id,) in rows)

    def check(self) -> Iterator[Fault]:
        """See `Ledger.check`."""
        with self._connections.reading() as connection:
            yield from faults(connection)

    def close(self) -> None:
        """See `Ledger.close`."""
        self._connections.close()


def _json(values: Iterable[object]) -> str:
    return msgspec.json.encode(list(values)).decode()
