"""The seam behind the Cypher door: whatever runs a checked query over the property graph."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any

import msgspec

from kedja.ontology import Marking
from kedja.query.answer import Table
from kedja.query.limits import Limits


class Statement(msgspec.Struct, frozen=True, kw_only=True):
    """A query that the door has let through, as the engine is to run it, with its bound parameters."""

    text: str
    parameters: dict[str, Any] = {}


class CypherEngine(ABC):
    """Runs reading queries over the property graph that the ledger comes to.

    Raises `QueryError` for what the engine refuses, `LimitError` for what ran into a limit, and a subclass
    of `StoreError` when the engine cannot be used.
    """

    @abstractmethod
    def ask(self, statement: Statement, *, clearance: Marking, limits: Limits) -> Table:
        """The answer, over a projection that holds at least what the ledger held at the call.

        The projection holds nothing marked above the clearance.
        """

    @abstractmethod
    def rebuild(self, clearance: Marking) -> None:
        """Makes the projection anew from the ledger."""

    @abstractmethod
    def interrupt(self) -> None:
        """Gives up the questions that other threads ask, which end in a `LimitError`; for use from any thread."""

    @abstractmethod
    def close(self) -> None:
        """Gives back what the engine holds open."""
