"""What a text names: where names begin and end, of what kind each is, what descriptions point back to."""

from __future__ import annotations

import pytest

from kedja.claim import Source
from kedja_ingest.article.chunks import Kind
from kedja_ingest.article.coreference import Coreference
from kedja_ingest.article.directory import Directory
from kedja_ingest.article.party import main_vendor
from kedja_ingest.article.passages import Passage
from kedja_ingest.article.publishers import publisher_mention
from kedja_ingest.article.sentences import split_sentences
from kedja_ingest.article.surveying import Surveyor
from kedja_ingest.article.vocabulary import load_vocabulary
from kedja_ingest.article.world import load_world

PUBLISHED = "2026-05-10"


def survey(text: str, language: str) -> tuple[list[Passage], Directory]:
    """The passages and the directory of a text without a publisher."""
    source = Source(url="https://news.example/1", published=PUBLISHED, language=language)
    return Surveyor(load_vocabulary(language), load_world(), source).survey(split_sentences(text))


def meant(text: str, language: str, phrase: str) -> str | None:
    """Whom the last such phrase of the text means."""
    passages, directory = survey(text, language)
    vocabulary = load_vocabulary(language)
    publisher = publisher_mention(None, directory)
    vendor = main_vendor(passages, directory, vocabulary, publisher, PUBLISHED)
    found = None
    for one in Coreference(vocabulary, directory, vendor, publisher).resolve(passages):
        for chunk in one.chunks:
            if phrase in (chunk.text, one.text[chunk.start : chunk.end]):
                found = chunk.mention
    return found.name if found else None


@pytest.mark.parametrize(
    ("sentence", "name", "kind"),
    [
        ("St Mary's Hospital and King's College London use the same laboratory.", "St Mary's Hospital", Kind.ORG),
        ("St Mary's Hospital and King's College London use the same laboratory.", "King's College London", Kind.ORG),
        ("Helsinki-based Taival Oy develops software.", "Taival Oy", Kind.ORG),
        ("Payments went through as usual, according to HBK Bank plc.", "HBK Bank plc", Kind.ORG),
        ("TheraNet, Inc., a provider of therapy records, notified the police.", "TheraNet, Inc", Kind.ORG),
        ("We use Microsoft 365, but it is not affected.", "Microsoft 365", Kind.ORG),
        ("Insurer Talbrook declined to comment, as did Velden Re.", "Talbrook", Kind.ORG),
        ("Justice Minister Helen McEntee said that nothing was lost.", "Helen McEntee", Kind.PERSON),
        ("Dr Ingrid Sandvik blamed the vendor.", "Ingrid Sandvik", Kind.PERSON),
        ("Chief Executive Aino Rautio told reporters that it was over.", "Aino Rautio", Kind.PERSON),
        ("A flaw in TransferHub Pro was found on Monday.", "TransferHub Pro", Kind.SYSTEM),
        ("Brandt, a law firm in Hamburg, uses DocuVault to store case files.", "DocuVault", Kind.SYSTEM),
        ("Aqualis SA is listed in Paris.", "Paris", Kind.PLACE),
        ("The Ohio Department of Taxation was told.", "Ohio Department of Taxation", Kind.AUTHORITY),
        ("The Northern Gazette has seen the letter.", "Northern Gazette", Kind.MEDIA),
    ],
)
def test_an_english_name_is(sentence: str, name: str, kind: Kind) -> None:
    entry = survey(sentence, "en")[1].find(name)
    assert entry is not None
    assert entry.kind is kind


