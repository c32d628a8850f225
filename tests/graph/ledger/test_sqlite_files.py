"""The file of a SQLite ledger: its version, its place, and what is said when it cannot be used."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from made_claims import INCIDENT, SYSTEM, VENDOR, claim, organization, page, record

from kedja.errors import (
    StoreDamagedError,
    StoreError,
    StoreUnreachableError,
    StoreVersionError,
)
from kedja.ledger import Selection, open_ledger
from kedja.ledger.sqlite import SqliteLedger, schema
from kedja.ledger.sqlite.schema import APPLICATION_ID, STEPS, migrate


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a ledger with one claim lies, closed."""
    path = tmp_path / "kedja.db"
    with open_ledger(path, create=True) as ledger:
        record(ledger, claim(INCIDENT, "hit", VENDOR))
    return path


def run(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


def schema_of(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return [str(sql) for (sql,) in connection.execute("SELECT sql FROM sqlite_master ORDER BY name")]


def test_a_new_ledger_has_the_present_version(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (len(STEPS),)
        assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_opening_again_changes_nothing(path: Path) -> None:
    before = schema_of(path)
    with open_ledger(path) as ledger:
        assert ledger.count(Selection()) == 1
    assert schema_of(path) == before


def test_a_newer_version_is_refused_and_left_alone(path: Path) -> None:
    run(path, "PRAGMA user_version = 999")
    before = path.read_bytes()
    with pytest.raises(StoreVersionError, match=r"kedja\.db: has version 999.*upgrade"):
        open_ledger(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("create", [False, True])
def test_another_programs_database_is_refused_and_left_alone(tmp_path: Path, create: bool) -> None:
    path = tmp_path / "other.db"
    run(path, "CREATE TABLE t (x)")
    before = path.read_bytes()
    with pytest.raises(StoreVersionError, match=r"other\.db: is a SQLite database, but not a Kedja ledger"):
        open_ledger(path, create=create)
    assert path.read_bytes() == before
    assert [found.name for found in tmp_path.iterdir()] == ["other.db"]


def test_a_text_file_is_no_store(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("This is not a ledger. " * 100)
    with pytest.raises(StoreDamagedError, match=r"notes\.txt.*restore a copy"):
        open_ledger(path, create=True)
    assert path.read_text().startswith("This is not a ledger")


def test_half_a_file_is_damaged(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:5000])
    with pytest.raises(StoreDamagedError, match="restore a copy"):
        _read(path)


def _read(path: Path) -> None:
    with open_ledger(path) as ledger:
        list(ledger.claims(Selection()))


def test_a_missing_file_is_made_only_when_asked(tmp_path: Path) -> None:
    path = tmp_path / "none.db"
    with pytest.raises(StoreUnreachableError, match=r"none\.db: there is no such store; `kedja ingest`"):
        open_ledger(path)
    assert not path.exists()
    open_ledger(path, create=True).close()
    assert path.exists()


@pytest.mark.parametrize("where", [".", "no/such/folder/kedja.db"])
def test_what_cannot_be_a_file_is_unreachable(tmp_path: Path, where: str) -> None:
    with pytest.raises(StoreUnreachableError):
        open_ledger(tmp_path / where, create=True)


@pytest.mark.parametrize("address", ["neo5j://host:1", "postgres://host/db"])
def test_an_address_of_another_kind_is_unreachable(address: str) -> None:
    with pytest.raises(StoreUnreachableError, match="no store of that kind"):
        open_ledger(address)


def test_a_migration_happens_whole_or_not_at_all(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = schema_of(path)
    monkeypatch.setattr(schema, "STEPS", (*STEPS, "CREATE TABLE extra (x);\nCREATE TABLE claim (x);\n"))
    with pytest.raises(StoreError, match="claim already exists"):
        open_ledger(path)
    assert schema_of(path) == before
    monkeypatch.setattr(schema, "STEPS", (*STEPS, "CREATE TABLE extra (x);\n"))
    with open_ledger(path) as ledger:
        assert ledger.count(Selection()) == 1
        assert list(ledger.check()) == []
    assert len(schema_of(path)) == len(before) + 1


def test_no_room_for_the_tables_leaves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "small.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA max_page_count = 4")
        with pytest.raises(sqlite3.OperationalError, match="full"):
            migrate(connection, path)
    assert schema_of(path) == []


def test_a_full_disk_keeps_what_was_there(path: Path) -> None:
    with SqliteLedger(path) as ledger:
        before = ledger.snapshot()
        ledger._connections.get().execute("PRAGMA max_page_count = 60")
        many = (claim(organization(f"Customer {n}"), "uses", SYSTEM, source=page("b")) for n in range(2_000))
        with pytest.raises(StoreUnreachableError, match="the disk is full; nothing of this source was kept"):
            ledger.append(page("b"), many, "test/1")
        assert (ledger.snapshot(), ledger.count(Selection())) == (before, 1)
        assert list(ledger.check()) == []
    with open_ledger(path) as ledger:
        assert record(ledger, claim(VENDOR, "provides", SYSTEM, source=page("b")))[0].added == 1
