"""A question may take its time and no longer, and only so many are under way."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from service import Serve, await_here

from kedja import Graph
from kedja.errors import NotFoundError, StoreError
from kedja_api.http import Limits, Settings
from kedja_api.http.refusals import OverloadedError, TimeLimitError
from kedja_api.http.workers import Workers


@pytest.fixture
def gate() -> Iterator[threading.Event]:
    """Holds questions up until it is set."""
    event = threading.Event()
    yield event
    event.set()


@pytest.fixture
def workers(case: Path, gate: threading.Event) -> Iterator[Workers]:
    """Two threads, three places, a fifth of a second."""
    made = Workers(Settings(store=case, limits=Limits(workers=2, waiting=3, seconds=0.2)))
    yield made
    gate.set()
    made.close()


def test_a_question_past_its_time_is_given_up(workers: Workers, gate: threading.Event) -> None:
    with pytest.raises(TimeLimitError):
        await_here(workers.ask(lambda _: gate.wait()))


def test_those_given_up_keep_their_places_until_they_end(workers: Workers, gate: threading.Event) -> None:
    async def crowd() -> list[object]:
        return list(
            await asyncio.gather(*(workers.ask(lambda _: gate.wait()) for _ in range(4)), return_exceptions=True)
        )

    kinds = [type(outcome) for outcome in await_here(crowd())]
    assert kinds == [TimeLimitError, TimeLimitError, TimeLimitError, OverloadedError]
    gate.set()
    assert await_here(workers.ask(lambda graph: graph.ledger.count_entities())) > 0


def test_over_http_both_are_503(serve: Serve, case: Path) -> None:
    slow = serve(case, limits=Limits(seconds=0)).get("/api/v1/conflicts")
    full = serve(case, limits=Limits(waiting=0)).get("/api/v1/conflicts")
    assert (slow.status_code, slow.json()["type"].rpartition("/")[2]) == (503, "time-limit")
    assert (full.status_code, full.json()["type"].rpartition("/")[2]) == (503, "overloaded")
    assert full.headers["retry-after"] == "1"


def test_each_thread_keeps_one_graph_of_its_own(workers: Workers) -> None:
    met = threading.Barrier(2)

    def question(graph: Graph) -> tuple[int, int]:
        met.wait(5)
        return threading.get_ident(), id(graph)

    async def pair() -> list[tuple[int, int]]:
        return list(await asyncio.gather(workers.ask(question), workers.ask(question)))

    seen = set(await_here(pair())) | set(await_here(pair()))
    assert len(seen) == len({thread for thread, _ in seen}) == len({graph for _, graph in seen}) == 2


def test_a_graph_is_dropped_when_its_store_fails_and_kept_when_an_id_is_unknown(case: Path) -> None:
    workers = Workers(Settings(store=case, limits=Limits(workers=1)))
    graphs: list[Graph] = []

    def ask(error: Exception | None) -> None:
        def question(graph: Graph) -> None:
            graphs.append(graph)
            if error:
                raise error

        await_here(workers.ask(question))

    with pytest.raises(NotFoundError):
        ask(NotFoundError("entity", "x"))
    with pytest.raises(StoreError):
        ask(StoreError("broken"))
    ask(None)
    workers.close()
    assert graphs[0] is graphs[1]
    assert graphs[1] is not graphs[2]
