"""Files of VERIS records: what is recognised, what is rejected, and the figures of the shared sample."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from made_veris import record

from kedja.claim import Claim
from kedja.errors import InputError
from kedja.ledger import open_ledger
from kedja_ingest import ReadOptions, Rejected, ingest, reader_for
from kedja_ingest.veris import VerisReader
from kedja_ingest.veris.vocabulary import vocabulary

DOCS = Path(__file__).parents[2] / "docs" / "veris.md"


def read(path: Path, content: str | bytes) -> list[tuple[str, Claim] | Rejected]:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return list(VerisReader().read(path, ReadOptions()))


def places(items: list[tuple[str, Claim] | Rejected]) -> list[str]:
    return [f"rejected {item.where}" if isinstance(item, Rejected) else item[0] for item in items]


PRETTY = json.dumps(record(), indent=2)
LINE = json.dumps(record())


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (PRETTY, ["victim.victim_id", "timeline.incident"]),
        (LINE, ["line 1, victim.victim_id", "line 1, timeline.incident"]),
        (f"\ufeff\n{LINE}\r\n", ["line 2, victim.victim_id", "line 2, timeline.incident"]),
        (f"[{PRETTY}]", ["record 1, victim.victim_id", "record 1, timeline.incident"]),
        (f"[{LINE}]", ["record 1, victim.victim_id", "record 1, timeline.incident"]),
        ("[]", []),
        ("\n", []),
    ],
)
def test_lines_an_array_and_an_object_are_read(tmp_path: Path, content: str, expected: list[str]) -> None:
    assert places(read(tmp_path / "a.json", content)) == expected


@pytest.mark.parametrize("content", [PRETTY, LINE, f"[{PRETTY}]", f"\ufeff{LINE}\n{LINE}"])
def test_a_file_is_recognised_by_its_fields(tmp_path: Path, content: str) -> None:
    path = tmp_path / "a.json"
    path.write_text(content, encoding="utf-8")
    assert reader_for(path).name == "veris"


@pytest.mark.parametrize(
    "content",
    ['{"type": "bundle", "objects": []}', '{"incident_id": "1"}', "incident_id,actor,victim,timeline", "[1, 2]"],
)
def test_other_files_are_not(tmp_path: Path, content: str) -> None:
    assert not VerisReader().recognises(tmp_path / "a.json", content.encode())


def bad(**fields: Any) -> str:
    return json.dumps(record(**fields))


@pytest.mark.parametrize(
    ("line", "where"),
    [
        ("{", "line 2"),
        ("[1]", "line 2"),
        ("[" * 100_000, "line 2"),
        (b'{"incident_id": "\xff"}', "line 2"),
        ("{}", "line 2"),
        (bad(incident_id=7), "line 2, incident_id"),
        (bad(incident_id=""), "line 2, incident_id"),
        (bad(security_incident="Perhaps"), "line 2, security_incident"),
        (bad(confidence="Very"), "line 2, confidence"),
        (bad(victim=["Acme"]), "line 2, victim"),
        (bad(timeline={"incident": {"year": 2024, "month": 13}}), "line 2, timeline.incident.month"),
        (bad(timeline={"incident": {"year": 1e999}}).replace("Infinity", "1e999"), "line 2, timeline.incident.year"),
        (bad(attribute={"confidentiality": {"data_total": -1}}), "line 2, attribute.confidentiality.data_total"),
    ],
)
def test_a_bad_record_is_rejected_and_the_rest_goes_on(tmp_path: Path, line: str | bytes, where: str) -> None:
    middle = line.encode() if isinstance(line, str) else line
    found = read(tmp_path / "a.jsonl", f"{LINE}\n".encode() + middle + f"\n{LINE}\n".encode())
    assert [place for place in places(found) if "line 2" in place] == [f"rejected {where}"]
    assert len(found) == 5


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({"timeline": {"incident": {"year": 2023, "month": 11, "day": 31}}}, "timeline.incident"),
        ({"timeline": {"incident": {"year": 2023, "day": 1}}}, "timeline.incident.day"),
        ({"victim": {"victim_id": "Acme Ltd", "country": ["QQ"]}}, "victim.country"),
        ({"victim": {"victim_id": "x" * 5000}}, "victim.victim_id"),
        ({"attribute": {"confidentiality": {"data_disclosure": "Some"}}}, "attribute.confidentiality.data_disclosure"),
        (
            {"attribute": {"confidentiality": {"data_disclosure": "Yes", "data_total": 10**19}}},
            "attribute.confidentiality.data_total",
        ),
    ],
)
def test_a_field_at_fault_is_rejected_and_the_rest_of_the_record_kept(
    tmp_path: Path, fields: dict[str, Any], where: str
) -> None:
    actor = {"external": {"name": "Cl0p"}}
    found = read(tmp_path / "a.jsonl", bad(actor=actor, **fields))
    assert [item.where for item in found if isinstance(item, Rejected)] == [f"line 1, {where}"]
    assert "line 1, actor.external.name" in places(found)


@pytest.mark.parametrize("content", ["[1, ", '{\n"incident_id": ', "text"])
def test_what_is_no_json_at_all_is_one_error(tmp_path: Path, content: str) -> None:
    with pytest.raises(InputError, match="JSON"):
        read(tmp_path / "a.json", content)


def test_a_broken_first_line_is_one_bad_line(tmp_path: Path) -> None:
    assert places(read(tmp_path / "a.jsonl", f'{{"incident_id": \n{LINE}'))[:2] == [
        "rejected line 1",
        "line 2, victim.victim_id",
    ]


def test_the_documentation_names_every_field_that_makes_a_claim(tmp_path: Path) -> None:
    everything = record(
        victim={
            "victim_id": "Acme Ltd",
            "country": ["US"],
            "state": "GA",
            "secondary": {"amount": 2, "victim_id": ["Beta"]},
        },
        timeline={"incident": {"year": 2024, "month": 1, "day": 1}, "discovery": {"unit": "Days", "value": 1}},
        plus={"timeline": {"notification": {"year": 2024}}},
        actor={"external": {"name": "Cl0p"}},
        attribute={
            "confidentiality": {"data_disclosure": "Yes", "data": [{"variety": "Bank"}], "data_victim": "Customer"}
        },
    )
    several = record(attribute={"confidentiality": {"data_disclosure": "Yes", "data_total": 3}})
    regional = record(victim={"victim_id": "Acme Ltd", "region": "150154"})
    items = read(tmp_path / "a.jsonl", "\n".join(map(json.dumps, (everything, several, regional))))
    rows = [line.split("|") for line in DOCS.read_text(encoding="utf-8").splitlines() if line.startswith("| `")]
    documented = {field: row[2] for row in rows for field in re.findall(r"`([^`]+)`", row[1])}
    for place, claim in (item for item in items if isinstance(item, tuple)):
        assert f"`{claim.predicate}`" in documented[place.partition(", ")[2]]
    assert {row.path for row in vocabulary().effects} <= documented.keys()


def test_the_sample_is_read_but_for_two_days_that_no_calendar_has(shared: Path, tmp_path: Path) -> None:
    with open_ledger(str(tmp_path / "kedja.db"), create=True) as ledger:
        report = ingest(ledger, [shared / "veris" / "vcdb-sample.jsonl"])
        again = ingest(ledger, [shared / "veris" / "vcdb-sample.jsonl"])
    assert [(item.where, item.reason.partition(":")[0]) for item in report.rejected] == [
        ("line 183, timeline.incident", "'2007-11-31' is not a date of the calendar"),
        ("line 192, timeline.incident", "'2009-04-31' is not a date of the calendar"),
    ]
    assert (again.added, again.known) == (0, report.added + report.known)


def test_the_sample_says_what_its_records_say(shared: Path) -> None:
    """Counted from the records themselves, without the reader's tables."""
    path = shared / "veris" / "vcdb-sample.jsonl"
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    items = [item[1] for item in VerisReader().read(path, ReadOptions()) if isinstance(item, tuple)]
    counts = Counter(claim.predicate for claim in items if not claim.repeats)
    nameless = {"", "Unknown", "Mass Event"}
    victims = [r["victim"].get("victim_id", "") for r in records]
    partners = sum("partner" in r.get("actor", {}) for r in records)
    data = [r.get("attribute", {}).get("confidentiality", {}) for r in records]
    categories = [{item["variety"] for item in d.get("data", [])} - {"Unknown", "Other"} for d in data]
    assert counts["hit"] <= sum(v not in nameless and not v.startswith("Unknown ") for v in victims)
    assert counts["hit"] >= sum(v not in nameless and not v.startswith("Unknown ") for v in victims) - partners - 10
    assert counts["exposed"] == sum(len(found) for d, found in zip(data, categories, strict=True) if d)
    assert counts["occurred_on"] == len(records) - 2
    assert sum(c.stance == "denies" for c in items) == 2
    incidents = {claim.subject.name for claim in items if claim.subject.type == "Incident"}
    assert len(incidents) == len({r["incident_id"] for r in records}) == len(records)
