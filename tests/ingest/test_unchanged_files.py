"""A folder is read again without repeating work, and watched until somebody ends it."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import report_makers as make

from kedja.ledger import Ledger, open_ledger
from kedja.ontology import Marking
from kedja_ingest import ReadOptions, Report, extracting, ingest, pipeline, watch

Opened = Callable[[], list[str]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of reports, one with an identity number in it, all of them older than a moment."""
    folder = tmp_path / "reports"
    folder.mkdir()
    for name, maker in make.MAKERS.items():
        (folder / f"report{name}").write_bytes(maker([*make.PARAGRAPHS, "Leaked: 811218-9876."]))
    time.sleep(0.03)
    return folder


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """A new ledger."""
    with open_ledger(tmp_path / "kedja.db", create=True) as ledger:
        yield ledger


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Opened:
    """The names of the files that were opened since it was called last."""
    names: list[str] = []
    extract = extracting.extract

    def told(path: Path, *rest: object) -> object:
        names.append(path.name)
        return extract(path, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(extracting, "extract", told)

    def since() -> list[str]:
        found = sorted(names)
        names.clear()
        return found

    return since


def _told(report: Report) -> tuple[int, set[str], set[str], dict[str, int]]:
    return report.added + report.known, report.sources, report.entities, dict(report.redacted)


def test_an_unchanged_folder_is_told_of_without_being_opened(ledger: Ledger, folder: Path, opened: Opened) -> None:
    first = ingest(ledger, [folder])
    assert len(opened()) == len(make.MAKERS)
    assert first.redacted["identity_number"] >= len(make.MAKERS)
    second = ingest(ledger, [folder])
    assert opened() == []
    assert (second.added, second.unchanged) == (0, len(make.MAKERS))
    assert _told(second) == _told(first)


def test_what_has_changed_or_come_is_opened(ledger: Ledger, folder: Path, opened: Opened) -> None:
    ingest(ledger, [folder])
    opened()
    (folder / "new.txt").write_bytes(make.text(["Beta Systems was hit by an attack."]))
    (folder / "report.txt").write_bytes(make.text(["Gamma Systems was hit by an attack."]))
    os.utime(folder / "report.txt", ns=(1, 1))
    report = ingest(ledger, [folder])
    assert opened() == ["new.txt", "report.txt"]
    assert report.added
    (folder / "report.txt").unlink()
    assert ingest(ledger, [folder]).rejected == []


def test_a_file_that_is_named_itself_is_always_opened(ledger: Ledger, folder: Path, opened: Opened) -> None:
    for _ in range(2):
        ingest(ledger, [folder / "report.txt"])
        assert opened() == ["report.txt"]


def test_another_way_of_reading_opens_all(ledger: Ledger, folder: Path, opened: Opened) -> None:
    ingest(ledger, [folder])
    opened()
    ingest(ledger, [folder], marking=Marking.RED)
    assert len(opened()) == len(make.MAKERS)
    ingest(ledger, [folder], options=ReadOptions(fetch=False, mapping=folder / "none.toml"))
    assert len(opened()) == len(make.MAKERS)


def test_rejections_are_told_each_time(ledger: Ledger, folder: Path, opened: Opened) -> None:
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7 broken")
    for _ in range(2):
        assert [Path(item.path).name for item in ingest(ledger, [folder]).rejected] == ["broken.pdf"]
        assert "broken.pdf" in opened()


@pytest.mark.parametrize("other", ["new", "older"])
def test_another_ledger_under_the_same_name_is_filled(tmp_path: Path, folder: Path, other: str) -> None:
    home, kept = tmp_path / "a.db", tmp_path / "kept.db"
    with open_ledger(home, create=True) as ledger:
        ingest(ledger, [folder / "report.txt"])
    shutil.copy(home, kept)
    with open_ledger(home, create=True) as ledger:
        assert ingest(ledger, [folder]).added
    home.unlink()
    if other == "older":
        shutil.copy(kept, home)
    with open_ledger(home, create=True) as ledger:
        assert ingest(ledger, [folder]).added


@pytest.mark.parametrize("content", [b"", b"no database at all " * 100])
def test_a_damaged_memory_is_made_anew(ledger: Ledger, folder: Path, opened: Opened, content: bytes) -> None:
    (ledger.home.parent / f".{ledger.home.name}.read").write_bytes(content)
    assert ingest(ledger, [folder]).added
    opened()
    assert ingest(ledger, [folder]).unchanged == len(make.MAKERS)


def test_a_memory_that_cannot_be_used_stops_nothing(ledger: Ledger, folder: Path) -> None:
    (ledger.home.parent / f".{ledger.home.name}.read").mkdir()
    assert ingest(ledger, [folder]).added
    assert ingest(ledger, [folder]).known


def test_watching_reads_what_comes(ledger: Ledger, folder: Path, opened: Opened) -> None:
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7 broken")
    time.sleep(0.03)  # what is read the moment it has changed is read again when it has settled
    reports = watch(ledger, [folder], every=0.05)
    assert next(reports).rejected
    opened()
    (folder / "new.txt").write_bytes(make.text(["Beta Systems was hit by an attack."]))
    os.utime(folder / "new.txt", (1, 1))  # so that it need not settle
    report = next(reports)
    assert (opened(), bool(report.added), report.rejected) == (["new.txt"], True, [])
    reports.close()


def test_watching_lets_a_file_be_written_to_its_end(ledger: Ledger, folder: Path) -> None:
    now = time.time()
    reports = watch(ledger, [folder], every=0.01)
    next(reports)
    (folder / "new.txt").write_bytes(make.text(["Beta Systems was hit by an attack."]))
    assert not pipeline._is_settled(folder / "new.txt")
    assert next(reports).files == 1
    assert time.time() - now > 1
    reports.close()
