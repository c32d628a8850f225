"""What sources say does not steer the terminal, a closed pipe is no error, and progress is for terminals only."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import INCIDENT, PAPER, Run, Write, organization

#: Escape, its 8-bit form, backspace, bell, and the marks that turn the direction of writing.
_STEERING = "\x1b[31m\x9b2J\x08\x07\u202e\u2066\u200f\u061c\u2028"
_FORBIDDEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_HOSTILE = f"Evil{_STEERING} [bold]AB[/] [/nope]\nForged line\t| 1"


@pytest.fixture
def hostile(run: Run, write: Write) -> Run:
    mention = organization(_HOSTILE, "company")
    about = {"subject": INCIDENT, "source": {**PAPER, "url": f"https://x.example/{_STEERING}", "title": _HOSTILE}}
    speaker = {"name": _HOSTILE, "role": _HOSTILE, "organization": _HOSTILE}
    claims = (
        {**about, "predicate": "affected", "object": mention, "quote": _HOSTILE},
        {**about, "predicate": "occurred_on", "value": "2025-08-20", "speaker": speaker},
        {"subject": mention, "predicate": "uses", "object": {"type": "System", "name": "Turlist"}, "source": PAPER},
    )
    assert run("ingest", write(*claims), "--quiet").code == 0
    return run


_COMMANDS = (
    ("search", "evil"),
    ("search", "forged"),
    ("show", "incident/nordsystem-2025"),
    ("blast-radius", "organization/nordsystem"),
    ("conflicts",),
    ("timeline", "incident/nordsystem-2025"),
    ("claims",),
)


@pytest.mark.parametrize("as_json", [False, True])
@pytest.mark.parametrize("command", _COMMANDS, ids=" ".join)
def test_names_do_not_steer_the_terminal(hostile: Run, command: tuple[str, ...], as_json: bool) -> None:
    answer = hostile(*command, *(["--json"] if as_json else []))
    assert answer.code == 0
    # Where JSON has ids only, the name is not shown.
    assert as_json or "Forged line" in answer.out
    assert not _FORBIDDEN.search(answer.out + answer.err)
    # A name with a line feed makes no line of its own.
    assert not re.search(r"^\W*Forged line", answer.out, re.MULTILINE)


def test_json_still_says_what_the_source_said(hostile: Run) -> None:
    names = {item["object"]["name"] for item in hostile("claims", "--json").json["items"] if "object" in item}
    assert _HOSTILE in names
    names = {line["object"]["name"] for line in hostile("claims").lines if "object" in line}
    assert _HOSTILE in names


@pytest.mark.parametrize("text", [_HOSTILE, "\x1b]0;title\x07"])
def test_what_was_typed_does_not_steer_the_terminal_either(run: Run, text: str) -> None:
    for command in (("show", text), ("search", text), ("ingest", text), ("claims", "--as-of", text)):
        answer = run(*command)
        assert not _FORBIDDEN.search(answer.out + answer.err)
        assert len(answer.err.splitlines()) <= 1


def test_a_file_with_a_hostile_name_is_told_harmlessly(run: Run, tmp_path: Path) -> None:
    (tmp_path / f"{_STEERING}\nrejected: other").write_bytes(b"\0")
    answer = run("ingest", tmp_path)
    assert answer.code == 3
    assert not _FORBIDDEN.search(answer.err)
    assert len(answer.err.splitlines()) == 1


@pytest.mark.parametrize("command", [("claims",), ("claims", "--json"), ("show", "incident/nordsystem-2025")])
def test_a_closed_pipe_is_quiet(run: Run, write: Write, tmp_path: Path, command: tuple[str, ...]) -> None:
    # More than a pipe holds, so that the command is still writing when the reader is gone.
    claims = [
        {"subject": INCIDENT, "predicate": "affected", "object": organization(f"Firm {n}", "company"), "source": PAPER}
        for n in range(1_000)
    ]
    assert run("ingest", write(*claims), "--quiet").code == 0
    told = tmp_path / "stderr"
    with told.open("wb") as stderr:
        process = subprocess.Popen(
            [sys.executable, "-m", "kedja_api", *command], stdout=subprocess.PIPE, stderr=stderr, cwd=tmp_path
        )
    with process:
        assert process.stdout is not None
        process.stdout.read(10)
    assert (process.returncode, told.read_bytes()) == (1, b"")


def _on_terminal(tmp_path: Path, *arguments: str) -> str:
    """What the command writes to stderr when that is a terminal."""
    near, far = pty.openpty()
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "80"}
    process = subprocess.Popen(
        [sys.executable, "-m", "kedja_api", *arguments],
        stdout=subprocess.DEVNULL,
        stderr=far,
        env=environment,
        cwd=tmp_path,
    )
    os.close(far)
    written = b""
    try:
        while part := os.read(near, 4096):
            written += part
    except OSError:  # the other end is closed
        pass
    finally:
        os.close(near)
    assert process.wait(30) == 0
    return written.decode()


def test_progress_is_shown_on_a_terminal(run: Run, write: Write, tmp_path: Path) -> None:
    write({"subject": INCIDENT, "predicate": "caused", "value": "outage", "source": PAPER}, name="[red]a[.jsonl")
    assert run("check").code == 0
    written = _on_terminal(tmp_path, "ingest", "[red]a[.jsonl")
    assert "[red]a[.jsonl" in written
    for option in ("--quiet", "--json"):
        assert _on_terminal(tmp_path, "ingest", "[red]a[.jsonl", option) == ""


def test_text_is_shown_in_a_locale_without_its_letters(spawn: Run, run: Run, tmp_path: Path) -> None:
    assert run("check").code == 0
    environment = {"PYTHONIOENCODING": "ascii", "KEDJA_STORE": str(tmp_path / "case.db")}
    answer = spawn("show", "organization/kalmar-kommun", **environment)
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.isascii()
    assert spawn("--help", **environment).code == 0
    as_json = spawn("blast-radius", "organization/nordsystem", "--json", **environment)
    assert json.loads(as_json.out)["reached"] == 2


def test_a_file_whose_name_is_not_utf8_is_rejected(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    Path(os.fsdecode(os.fsencode(folder) + b"/\xff.txt")).write_text("The attack hit Nordsystem.", encoding="utf-8")
    answer = run("ingest", folder, "--json")
    assert answer.code == 3
    assert [item["reason"] for item in answer.json["rejected"]] == ["its name is not UTF-8; rename it"]
