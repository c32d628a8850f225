"""The ledger as a log in a Neo4j database, read from a copy on this machine."""

from __future__ import annotations

from kedja.ledger.neo4j.ledger import Neo4jLedger

__all__ = ["Neo4jLedger"]
