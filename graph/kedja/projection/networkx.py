"""The believed graph as a NetworkX multigraph, for notebooks."""

from __future__ import annotations

from typing import Any

import networkx

from kedja.belief import Belief, Edge, Entity, Group, Target
from kedja.ontology import PREDICATES


def to_networkx(belief: Belief) -> networkx.MultiDiGraph[str]:
    """Entities, groups and values as nodes, believed edges as edges keyed by their id.

    Node and edge attributes have the names of the property graph (`label`, `name`, `kind`; `predicate`,
    `status`, `certainty`, `support`, `claims`, `first_said`, `last_said` and the qualifiers).
    Named members of a group have an edge `member_of` to it.
    """
    graph: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    edges = belief.edges(derived=True)
    for id, node in belief.nodes({end for edge in edges for end in (edge.subject, edge.target)}).items():
        graph.add_node(id, **node_attributes(node))
        if isinstance(node, Group):
            for member in node.identified:
                graph.add_edge(member, id, key=f"{member} {id}", predicate="member_of")
    for edge in edges:
        graph.add_edge(edge.subject, edge.target, key=edge.id, **edge_attributes(edge))
    return graph


def node_attributes(node: Target) -> dict[str, Any]:
    """The properties of a node, without those that it lacks."""
    found: dict[str, Any]
    if isinstance(node, Entity):
        found = {"label": node.type.value, "name": node.name, "kind": node.kind and node.kind.value}
        found |= {"aliases": list(node.aliases), **node.identifiers}
    elif isinstance(node, Group):
        found = {"label": "Group", "name": node.text, "unit": node.unit, "bound": node.bound.value, "text": node.text}
        found |= {"lower": node.lower, "upper": node.upper, "identified": len(node.identified)}
    else:
        found = {"label": "Value", "name": node.text, "text": node.text, "number": node.number, "unit": node.unit}
        found |= {"date": node.date}
    return {name: value for name, value in found.items() if value is not None}


def edge_attributes(edge: Edge) -> dict[str, Any]:
    """The properties of an edge."""
    return {
        **edge.qualifiers,
        "predicate": edge.predicate,
        "type": PREDICATES[edge.predicate].relationship,
        "status": edge.status.value,
        "certainty": edge.certainty.value,
        "support": edge.support,
        "claims": list(edge.claims),
        "first_said": edge.first_said.isoformat() if edge.first_said else None,
        "last_said": edge.last_said.isoformat() if edge.last_said else None,
        "derived": edge.derived,
    }
