"""The register's files: every body once, and no name in two rows."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

import pytest

import kedja.identity
from kedja.ontology import OrganizationKind

FOLDER = Path(str(kedja.identity.__file__)).parent / "register"


def rows(file: str) -> list[dict[str, str]]:
    with (FOLDER / file).open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


@pytest.mark.parametrize(
    ("file", "key", "count"),
    [("municipalities.csv", "scb", 290), ("regions.csv", "scb", 21), ("organizations.csv", "key", 210)],
)
def test_every_body_stands_once(file: str, key: str, count: int) -> None:
    found = rows(file)
    assert len(found) == count
    assert len({row[key] for row in found}) == count
    assert all(OrganizationKind(row["kind"]) and row["name"] for row in found)


def test_every_municipality_lies_in_a_county_with_a_region() -> None:
    assert {row["scb"][:2] for row in rows("municipalities.csv")} == {row["scb"] for row in rows("regions.csv")}


def test_no_name_stands_in_two_rows() -> None:
    bearers = defaultdict(set)
    for file in ("municipalities.csv", "regions.csv", "organizations.csv"):
        for number, row in enumerate(rows(file)):
            for name in (row["name"], *filter(None, row["aliases"].split("|"))):
                bearers[name.casefold()].add((file, number))
    assert {name for name, where in bearers.items() if len(where) > 1} == set()


@pytest.mark.parametrize("name", ["NCSC", "Datatilsynet", "National Cyber Security Centre"])
def test_an_abbreviation_that_several_bodies_share_is_nobodys(name: str) -> None:
    named = [row for row in rows("organizations.csv") if name in (row["name"], *row["aliases"].split("|"))]
    assert named == []


@pytest.mark.parametrize(
    ("scb", "name"),
    [("0880", "Kalmar kommun"), ("1421", "Orust kommun"), ("2080", "Falu kommun"), ("2514", "Kalix kommun")],
)
def test_official_names_are_as_the_municipalities_write_them(scb: str, name: str) -> None:
    assert {row["scb"]: row["name"] for row in rows("municipalities.csv")}[scb] == name
