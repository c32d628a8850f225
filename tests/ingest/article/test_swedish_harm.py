"""Plain Swedish sentences on what was struck, what came of it and whose data it was; and some that say none of it."""

from __future__ import annotations

import pytest
from article_claims import claims_of, facts

_LEAD = "Nordia Data har utsatts för ett dataintrång. "
_INCIDENT = "Nordia Data 2025"
_TOLD = ("hit", "affected", "compromised", "caused", "exposed", "holds", "concerned", "claimed_by")


@pytest.mark.parametrize(
    ("sentence", "struck"),
    [
        ("Klädkedjan Velour har fallit offer för en utpressningsattack.", "Velour"),
        ("Måltavlan för angreppet var logistikföretaget Transvia.", "Transvia"),
        ("Vårdkoncernen Omvia bekräftar att man utsatts för ett dataintrång.", "Omvia"),
        ("En personuppgiftsincident har inträffat hos vår leverantör Provsvar AB.", "Provsvar AB"),
        ("Mot Havslinjen riktades i helgen en överbelastningsattack.", "Havslinjen"),
        ("Handelskedjan Trivselkök blev på söndagen utsatt för ett it-angrepp.", "Trivselkök"),
    ],
)
def test_who_was_hit(sentence: str, struck: str) -> None:
    found = facts(claims_of(sentence, language="sv", published="2025-06-20"))
    assert (f"{struck} 2025", "hit", struck) in found


@pytest.mark.parametrize(
    ("sentence", "predicate", "target"),
    [
        ("Obehöriga har varit inne i löneplattformen Lönia.", "compromised", "Lönia"),
        ("Hackarna kunde logga in i supportverktyget.", "compromised", "supportverktyget"),
        ("Skadlig kod hittades på flera av bolagets servrar.", "compromised", "Nordia Datas servrar"),
        ("Bland de drabbade kunderna märks Ekby kommun.", "affected", "Ekby kommun"),
        ("Ekby kommun tillhör de drabbade.", "affected", "Ekby kommun"),
        ("Attacken fick följdverkningar för Velour AB.", "affected", "Velour AB"),
        ("För Ekby kommuns del rör det sig om löneuppgifter.", "affected", "Ekby kommun"),
        ("Det går inte att logga in i lärplattformen.", "caused", "outage"),
        ("Personalen fick gå över till papper och penna.", "caused", "outage"),
        ("Lönerna kunde inte betalas ut i tid.", "caused", "outage"),
        ("Som en försiktighetsåtgärd kopplades systemen från internet.", "caused", "shutdown"),
        ("Filerna låstes av angriparna.", "caused", "encryption"),
        ("Gruppen hävdar att den kommit över 400 gigabyte data.", "caused", "data_theft"),
        ("Hackarna lade sent på lördagen ut materialet på Darknet.", "caused", "data_publication"),
        ("Vid intrånget kopierades en databas med kunduppgifter.", "exposed", "kunduppgifter"),
        ("Angriparen har kunnat läsa e-postkorrespondens.", "exposed", "e-postkorrespondens"),
        ("Följande kan ha röjts: namn, adress och facklig tillhörighet.", "exposed", "facklig tillhörighet"),
        ("I det läckta materialet hittar vi pass och lönelistor.", "exposed", "lönelistor"),
        ("Vårdnadshavare till elever i grundskolan berörs också.", "concerned", "Vårdnadshavare"),
        ("Ransomwaregruppen Nattuggla säger sig ligga bakom intrånget.", "claimed_by", "Nattuggla"),
    ],
)  # fmt: skip
def test_what_came_of_it(sentence: str, predicate: str, target: str) -> None:
    assert (_INCIDENT, predicate, target) in facts(claims_of(_LEAD + sentence, language="sv", published="2025-06-20"))


@pytest.mark.parametrize(
    ("sentence", "predicate", "value"),
    [
        ("Angreppet fick konsekvenser för 34 kommuner.", "affected", 34),
        ("Antalet drabbade kommuner uppgår till 62.", "affected", 62),
        ("Antalet berörda personer uppskattas till 52 000.", "concerned", 52_000),
        ("Runt 200 kommuner och regioner har drabbats.", "affected", 200),
        ("Vi kontaktar nu de 310 patienter som berörs.", "concerned", 310),
    ],
)
def test_how_many(sentence: str, predicate: str, value: float) -> None:
    claims = claims_of(_LEAD + sentence, language="sv", published="2025-06-20")
    assert value in {claim.quantity.value for claim in claims if claim.predicate == predicate and claim.quantity}


@pytest.mark.parametrize(
    ("sentence", "predicate"),
    [
        ("Ekby kommun hör inte till de drabbade.", "affected"),
        ("Ekby kommun har klarat sig undan.", "affected"),
        ("Varken e-posten eller journalsystemet Vårdis har påverkats av intrånget.", "compromised"),
        ("Ingen kryptering har skett.", "caused"),
        ("Ännu har inget material lagts ut på nätet.", "caused"),
        ("Intrånget berör inte elevernas betyg.", "exposed"),
        ("Inga patienter har drabbats.", "concerned"),
    ],
)
def test_what_is_denied(sentence: str, predicate: str) -> None:
    claims = claims_of(_LEAD + sentence, language="sv", published="2025-06-20")
    assert {claim.stance for claim in claims if claim.predicate == predicate} == {"denies"}


@pytest.mark.parametrize(
    "sentence",
    [
        "Byt lösenord i alla tjänster där du använt samma uppgifter.",
        "Kommunen hade i fjol problem med sophämtningen.",
        "Skolan fick stänga tidigare på grund av snöovädret.",
        "Läkare kan läsa journaler från andra regioner.",
        "Experter menar att fler företag borde kryptera sina säkerhetskopior.",
        "It-avdelningen har tagit över driften av nätverket.",
        "Polisen kan inte lämna några uppgifter om utredningen.",
        "Undersökningen omfattar 1 200 anställda i fem kommuner.",
        "Det går inte att betala med kontanter på bussen.",
        "Hackare riktar ofta in sig på mindre leverantörer.",
    ],
)
def test_what_says_nothing_of_it(sentence: str) -> None:
    claims = claims_of(_LEAD + sentence, language="sv", published="2025-06-20")
    assert [c.predicate for c in claims if c.predicate in _TOLD] == ["hit"]
