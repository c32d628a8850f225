"""The keeper of a ledger's ArcadeDB projections: `python -m kedja.query.cypher.arcade.keeper HOME`."""

from __future__ import annotations

import logging
import os
import sys
import threading
from pathlib import Path
from typing import Any

import msgspec

from kedja import __version__
from kedja.errors import KedjaError, LimitError, QueryError
from kedja.ledger.sqlite import SqliteLedger
from kedja.ontology import Marking
from kedja.projection.property_graph import PropertyGraph
from kedja.query.answer import Table
from kedja.query.cypher.arcade.cells import cell
from kedja.query.cypher.arcade.database import ProjectionDatabase, timeout_setting
from kedja.query.cypher.arcade.machine import java, start
from kedja.query.limits import Limits
from kedja.query.process import Answerer, Question, serve
from kedja.query.process.serving import Running, locked

_LOG = logging.getLogger(__name__)


class Keeper(Answerer):
    """Answers Cypher over the projections of one ledger, one for each clearance that was asked for."""

    def __init__(self, home: Path, folder: Path) -> None:
        self._home = home
        self._folder = folder
        self._ledger: SqliteLedger | None = None
        self._databases: dict[Marking, ProjectionDatabase] = {}
        self._lock = threading.Lock()
        self._starting = threading.Lock()

    def answer(self, question: Question, running: Running) -> bytes:
        """See `Answerer.answer`: a `Table` as MessagePack."""
        with self._lock:
            self._ledger = self._ledger or SqliteLedger(self._home, create=False)
            name = question.clearance.replace("+", "-")
            database = self._databases.setdefault(question.clearance, ProjectionDatabase(self._folder / name))
        graph = PropertyGraph(self._ledger, question.clearance)
        if question.rebuild:
            database.rebuild(graph)
            return b"rebuilt"
        engine = database.follow(graph)
        running.start()
        try:
            return msgspec.msgpack.encode(self._table(engine, question, running))
        except KedjaError:
            raise
        except Exception as error:
            raise _translated(error, question.limits) from error

    def _table(self, engine: Any, question: Question, running: Running) -> Table:
        rows = self._started(engine, question)
        columns: tuple[str, ...] = ()
        found: list[list[Any]] = []
        size = 0
        while not running.gone.is_set() and rows.hasNext():
            row = rows.next()
            columns = columns or tuple(str(name) for name in row.getPropertyNames())
            found.append([cell(row.getProperty(name)) for name in columns])
            if len(found) > question.limits.rows:
                raise LimitError(f"the answer has more than {question.limits.rows:,} rows; add a LIMIT, or narrow it")
            size += len(msgspec.msgpack.encode(found[-1]))
            if size > question.limits.bytes:
                raise LimitError(f"the answer has more than {question.limits.bytes:,} bytes; ask for fewer columns")
        return Table(columns=columns, rows=found)

    def _started(self, engine: Any, question: Question) -> Any:
        """The rows to come. The engine takes a query's time limit from its settings when the query starts."""
        milliseconds = java("java.lang.Long")(max(1, round(question.limits.seconds * 1000)))
        with self._starting:
            engine.getConfiguration().setValue(timeout_setting(), milliseconds)
            if question.parameters:
                return engine.query("opencypher", question.text, _java_map(question.parameters))
            return engine.query("opencypher", question.text)

    def close(self) -> None:
        """See `Answerer.close`."""
        for database in self._databases.values():
            database.close()


def _java_map(values: dict[str, Any]) -> Any:
    made = java("java.util.HashMap")()
    for name, value in values.items():
        made.put(name, _java_value(value))
    return made


def _java_value(value: Any) -> Any:
    if isinstance(value, dict):
        return _java_map(value)
    if isinstance(value, list | tuple):
        made = java("java.util.ArrayList")()
        for member in value:
            made.add(_java_value(member))
        return made
    if isinstance(value, bool):
        return java("java.lang.Boolean")(value)
    return java("java.lang.Long")(value) if isinstance(value, int) else value


def _translated(error: Exception, limits: Limits) -> KedjaError:
    name = type(error).__name__.rpartition(".")[2]
    words = str(error).partition("\n")[0].removeprefix(f"{type(error).__name__}: ")
    if name == "TimeoutException":
        return LimitError(f"the query took longer than {limits.seconds:g} s; narrow it, or name labels in its patterns")
    if name in ("OutOfMemoryError", "CommandSemanticException") or "exceeding the maximum" in words:
        return LimitError(f"the query needs more memory than it may: {words}")
    return QueryError(words)


def main() -> None:
    """Runs the keeper until nobody asks; ends at once when the folder has one."""
    home = Path(sys.argv[1])
    folder = Path(f"{home}.cypher")
    lock = locked(folder)
    if lock is None:
        return
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", stream=sys.stderr)
    start()
    idle = float(os.environ.get("KEDJA_KEEPER_IDLE", "300"))
    serve(folder, Keeper(home, folder), version=__version__, idle=idle)


if __name__ == "__main__":
    main()
