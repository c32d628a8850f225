"""Which stretches of a Swedish text are chunks, of what kind, and how far each goes."""

from __future__ import annotations

import pytest
from article_claims import chunks_of, claims_of, facts

from kedja_ingest.article.chunks import Chunk, Kind

_LEAD = "Nordia Data har hackats. "


def chunks(sentence: str) -> list[Chunk]:
    """The chunks of the sentence, behind one on an attack."""
    return [chunk for one in chunks_of(_LEAD + sentence, "sv")[1:] for chunk in one]


def named(sentence: str, kind: Kind) -> set[str]:
    """What the chunks of that kind are called."""
    return {chunk.mention.name if chunk.mention else chunk.text for chunk in chunks(sentence) if chunk.kind is kind}


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("I går bekräftade Statens vägforskningsinstitut att det är drabbat.", "Statens vägforskningsinstitut"),
        ("Enligt Myndigheten för sjöräddning och fyrar är läget lugnt.", "Myndigheten för sjöräddning och fyrar"),
        ("Svensk förening för blodtryck varnade redan i våras.", "Svensk förening för blodtryck"),
        ("Bland kunderna finns Lillängens bank.", "Lillängens bank"),
        ("Vid Tranmossens vattenverk gick larmet.", "Tranmossens vattenverk"),
        ("Även Djursjukhuset i Vekerum är drabbat.", "Djursjukhuset i Vekerum"),
        ("Systemet köps av Mätteknik i Norden AB.", "Mätteknik i Norden AB"),
        ("Säkerhetsinstallatören Lejdström Teknik har hackats.", "Lejdström Teknik"),
        ("Pensionsförvaltaren Aldessa bekräftar stölden.", "Aldessa"),
    ],
)
def test_a_name_goes_on_in_small_letters(sentence: str, name: str) -> None:
    assert name in named(sentence, Kind.ORG) | named(sentence, Kind.AUTHORITY)


def test_municipalities_share_their_noun() -> None:
    assert {"Ekedals kommun", "Norra Vika kommun"} <= named(
        "Nu uppger Ekedals och Norra Vika kommuner att de berörs.", Kind.ORG
    )
    found = named("Kommunerna Tjärnby, Ekshult och Norra Ljung är kunder.", Kind.ORG)
    assert "Tjärnby" in found
    assert "Kommunerna Tjärnby" not in found


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("Enligt säkerhetschefen Ulf Tegnér dröjer svaret.", "Ulf Tegnér"),
        ("Bolagets tekniske chef, Nasrin Daneshvari, har läst rapporten.", "Nasrin Daneshvari"),
        ("Församlingsassistenten Lisbeth Kvickner upptäckte felet.", "Lisbeth Kvickner"),
    ],
)
def test_a_title_names_a_person(sentence: str, name: str) -> None:
    assert name in named(sentence, Kind.PERSON)


@pytest.mark.parametrize(
    ("sentence", "text"),
    [
        ("Angriparen nådde bolagets byggmiljö.", "byggmiljö"),
        ("Två virtuella maskiner raderades.", "virtuella maskiner"),
        ("De kom in genom en gammal fjärranslutning.", "fjärranslutning"),
        ("Ett administratörskonto kapades.", "administratörskonto"),
        ("Larmen går via en larmcentral.", "larmcentral"),
        ("Attacken gällde en serverhall i norr.", "serverhall"),
    ],
)
def test_machines_and_accounts_are_systems(sentence: str, text: str) -> None:
    assert any(chunk.text.endswith(text) for chunk in chunks(sentence) if chunk.kind is Kind.SYSTEM)


@pytest.mark.parametrize(
    ("sentence", "text"),
    [
        ("I filerna finns kopior av pass.", "kopior av pass"),
        ("Det gäller uppgifter om löneutmätning.", "uppgifter om löneutmätning"),
        ("I databasen finns namn, personnummer och i vissa fall beslut om avstängning.", "beslut om avstängning"),
        ("Provskrivningar, inlämnade svar, omdömen och namn lagras där.", "Provskrivningar"),
        ("Skyddade personuppgifter ligger i ett annat register.", "Skyddade personuppgifter"),
    ],
)
def test_data_goes_as_far_as_it_is_said(sentence: str, text: str) -> None:
    assert text in {chunk.text for chunk in chunks(sentence) if chunk.kind is Kind.DATA}


def test_former_staff_are_people() -> None:
    assert "före detta anställda" in named("Ett okänt antal före detta anställda fanns med.", Kind.PEOPLE)


@pytest.mark.parametrize(
    ("sentence", "kind", "text"),
    [
        ("Den som har skyddad adress får besked.", Kind.PRONOUN, "Den"),
        ("Under den tiden låg koden på sidan.", Kind.PRONOUN, "den"),
        ("Det tredje av de brev som skickades kom bort.", Kind.PRONOUN, "de"),
        ("Felet låg i en avgrävd kabel.", Kind.TITLE, "avgrävd"),
        ("Elevnavet skickar veckobrev och omdömen.", Kind.DATA, "skickar veckobrev"),
        ("Jag ringde presstjänsten.", Kind.SYSTEM, "presstjänsten"),
        ("I kundernas register finns namn.", Kind.SYSTEM, "kundernas"),
    ],
)
def test_what_is_no_chunk_of_the_kind(sentence: str, kind: Kind, text: str) -> None:
    assert text not in {chunk.text for chunk in chunks(sentence) if chunk.kind is kind}


@pytest.mark.parametrize(
    ("sentence", "company", "place"),
    [
        ("Systemet levereras av det norska företaget Fjordvik.", "Fjordvik", "Norge"),
        ("Felet fanns i en vpn-lösning från amerikanska Gatemoor.", "Gatemoor", "USA"),
        ("Tryggeda, ett Linköpingsföretag med tio anställda, levererar larmen.", "Tryggeda", "Linköping"),
    ],
)
def test_a_word_says_where_a_company_is(sentence: str, company: str, place: str) -> None:
    assert (company, "located_in", place) in {
        (subject, predicate, target) for subject, predicate, target, *_ in facts(claims_of(sentence, language="sv"))
    }


@pytest.mark.parametrize(
    "sentence",
    [
        "Nordia Data ägs av den norska koncernen Havlund.",
        "Norska kunder till Nordia Data berörs inte.",
        "Den danska tillsynsmyndigheten Datatilsynet granskar Nordia Data.",
    ],
)
def test_owners_and_authorities_are_nowhere(sentence: str) -> None:
    assert not [one for one in facts(claims_of(sentence, language="sv")) if "located_in" in one]
