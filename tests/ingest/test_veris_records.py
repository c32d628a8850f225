"""The VERIS reader: each field of a record as the claim that it makes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from made_veris import ID, record

from kedja.claim import Claim, Source
from kedja_ingest.base import ReadOptions, Rejected
from kedja_ingest.veris import VerisReader


def read(path: Path, *records: dict[str, Any]) -> list[tuple[str, Claim] | Rejected]:
    path.write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    return list(VerisReader().read(path, ReadOptions()))


def claims(folder: Path, predicate: str, /, **fields: Any) -> list[Claim]:
    found = read(folder / "a.jsonl", record(**fields))
    assert [item for item in found if isinstance(item, Rejected)] == []
    return [item[1] for item in found if isinstance(item, tuple) and item[1].predicate == predicate]


def said(claim: Claim) -> str:
    """The claim in one line: what it says, and how surely."""
    quantity = claim.quantity
    counted = f"{quantity.bound} {quantity.value} {quantity.unit}" if quantity else None
    what = " ".join(filter(None, (claim.object.name if claim.object else claim.value, counted)))
    return f"{claim.predicate} {what}: {claim.stance}, {claim.certainty}"


def test_the_victim_is_hit_and_the_summary_is_the_quote(tmp_path: Path) -> None:
    (claim,) = claims(tmp_path, "hit", summary=" Somebody got in. ")
    assert said(claim) == "hit Acme Ltd: asserts, stated"
    assert claim.subject.name == "Acme Ltd 2024, VERIS 0B9D1C4E"
    assert claim.subject.aliases == (f"VERIS {ID}",)
    assert claim.quote == "Somebody got in."
    assert claim.speaker
    assert claim.speaker.name == "VERIS Community Database"
    assert claim.method == "veris/1"


@pytest.mark.parametrize(
    "fields",
    [
        {"actor": {"partner": {"motive": ["NA"]}}},
        {"action": {"hacking": {"vector": ["Partner"]}}},
        {"action": {"physical": {"vector": ["Partner facility"]}}},
    ],
)
def test_a_victim_that_was_hit_through_a_partner_is_affected(tmp_path: Path, fields: dict[str, Any]) -> None:
    assert [said(c) for c in claims(tmp_path, "affected", **fields)] == ["affected Acme Ltd: asserts, stated"]
    assert claims(tmp_path, "hit", **fields) == []


@pytest.mark.parametrize("name", ["Unknown", "", "Mass Event", "Unknown retailer", None])
def test_a_victim_without_a_name_is_nobody(tmp_path: Path, name: str | None) -> None:
    items = read(tmp_path / "a.jsonl", record(victim={"victim_id": name, "country": ["SE"]}))
    assert [said(item[1]) for item in items if isinstance(item, tuple)] == ["occurred_on 2024-03-30: asserts, stated"]


def test_two_incidents_of_one_victim_in_one_year_are_two(tmp_path: Path) -> None:
    other = ID.replace("0B9D", "1C00")
    items = read(tmp_path / "a.jsonl", record(), record(incident_id=other), record(incident_id="2024-7"))
    names = [item[1].subject.name for item in items if isinstance(item, tuple) and item[1].predicate == "hit"]
    assert names == ["Acme Ltd 2024, VERIS 0B9D1C4E", "Acme Ltd 2024, VERIS 1C001C4E", "Acme Ltd 2024, VERIS 2024-7"]


@pytest.mark.parametrize(
    ("industry", "kind"),
    [("611310", "university"), ("923140", "agency"), ("922120", "police"), ("921110", None), ("522110", None)],
)
def test_the_kind_of_the_victim_follows_from_its_industry(tmp_path: Path, industry: str, kind: str | None) -> None:
    (claim,) = claims(tmp_path, "hit", victim={"victim_id": "Acme Ltd", "industry": industry})
    assert claim.object
    assert claim.object.kind == kind


def test_victims_behind_the_victim_are_named_and_counted(tmp_path: Path) -> None:
    secondary = {"amount": 3, "victim_id": ["Beta", "Unknown Bank"]}
    found = claims(tmp_path, "affected", victim={"victim_id": "Acme Ltd", "secondary": secondary})
    assert [said(c) for c in found] == [
        "affected Beta: asserts, stated",
        "affected exactly 3 organization: asserts, stated",
    ]


@pytest.mark.parametrize(
    ("disclosure", "stance", "certainty"),
    [
        ("Yes", "asserts", "stated"),
        ("Potentially", "asserts", "possible"),
        ("Unknown", "unknown", "stated"),
        ("No", "denies", "stated"),
    ],
)
def test_data_are_exposed_as_surely_as_they_were_disclosed(
    tmp_path: Path, disclosure: str, stance: str, certainty: str
) -> None:
    data = {
        "data_disclosure": disclosure,
        "data": [{"variety": "Personal", "amount": 5}, {"variety": "Unknown"}, {"variety": "Genetic"}],
        "data_total": 5,
        "data_victim": "Patient",
    }
    attribute = {"confidentiality": data}
    exposed, concerned = (claims(tmp_path, name, attribute=attribute) for name in ("exposed", "concerned"))
    assert [said(c) for c in exposed + concerned] == [
        f"exposed personal data: {stance}, {certainty}",
        f"exposed genetic: {stance}, {certainty}",
        f"concerned patients exactly 5 record: {stance}, {certainty}",
    ]


def test_a_number_of_records_of_several_kinds_of_people_stands_by_itself(tmp_path: Path) -> None:
    for victims in ("Customer,Employee", ["Customer", "Employee"]):
        data = {"data_disclosure": "Yes", "data_total": 70, "data_victim": victims}
        assert [said(c) for c in claims(tmp_path, "concerned", attribute={"confidentiality": data})] == [
            "concerned customers: asserts, stated",
            "concerned employees: asserts, stated",
            "concerned exactly 70 record: asserts, stated",
        ]


def test_without_a_word_on_disclosure_nothing_is_exposed(tmp_path: Path) -> None:
    attribute = {"confidentiality": {"data": [{"variety": "Personal"}], "data_total": 5}}
    assert claims(tmp_path, "exposed", attribute=attribute) == claims(tmp_path, "concerned", attribute=attribute) == []


@pytest.mark.parametrize(
    ("fields", "effects"),
    [
        ({"action": {"malware": {"variety": ["Ransomware", "C2"]}}}, ["encryption: asserts, stated"]),
        ({"attribute": {"availability": {"variety": ["Interruption"]}}}, ["outage: asserts, stated"]),
        ({"attribute": {"availability": {"variety": ["Obscuration", "Loss"]}}}, ["encryption: asserts, possible"]),
        ({"action": {"error": {"variety": ["Publishing error"]}}}, ["data_publication: asserts, stated"]),
        ({"action": {"hacking": {"variety": ["SQLi"]}}}, []),
        ({"action": {"misuse": {"variety": ["Privilege abuse"]}}}, []),
    ],
)
def test_actions_and_attributes_have_effects(tmp_path: Path, fields: dict[str, Any], effects: list[str]) -> None:
    assert [said(c) for c in claims(tmp_path, "caused", **fields)] == [f"caused {effect}" for effect in effects]


@pytest.mark.parametrize(("disclosure", "certainty"), [("Yes", "stated"), ("Potentially", "possible"), ("No", None)])
def test_hacking_is_theft_as_surely_as_data_were_disclosed(
    tmp_path: Path, disclosure: str, certainty: str | None
) -> None:
    attribute = {"confidentiality": {"data_disclosure": disclosure}}
    found = claims(tmp_path, "caused", action={"hacking": {"variety": ["SQLi"]}}, attribute=attribute)
    assert [said(c) for c in found] == ([f"caused data_theft: asserts, {certainty}"] if certainty else [])


def test_an_effect_stands_once_and_as_surely_as_anything_says_it(tmp_path: Path) -> None:
    found = claims(
        tmp_path,
        "caused",
        action={"malware": {"variety": ["Ransomware"]}},
        attribute={"availability": {"variety": ["Obscuration"]}},
    )
    assert [said(c) for c in found] == ["caused encryption: asserts, stated"]


@pytest.mark.parametrize(
    ("security_incident", "expected"),
    [
        ("Suspected", ["hit Acme Ltd: asserts, possible", "occurred_on 2024-03-30: asserts, possible"]),
        ("Near miss", ["hit Acme Ltd: denies, stated", "occurred_on 2024-03-30: asserts, stated"]),
        ("False positive", ["hit Acme Ltd: denies, stated"]),
    ],
)
def test_what_is_no_confirmed_incident_says_less(tmp_path: Path, security_incident: str, expected: list[str]) -> None:
    items = read(tmp_path / "a.jsonl", record(security_incident=security_incident))
    assert [said(item[1]) for item in items if isinstance(item, tuple)] == expected


@pytest.mark.parametrize(("confidence", "certainty"), [("High", "stated"), ("Medium", "possible"), ("Low", "possible")])
def test_confidence_bounds_every_certainty(tmp_path: Path, confidence: str, certainty: str) -> None:
    items = read(tmp_path / "a.jsonl", record(confidence=confidence))
    assert {item[1].certainty for item in items if isinstance(item, tuple)} == {certainty}


@pytest.mark.parametrize(
    ("given", "discovery", "expected"),
    [
        ({"year": 2024, "month": 2, "day": 28}, {"unit": "Days", "value": 2}, ["2024-03-01, stated"]),
        ({"year": 2024, "month": 11}, {"unit": "Months", "value": 3}, ["2025-02, possible"]),
        ({"year": 2024}, {"unit": "Years", "value": 2}, ["2026, possible"]),
        ({"year": 2024}, {"unit": "Days", "value": 2}, []),
        ({"year": 2024, "month": 2, "day": 28}, {"unit": "Weeks", "value": 2}, []),
        ({"year": 2024, "month": 2}, {"unit": "Months"}, []),
        ({"year": 2024, "month": 2}, {"unit": "Unknown"}, []),
    ],
)
def test_the_day_of_discovery_follows_where_it_can(
    tmp_path: Path, given: dict[str, int], discovery: dict[str, Any], expected: list[str]
) -> None:
    found = claims(tmp_path, "discovered_on", timeline={"incident": given, "discovery": discovery})
    assert [f"{c.value}, {c.certainty}" for c in found] == expected


def test_vcdb_adds_when_it_was_told_and_when_it_was_coded(tmp_path: Path) -> None:
    plus = {
        "timeline": {"notification": {"year": 2024, "month": 5}},
        "created": "2024-06-01T10:00:00Z",
        "modified": "2024-07-02T10:00:00Z",
    }
    (claim,) = claims(tmp_path, "disclosed_on", plus=plus)
    assert (claim.value, claim.said_on) == ("2024-05", "2024-07-02")


def test_an_attacker_with_a_name_is_one(tmp_path: Path) -> None:
    for name in ("Cl0p", ["Cl0p"], ["Unknown", "Cl0p", ID]):
        found = claims(tmp_path, "attributed_to", actor={"external": {"name": name, "country": ["RU"]}})
        assert [said(c) for c in found] == ["attributed_to Cl0p: asserts, stated"]


@pytest.mark.parametrize(
    ("seat", "places"),
    [
        ({"country": ["US"], "state": "GA"}, ["United States", "Georgia, US"]),
        ({"country": ["GE"]}, ["Georgia"]),
        ({"country": "SE", "region": "150154"}, ["Sweden"]),
        ({"country": ["Unknown"], "region": "150154"}, ["Northern Europe"]),
        ({"country": ["Unknown"], "region": "000000"}, []),
        ({"country": ["NZ"], "state": "Wellington"}, ["New Zealand", "Wellington"]),
        ({"country": ["NZ"], "state": "WGN"}, ["New Zealand"]),
    ],
)
def test_the_seat_is_a_country_and_a_state_or_else_a_region(
    tmp_path: Path, seat: dict[str, Any], places: list[str]
) -> None:
    found = claims(tmp_path, "located_in", victim={"victim_id": "Acme Ltd"} | seat)
    assert [c.object.name for c in found if c.object] == places
    assert {c.subject.name for c in found} <= {"Acme Ltd"}


def test_each_further_reference_repeats_the_first_claim(tmp_path: Path) -> None:
    reference = "https://a.example/x,1 (20240401); http://b.example/y;http://c.example/z?a=1;2 and http://b.example/y"
    first, *rest = claims(tmp_path, "hit", reference=reference, summary="Words.")
    assert [c.source for c in (first, *rest)] == [
        Source(url=url) for url in ("https://a.example/x,1", "http://b.example/y", "http://c.example/z?a=1;2")
    ]
    assert [(c.repeats, c.quote) for c in rest] == [(first.id, None)] * 2


def test_a_record_without_a_reference_has_the_file_as_its_source(tmp_path: Path) -> None:
    (claim,) = claims(tmp_path, "hit", reference="see the file of the case")
    assert claim.source.path == str(tmp_path / "a.jsonl")
    assert claim.source.hash
    assert len(claim.source.hash) == 64


def test_without_a_coder_nobody_speaks_and_nothing_is_quoted(tmp_path: Path) -> None:
    (claim,) = claims(tmp_path, "hit", source_id=None, summary="Words.")
    assert claim.speaker is None
    assert claim.quote is None
