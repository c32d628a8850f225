"""Stores of each kind that Kedja knows, made and opened again for tests."""

from __future__ import annotations

from abc import ABC, abstractmethod
from pathlib import Path

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


#: Every kind of store by its name.
BACKENDS: dict[str, type[Stores]] = {"sqlite": SqliteStores}
