"""Swedish texts on who uses, makes, delivers and runs what, who belongs to whom, and what is kept in it."""

from __future__ import annotations

import pytest
from article_claims import claims_of, facts

_TIES = {
    "uses",
    "holds",
    "provides",
    "supplies",
    "located_in",
    "part_of",
    "depends_on",
    "has_role",
    "market_share",
    "assists",
}


_READ = [
    ("I Orsa sköter man sin schemaläggning i Timra, ett program från Kalvås AB.", ("Orsa", "uses", "Timra")),
    ("I Orsa sköter man sin schemaläggning i Timra, ett program från Kalvås AB.", ("Kalvås AB", "provides", "Timra")),
    ("Hemtjänsten i Tingsryd dokumenterar alla besök i appen Omsvep.", ("Tingsryd", "uses", "Omsvep")),
    ("Hemtjänsten i Tingsryd dokumenterar alla besök i appen Omsvep.", ("Omsvep", "holds", "besök")),
    ("Telge Omsorg har i sju år förlitat sig på plattformen Vaken.", ("Telge Omsorg", "uses", "Vaken")),
    ("Telge Omsorg har systemet Vaken. Den görs av finska Hoivatek.", ("Hoivatek", "provides", "Vaken")),
    ("Kommunerna Torsby och Hagfors delar systemet Balans.", ("Hagfors", "uses", "Balans")),
    ("Sala och Heby är de kommuner som säger att de använder appen Väskan.", ("Sala", "uses", "Väskan")),
    ("Appen Hoppa, som ett femtiotal teatrar säljer biljetter i, står still.", ("teatrar", "uses", "Hoppa")),
    ("Systemet Plats används av omkring 90 kommuner och friskolor.", ("kommuner och friskolor", "uses", "Plats")),
    ("Den drabbade plattformen, Stallet, utvecklas av bolaget Fjärdvik.", ("Fjärdvik", "provides", "Stallet")),
    ("Tjänsten Labbnet är nere. Bakom tjänsten står danska Medisoft.", ("Medisoft", "provides", "Labbnet")),
    ("Programmet Trafex är nere. Trafex utvecklare Ledvig A/S svarar inte.", ("Ledvig A/S", "provides", "Trafex")),
    (
        "Stolparna styrs av systemet Ström, som Trosa Energi hyr av Wattsson AB.",
        ("Wattsson AB", "supplies", "Trosa Energi"),
    ),
    (
        "Naturvårdsverket bekräftar att det köper tjänster av Frejkonsult.",
        ("Frejkonsult", "supplies", "Naturvårdsverket"),
    ),
    ("Trafikverket avslutade sitt avtal med Frejkonsult.", ("Frejkonsult", "supplies", "Trafikverket")),
    ("Appen Spaden utvecklas av Lundtek på uppdrag av förbundet Byggvåra.", ("Lundtek", "supplies", "Byggvåra")),
    ("Systemet Skolis är nere. Där lagras frånvaro och betyg.", ("Skolis", "holds", "frånvaro")),
    ("Systemet Boksam är nere. Lånehistorik sparas inte.", ("Boksam", "holds", "Lånehistorik")),
    ("I tjänsten Reda sparar kunderna fakturor och kvitton.", ("Reda", "holds", "kvitton")),
    ("Vattrång AB har hackats. Bolaget har sitt huvudkontor i Kalmar.", ("Vattrång AB", "located_in", "Kalmar")),
    ("Hindra AB köpte det av en leverantör i Danmark, Ledvig A/S.", ("Ledvig A/S", "located_in", "Danmark")),
    ("Norska Fjellkraft, med säte i Bergen, köpte i fjol upp Svealarm.", ("Svealarm", "part_of", "Fjellkraft")),
    ("Appbolaget Entré, som har byggt sin app ovanpå systemet Passet, väntar.", ("app", "depends_on", "Passet")),
    ("Utan tjänsten Nätpass går det inte att logga in i journalsystemet Vårdia.", ("Vårdia", "depends_on", "Nätpass")),
    (
        "Åtta av tio svenska verkstäder tar betalt genom systemet Verka.",
        ("Verka", "market_share", "exactly 80 percent"),
    ),
    ("Ungefär var femte sändning bokas genom systemet Frakta.", ("Frakta", "market_share", "about 20 percent")),
    ("Specialister från Skansen är på plats hos Brovalla Energi.", ("Skansen", "assists", "Brovalla Energi")),
    (
        "Teleskog AB har hackats. Säkerhetsbolaget Glasmur har fått i uppdrag av Teleskog att utreda intrånget.",
        ("Glasmur", "assists", "Teleskog AB"),
    ),
    (
        "I Bollnäs samlades krisledningen.\n\n– Det går bra, säger HR-chefen Mats Ekroth.",
        ("Mats Ekroth", "has_role", "Bollnäs"),
    ),
    ("Ridå AB har hackats. Det berättar bibliotekschefen i Skövde, Anna Frick.", ("Anna Frick", "has_role", "Skövde")),
    (
        "Ridå AB har hackats. Det blir papper, säger Mia Tall, lots på Tarns Rederi.",
        ("Mia Tall", "has_role", "Tarns Rederi"),
    ),
    (
        "Ridå AB har hackats. Mia Tall, grundare av konkurrenten Kuling, ser det inte så.",
        ("Mia Tall", "has_role", "Kuling"),
    ),
    (
        "Frej AB har hackats. Trafikverket är berört, uppger presschef Nils Roth.",
        ("Nils Roth", "has_role", "Trafikverket"),
    ),
    (
        "Frej AB har hackats. Det säger Maud Roth, enhetschef för hemtjänsten i Hedvika kommun.",
        ("Maud Roth", "has_role", "Hedvika kommun"),
    ),
    ("Frej AB har hackats. Frejs ägare Nils Roth vill inte säga mer.", ("Nils Roth", "has_role", "Frej AB")),
]


@pytest.mark.parametrize(("text", "fact"), _READ)
def test_a_tie_is_read(text: str, fact: tuple[str, str, str]) -> None:
    assert fact in facts(claims_of(text, language="sv"))


@pytest.mark.parametrize(
    "text",
    [
        "Nordia Data har hackats. I kommunen använder många anställda privata telefoner.",
        "Nordia Data har hackats. Ledningen lämnade Malmö på kvällen och åkte till Stockholm.",
        "Nordia Data har hackats. Bolaget uppmanar alla att använda papper för känsliga frågor.",
        "Nordia Data har hackats. Hälften av de anställda fick gå hem och var tredje butik höll stängt.",
        "Nordia Data har hackats. Fackförbundet Vision kräver svar från Region Ådalen om vad som lagras i molnet.",
        "Nordia Data har hackats. Kommunstyrelsen i Lund möts på onsdag.",
        "Nordia Data har hackats. Sveriges Radio har sökt Region Ådalen, som hänvisar till Nordia Data.",
        "Nordia Data har hackats. Besluten kan överklagas till Förvaltningsrätten i Stockholm.",
        "Nordia Data har hackats. Lunds kommun hade stängt kontoren i Malmö på fredagen.",
        "Nordia Data har hackats. Angriparna tog sig in via en brandvägg och använde uppgifter från en konsult.",
    ],
)
def test_what_only_stands_beside_is_no_tie(text: str) -> None:
    assert not [claim for claim in claims_of(text, language="sv") if claim.predicate in _TIES]
