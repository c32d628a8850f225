"""The keeper of a ledger's Oxigraph projections: `python -m kedja.query.sparql.keeper HOME`."""

from __future__ import annotations

import logging
import os
import sys
import threading
from pathlib import Path

from kedja import __version__
from kedja.errors import StoreDamagedError
from kedja.ledger.sqlite import SqliteLedger
from kedja.ontology import Marking
from kedja.projection.property_graph import PropertyGraph
from kedja.query.process import Answerer, Question, Running, locked, serve, shorten_log
from kedja.query.sparql.store import Projection
from kedja.query.sparql.workers import Workers

_LOG = logging.getLogger(__name__)


class Keeper(Answerer):
    """Answers SPARQL over the projections of one ledger, one for each clearance that was asked for."""

    def __init__(self, home: Path, folder: Path, memory: int) -> None:
        self._home = home
        self._folder = folder
        self._workers = Workers(memory)
        self._projections: dict[Marking, Projection] = {}
        self._ledger: SqliteLedger | None = None
        self._lock = threading.Lock()
        threading.Thread(target=self._workers.warm, daemon=True).start()

    def answer(self, question: Question, running: Running) -> bytes:
        """See `Answerer.answer`: what `evaluate` gives."""
        projection, graph = self._projection(question.clearance)
        if question.rebuild:
            projection.rebuild(graph)
            return b"rebuilt"
        try:
            return self._workers.answer(projection.follow(graph), question, running)
        except StoreDamagedError as error:
            _LOG.warning("the projection for %s is damaged (%s); it is made anew", question.clearance, error)
        return self._workers.answer(projection.rebuild(graph), question, running)

    def _projection(self, clearance: Marking) -> tuple[Projection, PropertyGraph]:
        with self._lock:
            self._ledger = self._ledger or SqliteLedger(self._home, create=False)
            if clearance not in self._projections:
                self._projections[clearance] = Projection(self._folder / clearance.replace("+", "-"))
            return self._projections[clearance], PropertyGraph(self._ledger, clearance)

    def close(self) -> None:
        """See `Answerer.close`."""
        self._workers.close()
        for projection in self._projections.values():
            projection.close()


def _memory() -> int:
    """Bytes that a query may take. KEDJA_SPARQL_MEMORY sets it, as 512m or 2g; 2g by default."""
    text = os.environ.get("KEDJA_SPARQL_MEMORY", "2g").lower()
    return int(text[:-1]) << {"k": 10, "m": 20, "g": 30}[text[-1]]


def main() -> None:
    """Runs the keeper until nobody asks; ends at once when the folder has one."""
    home = Path(sys.argv[1])
    folder = Path(f"{home}.sparql")
    if not locked(folder):
        return
    shorten_log(folder)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s", stream=sys.stderr)
    keeper = Keeper(home, folder, _memory())
    idle = float(os.environ.get("KEDJA_KEEPER_IDLE", "300"))
    serve(folder, keeper, version=__version__, idle=idle)


if __name__ == "__main__":
    main()
