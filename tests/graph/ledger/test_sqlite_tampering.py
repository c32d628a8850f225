"""Tampering with the file of a SQLite ledger: every changed byte of the record is found and named."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from stores import SqliteStores

from kedja.errors import StoreDamagedError
from kedja.ledger import Fault

#: What is done to the file, and what of it `check` must name: the id of the row, or a batch.
TAMPERING = {
    "claim body": ("UPDATE claim SET body = replace(CAST(body AS TEXT), '164', '165') WHERE key = 3", "claim 3"),
    "claim body, a field that is no part of the id": (
        "UPDATE claim SET body = replace(CAST(body AS TEXT), 'test/1', 'test/2') WHERE key = 6",
        "claim 6",
    ),
    "claim body, not JSON": ("UPDATE claim SET body = X'00' WHERE key = 2", "claim 2"),
    "claim body, not UTF-8": ("UPDATE claim SET body = X'FF' || substr(body, 2) WHERE key = 1", "claim 1"),
    "claim digest": ("UPDATE claim SET digest = zeroblob(32) WHERE key = 4", "claim 4"),
    "claim digest, another type": ("UPDATE claim SET digest = 'x' WHERE key = 4", "claim 4"),
    "claim id": ("UPDATE claim SET id = zeroblob(16) WHERE key = 5", "claim 5"),
    "claim id, shorter": ("UPDATE claim SET id = substr(id, 2) WHERE key = 5", "claim 5"),
    "claim id, another type": ("UPDATE claim SET id = lower(hex(id)) WHERE key = 5", "claim 5"),
    "claim id, not UTF-8": ("UPDATE claim SET id = CAST(X'FF' AS TEXT) WHERE key = 5", "claim 5"),
    "claim subject": ("UPDATE claim SET subject = object, object = subject WHERE key = 1", "claim 1"),
    "claim object": ("UPDATE claim SET object = NULL WHERE key = 2", "claim 2"),
    "claim speaker": ("UPDATE claim SET speaker = subject WHERE key = 2", "claim 2"),
    "claim voice": ("UPDATE claim SET voice = NULL WHERE key = 1", "claim 1"),
    "claim predicate": ("UPDATE claim SET predicate = 'provided' WHERE key = 2", "claim 2"),
    "claim predicate, not UTF-8": ("UPDATE claim SET predicate = CAST(X'FF' AS TEXT) WHERE key = 2", "claim 2"),
    "claim day": ("UPDATE claim SET said = '2025-08-27' WHERE key = 7", "claim 7"),
    "claim marking": ("UPDATE claim SET level = 0 WHERE key = 6", "claim 6"),
    "claim source": ("UPDATE claim SET source = 2 WHERE key = 1", "claim 1"),
    "claim source that is not there": ("UPDATE claim SET source = 99 WHERE key = 1", "claim 1"),
    "claim batch": ("UPDATE claim SET batch = 2 WHERE key = 1", "batch 2"),
    "claim batch, another type": ("UPDATE claim SET batch = 'x' WHERE key = 1", "batch 1"),
    "claim removed": ("DELETE FROM claim WHERE key = 2", "batch 1"),
    "claims in another order": (
        (
            "UPDATE claim SET key = CASE key WHEN 1 THEN -1 ELSE -2 END WHERE key IN (1, 2);"
            "UPDATE claim SET key = 3 + key WHERE key < 0"
        ),
        "batch 1",
    ),
    "source body": ("UPDATE source SET body = replace(CAST(body AS TEXT), 'The Press', 'Le Press')", "source 1"),
    "source address": ("UPDATE source SET body = replace(CAST(body AS TEXT), 'example', 'exemple')", "source 2"),
    "source digest": ("UPDATE source SET digest = zeroblob(32) WHERE key = 2", "source 2"),
    "source id": ("UPDATE source SET id = 'source/x' WHERE key = 1", "source 1"),
    "source removed": ("DELETE FROM source WHERE key = 1", "batch 1"),
    "mention body": ("UPDATE mention SET body = replace(body, 'Tidrapport', 'Tidrapporx')", "claim 2"),
    "mention removed": ("DELETE FROM mention WHERE key = 1", "claim 1"),
    "judgement body": ("UPDATE judgement SET body = replace(CAST(body AS TEXT), 'same', 'diff')", "judgement 1"),
    "judgement author": ("UPDATE judgement SET body = replace(CAST(body AS TEXT), 'me', 'we')", "judgement 1"),
    "judgement id": ("UPDATE judgement SET id = 'x'", "judgement 1"),
    "judgement removed": ("DELETE FROM judgement", "batch 3"),
    "batch time": ("UPDATE batch SET recorded_at = '2020-01-01T00:00:00.000000+00:00' WHERE seq = 2", "batch 2"),
    "batch method": ("UPDATE batch SET method = 'other' WHERE seq = 1", "batch 1"),
    "batch source": ("UPDATE batch SET source = '' WHERE seq = 1", "batch 1"),
    "batch items": ("UPDATE batch SET items = items + 1 WHERE seq = 2", "batch 2"),
    "batch previous": ("UPDATE batch SET previous = '' WHERE seq = 2", "batch 2"),
    "batch digest": ("UPDATE batch SET digest = 'x' WHERE seq = 3", "batch 3"),
    "batch claims, one less": ("UPDATE batch SET last = last - 1 WHERE seq = 1", "batch 2"),
    "batch claims, one more": ("UPDATE batch SET first = first - 1 WHERE seq = 2", "batch 2"),
    "batch claims, of a judgement": ("UPDATE batch SET last = 0 WHERE seq = 3", "batch 3"),
    "batch removed in the middle": ("DELETE FROM batch WHERE seq = 2", "batch 2"),
    "batch removed at the end": ("DELETE FROM batch WHERE seq = 3", "batch 3"),
    "batch and its items removed": (
        "DELETE FROM batch WHERE seq = 1; DELETE FROM claim WHERE batch = 1; DELETE FROM source WHERE batch = 1",
        "batch 1",
    ),
    "batches in another order": (
        "UPDATE batch SET seq = -seq WHERE seq < 3; UPDATE batch SET seq = 3 + seq WHERE seq < 0",
        "batch 1",
    ),
}


@pytest.fixture
def stores(tmp_path: Path) -> Iterator[SqliteStores]:
    """This file knows the tables of SQLite."""
    made = SqliteStores(tmp_path)
    yield made
    made.close()


@contextmanager
def opened(address: str) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(address)
    with connection:
        yield connection
    connection.close()


def ids(address: str) -> dict[str, str]:
    """What a row is called here, by what the ledger calls it."""
    found = {f"batch {i}": f"batch {i}" for i in range(1, 4)}
    with opened(address) as connection:
        connection.text_factory = lambda text: text.decode(errors="backslashreplace")
        for table in ("claim", "source", "judgement"):
            id = "CASE typeof(id) WHEN 'blob' THEN lower(hex(id)) ELSE id END"
            rows = connection.execute(f"SELECT {id}, key FROM {table}").fetchall()
            found |= {id: f"{table} {key}" for id, key in rows}
    return found


def faults(stores: SqliteStores, address: str) -> list[Fault]:
    with stores.open(address) as ledger:
        return list(ledger.check())


def test_an_untouched_ledger_is_whole(stores: SqliteStores, address: str) -> None:
    assert faults(stores, address) == []


@pytest.mark.parametrize("what", TAMPERING)
def test_tampering_is_found_and_named(stores: SqliteStores, address: str, what: str) -> None:
    script, named = TAMPERING[what]
    before = ids(address)
    with opened(address) as connection:
        connection.executescript(script)
    names = before | ids(address)
    found = faults(stores, address)
    assert named in {names.get(fault.id, fault.id) for fault in found} | {_missing(fault) for fault in found}
    assert all(fault.reason and fault.kind for fault in found)


def _missing(fault: Fault) -> str:
    return fault.reason.removesuffix(" is missing")


@pytest.mark.parametrize("key", range(1, 8))
def test_any_byte_of_any_claim(stores: SqliteStores, address: str, key: int) -> None:
    with opened(address) as connection:
        id, body = connection.execute("SELECT lower(hex(id)), body FROM claim WHERE key = ?", (key,)).fetchone()
    for place in range(0, len(body), 29):
        changed = bytes([*body[:place], body[place] ^ 1, *body[place + 1 :]])
        with opened(address) as connection:
            connection.execute("UPDATE claim SET body = ? WHERE key = ?", (changed, key))
        assert [fault.id for fault in faults(stores, address)] == [id], place


def test_a_byte_of_the_file_never_ends_in_a_traceback(stores: SqliteStores, address: str) -> None:
    whole = Path(address).read_bytes()
    found = 0
    for place in range(100, len(whole), len(whole) // 150):
        copy = stores.address()
        Path(copy).write_bytes(bytes([*whole[:place], whole[place] ^ 0x55, *whole[place + 1 :]]))
        try:
            found += bool(faults(stores, copy))
        except StoreDamagedError:
            found += 1
    assert found > 0
