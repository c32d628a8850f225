"""Swedish: who says it and how surely, quantities, days, compounds, genitives, descriptions, questions."""

from __future__ import annotations

import time

import pytest
from article_claims import claims_of, facts, find, target

from kedja.claim import Claim
from kedja_ingest.article.dates import calendar
from kedja_ingest.article.language import recognise_language
from kedja_ingest.article.quantities import counter

BEFORE = "Nordia Data har utsatts för ett dataintrång. "


def read(text: str, **source: str) -> list[Claim]:
    """The claims of a Swedish text that was published on a Thursday."""
    return claims_of(text, **{"language": "sv", **source})


def test_the_language_is_known_by_its_words_and_the_header_wins() -> None:
    assert recognise_language(BEFORE + "Vi vet ännu inte om några uppgifter har läckt.", None) == "sv"
    assert recognise_language("The attack on Acme was discovered on Monday by the staff.", None) == "en"
    assert recognise_language("The attack on Acme was discovered on Monday by the staff.", "sv-SE") == "sv"


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("Personuppgifter har läckt, säger Anna Berg, presschef på Nordia Data.", "Anna Berg"),
        ("Personuppgifter har läckt, säger Nordia Datas vd Erik Lund till TT.", "Erik Lund"),
        ("Personuppgifter har läckt, enligt bolagets vd Erik Lund.", "Erik Lund"),
        ("Enligt Nordia Data har personuppgifter läckt.", "Nordia Data"),
        ("Nordia Data uppger att personuppgifter har läckt.", "Nordia Data"),
        ("Nordia Data bekräftade i måndags att personuppgifter har läckt.", "Nordia Data"),
        ("I ett mejl skriver Nordia Data att personuppgifter har läckt.", "Nordia Data"),
        ("Personuppgifter har läckt, meddelar företaget.", "Nordia Data"),
        ("Personuppgifter har läckt.", None),
        ("Personuppgifter har läckt, rapporterar TT.", None),
    ],
)
def test_the_speaker_of(sentence: str, speaker: str | None) -> None:
    name = "Personuppgifter" if sentence[0] == "P" else "personuppgifter"
    claim = find(read(BEFORE + sentence), "exposed", name)
    assert (claim.speaker.name if claim.speaker else None) == speaker


def test_he_and_a_last_name_are_the_person_named_before() -> None:
    text = (
        BEFORE
        + "Systemen ligger nere, säger Erik Lund, vd för Nordia Data. Löner kan ha läckt, säger han. "
        + "Journaler har inte läckt, enligt Lund."
    )
    claims = read(text)
    for name in ("Löner", "Journaler"):
        speaker = find(claims, "exposed", name).speaker
        assert speaker is not None
        assert (speaker.name, speaker.role) == ("Erik Lund", "vd")


@pytest.mark.parametrize(
    ("sentence", "stance", "certainty"),
    [
        ("Kunduppgifter har stulits.", "asserts", "stated"),
        ("Kunduppgifter kan ha stulits.", "asserts", "possible"),
        ("Det finns en risk för att kunduppgifter har läckt.", "asserts", "possible"),
        ("Det går inte att utesluta att kunduppgifter har läckt.", "asserts", "possible"),
        ("Kunduppgifter misstänks ha läckt.", "asserts", "possible"),
        ("Kunduppgifter befaras ha läckt.", "asserts", "feared"),
        ("Inga kunduppgifter har läckt.", "denies", "stated"),
        ("Kunduppgifter har inte läckt.", "denies", "stated"),
        ("Inget tyder på att kunduppgifter har läckt.", "denies", "stated"),
        ("Det är oklart om kunduppgifter har läckt.", "unknown", "stated"),
        ("Bolaget vet inte ännu om kunduppgifter har läckt.", "unknown", "stated"),
        ("Bolaget har inga uppgifter om att kunduppgifter skulle ha läckt.", "unknown", "stated"),
        ("Det är för tidigt att säga om kunduppgifter har läckt.", "unknown", "stated"),
        ("Kunduppgifter har läckt, bekräftar Nordia Data.", "asserts", "confirmed"),
        ("Kunduppgifter har läckt, säger säkerhetsföretaget Glasmur.", "asserts", "stated"),
    ],
)
def test_stance_and_certainty_of(sentence: str, stance: str, certainty: str) -> None:
    [claim] = [claim for claim in read(BEFORE + sentence) if claim.predicate == "exposed"]
    assert (target(claim).casefold(), claim.stance, claim.certainty) == ("kunduppgifter", stance, certainty)


