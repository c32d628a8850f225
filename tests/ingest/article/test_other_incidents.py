"""Background incidents are their own, and a person's role is at whoever employs the person."""

from __future__ import annotations

import pytest
from article_claims import claims_of, facts


def read(text: str, language: str, publisher: str = "The Harbour Gazette") -> set[tuple[str, ...]]:
    """The facts of a text of May 2026."""
    return facts(claims_of(text, language=language, publisher=publisher, published="2026-05-10"))


@pytest.mark.parametrize(
    ("text", "language", "incident", "other"),
    [
        (
            "The attack on Brindle Cloud recalls the attack on Finastra in 2024, when customer data were stolen.",
            "en",
            "Brindle Cloud 2026",
            "Finastra 2024",
        ),
        (
            "Vexmoor was hit by a ransomware attack on Saturday. A similar attack struck Collingwood Airport in 2022.",
            "en",
            "Vexmoor 2026",
            "Collingwood Airport 2022",
        ),
        (
            "Harrow Logistics was hacked on Monday. Two years ago the rival Pentland Freight was hacked.",
            "en",
            "Harrow Logistics 2026",
            "Pentland Freight 2024",
        ),
        (
            "Vi utsattes för en ransomwareattack den 2 februari. I fjol utsattes Ostrandkoncernen för ett intrång.",
            "sv",
            "Ostrander Foods 2026",
            "Ostrandkoncernen 2025",
        ),
        (
            "Tallåsen Data utsattes för ett angrepp i mars. År 2021 utsattes Kaskadia för ett angrepp.",
            "sv",
            "Tallåsen Data 2026",
            "Kaskadia 2021",
        ),
    ],
)
def test_an_earlier_incident_is_its_own(text: str, language: str, incident: str, other: str) -> None:
    found = read(text, language, publisher="Ostrander Foods" if text.startswith("Vi ") else "The Harbour Gazette")
    hit = {subject: object for subject, predicate, object in found if predicate == "hit"}
    assert hit.get(incident) == incident[:-5]
    assert hit.get(other) == other[:-5]
    assert {subject for subject, predicate, _ in found if predicate in ("hit", "affected")} == {incident, other}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (
            "Experts compare the incident at Dunmore Bank with the theft from Equitas, where 9,000 people lost data.",
            "en",
        ),
        (
            "Unlike the MoveOn attack in 2023, in which 2,700 firms were hit, the attack on Dunmore Bank was found.",
            "en",
        ),
        (
            "Experter jämför attacken mot Dunmore Bank med stölden från Equitas, där uppgifter om kunder stals.",
            "sv",
        ),
        (
            "Attacken mot Dunmore Bank påminner om den mot Equitas, då kunduppgifter stals.",
            "sv",
        ),
    ],
)
def test_a_comparison_says_nothing_of_the_incident(text: str, language: str) -> None:
    main = {(predicate, object) for subject, predicate, object in read(text, language) if "Dunmore Bank 2" in subject}
    assert main == {("hit", "Dunmore Bank")}


@pytest.mark.parametrize(
    ("text", "language", "role"),
    [
        (
            "Vi har anmält läckan till Integritetsskyddsmyndigheten. Kommunens HR-chef Ann-Marie Otter leder arbetet.",
            "sv",
            ("Ann-Marie Otter", "has_role", "Orust kommun"),
        ),
        (
            "Vi har inte betalat någonting.\n\nTorbjörn Ekelund\nverkställande direktör",
            "sv",
            ("Torbjörn Ekelund", "has_role", "Orust kommun"),
        ),
        (
            "Chief executive Mary Jones told Congress that Acme Payments was hit by an attack..",
            "en",
            ("Mary Jones", "has_role", "Acme Payments"),
        ),
    ],
)
def test_a_role_is_at_the_employer(text: str, language: str, role: tuple[str, ...]) -> None:
    publisher = "Orust kommun" if language == "sv" else "The Harbour Gazette"
    found = {fact for fact in read(text, language, publisher) if fact[1] == "has_role"}
    assert found == {role}


def test_an_expert_without_an_employer_has_no_role_at_the_attacked_party() -> None:
    found = read("Acme Payments was hit by an attack. Security expert Mary Jones is not surprised.", "en")
    assert ("Acme Payments 2026", "hit", "Acme Payments") in found
    assert not [fact for fact in found if fact[1] == "has_role"]


DIGEST = """The week in breaches

{first}
{one}

{second}
{other}
"""


@pytest.mark.parametrize(
    ("language", "parts"),
    [
        (
            "en",
            {
                "first": "1. NO ROOMS",
                "one": "Vexmoor was hit by a ransomware attack on Saturday. The names of 4,000 guests were stolen.",
                "second": "2. SMALL PRINT",
                "other": "Remember the attack on Brindle Cloud in November? Passport copies were leaked as well.",
            },
        ),
        (
            "sv",
            {
                "first": "1. INGA RUM",
                "one": "Tallåsen Data utsattes för ett angrepp i lördags. Namn på 4 000 gäster stals.",
                "second": "2. FINSTILT",
                "other": "Minns ni angreppet mot Kaskadia i november? Även personnummer läckte.",
            },
        ),
    ],
)
def test_a_digest_has_an_incident_under_each_heading(language: str, parts: dict[str, str]) -> None:
    found = read(DIGEST.format(**parts), language)
    by_story = {subject for subject, predicate, _ in found if predicate == "exposed"}
    first, second = (
        ("Vexmoor 2026", "Brindle Cloud 2025") if language == "en" else ("Tallåsen Data 2026", "Kaskadia 2025")
    )
    assert {first, second} == by_story
    plain = DIGEST.format(**parts).replace(parts["first"], "").replace(parts["second"], "")
    assert len({subject for subject, predicate, _ in read(plain, language) if predicate == "exposed"}) == 1


def test_a_place_in_a_law_is_nobody() -> None:
    text = "The regulator fined Acme Ltd 1 million euros for breaches of Articles 28 and 32 of the GDPR."
    assert not any("Article" in part for fact in read(text, "en") for part in fact)
