"""The property graph in the database of the ledger, and the mark that says which snapshot it holds."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from neo4j import ManagedTransaction

from kedja.errors import NotFoundError
from kedja.ledger.neo4j import Neo4jLedger
from kedja.projection.property_graph import PropertyGraph
from kedja.projection.rows import Change
from kedja.query.cypher.writing import LABELS, TYPES, write

#: Rows as this version of Kedja makes them; a graph of another format is made anew.
FORMAT = 1

_MARK = "MATCH (m:KedjaGraph {key: 'graph'}) RETURN m.snapshot AS snapshot, m.format AS format"
# Setting a property takes the lock, so that one writer at a time brings the graph up to date.
_LOCK = """MERGE (m:KedjaRecord:KedjaGraph {key: 'graph'}) SET m.locked = true
    RETURN m.snapshot AS snapshot, m.format AS format"""
_PUT_MARK = """MERGE (m:KedjaRecord:KedjaGraph {key: 'graph'})
    SET m.snapshot = $snapshot, m.format = $format REMOVE m.locked"""
_EMPTY = "MATCH (n:`{label}`) WITH n LIMIT 5000 DETACH DELETE n RETURN count(*) AS gone"
_SCHEMA = (
    "CREATE CONSTRAINT kedja_graph IF NOT EXISTS FOR (m:KedjaGraph) REQUIRE m.key IS UNIQUE",
    *(f"CREATE CONSTRAINT kedja_{name} IF NOT EXISTS FOR (n:`{name}`) REQUIRE n.id IS UNIQUE" for name in LABELS),
    *(f"CREATE INDEX kedja_{name} IF NOT EXISTS FOR ()-[r:`{name}`]-() ON (r.id)" for name in TYPES),
)


class Neo4jProjection:
    """Keeps the property graph up to date with the ledger in the same database."""

    def __init__(self, ledger: Neo4jLedger) -> None:
        self._ledger = ledger
        self._connection = ledger.connection
        self._declared = False

    def follow(self) -> None:
        """Brings in what came since the last time, in one transaction; makes the graph where there is none."""
        snapshot = self._ledger.snapshot()
        mark = self._connection.read(lambda tx: _first(tx, _MARK))
        if mark and mark["snapshot"] == snapshot and mark["format"] == FORMAT:
            return
        self._declare()
        graph = PropertyGraph(self._ledger)
        if not mark or mark["format"] != FORMAT or mark["snapshot"] is None or not self._caught_up(graph):
            self.rebuild()

    def _caught_up(self, graph: PropertyGraph) -> bool:
        def work(tx: ManagedTransaction) -> bool:
            mark = _first(tx, _LOCK)
            try:
                if mark is None or mark["snapshot"] is None or graph.far(mark["snapshot"]):
                    return False
                for change in graph.since(mark["snapshot"]):
                    write(partial(_run, tx), change)
                    _run(tx, _PUT_MARK, {"snapshot": change.snapshot, "format": FORMAT})
            except NotFoundError:
                return False
            return True

        return self._connection.write(work)

    def rebuild(self) -> None:
        """Makes the graph anew. Until it is whole, its mark names no snapshot."""
        self._declare()
        self._connection.write(lambda tx: _run(tx, _PUT_MARK, {"snapshot": None, "format": FORMAT}))
        for label in LABELS:
            while self._connection.write(partial(_emptied, label=label)):
                pass
        snapshot = ""
        for change in PropertyGraph(self._ledger).whole():
            self._connection.write(partial(_put, change=change))
            snapshot = change.snapshot or snapshot
        self._connection.write(lambda tx: _run(tx, _PUT_MARK, {"snapshot": snapshot, "format": FORMAT}))

    def _declare(self) -> None:
        """Makes constraints and indexes where they are missing."""
        if self._declared:
            return
        for text in _SCHEMA:
            self._connection.write(partial(_run, text=text, parameters={}))
        self._declared = True


def _run(tx: ManagedTransaction, text: str, parameters: dict[str, Any]) -> Iterable[dict[str, Any]]:
    return tx.run(text, parameters).data()


def _first(tx: ManagedTransaction, text: str) -> dict[str, Any] | None:
    return next(iter(_run(tx, text, {})), None)


def _put(tx: ManagedTransaction, change: Change) -> None:
    write(partial(_run, tx), change)


def _emptied(tx: ManagedTransaction, label: str) -> int:
    found = _first(tx, _EMPTY.format(label=label))
    return int(found["gone"]) if found else 0
