"""Which files a store has read already, so that an unchanged one need not be opened again.

The memory is a small file beside the store (`.kedja.db.read`). It can be deleted at any time: then everything is read
once more, and what is known already is not added.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from time import time_ns

import msgspec

from kedja.errors import NotFoundError
from kedja.ledger import Ledger
from kedja.ontology import Marking
from kedja_ingest.base import Reader, ReadOptions

_SCHEMA = """
CREATE TABLE IF NOT EXISTS file (path TEXT PRIMARY KEY, how TEXT NOT NULL, stamp TEXT NOT NULL, outcome BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS store (one INTEGER PRIMARY KEY CHECK (one = 1), snapshot TEXT NOT NULL);
"""
#: A file about more entities is read again: telling of them would take as long.
_MOST = 100_000
#: A file changed more recently (in ns) may change again without a new time.
_FRESH = 20_000_000


class Outcome(msgspec.Struct, frozen=True):
    """What reading a file gave, to be told again without reading it."""

    sources: list[str]
    claims: int
    entities: list[str]
    redacted: dict[str, int]


_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Outcome).decode


class Memory:
    """The files that this store has read in this way, each with its stamp; of no use, it forgets.

    A ledger that does not hold what the memory saw last is another one: then nothing is remembered. A file whose
    parts were rejected is read again by the next command, and only within one command remembered (`tried`).
    """

    def __init__(self, ledger: Ledger, how: Callable[[], str]) -> None:
        self._ledger, self._make_how = ledger, how
        self._tried: dict[str, str] = {}

    @cached_property
    def _database(self) -> sqlite3.Connection | None:
        with suppress(sqlite3.Error, OSError):
            return _opened(self._ledger)
        return None

    @cached_property
    def _how(self) -> str:
        return self._make_how()

    def known(self, file: Path, stamp: str | None) -> Outcome | None:
        """What the file gave when it was as it is now, None when it must be read."""
        if stamp is None or self._database is None:
            return None
        query = "SELECT outcome FROM file WHERE path = ? AND how = ? AND stamp = ?"
        with suppress(sqlite3.Error, msgspec.DecodeError, UnicodeEncodeError):
            row = self._database.execute(query, (str(file.absolute()), self._key(file), stamp)).fetchone()
            return _decode(row[0]) if row else None
        return None

    def tried(self, file: Path, stamp: str | None) -> bool:
        """True when this command has read the file as it is now, whatever came of it."""
        return stamp is not None and self._tried.get(str(file)) == stamp

    def try_(self, file: Path, stamp: str | None) -> None:
        """Notes that this command reads the file as it is now."""
        if stamp is not None:
            self._tried[str(file)] = stamp

    def remember(self, file: Path, stamp: str | None, outcome: Outcome) -> None:
        """Notes what the file gave, unless it has changed since `stamp` was taken."""
        if self._database is None or stamp is None or stamp != stamp_of(file) or len(outcome.entities) > _MOST:
            return
        with suppress(sqlite3.Error, UnicodeEncodeError), self._database as database:
            row = (str(file.absolute()), self._key(file), stamp, _encode(outcome))
            database.execute("INSERT OR REPLACE INTO file VALUES (?, ?, ?, ?)", row)
            database.execute("INSERT OR REPLACE INTO store VALUES (1, ?)", (self._ledger.snapshot(),))

    def _key(self, file: Path) -> str:
        return f"{self._how} {_stat(file.with_suffix('.map.toml'))}"

    def close(self) -> None:
        """Gives back the file."""
        database = self.__dict__.get("_database")
        if database is not None:
            database.close()


def _opened(ledger: Ledger) -> sqlite3.Connection | None:
    if not ledger.home.is_file():
        return None
    path = ledger.home.with_name(f".{ledger.home.name}.read")
    try:
        return _checked(sqlite3.connect(path, timeout=5), ledger)
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError):  # locked or not writable: it is not damaged
            raise
        path.unlink()
        return _checked(sqlite3.connect(path, timeout=5), ledger)


def _checked(database: sqlite3.Connection, ledger: Ledger) -> sqlite3.Connection:
    """The database, emptied unless the ledger goes on from where it was when the last file was noted."""
    try:
        # Of no more worth than the time it saves: a power cut may cost it.
        database.execute("PRAGMA synchronous = OFF")
        database.executescript(_SCHEMA)
        row = database.execute("SELECT snapshot FROM store").fetchone()
        if row and not _holds(ledger, row[0]):
            with database:
                database.execute("DELETE FROM file")
                database.execute("DELETE FROM store")
    except BaseException:
        database.close()
        raise
    return database


def _holds(ledger: Ledger, snapshot: str) -> bool:
    try:
        return snapshot == ledger.snapshot() or next(ledger.batches(snapshot), None) is not None
    except NotFoundError:
        return False


def stamp_of(file: Path) -> str | None:
    """What changes when the file does; None when it has just changed or cannot be looked at."""
    try:
        found = file.stat()
    except OSError:
        return None
    if time_ns() - max(found.st_mtime_ns, found.st_ctime_ns) < _FRESH:
        return None
    return f"{found.st_size} {found.st_mtime_ns} {found.st_ctime_ns} {found.st_ino}"


def way_of(reader: Reader | None, options: ReadOptions, marking: Marking) -> str:
    """Stands for the way of reading: options, and Kedja's readers as they are."""
    mapping = (str(options.mapping.absolute()), _stat(options.mapping)) if options.mapping else None
    method = (reader.method, type(reader).__module__) if reader else None
    said = repr((method, mapping, options.fetch, marking, _readers()))
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _readers() -> list[tuple[str, str]]:
    package = Path(__file__).parent
    files = [Path(folder, name) for folder, _, names in os.walk(package) for name in names]
    return sorted((str(file.relative_to(package)), _stat(file)) for file in files if file.suffix != ".pyc")


def _stat(file: Path) -> str:
    try:
        found = file.stat()
    except OSError:
        return ""
    return f"{found.st_size}.{found.st_mtime_ns}"
