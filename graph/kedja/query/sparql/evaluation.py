"""Runs a query over an open store, within limits."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

import msgspec
from pyoxigraph import NamedNode, QueryBoolean, QuerySolutions, QueryTriples, Store

from kedja.errors import LimitError, QueryError, StoreDamagedError
from kedja.projection.quads.terms import BASE, PREFIXES
from kedja.query.answer import Table
from kedja.query.limits import Limits
from kedja.query.sparql.cells import cell
from kedja.query.sparql.writing import json_row, results, triples_as

_EVERY = 100
#: How Oxigraph's errors about the bytes of the store begin.
_DAMAGE = ("Corruption", "IO error")


def evaluate(store: Store, text: str, options: dict[str, Any], limits: Limits) -> bytes:
    """The answer: a table as MessagePack, or in the format that `options` names.

    Their `default_graphs` and `named_graphs` are the dataset that the protocol names, which goes before the query's.
    """
    format = str(options.get("format", "table"))
    try:
        found = store.query(text, base_iri=BASE, prefixes=PREFIXES, **_dataset(options))
        if format == "table":
            return msgspec.msgpack.encode(_table(found, limits))
        return _written(found, format, limits)
    except (SyntaxError, RuntimeError, ValueError, OSError) as error:
        if isinstance(error, RuntimeError) and str(error).startswith(_DAMAGE):
            raise StoreDamagedError(str(error)) from error
        raise QueryError(str(error)) from error


def _dataset(options: dict[str, Any]) -> dict[str, Any]:
    default, named = ([NamedNode(name) for name in options.get(f"{kind}_graphs", ())] for kind in ("default", "named"))
    if not default and not named:
        return {}
    # In a dataset that is chosen, what is not named is empty.
    return {"default_graph": default or [NamedNode(BASE + "none")], "named_graphs": named}


def _table(found: QuerySolutions | QueryBoolean | QueryTriples, limits: Limits) -> Table:
    if isinstance(found, QueryBoolean):
        return Table(columns=("ask",), rows=[[bool(found)]])
    names = ["subject", "predicate", "object"]
    if isinstance(found, QuerySolutions):
        names = [variable.value for variable in found.variables]
    rows = ([cell(term) for term in row] for row in found)
    return Table(columns=tuple(names), rows=list(_within(rows, limits, msgspec.msgpack.encode)))


def _written(found: QuerySolutions | QueryBoolean | QueryTriples, format: str, limits: Limits) -> bytes:
    if isinstance(found, QueryTriples):
        return triples_as(format, list(_within(found, limits, lambda batch: str(batch).encode())))
    if isinstance(found, QueryBoolean):
        return results(format, {"head": {}, "boolean": bool(found)})
    names = [variable.value for variable in found.variables]
    rows = (json_row(names, row, format) for row in found)
    bindings = list(_within(rows, limits, msgspec.json.encode))
    return results(format, {"head": {"vars": names}, "results": {"bindings": bindings}})


def _within(rows: Iterable[Any], limits: Limits, encode: Callable[[Any], bytes]) -> Iterator[Any]:
    """The rows, as long as they are not too many, and not too long."""
    count = size = 0
    iterator = iter(rows)
    while batch := list(islice(iterator, _EVERY)):
        count += len(batch)
        size += len(encode(batch))
        if count > limits.rows:
            raise LimitError(f"the answer has more than {limits.rows:,} rows; add a LIMIT, or narrow it")
        if size > limits.bytes:
            raise LimitError(f"the answer has more than {limits.bytes:,} bytes; ask for fewer variables")
        yield from batch
