"""English sentences on who makes, uses, keeps and owns what, and who helps whom, and such as tell of no tie."""

from __future__ import annotations

import pytest
from article_claims import claims_of, facts

_LEAD = "Tarnside Ltd was hit by a cyberattack on 3 June.\n\n"
_TIES = {"uses", "holds", "provides", "supplies", "located_in", "part_of", "depends_on", "market_share", "assists"}
_TARNSIDE = "Tarnside Ltd"


@pytest.mark.parametrize(
    ("text", "triple"),
    [
        ("Tarnside writes the software with which 600 bakeries plan rounds.", (_TARNSIDE, "supplies", "bakeries")),
        ("Marlow Vale, the Leeds hospital, is back on paper.", ("Marlow Vale", "located_in", "Leeds")),
        ("Drivers' hours are kept in Tarnside's rota tool, ShiftLine.", ("ShiftLine", "holds", "hours")),
        ("The gateway is run by a subcontractor in Portugal, Correio.", ("Correio", "located_in", "Portugal")),
        ("Grades are entered in ClassMate, a system that Tarnside hosts.", (_TARNSIDE, "provides", "ClassMate")),
        ("Kestrel, an incident response firm engaged by Tarnside, is busy.", ("Kestrel", "assists", _TARNSIDE)),
        ("Kestrel Forensics was brought in to rebuild the servers.", ("Kestrel Forensics", "assists", _TARNSIDE)),
        ("Wexmoor Council leases its parking system from Tarnside.", ("Wexmoor Council", "uses", "parking system")),
        ("Brackwell, the Dutch parent of Tarnside, said nothing.", (_TARNSIDE, "part_of", "Brackwell")),
        ("Tarnside was swallowed up by Brackwell Group in 2019.", (_TARNSIDE, "part_of", "Brackwell Group")),
        ("Hexley Foods gets its wages paid through PayWell.", ("Hexley Foods", "uses", "PayWell")),
        ("At Hexley Foods, wages are calculated in PayWell.", ("Hexley Foods", "uses", "PayWell")),
        ("Vectra Lines switched from pen and paper to FareBox in 2022.", ("Vectra Lines", "uses", "FareBox")),
        ("The council in Wexmoor bought the program LedgerOne.", ("council in Wexmoor", "uses", "LedgerOne")),
        ("ClubBook is where clubs keep their members' fees.", ("ClubBook", "holds", "fees")),
        ("Clubs put birth dates into ClubBook, a register run by Tarnside.", ("ClubBook", "holds", "birth dates")),
        ("ClubBook is in daily use at 900 sports clubs.", ("sports clubs", "uses", "ClubBook")),
        ("GateWay, the brainchild of Tarnside, runs at six airports.", (_TARNSIDE, "provides", "GateWay")),
        ("Some 90 clinics from Kiel to Munich are Tarnside customers.", (_TARNSIDE, "supplies", "clinics")),
        ("Thirty municipalities pay Tarnside to run their sites.", (_TARNSIDE, "supplies", "municipalities")),
        ("With a market share of 40 percent Tarnside leads.", (_TARNSIDE, "market_share", "exactly 40 percent")),
        ("RentWise belongs to Tarnside and holds rent bills.", (_TARNSIDE, "provides", "RentWise")),
        ("Nextbus, an app, takes its times from the system FareBox.", ("Nextbus", "depends_on", "FareBox")),
        ("The program FareBox is Tarnside's. It stores card numbers.", ("FareBox", "holds", "card numbers")),
        ("The program FareBox is Tarnside's. Six bus companies use it.", ("bus companies", "uses", "FareBox")),
        ("Hexley Foods and Ostler Bank are among its clients.", (_TARNSIDE, "supplies", "Ostler Bank")),
        ("No bank details are kept in the register ClubBook.", ("ClubBook", "holds", "bank details")),
        ("Two councils are customers of Tarnside: Ashby and Melton.", (_TARNSIDE, "supplies", "Melton")),
        ("Schools with a Pagewise licence were told. Pagewise is a portal.", ("Schools", "uses", "Pagewise")),
        ("Tarnside, acquired last year by Crestmont, is silent.", (_TARNSIDE, "part_of", "Crestmont")),
        ("Tarnside is owned by the banks Norda and Velbank.", (_TARNSIDE, "part_of", "Velbank")),
        ("Tarnside has hired the Toronto firm Cordell to examine it.", ("Cordell", "located_in", "Toronto")),
        ("Tarnside has hired the Toronto firm Cordell to examine it.", ("Cordell", "assists", _TARNSIDE)),
        ("Hexley Foods had moved its tills to the system RetailOne.", ("Hexley Foods", "uses", "RetailOne")),
    ],
)  # fmt: skip
def test_a_tie_is_read(text: str, triple: tuple[str, str, str]) -> None:
    assert triple in facts(claims_of(_LEAD + text))


@pytest.mark.parametrize(
    "text",
    [
        "Tarnside and Hexley Foods share an office.",
        "Hexley Foods is a competitor of Tarnside.",
        "Hexley Foods runs 40 branches.",
        "The attackers used a flaw in VetDesk.",
        "Tarnside holds a press conference on Friday.",
        "Residents can contact Wexmoor Council by phone.",
        "The attackers sold access to the network to a buyer.",
        "Hexley Foods worked with pen and paper on Monday.",
        "Tarnside depends on the goodwill of its customers.",
        "The register was closed on Friday.",
        "Tarnside is cooperating with the police.",
        "Ashfall stored the stolen files on a server in Romania.",
        "Hexley Foods sells furniture in 60 shops.",
        "Tarnside met Kestrel Forensics at a fair in Oslo.",
    ],
)
def test_what_only_looks_like_a_tie_is_none(text: str) -> None:
    assert [claim for claim in claims_of(_LEAD + text) if claim.predicate in _TIES] == []


def test_what_its_own_system_is_depends_on_whose() -> None:
    """A supplier provides its platform; a customer uses its own."""
    sold = facts(claims_of(_LEAD + "Tarnside switched off its platform FineFlow."))
    used = facts(claims_of(_LEAD + "Wexmoor Council switched off its platform FineFlow."))
    assert (_TARNSIDE, "provides", "FineFlow") in sold
    assert ("Wexmoor Council", "uses", "FineFlow") in used


def test_we_with_a_supplier_is_the_publisher() -> None:
    claims = claims_of(_LEAD + "Tarnside delivered the portal MyElm to us.", publisher="Elmfield Hospital")
    assert (_TARNSIDE, "supplies", "Elmfield Hospital") in facts(claims)
