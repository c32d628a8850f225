"""With --json every command answers with the fields of the contract, and prints nothing else on stdout."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from command_line import Run, Write, organization

_CLAIM = {"subject", "predicate", "stance", "certainty", "source", "id", "said_on", "recorded_at", "method"}


def test_ingest(run: Run, write: Write) -> None:
    path = write({"subject": {"type": "Place", "name": "x"}, "predicate": "hit"}, name="bad.jsonl")
    answer = run("ingest", path, "--json")
    assert answer.json.keys() == {"sources", "claims", "entities", "rejected", "redacted", "unchanged", "seconds"}
    assert answer.json["claims"] == {"added": 0, "known": 0}
    assert [item.keys() for item in answer.json["rejected"]] == [{"path", "where", "reason"}]


def test_ingest_counts(run: Run, tmp_path: Path) -> None:
    again = run("ingest", tmp_path / "case.jsonl", "--json").json
    assert again["claims"] == {"added": 0, "known": 9}
    # Incident, vendor, system, two companies, a municipality, and the two publishers.
    assert (again["sources"], again["entities"], again["rejected"]) == (2, 8, [])
    fresh = run("ingest", tmp_path / "case.jsonl", "--json", "--store", tmp_path / "fresh.db").json
    assert fresh["claims"] == {"added": 9, "known": 0}


def test_claims(run: Run) -> None:
    answer = run("claims", "--json").json
    assert answer.keys() == {"items", "total"}
    assert len(answer["items"]) == answer["total"] == 9
    assert all(item.keys() >= _CLAIM for item in answer["items"])
    assert answer["items"] == run("claims").lines


def test_extract(run: Run, tmp_path: Path) -> None:
    answer = run("extract", tmp_path / "case.jsonl", "--json").json
    assert answer.keys() == {"items", "total", "rejected", "redacted"}
    assert answer["total"] == 9
    stored = {item["id"] for item in run("claims").lines}
    assert {item["id"] for item in answer["items"]} == stored
    assert answer["items"] == run("extract", tmp_path / "case.jsonl").lines


def test_search(run: Run) -> None:
    answer = run("search", "nordsys", "--json").json
    assert answer.keys() == {"items", "total"}
    assert {item["id"] for item in answer["items"]} == {"organization/nordsystem", "incident/nordsystem-2025"}
    assert all(item.keys() >= {"id", "type", "name", "where", "text"} for item in answer["items"])


def test_show(run: Run) -> None:
    answer = run("show", "organization/nordsystem", "--json").json
    assert answer["id"] == "organization/nordsystem"
    assert answer["claims"] == 2
    edges = {(edge["predicate"], edge["target"], edge["status"]) for edge in answer["edges"]}
    assert ("provides", "system/turlist", "confirmed") in edges


def test_blast_radius(run: Run) -> None:
    answer = run("blast-radius", "organization/nordsystem", "--json").json
    names = {side: [item["id"] for item in answer[side]] for side in ("confirmed", "possible", "excluded")}
    assert names == {
        "confirmed": ["organization/aby"],
        "possible": ["organization/kalmar-kommun"],
        "excluded": ["organization/ceby"],
    }
    assert (answer["vendor"], answer["reached"]) == ("organization/nordsystem", 2)
    assert [(u["kind"], u["lower"], u["upper"]) for u in answer["unidentified"]] == [("municipality", 163, None)]
    assert answer["by_kind"]["municipality"] == {"confirmed": 0, "possible": 1, "excluded": 0}
    known = {item["id"] for item in run("claims").lines}
    assert all(item["claims"] and set(item["claims"]) <= known for side in names for item in answer[side])


def test_conflicts(run: Run) -> None:
    answer = run("conflicts", "--json").json
    assert answer["total"] == 1
    conflict = answer["items"][0]
    assert conflict.keys() >= {"id", "subject", "predicate", "kind", "positions", "judgement"}
    assert (conflict["kind"], conflict["predicate"], conflict["judgement"]) == ("date", "occurred_on", None)
    assert [(p["value"], len(p["claims"]), p["voices"]) for p in conflict["positions"]] == [
        ("2025-08-23", 1, 1),
        ("2025-08-25", 1, 1),
    ]


def test_timeline(run: Run) -> None:
    answer = run("timeline", "incident/nordsystem-2025", "--json").json
    assert all(item.keys() >= {"date", "precision", "predicate", "text", "claims"} for item in answer["items"])
    dates = [item["date"] for item in answer["items"]]
    assert dates == sorted(dates)
    assert {"2025-08-23", "2025-08-25", "2025-08-28", "2025-09-15"} == set(dates)


def test_path(run: Run) -> None:
    answer = run("path", "organization/aby", "organization/kalmar-kommun", "--json").json
    assert answer.keys() == {"paths"}
    assert answer["paths"][0]["nodes"] == ["organization/aby", "incident/nordsystem-2025", "organization/kalmar-kommun"]
    assert [(edge["predicate"], edge["status"]) for edge in answer["paths"][0]["edges"]] == [
        ("affected", "confirmed"),
        ("affected", "possible"),
    ]
    assert all(edge["claims"] for edge in answer["paths"][0]["edges"])


def test_check(run: Run) -> None:
    answer = run("check", "--json")
    assert (answer.code, answer.json["ok"], answer.json["claims"], answer.json["faults"]) == (0, True, 9, [])


def test_written_files_are_told(run: Run, tmp_path: Path) -> None:
    answer = run("export", "--format", "ttl", "-o", tmp_path / "x.ttl", "--json").json
    assert answer == {"file": str(tmp_path / "x.ttl"), "bytes": (tmp_path / "x.ttl").stat().st_size}


@pytest.mark.parametrize("command", ["same", "different"])
def test_judgements(run: Run, command: str) -> None:
    answer = run(command, "organization/aby", "organization/ceby", "--by", "A", "--why", "w", "--json").json
    assert answer.items() >= {"verdict": command, "left": "organization/aby", "by": "A", "why": "w"}.items()
    assert answer.keys() >= {"id", "right", "recorded_at"}


_READING: tuple[tuple[Any, ...], ...] = (
    ("search", "no such thing"),
    ("claims", "--about", "organization/aby"),
    ("conflicts", "--about", "organization/aby"),
    ("timeline", "organization/aby"),
    ("path", "organization/aby", "organization/aby"),
)


@pytest.mark.parametrize("arguments", _READING, ids=lambda arguments: arguments[0])
def test_nothing_but_json_is_printed(run: Run, arguments: tuple[str, ...]) -> None:
    answer = run(*arguments, "--json")
    assert (answer.code, answer.err) == (0, "")
    assert isinstance(answer.json, dict)


def test_letters_stand_as_they_are(run: Run, write: Write) -> None:
    claim = {"subject": organization("Östra Värmlands näringsråd", "association"), "predicate": "located_in"}
    path = write({**claim, "object": {"type": "Place", "name": "Årjäng"}, "source": {"url": "u"}})
    assert run("ingest", path).code == 0
    assert "Östra Värmlands näringsråd" in run("search", "ostra varmland", "--json").out
