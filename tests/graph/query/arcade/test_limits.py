"""A query that costs too much ends at its limit, and the next one is answered by the same keeper."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest
from keepers import Kept, gone, until

from kedja.errors import LimitError, QueryError
from kedja.query import Limits

_SUMS = "UNWIND range(1, 5000000) AS a UNWIND range(1, 5000000) AS b RETURN sum(a * b)"
#: The engine stops these itself.
_STOPPED = {
    "every path": "MATCH p = (a)-[*]-(b) MATCH q = (c)-[*]-(d) MATCH r = (e)-[*]-(f) RETURN count(*)",
    "range by range": _SUMS,
    "too long a range": "UNWIND range(1, 100000000) AS a RETURN count(a)",
    "big collect": "UNWIND range(1, 6000000) AS a RETURN size(collect(toString(a) + ' and some more words')) AS n",
    "big sort": "UNWIND range(1, 6000000) AS a WITH toString(a) + ' and some more words' AS t RETURN t ORDER BY t",
}
#: These may end with their keeper, which another one follows.
_UNSTOPPED = {
    "doubled text": "RETURN reduce(s = 'x', i IN range(1, 40) | s + s) AS s",
    "doubled list": "RETURN size(reduce(s = [1], i IN range(1, 40) | s + s)) AS s",
}


@pytest.mark.parametrize("text", _STOPPED.values(), ids=_STOPPED)
def test_a_runaway_ends_in_an_error_and_the_keeper_goes_on(shared_store: Kept, text: str) -> None:
    pid = _pid(shared_store)
    with pytest.raises(LimitError) as caught:
        shared_store.ask(text, Limits(seconds=2.0))
    assert "could not be stopped" not in str(caught.value)
    assert shared_store.one("MATCH (n:Incident) RETURN count(n)") == 1
    assert _pid(shared_store) == pid


@pytest.mark.parametrize("text", _UNSTOPPED.values(), ids=_UNSTOPPED)
def test_after_a_query_that_fills_the_memory_the_next_is_answered_by_a_small_keeper(
    shared_store: Kept, text: str
) -> None:
    first = _pid(shared_store)
    with pytest.raises(LimitError):
        shared_store.ask(text, Limits(seconds=10.0))
    assert shared_store.one("MATCH (n:Incident) RETURN count(n)") == 1
    until(lambda: gone(first))
    assert _pid(shared_store) != first


def test_a_regular_expression_that_backtracks_for_ever_ends(shared_store: Kept) -> None:
    text = "RETURN [x IN range(1, 50) WHERE $words =~ '(a|aa)+b'] AS x"
    with suppress(LimitError, QueryError):
        shared_store.ask(text, Limits(seconds=2.0), words="a" * 60 + "!")
    assert shared_store.one("RETURN 1") == 1


def test_one_row_more_than_allowed_is_an_error_and_not_a_cut_answer(shared_store: Kept) -> None:
    text = "UNWIND range(1, $n) AS n RETURN n"
    assert len(shared_store.ask(text, Limits(rows=2500), n=2500)) == 2500
    with pytest.raises(LimitError, match="more than 2,500 rows; add a LIMIT"):
        shared_store.ask(text, Limits(rows=2500), n=2501)


def test_more_bytes_than_allowed_are_an_error(shared_store: Kept) -> None:
    text = "UNWIND range(1, 100) AS n RETURN reduce(s = 'x', i IN range(1, 10) | s + s) AS t"
    assert len(shared_store.ask(text, Limits(bytes=200_000))) == 100
    with pytest.raises(LimitError, match="more than 50,000 bytes"):
        shared_store.ask(text, Limits(bytes=50_000))


def test_each_question_has_its_own_time(shared_store: Kept) -> None:
    with ThreadPoolExecutor(2) as pool:
        runaway = pool.submit(shared_store.ask, _SUMS, Limits(seconds=4.0))
        with pytest.raises(LimitError, match=r"longer than 0\.5 s"):
            shared_store.ask(_SUMS, Limits(seconds=0.5))
        assert shared_store.one("RETURN 1") == 1
        with pytest.raises(LimitError, match="longer than 4 s"):
            runaway.result(60)


def test_a_question_is_stopped_when_its_caller_gives_up(shared_store: Kept) -> None:
    pid = _pid(shared_store)
    with ThreadPoolExecutor(1) as pool:
        runaway = pool.submit(shared_store.ask, _SUMS, Limits(seconds=600.0))
        while not runaway.done():
            shared_store.engine.interrupt()
        with pytest.raises(LimitError, match="given up"):
            runaway.result()
    # Were it not stopped, the keeper would end over it: one that goes on has stopped it.
    with pytest.raises(LimitError, match="longer than"):
        shared_store.ask(_SUMS, Limits(seconds=8.0))
    assert _pid(shared_store) == pid


def test_nothing_listens_on_a_port(shared_store: Kept) -> None:
    pid = _pid(shared_store)
    folder = Path(f"/proc/{pid}/fd")
    if not folder.exists():
        return  # only Linux shows what a process listens on
    held = {found[1] for link in folder.iterdir() if (found := re.match(r"socket:\[(\d+)\]", str(link.readlink())))}
    lines = [
        line.split() for kind in ("tcp", "tcp6") for line in Path(f"/proc/net/{kind}").read_text().splitlines()[1:]
    ]
    assert not held & {line[9] for line in lines}


def _pid(store: Kept) -> int:
    store.one("RETURN 1")
    return store.pid()
