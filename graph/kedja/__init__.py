"""Kedja: a knowledge graph of supply-chain incidents in which every fact is a claim."""

from __future__ import annotations

from kedja.errors import KedjaError
from kedja.graph import Graph, make_scope, open_graph

__all__ = ["Graph", "KedjaError", "make_scope", "open_graph"]

__version__ = "0.1.0"
