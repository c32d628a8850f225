"""Stores for the tests of the graph, one kind after the other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from stores import BACKENDS, Stores

from kedja.graph import Graph
from kedja.ledger import Ledger


@pytest.fixture(params=sorted(BACKENDS))
def stores(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Stores]:
    """Makes stores of one kind; every test that uses it runs on every kind."""
    made: Stores = BACKENDS[request.param](tmp_path)
    yield made
    made.close()


@pytest.fixture
def ledger(stores: Stores) -> Ledger:
    """An empty ledger."""
    return stores.new()


@pytest.fixture
def graph(ledger: Ledger) -> Graph:
    """An empty graph."""
    return Graph(ledger)
