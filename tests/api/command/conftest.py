"""What the tests of the command line share: the command run in and out of process, on a small case."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from command_line import CLAIMS, Answer, Run, Write, write_lines

from kedja_api.__main__ import main


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes claims to a file in the test's folder: `write(claim, claim, name="x.jsonl")`."""

    def make(*claims: dict[str, Any], name: str = "claims.jsonl") -> Path:
        return write_lines(tmp_path / name, claims)

    return make


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """The command in this process: `run("show", id, "--json")`; without --store it uses the case's store."""
    store = tmp_path / "case.db"
    monkeypatch.setenv("KEDJA_STORE", str(store))
    assert main(["ingest", str(write_lines(tmp_path / "case.jsonl", CLAIMS)), "--quiet"]) == 0
    capfd.readouterr()

    def call(*arguments: object) -> Answer:
        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as stop:  # argparse ends the program itself
            code = int(stop.code or 0)
        sys.stdout.flush()
        return Answer(code, *capfd.readouterr())

    return call


@pytest.fixture
def spawn(tmp_path: Path) -> Run:
    """The command in a process of its own, in the test's folder; keyword arguments are environment variables."""

    def call(*arguments: object, **environment: str) -> Answer:
        command = [sys.executable, "-m", "kedja_api", *map(str, arguments)]
        env = {name: value for name, value in os.environ.items() if name != "KEDJA_STORE"} | environment
        done = subprocess.run(command, cwd=tmp_path, env=env, check=False, capture_output=True, timeout=60)
        return Answer(done.returncode, done.stdout.decode(), done.stderr.decode())

    return call
