"""The SPARQL door: the one way by which the command line, the service and Python ask a query."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from kedja.errors import QueryError
from kedja.ontology import Marking
from kedja.projection.quads.terms import BASE
from kedja.query.answer import Table
from kedja.query.limits import Limits
from kedja.query.sparql.engine import SparqlEngine
from kedja.query.sparql.formats import Format, format_for
from kedja.query.sparql.guard import read


class Written(msgspec.Struct, frozen=True, kw_only=True):
    """An answer as bytes of a media type."""

    body: bytes
    media_type: str


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """The graphs that the SPARQL protocol chooses, by their addresses; they go before those that the query names."""

    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


def ask(engine: SparqlEngine, text: str, *, clearance: Marking = Marking.RED, limits: Limits | None = None) -> Table:
    """The answer to a query as a table.

    SELECT has a column for each variable, ASK one column `ask`, CONSTRUCT and DESCRIBE the columns subject,
    predicate and object. See `kedja.query.sparql.cells.cell` for the cells. The engine sees no query that the guard
    refuses; raises `QueryError` for such a query, and whatever the engine raises.
    """
    checked = read(text)
    answer = engine.ask(checked.text, options={}, clearance=clearance, limits=limits or Limits())
    return msgspec.msgpack.decode(answer, type=Table)


def write(
    engine: SparqlEngine,
    text: str,
    format: str | None = None,
    *,
    graphs: Choice | None = None,
    clearance: Marking = Marking.RED,
    limits: Limits | None = None,
) -> Written:
    """The answer in a format of SPARQL results or, for CONSTRUCT and DESCRIBE, of RDF; see `formats`.

    Raises `UsageError` for a format that cannot hold it, and what `ask` raises.
    """
    checked = read(text)
    chosen: Format = format_for(checked.form, format)
    options: dict[str, Any] = {"format": chosen.name, **_graphs(graphs or Choice())}
    body = engine.ask(checked.text, options=options, clearance=clearance, limits=limits or Limits())
    return Written(body=body, media_type=chosen.media_type)


def _graphs(choice: Choice) -> dict[str, Any]:
    for name in (*choice.default_graphs, *choice.named_graphs):
        _check_graph(name)
    found: dict[str, Iterable[str]] = {
        "default_graphs": choice.default_graphs,
        "named_graphs": choice.named_graphs,
    }
    return {kind: list(names) for kind, names in found.items() if names}


def _check_graph(name: str) -> None:
    if not name.startswith(BASE):
        raise QueryError(f"there is no graph {name}", f"each source has one, {BASE}source/…")
