"""The RDF dataset of a ledger at a clearance, in an Oxigraph store on disk."""

from __future__ import annotations

import logging
import shutil
import threading
from pathlib import Path

from pyoxigraph import RdfFormat, Store

from kedja.belief import Belief
from kedja.errors import NotFoundError
from kedja.projection.property_graph import PropertyGraph
from kedja.projection.quads import dataset_lines
from kedja.projection.quads.reading import LineFile
from kedja.query.sparql.store.mark import mark, marked, snapshot_of
from kedja.query.sparql.store.updating import Updating

_LOG = logging.getLogger(__name__)
#: Quads as this version of Kedja makes them; a projection of another format is made anew.
FORMAT = 1
#: What Oxigraph raises for a store that it cannot read.
DAMAGED = (OSError, RuntimeError, ValueError)


class Projection:
    """Opens the store in the folder, or makes it; `follow` brings it up to date. For many threads.

    Only this process writes. Others read a copy of each state, which shares its files with the store.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._store: Store | None = None
        self._copy: Path | None = None
        self._copies = 0
        for left in folder.glob("read-*"):
            shutil.rmtree(left, ignore_errors=True)

    def follow(self, graph: PropertyGraph) -> Path:
        """The folder of a copy that holds at least what the ledger held at the call."""
        with self._lock:
            if self._store is None:
                self._store = self._opened()
            if self._store is None or not self._caught_up(self._store, graph):
                self._make(graph)
            return self._copied()

    def rebuild(self, graph: PropertyGraph) -> Path:
        """Makes the store anew."""
        with self._lock:
            self._make(graph)
            return self._copied()

    def close(self) -> None:
        """Closes the store and removes the copy."""
        with self._lock:
            self._store = None
            self._forget_copy()

    def _opened(self) -> Store | None:
        place = self._folder / "store"
        if not place.exists():
            return None
        try:
            return Store(place)
        except DAMAGED as error:
            _LOG.warning("%s cannot be opened (%s); it is made anew", place, error)
            return None

    def _caught_up(self, store: Store, graph: PropertyGraph) -> bool:
        """Brings in what came since; False when the store must be made anew."""
        try:
            snapshot = snapshot_of(store, FORMAT)
            if snapshot == graph.ledger.snapshot():
                return True
            if snapshot is None:
                _LOG.warning("%s is incomplete or of another version; it is made anew", self._folder)
                return False
            if graph.far(snapshot):
                return False
            if bring(store, graph):
                self._forget_copy()
            return True
        except NotFoundError:
            _LOG.warning("%s is the projection of another ledger; it is made anew", self._folder)
        except DAMAGED as error:
            _LOG.warning("%s is damaged (%s); it is made anew", self._folder, error)
        return False

    def _make(self, graph: PropertyGraph) -> None:
        """Makes everything in a folder beside, which then takes the place of the old one."""
        self._store = None
        self._forget_copy()
        fresh, place = self._folder / "fresh", self._folder / "store"
        shutil.rmtree(fresh, ignore_errors=True)
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        store = Store(fresh)
        with graph.ledger.still() as ledger:
            belief = Belief(ledger)
            store.bulk_load(LineFile(dataset_lines(belief)), RdfFormat.N_QUADS)  # type: ignore[arg-type]
            store.extend(mark(belief.snapshot, FORMAT))
        store.flush()
        del store
        shutil.rmtree(place, ignore_errors=True)
        fresh.replace(place)
        self._store = Store(place)

    def _copied(self) -> Path:
        assert self._store is not None
        if self._copy is None:
            self._copies += 1
            copy = self._folder / f"read-{self._copies}"
            shutil.rmtree(copy, ignore_errors=True)
            self._store.backup(copy)
            self._copy = copy
        return self._copy

    def _forget_copy(self) -> None:
        """Who reads it goes on with its open files; where these hold it, it is removed at the next start."""
        if self._copy is not None:
            shutil.rmtree(self._copy, ignore_errors=True)
            self._copy = None


def bring(store: Store, graph: PropertyGraph) -> bool:
    """Brings into the store what came since the snapshot that it holds; False when nothing did.

    Each change goes in as a whole, with the mark that says so. Raises `NotFoundError` for another ledger's store.
    """
    brought = False
    with graph.ledger.still() as ledger:
        for change in PropertyGraph(ledger, ledger.clearance).since(snapshot_of(store, FORMAT) or ""):
            store.update(Updating(store, ledger).update(change, marked(store), mark(change.snapshot, FORMAT)))
            brought = True
    return brought
