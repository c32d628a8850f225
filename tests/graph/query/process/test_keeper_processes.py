"""A keeper is started once, found by all, ends by itself, and is replaced when it hangs or dies."""

from __future__ import annotations

import os
import shutil
import signal
import stat
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace

import pytest
from echo_keeper import started
from keepers import gone, until

from kedja.errors import LimitError, QueryError, StoreError, StoreUnreachableError
from kedja.query.limits import Limits
from kedja.query.process import Client, Question
from kedja.query.process.meeting import Meeting, announced
from kedja.query.process.serving import reply_of
from kedja.query.process.wire import error_of

MakeClient = Callable[..., Client]

_ASK = """
import sys
from kedja.query.process import Client, Question
folder, *arguments = sys.argv[1:]
from pathlib import Path
from types import SimpleNamespace
client = Client(Path(folder), "echo_keeper", [folder, *arguments], arguments[0])
print(client.ask(Question(text="pid")).decode())
client.ask(Question(text="say something"))
client.close()
"""


def ask(client: Client, text: str, seconds: float = 30.0) -> str:
    return client.ask(Question(text=text, limits=Limits(seconds=seconds))).decode()


def meeting(folder: Path) -> Meeting:
    found = announced(folder)
    assert found
    return found


def test_one_keeper_answers_all_clients(make: MakeClient, folder: Path) -> None:
    clients = [make() for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        pids = set(pool.map(lambda client: ask(client, "pid"), clients))
    assert len(pids) == 1
    assert started(folder) == [int(pids.pop())]
    assert {ask(clients[0], f"echo {n}") for n in range(20)} == {str(n) for n in range(20)}


def test_processes_that_start_at_once_share_a_keeper_and_hear_nothing_of_it(make: MakeClient, folder: Path) -> None:
    command = [sys.executable, "-c", _ASK, str(folder), "1", "60", "1"]
    processes = [subprocess.Popen(command, stdout=-1, stderr=-1, text=True) for _ in range(3)]
    outputs = [process.communicate(timeout=60) for process in processes]
    assert [process.returncode for process in processes] == [0, 0, 0]
    assert set(outputs) == {(ask(make(), "pid") + "\n", "")}
    assert len(started(folder)) == 1
    assert "something" in (folder / "keeper.log").read_text()


def test_only_the_owner_may_meet_it(make: MakeClient, folder: Path) -> None:
    ask(make(), "echo")
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    for name in ("keeper.json", "keeper.lock", "keeper.log"):
        assert stat.S_IMODE((folder / name).stat().st_mode) == 0o600, name
    if sys.platform != "win32":
        place = Path(meeting(folder).socket).parent
        assert stat.S_IMODE(place.stat().st_mode) == 0o700


def test_a_client_without_the_key_is_refused_and_others_go_on(make: MakeClient, folder: Path) -> None:
    client = make()
    ask(client, "echo")
    there = meeting(folder)
    assert Meeting(pid=there.pid, socket=there.socket, key="guess", version="1").connect() is None
    assert ask(make(), "pid") == ask(client, "pid")


def test_errors_cross_as_they_are(make: MakeClient) -> None:
    client = make()
    with pytest.raises(QueryError) as caught:
        ask(client, "refuse")
    assert (caught.value.reason, caught.value.hint) == ("it is wrong", "write it right")
    with pytest.raises(StoreError, match="ZeroDivisionError: nothing"):
        ask(client, "break nothing")
    assert ask(client, "echo still here") == "still here"


def test_a_question_is_stopped_at_its_time_and_others_are_answered_meanwhile(make: MakeClient, folder: Path) -> None:
    client = make(grace=20.0)
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(ask, client, "wait", 0.5)
        until((folder / "waiting").exists)
        assert ask(client, "echo meanwhile") == "meanwhile"
        with pytest.raises(LimitError, match="time is over"):
            waiting.result(30)
    assert (folder / "stopped").exists()
    assert len(started(folder)) == 1


def test_a_question_whose_caller_goes_is_stopped(make: MakeClient, folder: Path) -> None:
    client = make()
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(ask, client, "wait")
        until((folder / "waiting").exists)
        client.interrupt()
        with pytest.raises(LimitError, match="given up"):
            waiting.result(30)
    until((folder / "stopped").exists)
    assert int(ask(client, "pid")) == started(folder)[0]


def test_a_question_whose_process_is_killed_is_stopped(make: MakeClient, folder: Path) -> None:
    ask(make(), "echo")
    code = _ASK.replace('text="pid"', 'text="wait"')
    process = subprocess.Popen([sys.executable, "-c", code, str(folder), "1", "60", "1"])
    until((folder / "waiting").exists)
    process.kill()
    process.wait()
    until((folder / "stopped").exists)
    assert len(started(folder)) == 1


def test_a_query_that_cannot_be_stopped_ends_with_its_keeper_and_others_are_asked_again(
    make: MakeClient, folder: Path
) -> None:
    client = make()
    with ThreadPoolExecutor(2) as pool:
        stubborn = pool.submit(ask, client, "stubborn", 0.2)
        until((folder / "waiting").exists)
        (folder / "waiting").unlink()
        other = pool.submit(ask, client, "wait", 8.0)
        with pytest.raises(LimitError, match="could not be stopped"):
            stubborn.result(30)
        assert ask(client, "echo next") == "next"
        with pytest.raises(LimitError, match="time is over"):
            other.result(60)
    assert len(started(folder)) == 2


def test_a_query_that_cannot_be_stopped_ends_the_keeper_after_its_caller_went(make: MakeClient, folder: Path) -> None:
    client = make()
    with ThreadPoolExecutor(1) as pool:
        stubborn = pool.submit(ask, client, "stubborn", 60.0)
        until((folder / "waiting").exists)
        client.interrupt()
        with pytest.raises(LimitError, match="given up"):
            stubborn.result(30)
    until(lambda: gone(started(folder)[0]))
    assert int(ask(client, "pid")) == started(folder)[1]


def test_a_keeper_that_was_killed_is_replaced_between_questions(make: MakeClient) -> None:
    client = make()
    first = int(ask(client, "pid"))
    os.kill(first, signal.SIGKILL)
    until(lambda: gone(first))
    assert int(ask(client, "pid")) != first


def test_a_question_whose_keeper_dies_is_put_once_more(make: MakeClient, folder: Path) -> None:
    client = make()
    assert ask(client, "once") == "once"
    with pytest.raises(StoreUnreachableError, match=r"ended twice; see .*keeper\.log"):
        ask(make(), "die")
    assert len(started(folder)) == 3
    assert ask(client, "echo again") == "again"


@pytest.mark.skipif(sys.platform == "win32", reason="a process cannot be stopped there")
def test_a_keeper_that_gives_no_sign_of_life_is_killed(make: MakeClient) -> None:
    client = make(silence=2.0)
    first = int(ask(client, "pid"))
    with pytest.raises(StoreUnreachableError, match="ended twice"):
        ask(client, "freeze")
    until(lambda: gone(first))
    assert ask(client, "echo again") == "again"


def test_an_idle_keeper_closes_and_ends(make: MakeClient, folder: Path) -> None:
    client = make(idle=0.2)
    pid = int(ask(client, "pid"))
    ask(client, "echo connected clients keep it")
    assert not gone(pid)
    client.close()
    until(lambda: gone(pid))
    assert (folder / "closed").exists()
    assert announced(folder) is None
    assert int(ask(client, "pid")) != pid


def test_a_keeper_of_another_version_is_asked_to_leave_and_answers_what_it_has(make: MakeClient, folder: Path) -> None:
    old, new = make(version="1"), make(version="2")
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(ask, old, "wait", 2.0)
        until((folder / "waiting").exists)
        assert ask(new, "echo new") == "new"
        with pytest.raises(LimitError, match="time is over"):
            waiting.result(30)
    assert (folder / "closed").exists()
    assert [meeting(folder).version, len(started(folder))] == ["2", 2]


def test_a_worn_keeper_is_replaced_when_nothing_is_under_way(make: MakeClient, folder: Path) -> None:
    client = make(grace=20.0)
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(ask, client, "wait", 1.0)
        until((folder / "waiting").exists)
        first = int(ask(client, "pid"))
        ask(client, "wear")
        with pytest.raises(LimitError, match="time is over"):
            waiting.result(30)
    until(lambda: gone(first))
    assert int(ask(client, "pid")) != first


def test_a_keeper_whose_folder_is_gone_ends(make: MakeClient, folder: Path) -> None:
    client = make()
    pid = int(ask(client, "pid"))
    (folder / "keeper.json").unlink()
    until(lambda: gone(pid))
    assert ask(client, "echo again") == "again"


def test_a_keeper_that_cannot_start_says_why(make: MakeClient, folder: Path) -> None:
    folder.mkdir()
    (folder / "broken").touch()
    with pytest.raises(StoreUnreachableError, match=r"does not start: this keeper is broken \(more in .*keeper\.log\)"):
        ask(make(), "echo")


@pytest.mark.parametrize("left", [b"", b"{", b'{"pid": 1, "socket": "/nowhere", "key": "k", "version": "1"}'])
def test_what_a_killed_keeper_left_is_in_nobodys_way(make: MakeClient, folder: Path, left: bytes) -> None:
    folder.mkdir()
    (folder / "keeper.json").write_bytes(left)
    assert ask(make(), "echo here") == "here"


def test_a_long_log_begins_anew(make: MakeClient, folder: Path) -> None:
    folder.mkdir()
    (folder / "keeper.log").write_bytes(b"x" * (1 << 21))
    ask(make(), "echo")
    assert (folder / "keeper.log").stat().st_size < 10_000


@pytest.mark.parametrize(
    ("failure", "free", "kind"),
    [
        (OSError("MANIFEST-000001"), 0, StoreUnreachableError),
        (StoreError("error on writing to txlog_1.wal"), 4096, StoreUnreachableError),
        (StoreError("something else"), 1 << 30, StoreError),
        (QueryError("what?"), 0, QueryError),
    ],
)
def test_a_full_disk_is_named(
    folder: Path, monkeypatch: pytest.MonkeyPatch, failure: Exception, free: int, kind: type[StoreError]
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda path: SimpleNamespace(free=free))
    answer = Future[bytes]()
    answer.set_exception(failure)
    told = error_of(reply_of(answer, folder))
    assert type(told) is kind
    assert ("the disk is full" in str(told)) == (kind is StoreUnreachableError)
