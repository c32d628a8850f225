"""ArcadeDB's values as cells of a table."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kedja.query.cypher.arcade.machine import java

#: How to convert values of a Java class, looked up once a class.
_KNOWN: dict[type, Callable[[Any], Any]] = {}


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
    # Days, times and durations say in ISO 8601 what they are.
    return lambda value: str(value.toString())


def _node(vertex: Any) -> dict[str, Any]:
    return {"id": cell(vertex.get("id")), "labels": [str(vertex.getTypeName())], "properties": _properties(vertex)}


def _relationship(edge: Any) -> dict[str, Any]:
    found = {"id": cell(edge.get("id")), "type": str(edge.getTypeName())}
    ends = {"start": cell(edge.getOutVertex().get("id")), "end": cell(edge.getInVertex().get("id"))}
    return {**found, **ends, "properties": _properties(edge)}


def _path(path: Any) -> dict[str, Any]:
    nodes, edges = path.getVertices(), path.getEdges()
    return {"nodes": [cell(node) for node in nodes], "relationships": [cell(edge) for edge in edges]}


def _properties(document: Any) -> dict[str, Any]:
    return {str(name): cell(document.get(name)) for name in document.getPropertyNames()}


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
    ("java.lang.Double", float),
    ("java.lang.Float", float),
    ("com.arcadedb.graph.Vertex", _node),
    ("com.arcadedb.graph.Edge", _relationship),
    ("com.arcadedb.query.opencypher.traversal.TraversalPath", _path),
    ("com.arcadedb.database.RID", lambda rid: cell(rid.asDocument(True))),
    ("com.arcadedb.query.sql.executor.Result", _row),
    ("java.util.Map", _map),
    ("java.util.Collection", lambda values: [cell(value) for value in values]),
)
