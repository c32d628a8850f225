"""0 done, 1 other, 2 wrong usage, 3 rejected input, 4 the store cannot be used; the reason is one line on stderr."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest
from command_line import Run, Write

import kedja.errors
from kedja.errors import KedjaError
from kedja_api.command.running import EXIT_CODES, exit_code

_NOT_THERE = (
    ("show", "nope"),
    ("claims", "--about", "nope"),
    ("claims", "--source", "nope"),
    ("claims", "--without", "nope"),
    ("blast-radius", "nope"),
    ("conflicts", "--about", "nope"),
    ("timeline", "nope"),
    ("path", "organization/aby", "nope"),
    ("same", "organization/aby", "nope"),
    ("different", "nope", "organization/aby"),
    ("same", "--undo", "organization/aby", "organization/ceby"),
    ("judge", "nope", "2025"),
    ("judge", "--undo", "nope"),
    ("view", "nope", "-o", "nope.html"),
)
_WRONG = (
    (),
    ("nope",),
    ("show",),
    ("show", "a", "b"),
    ("show", "a", "--nope"),
    ("claims", "--as-of", "2025-13-01"),
    ("claims", "--as-of", "yesterday"),
    ("claims", "--recorded-by", "yesterday"),
    ("claims", "--recorded-by", "0001-01-01"),
    ("claims", "--voices", "0"),
    ("claims", "--reliability", "G"),
    ("claims", "--predicate", "nope"),
    ("search", "x", "--limit", "-1"),
    ("search", "x", "--limit", "1" + 30 * "0"),
    ("blast-radius", "organization/aby", "--depth", "-1"),
    ("serve", "--port", "65536"),
    ("check", "--wait", "nan"),
    ("ingest",),
    ("ingest", "case.jsonl", "--reader", "nope"),
    ("ingest", "case.jsonl", "--marking", "BLUE"),
    ("export", "--format", "nope", "-o", "x"),
    ("export", "--format", "ttl"),
    ("same", "organization/aby", "organization/aby"),
    ("same", "organization/aby", "incident/nordsystem-2025"),
)


@pytest.mark.parametrize("arguments", _NOT_THERE, ids=" ".join)
def test_what_is_not_there_is_1(run: Run, arguments: tuple[str, ...]) -> None:
    answer = run(*arguments)
    assert (answer.code, answer.out, len(answer.err.splitlines())) == (1, "", 1)
    assert answer.err.startswith("kedja: no ")


@pytest.mark.parametrize("arguments", _WRONG, ids=" ".join)
def test_wrong_usage_is_2(run: Run, arguments: tuple[str, ...]) -> None:
    answer = run(*arguments)
    assert (answer.code, answer.out) == (2, "")
    assert "Traceback" not in answer.err
    assert answer.err.splitlines()[-1].startswith("kedja")


def test_a_missing_file_is_3_and_the_rest_is_kept(run: Run, write: Write, tmp_path: Path) -> None:
    good = write(
        {"subject": {"type": "Incident", "name": "Q"}, "predicate": "caused", "value": "outage", "source": {"url": "u"}}
    )
    answer = run("ingest", tmp_path / "nope.jsonl", good, "--json")
    assert (answer.code, answer.json["claims"]["added"]) == (3, 1)
    assert answer.json["rejected"] == [
        {"path": str(tmp_path / "nope.jsonl"), "where": "", "reason": "No such file or directory"}
    ]


@pytest.mark.parametrize("command", ["check", "claims", "show"])
def test_a_missing_store_is_4_and_is_not_made(run: Run, tmp_path: Path, command: str) -> None:
    arguments = [command, "x"] if command == "show" else [command]
    answer = run(*arguments, "--store", tmp_path / "none.db")
    assert (answer.code, answer.out) == (4, "")
    assert (
        answer.err == f"kedja: {tmp_path}/none.db: there is no such store; `kedja ingest` or `kedja demo` makes one\n"
    )
    assert not (tmp_path / "none.db").exists()


@pytest.mark.parametrize("command", [("check",), ("ingest", "case.jsonl"), ("search", "x")], ids=lambda c: c[0])
@pytest.mark.parametrize("content", [b"not a database, but long enough to be one" * 40, b"\0" * 4096, None])
def test_what_is_no_store_is_4_and_stays_as_it_is(
    run: Run, tmp_path: Path, command: tuple[str, ...], content: bytes | None
) -> None:
    other = tmp_path / "other.db"
    if content is None:
        with sqlite3.connect(other) as connection:
            connection.execute("CREATE TABLE x (a)")
        connection.close()
    else:
        other.write_bytes(content)
    before = other.read_bytes()
    answer = run(*command, "--store", other)
    assert (answer.code, answer.out) == (4, "")
    assert other.read_bytes() == before


@pytest.mark.parametrize("store", ["/", "/nowhere/x.db", "neo4j://localhost:7687", ""])
def test_a_place_for_no_store_is_4(run: Run, store: str) -> None:
    answer = run("ingest", "case.jsonl", "--store", store)
    assert (answer.code, answer.out, len(answer.err.splitlines())) == (4, "", 1)


def test_a_store_that_another_writes_is_4_after_the_wait_and_can_be_read(run: Run, tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "case.db", isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    written = run("ingest", tmp_path / "case.jsonl", "--wait", "0.1")
    read = run("show", "organization/aby")
    connection.close()
    assert (written.code, read.code) == (4, 0)
    assert "another process is writing" in written.err


def test_a_newer_store_is_4(run: Run, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "case.db") as connection:
        connection.execute("PRAGMA user_version = 1000")
    connection.close()
    answer = run("show", "organization/aby")
    assert answer.code == 4
    assert "upgrade Kedja" in answer.err


@pytest.mark.parametrize("column", ["claim.body", "source.body", "entity.body"])
def test_a_damaged_store_is_4(run: Run, tmp_path: Path, column: str) -> None:
    table, name = column.split(".")
    with sqlite3.connect(tmp_path / "case.db") as connection:
        connection.execute(f"UPDATE {table} SET {name} = x'7b00ff'")
    connection.close()
    answer = run("show", "organization/aby")
    assert (answer.code, answer.out) == (4, "")
    assert "`kedja check` says which" in answer.err


def test_check_names_what_is_damaged(run: Run, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "case.db") as connection:
        [(id,)] = connection.execute("SELECT lower(hex(id)) FROM claim WHERE key = 3")
        connection.execute("UPDATE claim SET body = replace(CAST(body AS TEXT), 'Turlist', 'Turlast') WHERE key = 3")
    connection.close()
    answer = run("check", "--json")
    assert (answer.code, answer.json["ok"]) == (4, False)
    assert [(fault["kind"], fault["id"]) for fault in answer.json["faults"]] == [("claim", id)]
    assert id in run("check").out


def test_a_cut_store_is_4(run: Run, tmp_path: Path) -> None:
    store = tmp_path / "case.db"
    os.truncate(store, store.stat().st_size // 2)
    assert run("check").code == 4
    assert run("ingest", tmp_path / "case.jsonl").code == 4


def test_every_error_has_a_code() -> None:
    kinds = [kind for kind in vars(kedja.errors).values() if isinstance(kind, type) and issubclass(kind, KedjaError)]
    codes = {kind.__name__: exit_code(kind.__new__(kind)) for kind in kinds}
    assert codes.pop("UsageError") == 2
    assert {name for name, code in codes.items() if code == 3} == {"ClaimError", "InputError"}
    assert {name for name, code in codes.items() if code == 4} == {
        *(name for name in codes if name.startswith("Store")),
        "ForeignBatchError",
    }
    assert {code for _, code in EXIT_CODES} <= {1, 2, 3, 4}
