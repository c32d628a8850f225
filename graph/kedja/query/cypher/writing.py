"""Writing changes of the property graph in Cypher, the same for every engine."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from kedja.ontology import PREDICATES, EntityType
from kedja.projection.property_graph import label_of
from kedja.projection.rows import Change, Relationship

#: Runs a statement with its parameters, and gives its rows.
Run = Callable[[str, dict[str, Any]], Iterable[dict[str, Any]]]

LABELS = (*(type.value for type in EntityType), "Group", "Value", "Claim")
_OF_CLAIMS = ("SUBJECT", "OBJECT", "COUNTS", "SPEAKER", "SOURCE", "REPEATS")
TYPES = (*(predicate.relationship for predicate in PREDICATES.values()), "MEMBER_OF", *_OF_CLAIMS)
_ROWS = 5_000

_BESIDE = "UNWIND $ids AS id MATCH (n:`{label}` {{id: id}})--(g:`{counted}`) RETURN DISTINCT g.id AS id"
_COUNTED = """UNWIND $ids AS id MATCH (n:`{label}` {{id: id}})<-[:SUBJECT|OBJECT|SPEAKER]-(c:Claim)
    MATCH (c)-[:OBJECT|COUNTS]->(g:`{counted}`) RETURN DISTINCT g.id AS id"""
_DROP_NODE = "UNWIND $ids AS id MATCH (n:`{label}` {{id: id}}) DETACH DELETE n"
_DROP_EDGE = "UNWIND $ids AS id MATCH ()-[r:`{type}` {{id: id}}]->() DELETE r"
_PUT_NODE = "UNWIND $rows AS row MERGE (n:`{label}` {{id: row.id}}) SET n = row"
_PUT_EDGE = """UNWIND $rows AS row MATCH (a:`{start}` {{id: row.start}}) MATCH (b:`{end}` {{id: row.end}})
    CREATE (a)-[r:`{type}`]->(b) SET r = row.properties"""
_DROP_UNCOUNTED = """UNWIND $ids AS id MATCH (g:`{label}` {{id: id}})
    WHERE NOT EXISTS {{ (g)<-[:OBJECT]-(:Claim) }} AND NOT EXISTS {{ (g)<-[:COUNTS]-(:Claim) }} DETACH DELETE g"""


def write(run: Run, change: Change) -> None:
    """Brings the change into the graph; see `Change` for what it means. The caller opens the transaction."""
    counted = _counted(run, change.gone_nodes)
    _each(run, _DROP_NODE, "label", _by_label(change.gone_nodes))
    _each(run, _DROP_EDGE, "type", _by_type(change))
    for label, nodes in _by(change.nodes, lambda node: node.label).items():
        for rows in _pieces([node.properties for node in nodes]):
            run(_PUT_NODE.format(label=label), {"rows": rows})
    for (type, start, end), edges in _by(change.relationships, _ends).items():
        text = _PUT_EDGE.format(type=type, start=start, end=end)
        for rows in _pieces([{"start": e.start, "end": e.end, "properties": e.properties} for e in edges]):
            run(text, {"rows": rows})
    _each(run, _DROP_UNCOUNTED, "label", _by_label(counted))


def _counted(run: Run, gone: list[str]) -> set[str]:
    """The groups and values beside what goes, and those that claims about it count."""
    found: set[str] = set()
    for label, ids in _by_label(gone).items():
        for text in (_BESIDE, _COUNTED):
            for counted in ("Group", "Value"):
                rows = run(text.format(label=label, counted=counted), {"ids": ids})
                found |= {str(row["id"]) for row in rows}
    return found


def _each(run: Run, text: str, name: str, groups: dict[str, list[str]]) -> None:
    for kind, ids in groups.items():
        for piece in _pieces(ids):
            run(text.format(**{name: kind}), {"ids": piece})


def _by_label(ids: Iterable[str]) -> dict[str, list[str]]:
    return _by(sorted(ids), label_of)


def _by_type(change: Change) -> dict[str, list[str]]:
    """Relationships that go, and those that are put in the place of an older one."""
    found: dict[str, list[str]] = defaultdict(list)
    for type, id in change.gone_relationships:
        found[type].append(id)
    for relationship in change.relationships:
        found[relationship.type].append(relationship.id)
    return found


def _ends(edge: Relationship) -> tuple[str, str, str]:
    return edge.type, label_of(edge.start), label_of(edge.end)


def _by(members: Iterable[Any], key: Callable[[Any], Any]) -> dict[Any, list[Any]]:
    found: dict[Any, list[Any]] = defaultdict(list)
    for member in members:
        found[key(member)].append(member)
    return found


def _pieces(rows: list[Any]) -> Iterator[list[Any]]:
    for start in range(0, len(rows), _ROWS):
        yield rows[start : start + _ROWS]
