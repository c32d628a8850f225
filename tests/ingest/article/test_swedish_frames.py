"""Plain Swedish sentences on trade, authorities, days, roles and speech, each of which says one thing on its own."""

from __future__ import annotations

import pytest
from article_claims import claims_of, facts, find

from kedja.claim import Claim

_LEAD = "Nordia Data har utsatts för ett dataintrång. "
_HERE = "Nordia Data 2025"


def read(text: str, **source: str) -> list[Claim]:
    """The claims of a Swedish text that was published on Thursday 28 August 2025."""
    return claims_of(_LEAD + text, **{"language": "sv", **source})


@pytest.mark.parametrize(
    ("sentence", "fact"),
    [
        ("Ekarps kommun, som är kund hos Nordia Data, har stängt.", ("Nordia Data", "supplies", "Ekarps kommun")),
        ("Region Fjällmark köper sin it-drift av Nordia Data.", ("Nordia Data", "supplies", "Region Fjällmark")),
        ("Bland kunderna märks Ekarps kommun och Region Fjällmark.", ("Nordia Data", "supplies", "Region Fjällmark")),
        ("Tolvsta kommun tecknade avtal med Nordia Data 2021.", ("Nordia Data", "supplies", "Tolvsta kommun")),
        ("Ekarps kommun bytte leverantör från Nordia Data till Gorm AB.", ("Gorm AB", "supplies", "Ekarps kommun")),
        ("Skolplattformen Klassa tas fram och förvaltas av Bokstäv AB.", ("Bokstäv AB", "provides", "Klassa")),
        ("Nordia Data, vars program Tidkoll har stängts, beklagar.", ("Nordia Data", "provides", "Tidkoll")),
        ("Region Fjällmarks journalsystem Vårdia driftas av Nordia Data.", ("Region Fjällmark", "uses", "Vårdia")),
        ("Personalen på Region Fjällmark rapporterar sin tid i Pengo.", ("Region Fjällmark", "uses", "Pengo")),
        ("Nordia Data ägs sedan 2023 av den norska koncernen Fjordtek.", ("Nordia Data", "part_of", "Fjordtek")),
        ("Nordia Data förvärvades i våras av Fjordtek.", ("Nordia Data", "part_of", "Fjordtek")),
        ("Moderbolaget Havtek vill inte kommentera.", ("Nordia Data", "part_of", "Havtek")),
        ("Systemet Pengo används av 70 procent av Sveriges kommuner.", ("Pengo", "market_share", "exactly 70 percent")),
        ("Kravet från hackarna: 2 miljoner dollar.", (_HERE, "demanded", "exactly 2000000 USD")),
        ("Nordia Data betalade 400 000 euro till utpressarna.", (_HERE, "paid", "exactly 400000 EUR")),
        ("Mia Tall, pressekreterare hos Nordia Data, svarar.", ("Mia Tall", "has_role", "Nordia Data")),
        ("Kammaråklagare Leif Orre är försiktig.", ("Leif Orre", "has_role", "Åklagarmyndigheten")),
        ("Natten till den 23 augusti slog angriparna till.", (_HERE, "occurred_on", "2025-08-22")),
        ("Angreppet pågick mellan den 21 och 23 augusti.", (_HERE, "occurred_on", "2025-08-21")),
        ("Det var i måndags som bolaget märkte att något var fel.", (_HERE, "discovered_on", "2025-08-25")),
        ("Attacken inleddes i fredags och upptäcktes i söndags.", (_HERE, "discovered_on", "2025-08-24")),
        ("Kunderna fick reda på intrånget den 26 augusti.", (_HERE, "disclosed_on", "2025-08-26")),
        ("Uppgifterna dök upp på darknet den 27 augusti.", (_HERE, "data_published_on", "2025-08-27")),
        ("Driften återupptogs den 27 augusti.", (_HERE, "restored_on", "2025-08-27")),
        ("Polisanmälan är gjord och IMY är informerad.", ("Nordia Data", "reported_to", "IMY")),
        ("Dataintrånget har anmälts till såväl polisen som IMY.", ("Nordia Data", "reported_to", "IMY")),
        ("IMY har fått in över 200 anmälningar.", ("anmälningar", "reported_to", "more_than 200 report -> IMY")),
        ("Åklagare Per Ask leder utredningen.", ("Åklagarmyndigheten", "investigates", _HERE)),
        ("Brottet utreds av Säkerhetspolisen.", ("Säkerhetspolisen", "investigates", _HERE)),
        ("IMY har beslutat att inleda tillsyn mot Nordia Data.", ("IMY", "supervises", "Nordia Data")),
        ("Nordia Data fick i fjol böter på 4 miljoner kronor av IMY.", ("IMY", "fined", "Nordia Data")),
        ("Bolaget bistås av säkerhetsföretaget Glasmur.", ("Glasmur", "assists", "Nordia Data")),
        ("Säkerhetsbolaget Glasmur har anlitats för att utreda intrånget.", ("Glasmur", "assists", "Nordia Data")),
    ],
)  # fmt: skip
def test_a_sentence_is_read(sentence: str, fact: tuple[str, str, str]) -> None:
    assert fact in facts(read(sentence))


