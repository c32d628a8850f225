"""Which organization of a text was attacked, and whose incident each story of a digest tells."""

from __future__ import annotations

import pytest
from article_claims import claims_of, facts


def struck(text: str, language: str, publisher: str = "The Harbour Gazette") -> set[str]:
    """Whom the text of May 2026 says to have been hit."""
    found = facts(claims_of(text, language=language, publisher=publisher, published="2026-05-10"))
    return {object for _, predicate, object in found if predicate == "hit"}


@pytest.mark.parametrize(
    ("text", "language", "attacked"),
    [
        (
            """Schools in the west went back to paper on Monday. The attack on Larkfield Software, which runs the
timetable system Clockwise, was discovered on May 3. The Department of Learning said its own Pupil
Database was not affected. Ashdown School and Merrow School use Clockwise.""",
            "en",
            "Larkfield Software",
        ),
        (
            """Pinebrook Hospital informed patients on May 2 of an incident at its transcription vendor. Dictatron was
hit by ransomware on Apr. 11. Pinebrook Hospital has used Dictatron since 2019.""",
            "en",
            "Dictatron",
        ),
        (
            """Ett angrepp mot Lundvik Data har stoppat löner i tre kommuner. Tallköpings kommun använder Lundvik Datas
system. Tallköpings kommun informerades i fredags. Tallköpings kommun uppger att lönerna dröjer.
Tallköpings kommun har ingen plan B.""",
            "sv",
            "Lundvik Data",
        ),
        (
            """Säkerhetsföretaget Grindvakten utsattes för en ransomwareattack i torsdags. Grindvakten levererar
passersystem. Gruppen Sotvinge tar på sig attacken, säger Hans Lood på Fyrbåken.""",
            "sv",
            "Grindvakten",
        ),
        (
            """The attack on Larkfield Logistics was discovered on May 3. Beckton Motors is affected. Garside Foods is
affected. The attack began on May 2.""",
            "en",
            "Larkfield Logistics",
        ),
        (
            """Angreppet mot Lundvik Data upptäcktes den 3 maj. Tallköpings kommun är drabbad. Ekmåla kommun är drabbad.
Attacken började den 2 maj.""",
            "sv",
            "Lundvik Data",
        ),
    ],
)
def test_the_attacked_party_is_no_customer_and_no_bystander(text: str, language: str, attacked: str) -> None:
    assert struck(text, language) == {attacked}


def test_a_denial_is_no_sign_of_an_attack() -> None:
    text = (
        "Hackers broke into Copperline, a payroll bureau, on Sunday. Copperline has 40 customers. "
        "Bankside Ledger was not hacked. Bankside Ledger was not breached, its owner said."
    )
    assert "Bankside Ledger" not in struck(text, "en")


DIGEST = """The Loose Thread, issue 9

Good morning. Three stories this week.

PARKING. An attack on Kerbsmart, which makes a parking app, took the app down on Tuesday. Kerbsmart told customers \
that names and phone numbers were stolen.

TEETH. Ransomware struck Enamel Cloud on Thursday. Enamel Cloud says that 60 dentists are affected.

FREIGHT. Hackers breached Overland Docs on Friday. Overland Docs has reported it to the police.
"""

BREVET = """Säkerhetsbrevet vecka 19

PARKERINGEN
En attack mot Kantstenen, som gör en parkeringsapp, stoppade appen i tisdags. Kantstenen uppger att namn har stulits.

TÄNDERNA
Emaljmoln utsattes för ett angrepp i torsdags. Emaljmoln uppger att 60 tandläkare är drabbade.

FRAKTEN
Hackare tog sig in hos Landväg Dokument i fredags. Landväg Dokument har anmält intrånget till polisen.
"""


@pytest.mark.parametrize(
    ("text", "language", "parties"),
    [
        (DIGEST, "en", {"Kerbsmart", "Enamel Cloud", "Overland Docs"}),
        (BREVET, "sv", {"Kantstenen", "Emaljmoln", "Landväg Dokument"}),
    ],
)
def test_each_story_of_a_digest_is_on_its_own_incident(text: str, language: str, parties: set[str]) -> None:
    found = facts(claims_of(text, language=language, publisher="The Loose Thread (newsletter)", published="2026-05-10"))
    incidents = {
        subject for subject, predicate, _ in found if predicate in ("hit", "caused", "affected", "occurred_on")
    }
    assert incidents == {f"{party} 2026" for party in parties}


def test_a_customer_named_in_one_part_only_makes_no_digest() -> None:
    text = """Clockwise attack: what we know

What happened
Ransomware struck Larkfield Software on Monday. Larkfield Software makes the timetable system Clockwise.

Who is affected
Larkfield Software says that 60 schools are affected. Merrow School was hit hardest, its head said.

What was taken
Larkfield Software does not know whether data was stolen. Ashdown School fears that names were stolen.
"""
    found = facts(claims_of(text, language="en", publisher="The Harbour Gazette", published="2026-05-10"))
    assert {subject for subject, predicate, _ in found if predicate in ("hit", "affected")} == {
        "Larkfield Software 2026"
    }
