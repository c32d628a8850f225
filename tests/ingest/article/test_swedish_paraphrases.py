"""Swedish everyday words for harm, standstill and what is not known; and sentences nearby that say none of it."""

from __future__ import annotations

import pytest
from article_claims import WEIGHED, claims_of, target

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
        ("Systemet används av många kommuner, däribland Hjo och Tibro.", "uses", "Nordia Datas system", "asserts"),
        ("Systemen finns i flera av landets regioner.", "uses", "Nordia Datas system", "asserts"),
        ("Många skolor i landet använder systemen.", "uses", "Nordia Datas system", "asserts"),
        ("Bolaget levererar Fenix, det verktyg som Tibro och kommunerna använder.", "uses", "Fenix", "asserts"),
        ("Även Ekby kommun använder systemet.", "uses", "Nordia Datas system", "asserts"),
        ("Konkurrensverket hör till Nordia Datas kunder.", "supplies", "Konkurrensverket", "asserts"),
        ("Många kommuner, bland dem Hjo, har företaget Nordia Data som leverantör.", "supplies", "Hjo", "asserts"),
        ("Nordia Data har upphandlats av Region Fjällmark.", "supplies", "Region Fjällmark", "asserts"),
        ("Ekby kommun lade ut driften på företaget Serverhallen.", "supplies", "Ekby kommun", "asserts"),
        ("Det är 90 kommuner i landet som anlitar Nordia Data.", "supplies", "kommuner", "asserts"),
        ("I dag köper 40 regioner tjänster från Nordia Data.", "supplies", "regioner", "asserts"),
        ("Den sköttes av Telenova, som både Fruktia och Vilan hade avtal med.", "supplies", "Vilan", "asserts"),
        ("Nordia Data är en viktig leverantör till många skolor.", "supplies", "skolor", "asserts"),
        ("Den sköts av Serverhallen, en extern leverantör till Fruktia.", "supplies", "Fruktia", "asserts"),
        ("Telenova har hand om driften åt Region Fjällmark.", "supplies", "Region Fjällmark", "asserts"),
        ("Region Fjällmark har sedan 2016 sina system hos Serverhallen.", "supplies", "Region Fjällmark", "asserts"),
        ("Flera kommuner är kunder hos Serverhallen.", "supplies", "kommuner", "asserts"),
        ("IMY tar ut en sanktionsavgift på två miljoner kronor av Fruktia.", "fined", "Fruktia", "asserts"),
        ("IMY har beslutat. För Fruktia sattes avgiften till 60 000 kronor.", "fined", "Fruktia", "asserts"),
        ("Fruktia satte igång en egen, oberoende utredning.", "investigates", "Nordia Data 2025", "asserts"),
        ("Region Fjällmark fortsätter att utreda det inträffade.", "investigates", "Nordia Data 2025", "asserts"),
        ("Den 2 maj riktades ett angrepp mot Nordia Datas nät.", "occurred_on", "2025-05-02", "asserts"),
        ("Nordia Data råkade den 2 maj ut för ett cyberangrepp.", "occurred_on", "2025-05-02", "asserts"),
        ("Hotet har sin bakgrund i cyberangreppet den 2 maj.", "occurred_on", "2025-05-02", "asserts"),
        ("Den 2 maj 2025 kapades Nordia Datas konton på Facebook.", "occurred_on", "2025-05-02", "asserts"),
        ("Det var den 2 maj som Nordia Data attackerades.", "occurred_on", "2025-05-02", "asserts"),
        ("Den 5 maj gick Nordia Data ut med beskedet.", "disclosed_on", "2025-05-05", "asserts"),
        ("I mars blev det känt att filmer legat öppet.", "disclosed_on", "2025-03", "asserts"),
        ("Den 17 maj 2025 fick Nordia Data tillbaka kontrollen.", "restored_on", "2025-05-17", "asserts"),
        ("När systemen kan ha återskapats går det inte att säga.", "restored_on", "unknown", "unknown"),
        ("Varken Fruktia eller Vilan vet när systemen kan användas igen.", "restored_on", "unknown", "unknown"),
        ("De personuppgifter vi har hittat är namn, betyg och adresser.", "exposed", "betyg", "asserts"),
        ("Det gick att söka fram betyg om elever.", "exposed", "betyg", "asserts"),
        ("Utomstående har kunnat läsa journaler.", "exposed", "journaler", "asserts"),
        ("Berörda är adressuppgifter samt bankuppgifter.", "exposed", "bankuppgifter", "asserts"),
        ("Uppgifterna tillhör fler än 5 000 svenskar.", "concerned", "svenskar", "asserts"),
        ("De kommuner som drabbades är Tibro och Hjo.", "affected", "Hjo", "asserts"),
        ("De kom åt uppgifter från bland annat kommuner och högskolor.", "affected", "högskolor", "asserts"),
        ("Attacken har delvis drabbat Nordia Datas servrar.", "compromised", "Nordia Datas servrar", "asserts"),
        ("Angriparen kom inte in i Nordia Datas medlemsregister.", "compromised", "medlemsregister", "denies"),
        ("Bolaget har tagit tillbaka kontrollen över sina servrar.", "compromised", "Nordia Datas servrar", "asserts"),
        ("Många datorer drabbades av virus.", "compromised", "Nordia Datas datorer", "asserts"),
        ("En anmälan om händelsen är gjord till IMY.", "reported_to", "IMY", "asserts"),
        ("Intrånget är polisanmält av företaget Serverhallen.", "reported_to", "polisen", "asserts"),
        ("Fruktia har anmält händelsen till polisen, till IMY och till CERT-SE.", "reported_to", "CERT-SE", "asserts"),
        ("Det står i den polisanmälan som Ekby kommun har gjort.", "reported_to", "polisen", "asserts"),
        ("Det finns en risk för att uppgifterna sprids.", "caused", "data_publication", "asserts"),
        ("Uppgifterna ska nu finnas på darknet.", "caused", "data_publication", "asserts"),
        ("Hackarna har hämtat stora mängder data.", "caused", "data_theft", "asserts"),
        ("I Nordia Datas system finns betyg och journaler.", "holds", "betyg", "asserts"),
        ("Uppgifterna tillhör främst elever.", "concerned", "elever", "asserts"),
        ("IMY beslutar. Vilan får betala 90 000 kronor och Fruktia 60 000 kronor.", "fined", "Fruktia", "asserts"),
        ("IMY granskar läckan. De som ska granskas är Fruktia och Vilan.", "supervises", "Vilan", "asserts"),
        ("Uppgifterna är till exempel betyg och journaler.", "exposed", "journaler", "asserts"),
        ("Journaler låg på en server utan något skydd.", "exposed", "Journaler", "asserts"),
        ("Många företag runt om i världen har drabbats.", "affected", "företag", "asserts"),
        ("Attacken har i veckan drabbat Fruktia.", "affected", "Fruktia", "asserts"),
        ("Fruktia och Vilan bekräftar att personuppgifter har läckt.", "affected", "Vilan", "asserts"),
        ("Data från Region Fjällmark har läckt.", "affected", "Region Fjällmark", "asserts"),
        ("Fruktias personuppgifter finns med i läckan.", "affected", "Fruktia", "asserts"),
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
        "Vi ber er alla att inte ladda ner uppgifterna.",
        "Var extra vaksam på okända telefonnummer och e-postadresser.",
        "Var försiktig med att lämna ut lösenord.",
        pytest.param("Personuppgifterna i Fruktias it-miljö rör personal och medlemmar.", marks=WEIGHED),
        "Konkurrensverket är en av Nordia Datas kunder.",
        "Krypterade usb-minnen skyddar uppgifterna.",
    ],
)
def test_what_is_no_harm(sentence: str) -> None:
    found = claims_of(_LEAD + sentence, language="sv", publisher="Dagbladet Norrsken")
    assert [claim.predicate for claim in found if claim.predicate in _TOLD] == []


