"""What ArcadeDB answers comes as plain cells, with nothing of its own in them."""

from __future__ import annotations

from typing import Any

import pytest
from keepers import Kept
from toy_graph import ToyGraph

from kedja.errors import QueryError
from kedja.projection.property_graph import PropertyGraph

_SCALARS: list[tuple[str, Any]] = [
    ("null", None),
    ("true", True),
    ("1", 1),
    ("9223372036854775807", 9223372036854775807),
    ("-9223372036854775808", -9223372036854775808),
    ("1.0", 1.0),
    ("0.1 + 0.2", 0.30000000000000004),
    ("1e22", 1e22),
    ("'å 😀 \" \\\\ \\n'", 'å 😀 " \\ \n'),
    ("[1, 'a', [null, 2.0]]", [1, "a", [None, 2.0]]),
    ("{a: 1, b: {c: [true]}}", {"a": 1, "b": {"c": [True]}}),
    ("[]", []),
    ("{}", {}),
    ("count(*)", 1),
    ("avg(2)", 2.0),
    ("date('2025-08-28')", "2025-08-28"),
    ("[date('2025-08-28')]", ["2025-08-28"]),
    ("datetime('2025-08-28T10:00:00Z')", "2025-08-28T10:00:00Z"),
    ("datetime('2025-08-28T10:00:00.250+02:00')", "2025-08-28T10:00:00.25+02:00"),
    ("datetime('2025-08-28T10:00:00[Europe/Stockholm]')", "2025-08-28T10:00:00+02:00"),
    ("localdatetime('2025-08-28T10:00')", "2025-08-28T10:00:00"),
    ("localtime('10:00')", "10:00:00"),
    ("time('10:00+01:00')", "10:00:00+01:00"),
    ("duration('P1DT2H')", "P1DT2H"),
]


@pytest.mark.parametrize(("text", "value"), _SCALARS, ids=[text for text, _ in _SCALARS])
def test_values_come_as_they_are(shared_store: Kept, text: str, value: Any) -> None:
    answer = shared_store.one(f"RETURN {text} AS x")
    assert (answer, type(answer)) == (value, type(value))


def test_infinity_is_a_number(shared_store: Kept) -> None:
    assert shared_store.one("RETURN 1e308 * 10 AS x") == float("inf")


@pytest.mark.parametrize(
    "value", [None, True, 1, 2**62, -5, 1.5, "å", [], [1, [2]], {"a": {"b": None}}, ["a", 1, {"c": False}]]
)
def test_parameters_come_back_as_they_went(shared_store: Kept, value: Any) -> None:
    answer = shared_store.one("RETURN $x AS x", x=value)
    assert (answer, type(answer)) == (value, type(value))


def test_nodes_relationships_and_paths_are_the_ledgers_rows(shared_store: Kept) -> None:
    toy = ToyGraph()
    toy.apply(PropertyGraph(shared_store.ledger).whole())
    pattern = "p = (v:Organization {name: 'Supplia AB'})-[r:PROVIDES]->(s:System)"
    ((v, r, s, p, list, map),) = shared_store.ask(f"MATCH {pattern} RETURN v, r, s, p, [v], {{r: r}}").rows
    (edge,) = (edge for edge in toy.relationships.values() if edge.type == "PROVIDES")
    nodes = [toy.nodes[edge.start], toy.nodes[edge.end]]
    vendor, system = ({"id": n.id, "labels": [n.label], "properties": n.properties} for n in nodes)
    provides = {"id": edge.id, "type": "PROVIDES", "start": edge.start, "end": edge.end, "properties": edge.properties}
    assert (v, r, s) == (vendor, provides, system)
    assert p == {"nodes": [vendor, system], "relationships": [provides]}
    assert (list, map) == ([vendor], {"r": provides})


def test_columns_are_named_as_asked_in_their_order(shared_store: Kept) -> None:
    table = shared_store.ask("UNWIND [1, 2] AS z RETURN z, z + 1 AS a, null AS n, 'x'")
    assert table.columns == ("z", "a", "n", "'x'")
    assert table.rows == [[1, 2, None, "x"], [2, 3, None, "x"]]


def test_no_rows_are_no_rows(shared_store: Kept) -> None:
    assert shared_store.ask("MATCH (n:Organization {id: 'organization/nobody'}) RETURN n.name AS name").rows == []


def test_many_rows_keep_their_order(shared_store: Kept) -> None:
    rows = shared_store.ask("UNWIND range(1, 25000) AS n RETURN n, toString(n) AS t").rows
    assert rows == [[n, str(n)] for n in range(1, 25_001)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("RETURN", "line 1:6"),
        ("MATCH (n) RETURN m", "m"),
        ("RETURN 1 / 0", "zero"),
        ("RETURN datetime('tomorrow')", "tomorrow"),
        ("RETURN $missing", "missing"),
    ],
)
def test_a_wrong_query_is_told_in_the_engines_words_without_its_classes(
    shared_store: Kept, text: str, words: str
) -> None:
    with pytest.raises(QueryError, match=words) as caught:
        shared_store.ask(text)
    assert not [word for word in ("arcadedb", "java.", "Exception") if word in str(caught.value)]


@pytest.mark.parametrize(
    "text",
    [
        "CREATE (n:Organization {id: 'x'}) RETURN n",
        "MATCH (n) DETACH DELETE n",
        "MATCH (n:Organization) SET n.name = 'x' RETURN n",
        "MERGE (n:Organization {id: 'y'})",
        "CREATE INDEX FOR (n:Organization) ON (n.name)",
        "LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line",
        "LOAD CSV FROM '/etc/passwd' AS line RETURN line",
        "LOAD CSV FROM 'http://127.0.0.1:1/' AS line RETURN line",
        "LOAD CSV FROM 'https://kedja.example/' AS line RETURN line",
        "CALL db.createLabel('X')",
        "CALL apoc.load.json('file:///etc/passwd') YIELD value RETURN value",
        "CALL apoc.cypher.doIt('CREATE (n)', {}) YIELD value RETURN value",
    ],
)
def test_the_engine_itself_refuses_to_write_and_to_look_beyond_the_database(shared_store: Kept, text: str) -> None:
    before = shared_store.seen()
    with pytest.raises(QueryError):
        shared_store.ask(text)
    assert shared_store.seen() == before