@pytest.mark.parametrize(
    ("text", "quantity"),
    [
        ("164 kommuner", "exactly 164 municipality"),
        ("minst tjugofem regioner", "at_least 25 region"),
        ("drygt hundra kommuner", "more_than 100 municipality"),
        ("närmare 8 000 anställda", "about 8000 person"),
        ("omkring 1,5 miljoner personer", "about 1500000 person"),
        ("uppemot 1,2 miljoner patienter", "at_most 1200000 person"),
        ("färre än 40 av de egna kunderna", "fewer_than 40 customer"),
        ("ett tjugotal universitet", "about 20 university"),
        ("ett hundratal myndigheter", "about 100 agency"),
        ("tvåhundra medlemsföretag", "exactly 200 company"),
        ("tusentals elever", None),
        ("tiotusentals elever", "at_least 10000 person"),
        ("mellan 10 och 20 lärosäten", "between 10 university"),
        ("en halv miljon kronor", "exactly 500000 SEK"),
        ("70 miljoner dollar", "exactly 70000000 USD"),
        ("1,5 bitcoin", "exactly 1.5 BTC"),
        ("80 procent", "exactly 80 percent"),
        ("28 000 patienters", "exactly 28000 person"),
        ("en kommun", None),
        ("under 2024 företag", None),
    ],
)
def test_a_quantity(text: str, quantity: str | None) -> None:
    found = [chunk.quantity for chunk in counter("sv").find(text) if chunk.quantity]
    assert [f"{q.bound} {q.value:.10g} {q.unit}" for q in found] == ([quantity] if quantity else [])


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("i lördags", "2025-08-23"),
        ("på fredagskvällen", "2025-08-22"),
        ("i går", "2025-08-27"),
        ("i helgen", "2025-08-23"),
        ("förra veckan", "2025-08"),
        ("förra månaden", "2025-07"),
        ("den 23 augusti", "2025-08-23"),
        ("den 23–24 augusti", "2025-08-23"),
        ("natten till den 24 augusti", "2025-08-23"),
        ("natten till söndagen", "2025-08-23"),
        ("den 24 december", "2024-12-24"),
        ("i november", "2024-11"),
        ("i augusti 2022", "2022-08"),
        ("under 2019", "2019"),
        ("för ungefär en månad sedan", "2025-07"),
        ("på måndag", None),
    ],
)
def test_a_day(text: str, day: str | None) -> None:
    assert [chunk.value for chunk in calendar("sv").find(text, "2025-08-28")] == ([day] if day else [])


def test_a_week_in_two_months_is_of_its_year() -> None:
    assert [chunk.value for chunk in calendar("sv").find("förra veckan", "2025-09-11")] == ["2025-09"]
    assert [chunk.value for chunk in calendar("sv").find("förra veckan", "2025-10-09")] == ["2025"]


@pytest.mark.parametrize(
    ("sentence", "fact"),
    [
        ("I lördags drabbades Umeå kommun av attacken.", ("Nordia Data 2025", "affected", "Umeå kommun")),
        ("Även Umeå kommun uppges ha drabbats.", ("Nordia Data 2025", "affected", "Umeå kommun")),
        ("Angriparna tog sig in i bolagets servrar.", ("Nordia Data 2025", "compromised", "Nordia Datas servrar")),
        ("Nordia Datas lönesystem används av Umeå kommun.", ("Umeå kommun", "uses", "lönesystem")),
        ("Hr-systemet Lönex levereras av Nordia Data.", ("Nordia Data", "provides", "Lönex")),
        ("Umeå kommun är inte kund till Nordia Data.", ("Nordia Data", "supplies", "Umeå kommun")),
        ("Umeå kommun har anmält händelsen till IMY.", ("Umeå kommun", "reported_to", "IMY")),
        ("Nordia Data har polisanmält händelsen.", ("Nordia Data", "reported_to", "polisen")),
        ("IMY har inlett tillsyn mot bolaget.", ("IMY", "supervises", "Nordia Data")),
        ("Nordia Data är ett dotterbolag till norska Fjord Group.", ("Nordia Data", "part_of", "Fjord Group")),
        ("Servrarna hos Nordia Data krypterades.", ("Nordia Data 2025", "caused", "encryption")),
        ("Flera system ligger nere.", ("Nordia Data 2025", "caused", "outage")),
        ("Därför stängde Nordia Data ner samtliga system.", ("Nordia Data 2025", "caused", "shutdown")),
        ("Intrånget upptäcktes i lördags.", ("Nordia Data 2025", "discovered_on", "2025-08-23")),
        ("Gruppen Blackfox har tagit på sig attacken.", ("Nordia Data 2025", "claimed_by", "Blackfox")),
    ],
)
def test_a_sentence_says(sentence: str, fact: tuple[str, str, str]) -> None:
    assert fact in facts(read(BEFORE + sentence))


