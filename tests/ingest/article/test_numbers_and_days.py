"""Quantities with bounds and units, money, shares, and days against the day of publication."""

from __future__ import annotations

import pytest
from article_claims import claims_of, target

from kedja.claim import Source
from kedja.ontology import EntityType
from kedja_ingest.article import extract_article
from kedja_ingest.article.dates import calendar
from kedja_ingest.article.quantities import counter


@pytest.mark.parametrize(
    ("text", "quantity"),
    [
        ("164 municipalities", "exactly 164 municipality"),
        ("at least twenty-five regions", "at_least 25 region"),
        ("more than 15,000 car dealers", "more_than 15000 company"),
        ("nearly 8 000 employees", "about 8000 person"),
        ("up to 1.2 million patients", "at_most 1200000 person"),
        ("fewer than 40 of", None),
        ("fewer than 40 customers", "fewer_than 40 customer"),
        ("between 10 and 20 universities", "between 10 university"),
        ("870,108 e-mail addresses", "exactly 870108 account"),
        ("in 2024 companies", None),
        ("1.5 bitcoin", "exactly 1.5 BTC"),
        ("£6.09m", "exactly 6090000 GBP"),
        ("tens of millions of dollars", "at_least 10000000 USD"),
        ("about 1.5 million kronor", "about 1500000 SEK"),
        ("80 percent", "exactly 80 percent"),
        ("80 %", "exactly 80 percent"),
        ("40 flights", None),
        ("a couple of hundred schools", "about 200 organization"),
        ("data on students from 2019 and 2020", None),
    ],
)
def test_a_quantity(text: str, quantity: str | None) -> None:
    found = [chunk.quantity for chunk in counter("en").find(text) if chunk.quantity]
    shown = [f"{q.bound} {q.value:.10g} {q.unit}" for q in found]
    assert shown == ([quantity] if quantity else [])


@pytest.mark.parametrize(
    ("language", "before", "text", "quantity"),
    [
        ("en", "Acme has 31 municipalities as customers.", "Six of them were hit.", "exactly 6 municipality"),
        ("en", "Acme has customers.", "Fewer than 40 of those were hit.", "fewer_than 40 customer"),
        ("en", "Acme has customers.", "Two of them, Bolt and Corvo, were hit.", None),
        ("en", "Acme has customers.", "One of them was hit.", None),
        ("en", "", "Six of them were hit.", None),
        ("en", "Acme has 31 schools.", "Of these, about 12 have lost data.", "about 12 organization"),
        ("en", "Acme has 31 schools.", "The other 19 were not hit.", "exactly 19 organization"),
        ("en", "Acme has 31 schools.", "The other 19 days were quiet.", None),
        ("en", "Acme has 31 schools.", "On Monday 19 were hit.", None),
        ("sv", "Acme har 31 kommuner som kunder.", "Sex av dem drabbades.", "exactly 6 municipality"),
        ("sv", "Acme har 31 skolor.", "Av dem har minst 12 drabbats.", "at_least 12 organization"),
        ("sv", "Acme har 31 skolor.", "De övriga 19 klarade sig.", "exactly 19 organization"),
        ("sv", "Acme har 31 skolor.", "Två av dem, Eken och Linden, drabbades.", None),
    ],
)
def test_a_number_of_those_told_of_before(language: str, before: str, text: str, quantity: str | None) -> None:
    found = [chunk.quantity for chunk in counter(language).find(text, before) if chunk.quantity]
    assert [f"{q.bound} {q.value:.10g} {q.unit}" for q in found] == ([quantity] if quantity else [])


def test_numbers_that_point_at_one_another_come_to_an_end() -> None:
    assert not list(counter("en").find("six of them " * 100, "six of them " * 100))


