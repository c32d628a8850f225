"""The Cypher door: the one way by which the command line, the service and Python ask a query."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from kedja.ontology import Marking
from kedja.query.answer import Table
from kedja.query.cypher.engine import CypherEngine
from kedja.query.cypher.guard import Store, read
from kedja.query.limits import Limits


def ask(
    engine: CypherEngine,
    text: str,
    parameters: Mapping[str, Any] | None = None,
    *,
    store: Store,
    clearance: Marking = Marking.RED,
    limits: Limits | None = None,
) -> Table:
    """The answer to a query that only reads, with the columns named as the query names them.

    The engine sees no query that the guard refuses. Raises `QueryError` for such a query, and whatever the engine
    raises (see `CypherEngine`).
    """
    checked = read(text, parameters or {}, store=store)
    table = engine.ask(checked.statement, clearance=clearance, limits=limits or Limits())
    return msgspec.structs.replace(table, columns=checked.columns)
