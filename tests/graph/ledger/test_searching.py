"""Search over names, quoted words and titles, in which no character has a special meaning."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_claims import INCIDENT, SYSTEM, VENDOR, claim, organization, page, record

from kedja.ledger import Ledger

NAMES = (
    "Räddningstjänsten Väst",
    "Tromsø kommune",
    "AT&T",
    "Crème Brûlée (CB)",
    'Dr. "Quote" O’Neil',
    "Łódź Energia",
    "東京電力",
    "NEAR Protocol",
    "One-Two",
)


@pytest.fixture
def named(ledger: Ledger) -> Ledger:
    record(ledger, *(claim(organization(name), "uses", SYSTEM) for name in NAMES))
    record(ledger, claim(organization("Alfa"), "uses", SYSTEM, source=page("b", title="Aftermath"), quote="Æbler fell"))
    return ledger


def found(ledger: Ledger, text: str) -> list[str]:
    return [hit.entity.name for hit in ledger.search(text, 20)]


@pytest.mark.parametrize("name", NAMES)
def test_every_name_finds_its_bearer(named: Ledger, name: str) -> None:
    assert found(named, name) == [name]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("raddningstjansten", "Räddningstjänsten Väst"),
        ("VÄST räddn", "Räddningstjänsten Väst"),
        ("tromso", "Tromsø kommune"),
        ("creme brulee", "Crème Brûlée (CB)"),
        ("cb", "Crème Brûlée (CB)"),
        ("lodz", "Łódź Energia"),
        ("東京", "東京電力"),
        ("one two", "One-Two"),
        ("  near  ", "NEAR Protocol"),
        ("near/protocol", "NEAR Protocol"),
        ("o'neil", 'Dr. "Quote" O’Neil'),
    ],
)
def test_accents_case_and_signs_do_not_matter(named: Ledger, text: str, name: str) -> None:
    assert found(named, text) == [name]


def test_the_last_word_may_be_begun_and_no_other(named: Ledger) -> None:
    assert found(named, "Räddnings") == ["Räddningstjänsten Väst"]
    assert found(named, "Räddnings Väst") == []
    assert found(named, "ddningstjänsten") == []


@pytest.mark.parametrize("text", ["", "   ", "*", '"', "-", "()", "^", ":", "'", "\0", '"" * ""', "💥"])
def test_signs_alone_find_nothing(named: Ledger, text: str) -> None:
    assert found(named, text) == []


@pytest.mark.parametrize("text", ["NEAR(alfa)", "alfa OR beta", "alfa NOT x", "text:alfa", "alfa AND tromsø", "x*"])
def test_words_of_a_query_language_are_words(named: Ledger, text: str) -> None:
    assert found(named, text) == []


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=12) | st.text("\"*-()^:+ '\\\0aN", max_size=12))
def test_no_text_is_refused(named: Ledger, text: str) -> None:
    assert isinstance(named.search(text, 3), list)


def test_names_come_before_quotes_before_titles(ledger: Ledger) -> None:
    record(ledger, claim(organization("Alfa"), "uses", SYSTEM, source=page("a", title="Kalmar today")))
    record(ledger, claim(organization("Beta"), "uses", SYSTEM, source=page("b"), quote="Kalmar is spared"))
    record(ledger, claim(organization("Kalmar FF"), "uses", SYSTEM, source=page("c")))
    hits = [(hit.entity.name, hit.where) for hit in ledger.search("kalmar", 20)]
    assert hits[0] == ("Kalmar FF", "name")
    assert ("Beta", "quote") in hits[1:3]
    assert hits[-1] == ("Alfa", "title")


def test_a_hit_shows_the_words(named: Ledger) -> None:
    quotes = [hit for hit in named.search("aebler", 20) if hit.entity.name == "Alfa"]
    assert [(hit.where, hit.text) for hit in quotes] == [("quote", "Æbler fell")]
    titles = [hit for hit in named.search("aftermath", 20) if hit.entity.name == "Alfa"]
    assert [(hit.where, hit.text) for hit in titles] == [("title", "Aftermath")]


def test_an_entity_is_one_hit_and_there_are_at_most_so_many(ledger: Ledger) -> None:
    record(ledger, *(claim(organization(f"Alfa {n}"), "uses", SYSTEM, quote=f"Alfa {n}, alfa") for n in range(9)))
    names = found(ledger, "alfa")
    assert len(names) == len(set(names)) == 10
    assert len(ledger.search("alfa", 4)) == 4


def test_an_alias_and_a_merged_name_find_the_entity(ledger: Ledger) -> None:
    record(ledger, claim(INCIDENT, "hit", VENDOR), claim(organization("Supplia Aktiebolag"), "uses", SYSTEM))
    assert [hit.entity.id for hit in ledger.search("aktiebolag", 5)] == ["organization/supplia"]
