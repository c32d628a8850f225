"""What cannot become a claim is listed with file, place and reason, and the rest is kept."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from command_line import INCIDENT, PAPER, Run, Write

_GOOD = {"subject": INCIDENT, "predicate": "caused", "value": "outage", "source": PAPER}
_BAD = (
    ({**_GOOD, "predicate": "ate"}, "line 1, predicate"),
    ({**_GOOD, "value": "rain"}, "line 1, value"),
    ({**_GOOD, "predicate": "occurred_on", "value": "2025-02-30"}, "line 1, value"),
    ({**_GOOD, "certainty": "sure"}, "line 1, certainty"),
    ({**_GOOD, "extra": 1}, "line 1"),
    (
        {"subject": INCIDENT, "predicate": "demanded", "quantity": {"value": 1}, "source": PAPER},
        "line 1, quantity.unit",
    ),
    ({"subject": INCIDENT, "predicate": "hit", "object": INCIDENT, "source": PAPER}, "line 1, object.type"),
    ({**_GOOD, "source": {}}, "line 1, source"),
)


@pytest.mark.parametrize(("claim", "where"), _BAD, ids=lambda value: value if isinstance(value, str) else "")
@pytest.mark.parametrize("command", ["ingest", "extract"])
def test_a_claim_is_rejected_with_its_place(
    run: Run, write: Write, command: str, claim: dict[str, object], where: str
) -> None:
    path = write(claim, _GOOD)
    answer = run(command, path, "--json")
    assert answer.code == 3
    assert [(item["path"], item["where"]) for item in answer.json["rejected"]] == [(str(path), where)]
    assert answer.json["rejected"][0]["reason"]
    kept = answer.json["claims"]["added"] if command == "ingest" else answer.json["total"]
    assert kept == 1
    told = run(command, path).err
    assert told == f"rejected: {path}, {where}: {answer.json['rejected'][0]['reason']}\n"


def test_every_rejection_is_listed(run: Run, write: Write) -> None:
    path = write(*[{**_GOOD, "predicate": f"p{n}"} for n in range(100)])
    assert len(run("ingest", path).err.splitlines()) == 100
    assert len(run("ingest", path, "--json").json["rejected"]) == 100


_FILES = {
    "empty.txt": b"",
    "empty.jsonl": b"",
    "blank.csv": b"\n\n\n",
    "null.bin": b"\0" * 1000,
    "cut.jsonl": b'{"subject": {"type": "Incident", "name": "Milj\xc3',
    "cut.txt": "Skåne".encode()[:3],
    "utf16.jsonl": '{"subject": 1, "predicate": 2}'.encode("utf-16"),
    "latin.txt": "Angreppet mot Kalmar på lördagen drabbade många.".encode("latin-1"),
    "deep.jsonl": b'{"subject": {"type": "Incident", "name": "x"}, "predicate": "caused", "value": ' + b"[" * 20_000,
    "surrogate.jsonl": b'{"subject": {"type": "Incident", "name": "\\ud800"}, "predicate": "caused"}',
    "huge.jsonl": b'{"subject": {"type": "Incident", "name": "x"}, "predicate": "paid", "quantity": {"value": 1e999}}',
    "random.jsonl": b'{"subject" "predicate"\n' + random.Random(1).randbytes(5_000),
    "random.csv": b"a,b,c\n" + random.Random(2).randbytes(5_000),
    "random.txt": random.Random(3).randbytes(5_000),
    "line.txt": b"x" * 50_000,
}


@pytest.mark.parametrize("reader", [None, "claims", "notices", "article"])
@pytest.mark.parametrize("name", _FILES)
def test_bad_files_never_end_in_a_traceback(run: Run, tmp_path: Path, name: str, reader: str | None) -> None:
    path = tmp_path / name
    path.write_bytes(_FILES[name])
    options = ("--reader", reader) if reader else ()
    for command in ("extract", "ingest"):
        answer = run(command, path, "--json", *options)
        assert answer.code == (3 if answer.json["rejected"] else 0)
        assert answer.err == ""
        assert all(item["path"].startswith(str(path)) and item["reason"] for item in answer.json["rejected"])
    assert run("check").code == 0


def test_a_bad_file_in_a_folder_does_not_stop_the_others(run: Run, write: Write, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    (folder / "deep").mkdir(parents=True)
    write(_GOOD).rename(folder / "deep" / "good.jsonl")
    (folder / "bad.bin").write_bytes(b"\0\1\2")
    answer = run("ingest", folder, "--json")
    assert (answer.code, answer.json["claims"]["added"]) == (3, 1)
    assert [item["path"] for item in answer.json["rejected"]] == [str(folder / "bad.bin")]


def test_extract_of_a_folder_is_rejected(run: Run, tmp_path: Path) -> None:
    answer = run("extract", tmp_path)
    assert (answer.code, answer.out, answer.err) == (3, "", f"rejected: {tmp_path}: Is a directory\n")
