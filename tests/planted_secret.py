"""A case in which one word stands in RED claims only, at every place where a claim can have a word."""

from __future__ import annotations

from made_claims import AUTHORITY, INCIDENT, SYSTEM, VENDOR, claim, count, incident, organization, record

from kedja.claim import Claim, Mention, Source
from kedja.graph import Graph
from kedja.identity import Verdict
from kedja.ontology import EntityType, Marking

#: What nobody without the clearance may ever see, and the day that only RED claims name.
WORD = "quagga"
DAY = "2025-01-13"
#: Ids that exist for those with the clearance alone.
HIDDEN = ("organization/quagga", "organization/quagga-press", "system/quagga-desk", "incident/quagga")
#: Ids that everybody sees, about each of which something is hidden.
SEEN = ("organization/supplia", "incident/supplia-2025", "system/tidrapport", "organization/alfa", "person/eva-falk")

_SECRET = Source(
    url="https://quagga.example/1",
    title="The Quagga file",
    publisher="Quagga News",
    published="2025-08-29",
    marking=Marking.RED,
)
_ALFA = organization("Alfa AB", "company", orgnr="5560000001")
_EVA = Mention(type=EntityType.PERSON, name="Eva Falk")


def _open_claims() -> list[Claim]:
    return [
        claim(INCIDENT, "hit", VENDOR, quote="Supplia has been attacked."),
        claim(VENDOR, "provides", SYSTEM),
        claim(_ALFA, "uses", SYSTEM),
        claim(INCIDENT, "affected", _ALFA),
        claim(INCIDENT, "affected", count(164, "municipality", "at_least")),
        claim(INCIDENT, "occurred_on", "2025-08-23"),
        claim(INCIDENT, "occurred_on", "2025-08-24", by="Alfa AB"),
        claim(AUTHORITY, "supervises", VENDOR),
        claim(_EVA, "has_role", VENDOR, qualifiers={"title": "press officer"}),
    ]


def _secret_claims() -> list[Claim]:
    quagga, desk = organization("Quagga", "company"), Mention(type=EntityType.SYSTEM, name="Quagga Desk")
    said = [
        claim(incident("Quagga breach"), "hit", quagga, source=_SECRET, quote="Quagga was hit."),
        claim(INCIDENT, "affected", quagga, source=_SECRET),
        claim(quagga, "uses", SYSTEM, source=_SECRET, by="Quagga Press"),
        claim(VENDOR, "provides", desk, source=_SECRET),
        # The same body under a name that is secret.
        claim(INCIDENT, "affected", organization("Quagga Holding", "company", orgnr="5560000001"), source=_SECRET),
        claim(_EVA, "has_role", VENDOR, qualifiers={"title": "quagga keeper"}, source=_SECRET),
        claim(INCIDENT, "occurred_on", DAY, source=_SECRET),
        claim(INCIDENT, "affected", _ALFA, stance="denies", source=_SECRET, quote="Only a quagga."),
    ]
    assert {each.marking for each in said} == {Marking.RED}
    return said


def plant_name(graph: Graph) -> None:
    """Records an entity that is known by a secret name before it is known by another."""
    secret = organization("Quagga Partner AB", "company", orgnr="5560000019")
    record(graph.ledger, claim(INCIDENT, "affected", secret, source=_SECRET))
    record(graph.ledger, claim(organization("Gamma", orgnr="5560000019"), "uses", SYSTEM))


def plant(graph: Graph) -> None:
    """Records the case: what is secret, and what everybody may see."""
    record(graph.ledger, *_open_claims(), claim(organization("Gamma"), "uses", SYSTEM))
    record(graph.ledger, *_secret_claims())
    graph.judge(Verdict.SAME, "organization/alfa", "organization/quagga", by="quagga", why="a quagga")
    (dates,) = [c for c in graph.conflicts("incident/supplia-2025") if c.predicate == "occurred_on"]
    graph.judge(Verdict.PREFERS, dates.id, DAY, by="quagga", why="the quagga said so")
