"""Stores of each kind that Kedja knows, made and opened again for tests."""

from __future__ import annotations

import os
from abc import ABC, abstractmethod
from pathlib import Path

from neo4j_server import shared_server

from kedja.ledger import Ledger, open_ledger


class Stores(ABC):
    """Makes empty stores of one kind and closes them at the end."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._opened: list[Ledger] = []
        self._made = 0

    @abstractmethod
    def _fresh(self, number: int) -> str:
        """The address of a store that does not exist yet."""

    def new(self) -> Ledger:
        """An empty ledger."""
        return self.open(self.address())

    def address(self) -> str:
        """The address of a store that does not exist yet."""
        self._made += 1
        return self._fresh(self._made)

    def open(self, address: str) -> Ledger:
        """The ledger at the address."""
        ledger = open_ledger(address, create=True)
        self._opened.append(ledger)
        return ledger

    def close(self) -> None:
        """Closes all."""
        for ledger in self._opened:
            ledger.close()


class SqliteStores(Stores):
    """SQLite files in the folder."""

    def _fresh(self, number: int) -> str:
        return str(self.folder / f"kedja-{number}.db")


class Neo4jStores(Stores):
    """The database of a real Neo4j, emptied first; it holds one store, and further ones are SQLite files."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._server = shared_server()
        self._cache = os.environ.get("KEDJA_CACHE")
        os.environ["KEDJA_CACHE"] = str(folder / "cache")
        self._server.empty()

    def _fresh(self, number: int) -> str:
        return self._server.address if number == 1 else str(self.folder / f"kedja-{number}.db")

    def close(self) -> None:
        """See `Stores.close`."""
        super().close()
        del os.environ["KEDJA_CACHE"]
        if self._cache is not None:
            os.environ["KEDJA_CACHE"] = self._cache


#: Every kind of store by its name.
BACKENDS: dict[str, type[Stores]] = {"neo4j": Neo4jStores, "sqlite": SqliteStores}
