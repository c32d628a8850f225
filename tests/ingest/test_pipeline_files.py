"""Which files of a folder are read, and what is said of those that cannot be."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from kedja.errors import InputError
from kedja.ledger import open_ledger
from kedja_ingest import ingest, reader_for
from kedja_ingest.registry import files_below

_CLAIM = (
    '{"subject": {"type": "Incident", "name": "I"}, "predicate": "caused", "value": "outage", "source": {"url": "u"}}\n'
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of claims with what accompanies them."""
    top = tmp_path / "folder"
    for name in ("b.jsonl", "a/z.jsonl", "a/c.jsonl", ".hidden", ".git/x.jsonl", "a/.x.jsonl", "t.map.toml"):
        (top / name).parent.mkdir(parents=True, exist_ok=True)
        (top / name).write_text(_CLAIM, encoding="utf-8")
    return top


def _names(folder: Path) -> list[str]:
    return [str(path.relative_to(folder)) for path in files_below(folder)]


def test_files_come_in_the_order_of_their_names_and_hidden_ones_do_not(folder: Path) -> None:
    assert _names(folder) == ["a/c.jsonl", "a/z.jsonl", "b.jsonl"]


def test_a_folder_with_a_hidden_name_can_be_given(folder: Path) -> None:
    assert [path.name for path in files_below(folder / ".git")] == ["x.jsonl"]


def test_a_given_file_is_read_whatever_its_name(folder: Path) -> None:
    assert list(files_below(folder / ".hidden")) == [folder / ".hidden"]


def test_links_to_folders_are_not_followed(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "x.jsonl").write_text(_CLAIM, encoding="utf-8")
    (folder / "link").symlink_to(tmp_path / "other")
    (folder / "circle").symlink_to(folder)
    (folder / "file.jsonl").symlink_to(tmp_path / "other" / "x.jsonl")
    assert _names(folder) == ["a/c.jsonl", "a/z.jsonl", "b.jsonl", "file.jsonl"]


def test_pipes_in_a_folder_are_no_files(folder: Path) -> None:
    os.mkfifo(folder / "pipe")
    assert "pipe" not in _names(folder)


def test_the_store_in_a_folder_is_not_read(folder: Path) -> None:
    with open_ledger(folder / "kedja.db", create=True) as ledger:
        for expected in (1, 0):
            report = ingest(ledger, [folder])
            assert (report.added, report.rejected) == (expected, [])
        # Another's database is no part of the store.
        (folder / "other.db").write_bytes((folder / "kedja.db").read_bytes())
        assert [Path(item.path).name for item in ingest(ledger, [folder]).rejected] == ["other.db"]


@pytest.mark.parametrize("name", ["none", "broken", "loop", "x" * 300])
def test_what_cannot_be_opened_is_rejected_and_the_rest_is_read(folder: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / "broken").symlink_to(tmp_path / "nowhere")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    with open_ledger(tmp_path / "kedja.db", create=True) as ledger:
        report = ingest(ledger, [tmp_path / name, folder])
    assert report.added == 1
    assert [(item.path, item.where) for item in report.rejected] == [(str(tmp_path / name), "")]


def test_a_pipe_is_not_looked_at(tmp_path: Path) -> None:
    """What the look takes out of it would be lost to the reader."""
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(InputError, match="--reader"):
        reader_for(tmp_path / "pipe")


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that everybody can reach, for a user without rights to try."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.fixture
def unprivileged() -> Iterator[None]:
    """Without the rights of the superuser, whom no file refuses."""
    user = os.geteuid()
    if user == 0:
        os.seteuid(65_534)
    yield
    os.seteuid(user)


@pytest.mark.parametrize("mode", [0o000, 0o444, 0o111])
def test_what_may_not_be_read_is_rejected(open_folder: Path, mode: int, request: pytest.FixtureRequest) -> None:
    closed, ledger = open_folder / "closed", open_ledger(open_folder / "kedja.db", create=True)
    closed.mkdir()
    (closed / "x.jsonl").write_text(_CLAIM, encoding="utf-8")
    (open_folder / "closed.jsonl").write_text(_CLAIM, encoding="utf-8")
    (open_folder / "closed.jsonl").chmod(0o000)
    closed.chmod(mode)
    request.getfixturevalue("unprivileged")
    with ledger:
        rejected = ingest(ledger, [open_folder, closed / "x.jsonl"]).rejected
    told = {item.path.removeprefix(f"{open_folder}/"): item.reason for item in rejected}
    assert told.pop("closed.jsonl") == "Permission denied"
    assert set(told.values()) <= {"Permission denied"}
    assert set(told) == {0o000: {"closed", "closed/x.jsonl"}, 0o444: {"closed/x.jsonl"}, 0o111: {"closed"}}[mode]
