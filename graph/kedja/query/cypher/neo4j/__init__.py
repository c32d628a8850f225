"""Cypher in the Neo4j database that holds the ledger, over the property graph that is kept beside it."""

from __future__ import annotations

from kedja.query.cypher.neo4j.engine import Neo4jEngine

__all__ = ["Neo4jEngine"]
