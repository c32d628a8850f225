"""The client's side of SPARQL."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from kedja import __version__
from kedja.ontology import Marking
from kedja.query.limits import Limits
from kedja.query.process import Client, Question


class SparqlEngine:
    """Asks the keeper of the ledger at `home`, and starts it when there is none. May be shared between threads."""

    def __init__(self, home: Path) -> None:
        home = home.resolve()
        self._client = Client(Path(f"{home}.sparql"), "kedja.query.sparql.keeper", [str(home)], __version__)

    def ask(self, text: str, *, options: dict[str, Any], clearance: Marking, limits: Limits) -> bytes:
        """The answer to a query that the door has let through; see `kedja.query.sparql.evaluation` for its options.

        It comes from a projection that holds at least what the ledger held at the call, and nothing marked above
        the clearance. Raises `QueryError` for a query that is wrong, `LimitError` for one that takes too much, and a
        subclass of `StoreError` when the engine cannot be used.
        """
        return self._client.ask(Question(text=text, parameters=options, clearance=clearance, limits=limits))

    def rebuild(self, clearance: Marking) -> None:
        """Makes the projection anew from the ledger."""
        self._client.ask(Question(clearance=clearance, rebuild=True))

    def interrupt(self) -> None:
        """Gives up the questions that other threads ask, which end in a `LimitError`."""
        self._client.interrupt()

    def close(self) -> None:
        """Ends the connection to the keeper."""
        self._client.close()
