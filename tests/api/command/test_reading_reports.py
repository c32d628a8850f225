"""`kedja ingest` over reports of every kind, and over what it covers in them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import report_makers as make
from command_line import Run


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of reports with personal data in one."""
    (tmp_path / "reports").mkdir()
    leaked = "Anna Ek, 811218-9876, card 4111 1111 1111 1111."
    (tmp_path / "reports" / "a.pdf").write_bytes(make.pdf([*make.PARAGRAPHS, leaked]))
    (tmp_path / "reports" / "b.html").write_bytes(make.html())
    time.sleep(0.03)
    return tmp_path / "reports"


def test_a_folder_twice_adds_nothing_and_tells_the_same(run: Run, folder: Path) -> None:
    first, second = (json.loads(run("ingest", folder, "--json").out) for _ in range(2))
    assert first["claims"]["added"] > 0
    assert (second["claims"]["added"], second["unchanged"]) == (0, 2)
    assert first["redacted"] == second["redacted"] == {"identity_number": 1, "payment_card": 1}
    assert first["entities"] == second["entities"]


def test_what_was_covered_is_told_in_one_line_and_is_nowhere(run: Run, folder: Path, tmp_path: Path) -> None:
    told = run("ingest", folder / "a.pdf")
    assert "covered before reading: 1 identity numbers, 1 payment card numbers\n" in told.err
    assert "covered" not in run("ingest", folder / "b.html").err
    assert all(b"811218" not in path.read_bytes() for path in tmp_path.glob("case.db*"))


def test_lines_of_claims_are_covered_too(run: Run, tmp_path: Path) -> None:
    claim = {
        "subject": {"type": "Incident", "name": "I"},
        "predicate": "caused",
        "value": "outage",
        "quote": "Anna 811218-9876 was hit",
        "source": {"url": "https://a.example/1"},
    }
    (tmp_path / "a.jsonl").write_text(json.dumps(claim), encoding="utf-8")
    answer = json.loads(run("extract", tmp_path / "a.jsonl", "--json").out)
    assert answer["redacted"] == {"identity_number": 1}
    assert answer["items"][0]["quote"] == "Anna ███████████ was hit"


@pytest.mark.parametrize("address", ["ftp://a.example/feed", "http://u:p@a.example/", "file:///etc/passwd"])
def test_an_address_that_is_not_fetched_is_rejected(run: Run, address: str) -> None:
    answer = run("ingest", address, "--json")
    assert answer.code == 3
    [rejected] = json.loads(answer.out)["rejected"]
    assert rejected["path"] == address
    assert "not fetched" in rejected["reason"]


def test_an_address_is_for_the_reader_of_reports(run: Run) -> None:
    answer = run("ingest", "http://a.example/x", "--reader", "claims", "--json")
    assert "save it first" in json.loads(answer.out)["rejected"][0]["reason"]


@pytest.mark.skipif(os.name == "nt", reason="interrupts by signal")
def test_watching_goes_on_until_interrupted(folder: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "kedja_api", "ingest", str(folder), "--watch", "--json", "--store", "w.db"]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            first = _answer(process)
            (folder / "c.txt").write_bytes(make.text(["Beta Systems was hit by an attack."]))
            second = _answer(process)
            process.send_signal(signal.SIGINT)
            _, errors = process.communicate(timeout=30)
        finally:
            process.kill()
    assert (first["claims"]["added"] > 0, second["claims"]["added"] > 0) == (True, True)
    assert (process.returncode, "Traceback" in errors) == (0, False)


def _answer(process: subprocess.Popen[str]) -> dict[str, dict[str, int]]:
    """The next object that it prints."""
    lines: list[str] = []
    assert process.stdout
    for line in process.stdout:
        lines.append(line)
        if line == "}\n":
            break
    answer: dict[str, dict[str, int]] = json.loads("".join(lines))
    return answer
