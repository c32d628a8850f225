"""The ArcadeDB database that holds the property graph of a ledger at a clearance."""

from __future__ import annotations

import logging
import shutil
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

import arcadedb_embedded

from kedja.errors import KedjaError, NotFoundError, StoreError
from kedja.projection.property_graph import PropertyGraph
from kedja.projection.rows import Change
from kedja.query.cypher.arcade.loading import load
from kedja.query.cypher.arcade.schema import FORMAT, put_mark, read_mark
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

    def ask(self, graph: PropertyGraph, question: Callable[[Any], _Answer]) -> _Answer:
        """The answer to the question of a database that holds at least what the ledger held at the call.

        The engine reads what is committed meanwhile, so that a question over which the database was brought up to date
        is asked again.
        """
        while True:
            database = self._current(graph)
            if not database.enter():
                continue  # it was replaced in between
            try:
                before = database.changes
                answer = question(database.engine)
                if before == database.changes and before % 2 == 0:
                    return answer
            finally:
                database.leave()

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
            shutil.rmtree(self._folder / str(number), ignore_errors=True)
        return _opened(self._folder / str(numbers[-1])) if numbers else None

    def _caught_up(self, database: _Open, graph: PropertyGraph) -> bool:
        """Brings in what came since; False when the database must be made anew."""
        assert database.snapshot is not None
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
            shutil.rmtree(place, ignore_errors=True)
            raise
        except Exception as error:
            shutil.rmtree(place, ignore_errors=True)
            raise StoreError(f"the projection {place} cannot be made: {error}") from error
        old, self._open = self._open, made
        if old:
            old.retire(remove=True)
        for number in _numbers(self._folder)[:-1]:
            if not old or self._folder / str(number) != old.place:
                shutil.rmtree(self._folder / str(number), ignore_errors=True)


class _Open:
    """An open database, closed when it is retired and nobody reads it any more."""

    def __init__(self, place: Path, database: Any) -> None:
        self.place = place
        self.database = database
        self.engine = database.get_java_database()
        mark = read_mark(database)
        #: The ledger's, up to which everything is in; None in one that was not finished or is of another format.
        self.snapshot = mark.snapshot if mark and mark.format == FORMAT else None
        #: Odd while a change is being committed.
        self.changes = 0
        self._lock = threading.Lock()
        self._readers = 1  # itself, until it is retired
        self._remove = False

    def bring_in(self, change: Change) -> None:
        """Brings the change in, with the mark that says so, or nothing of both."""
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
            shutil.rmtree(self.place, ignore_errors=True)

    def retire(self, *, remove: bool = False) -> None:
        """Lets no more readers in than there are."""
        self._remove = remove
        self.leave()


def _numbers(folder: Path) -> list[int]:
    return sorted(int(path.name) for path in folder.glob("[0-9]*") if path.name.isdigit())


def _opened(place: Path) -> _Open | None:
    """The database, None when it is torn, damaged or of another format."""
    try:
        found = _Open(place, arcadedb_embedded.open_database(str(place)))
    except Exception as error:  # noqa: BLE001  whatever is wrong with it, it can be made anew
        _LOG.warning("%s cannot be opened (%s); it is made anew", place, error)
        return None
    if found.snapshot is None:
        _LOG.warning("%s was not finished, or is of another format; it is made anew", place)
        found.retire()
        return None
    return found