def test_a_fine_has_its_sum_and_its_authority() -> None:
    claims = read(BEFORE + "IMY har beslutat att Nordia Data ska betala en sanktionsavgift på 1,8 miljoner kronor.")
    claim = find(claims, "fined", "Nordia Data")
    assert claim.subject.name == "IMY"
    assert claim.qualifiers["amount"].value == 1_800_000  # type: ignore[union-attr]


def test_a_list_after_a_heading_and_halves_of_compounds() -> None:
    text = (
        BEFORE + "\n\nVilka uppgifter har läckt?\n- Namn\n- Personnummer\n\nÄven löne- och kontaktuppgifter har läckt."
    )
    exposed = {target(claim).casefold() for claim in read(text) if claim.predicate == "exposed"}
    assert exposed == {"namn", "personnummer", "löneuppgifter", "kontaktuppgifter"}


@pytest.mark.parametrize(
    ("answer", "stance"),
    [("Nej.", "denies"), ("Ja.", "asserts"), ("Det är för tidigt att säga.", "unknown"), ("Vädret är fint.", None)],
)
def test_a_question_says_nothing_until_it_is_answered(answer: str, stance: str | None) -> None:
    claims = read(BEFORE + "Har kunduppgifter läckt? " + answer)
    assert [claim.stance for claim in claims if claim.predicate == "exposed"] == ([stance] if stance else [])


def test_the_municipality_is_the_one_whose_page_it_is() -> None:
    claims = read(BEFORE + "Kommunen har polisanmält händelsen.", publisher="Umeå kommun")
    assert ("Umeå kommun", "reported_to", "polisen") in facts(claims)


def test_we_in_speech_is_not_the_publisher() -> None:
    text = BEFORE + "\n– Vi har polisanmält händelsen, säger Erik Lund."
    assert not [claim for claim in read(text, publisher="Umeå kommun") if claim.predicate == "reported_to"]


def test_we_in_speech_is_who_speaks() -> None:
    text = (
        BEFORE
        + "\n– Vi har drabbats, säger Karin Falk, kommundirektör i Bergsunda kommun."
        + "\n– Vi har anmält det till IMY, säger hon."
    )
    assert {("Nordia Data 2025", "affected", "Bergsunda kommun"), ("Bergsunda kommun", "reported_to", "IMY")} <= facts(
        read(text, publisher="Umeå kommun")
    )


@pytest.mark.parametrize("text", ["system-" * 30_000, "uppgifter" * 20_000, "Vi har " * 30_000, "a-kassa, " * 20_000])
def test_a_long_text_of_nothing_is_read_in_time(text: str) -> None:
    begun = time.process_time()
    assert read(text) == []
    assert time.process_time() - begun < 30


def test_an_attack_that_is_taken_for_granted_is_neither_denied_nor_doubted() -> None:
    text = "Hultsfreds kommun är inte drabbad av attacken mot Nordia Data."
    claims = read(text)
    assert find(claims, "hit", "Nordia Data").stance == "asserts"
    assert find(claims, "affected", "Hultsfreds kommun").stance == "denies"


@pytest.mark.parametrize(
    "sentence",
    [
        "Umeå kommun har en ny skola.",
        "Erik Lund träffade Umeå kommun och Region Skåne.",
        "Efter attacken diskuterade Umeå kommun och Region Skåne beredskapen.",
        "Använd olika lösenord och lämna inte ut personnummer.",
    ],
)
def test_mentioned_together_is_not_related(sentence: str) -> None:
    assert [c.predicate for c in read(BEFORE + sentence) if c.predicate != "hit"] == []
