"""Members of lists of data that no lexicon knows: which they are, and how far each goes."""

from __future__ import annotations

import pytest
from article_claims import chunks_of

from kedja_ingest.article.chunks import Kind


def data(language: str, sentence: str) -> list[str]:
    """The data of a sentence in their order."""
    return [chunk.text for one in chunks_of(sentence, language) for chunk in one if chunk.kind is Kind.DATA]


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
