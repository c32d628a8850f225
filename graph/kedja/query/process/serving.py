"""The keeper's side: takes questions, answers each in a thread, and ends when nobody asks."""

from __future__ import annotations

import logging
import os
import threading
import time
from abc import ABC, abstractmethod
from concurrent.futures import Future, ThreadPoolExecutor, wait
from multiprocessing.connection import Connection, Listener
from pathlib import Path

import msgspec
from filelock import FileLock, Timeout

from kedja.errors import KedjaError, LimitError, StoreError
from kedja.query.process.meeting import Meeting, announce, arrange, withdraw
from kedja.query.process.wire import Question, Reply, decode_question, encode, error_reply

_LOG = logging.getLogger(__name__)
#: Seconds between two signs of life while an answer is being made.
PULSE = 1.0
#: Seconds beyond its limit after which a query counts as one that cannot be stopped.
_GRACE = 5.0
_THREADS = 32


class Running:
    """A question under way. The answerer calls `start` when its clock begins, and looks at `gone` now and then."""

    def __init__(self, seconds: float) -> None:
        self.gone = threading.Event()
        self._seconds = seconds
        self._started: float | None = None

    def start(self) -> None:
        """The projection is up to date, and the query itself begins."""
        self._started = time.monotonic()

    @property
    def overdue(self) -> bool:
        """True when the query should have ended long ago."""
        return self._started is not None and time.monotonic() > self._started + self._seconds + _GRACE


class Answerer(ABC):
    """What answers the questions; may be asked from several threads at once."""

    @abstractmethod
    def answer(self, question: Question, running: Running) -> bytes:
        """The answer in the form that its client reads; raises a `KedjaError`."""

    @abstractmethod
    def close(self) -> None:
        """Gives back what it holds open."""


def serve(folder: Path, answerer: Answerer, *, version: str, idle: float = 300.0) -> None:
    """Answers until nobody was connected for `idle` seconds. The caller holds the folder's lock."""
    meeting = arrange(folder, version)
    with Listener(meeting.socket, meeting.family, backlog=64, authkey=meeting.key.encode()) as listener:
        guests = _Guests(idle)
        threading.Thread(target=_end_when_idle, args=(guests, folder, meeting, answerer), daemon=True).start()
        announce(folder, meeting)
        _LOG.info("keeper %d answers", meeting.pid)
        pool = ThreadPoolExecutor(_THREADS)
        while True:
            try:
                connection = listener.accept()
            except Exception:  # noqa: BLE001  a client that does not know the key must not end the keeper
                _LOG.info("a client was refused")
                continue
            threading.Thread(target=_attend, args=(connection, answerer, guests, pool), daemon=True).start()


def locked(folder: Path) -> FileLock | None:
    """The right to be the folder's keeper, None when another process has it."""
    lock = FileLock(folder / "keeper.lock", mode=0o600)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return None
    return lock


class _Guests:
    """How many are connected, and since when nobody is."""

    def __init__(self, idle: float) -> None:
        self._idle = idle
        self._lock = threading.Lock()
        self._count = 0
        self._since = time.monotonic()
        self.sick = threading.Event()

    def come(self, number: int) -> None:
        """Counts one that comes (1) or goes (-1)."""
        with self._lock:
            self._count += number
            self._since = time.monotonic()

    def nobody(self) -> bool:
        """True when nobody was connected for long enough."""
        with self._lock:
            return self._count == 0 and time.monotonic() - self._since > self._idle


def _end_when_idle(guests: _Guests, folder: Path, meeting: Meeting, answerer: Answerer) -> None:
    while not (guests.nobody() or guests.sick.wait(PULSE)):
        pass
    _LOG.info("keeper ends: %s", "a query could not be stopped" if guests.sick.is_set() else "nobody asks")
    withdraw(folder, meeting)
    if not guests.sick.is_set():
        answerer.close()
    else:
        time.sleep(PULSE)  # until the others have their answers
    os._exit(0)


def _attend(connection: Connection, answerer: Answerer, guests: _Guests, pool: ThreadPoolExecutor) -> None:
    """Answers one client's questions, one after the other."""
    guests.come(1)
    try:
        while True:
            question = decode_question(connection.recv_bytes())
            running = Running(question.limits.seconds)
            try:
                _reply(connection, pool.submit(answerer.answer, question, running), running, guests)
            finally:
                running.gone.set()
    except (EOFError, OSError, msgspec.DecodeError):
        pass
    finally:
        connection.close()
        guests.come(-1)


def _reply(connection: Connection, answer: Future[bytes], running: Running, guests: _Guests) -> None:
    """Sends the answer when it is there, and signs of life before."""
    while not wait([answer], timeout=PULSE).done:
        if running.overdue:
            connection.send_bytes(encode(error_reply(LimitError("the query could not be stopped at its time limit"))))
            guests.sick.set()
            return
        connection.send_bytes(encode(Reply()))
    try:
        reply = Reply(answer=answer.result())
    except KedjaError as error:
        reply = error_reply(error)
    except Exception as error:  # noqa: BLE001  an answer must come, whatever the engine threw
        _LOG.exception("a question failed")
        reply = error_reply(StoreError(f"the keeper failed: {type(error).__name__}: {error}"))
    connection.send_bytes(encode(reply))
