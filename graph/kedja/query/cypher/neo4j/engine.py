"""Runs checked queries in Neo4j, each in a transaction that may only read."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import cast
from uuid import uuid4

import msgspec
from neo4j import Result, Transaction
from neo4j import exceptions as failures

from kedja.errors import LimitError, QueryError, StoreError
from kedja.ledger.neo4j import Neo4jLedger
from kedja.ontology import Marking
from kedja.query.answer import Table
from kedja.query.cypher.engine import CypherEngine, Statement
from kedja.query.cypher.neo4j.cells import Cells
from kedja.query.cypher.neo4j.projection import Neo4jProjection, read_mark
from kedja.query.limits import Limits

#: What a plan may not hold, whatever the guard let through.
_FORBIDDEN = ("LoadCSV", "Create", "Delete", "Merge", "Set", "Remove", "Foreach", "TransactionForeach")
_TERMINATE = """SHOW TRANSACTIONS YIELD transactionId AS id, metaData WHERE metaData.question = $name
    TERMINATE TRANSACTIONS id YIELD message RETURN message"""
_TIME = ("TransactionTimedOut", "TransactionTimedOutClientConfiguration", "TransactionTerminated")
_MEMORY = ("MemoryPoolOutOfMemoryError", "TransactionOutOfMemoryError", "OutOfMemoryError")


class Neo4jEngine(CypherEngine):
    """Asks the database of the ledger. Closing the connection of a caller that went ends its transaction."""

    def __init__(self, ledger: Neo4jLedger) -> None:
        self._connection = ledger.connection
        self._projection = Neo4jProjection(ledger)
        #: Stands at this engine's transactions, by which they are found from another connection.
        self._name = f"kedja {uuid4()}"

    def ask(self, statement: Statement, *, clearance: Marking, limits: Limits) -> Table:
        """See `CypherEngine.ask`."""
        if clearance is not Marking.RED:
            raise QueryError(
                f"this store answers Cypher only to those who may see everything, not within {clearance}",
                "ask in SPARQL, or by the other questions",
            )
        self._projection.follow()
        with self._reading(limits) as tx:
            _check_plan(tx.run(f"EXPLAIN {statement.text}", statement.parameters))
        end = time.monotonic() + limits.seconds
        while (table := self._asked(statement, limits)) is None:
            if time.monotonic() > end:
                raise LimitError("the graph changed at every try within the time limit; ask again")
            self._projection.follow()
        return table

    def _asked(self, statement: Statement, limits: Limits) -> Table | None:
        """The answer, None when the graph changed while it was asked: Neo4j reads what is committed meanwhile."""
        with self._reading(limits) as tx:
            before = read_mark(tx)
            cells = Cells()
            table = _table(tx.run(statement.text, statement.parameters), limits, cells)
            cells.tie(tx)
            return table if before is not None and read_mark(tx) == before else None

    @contextmanager
    def _reading(self, limits: Limits) -> Iterator[Transaction]:
        with self._connection.translated(), self._connection.session() as session:
            try:
                with session.begin_transaction(timeout=limits.seconds, metadata={"question": self._name}) as tx:
                    yield tx
            except failures.Neo4jError as error:
                if found := _translated(error, limits):
                    raise found from error
                raise

    def rebuild(self, clearance: Marking) -> None:
        """See `CypherEngine.rebuild`."""
        self._projection.rebuild()

    def follow(self) -> None:
        """Brings the property graph up to date with the ledger."""
        self._projection.follow()

    def interrupt(self) -> None:
        """See `CypherEngine.interrupt`. The server may not let the user do so; then the question ends at its limit."""
        with suppress(StoreError), self._connection.translated(), self._connection.session() as session:
            session.run(_TERMINATE, name=self._name).consume()

    def close(self) -> None:
        """See `CypherEngine.close`. The connection is the ledger's."""


def _check_plan(result: Result) -> None:
    summary = result.consume()
    if summary.query_type != "r":
        raise QueryError("the query does more than read", "queries only read")
    operators = _operators(summary.plan or {})
    wrong = next((name for name in operators if name.partition("@")[0].startswith(_FORBIDDEN)), None)
    if wrong:
        raise QueryError(f"the query would run {wrong}", "queries only read the graph")


def _operators(plan: dict[str, object]) -> Iterator[str]:
    yield str(plan.get("operatorType", ""))
    for child in cast(list[dict[str, object]], plan.get("children") or []):
        yield from _operators(child)


def _table(result: Result, limits: Limits, cells: Cells) -> Table:
    rows, size = [], 0
    for record in result:
        rows.append([cells.cell(value) for value in record.values()])
        if len(rows) > limits.rows:
            raise LimitError(f"the answer has more than {limits.rows:,} rows; add a LIMIT, or narrow it")
        size += len(msgspec.msgpack.encode(rows[-1]))
        if size > limits.bytes:
            raise LimitError(f"the answer has more than {limits.bytes:,} bytes; ask for fewer columns")
    return Table(columns=tuple(result.keys()), rows=rows)


def _translated(error: failures.Neo4jError, limits: Limits) -> QueryError | LimitError | None:
    name = (error.code or "").rpartition(".")[2]
    if name in _TIME:
        return LimitError(f"the query took longer than {limits.seconds:g} s; narrow it, or name labels in its patterns")
    if name == "Terminated":
        return LimitError("the query was given up")
    if name in _MEMORY:
        return LimitError("the query needs more memory than it may")
    if isinstance(error, failures.ClientError) and not isinstance(error, failures.AuthError):
        return QueryError((error.message or name).partition("\n")[0])
    return None
