"""The keeper's side: takes questions, answers each in a thread, and ends when nobody asks."""

from __future__ import annotations

import logging
import os
import shutil
import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from multiprocessing.connection import Connection, Listener
from pathlib import Path

import msgspec

from kedja.errors import KedjaError, LimitError, StoreError, StoreUnreachableError
from kedja.query.process.guests import Guests
from kedja.query.process.meeting import Meeting, announce, announced, arrange, withdraw
from kedja.query.process.running import Answerer, Running
from kedja.query.process.wire import Question, Reply, decode_question, encode, error_reply

_LOG = logging.getLogger(__name__)
#: Seconds between two signs of life while an answer is being made.
PULSE = 0.25
#: Seconds after its limit at which a query that does not end by itself is stopped.
_LATE = 0.5
_THREADS = 64
#: Bytes without which no projection is written.
_ROOM = 1 << 20


def serve(folder: Path, answerer: Answerer, *, version: str, idle: float = 300.0, grace: float = 5.0) -> None:
    """Answers until nobody was connected for `idle` seconds, then ends the process.

    A query that does not stop `grace` seconds after it should have ends the keeper too, and its callers put the
    other questions to the next one. The caller holds the folder's lock.
    """
    meeting = arrange(folder, version)
    keeper = _Keeper(folder, meeting, answerer, Guests(idle, grace), ThreadPoolExecutor(_THREADS))
    with Listener(meeting.socket, meeting.family, backlog=64) as listener:
        announce(folder, meeting)
        threading.Thread(target=keeper.watch, daemon=True).start()
        _LOG.info("keeper %d answers", meeting.pid)
        while True:
            connection = listener.accept()
            threading.Thread(target=keeper.attend, args=(connection,), daemon=True).start()


@dataclass(frozen=True, slots=True)
class _Keeper:
    folder: Path
    meeting: Meeting
    answerer: Answerer
    guests: Guests
    pool: ThreadPoolExecutor

    def watch(self) -> None:
        """Ends the process when it is time."""
        while not self.guests.over():
            if not self.guests.leaving.is_set() and (reason := self._reason_to_leave()):
                _LOG.info("keeper leaves: %s", reason)
                self.guests.leaving.set()
            self.guests.sick.wait(PULSE)
        sick = self.guests.sick.is_set()
        _LOG.info("keeper ends%s", ": a query could not be stopped" if sick else "")
        withdraw(self.folder, self.meeting)
        closing = threading.Thread(target=self.answerer.close, daemon=True)
        closing.start()
        if sick:
            time.sleep(PULSE)  # until the error is with its caller
        closing.join(PULSE if sick else None)
        os._exit(0)

    def _reason_to_leave(self) -> str:
        if announced(self.folder) != self.meeting:
            return "its folder is gone, or another keeper's"
        return "it is worn" if self.answerer.worn() else ""

    def attend(self, connection: Connection) -> None:
        """Answers one client's questions, one after the other."""
        if not self.meeting.admit(connection):
            _LOG.warning("a client that does not know the key was refused")
            connection.close()
            return
        self.guests.come()
        try:
            while not (question := decode_question(connection.recv_bytes())).leave:
                if self.guests.sick.is_set():
                    return
                self._answer(connection, question)
            self.guests.leaving.set()
            withdraw(self.folder, self.meeting)
        except (EOFError, OSError, msgspec.DecodeError):
            pass
        finally:
            connection.close()
            self.guests.go()

    def _answer(self, connection: Connection, question: Question) -> None:
        running = Running(question.limits.seconds)
        self.guests.begin()
        answer = self.pool.submit(self.answerer.answer, question, running)
        try:
            self._reply(connection, answer, running)
        finally:
            if not answer.done():
                running.cancel()
            self.guests.end(answer, running)

    def _reply(self, connection: Connection, answer: Future[bytes], running: Running) -> None:
        """Sends the answer when it is there, and signs of life before."""
        while not wait([answer], timeout=PULSE).done:
            if running.late(_LATE):
                running.cancel()
            if running.stuck(self.guests.grace):
                error = LimitError("the query could not be stopped at its time limit; narrow it")
                connection.send_bytes(encode(error_reply(error)))
                self.guests.sick.set()
                return
            connection.send_bytes(encode(Reply(begun=running.begun)))
        connection.send_bytes(encode(reply_of(answer, self.folder)))


def reply_of(answer: Future[bytes], folder: Path) -> Reply:
    """The answer, or the error: a disk without room is named, whatever the engine says of it."""
    found: KedjaError
    try:
        return Reply(answer=answer.result())
    except KedjaError as error:
        found = error
    except Exception as error:  # noqa: BLE001  an answer must come, whatever the engine threw
        _LOG.exception("a question failed")
        found = StoreError(f"the keeper failed: {type(error).__name__}: {error}")
    if type(found) is StoreError and shutil.disk_usage(folder).free < _ROOM:
        found = StoreUnreachableError(f"{folder}: the disk is full; the projection cannot be written")
    return error_reply(found)
