"""Small stores with keepers of their own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from keepers import Kept, kept


@pytest.fixture(scope="module")
def shared_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kept]:
    """A store for tests that only ask."""
    with kept(tmp_path_factory.mktemp("store") / "kedja.db") as store:
        yield store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Kept]:
    """A store for one test."""
    with kept(tmp_path / "kedja.db") as store:
        yield store
