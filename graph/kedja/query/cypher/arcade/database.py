"""The ArcadeDB database that holds the property graph of a ledger at a clearance."""

from __future__ import annotations

import logging
import shutil
import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

import arcadedb_embedded

from kedja.errors import KedjaError, LimitError, NotFoundError, StoreDamagedError, StoreError
from kedja.projection.property_graph import PropertyGraph
from kedja.projection.rows import Change
from kedja.query.cypher.arcade.loading import load
from kedja.query.cypher.arcade.schema import FORMAT, put_mark, read_mark
from kedja.query.cypher.arcade.seal import break_seal, intact, seal, sealed, sound
from kedja.query.cypher.writing import write

_LOG = logging.getLogger(__name__)
_Answer = TypeVar("_Answer")


class ProjectionDatabase:
    """Keeps the database in the folder up to date, and makes it anew where it cannot. For many threads.

    The folder holds numbered databases, of which the last is the one: while the next is made, questions go on in it.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._writing = threading.Lock()
        self._open: _Open | None = None

    def ask(self, graph: PropertyGraph, question: Callable[[Any, float], _Answer], seconds: float) -> _Answer:
        """The answer to the question of a database that holds at least what the ledger held at the call.

        The engine reads what is committed meanwhile, so that a question over which the database was brought up to date
        is asked again, in what is left of its time.
        """
        deadline: float | None = None
        damaged = False
        while True:
            database = self._current(graph)
            deadline = deadline or time.monotonic() + seconds
            if (left := deadline - time.monotonic()) <= 0:
                raise LimitError("the graph changed at every try within the time limit; ask again")
            if not database.enter():
                continue  # it was replaced in between
            try:
                before = database.changes
                answer = question(database.engine, left)
                if before == database.changes and before % 2 == 0:
                    return answer
            except StoreDamagedError:
                if damaged:
                    raise
                damaged = True
                self._drop(database)
            finally:
                database.leave()

    def _drop(self, database: _Open) -> None:
        """Lets the next question make another in the place of a damaged database."""
        with self._writing:
            if self._open is database:
                _LOG.warning("%s is damaged; it is made anew", database.place)
                self._open = None
                database.retire(remove=True)

    def rebuild(self, graph: PropertyGraph) -> None:
        """Makes the database anew."""
        with self._writing:
            self._make(graph)

    def close(self) -> None:
        """Closes the database, so that the next start finds it whole."""
        with self._writing:
            if self._open:
                self._open.retire()
                self._open = None

    def _current(self, graph: PropertyGraph) -> _Open:
        wanted = graph.ledger.snapshot()
        database = self._open
        if database and database.snapshot == wanted:
            return database
        with self._writing:
            self._open = self._open or self._found()
            if not self._open or not self._caught_up(self._open, graph):
                self._make(graph)
            assert self._open
            return self._open

    def _found(self) -> _Open | None:
        """The last database in the folder, None when there is none that can be used; older ones go."""
        numbers = _numbers(self._folder)
        for number in numbers[:-1]:
            _remove(self._folder / str(number))
        return _opened(self._folder / str(numbers[-1])) if numbers else None

    def _caught_up(self, database: _Open, graph: PropertyGraph) -> bool:
        """Brings in what came since; False when the database must be made anew."""
        try:
            if graph.far(database.snapshot):
                return False
            for change in graph.since(database.snapshot):
                database.bring_in(change)
        except NotFoundError:
            _LOG.warning("%s is the projection of another ledger; it is made anew", self._folder)
            return False
        except KedjaError:
            raise
        except Exception as error:  # noqa: BLE001  whatever is wrong with it, it can be made anew
            _LOG.warning("%s cannot be brought up to date (%s); it is made anew", self._folder, error)
            return False
        return True

    def _make(self, graph: PropertyGraph) -> None:
        """Makes a database beside the present one, which goes when its last question is answered."""
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        place = self._folder / str(max(_numbers(self._folder), default=0) + 1)
        try:
            made = _Open(place, load(place, graph.whole()))
        except KedjaError:
            _remove(place)
            raise
        except Exception as error:
            _remove(place)
            raise StoreError(f"the projection {place} cannot be made: {error}") from error
        old, self._open = self._open, made
        if old:
            old.retire(remove=True)
        for number in _numbers(self._folder)[:-1]:
            if not old or self._folder / str(number) != old.place:
                _remove(self._folder / str(number))


class _Open:
    """An open database, closed when it is retired and nobody reads it any more."""

    def __init__(self, place: Path, database: Any) -> None:
        self.place = place
        self.database = database
        self.engine = database.get_java_database()
        mark = read_mark(database)
        #: What it says of itself; None in one that was not finished or is of another format.
        self.mark = mark if mark and mark.format == FORMAT else None
        #: The ledger's, up to which everything is in.
        self.snapshot = self.mark.snapshot if self.mark else ""
        #: Odd while a change is being committed.
        self.changes = 0
        self._lock = threading.Lock()
        self._readers = 1  # itself, until it is retired
        self._remove = False

    def bring_in(self, change: Change) -> None:
        """Brings the change in, with the mark that says so, or nothing of both."""
        break_seal(self.place)
        with self.database.transaction():
            write(self._run, change)
            put_mark(self.database, change.snapshot)
            self.changes += 1
        self.changes += 1
        self.snapshot = change.snapshot

    def _run(self, text: str, parameters: dict[str, Any]) -> Iterable[dict[str, Any]]:
        rows = self.database.command("opencypher", text, parameters)
        return rows.to_list() if rows is not None else []

    def enter(self) -> bool:
        """Counts one reader more; False when the database is closed."""
        with self._lock:
            self._readers += self._readers > 0
            return self._readers > 0

    def leave(self) -> None:
        """Counts one reader fewer, and closes after the last."""
        with self._lock:
            self._readers -= 1
            if self._readers:
                return
        self.database.close()
        if self._remove:
            _remove(self.place)
        else:
            seal(self.place)

    def retire(self, *, remove: bool = False) -> None:
        """Lets no more readers in than there are."""
        self._remove = remove
        self.leave()


def _numbers(folder: Path) -> list[int]:
    return sorted(int(path.name) for path in folder.glob("[0-9]*") if path.name.isdigit())


def _remove(place: Path) -> None:
    break_seal(place)
    shutil.rmtree(place, ignore_errors=True)


def _opened(place: Path) -> _Open | None:
    """The database, None when it is torn, damaged or of another format.

    One whose files are not what they were is not opened, nor one over which a keeper ended while it opened it. One that
    was written to and not closed, as by a keeper that was killed, is looked through.
    """
    opening = place.with_name(f"{place.name}.opening")
    reason = _fault_before(place, opening)
    try:
        opening.touch()
        found = None if reason else _Open(place, arcadedb_embedded.open_database(str(place)))
        if found and not (reason := _fault(found)):
            return found
        if found:
            found.retire(remove=True)
    except Exception as error:  # noqa: BLE001  whatever is wrong with it, it can be made anew
        reason = f"cannot be opened ({error})"
    finally:
        opening.unlink(missing_ok=True)
    _LOG.warning("%s %s; it is made anew", place, reason)
    return None


def _fault_before(place: Path, opening: Path) -> str:
    """What forbids that the database is opened at all."""
    if opening.exists():
        return "ended the keeper that opened it"
    return "is damaged" if sealed(place) and not intact(place) else ""


def _fault(found: _Open) -> str:
    if found.mark is None:
        return "was not finished, or is of another format"
    return "" if sealed(found.place) or sound(found.database, found.mark) else "is damaged"
