"""The ledger: the record of claims, and the implementations that can hold it."""

from __future__ import annotations

import os
import re
from pathlib import Path

from kedja.ledger.base import Difference, Fault, Hit, Ledger, Receipt, Recorded, Selection
from kedja.ledger.scope import Scope

__all__ = [
    "Difference",
    "Fault",
    "Hit",
    "Ledger",
    "Receipt",
    "Recorded",
    "Scope",
    "Selection",
    "open_ledger",
    "shown_store",
]


def open_ledger(store: str | os.PathLike[str], *, create: bool = False, wait: float = 60.0) -> Ledger:
    """The ledger that the setting names: a path to a SQLite file, or `neo4j://user:password@host:7687`.

    It is made when missing if `create`. `wait` is how long a writer waits for another one, in seconds.
    Raises a subclass of `StoreError` when it cannot be used, `UsageError` for an address that is none.
    """
    if "://" in str(store):
        from kedja.ledger.neo4j import Neo4jLedger

        return Neo4jLedger(str(store), create=create, wait=wait)
    from kedja.ledger.sqlite import SqliteLedger

    return SqliteLedger(Path(store), create=create, wait=wait)


def shown_store(store: str | os.PathLike[str]) -> str:
    """The store's path or address as it may be shown: without user and password.

    >>> shown_store("neo4j://me:se/cr@et@graph.example:7687")
    'neo4j://graph.example:7687'
    """
    return re.sub("://.*@", "://", os.fspath(store), flags=re.DOTALL)
