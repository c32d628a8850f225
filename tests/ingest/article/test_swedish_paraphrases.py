"""Swedish everyday words for harm, standstill and what is not known; and sentences nearby that say none of it."""

from __future__ import annotations

import pytest
from article_claims import claims_of, target

_LEAD = "Nordia Data har utsatts för ett dataintrång. "
_TOLD = ("affected", "caused", "exposed", "concerned", "compromised", "restored_on", "occurred_on", "claimed_by")


@pytest.mark.parametrize(
    ("sentence", "predicate", "end", "stance"),
    [
        ("På badhuset i Arboga gick det bara att betala kontant.", "caused", "outage", "asserts"),
        ("Kassorna på Matvaran svartnade vid lunchtid.", "caused", "outage", "asserts"),
        ("Då låg hela bokningen nere.", "caused", "outage", "asserts"),
        ("Bolaget drog ur kontakten till hela driftmiljön.", "caused", "shutdown", "asserts"),
        ("För att begränsa skadan kopplades all extern trafik bort.", "caused", "shutdown", "asserts"),
        ("Delar av databasen har gjorts oläsbar av angriparna.", "caused", "encryption", "asserts"),
        ("Någon hade låst de virtuella maskinerna.", "caused", "encryption", "asserts"),
        ("Ingen data har lämnat bolagets nätverk.", "caused", "data_theft", "denies"),
        ("Inkräktarna hade tankat ner över 60 gigabyte.", "caused", "data_theft", "asserts"),
        ("På torsdagen började uppgifterna spridas på ett forum.", "caused", "data_publication", "asserts"),
        ("Filerna har ännu inte dykt upp någonstans.", "caused", "data_publication", "denies"),
        ("Har uppgifterna spridits?\n\nDet finns inga tecken på det.", "caused", "data_publication", "denies"),
        ("När kundportalen öppnar igen kan bolaget inte svara på.", "restored_on", "unknown", "unknown"),
        ("Någon prognos för när journalsystemet fungerar igen finns inte.", "restored_on", "unknown", "unknown"),
        ("När öppnar portalen igen?\n\nVi vet inte.", "restored_on", "unknown", "unknown"),
        ("Sedan den 27 augusti fungerar inloggningen igen.", "restored_on", "2025-08-27", "asserts"),
        ("Intrånget pågick från den 3 augusti till den 12 augusti.", "occurred_on", "2025-08-03", "asserts"),
        ("I Tibro och Hjo arbetar man med penna och papper.", "affected", "Hjo", "asserts"),
        ("För Ekby kommuns del är det värre.", "affected", "Ekby kommun", "asserts"),
        ("I Dalarna handlar det om Mora, Orsa och Leksand.", "affected", "Orsa", "asserts"),
        ("Mora, Orsa och Leksands kommuner skriver att de hör till dem.", "affected", "Leksands kommun", "asserts"),
        ("Grossisten Fruktia står utan system.", "affected", "Fruktia", "asserts"),
        ("Enligt bolaget är 28 taxiföretag i fyra län drabbade.", "affected", "exactly 28 company", "asserts"),
        ("I Ystad märktes ingenting.", "affected", "Ystad", "denies"),
        ("Hotellkedjan Vilan kör som vanligt.", "affected", "Vilan", "denies"),
        ("Det gäller fraktsedlar och fakturor.", "exposed", "fraktsedlar", "asserts"),
        ("I filerna förekommer elevernas adresser och betyg.", "exposed", "betyg", "asserts"),
        ("Det som kommit ut är uppgifter om funktionshinder.", "exposed", "uppgifter om funktionshinder", "asserts"),
        ("Varken lösenord eller kortnummer har röjts.", "exposed", "lösenord", "denies"),
        ("De som berörs är främst pensionärer och deras anhöriga.", "concerned", "anhöriga", "asserts"),
        ("Vi vet ännu inte om några patienter hos oss är berörda.", "concerned", "patienter", "unknown"),
        ("En person loggade den 3 juli in i kundregistret Klio.", "compromised", "Klio", "asserts"),
        ("På en sida på darknet påstår gruppen Nattvind att det var de.", "claimed_by", "Nattvind", "asserts"),
    ],
)  # fmt: skip
def test_it_is_told(sentence: str, predicate: str, end: str, stance: str) -> None:
    found = claims_of(_LEAD + sentence, language="sv", publisher="Ekby kommun")
    assert (predicate, end, stance) in {(claim.predicate, target(claim), claim.stance) for claim in found}


@pytest.mark.parametrize(
    "sentence",
    [
        "Om du inte kan logga in kan du vända dig till receptionen.",
        "Ekby kommun och Region Fjällmark har samma leverantör.",
        "Länsstyrelsen ordnar en utbildning om it-säkerhet i höst.",
        "Skolan fick stänga på grund av snöovädret.",
        "Experter menar att fler borde kryptera sina kopior.",
        "På måndag öppnar den nya simhallen i Ekby.",
        "Pinkoderna är krypterade.",
        "Kommunen sammanträder den 3 september.",
        "Angriparen använde ett stulet lösenord.",
        "Rapporten har publicerats på kommunens hemsida.",
    ],
)
def test_what_is_no_harm(sentence: str) -> None:
    found = claims_of(_LEAD + sentence, language="sv", publisher="Dagbladet Norrsken")
    assert [claim.predicate for claim in found if claim.predicate in _TOLD] == []


def test_a_town_is_struck_and_a_country_is_not() -> None:
    found = claims_of(_LEAD + "Avbrottet märks i Mora. Avbrottet märks i Sverige.", language="sv")
    assert [target(claim) for claim in found if claim.predicate == "affected"] == ["Mora"]


def test_a_medium_reports_nothing_of_its_own() -> None:
    text = f"{_LEAD}Det visar SVT:s genomgång. Attacken är anmäld till polisen. Vi har sökt bolaget."
    found = claims_of(text, language="sv", publisher="SVT Nyheter Dalarna")
    assert [claim.subject.name for claim in found if claim.predicate == "reported_to"] == ["Nordia Data"]


def test_a_month_soon_to_come_is_of_this_year() -> None:
    found = claims_of(_LEAD + "Systemet väntas vara i drift i september.", language="sv")
    assert [(target(c), c.certainty) for c in found if c.predicate == "restored_on"] == [("2025-09", "possible")]


def test_a_definite_noun_has_its_plain_form_beside_it() -> None:
    found = claims_of(_LEAD + "Eleverna berörs.", language="sv")
    assert [c.object.aliases for c in found if c.predicate == "concerned" and c.object] == [("elever",)]
