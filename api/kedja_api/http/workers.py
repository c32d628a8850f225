"""Threads that answer questions, each with graphs of its own on the one store."""

from __future__ import annotations

import asyncio
import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Generic, TypeVar

from kedja import Graph, open_graph
from kedja.errors import LimitError, NotFoundError, UsageError
from kedja.ontology import Marking
from kedja_api.http.callers import Caller
from kedja_api.http.refusals import OverloadedError, PreparingError, TimeLimitError
from kedja_api.http.settings import Settings

_Answer = TypeVar("_Answer")


class Workers:
    """Answers questions in threads within the limits of time and number.

    A thread cannot be stopped: one that is past its time goes on until it is done and keeps its place among
    those under way, so a question must be bounded in itself too. What nobody started is dropped.
    Questions in a query language have threads of their own, in which they wait for the engine; they are given up
    when their time is over or nobody waits for the answer.
    Opens the store once at the start, which raises `StoreError` if it cannot be used.
    """

    def __init__(self, settings: Settings) -> None:
        self.limits = settings.limits
        self._store = settings.store
        self._local = threading.local()
        self._graphs: set[Graph] = set()
        self._places = threading.BoundedSemaphore(self.limits.waiting)
        self._pool = ThreadPoolExecutor(self.limits.workers, thread_name_prefix="kedja")
        self._queries = ThreadPoolExecutor(self.limits.queries, thread_name_prefix="kedja-query")
        self._asking: Counter[str] = Counter()
        open_graph(self._store).close()

    async def ask(self, question: Callable[[Graph], _Answer], clearance: Marking = Marking.RED) -> _Answer:
        """The answer; `OverloadedError` when no place is free, `TimeLimitError` when it takes too long."""
        try:
            return await self._ask(self._pool, _Asked(question, clearance), self.limits.seconds)
        except TimeoutError:
            raise TimeLimitError(self.limits.seconds) from None

    async def query(self, question: Callable[[Graph], _Answer], caller: Caller) -> _Answer:
        """The answer to a question in a query language, which ends by itself at its limit.

        Raises `OverloadedError` when the caller asks too many at once, `PreparingError` when what answers it is not
        up to date in time.
        """
        if self._asking[caller.name] >= self.limits.queries_each:
            raise OverloadedError
        self._asking[caller.name] += 1
        try:
            seconds = self.limits.seconds + self.limits.preparing
            return await self._ask(self._queries, _Asked(question, caller.clearance), seconds)
        except TimeoutError:
            raise PreparingError from None
        finally:
            self._asking[caller.name] -= 1
            self._asking += Counter()  # forgets those who ask nothing

    async def _ask(self, pool: ThreadPoolExecutor, asked: _Asked[_Answer], seconds: float) -> _Answer:
        if not self._places.acquire(blocking=False):
            raise OverloadedError
        future = pool.submit(self._answer, asked)
        future.add_done_callback(lambda _: self._places.release())
        try:
            return await asyncio.wait_for(asyncio.wrap_future(future), seconds)
        finally:
            if not future.done():
                # To give up may take a call to a server, for which the loop does not wait.
                threading.Thread(target=asked.give_up, daemon=True).start()

    def _answer(self, asked: _Asked[_Answer]) -> _Answer:
        graph = self._graph(asked.clearance)
        try:
            return asked.put_to(graph)
        except (LimitError, NotFoundError, UsageError):
            raise
        except BaseException:
            # What the graph keeps in memory may be half read: the next question opens another.
            self._drop(graph, asked.clearance)
            raise

    def _graph(self, clearance: Marking) -> Graph:
        """The graph of this thread for the clearance."""
        if not hasattr(self._local, "graphs"):
            self._local.graphs = {}
        graphs: dict[Marking, Graph] = self._local.graphs
        if clearance not in graphs:
            graphs[clearance] = open_graph(self._store, clearance=clearance)
            self._graphs.add(graphs[clearance])
        return graphs[clearance]

    def _drop(self, graph: Graph, clearance: Marking) -> None:
        del self._local.graphs[clearance]
        self._graphs.discard(graph)
        graph.close()

    def close(self) -> None:
        """Gives up queries, waits for the questions that are being answered, and closes the store."""
        for graph in tuple(self._graphs):
            graph.interrupt()
        for pool in (self._pool, self._queries):
            pool.shutdown(wait=True, cancel_futures=True)
        for graph in self._graphs:
            graph.close()
        self._graphs.clear()


class _Asked(Generic[_Answer]):
    """A question that can be given up while another thread answers it."""

    def __init__(self, question: Callable[[Graph], _Answer], clearance: Marking) -> None:
        self.clearance = clearance
        self._question = question
        self._lock = threading.Lock()
        self._graph: Graph | None = None
        self._over = False

    def put_to(self, graph: Graph) -> _Answer:
        """The graph's answer."""
        with self._lock:
            if self._over:
                raise LimitError("the question was given up")
            self._graph = graph
        try:
            return self._question(graph)
        finally:
            # Whoever gives it up holds the lock: the graph's next question begins after that.
            with self._lock:
                self._graph = None

    def give_up(self) -> None:
        """Nobody waits for the answer."""
        with self._lock:
            self._over = True
            if self._graph is not None:
                self._graph.interrupt()
