"""Clients of a keeper that does what it is told."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import echo_keeper
import pytest
from echo_keeper import started

from kedja.query.process import Client

MakeClient = Callable[..., Client]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The keeper's folder; whatever keeper is left at the end is killed."""
    monkeypatch.setenv("PYTHONPATH", str(Path(echo_keeper.__file__).parent))
    yield tmp_path / "keeper"
    for pid in started(tmp_path / "keeper"):
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


@pytest.fixture
def make(folder: Path) -> Iterator[MakeClient]:
    """Makes clients, which are closed at the end."""
    made: list[Client] = []

    def client(version: str = "1", idle: float = 60.0, grace: float = 1.0, silence: float = 20.0) -> Client:
        arguments = [str(folder), version, str(idle), str(grace)]
        made.append(Client(folder, "echo_keeper", arguments, version, silence=silence))
        return made[-1]

    yield client
    for each in made:
        each.close()
