"""The client's side: finds the keeper or starts it, asks, and replaces one that does not answer."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from multiprocessing import AuthenticationError
from multiprocessing import connection as sockets
from multiprocessing.connection import Connection
from pathlib import Path

from kedja.errors import StoreUnreachableError
from kedja.query.process.meeting import Meeting, announced, meeting_file
from kedja.query.process.wire import Question, decode_reply, encode, error_of

#: Seconds without a sign of life after which a keeper counts as hung.
_SILENCE = 20.0
#: Seconds that a keeper may take to start.
_START = 60.0


class Client:
    """Asks the keeper that `module` is, for the projections in the folder. One question at a time."""

    def __init__(self, folder: Path, module: str, arguments: list[str], version: str) -> None:
        self._folder = folder
        self._command = [sys.executable, "-m", module, *arguments]
        self._version = version
        self._connection: Connection | None = None

    def ask(self, question: Question) -> bytes:
        """The answer. A question whose keeper ends before it is put once more to the next one.

        Raises what the keeper raised, or `StoreUnreachableError` when no keeper can be had.
        """
        for last in (False, True):
            self._connection = self._connection or self._meet()
            try:
                return self._answer(self._connection, question)
            except (EOFError, OSError, TimeoutError) as error:
                self.close()
                if last:
                    log = self._folder / "keeper.log"
                    raise StoreUnreachableError(f"the keeper of {self._folder} ended twice; see {log}") from error
        raise AssertionError

    def _answer(self, connection: Connection, question: Question) -> bytes:
        connection.send_bytes(encode(question))
        while True:
            if not connection.poll(_SILENCE):
                meeting = announced(self._folder)
                if meeting:
                    self._kill(meeting)
                raise TimeoutError
            reply = decode_reply(connection.recv_bytes())
            if reply.error:
                raise error_of(reply)
            if reply.answer is not None:
                return reply.answer

    def _meet(self) -> Connection:
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        deadline = time.monotonic() + _START
        process: subprocess.Popen[bytes] | None = None
        while True:
            meeting = announced(self._folder)
            # Only a process that knows the key is the keeper; its number may be another's by now.
            if meeting and (connection := _connected(meeting)):
                if meeting.version == self._version:
                    _let_go(process)
                    return connection
                connection.close()
                self._kill(meeting)
            if process is None or process.poll() is not None:
                process = self._start()
            if time.monotonic() > deadline:
                raise StoreUnreachableError(f"no keeper for {self._folder} starts; see {self._folder / 'keeper.log'}")
            time.sleep(0.02)

    def _start(self) -> subprocess.Popen[bytes]:
        """Starts a keeper, which ends at once when another one is there; its words go to a file."""
        with (self._folder / "keeper.log").open("ab") as log:
            return subprocess.Popen(
                self._command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                cwd=self._folder,
            )

    def _kill(self, meeting: Meeting) -> None:
        with suppress(OSError):
            os.kill(meeting.pid, getattr(signal, "SIGKILL", signal.SIGTERM))
        meeting_file(self._folder).unlink(missing_ok=True)

    def close(self) -> None:
        """Ends the connection; a question under way is given up."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def _let_go(process: subprocess.Popen[bytes] | None) -> None:
    """Forgets the process, which outlives this one; Python would warn of one that was not waited for."""
    if process is not None and process.poll() is None:
        process.returncode = 0


def _connected(meeting: Meeting) -> Connection | None:
    try:
        return sockets.Client(meeting.socket, meeting.family, authkey=meeting.key.encode())
    except (OSError, EOFError, AuthenticationError):
        return None
