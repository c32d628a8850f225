"""Every written form of a body of the register leads to it, and to no other."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from made_claims import organization

import kedja.identity
from kedja.identity import Entry, look_up
from kedja.identity.register import entries

FOLDER = Path(str(kedja.identity.__file__)).parent / "register"


def municipalities() -> list[tuple[str, str]]:
    """Code and short name of each."""
    with (FOLDER / "municipalities.csv").open(encoding="utf-8", newline="") as table:
        return [(row["scb"], row["aliases"].split("|")[0]) for row in csv.DictReader(table)]


def code(name: str, kind: str | None = None) -> str | None:
    entry = look_up(organization(name, kind))
    return entry.scb if entry else None


@pytest.mark.parametrize(
    "form", ["{0} kommun", "{0} municipality", "Municipality of {0}", "{0} Municipality", "the municipality of {0}"]
)
def test_every_municipality_by_its_name_and_kind(form: str) -> None:
    missed = {name for scb, name in municipalities() if code(form.format(name)) != scb}
    assert missed == set()


def test_every_municipality_by_its_genitive() -> None:
    def genitive(name: str) -> str:
        return name if name.endswith(("s", "x", "z")) else f"{name}s"

    missed = {name for scb, name in municipalities() if code(f"{genitive(name)} kommun") != scb}
    assert missed == set()


def test_every_municipality_by_its_short_name_where_the_kind_is_known() -> None:
    assert {name for scb, name in municipalities() if code(name, "municipality") != scb} == set()


@pytest.mark.parametrize(
    ("name", "scb"),
    [
        ("Kalmars kommun", "0880"),
        ("Kalmar kommun", "0880"),
        ("KALMAR KOMMUN", "0880"),
        ("Kalmar municipality", "0880"),
        ("Borås", None),
        ("Borås stad", "1490"),
        ("Borås kommun", "1490"),
        ("Boras municipality", "1490"),
        ("Göteborgs Stad", "1480"),
        ("City of Gothenburg", "1480"),
        ("Göteborg municipality", "1480"),
        ("Stockholms stad", "0180"),
        ("Stockholm municipality", "0180"),
        ("City of Stockholm", "0180"),
        ("Malmö stad", "1280"),
        ("Upplands Väsby kommun", "0114"),
        ("Upplands Väsbys kommun", "0114"),
        ("Håbo kommun", "0305"),
        ("Habo kommun", "0643"),
        ("Region Gotland", "09"),
        ("Region Skåne", "12"),
        ("Region Skånes", "12"),
        ("Skåne Region", "12"),
        ("Västra Götalandsregionen", "14"),
        ("Kalmar", None),
        ("Kalmar FF", None),
        ("Kalmar kommuns väl", None),
    ],
)
def test_forms_that_reports_use(name: str, scb: str | None) -> None:
    assert code(name) == scb


@pytest.mark.parametrize("form", ["IMY", "Imy", "imy", "Integritetsskyddsmyndigheten", "Integritetsskyddsmyndighetens"])
def test_an_authority_by_name_abbreviation_and_genitive(form: str) -> None:
    assert key_of(form) == "imy"
    assert key_of(f"{form} (IMY)") == "imy"


@pytest.mark.parametrize(
    ("form", "key"),
    [("MSB", "msb"), ("CERT-SE", "cert-se"), ("Swedish Authority for Privacy Protection (IMY)", "imy")],
)
def test_an_authority_by_its_english_name(form: str, key: str) -> None:
    assert key_of(form) == key


def key_of(name: str) -> str | None:
    entry = look_up(organization(name))
    return entry.key if entry else None


def test_every_name_of_the_register_leads_to_its_own_body() -> None:
    def found(entry: Entry, name: str) -> Entry | None:
        return look_up(organization(name, entry.kind))

    missed = {name for entry in entries() for name in (entry.name, *entry.aliases) if found(entry, name) is not entry}
    assert missed == set()


def test_a_code_decides_whatever_the_name() -> None:
    assert look_up(organization("Somewhere", scb="0880")) is look_up(organization("Kalmar kommun"))
