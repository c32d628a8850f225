"""The service answers Cypher: rows by column, and problems for what is wrong or too much."""

from __future__ import annotations

import time
from typing import Any

import pytest
from service import Client


def _ask(client: Client, query: str, **more: Any) -> Any:
    return client.ask("/api/v1/cypher", "POST", json={"query": query, **more})


@pytest.fixture
def client(client: Client) -> Client:
    """The client once the service has the projection, which the first question asks it to make."""
    deadline = time.monotonic() + 60
    while _ask(client, "RETURN 1 AS one").status_code != 200:
        assert time.monotonic() < deadline
    return client


def test_rows_are_objects_by_column(client: Client) -> None:
    query = "MATCH (o:Organization)-[:USES]->(:System) WHERE o.name = $name RETURN o.name AS name, o.kind AS kind"
    answer = _ask(client, query, parameters={"name": "Alfa"})
    assert answer.status_code == 200
    assert answer.json() == {
        "items": [{"name": "Alfa", "kind": "company"}],
        "next": None,
        "total": 1,
        "columns": ["name", "kind"],
    }
    assert answer.headers["cache-control"] == "no-store"


def test_a_parameter_may_have_any_name(client: Client) -> None:
    names = ("limits", "query", "self", "as_of")
    asked = ", ".join(f"${name} AS {name}" for name in names)
    assert _ask(client, f"RETURN {asked}", parameters=dict.fromkeys(names, 1)).json()["items"] == [
        dict.fromkeys(names, 1)
    ]


def test_problems_name_what_is_wrong(client: Client) -> None:
    wrong = {
        "MATCH (n) DELETE n": (400, "not allowed"),
        "MATCH (n": (400, "line 1"),
        "RETURN $missing": (400, "missing"),
    }
    for query, (status, words) in wrong.items():
        answer = _ask(client, query)
        assert answer.status_code == status
        assert answer.headers["content-type"] == "application/problem+json"
        assert words in answer.json()["detail"]
    assert _ask(client, "RETURN 1", other=1).status_code == 422


def test_a_query_ends_at_its_time(client: Client) -> None:
    slow = "UNWIND range(1, 1000000) AS a UNWIND range(1, 1000000) AS b RETURN count(a + b) AS n"
    answer = _ask(client, slow, timeout_ms=500)
    assert answer.status_code == 503
    assert answer.json()["type"].endswith("/limit-reached")
    assert "0.5 s" in answer.json()["detail"]
    assert _ask(client, "RETURN 1 AS one").json()["items"] == [{"one": 1}]
