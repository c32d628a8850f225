"""Which engine answers Cypher for a ledger."""

from __future__ import annotations

from kedja.ledger import Ledger
from kedja.ontology import Marking
from kedja.query.cypher.engine import CypherEngine
from kedja.query.cypher.guard import Store


def engine_of(ledger: Ledger) -> tuple[CypherEngine, Store]:
    """The engine for the ledger's kind of store, and how the guard names that kind.

    The graph in a Neo4j database is that of the whole ledger: within a clearance, a projection of the copy on this
    machine answers in its place.
    """
    if not ledger.files and ledger.clearance is Marking.RED:
        from kedja.ledger.neo4j import Neo4jLedger
        from kedja.query.cypher.neo4j import Neo4jEngine

        assert isinstance(ledger, Neo4jLedger)
        return Neo4jEngine(ledger), "neo4j"
    from kedja.query.cypher.arcade import ArcadeEngine

    return ArcadeEngine(ledger.home), "embedded"
