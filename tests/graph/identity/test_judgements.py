"""Judgements of a person: two ids lead to one, stay apart, and are as before when it is taken back."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_claims import SYSTEM, claim, organization, page, record, system

from kedja.belief import Belief
from kedja.claim import Mention
from kedja.errors import NotFoundError, UsageError
from kedja.identity import Entity, Judgement, Verdict, roots
from kedja.ledger import Ledger, Selection, open_ledger
from kedja.ontology import EntityType

NAMES = ("Alfa", "Beta", "Gamma", "Delta")


@pytest.fixture
def four(ledger: Ledger) -> Ledger:
    """A ledger with four organizations."""
    record(ledger, *(claim(organization(name), "uses", SYSTEM) for name in NAMES))
    return ledger


def of(name: str) -> str:
    return f"organization/{name.lower()}"


def judge(ledger: Ledger, verdict: str, left: str, right: str) -> Judgement:
    return ledger.judge(Judgement(verdict=Verdict(verdict), left=of(left), right=of(right)))


def take_back(ledger: Ledger, judgement: Judgement) -> Judgement:
    return ledger.judge(Judgement(verdict=Verdict.RETRACTS, left=judgement.id))


def leads(ledger: Ledger) -> dict[str, str]:
    """Where each of the four names leads."""
    return {name: ledger.canonical(of(name)).removeprefix("organization/") for name in NAMES}


def add(ledger: Ledger, mention: Mention, name: str) -> None:
    record(ledger, claim(mention, "uses", system(name), source=page(name)))


def picture(ledger: Ledger) -> tuple[list[Entity], dict[str, str], list[tuple[str, str]]]:
    spoken_of = [(recorded.claim.id, recorded.subject) for recorded in ledger.claims(Selection())]
    return ledger.list_entities(None, "", 100), leads(ledger), spoken_of


def test_both_ids_lead_to_the_left_one(four: Ledger) -> None:
    judge(four, "same", "Alfa", "Beta")
    assert leads(four) == {"Alfa": "alfa", "Beta": "alfa", "Gamma": "gamma", "Delta": "delta"}
    entity = four.entity(of("Beta"))
    assert (entity.id, entity.merged) == (of("Alfa"), (of("Beta"),))
    assert {entity.name, *entity.aliases} == {"Alfa", "Beta"}
    assert four.count(Selection(about=frozenset({of("Alfa")}))) == 2


def test_taking_it_back_restores_what_was(four: Ledger) -> None:
    before = picture(four)
    judged = judge(four, "same", "Alfa", "Beta")
    assert picture(four) != before
    take_back(four, judged)
    assert picture(four) == before


def test_taking_the_taking_back_back_does_it_again(four: Ledger) -> None:
    judged = judge(four, "same", "Alfa", "Beta")
    after = picture(four)
    again = take_back(four, judged)
    take_back(four, again)
    assert picture(four) == after


def test_sameness_goes_on(four: Ledger) -> None:
    judge(four, "same", "Alfa", "Beta")
    judge(four, "same", "Gamma", "Delta")
    middle = judge(four, "same", "Beta", "Gamma")
    assert set(leads(four).values()) == {"alfa"}
    assert four.entity(of("Delta")).merged == (of("Beta"), of("Delta"), of("Gamma"))
    take_back(four, middle)
    assert leads(four) == {"Alfa": "alfa", "Beta": "alfa", "Gamma": "gamma", "Delta": "gamma"}


def test_the_latest_word_on_a_pair_holds(four: Ledger) -> None:
    judge(four, "same", "Alfa", "Beta")
    judge(four, "different", "Beta", "Alfa")
    assert leads(four)["Beta"] == "beta"
    judge(four, "same", "Beta", "Alfa")
    assert leads(four)["Alfa"] == "beta"


def test_the_different_are_not_joined_through_others(four: Ledger) -> None:
    judge(four, "different", "Alfa", "Gamma")
    judge(four, "same", "Alfa", "Beta")
    judge(four, "same", "Beta", "Gamma")
    assert leads(four) == {"Alfa": "alfa", "Beta": "alfa", "Gamma": "gamma", "Delta": "delta"}
    (torn,) = Belief(four).conflicts()
    assert torn.kind == "identity"


def test_unsure_joins_nothing_and_is_shown(four: Ledger) -> None:
    judge(four, "unsure", "Alfa", "Beta")
    assert leads(four)["Beta"] == "beta"
    assert [conflict.kind for conflict in Belief(four).conflicts()] == ["identity"]


def test_the_different_stay_apart_when_they_share_an_identifier(four: Ledger) -> None:
    judge(four, "different", "Alfa", "Beta")
    add(four, organization("Alfa", orgnr="1"), "a")
    add(four, organization("Beta", orgnr="1"), "b")
    assert leads(four)["Alfa"] != leads(four)["Beta"]


def test_what_is_learnt_later_of_one_is_of_both(four: Ledger) -> None:
    judge(four, "same", "Alfa", "Beta")
    since = four.snapshot()
    add(four, organization("Beta AB", lei="5493001KJTIIGC8Y1R12", aliases=("Betabolaget",)), "b")
    entity = four.entity(of("Alfa"))
    assert entity.identifiers == {"lei": "5493001KJTIIGC8Y1R12"}
    assert "Betabolaget" in entity.aliases
    assert of("Alfa") in four.difference(since).resolved


def test_an_id_that_lost_its_mentions_leads_to_who_has_them(four: Ledger) -> None:
    add(four, organization("Alfa", orgnr="1"), "a")
    add(four, organization("Gamma", orgnr="1"), "g")
    assert leads(four)["Gamma"] == "alfa"
    assert four.entity(of("Gamma")).merged == (of("Gamma"),)


def test_a_judgement_follows_an_id_that_lost_its_mentions(four: Ledger) -> None:
    judged = judge(four, "same", "Gamma", "Delta")
    add(four, organization("Alfa", orgnr="1"), "a")
    add(four, organization("Gamma", orgnr="1"), "g")
    assert leads(four) == {"Alfa": "alfa", "Beta": "beta", "Gamma": "alfa", "Delta": "alfa"}
    take_back(four, judged)
    assert leads(four) == {"Alfa": "alfa", "Beta": "beta", "Gamma": "alfa", "Delta": "delta"}


def test_an_id_that_lost_its_mentions_follows_a_judgement(four: Ledger) -> None:
    add(four, organization("Alfa", orgnr="1"), "a")
    add(four, organization("Gamma", orgnr="1"), "g")
    judged = judge(four, "same", "Delta", "Alfa")
    assert leads(four) == {"Alfa": "delta", "Beta": "beta", "Gamma": "delta", "Delta": "delta"}
    assert four.entity(of("Delta")).merged == (of("Alfa"), of("Gamma"))
    take_back(four, judged)
    assert leads(four) == {"Alfa": "alfa", "Beta": "beta", "Gamma": "alfa", "Delta": "delta"}


def test_what_an_identifier_made_one_is_not_torn_up_but_shown(four: Ledger) -> None:
    add(four, organization("Alfa", orgnr="1"), "a")
    add(four, organization("Gamma", orgnr="1"), "g")
    before = leads(four)
    judge(four, "different", "Alfa", "Gamma")
    add(four, organization("Alfa", domain="a.se"), "later")
    assert leads(four) == before
    assert four.count_entities(EntityType.ORGANIZATION) == len(("alfa", "beta", "delta", "press"))
    assert [conflict.kind for conflict in Belief(four).conflicts()] == ["identity"]


@pytest.mark.parametrize("verdict", ["same", "different", "unsure"])
def test_one_entity_is_no_pair(four: Ledger, verdict: str) -> None:
    with pytest.raises(UsageError, match="one entity"):
        judge(four, verdict, "Alfa", "Alfa")
    assert four.judgements() == []


def test_nothing_to_take_back(four: Ledger) -> None:
    with pytest.raises(NotFoundError, match="judgement"):
        four.judge(Judgement(verdict=Verdict.RETRACTS, left="0" * 32))


VERDICTS = st.tuples(st.sampled_from(["same", "different", "unsure"]), *[st.sampled_from(NAMES)] * 2)


@settings(max_examples=20, deadline=None)
@given(st.lists(VERDICTS.filter(lambda verdict: verdict[1] != verdict[2]), min_size=1, max_size=6), st.data())
def test_whatever_was_judged_is_undone_by_taking_all_back(
    judged: list[tuple[str, str, str]], data: st.DataObject
) -> None:
    with tempfile.TemporaryDirectory() as folder, open_ledger(Path(folder, "k.db"), create=True) as ledger:
        record(ledger, *(claim(organization(name), "uses", SYSTEM) for name in NAMES))
        before = picture(ledger)
        made = [judge(ledger, *verdict) for verdict in judged]
        assert leads(ledger) == expected(made)
        for judgement in data.draw(st.permutations(made)):
            take_back(ledger, judgement)
        assert picture(ledger) == before


def expected(made: list[Judgement]) -> dict[str, str]:
    """Where the names lead by the latest word on each pair, taken in the order of its first."""
    latest = {frozenset((j.left, j.right)): j for j in made}
    root = roots(list(latest.values()))
    return {name: root.get(of(name), of(name)).removeprefix("organization/") for name in NAMES}
