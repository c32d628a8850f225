"""The engines that answer query languages over one ledger, each made when it is first asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from kedja.ledger import Ledger
    from kedja.query.cypher.engine import CypherEngine
    from kedja.query.cypher.guard import Store
    from kedja.query.sparql import SparqlEngine

Language = Literal["cypher", "sparql"]
LANGUAGES: tuple[Language, ...] = ("cypher", "sparql")


class Engines:
    """Asks within the ledger's clearance. Not to be shared between threads, but for `interrupt`."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._cypher: tuple[CypherEngine, Store] | None = None
        self._sparql: SparqlEngine | None = None

    def cypher(self) -> tuple[CypherEngine, Store]:
        """The engine for Cypher, and the kind of store as the guard names it."""
        if self._cypher is None:
            from kedja.query.cypher.engines import engine_of

            self._cypher = engine_of(self._ledger)
        if self._cypher[1] == "embedded":
            self._catch_up()
        return self._cypher

    def sparql(self) -> SparqlEngine:
        """The engine for SPARQL."""
        if self._sparql is None:
            from kedja.query.sparql import SparqlEngine

            self._sparql = SparqlEngine(self._ledger.home)
        self._catch_up()
        return self._sparql

    def _catch_up(self) -> None:
        """Brings the copy of a server's ledger up to date, which is what the keeper of a projection reads."""
        self._ledger.snapshot()

    def rebuild(self, language: Language) -> None:
        """Makes the projection for the language anew."""
        engine = self.cypher()[0] if language == "cypher" else self.sparql()
        engine.rebuild(self._ledger.clearance)

    def interrupt(self) -> None:
        """Gives up what another thread asks, which ends in a `LimitError`."""
        for engine in self._made():
            engine.interrupt()

    def close(self) -> None:
        """Gives back what the engines hold open."""
        for engine in self._made():
            engine.close()

    def _made(self) -> list[CypherEngine | SparqlEngine]:
        return [engine for engine in (self._cypher and self._cypher[0], self._sparql) if engine is not None]
