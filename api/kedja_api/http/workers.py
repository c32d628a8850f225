"""Threads that answer questions, each with a graph of its own on the one store."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from kedja import Graph, open_graph
from kedja.errors import LimitError, NotFoundError, UsageError
from kedja_api.http.refusals import OverloadedError, TimeLimitError
from kedja_api.http.settings import Settings

_Answer = TypeVar("_Answer")


class Workers:
    """Answers questions in threads within the limits of time and number.

    A thread cannot be stopped: one that is past its time goes on until it is done and keeps its place among
    those under way, so a question must be bounded in itself too. What nobody started is dropped.
    Opens the store once at the start, which raises `StoreError` if it cannot be used.
    """

    def __init__(self, settings: Settings) -> None:
        self.limits = settings.limits
        self._store = settings.store
        self._local = threading.local()
        self._graphs: set[Graph] = set()
        self._places = threading.BoundedSemaphore(self.limits.waiting)
        self._pool = ThreadPoolExecutor(self.limits.workers, thread_name_prefix="kedja")
        open_graph(self._store).close()

    async def ask(self, question: Callable[[Graph], _Answer]) -> _Answer:
        """The answer; `OverloadedError` when no place is free, `TimeLimitError` when it takes too long."""
        if not self._places.acquire(blocking=False):
            raise OverloadedError
        asked = self._pool.submit(self._answer, question)
        asked.add_done_callback(lambda _: self._places.release())
        try:
            return await asyncio.wait_for(asyncio.wrap_future(asked), self.limits.seconds)
        except TimeoutError:
            raise TimeLimitError(self.limits.seconds) from None

    def _answer(self, question: Callable[[Graph], _Answer]) -> _Answer:
        graph = self._graph()
        try:
            return question(graph)
        except (LimitError, NotFoundError, UsageError):
            raise
        except BaseException:
            # What the graph keeps in memory may be half read: the next question opens another.
            self._drop(graph)
            raise

    def _graph(self) -> Graph:
        """The graph of this thread."""
        graph: Graph | None = getattr(self._local, "graph", None)
        if graph is None:
            graph = self._local.graph = open_graph(self._store)
            self._graphs.add(graph)
        return graph

    def _drop(self, graph: Graph) -> None:
        self._local.graph = None
        self._graphs.discard(graph)
        graph.close()

    def close(self) -> None:
        """Waits for the questions that are being answered, and closes the store."""
        self._pool.shutdown(wait=True, cancel_futures=True)
        for graph in self._graphs:
            graph.close()
        self._graphs.clear()
