"""Short texts in which a sentence is understood by another one, or by what stands over the text."""

from __future__ import annotations

import pytest
from article_claims import claims_of, facts


def test_a_paper_that_is_not_spoken_of_was_not_helped() -> None:
    text = (
        "Leverantören Norvell drabbades av ett intrång. Säkerhetsföretaget Fyrtorn har kallats in för att hjälpa till."
    )
    found = facts(claims_of(text, language="sv", publisher="Norrkuriren/TT"))
    assert ("Fyrtorn", "assists", "Norvell") in found


@pytest.mark.parametrize(
    ("sentence", "stance"),
    [
        ("It is not known who carried out the attack on Norvell.", "asserts"),
        ("The suspected attack on Norvell is not over.", "denies"),
        ("An attack on Norvell was thwarted.", "denies"),
    ],
)
def test_the_attack_is_taken_for_granted(sentence: str, stance: str) -> None:
    claims = claims_of("Later a firm, Norvell, spoke. " + sentence)
    assert {claim.stance for claim in claims if claim.predicate == "hit"} == {stance}


def test_a_list_goes_on_to_its_end() -> None:
    text = "Norvell was hacked.\n\nWhat information is it?\n\nName, address, shoe size and, for some, seat wishes."
    found = {object for _, predicate, object in facts(claims_of(text)) if predicate == "exposed"}
    assert {"address", "shoe size", "seat wishes"} <= found


@pytest.mark.parametrize(
    ("language", "text", "stance"),
    [
        ("en", "The attack on Norvell goes on. Northgate Stores came through unscathed.", "denies"),
        ("en", "The attack on Norvell goes on. Northgate Stores lost the use of its tills.", "asserts"),
        ("sv", "Angreppet mot Norvell pågår. Ekarps kommun slapp undan.", "denies"),
        ("sv", "Angreppet mot Norvell pågår. På Ekarps kommun är man i stabsläge.", "asserts"),
    ],
)
def test_trouble_and_escape_are_told_of_somebody(language: str, text: str, stance: str | None) -> None:
    claims = [claim for claim in claims_of(text, language=language) if claim.predicate == "affected"]
    assert [claim.stance for claim in claims] == ([stance] if stance else [])
