"""Names, places, groups, systems and data in English sentences: where they begin and end, and what they are."""

from __future__ import annotations

import pytest
from article_claims import claims_of, facts

from kedja.claim import Source
from kedja_ingest.article.chunks import Chunk, Kind
from kedja_ingest.article.coreference import Coreference
from kedja_ingest.article.party import main_vendor
from kedja_ingest.article.passages import Passage
from kedja_ingest.article.publishers import publisher_mention
from kedja_ingest.article.sentences import split_sentences
from kedja_ingest.article.surveying import Surveyor
from kedja_ingest.article.vocabulary import load_vocabulary
from kedja_ingest.article.world import load_world

_INCIDENT = "Tarnside Ltd 2025"
_LEAD = "Tarnside Ltd was hit by a cyberattack on 3 June.\n\n"


def read(text: str, publisher: str | None = None) -> list[Passage]:
    """The passages of the text with everything typed."""
    source = Source(url="https://news.example/1", published="2026-05-10", language="en", publisher=publisher)
    vocabulary = load_vocabulary("en")
    passages, directory = Surveyor(vocabulary, load_world(), source).survey(split_sentences(text))
    known = publisher_mention(publisher, directory)
    vendor = main_vendor(passages, directory, vocabulary, known, "2026-05-10")
    return list(Coreference(vocabulary, directory, vendor, known).resolve(passages))


def chunks(text: str) -> list[Chunk]:
    """All chunks of the text."""
    return [chunk for passage in read(text) for chunk in passage.chunks]


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Parents at St Corwen's Primary School were told.", "St Corwen's Primary School", Kind.ORG),
        ("Letters from St Corwen's and St. Brannan Hospital were late.", "St Corwen's", Kind.ORG),
        ("Letters from St Corwen's and St. Brannan Hospital were late.", "St. Brannan Hospital", Kind.ORG),
        ("The Dockworkers' Union and the Nurses' Association object.", "Nurses' Association", Kind.ORG),
        ("It is Gaelscoil an Drochait that was spared.", "Gaelscoil an Drochait", Kind.ORG),
        ("Two of the clinics, Clinique du Vallon and Brandt, agreed.", "Clinique du Vallon", Kind.ORG),
        ("The report was signed by Dorothea K. Winslade.", "Dorothea K. Winslade", Kind.PERSON),
        ("City Manager Hollis Tarrant told the council.", "Hollis Tarrant", Kind.PERSON),
        ("Ohio Attorney General Mary Tarrant announced it.", "Mary Tarrant", Kind.PERSON),
        ("Coun Derek Tarrant said the council had not been told.", "Derek Tarrant", Kind.PERSON),
        ("Rhona Okonjo-Pratt was replying to Jude Malloy (Glen East).", "Rhona Okonjo-Pratt", Kind.PERSON),
        ("Rhona Okonjo-Pratt was replying to Jude Malloy (Glen East).", "Jude Malloy", Kind.PERSON),
        ("Selwyn Tarrant, which hosts deeds, pulled its servers offline.", "Selwyn Tarrant", Kind.ORG),
        ("The brokerage Selwyn Tarrant, a member, agreed.", "Selwyn Tarrant", Kind.ORG),
        ("The centre in Ballycorrin was attacked.", "Ballycorrin", Kind.PLACE),
        ("Shops across Laois, Offaly and Westmeath were shut.", "Offaly", Kind.PLACE),
        ("Milan's Banca Verdolini said that it was spared.", "Banca Verdolini", Kind.ORG),
        ("The Court of Session and the Regulator of Social Housing were told.", "Court of Session", Kind.ORG),
    ],
)
def test_a_name_is_whole_and_typed(text: str, name: str, kind: Kind) -> None:
    assert (name, kind) in {(chunk.text, chunk.kind) for chunk in chunks(text)}


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("As of now I'm told that nothing was lost.", "I'm"),
        ("They write under the Data Protection Act of that year.", "Data Protection Act"),
        ("The firm, of Tampa, FL, was hit.", "FL"),
        ("The firm, of Tampa, Fla. Its staff were told.", "Fla"),
        ("Thousands of Manitobans and Londoners were told.", "Manitobans"),
        ("Files with NHS numbers were copied.", "NHS"),
        ("The script grew by 9 KB at 16:20 AEDT.", "AEDT"),
        ("What You Can Do\n\nCall us.", "You Can Do"),
        ("Tarnside Ltd Admits Massive Data Breach\n\nTarnside Ltd was hit.", "Massive Data Breach"),
        ("Remember Tarnside, the payroll firm? Tarnside was fined.", "Remember Tarnside"),
    ],
)
def test_what_names_nobody_is_no_name(text: str, word: str) -> None:
    named = {Kind.ORG, Kind.AUTHORITY, Kind.PERSON, Kind.SYSTEM, Kind.PLACE, Kind.MEDIA, Kind.ACTOR}
    assert word not in {chunk.text for chunk in chunks(text) if chunk.kind in named}


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("It began on Nov. 21, on the eve of a holiday. Nobody knew.", "It began on Nov. 21, on the eve of a holiday."),
        ("It is run by Tarnside Ltd. On Monday it was hit.", "It is run by Tarnside Ltd."),
        ("It is based in Tampa, Fla., and sells tills. It was hit.", "It is based in Tampa, Fla., and sells tills."),
    ],
)
def test_a_sentence_ends_where_it_does(text: str, whole: str) -> None:
    assert next(split_sentences(text)).text == whole


def test_a_defined_short_name_is_that_of_the_company() -> None:
    passages = read('Dunmere Grocers, Inc. (the "Company") was notified. The Company has told the police.')
    assert {chunk.mention.name for chunk in passages[1].chunks if chunk.text == "Company" and chunk.mention} == {
        "Dunmere Grocers, Inc"
    }


@pytest.mark.parametrize(
    ("text", "triple"),
    [
        ("Six councils were affected.", (_INCIDENT, "affected", "exactly 6 municipality")),
        ("Customers hosted in our cloud were affected.", (_INCIDENT, "affected", "Customers hosted in our cloud")),
        ("Clinics in Ontario were affected.", (_INCIDENT, "affected", "Clinics in Ontario")),
        ("Teachers' records were stolen.", (_INCIDENT, "exposed", "Teachers' records")),
        ("Expiration dates and medical alerts were stolen.", (_INCIDENT, "exposed", "Expiration dates")),
        ("Expiration dates and medical alerts were stolen.", (_INCIDENT, "exposed", "medical alerts")),
        ("Personal and health data were stolen.", (_INCIDENT, "exposed", "Personal data")),
        ("Attackers broke into its admin console.", (_INCIDENT, "compromised", "admin console")),
    ],
)  # fmt: skip
def test_a_claim_names_what_the_text_does(text: str, triple: tuple[str, str, str]) -> None:
    assert triple in facts(claims_of(_LEAD + text))


def test_a_chunk_is_changed_in_parts_that_it_has() -> None:
    chunk = Chunk(Kind.GROUP, 0, 7, "schools", "schools")
    changed = chunk.changed(kind=Kind.DESCRIPTION)
    assert (changed.kind, changed.text, chunk.kind) == (Kind.DESCRIPTION, "schools", Kind.GROUP)
    with pytest.raises(AttributeError):
        chunk.changed(sort=Kind.DESCRIPTION)
