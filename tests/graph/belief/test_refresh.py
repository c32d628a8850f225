"""A belief that is brought up to date batch by batch equals one made from nothing."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from made_claims import INCIDENT, SYSTEM, VENDOR, claim, organization, page, record, system
from random_steps import STEPS, Step, take

from kedja.belief import Belief, Conflict, Edge
from kedja.claim import Claim
from kedja.identity import Judgement, Verdict
from kedja.ledger import Ledger, open_ledger
from kedja.ontology import Marking, OrganizationKind

NAMES = ("Alfa", "Alfa AB", "Beta", "Kalmar kommun", "Kalmars kommun")
KINDS = (None, OrganizationKind.COMPANY, OrganizationKind.MUNICIPALITY)


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    target = organization(draw(st.sampled_from(NAMES)), draw(st.sampled_from(KINDS)))
    stance = draw(st.sampled_from(("asserts", "denies", "unknown")))
    day = draw(st.sampled_from(("2025-08-28", "2025-09-01", "2025-09")))
    return claim(INCIDENT, "affected", target, by=draw(st.sampled_from("AB")), stance=stance, on=day)


BATCHES = st.lists(st.lists(claims(), min_size=1, max_size=4), min_size=1, max_size=5)


def picture(belief: Belief) -> tuple[list[Edge], list[Conflict]]:
    return sorted(belief.edges(), key=lambda edge: edge.id), sorted(belief.conflicts(), key=lambda c: c.id)


@settings(max_examples=40, deadline=None)
@given(batches=BATCHES, partly=st.booleans())
def test_refresh_equals_a_fresh_belief(batches: list[list[Claim]], partly: bool) -> None:
    with tempfile.TemporaryDirectory() as folder, open_ledger(Path(folder, "k.db"), create=True) as ledger:
        record(ledger, claim(INCIDENT, "hit", VENDOR))
        belief = Belief(ledger)

        def ask() -> list[Edge]:
            return belief.edges_of(["incident/supplia-2025"]) if partly else belief.edges()

        ask()
        for batch in batches:
            record(ledger, *batch)
            belief.refresh()
            assert sorted(e.id for e in ask()) == sorted(e.id for e in Belief(ledger).edges())
            assert picture(belief) == picture(Belief(ledger))


@settings(max_examples=25, deadline=None)
@given(steps=STEPS)
def test_refresh_follows_whatever_happens_within_a_clearance(steps: list[Step]) -> None:
    with tempfile.TemporaryDirectory() as folder, open_ledger(Path(folder, "k.db"), create=True) as ledger:
        record(ledger, claim(INCIDENT, "hit", VENDOR), claim(VENDOR, "provides", SYSTEM))
        beliefs = [Belief(ledger.within(level)) for level in (Marking.CLEAR, Marking.RED)]
        for belief in beliefs:
            assert belief.edges()
        said: list[str] = []
        for step in steps:
            take(ledger, step, said)
            for belief in beliefs:
                belief.refresh()
                anew = Belief(belief.ledger)
                assert picture(belief) == picture(anew)
                ids = {end for edge in anew.edges() for end in (edge.subject, edge.target)}
                assert belief.nodes(ids) == anew.nodes(ids)


def test_refresh_follows_a_judgement_and_its_withdrawal(ledger: Ledger) -> None:
    record(ledger, *(claim(INCIDENT, "affected", organization(name)) for name in ("Alfa", "Beta")))
    belief = Belief(ledger)
    before = picture(belief)
    judged = ledger.judge(Judgement(verdict=Verdict.SAME, left="organization/alfa", right="organization/beta"))
    assert belief.refresh()
    assert {edge.target for edge in belief.edges()} == {"organization/alfa"}
    ledger.judge(Judgement(verdict=Verdict.RETRACTS, left=judged.id))
    belief.refresh()
    assert picture(belief) == before


def test_refresh_does_nothing_when_nothing_came(ledger: Ledger) -> None:
    record(ledger, claim(INCIDENT, "hit", VENDOR))
    belief = Belief(ledger)
    assert not belief.refresh()


def test_refresh_finds_the_voice_of_a_claim_that_comes_after_its_repetition(ledger: Ledger) -> None:
    original = claim(VENDOR, "provides", SYSTEM, by="Supplia")
    record(ledger, claim(organization("Alfa"), "uses", system("Other"), source=page("b"), repeats=original.id))
    belief = Belief(ledger)
    (before,) = belief.edges()
    assert belief.voice(before.claims[0]) == f"claim/{original.id}"
    record(ledger, original)
    belief.refresh()
    assert picture(belief) == picture(Belief(ledger))
    assert belief.voice(before.claims[0]) == "organization/supplia"
