"""Connections to a SQLite ledger: one a thread, durable, with errors in Kedja's words."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from pathlib import Path

import msgspec

from kedja.errors import StoreDamagedError, StoreError, StoreLockedError, StoreUnreachableError
from kedja.ledger.sqlite.schema import add_functions, migrate, version_of

#: A page cache of 64 MiB, and a log of about as much before it is written back.
SETTINGS = (
    "synchronous = FULL",
    "foreign_keys = OFF",
    "temp_store = MEMORY",
    "cache_size = -65536",
    "wal_autocheckpoint = 16000",
)


class Connections:
    """Hands each thread its own connection to the file; `close` ends them all.

    `wait` is how long a writer waits for another one, in seconds.
    """

    def __init__(self, path: Path, *, create: bool, wait: float) -> None:
        self.path = path
        self._wait = wait
        self._local = threading.local()
        self._open: list[sqlite3.Connection] = []
        self._lock = threading.Lock()
        self._closed = False
        if not create and not path.exists():
            raise StoreUnreachableError(f"{path}: there is no such store; `kedja ingest` or `kedja demo` makes one")
        try:
            with self.translated():
                migrate(self.get(), path)
        except BaseException:
            self.close()
            raise

    def apart(self) -> Connections:
        """Connections to the same file that share nothing with these."""
        other = copy(self)
        other._local, other._open, other._lock = threading.local(), [], threading.Lock()
        return other

    def get(self) -> sqlite3.Connection:
        """The connection of the calling thread."""
        if self._closed:
            raise StoreUnreachableError(f"{self.path}: this ledger was closed; open it again")
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = self._connect()
            self._local.connection = connection
        return connection

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.path, timeout=self._wait, isolation_level=None, check_same_thread=False)
        with self._lock:
            self._open.append(connection)
        version_of(connection, self.path)  # before anything is set: another program's database stays as it is
        self._log_ahead(connection)
        add_functions(connection)
        for setting in SETTINGS:
            connection.execute(f"PRAGMA {setting}")
        return connection

    def _log_ahead(self, connection: sqlite3.Connection) -> None:
        """Switches the file to a write-ahead log.

        SQLite does not wait for another process that does the same to a new file, so this does.
        """
        deadline = time.monotonic() + self._wait
        while True:
            try:
                connection.execute("PRAGMA journal_mode = WAL")
                return
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                    raise
                time.sleep(0.01)

    def close(self) -> None:
        """Ends all connections."""
        with self._lock:
            self._closed = True
            for connection in self._open:
                connection.close()
            self._open.clear()
        self._local = threading.local()

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction with the right to write: committed at the end, or taken back whole."""
        with self.translated():
            connection = self.get()
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """One unchanging view of the ledger for all that is read inside; may be nested."""
        with self.translated():
            connection = self.get()
            outermost = not connection.in_transaction
            if outermost:
                connection.execute("BEGIN DEFERRED")
            try:
                yield connection
            finally:
                if outermost and connection.in_transaction:
                    connection.execute("COMMIT")

    @contextmanager
    def translated(self) -> Iterator[None]:
        """SQLite's errors, and bodies that cannot be read, as subclasses of `StoreError` that name the file."""
        try:
            yield
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            reason = f"{self.path}: a stored body cannot be read ({error}); `kedja check` says which"
            raise StoreDamagedError(reason) from error
        except sqlite3.Error as error:
            raise _translate(error, self.path) from error


def _translate(error: sqlite3.Error, path: Path) -> StoreError:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return StoreLockedError(f"{path}: another process is writing and did not finish in time; try again")
    # The version says which tables there are; where they are not, the description of them is damaged.
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB) or str(error).startswith(
        ("no such table", "no such col")
    ):
        return StoreDamagedError(f"{path}: {error}; restore a copy")
    if code in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM):
        return StoreUnreachableError(f"{path}: {error}")
    if code == sqlite3.SQLITE_FULL:
        return StoreUnreachableError(f"{path}: the disk is full; nothing of this source was kept")
    return StoreError(f"{path}: {error}")
