"""The words of names, quotes and titles, in a file beside the ledger that is brought up to date when somebody searches.

It is a projection: one that is missing, torn, of another ledger or of another format is made again.
"""

from __future__ import annotations

import logging
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from kedja.ledger.sqlite.indexing import KINDS, index_next

__all__ = ["Words"]

_LOGGER = logging.getLogger(__name__)

#: Another number for each form of the file.
_FORMAT = 1
#: Seconds that one process waits for another.
_WAIT = 60.0
_DAMAGE = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)

#: `identity.plain` leaves nothing but letters, digits and spaces, so the words need no other division.
_TABLES = (
    *(f"CREATE VIRTUAL TABLE {kind} USING fts5 (text, content='', tokenize='ascii')" for kind in KINDS),
    "CREATE TABLE state (seq INTEGER, digest TEXT, name INTEGER, quote INTEGER, title INTEGER)",
    "INSERT INTO state VALUES (0, '', 0, 0, 0)",
    f"PRAGMA user_version = {_FORMAT}",
)


class Words:
    """Finds words in the ledger at the path."""

    def __init__(self, ledger: Path) -> None:
        self.path = Path(f"{ledger}.words")
        self._ledger = ledger
        self._lock = threading.Lock()
        self._memory: sqlite3.Connection | None = None

    def matching(self, snapshot: str, expression: str, kind: str) -> list[int]:
        """The keys of mentions (`name`), claims (`quote`) or sources (`title`) that have the words, the best first.

        Everything is found that the ledger had recorded by the snapshot, and perhaps what came later.
        """
        try:
            return self._in_file(snapshot, expression, kind)
        except sqlite3.Error as error:
            _LOGGER.warning("%s: cannot be used (%s); the words are kept in memory", self.path, error)
        with self._lock:
            if self._memory is None:
                self._memory = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
            return self._asked(self._memory, snapshot, expression, kind)

    def _in_file(self, snapshot: str, expression: str, kind: str) -> list[int]:
        try:
            with self._opened() as index:
                return self._asked(index, snapshot, expression, kind)
        except sqlite3.DatabaseError as error:
            if getattr(error, "sqlite_errorcode", 0) & 0xFF not in _DAMAGE:
                raise
            _LOGGER.warning("%s: is damaged (%s) and is made again", self.path, error)
            for suffix in ("", "-wal", "-shm"):
                Path(f"{self.path}{suffix}").unlink(missing_ok=True)
            with self._opened() as index:
                return self._asked(index, snapshot, expression, kind)

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self.path, timeout=_WAIT, isolation_level=None)) as index:
            index.execute("PRAGMA journal_mode = WAL")
            index.execute("PRAGMA synchronous = NORMAL")
            yield index

    def _asked(self, index: sqlite3.Connection, snapshot: str, expression: str, kind: str) -> list[int]:
        _make(index)
        if index.execute("SELECT digest FROM state").fetchone() != (snapshot,):
            self._catch_up(index)
        text = f"SELECT rowid FROM {kind} WHERE {kind} MATCH ? ORDER BY bm25({kind}), rowid"
        return [key for (key,) in index.execute(text, (expression,))]

    def _catch_up(self, index: sqlite3.Connection) -> None:
        """Indexes what the ledger holds; other processes that do the same take turns."""
        more = True
        # A connection of its own sees the last state of the ledger, whatever the caller reads at the moment.
        with closing(sqlite3.connect(self._ledger, timeout=_WAIT, isolation_level=None)) as ledger:
            while more:
                # The ledger is looked at after the index is locked, so that the index is never ahead of it.
                with _transaction(index, "BEGIN IMMEDIATE"), _transaction(ledger, "BEGIN"):
                    if not _belongs(index, ledger):
                        _LOGGER.warning("%s: belongs to another ledger and is made again", self.path)
                        _make(index, anew=True)
                    more = index_next(index, ledger)

    def close(self) -> None:
        """Gives back what it holds open."""
        with self._lock:
            if self._memory is not None:
                self._memory.close()
                self._memory = None


def _belongs(index: sqlite3.Connection, ledger: sqlite3.Connection) -> bool:
    """True when what is indexed is the beginning of the ledger."""
    seq, digest = index.execute("SELECT seq, digest FROM state").fetchone()
    return not seq or ledger.execute("SELECT digest FROM batch WHERE seq = ?", (seq,)).fetchone() == (digest,)


def _make(index: sqlite3.Connection, *, anew: bool = False) -> None:
    """Makes the tables when there are none of this format."""
    if not anew and index.execute("PRAGMA user_version").fetchone() == (_FORMAT,):
        return
    if not index.in_transaction:
        with _transaction(index, "BEGIN IMMEDIATE"):
            _make(index)
        return
    tables = "SELECT name FROM sqlite_master WHERE type = 'table' AND (sql LIKE 'CREATE VIRTUAL%' OR name = 'state')"
    for (name,) in index.execute(tables).fetchall():
        index.execute(f'DROP TABLE "{name}"')
    for statement in _TABLES:
        index.execute(statement)


@contextmanager
def _transaction(connection: sqlite3.Connection, begin: str) -> Iterator[None]:
    connection.execute(begin)
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
