"""The Neo4j of the run, emptied, and a folder of copies for each test."""

from __future__ import annotations

from pathlib import Path

import pytest
from neo4j_server import Neo4jServer, shared_server


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where this test's copies lie."""
    monkeypatch.setenv("KEDJA_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def server(cache: Path) -> Neo4jServer:
    """A server whose database is empty, and no copies yet."""
    assert not cache.exists()
    server = shared_server()
    server.empty()
    return server
