"""Members of lists of data that no lexicon knows: which they are, and how far each goes."""

from __future__ import annotations

import pytest

from kedja.claim import Source
from kedja_ingest.article.apposition import typed
from kedja_ingest.article.chunks import Kind
from kedja_ingest.article.sentences import split_sentences
from kedja_ingest.article.surveying import Surveyor
from kedja_ingest.article.vocabulary import load_vocabulary
from kedja_ingest.article.world import load_world


def data(language: str, sentence: str) -> list[str]:
    """The data of a sentence in their order."""
    source = Source(url="https://news.example/1", published="2025-08-28", language=language)
    surveyor = Surveyor(load_vocabulary(language), load_world(), source)
    passages, directory = surveyor.survey(split_sentences(sentence))
    return [chunk.text for one in passages for chunk in typed(one, directory) if chunk.kind is Kind.DATA]


@pytest.mark.parametrize(
    ("language", "sentence", "members"),
    [
        ("en", "It held names, berth, hull and addresses.", ["names", "berth", "hull", "addresses"]),
        ("en", "It held names, shoe sizes, preferred clinics and addresses.", ["shoe sizes", "preferred clinics"]),
        ("en", "Your name, the boat you keep and the year in which you joined may be there.", ["boat you keep"]),
        (
            "en",
            "Your name, the boat you keep and the year in which you joined may be there.",
            ["year in which you joined"],
        ),
        ("en", "The member's name, club and team were in the file.", ["name", "club", "team"]),
        ("en", "It lists names, addresses and the amount of your last gift.", ["amount of your last gift"]),
        ("en", "It lists names, addresses and the reason for referral.", ["reason for referral"]),
        ("en", "Passwords and the last berth changes of 8,902 members had been read.", ["last berth changes"]),
        ("en", "It lists the IBAN numbers and names of guests.", ["IBAN numbers", "names"]),
        ("sv", "Filen har namn, båtplats, program och e-postadress.", ["namn", "båtplats", "program", "e-postadress"]),
        ("sv", "Namn, personnummer och båtplats ingick.", ["Namn", "personnummer", "båtplats"]),
        ("sv", "I samtalen kan personnummer och krämpor nämnas.", ["personnummer", "krämpor"]),
        (
            "sv",
            "Det gäller ditt namn, din båtplats och det OCR-nummer som står där.",
            ["namn", "båtplats", "OCR-nummer"],
        ),
    ],
)
def test_members_of_a_list_are_data(language: str, sentence: str, members: list[str]) -> None:
    found = data(language, sentence)
    assert [text for text in found if text in members] == members


@pytest.mark.parametrize(
    ("language", "sentence", "words"),
    [
        ("en", "They read names and addresses, the company and the police said.", {"company", "police"}),
        ("en", "They read the names of customers, suppliers and staff.", {"suppliers", "staff"}),
        ("en", "Names were read, phones rang and addresses were copied.", {"phones rang", "phones"}),
        ("sv", "De läste namn och adresser, säger bolaget och polisen.", {"bolaget", "polisen"}),
        ("sv", "Namn har lästs, telefoner ringde och adresser har kopierats.", {"telefoner ringde", "telefoner"}),
    ],
)
def test_what_stands_beside_data_is_none(language: str, sentence: str, words: set[str]) -> None:
    assert not words & set(data(language, sentence))