@pytest.mark.parametrize(
    ("language", "text", "quantity"),
    [
        ("en", "Acme Systems was hacked on Monday. Of its 310 customers, 74 were affected.", "exactly 74 customer"),
        ("sv", "Acme Systems AB hackades i måndags. Av dess 310 kunder drabbades 74.", "exactly 74 customer"),
        ("sv", "Acme Systems AB hackades. Av de 14 kommunerna har minst tre drabbats.", "at_least 3 municipality"),
    ],
)
def test_of_a_whole_only_the_part_is_affected(language: str, text: str, quantity: str) -> None:
    affected = [claim for claim in claims_of(text, language=language) if claim.predicate == "affected"]
    assert [target(claim) for claim in affected if claim.quantity] == [quantity]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("on Saturday", "2025-08-23"),
        ("on Thursday", "2025-08-28"),
        ("yesterday", "2025-08-27"),
        ("on 3 March", "2025-03-03"),
        ("on December 24", "2024-12-24"),
        ("on 10 September", "2025-09-10"),
        ("Friday night 19 September 2024", "2024-09-19"),
        ("in August 2022", "2022-08"),
        ("in November", "2024-11"),
        ("in 2019", "2019"),
        ("2025-02-30", None),
        ("3 may be", None),
    ],
)
def test_a_day(text: str, day: str | None) -> None:
    assert [chunk.value for chunk in calendar("en").find(text, "2025-08-28")] == ([day] if day else [])


@pytest.mark.parametrize(
    ("language", "text", "day"),
    [
        ("en", "On 19 August last year it was hacked.", "2024-08-19"),
        ("en", "In January of last year it was hacked.", "2024-01"),
        ("en", "At Easter 2023 it was hacked.", "2023"),
        ("sv", "Det var den 19 augusti i fjol.", "2024-08-19"),
        ("sv", "I januari förra året hackades bolaget.", "2024-01"),
        ("sv", "Under höstlovet 2023 hackades bolaget.", "2023"),
    ],
)
def test_a_day_of_another_year(language: str, text: str, day: str) -> None:
    assert [chunk.value for chunk in calendar(language).find(text, "2025-08-28")] == [day]


@pytest.mark.parametrize(
    ("given", "text", "day"),
    [
        # Five days before the day that was told, rather than two months before publication.
        ("2022-10-04", "The file had been published on 29 September.", "2022-09-29"),
        ("2022-10-04", "It was stopped on 11 October.", "2022-10-11"),
        # A month before publication, rather than two and a half before the day that was told.
        ("2022-10-04", "It went public on 20 July.", "2023-07-20"),
    ],
)
def test_a_day_is_of_the_year_that_was_told_where_it_is_near(given: str, text: str, day: str) -> None:
    assert [chunk.value for chunk in calendar("en").find(text, "2023-08-28", given)] == [day]


@pytest.mark.parametrize(
    "text",
    [
        "Acme Logistics was hacked. In May 2022 an intruder copied names and addresses.",
        "Acme Logistics was hacked. On 4 October 2022 it reported a breach to the Data Protection Commission.",
        "Acme Logistics was hacked. Names were stolen in the attack in December 2022.",
    ],
)
def test_an_incident_is_of_the_year_in_which_harm_was_done(text: str) -> None:
    incidents = {claim.subject.name for claim in claims_of(text) if claim.subject.type is EntityType.INCIDENT}
    assert incidents == {"Acme Logistics 2022"}


def test_without_a_day_of_publication_a_weekday_is_no_date() -> None:
    text = "The attack on Acme Logistics was discovered on Saturday."
    claims = list(extract_article(text, Source(path="a.txt")))
    assert [(c.subject.name, c.predicate) for c in claims] == [("Acme Logistics", "hit")]


def test_parts_of_a_group_are_counted_too() -> None:
    text = "About 60 customers of Acme Systems were affected, including at least 40 municipalities and two regions."
    counted = {target(claim) for claim in claims_of(text) if claim.predicate == "affected"}
    assert counted == {"about 60 customer", "at_least 40 municipality", "exactly 2 region"}
