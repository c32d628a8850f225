"""Loading a whole property graph into an empty database."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import arcadedb_embedded

from kedja.projection.rows import Change, Node, Relationship
from kedja.query.cypher.arcade.schema import declare, index_edges, put_mark
from kedja.query.cypher.arcade.seal import seal

#: Relationships that wait for their ends in memory, at most.
_BUFFER = 100_000


def load(folder: Path, changes: Iterable[Change]) -> Any:
    """Makes a database in the folder, and opens it. Its mark comes when all else is on the disk, and then its seal."""
    database = arcadedb_embedded.create_database(str(folder))
    try:
        declare(database)
        snapshot = _Loader(database).load(changes)
        index_edges(database)
    finally:
        database.close()
    _sync(folder)
    database = arcadedb_embedded.open_database(str(folder))
    with database.transaction():
        put_mark(database, snapshot)
    database.close()
    seal(folder)
    return arcadedb_embedded.open_database(str(folder))


def _sync(folder: Path) -> None:
    for file in folder.iterdir():
        handle = os.open(file, os.O_RDWR)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


class _Loader:
    """Loads nodes, then relationships, by way of the engine's batches, which keep no log of their own."""

    def __init__(self, database: Any) -> None:
        self._database = database
        self._places: dict[str, str] = {}

    def load(self, changes: Iterable[Change]) -> str:
        """Loads the changes, and gives the snapshot that they lead to."""
        snapshot = ""
        options = {"light_edges": False, "batch_size": _BUFFER, "max_deferred_incoming_edges": _BUFFER}
        with self._database.graph_batch(**options) as batch:
            for change in changes:
                self._put_nodes(batch, change.nodes)
                self._put_edges(batch, change.relationships)
                snapshot = change.snapshot or snapshot
        return snapshot

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
