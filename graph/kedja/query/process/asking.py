"""The client's side: finds the keeper or starts it, asks, and replaces one that does not answer."""

from __future__ import annotations

import os
import signal
import socket
import sys
import threading
import time
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path

from kedja.errors import LimitError, StoreUnreachableError
from kedja.query.process.meeting import Meeting, announced, meeting_file
from kedja.query.process.starting import Starter, log_file
from kedja.query.process.wire import Question, Reply, decode_reply, encode, error_of

#: Seconds that a keeper may take to start, or to end when it is asked to.
_START = 120.0
_LEAVE = 30.0

#: How many keepers may end over one question.
_TRIES = 2
#: What a keeper that ends in the middle of an answer leaves behind.
_BROKEN = (EOFError, OSError)


class Client:
    """Asks the keeper that `module` is, for the projections in the folder. May be shared between threads.

    `silence` is how long a keeper may give no sign of life, in seconds, before it is killed and replaced.
    """

    def __init__(self, folder: Path, module: str, arguments: list[str], version: str, *, silence: float = 20.0) -> None:
        self._folder = folder
        self._command = [sys.executable, "-P", "-m", module, *arguments]
        self._version = version
        self._silence = silence
        self._lock = threading.Lock()
        self._idle: list[_Line] = []
        self._asking: set[_Line] = set()

    def ask(self, question: Question) -> bytes:
        """The answer. A question whose keeper ends before it is put once more to the next one.

        Raises what the keeper raised, `LimitError` when the question itself made the keeper hang, or
        `StoreUnreachableError` when no keeper can be had.
        """
        ended = 0
        while True:
            line = self._line()
            try:
                return self._answer(line, question)
            except _BROKEN as error:
                line.connection.close()
                if line.cut:
                    raise LimitError("the question was given up by its caller") from error
                # The keeper at the end of an older line may have gone before it saw the question.
                ended += line.fresh
                if ended == _TRIES:
                    log = log_file(self._folder)
                    raise StoreUnreachableError(f"the keeper of {self._folder} ended twice; see {log}") from error
            finally:
                self._asking.discard(line)

    def _answer(self, line: _Line, question: Question) -> bytes:
        reply = line.ask(question, self._silence)
        if reply is None:
            self._kill(line.meeting)
            if line.late:
                raise LimitError("the query could not be stopped at its time limit; narrow it")
            raise TimeoutError
        line.fresh = False
        with self._lock:
            self._idle.append(line)
        if reply.error:
            raise error_of(reply)
        return reply.answer or b""

    def _line(self) -> _Line:
        """A connection that nobody else uses."""
        with self._lock:
            while self._idle:
                line = self._idle.pop()
                if line.usable():
                    break
                line.connection.close()
            else:
                line = None
        line = line or self._meet()
        self._asking.add(line)
        return line

    def _meet(self) -> _Line:
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        deadline = time.monotonic() + _START
        starter = Starter(self._folder, self._command)
        while time.monotonic() < deadline:
            meeting = announced(self._folder)
            # Only a process that knows the key is the keeper; its number may be another's by now.
            if meeting and (connection := meeting.connect()):
                if meeting.version == self._version:
                    return _Line(connection, meeting)
                self._send_away(connection, meeting)
            starter.ensure()
            time.sleep(0.02)
        raise StoreUnreachableError(f"no keeper for {self._folder} starts; see {log_file(self._folder)}")

    def _send_away(self, connection: Connection, meeting: Meeting) -> None:
        """Asks a keeper of another version to end, and kills one that does not."""
        with connection, suppress(*_BROKEN):
            connection.send_bytes(encode(Question(leave=True)))
        deadline = time.monotonic() + _LEAVE
        while (other := meeting.connect()) and time.monotonic() < deadline:
            other.close()
            time.sleep(0.05)
        if other:
            other.close()
            self._kill(meeting)

    def _kill(self, meeting: Meeting) -> None:
        with suppress(OSError):
            os.kill(meeting.pid, getattr(signal, "SIGKILL", signal.SIGTERM))
        if announced(self._folder) == meeting:
            meeting_file(self._folder).unlink(missing_ok=True)

    def interrupt(self) -> None:
        """Gives up the questions that other threads ask, which end in a `LimitError`."""
        with self._lock:
            for line in tuple(self._asking):
                line.hang_up()

    def close(self) -> None:
        """Ends the connections; the keeper goes when nobody else asks it for a while."""
        self.interrupt()
        with self._lock:
            while self._idle:
                self._idle.pop().connection.close()


class _Line:
    """A connection to a keeper, for one question at a time; `fresh` when the keeper is known to be there."""

    def __init__(self, connection: Connection, meeting: Meeting) -> None:
        self.connection = connection
        self.meeting = meeting
        self.fresh = True
        self.cut = False
        self.late = False

    def usable(self) -> bool:
        """True when the keeper is still there; one that ended has closed the connection."""
        try:
            return not self.connection.poll()
        except OSError:
            return False

    def ask(self, question: Question, silence: float) -> Reply | None:
        """The answer or the error, None when there was no sign of life for so many seconds."""
        self.connection.send_bytes(encode(question))
        begun: float | None = None
        while self.connection.poll(silence):
            reply = decode_reply(self.connection.recv_bytes())
            if reply.error or reply.answer is not None:
                return reply
            self.fresh = True
            begun = begun or (time.monotonic() if reply.begun else None)
        self.late = begun is not None and time.monotonic() > begun + question.limits.seconds
        return None

    def hang_up(self) -> None:
        """Ends the connection under the feet of the thread that waits for its answer."""
        self.cut = True
        if sys.platform == "win32":
            self.connection.close()
            return
        with suppress(OSError), socket.socket(fileno=os.dup(self.connection.fileno())) as other:
            other.shutdown(socket.SHUT_RDWR)
