"""Who is blamed, what a system needs, where somebody sits and whom an authority warned, in both languages."""

from __future__ import annotations

import pytest
from article_claims import claims_of, facts

_LEAD = {
    "en": "The supplier Norvell was hit by a cyberattack. ",
    "sv": "Leverantören Norvell drabbades av en it-attack. ",
}
_BLAMED = ("Norvell 2025", "attributed_to")


@pytest.mark.parametrize(
    ("language", "text", "triple"),
    [
        ("en", "The attack has been attributed to a group known as Black Vine.", (*_BLAMED, "Black Vine")),
        ("en", "Russia is suspected of being behind the attack.", (*_BLAMED, "Russia")),
        ("en", "The breach bears the hallmarks of Scattered Spider.", (*_BLAMED, "Scattered Spider")),
        ("en", "The booking system Tablio is hosted on Microsoft Azure.", ("Tablio", "depends_on", "Microsoft Azure")),
        ("en", "The booking system Tablio uses the login system Idento.", ("Tablio", "depends_on", "Idento")),
        ("en", "Norvell, which has its headquarters in Oslo, makes toys.", ("Norvell", "located_in", "Oslo")),
        ("en", "Norvell was reprimanded by the FCA.", ("FCA", "warned", "Norvell")),
        ("sv", "Attacken har tillskrivits en grupp som kallar sig Black Vine.", (*_BLAMED, "Black Vine")),
        ("sv", "Ryssland misstänks ligga bakom attacken.", (*_BLAMED, "Ryssland")),
        ("sv", "Bokningssystemet Tablio körs på Microsoft Azure.", ("Tablio", "depends_on", "Microsoft Azure")),
        ("sv", "Journalsystemet Carelog är kopplat till lönesystemet Paymax.", ("Carelog", "depends_on", "Paymax")),
        ("sv", "Norvell slapp undan med en reprimand från IMY.", ("IMY", "warned", "Norvell")),
        ("sv", "IMY utfärdar en varning till Norvell.", ("IMY", "warned", "Norvell")),
    ],
)  # fmt: skip
def test_a_tie_is_read(language: str, text: str, triple: tuple[str, str, str]) -> None:
    assert triple in facts(claims_of(_LEAD[language] + text, language=language))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The booking system Tablio relies on support from volunteers."),
        ("en", "Russia is a market in which Norvell sells toys."),
        ("en", "Norvell visited a fair in Oslo."),
        ("sv", "Norvell fick ingen reprimand av IMY."),
        ("sv", "Ryssland är en marknad där Norvell säljer leksaker."),
        ("sv", "Bokningssystemet Tablio ligger på en skärm i receptionen."),
    ],
)
def test_what_only_looks_like_a_tie_is_none(language: str, text: str) -> None:
    ties = {"attributed_to", "depends_on", "located_in", "warned"}
    found = claims_of(_LEAD[language] + text, language=language)
    assert not [claim for claim in found if claim.predicate in ties and claim.stance == "asserts"]
