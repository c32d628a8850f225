"""The keeper's side of its workers: each answers one query at a time, and dies for one that takes too much."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path

from kedja.errors import LimitError, QueryError, StoreDamagedError
from kedja.query.process import Question, Running
from kedja.query.sparql.pipe import Done, Task, receive, send

#: How many queries run at once; others wait, and their time does not begin.
_AT_ONCE = max(8, 2 * (os.cpu_count() or 1))
#: Workers that are kept for the next query.
_SPARE = 2
_ERRORS = (QueryError, LimitError, StoreDamagedError)


class Workers:
    """Starts workers as they are needed. For many threads."""

    def __init__(self, memory: int) -> None:
        self._memory = memory
        self._lock = threading.Lock()
        self._idle: list[_Worker] = []
        self._free = threading.Semaphore(_AT_ONCE)
        self._closed = False

    def answer(self, folder: Path, question: Question, running: Running) -> bytes:
        """The answer over the copy in the folder.

        Raises `QueryError`, `LimitError` for a query that ran into a limit, `StoreDamagedError` for a copy that
        cannot be read.
        """
        task = Task(folder=str(folder), text=question.text, options=question.parameters, limits=question.limits)
        with self._free:
            worker = self._worker()
            running.start(worker.kill)
            done = worker.ask(task)
            if done is not None:
                self._keep(worker)
                return _answer_of(done)
            worker.kill()
        threading.Thread(target=self.warm, daemon=True).start()
        if running.gone.is_set():
            raise LimitError(f"the query took longer than {question.limits.seconds:g} s; narrow it")
        raise LimitError("the query needs more memory than it may; narrow it")

    def warm(self) -> None:
        """Has a worker ready before the next query."""
        self._keep(_Worker(self._memory))

    def _worker(self) -> _Worker:
        with self._lock:
            while self._idle:
                worker = self._idle.pop()
                if worker.alive():
                    return worker
        return _Worker(self._memory)

    def _keep(self, worker: _Worker) -> None:
        with self._lock:
            if len(self._idle) < _SPARE and not self._closed:
                self._idle.append(worker)
                return
        worker.kill()

    def close(self) -> None:
        """Ends the workers that are kept."""
        with self._lock:
            self._closed = True
            idle, self._idle = self._idle, []
        for worker in idle:
            worker.kill()


class _Worker:
    def __init__(self, memory: int) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "kedja.query.sparql.worker", str(memory)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "RUST_BACKTRACE": "0"},  # which takes seconds
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )

    def alive(self) -> bool:
        return self._process.poll() is None

    def ask(self, task: Task) -> Done | None:
        """What the worker answers, None when it has ended over it."""
        assert self._process.stdin and self._process.stdout
        with suppress(OSError):
            send(self._process.stdin, task)  # type: ignore[arg-type]
            return receive(self._process.stdout, Done)  # type: ignore[arg-type]
        return None

    def kill(self) -> None:
        """Ends the process; who asks it gets no answer."""
        self._process.kill()
        self._process.wait()


def _answer_of(done: Done) -> bytes:
    if done.error:
        raise next(kind for kind in _ERRORS if kind.__name__ == done.error)(done.reason)
    return done.answer
