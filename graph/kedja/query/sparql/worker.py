"""A process that evaluates one query after the other and may be killed: `python -m kedja.query.sparql.worker BYTES`.

It reads copies of projections, writes nothing and opens no connection. BYTES is how much memory it may take.
"""

from __future__ import annotations

import os
import sys
from typing import BinaryIO

from pyoxigraph import Store

from kedja.errors import LimitError, QueryError, StoreDamagedError
from kedja.query.sparql.evaluation import evaluate
from kedja.query.sparql.pipe import Done, Task, receive, send
from kedja.query.sparql.store.projection import DAMAGED
from kedja.query.sparql.walls import forbid_connections, forbid_core, lift_memory, limit_memory, limit_time

#: Seconds beyond a query's limit after which the process ends by itself, should the keeper be gone.
_GRACE = 10.0


class Worker:
    """Keeps the copy open that was asked last; a query may take `memory` bytes more than that takes."""

    def __init__(self, memory: int) -> None:
        self._memory = memory
        self._folder = ""
        self._store: Store | None = None

    def done(self, task: Task) -> Done:
        """The answer to the task."""
        try:
            store = self._opened(task.folder)
            limit_memory(self._memory)
            return Done(answer=evaluate(store, task.text, task.options, task.limits))
        except (QueryError, LimitError) as error:
            return Done(error=type(error).__name__, reason=str(error))
        except MemoryError:
            return Done(error="LimitError", reason="the query needs more memory than it may; narrow it")
        except StoreDamagedError as error:
            self._store = None
            return Done(error="StoreDamagedError", reason=str(error))

    def _opened(self, folder: str) -> Store:
        if self._store is None or self._folder != folder:
            self._store = None
            lift_memory()
            try:
                self._store = Store.read_only(folder)
            except DAMAGED as error:
                raise StoreDamagedError(str(error)) from error
            self._folder = folder
        return self._store


def serve(worker: Worker, tasks: BinaryIO, answers: BinaryIO) -> None:
    """Answers until the tasks end."""
    while task := receive(tasks, Task):
        limit_time(task.limits.seconds + _GRACE)
        done = worker.done(task)
        limit_time(0)
        send(answers, done)


def main() -> None:
    """Serves on standard input and output; whatever else is printed goes to standard error."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    forbid_connections()
    forbid_core()
    serve(Worker(int(sys.argv[1])), sys.stdin.buffer, answers)


if __name__ == "__main__":
    main()
