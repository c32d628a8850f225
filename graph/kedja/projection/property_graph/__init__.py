"""The property graph: what a ledger comes to, as nodes and relationships, whole or by what changed."""

from __future__ import annotations

from kedja.projection.property_graph.graph import PropertyGraph
from kedja.projection.property_graph.making import label_of

__all__ = ["PropertyGraph", "label_of"]