@pytest.mark.parametrize(
    "sentence",
    [
        "Ekarps kommun ligger granne med Tolvsta kommun.",
        "Den som har drabbats uppmanas att göra en polisanmälan.",
        "Företag kan anmäla incidenter till IMY.",
        "Tolvsta kommun överväger att polisanmäla leverantören.",
        "Regeringen vill ge MSB 50 miljoner kronor.",
        "Nordia Data omsatte 400 miljoner kronor i fjol.",
        "Mer information kommer den 2 september.",
        "Karin Sjö är arg på Nordia Data.",
        "Fjordtek tävlar med Nordia Data om kontrakten.",
        "Nordia Data har kontor i Ekarp.",
        "80 procent av personalen arbetade hemifrån.",
        "Polisen varnar allmänheten för bluffmejl.",
    ],
)
def test_a_sentence_says_nothing_of_the_kind(sentence: str) -> None:
    assert facts(read(sentence)) == {(_HERE, "hit", "Nordia Data")}


@pytest.mark.parametrize(
    ("sentence", "speaker", "stance", "certainty"),
    [
        ("Av ett pressmeddelande från Nordia Data framgår att {} har läckt.", "Nordia Data", "asserts", "confirmed"),
        ("Att {} har läckt bekräftas av Nordia Data.", "Nordia Data", "asserts", "confirmed"),
        ("Därmed har {} läckt. Det skriver Nordia Data.", "Nordia Data", "asserts", "confirmed"),
        ("Bolaget kan inte utesluta att {} har läckt.", "Nordia Data", "asserts", "possible"),
        ("Mycket talar för att {} har läckt.", None, "asserts", "possible"),
        ("Bolaget fruktar att {} har läckt.", "Nordia Data", "asserts", "feared"),
        ("Det saknas tecken på att {} har läckt.", None, "denies", "stated"),
        ("Ingen vet ännu om {} har läckt.", None, "unknown", "stated"),
    ],
)  # fmt: skip
def test_who_says_it_and_how_surely(sentence: str, speaker: str | None, stance: str, certainty: str) -> None:
    claim = find(read(sentence.replace("{}", "personnummer")), "exposed", "personnummer")
    said = claim.speaker.name if claim.speaker else None
    assert (said, claim.stance, claim.certainty) == (speaker, stance, certainty)


def test_products_listed_behind_a_colon_are_used_and_provided() -> None:
    text = "Vi använder tre produkter från Nordia Data: Adalo, Novi och Stellar."
    found = facts(read(text, publisher="Ekarps kommun"))
    for system in ("Adalo", "Novi", "Stellar"):
        assert {("Ekarps kommun", "uses", system), ("Nordia Data", "provides", system)} <= found


def test_a_word_of_no_dictionary_is_a_name_where_it_begins_a_sentence() -> None:
    for word, names in (("Sportio", ["Sportio"]), ("Kunderna", [])):
        claims = read(f"{word} ska betala 6 miljoner kronor i sanktionsavgift.", publisher="IMY")
        assert [claim.object and claim.object.name for claim in claims if claim.predicate == "fined"] == names


def test_a_paper_is_not_the_one_that_reported_it() -> None:
    found = facts(read("Händelsen är polisanmäld.", publisher="Nyhetsbyrån Vinden"))
    assert ("Nordia Data", "reported_to", "polisen") in found
