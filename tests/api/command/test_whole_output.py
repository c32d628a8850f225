"""What is printed arrives whole, or the exit code says that it did not."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import pytest
from command_line import INCIDENT, PAPER, Run, Write, organization


def _claims(count: int) -> list[dict[str, object]]:
    names = (f"Firm {number}" for number in range(count))
    about = {"subject": INCIDENT, "predicate": "affected", "source": PAPER}
    return [{**about, "object": organization(name, "company")} for name in names]


@pytest.mark.parametrize("environment", [{}, {"PYTHONUNBUFFERED": "1"}], ids=["buffered", "unbuffered"])
@pytest.mark.parametrize("option", [(), ("--json",)])
def test_a_slow_reader_gets_everything(
    run: Run, write: Write, monkeypatch: pytest.MonkeyPatch, environment: Mapping[str, str], option: tuple[str, ...]
) -> None:
    """More than a pipe holds, of which an unbuffered Python would drop what the first write could not place."""
    assert run("ingest", write(*_claims(500)), "--quiet").code == 0
    monkeypatch.delenv("PYTHONUNBUFFERED", raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    command = [sys.executable, "-m", "kedja_api", "claims", *option]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        time.sleep(0.6)
        written = process.stdout.read()
    assert process.returncode == 0
    assert len(written) > 65_536
    items = json.loads(written)["items"] if option else [json.loads(line) for line in written.splitlines()]
    assert len(items) == 509


@pytest.mark.parametrize("command", [("claims",), ("check",), ("check", "--json"), ("--help",)])
def test_a_full_disk_is_told(run: Run, command: tuple[str, ...]) -> None:
    assert run("check").code == 0
    with Path("/dev/full").open("wb") as full:
        arguments = [sys.executable, "-m", "kedja_api", *command]
        done = subprocess.run(arguments, check=False, stdout=full, stderr=subprocess.PIPE, text=True)
    assert done.returncode == 1
    assert "No space left on device" in done.stderr
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr


@pytest.mark.parametrize("command", ["kedja_api check", "kedja_api --help", "kedja_api claims --json"])
def test_a_closed_standard_output_is_no_error(run: Run, command: str) -> None:
    assert run("check").code == 0
    done = subprocess.run(["sh", "-c", f"exec '{sys.executable}' -m {command} >&-"], check=False, capture_output=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
