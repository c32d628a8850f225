"""The service answers Cypher: rows by column, and problems for what is wrong or too much."""

from __future__ import annotations

from typing import Any

from service import Client


def _ask(client: Client, query: str, **more: Any) -> Any:
    return client.ask("/api/v1/cypher", "POST", json={"query": query, **more})


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


def test_problems_name_what_is_wrong(client: Client) -> None:
    wrong = {
        "MATCH (n) DELETE n": (422, "not allowed"),
        "MATCH (n": (422, "line 1"),
        "RETURN $missing": (422, "missing"),
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
