"""Neo4j's values as cells of a table."""

from __future__ import annotations

from typing import Any

from neo4j import Transaction
from neo4j.graph import Node, Path, Relationship

from kedja.query.cypher.times import iso

_IDS = "UNWIND $elements AS element MATCH (n) WHERE elementId(n) = element RETURN element, n.id AS id"


class Cells:
    """Turns values into cells; the ends of relationships, of which the server sends no more than a number, later."""

    def __init__(self) -> None:
        self._loose: list[dict[str, Any]] = []

    def cell(self, value: Any) -> Any:
        """The value as `kedja.query.Table` has it."""
        if value is None or isinstance(value, bool | int | float | str):
            return value
        if isinstance(value, Node):
            return {"id": value.get("id"), "labels": sorted(value.labels), "properties": self._map(dict(value))}
        if isinstance(value, Relationship):
            return self._relationship(value)
        if isinstance(value, Path):
            parts = {"nodes": value.nodes, "relationships": value.relationships}
            return {name: [self.cell(member) for member in members] for name, members in parts.items()}
        if isinstance(value, dict):
            return self._map(value)
        if isinstance(value, list):
            return [self.cell(member) for member in value]
        return iso(value.iso_format()) if hasattr(value, "iso_format") else str(value)

    def _relationship(self, value: Relationship) -> dict[str, Any]:
        ends = {"start": value.start_node, "end": value.end_node}
        elements = {name: node.element_id for name, node in ends.items() if node is not None}
        made = {"id": value.get("id"), "type": value.type, **elements, "properties": self._map(dict(value))}
        self._loose.append(made)
        return made

    def _map(self, values: dict[str, Any]) -> dict[str, Any]:
        return {name: self.cell(value) for name, value in values.items()}

    def tie(self, tx: Transaction) -> None:
        """Gives the relationships the ids of their ends."""
        wanted = sorted({relationship[end] for relationship in self._loose for end in ("start", "end")})
        ids = {row["element"]: row["id"] for row in tx.run(_IDS, elements=wanted)} if wanted else {}
        for relationship in self._loose:
            relationship |= {end: ids.get(relationship[end]) for end in ("start", "end")}
        self._loose.clear()
