"""`view` and `export` write a whole file in one step, or nothing."""

from __future__ import annotations

import os
import stat
import threading
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from command_line import Run
from rdflib import Graph

_EXPORTS = ("claims", "ttl", "graphml")


def _left(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()} - {"case.jsonl", "case.db", "case.db-wal", "case.db-shm"}


@pytest.mark.parametrize("format", _EXPORTS)
def test_an_export_is_written_and_told(run: Run, tmp_path: Path, format: str) -> None:
    answer = run("export", "--format", format, "-o", tmp_path / "out")
    size = (tmp_path / "out").stat().st_size
    assert (answer.code, answer.out, answer.err) == (0, "", f"{tmp_path}/out: {size:,} bytes\n")
    assert _left(tmp_path) == {"out"}


def test_an_export_of_claims_can_be_read_back(run: Run, tmp_path: Path) -> None:
    run("export", "--format", "claims", "-o", tmp_path / "all.jsonl")
    answer = run("ingest", tmp_path / "all.jsonl", "--store", tmp_path / "second.db", "--json").json
    assert (answer["claims"]["added"], answer["rejected"]) == (9, [])
    first, second = (run("blast-radius", "organization/nordsystem", "--json", *o).out for o in _stores(tmp_path))
    assert first == second


def _stores(folder: Path) -> tuple[tuple[str, str], ...]:
    return ("--store", str(folder / "case.db")), ("--store", str(folder / "second.db"))


def test_exports_are_of_their_format(run: Run, tmp_path: Path) -> None:
    for format in ("ttl", "graphml"):
        assert run("export", "--format", format, "-o", tmp_path / format).code == 0
    assert len(Graph().parse(tmp_path / "ttl", format="turtle")) > 50
    assert ET.parse(tmp_path / "graphml").getroot().tag.endswith("graphml")


def test_a_page_is_written(run: Run, tmp_path: Path) -> None:
    assert run("view", "incident/nordsystem-2025", "-o", tmp_path / "page.html").code == 0
    assert (tmp_path / "page.html").read_text(encoding="utf-8").lstrip().lower().startswith("<!doctype html>")


def test_a_dash_is_standard_output(run: Run, tmp_path: Path) -> None:
    answer = run("export", "--format", "claims", "-o", "-")
    assert (len(answer.lines), answer.err) == (9, "")
    assert answer.lines == run("claims").lines
    assert _left(tmp_path) == set()


@pytest.mark.parametrize("command", [("view", "nope"), ("export", "--format", "ttl", "--without", "nope")])
def test_a_failure_leaves_what_was_there(run: Run, tmp_path: Path, command: tuple[str, ...]) -> None:
    out = tmp_path / "out"
    out.write_text("before", encoding="utf-8")
    assert run(*command, "-o", out).code == 1
    assert (out.read_text(encoding="utf-8"), _left(tmp_path)) == ("before", {"out"})


def test_a_failure_in_the_middle_leaves_nothing(run: Run, tmp_path: Path) -> None:
    store = tmp_path / "case.db"
    os.truncate(store, store.stat().st_size // 2)
    for name in ("case.db-wal", "case.db-shm"):
        (tmp_path / name).unlink(missing_ok=True)
    assert run("export", "--format", "claims", "-o", tmp_path / "out").code == 4
    assert _left(tmp_path) == set()


@pytest.mark.parametrize("place", ["none/out", "folder", "case.jsonl/out"])
def test_a_place_that_cannot_be_written_is_1(run: Run, tmp_path: Path, place: str) -> None:
    (tmp_path / "folder").mkdir()
    for command in (("view", "organization/aby"), ("export", "--format", "claims")):
        answer = run(*command, "-o", tmp_path / place)
        assert (answer.code, answer.out) == (1, "")
        assert f"{tmp_path / place} cannot be written: " in answer.err
    assert _left(tmp_path) == {"folder"}
    assert list((tmp_path / "folder").iterdir()) == []


def test_a_pipe_is_written_to_and_not_replaced(run: Run, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    assert run("export", "--format", "claims", "-o", pipe).code == 0
    reader.join(10)
    assert len(read[0].splitlines()) == 9
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_a_link_stays_a_link(run: Run, tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "out").symlink_to(tmp_path / "there" / "file")
    assert run("export", "--format", "claims", "-o", tmp_path / "out").code == 0
    assert (tmp_path / "out").is_symlink()
    assert (tmp_path / "there" / "file").stat().st_size > 0


def test_a_file_has_the_rights_that_the_mask_gives(run: Run, tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        run("export", "--format", "claims", "-o", tmp_path / "out")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "out").stat().st_mode) == 0o640
