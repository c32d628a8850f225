"""A query that takes too much ends with an error, and hurts nobody else."""

from __future__ import annotations

import os
import signal
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from made_claims import INCIDENT, VENDOR, claim, organization, record

from kedja.errors import LimitError
from kedja.ledger import Ledger
from kedja.query.limits import Limits
from kedja.query.process.meeting import announced
from kedja.query.sparql import SparqlEngine, ask, write

_DOUBLED = " ".join(f"BIND(CONCAT(?s{n}, ?s{n}) AS ?s{n + 1})" for n in range(40))
_PRODUCT = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l"
_NEVER = "FILTER(CONCAT(STR(?c), STR(?l)) = 'x')"
RUN_AWAY = {
    "path": "SELECT (COUNT(*) AS ?n) { ?a (!kedja:x|^(!kedja:x))* ?b . ?c (!kedja:x|^(!kedja:x))* ?d . ?e ?f ?g }",
    "product": f"SELECT (COUNT(*) AS ?n) {{ {_PRODUCT} }}",
    "ask": f"ASK {{ {_PRODUCT} {_NEVER} }}",
    "construct": f"CONSTRUCT {{ ?a ?e ?i }} WHERE {{ {_PRODUCT} {_NEVER} }}",
    "values": "SELECT (COUNT(*) AS ?n) {" + " ".join(f"VALUES ?v{n} {{ {'1 ' * 200} }}" for n in range(8)) + "}",
}
STILL = "ASK { ?i kedja:hit ?o }"


@pytest.mark.parametrize("name", RUN_AWAY)
def test_a_run_away_query_ends_at_its_time(engine: SparqlEngine, name: str) -> None:
    with pytest.raises(LimitError, match=r"longer than 0\.5 s"):
        ask(engine, RUN_AWAY[name], limits=Limits(seconds=0.5))
    assert ask(engine, STILL).rows == [[True]]


def test_a_string_doubled_forty_times_ends_at_its_memory(empty: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KEDJA_SPARQL_MEMORY", "256m")
    record(empty, claim(INCIDENT, "hit", VENDOR))
    engine = SparqlEngine(empty.home)
    with pytest.raises(LimitError, match="more memory than it may"):
        ask(engine, f'SELECT (STRLEN(?s40) AS ?n) {{ BIND("{"x" * 64}" AS ?s0) {_DOUBLED} }}')
    assert ask(engine, STILL).rows == [[True]]
    engine.close()


@pytest.mark.parametrize("query", ["SELECT * { ?s ?p ?o }", "CONSTRUCT WHERE { ?s ?p ?o }"])
def test_too_many_rows_are_an_error_and_no_cut_answer(engine: SparqlEngine, query: str) -> None:
    rows = len(ask(engine, query))
    assert len(ask(engine, query, limits=Limits(rows=rows))) == rows
    for asked in (ask, write):
        with pytest.raises(LimitError, match="rows"):
            asked(engine, query, limits=Limits(rows=rows - 1))
        with pytest.raises(LimitError, match="bytes"):
            asked(engine, query, limits=Limits(bytes=1_000))


def test_others_are_answered_while_one_runs_to_its_limit(engine: SparqlEngine) -> None:
    with ThreadPoolExecutor(2) as pool:
        heavy = [pool.submit(ask, engine, RUN_AWAY["product"], limits=Limits(seconds=5)) for _ in range(2)]
        for _ in range(5):
            assert ask(engine, STILL).rows == [[True]]
        assert not any(each.done() for each in heavy)
        engine.interrupt()
        for each in heavy:
            with pytest.raises(LimitError):
                each.result()


def test_a_query_that_is_given_up_ends(engine: SparqlEngine) -> None:
    timer = threading.Timer(0.5, engine.interrupt)
    timer.start()
    with pytest.raises(LimitError, match="given up"):
        ask(engine, RUN_AWAY["product"], limits=Limits(seconds=60))
    assert ask(engine, STILL).rows == [[True]]


def test_a_killed_keeper_is_replaced_and_nothing_is_lost(empty: Ledger) -> None:
    engine = SparqlEngine(empty.home)
    for number in range(3):
        record(empty, claim(INCIDENT, "affected", organization(f"Firm {number}")))
        assert ask(engine, "SELECT ?o { ?i kedja:affected ?o }").rows
        meeting = announced(Path(f"{empty.home}.sparql"))
        assert meeting
        os.kill(meeting.pid, signal.SIGKILL)
    assert len(ask(engine, "SELECT ?o { ?i kedja:affected ?o }")) == 3
    engine.close()
