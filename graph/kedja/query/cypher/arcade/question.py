"""One question put to the engine, within its limits."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import msgspec

from kedja.errors import KedjaError, LimitError
from kedja.query.answer import Table
from kedja.query.cypher.arcade.cells import next_rows
from kedja.query.cypher.arcade.failures import busy, translated
from kedja.query.cypher.arcade.machine import java
from kedja.query.cypher.arcade.parameters import java_map
from kedja.query.limits import Limits
from kedja.query.process import Question, Running

#: Seconds after which a query that others left no memory for is tried again.
_PAUSE = 0.2


def ask(engine: Any, seconds: float, question: Question, running: Running) -> Table:
    """The answer within so many seconds.

    Raises `LimitError`, `QueryError` for what the engine refuses, `StoreDamagedError` for a damaged database.
    """
    deadline = time.monotonic() + seconds
    while True:
        try:
            return _asked(engine, question, running, deadline - time.monotonic())
        except KedjaError:
            raise
        except Exception as error:
            if not busy(error) or time.monotonic() + _PAUSE > deadline or running.gone.wait(_PAUSE):
                raise translated(error, question.limits) from error


def _asked(engine: Any, question: Question, running: Running, seconds: float) -> Table:
    with _limited(seconds, running):
        if question.parameters:
            rows = engine.query("opencypher", question.text, java_map(question.parameters))
        else:
            rows = engine.query("opencypher", question.text)
        try:
            return _table(rows, question.limits, running)
        finally:
            rows.close()


def _table(rows: Any, limits: Limits, running: Running) -> Table:
    found: list[list[Any]] = []
    columns: tuple[str, ...] = ()
    size, last = 0, False
    while not last:
        if running.gone.is_set():
            raise LimitError(f"the query took longer than {limits.seconds:g} s; narrow it")
        some, last = next_rows(rows)
        if some and not columns:
            columns = tuple(some[0])
        added = [[row.get(name) for name in columns] for row in some]
        found += added
        if len(found) > limits.rows:
            raise LimitError(f"the answer has more than {limits.rows:,} rows; add a LIMIT, or narrow it")
        size += len(msgspec.msgpack.encode(added))
        if size > limits.bytes:
            raise LimitError(f"the answer has more than {limits.bytes:,} bytes; ask for fewer columns, or narrow it")
    return Table(columns=columns, rows=found)


@contextmanager
def _limited(seconds: float, running: Running) -> Iterator[None]:
    """What the thread asks inside is stopped by the engine after so many seconds, and by `running.cancel`."""
    timeout = java("com.arcadedb.query.sql.executor.CommandTimeoutOverride")
    client = java("com.arcadedb.query.RunningQuery$Client").NONE
    timeout.set(max(1, round(seconds * 1000)))
    query = _registry().register("", "kedja", "kedja", None, None, client)
    running.start(lambda: query.terminate("kedja"))
    try:
        yield
    finally:
        query.close()
        timeout.clear()


def _registry() -> Any:
    if not _REGISTRY:
        _REGISTRY.append(java("com.arcadedb.query.RunningQueryRegistry")())
    return _REGISTRY[0]


_REGISTRY: list[Any] = []
