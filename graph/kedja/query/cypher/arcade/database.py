"""An ArcadeDB database that holds the property graph of a ledger at a clearance."""

from __future__ import annotations

import logging
import shutil
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import arcadedb_embedded

from kedja.errors import NotFoundError
from kedja.projection.property_graph import PropertyGraph
from kedja.projection.rows import Change, Node, Relationship
from kedja.query.cypher.arcade.machine import java
from kedja.query.cypher.writing import LABELS, TYPES, write

_LOG = logging.getLogger(__name__)
#: Rows as this version of Kedja makes them; a projection of another format is made anew.
FORMAT = 1
#: A document, which is no node: no query meets it.
_MARK = "KedjaProjection"


class ProjectionDatabase:
    """Opens the database in the folder, or makes it; `follow` brings it up to date. For many threads."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._database: Any = None

    def follow(self, graph: PropertyGraph) -> Any:
        """The engine's database, which holds at least what the ledger held at the call."""
        with self._lock:
            if self._database is None:
                self._database = self._opened()
            mark = self._mark() if self._database else None
            if self._database is None or not self._caught_up(graph, mark):
                self._make(graph)
            return self._database.get_java_database()

    def rebuild(self, graph: PropertyGraph) -> None:
        """Makes the database anew."""
        with self._lock:
            self._make(graph)

    def close(self) -> None:
        """Closes the database, so that the next start finds it whole."""
        with self._lock:
            if self._database is not None:
                self._database.close()
                self._database = None

    def _opened(self) -> Any:
        if not self._folder.exists():
            return None
        try:
            return arcadedb_embedded.open_database(str(self._folder))
        except Exception as error:  # noqa: BLE001  whatever is wrong with it, it can be made anew
            _LOG.warning("%s cannot be opened (%s); it is made anew", self._folder, error)
            return None

    def _mark(self) -> dict[str, Any] | None:
        try:
            found = self._database.query("sql", f"SELECT snapshot, format FROM {_MARK}")
            return next(({"snapshot": row.get("snapshot"), "format": row.get("format")} for row in found), None)
        except Exception as error:  # noqa: BLE001  the same
            _LOG.warning("%s is damaged (%s); it is made anew", self._folder, error)
            return None

    def _caught_up(self, graph: PropertyGraph, mark: dict[str, Any] | None) -> bool:
        """Brings in what came since; False when the database must be made anew."""
        if mark is None or mark["format"] != FORMAT or mark["snapshot"] is None:
            return False
        try:
            if graph.far(mark["snapshot"]):
                return False
            for change in graph.since(mark["snapshot"]):
                with self._writing():
                    write(self._run, change)
                    self._put_mark(change.snapshot)
        except NotFoundError:
            _LOG.warning("%s is the projection of another ledger; it is made anew", self._folder)
            return False
        return True

    def _run(self, text: str, parameters: dict[str, Any]) -> Iterable[dict[str, Any]]:
        rows = self._database.command("opencypher", text, parameters)
        return [{"id": row.get("id")} for row in rows] if rows is not None and "RETURN" in text else []

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with self._database.transaction():
            yield

    def _put_mark(self, snapshot: str) -> None:
        self._database.command("sql", f"DELETE FROM {_MARK}")
        self._database.command("sql", f"INSERT INTO {_MARK} SET snapshot = ?, format = ?", snapshot, FORMAT)

    def _make(self, graph: PropertyGraph) -> None:
        """Makes everything in a folder beside, which then takes the place of the old one."""
        if self._database is not None:
            self._database.close()
            self._database = None
        shutil.rmtree(self._folder, ignore_errors=True)
        self._folder.parent.mkdir(parents=True, exist_ok=True)
        self._database = arcadedb_embedded.create_database(str(self._folder))
        self._declare()
        _Loader(self._database).load(graph.whole())
        self._index_edges()

    def _declare(self) -> None:
        run = self._database.command
        for label in LABELS:
            run("sql", f"CREATE VERTEX TYPE `{label}`")
            run("sql", f"CREATE PROPERTY `{label}`.id STRING")
            run("sql", f"CREATE INDEX ON `{label}` (id) UNIQUE")
        for type in TYPES:
            run("sql", f"CREATE EDGE TYPE `{type}`")
            run("sql", f"CREATE PROPERTY `{type}`.id STRING")
        run("sql", f"CREATE DOCUMENT TYPE {_MARK}")

    def _index_edges(self) -> None:
        for type in TYPES:
            self._database.command("sql", f"CREATE INDEX ON `{type}` (id) UNIQUE")


class _Loader:
    """Loads a whole property graph, nodes before relationships."""

    def __init__(self, database: Any) -> None:
        self._database = database
        self._places: dict[str, str] = {}

    def load(self, changes: Iterable[Change]) -> None:
        """Loads the changes and, at last, the mark that says that all is in."""
        snapshot = ""
        with self._database.graph_batch(light_edges=False) as batch:
            for change in changes:
                self._put_nodes(batch, change.nodes)
                self._put_edges(batch, change.relationships)
                batch.flush()
                snapshot = change.snapshot or snapshot
        with self._database.transaction():
            run = self._database.command
            run("sql", f"INSERT INTO {_MARK} SET snapshot = ?, format = ?", snapshot, FORMAT)

    def _put_nodes(self, batch: Any, nodes: list[Node]) -> None:
        by_label: dict[str, list[Node]] = {}
        for node in nodes:
            by_label.setdefault(node.label, []).append(node)
        for label, members in by_label.items():
            places = batch.create_vertices(label, [node.properties for node in members])
            self._places |= {node.id: place for node, place in zip(members, places, strict=True)}

    def _put_edges(self, batch: Any, edges: list[Relationship]) -> None:
        by_type: dict[str, list[Relationship]] = {}
        for edge in edges:
            by_type.setdefault(edge.type, []).append(edge)
        for type, members in by_type.items():
            starts, ends = ([self._places[getattr(edge, end)] for edge in members] for end in ("start", "end"))
            batch.new_edges(starts, type, ends, [edge.properties for edge in members])


def timeout_setting() -> Any:
    """The setting that limits a query's time, in milliseconds."""
    return java("com.arcadedb.GlobalConfiguration").COMMAND_TIMEOUT
