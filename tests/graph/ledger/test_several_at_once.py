"""Several processes and threads use one ledger: readers never wait, and everything that was written lands."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from unittest.mock import MagicMock

import pytest
from made_claims import SYSTEM, VENDOR, claim, organization, page, record
from stores import Stores

from kedja.errors import StoreLockedError, StoreUnreachableError
from kedja.ledger import Ledger, Selection, open_ledger
from kedja.ledger.neo4j.log import Log

#: Appends a source a line that it reads, and says so when the ledger has it.
WRITER = """
import sys
from made_claims import SYSTEM, claim, organization, page, record
from kedja.ledger import open_ledger

with open_ledger(sys.argv[1], create=True) as ledger:
    for n in range(int(sys.argv[3])):
        name = f"{sys.argv[2]} {n}"
        record(ledger, claim(organization(name), "uses", SYSTEM, source=page(name)))
"""

#: Holds a transaction with the right to write open until its input ends, or it is killed.
HOLDER = """
import sys
from made_claims import SYSTEM, claim, organization, page
from kedja.ledger import open_ledger

def claims():
    yield claim(organization("Held"), "uses", SYSTEM, source=page("held"))
    print("open", flush=True)
    sys.stdin.read()

with open_ledger(sys.argv[1]) as ledger:
    ledger.append(page("held"), claims(), "test/1")
"""


def start(script: str, *arguments: str) -> subprocess.Popen[str]:
    tests = str(Path(__file__).parents[2])
    path = f"import sys; sys.path.insert(0, {tests!r})\n"
    command = [sys.executable, "-c", path + script, *arguments]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def finish(process: subprocess.Popen[str]) -> None:
    process.communicate(timeout=60)
    assert process.returncode == 0


def test_two_processes_append_to_a_new_ledger(stores: Stores) -> None:
    address = stores.address()
    writers = [start(WRITER, address, name, "15") for name in ("Left", "Right")]
    for writer in writers:
        finish(writer)
    ledger = stores.open(address)
    assert ledger.count(Selection()) == 30
    assert ledger.count_entities() == 31
    assert list(ledger.check()) == []


def test_many_open_a_new_ledger_at_once(stores: Stores) -> None:
    def entities(address: str) -> int:
        with open_ledger(address, create=True) as ledger:
            return ledger.count_entities()

    with ThreadPoolExecutor(4) as pool:
        for _ in range(25):
            assert list(pool.map(entities, [stores.address()] * 4)) == [0] * 4


def test_a_head_that_another_process_makes_meanwhile_is_one() -> None:
    """Between asking for the head and for anything at all, the other one may have made it."""
    for answers, made in (([None, {"n": 1}, {"digest": ""}], True), ([None, None], False), ([{"digest": ""}], True)):
        transaction, connection = MagicMock(), MagicMock()
        transaction.run.return_value.single.side_effect = answers
        connection.read.side_effect = lambda work, transaction=transaction: work(transaction)
        Log(connection).make()
        assert bool(connection.write.called) is not made
    transaction.run.return_value.single.side_effect = [None, {"n": 1}, None]
    with pytest.raises(StoreUnreachableError, match="something else"):
        Log(connection).make()


def test_two_processes_append_the_same_once(stores: Stores) -> None:
    address = stores.address()
    writers = [start(WRITER, address, "Same", "10") for _ in range(2)]
    for writer in writers:
        finish(writer)
    ledger = stores.open(address)
    assert ledger.count(Selection()) == 10
    assert list(ledger.check()) == []


def test_a_reader_does_not_wait_for_a_writer(stores: Stores, address: str) -> None:
    holder = start(HOLDER, address)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "open\n"
    ledger = stores.open(address)
    assert ledger.count(Selection()) == 7
    assert ledger.search("kalmar", 5)
    assert list(ledger.check()) == []
    finish(holder)
    ledger.snapshot()
    assert ledger.count(Selection()) == 8


def test_a_file_has_one_writer_at_a_time(tmp_path: Path) -> None:
    address = str(tmp_path / "kedja.db")
    with open_ledger(address, create=True) as ledger:
        holder = start(HOLDER, address)
        assert holder.stdout is not None
        assert holder.stdout.readline() == "open\n"
        with open_ledger(address, wait=0.1) as other, pytest.raises(StoreLockedError, match="another process"):
            record(other, claim(VENDOR, "provides", SYSTEM, source=page("later")))
        finish(holder)
        assert ledger.count(Selection()) == 1


def test_a_writer_that_is_killed_leaves_nothing(stores: Stores, address: str) -> None:
    with start(HOLDER, address) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "open\n"
        holder.kill()
    ledger = stores.open(address)
    assert ledger.count(Selection()) == 7
    assert list(ledger.check()) == []
    record(ledger, claim(VENDOR, "provides", SYSTEM, source=page("later")))
    assert ledger.count(Selection()) == 8


def test_threads_share_one_ledger(ledger: Ledger) -> None:
    def append(n: int) -> int:
        receipts = record(ledger, claim(organization(f"Thread {n}"), "uses", SYSTEM, source=page(str(n))))
        return receipts[0].added + len(list(ledger.claims(Selection(limit=1))))

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(append, range(12))) == [2] * 12
    assert ledger.count(Selection()) == 12
    assert list(ledger.check()) == []


def test_what_is_read_while_another_writes_is_of_one_moment(stores: Stores, address: str) -> None:
    reader, writer = stores.open(address), stores.open(address)
    reading = reader.claims(Selection())
    first = next(reading)
    record(writer, claim(organization("Later"), "uses", SYSTEM, source=page("later")))
    assert [first.position, *(recorded.position for recorded in reading)] == [1, 2, 3, 4, 5, 6, 7]
    assert reader.count(Selection()) == 8


def test_a_ledger_can_be_written_while_its_claims_are_read(filled: Ledger) -> None:
    for recorded in filled.claims(Selection(limit=3)):
        name = f"Copy {recorded.position}"
        record(filled, claim(organization(name), "uses", SYSTEM, source=page(name)))
    assert filled.count(Selection()) == 10
    assert list(filled.check()) == []
