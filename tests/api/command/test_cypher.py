"""`kedja cypher` prints what was asked as a table, JSON or CSV, and says what is wrong."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

from command_line import Run

_USERS = "MATCH (o:Organization)-[:USES]->(s:System) RETURN o.name AS name, s.name AS system ORDER BY name"


def test_a_table_json_and_csv(run: Run) -> None:
    shown = run("cypher", _USERS)
    assert shown.code == 0
    assert "Aby" in shown.out
    assert "Turlist" in shown.out
    items = json.loads(run("cypher", _USERS, "--json").out)
    assert items["columns"] == ["name", "system"]
    assert {"name": "Aby", "system": "Turlist"} in items["items"]
    assert items["total"] == len(items["items"])
    rows = list(csv.DictReader(io.StringIO(run("cypher", _USERS, "--format", "csv").out)))
    assert rows == items["items"]


def test_parameters_are_bound_and_nodes_are_objects(run: Run) -> None:
    query = "MATCH (o:Organization) WHERE o.name IN $names RETURN o"
    found = json.loads(run("cypher", query, "--param", 'names=["Aby"]', "--json").out)["items"]
    assert [row["o"]["properties"]["name"] for row in found] == ["Aby"]
    plain = run("cypher", "RETURN $x AS x", "--param", "x=') DELETE n //", "--json")
    assert json.loads(plain.out)["items"] == [{"x": "') DELETE n //"}]


def test_a_query_from_a_file(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "users.cypher"
    file.write_text(f"// who uses what\n{_USERS};\n", encoding="utf-8")
    assert json.loads(run("cypher", f"@{file}", "--json").out)["total"] > 0
    missing = run("cypher", f"@{tmp_path}/none.cypher")
    assert (missing.code, missing.out) == (3, "")
    assert "none.cypher" in missing.err


def test_what_is_wrong_has_its_place_and_exit_code(run: Run) -> None:
    for query, words in {
        "MATCH (n RETURN n": "line 1, column",
        "MATCH (n) DETACH DELETE n": "not allowed",
        "RETURN $x": "x",
    }.items():
        answer = run("cypher", query)
        assert (answer.code, answer.out) == (2, "")
        assert words in answer.err
        assert "Traceback" not in answer.err
    assert run("cypher", "RETURN 1", "--param", "x").code == 2


def test_what_costs_too_much_is_an_error(run: Run) -> None:
    many = run("cypher", "UNWIND range(1, 100) AS n RETURN n", "--rows", "10")
    assert (many.code, many.out) == (1, "")
    assert "more than 10 rows" in many.err
    slow = "UNWIND range(1, 1000000) AS a UNWIND range(1, 1000000) AS b RETURN count(a + b) AS n"
    late = run("cypher", slow, "--timeout", "1")
    assert (late.code, late.out) == (1, "")
    assert "longer than 1 s" in late.err
    assert run("cypher", "RETURN 1 AS one").code == 0


def test_a_clearance_hides_what_is_above_it(run: Run, tmp_path: Path) -> None:
    secret = {
        "subject": {"type": "Organization", "name": "Quagga"},
        "predicate": "uses",
        "object": {"type": "System", "name": "Turlist"},
        "source": {"url": "https://secret.example/1", "title": "Zebra", "marking": "RED"},
    }
    file = tmp_path / "secret.jsonl"
    file.write_text(json.dumps(secret), encoding="utf-8")
    assert run("ingest", file).code == 0
    everything = "MATCH (n) RETURN n"
    assert "Quagga" in run("cypher", everything, "--json").out
    for hidden in (("cypher", everything), ("search", "Quagga"), ("claims",), ("search", "Zebra")):
        answer = run(*hidden, "--clearance", "AMBER", "--json")
        assert answer.code == 0
        assert "Quagga" not in answer.out
        assert "Zebra" not in answer.out
    assert run("show", "organization/quagga", "--clearance", "AMBER").code == 1