@pytest.mark.parametrize(
    ("sentence", "predicate"),
    [
        ("Systemet används av angriparna.", "uses"),
        ("Systemet finns i kommunens serverhall.", "uses"),
        ("Systemen finns i Sverige.", "uses"),
        ("Även Ekby kommun har en simhall.", "uses"),
        ("Det är en av Nordia Datas kunder som har berättat om felet.", "supplies"),
        ("Ekby kommun lade ut information om felet på Facebook.", "supplies"),
        ("Fruktia är kund i butiken.", "supplies"),
        ("IMY tar ut ledighet på måndag.", "fined"),
        ("Avgiften för parkering blev 60 000 kronor.", "fined"),
        ("Vilan ville betala 9 miljoner kronor och Fruktia ingenting.", "fined"),
        ("De som ska granskas är ansökningarna.", "supervises"),
        ("Nordia Data har inlett en utredning.", "investigates"),
        ("Region Fjällmark har startat en utredning av Fruktia.", "occurred_on"),
        ("Den 2 maj riktades kritik mot Nordia Data.", "occurred_on"),
        ("Den 2 maj gick Nordia Data ut i konkurs.", "disclosed_on"),
        ("I mars blev det känt att uppgifterna publicerats.", "disclosed_on"),
        ("Den 17 maj 2025 fick Nordia Data en ny chef.", "restored_on"),
        ("Det går inte att läsa betyg på bussen.", "exposed"),
        ("Anmälan gjordes för att man inte kom åt personuppgifterna.", "exposed"),
        ("De kommuner som drabbades är många.", "concerned"),
        ("Journaler lagras på en server med starkt skydd.", "exposed"),
        ("Många företag runt om i världen har semester.", "affected"),
        ("Polisen bekräftar att personuppgifter har läckt.", "affected"),
        ("Data från Fruktia visas på mötet.", "affected"),
        ("På senare år har många företag vuxit.", "affected"),
        ("Attacken har fått stor uppmärksamhet i systemets ledning.", "compromised"),
        ("Nordia Data har tagit tillbaka kontrollen över sina kostnader.", "compromised"),
        ("Anmälan till kursen är gjord av Fruktia.", "reported_to"),
        ("Det finns en risk för att mötet skjuts upp.", "caused"),
        ("Vaktmästaren har hämtat hem katten.", "caused"),
    ],
)
def test_what_only_looks_like_it_is_not_told(sentence: str, predicate: str) -> None:
    found = claims_of(_LEAD + sentence, language="sv", publisher="Dagbladet Norrsken")
    assert [target(claim) for claim in found if claim.predicate == predicate] == []


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
