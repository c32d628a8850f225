"""The facts that a news report on an attacked supplier must give: a report of our own, and the seed."""

from __future__ import annotations

from pathlib import Path

import pytest
from article_claims import CASES, claims_in, facts, find

from kedja.claim import Claim, Speaker
from kedja.ontology import EntityType

NDPA = "Norwegian Data Protection Authority"
OWN = "Fjellpay 2024"


@pytest.fixture(scope="module")
def own() -> list[Claim]:
    return claims_in(CASES / "fjellpay-payroll.txt")


@pytest.mark.parametrize(
    ("subject", "predicate", "end"),
    [
        (OWN, "hit", "Fjellpay"),
        ("customers of Fjellpay", "reported_to", f"about 90 customer -> {NDPA}"),
        ("municipalities", "reported_to", f"at_least 57 municipality -> {NDPA}"),
        ("regions", "reported_to", f"exactly 3 region -> {NDPA}"),
        (OWN, "affected", "about 90 customer"),
        (OWN, "affected", "at_least 57 municipality"),
        (OWN, "affected", "exactly 3 region"),
        (OWN, "demanded", "exactly 2.5 BTC"),
        (OWN, "demanded", "about 2400000 NOK"),
        ("Fjellpay's systems", "market_share", "exactly 65 percent"),
        ("Fjellpay", "reported_to", "police"),
        ("NCSC-NO", "part_of", "Norwegian National Security Authority"),
        ("Kari Nordmann", "has_role", NDPA),
        ("Ola Hansen", "has_role", "Fjellpay"),
        ("Per Lunde", "has_role", "NCSC-NO"),
        ("Fjellpay's systems", "holds", "sick leave notes"),
        ("Fjellpay's systems", "holds", "travel expenses"),
        (OWN, "caused", "encryption"),
        (OWN, "discovered_on", "2024-11-10"),
        (OWN, "caused", "data_theft"),
        (OWN, "exposed", "information"),
    ],
)
def test_a_report_of_our_own_gives(own: list[Claim], subject: str, predicate: str, end: str) -> None:
    assert (subject, predicate, end) in facts(own)


def test_the_police_are_the_voice_of_what_the_police_state(own: list[Claim]) -> None:
    for predicate, end in (("hit", "Fjellpay"), ("demanded", "exactly 2.5 BTC")):
        claim = find(own, predicate, end)
        assert (claim.speaker and claim.speaker.name, claim.certainty) == ("police", "confirmed")


def test_a_conversion_is_the_text_s_own(own: list[Claim]) -> None:
    claim = find(own, "demanded", "about 2400000 NOK")
    assert (claim.speaker, claim.certainty) == (None, "stated")


def test_what_the_authority_does_not_know_is_unknown(own: list[Claim]) -> None:
    theft = find(own, "caused", "data_theft")
    assert (theft.stance, theft.certainty) == ("unknown", "stated")
    assert theft.speaker == Speaker(
        name="Kari Nordmann", type=EntityType.PERSON, role="head of technology", organization=NDPA
    )


def test_a_fear_is_feared(own: list[Claim]) -> None:
    assert find(own, "caused", "data_publication").certainty == "feared"


def test_reports_carry_the_incident_and_the_regime(own: list[Claim]) -> None:
    gdpr = find(own, "reported_to", f"about 90 customer -> {NDPA}")
    assert gdpr.qualifiers == {"incident": OWN, "regime": "GDPR"}
    assert find(own, "reported_to", "police").qualifiers == {"regime": "police"}


def test_two_names_of_one_organization_are_one_mention(own: list[Claim]) -> None:
    authority = find(own, "has_role", NDPA).object
    assert authority is not None
    assert (authority.aliases, authority.kind) == (("Datatilsynet",), "agency")


def test_the_company_is_a_company(own: list[Claim]) -> None:
    vendor = find(own, "hit", "Fjellpay").object
    assert vendor is not None
    assert vendor.kind == "company"


def test_a_role_keeps_its_title(own: list[Claim]) -> None:
    titles = {claim.subject.name: claim.qualifiers["title"] for claim in own if claim.predicate == "has_role"}
    assert titles == {"Kari Nordmann": "head of technology", "Ola Hansen": "CEO", "Per Lunde": "section head"}


@pytest.mark.parametrize(
    ("predicate", "end"),
    [
        ("hit", "Miljödata"),
        ("reported_to", "about 250 customer -> Swedish Authority for Privacy Protection"),
        ("reported_to", "at_least 164 municipality -> Swedish Authority for Privacy Protection"),
        ("reported_to", "exactly 4 region -> Swedish Authority for Privacy Protection"),
        ("affected", "about 250 customer"),
        ("affected", "at_least 164 municipality"),
        ("affected", "exactly 4 region"),
        ("demanded", "exactly 1.5 BTC"),
        ("demanded", "about 1500000 SEK"),
        ("market_share", "exactly 80 percent"),
        ("reported_to", "police"),
        ("part_of", "Swedish Civil Contingencies Agency"),
        ("holds", "rehabilitation cases"),
        ("holds", "medical certificates"),
        ("holds", "work injuries"),
        ("caused", "encryption"),
        ("caused", "data_theft"),
        ("exposed", "information"),
    ],
)
def test_the_seed_gives(shared: Path, predicate: str, end: str) -> None:
    find(claims_in(shared / "articles" / "00-miljodata-250-customers.txt"), predicate, end)


def test_the_seed_s_three_speakers_have_role_and_organization(shared: Path) -> None:
    claims = claims_in(shared / "articles" / "00-miljodata-250-customers.txt")
    roles = {c.object.name: c.qualifiers["title"] for c in claims if c.predicate == "has_role" and c.object}
    assert roles == {
        "Swedish Authority for Privacy Protection": "IT and information security specialist",
        "Miljödata": "CEO",
        "Cert-se": "unit manager",
    }
    assert {c.subject.name for c in claims if c.subject.type == "Incident"} == {"Miljödata 2025"}
