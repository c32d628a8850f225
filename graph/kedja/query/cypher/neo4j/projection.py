"""The property graph in the database of the ledger, and the mark that says which snapshot it holds."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from neo4j import ManagedTransaction, Transaction

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
#: Any mark, in place of one that was seen.
_ANY: dict[str, Any] = {}
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
        while True:
            mark = self._connection.read(lambda tx: _first(tx, _MARK))
            if _names(mark, snapshot):
                return
            self._declare()
            if mark and _whole(mark) and self._caught_up():
                return
            if self._connection.write(partial(_torn, seen=mark)):
                self._build()

    def _caught_up(self) -> bool:
        graph = PropertyGraph(self._ledger)

        def work(tx: ManagedTransaction) -> bool:
            mark = _first(tx, _LOCK)
            try:
                if mark is None or not _whole(mark) or graph.far(mark["snapshot"]):
                    return False
                for change in graph.since(mark["snapshot"]):
                    write(partial(_run, tx), change)
                    _run(tx, _PUT_MARK, {"snapshot": change.snapshot, "format": FORMAT})
            except NotFoundError:
                return False
            return True

        return self._connection.write(work)

    def rebuild(self) -> None:
        """Makes the graph anew."""
        self._declare()
        self._connection.write(_torn)
        self._build()

    def _build(self) -> None:
        """Makes the graph whose mark was torn, unless another process has done so meanwhile.

        A transaction of its own holds the lock on the mark until the graph is whole, so that one process builds and
        the others wait for it. Should it die, the mark still names no snapshot.
        """
        connection = self._connection
        with connection.translated(), connection.session(write=True) as session, session.begin_transaction() as tx:
            mark = _first(tx, _LOCK)
            if mark is None or not _whole(mark):
                _run(tx, _PUT_MARK, {"snapshot": self._make(), "format": FORMAT})
                tx.commit()

    def _make(self) -> str:
        """Writes the whole graph in place of what is there; returns the snapshot that it holds."""
        for label in LABELS:
            while self._connection.write(partial(_emptied, label=label)):
                pass
        snapshot = ""
        for change in PropertyGraph(self._ledger).whole():
            self._connection.write(partial(_put, change=change), once=True)
            snapshot = change.snapshot or snapshot
        return snapshot

    def _declare(self) -> None:
        """Makes constraints and indexes where they are missing."""
        if self._declared:
            return
        for text in _SCHEMA:
            self._connection.write(partial(_run, text=text, parameters={}))
        self._declared = True


def _run(tx: Transaction | ManagedTransaction, text: str, parameters: dict[str, Any]) -> Iterable[dict[str, Any]]:
    return tx.run(text, parameters).data()


def read_mark(tx: Transaction | ManagedTransaction) -> str | None:
    """The snapshot that the graph holds, None while it is being made or where there is none."""
    mark = _first(tx, _MARK)
    return mark["snapshot"] if mark and _whole(mark) else None


def _names(mark: dict[str, Any] | None, snapshot: str) -> bool:
    return mark is not None and _whole(mark) and mark["snapshot"] == snapshot


def _whole(mark: dict[str, Any]) -> bool:
    return mark["snapshot"] is not None and mark["format"] == FORMAT


def _torn(tx: ManagedTransaction, seen: dict[str, Any] | None = _ANY) -> bool:
    """Lets the mark name no snapshot, if it is still the one that was seen; whether it was."""
    mark = _first(tx, _LOCK)
    if seen is not _ANY and mark and mark["snapshot"] != (seen or {}).get("snapshot"):
        return False
    _run(tx, _PUT_MARK, {"snapshot": None, "format": FORMAT})
    return True


def _first(tx: Transaction | ManagedTransaction, text: str) -> dict[str, Any] | None:
    return next(iter(_run(tx, text, {})), None)


def _put(tx: ManagedTransaction, change: Change) -> None:
    write(partial(_run, tx), change)


def _emptied(tx: ManagedTransaction, label: str) -> int:
    found = _first(tx, _EMPTY.format(label=label))
    return int(found["gone"]) if found else 0
