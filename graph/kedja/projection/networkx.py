"""The believed graph as a NetworkX multigraph, for notebooks."""

from __future__ import annotations

from typing import Any

import networkx

from kedja.belief import Belief, Group
from kedja.projection.property_graph.making import member_of, node_of, relationship_of
from kedja.projection.rows import Node, Relationship


def to_networkx(belief: Belief) -> networkx.MultiDiGraph[str]:
    """Entities, groups and values as nodes, believed edges as edges keyed by their id.

    Node and edge attributes have the names of the property graph (`label`, `name`, `kind`; `predicate`, `type`,
    `status`, `certainty`, `support`, `claims`, `first_said`, `last_said` and the qualifiers).
    Named members of a group have an edge `member_of` to it.
    """
    graph: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    edges = belief.edges(derived=True)
    for id, target in belief.nodes({end for edge in edges for end in (edge.subject, edge.target)}).items():
        graph.add_node(id, **_attributes_of_node(node_of(target)))
        for member in target.identified if isinstance(target, Group) else ():
            _add(graph, "member_of", member_of(member, id))
    for edge in edges:
        _add(graph, edge.predicate, relationship_of(edge))
    return graph


def _attributes_of_node(node: Node) -> dict[str, Any]:
    named: dict[str, Any] = {} if node.label in ("Group", "Value") else {"aliases": []}
    return named | _without_id(node) | {"label": node.label}


def _add(graph: networkx.MultiDiGraph[str], predicate: str, row: Relationship) -> None:
    graph.add_edge(row.start, row.end, key=row.id, **_without_id(row), predicate=predicate, type=row.type)


def _without_id(row: Node | Relationship) -> dict[str, Any]:
    return {name: value for name, value in row.properties.items() if name != "id"}