@pytest.mark.parametrize(
    ("sentence", "name", "kind"),
    [
        ("Coop, Apotea och ICA Maxi stängde sina kassor.", "Coop", Kind.ORG),
        ("Danska Netcompany tar över driften av Aula.", "Netcompany", Kind.ORG),
        ("Kommunens HR-chef Ann-Marie Otter håller i arbetet.", "Ann-Marie Otter", Kind.PERSON),
        ("Åklagare Erik Lindqvist leder utredningen.", "Erik Lindqvist", Kind.PERSON),
        ("Stadsdirektör Karin Holm i Eskilstuna beklagar.", "Karin Holm", Kind.PERSON),
        ("Umeå kommun informerade vårdnadshavare via Unikum.", "Unikum", Kind.SYSTEM),
        ("Flera kassor, däribland Unionens a-kassa, berörs.", "Unionens a-kassa", Kind.ORG),
        ("Kungsbacka-Posten fick tag på brevet från Lindab.", "Kungsbacka-Posten", Kind.MEDIA),
        ("Polisregion Syd letar efter en 19-åring.", "Polisregion Syd", Kind.AUTHORITY),
        ("Klarvattens moderbolag Aqualis SA är börsnoterat.", "Klarvatten", Kind.ORG),
    ],
)
def test_a_swedish_name_is(sentence: str, name: str, kind: Kind) -> None:
    entry = survey(sentence, "sv")[1].find(name)
    assert entry is not None
    assert entry.kind is kind


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("Priya Nandakumar, Head of Digital Services, apologised.", "en"),
        ("Kommunens HR-chef håller i arbetet.", "sv"),
    ],
)
def test_a_department_is_no_organization(sentence: str, language: str) -> None:
    directory = survey(sentence, language)[1]
    assert [entry.names for entry in directory.entries.values() if entry.kind is not Kind.PERSON] == []


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("**Points.** If you could not collect points, here is why.", "en"),
        ("**Are payment cards safe?** Yes.", "en"),
        ("Around 7,000 sailings were called off.", "en"),
        ("SUMMARY: The lift is out of order.", "en"),
        ('★ "Vi släpper in folk ändå."', "sv"),
    ],
)
def test_a_capital_at_a_beginning_makes_no_name(text: str, language: str) -> None:
    passages, _ = survey(text, language)
    assert [chunk.text for one in passages for chunk in one.chunks if chunk.kind is Kind.NAME] == []


def test_a_name_behind_a_label_is_found_without_what_begins_its_sentence() -> None:
    passages, _ = survey("Vallstena: Har Stegvis installerat på egen server.", "sv")
    assert "Stegvis" in [chunk.text for one in passages for chunk in one.chunks]


def test_a_name_in_capitals_at_a_beginning_is_one() -> None:
    passages, _ = survey("TIETOEVRY drabbades av en attack.", "sv")
    assert "TIETOEVRY" in [chunk.text for one in passages for chunk in one.chunks]


@pytest.mark.parametrize(
    ("text", "language", "phrase", "name"),
    [
        (
            "Security firm Nightjar Labs found the data. They belong to Halcyon Bank. The bank has not replied.",
            "en",
            "The bank",
            "Halcyon Bank",
        ),
        (
            "A key was taken from a tool of Quanta Forge. The software company is working with the FBI.",
            "en",
            "The software company",
            "Quanta Forge",
        ),
        (
            "Oakridge School District said that its system, run by Learnwell, had been breached. The company is sorry.",
            "en",
            "The company",
            "Learnwell",
        ),
        ("Mercer County was hit in June. The county has restored its records.", "en", "The county", "Mercer County"),
        (
            "Säkerhetsföretaget Nattskärra hittade uppgifterna. De tillhör Halkon Bank. Banken har inte svarat.",
            "sv",
            "Banken",
            "Halkon Bank",
        ),
        (
            "Stellan Motor stoppade all försäljning i tisdags. Biltillverkaren har inte svarat.",
            "sv",
            "Biltillverkaren",
            "Stellan Motor",
        ),
        (
            "Acme och Bolt stoppade all försäljning i tisdags. Biltillverkaren har inte svarat.",
            "sv",
            "Biltillverkaren",
            None,
        ),
    ],
)
def test_a_description_means(text: str, language: str, phrase: str, name: str | None) -> None:
    assert meant(text, language, phrase) == name


def test_short_forms_of_one_name_are_one_organization_in_any_order() -> None:
    text = "Glendale said so. Glendale Hosting Ltd is a host. Glendale Hosting was fined."
    directory = survey(text, "en")[1]
    entries = {id(directory.find(name)) for name in ("Glendale", "Glendale Hosting", "Glendale Hosting Ltd")}
    assert len(entries) == 1
