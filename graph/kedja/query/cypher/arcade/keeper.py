"""The keeper of a ledger's ArcadeDB projections: `python -m kedja.query.cypher.arcade.keeper HOME`."""

from __future__ import annotations

import logging
import os
import sys
import threading
from functools import partial
from pathlib import Path

import msgspec

from kedja import __version__
from kedja.errors import KedjaError
from kedja.ledger.sqlite import SqliteLedger
from kedja.ontology import Marking
from kedja.projection.property_graph import PropertyGraph
from kedja.query.cypher.arcade.database import ProjectionDatabase
from kedja.query.cypher.arcade.failures import out_of_memory
from kedja.query.cypher.arcade.machine import start
from kedja.query.cypher.arcade.question import ask
from kedja.query.process import Answerer, Question, Running, locked, serve, shorten_log


class Keeper(Answerer):
    """Answers Cypher over the projections of one ledger, one for each clearance that was asked for."""

    def __init__(self, home: Path, folder: Path) -> None:
        self._home = home
        self._folder = folder
        self._lock = threading.Lock()
        self._ledger: SqliteLedger | None = None
        self._file: tuple[int, int] | None = None
        self._databases: dict[Marking, ProjectionDatabase] = {}
        self._worn = threading.Event()

    def answer(self, question: Question, running: Running) -> bytes:
        """See `Answerer.answer`: a `Table` as MessagePack, or nothing after a rebuild."""
        graph, database = self._place(question.clearance)
        try:
            if question.rebuild:
                database.rebuild(graph)
                return b""
            table = database.ask(graph, partial(ask, question=question, running=running), question.limits.seconds)
            return msgspec.msgpack.encode(table)
        except KedjaError as error:
            if out_of_memory(error):
                self._worn.set()
            raise

    def _place(self, clearance: Marking) -> tuple[PropertyGraph, ProjectionDatabase]:
        with self._lock:
            ledger = self._opened()
            if clearance not in self._databases:
                self._databases[clearance] = ProjectionDatabase(self._folder / clearance.replace("+", "-"))
            return PropertyGraph(ledger, clearance), self._databases[clearance]

    def _opened(self) -> SqliteLedger:
        """The ledger, opened again when another file has taken its place."""
        file = _identity(self._home)
        if self._ledger is None or file != self._file:
            # The one before stays open for the questions under way, until nothing refers to it.
            self._ledger = SqliteLedger(self._home, create=False)
            self._file = file
        return self._ledger

    def worn(self) -> bool:
        """See `Answerer.worn`: true once the machine ran out of memory."""
        return self._worn.is_set()

    def close(self) -> None:
        """See `Answerer.close`."""
        for database in self._databases.values():
            database.close()


def _identity(file: Path) -> tuple[int, int] | None:
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def main() -> None:
    """Runs the keeper until nobody asks; ends at once when the folder has one."""
    os.umask(0o077)
    home = Path(sys.argv[1])
    folder = Path(f"{home}.cypher")
    if not locked(folder):
        return
    shorten_log(folder)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", stream=sys.stderr)
    idle = float(os.environ.get("KEDJA_KEEPER_IDLE", "300"))
    try:
        start()
    except KedjaError as error:
        sys.exit(str(error))
    serve(folder, Keeper(home, folder), version=__version__, idle=idle)


if __name__ == "__main__":
    main()
