"""The client's side of Cypher on the embedded store."""

from __future__ import annotations

from pathlib import Path

import msgspec

from kedja import __version__
from kedja.ontology import Marking
from kedja.query.answer import Table
from kedja.query.cypher.engine import CypherEngine, Statement
from kedja.query.limits import Limits
from kedja.query.process import Client, Question


class ArcadeEngine(CypherEngine):
    """Asks the keeper of the ledger at `home`, and starts it when there is none. May be shared between threads."""

    def __init__(self, home: Path) -> None:
        home = home.resolve()
        module = "kedja.query.cypher.arcade.keeper"
        self._client = Client(Path(f"{home}.cypher"), module, [str(home)], __version__)

    def ask(self, statement: Statement, *, clearance: Marking, limits: Limits) -> Table:
        """See `CypherEngine.ask`."""
        question = Question(text=statement.text, parameters=statement.parameters, clearance=clearance, limits=limits)
        return msgspec.msgpack.decode(self._client.ask(question), type=Table)

    def rebuild(self, clearance: Marking) -> None:
        """See `CypherEngine.rebuild`."""
        self._client.ask(Question(clearance=clearance, rebuild=True))

    def interrupt(self) -> None:
        """See `CypherEngine.interrupt`."""
        self._client.interrupt()

    def close(self) -> None:
        """See `CypherEngine.close`."""
        self._client.close()
