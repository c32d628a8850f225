"""ArcadeDB's rows as rows of a table."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from kedja.query.cypher.arcade.machine import java
from kedja.query.cypher.times import iso

#: With this key, the bridge marks what JSON cannot say: a kind, and its text or its place beside the JSON.
_TAG = "\x01"
_ROWS = 1_000
#: How to convert values of a Java class, looked up once a class.
_KNOWN: dict[type, Callable[[Any], Any]] = {}


def next_rows(rows: Any) -> tuple[list[dict[str, Any]], bool]:
    """Some more rows as `kedja.query.Table` has their cells, and whether they are the last."""
    text, beside, last = java("com.arcadedb.python.TypedRows").nextRows(rows, _ROWS)
    return json.loads(str(text), object_hook=lambda found: _restored(found, beside)), bool(last)


def _restored(found: dict[str, Any], beside: Any) -> Any:
    if _TAG not in found:
        return found
    kind, payload = found[_TAG]
    match kind:
        case "x":
            return cell(beside[payload])
        case "r":
            names, values = beside[payload]
            return {str(name): cell(value) for name, value in zip(names, values, strict=True)}
        case "n":
            return float(payload)
        case "i":
            return int(payload)
        case "s":
            return payload
    return iso(payload)


def cell(value: Any) -> Any:
    """The value as `kedja.query.Table` has it; none of the engine's own fields shows."""
    kind = type(value)
    if kind not in _KNOWN:
        _KNOWN[kind] = _conversion(value)
    return _KNOWN[kind](value)


def _conversion(value: Any) -> Callable[[Any], Any]:
    if value is None or type(value) in (bool, int, float, str):
        return lambda value: value
    for name, convert in _CONVERSIONS:
        if isinstance(value, java(name)):
            return convert
    return lambda value: iso(str(value.toString()))


def _node(vertex: Any) -> dict[str, Any]:
    properties = _properties(vertex)
    return {"id": properties.get("id"), "labels": [str(vertex.getTypeName())], "properties": properties}


def _relationship(edge: Any) -> dict[str, Any]:
    properties = _properties(edge)
    found = {"id": properties.get("id"), "type": str(edge.getTypeName())}
    ends = {"start": cell(edge.getOutVertex().get("id")), "end": cell(edge.getInVertex().get("id"))}
    return {**found, **ends, "properties": properties}


def _path(path: Any) -> dict[str, Any]:
    nodes, edges = path.getVertices(), path.getEdges()
    return {"nodes": [cell(node) for node in nodes], "relationships": [cell(edge) for edge in edges]}


def _properties(document: Any) -> dict[str, Any]:
    """The properties, which are all of kinds that JSON has."""
    found: dict[str, Any] = json.loads(str(document.toJSON(False).toString()))
    return found


def _map(value: Any) -> dict[str, Any]:
    return {str(name): cell(value.get(name)) for name in value.keySet()}


def _row(value: Any) -> Any:
    if value.isElement():
        return cell(value.getElement().get())
    return {str(name): cell(value.getProperty(name)) for name in value.getPropertyNames()}


_CONVERSIONS: tuple[tuple[str, Callable[[Any], Any]], ...] = (
    ("java.lang.String", str),
    ("java.lang.Boolean", bool),
    ("java.lang.Long", int),
    ("java.lang.Integer", int),
    ("java.lang.Short", int),
    ("java.lang.Byte", int),
    ("java.math.BigInteger", lambda value: int(str(value))),
    ("java.lang.Number", lambda value: float(value.doubleValue())),
    ("com.arcadedb.graph.Vertex", _node),
    ("com.arcadedb.graph.Edge", _relationship),
    ("com.arcadedb.query.opencypher.traversal.TraversalPath", _path),
    ("com.arcadedb.database.RID", lambda rid: cell(rid.asDocument(True))),
    ("com.arcadedb.query.sql.executor.Result", _row),
    ("java.util.Map", _map),
    ("java.util.Collection", lambda values: [cell(value) for value in values]),
)
