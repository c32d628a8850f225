"""Who says it, and how surely: attribution, hedging, denial, ignorance."""

from __future__ import annotations

import pytest
from article_claims import claims_of, find

BEFORE = "There was an attack on Acme Logistics. "


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("Patient records were stolen, says Mary Jones, head of security at Acme Logistics.", "Mary Jones"),
        ("Patient records were stolen, Mary Jones, CEO of Acme Logistics, told Reuters.", "Mary Jones"),
        ("According to Acme Logistics, patient records were stolen.", "Acme Logistics"),
        ("Acme Logistics said on Monday that patient records were stolen.", "Acme Logistics"),
        ("Acme Logistics: patient records were stolen.", "Acme Logistics"),
        ("Patient records were stolen, a spokesperson for Acme Logistics said.", "Acme Logistics"),
        ("Patient records were stolen, the company confirmed.", "Acme Logistics"),
        ("Patient records were stolen.", None),
        ("Patient records were stolen, Reuters reported.", None),
    ],
)
def test_the_speaker_of(sentence: str, speaker: str | None) -> None:
    claim = find(
        claims_of(BEFORE + sentence), "exposed", "Patient records" if sentence[0] == "P" else "patient records"
    )
    assert (claim.speaker.name if claim.speaker else None) == speaker


def test_he_is_the_person_named_before() -> None:
    text = (
        BEFORE + "The systems are down, says John Smith, CEO of Acme Logistics. Salaries may have been leaked, he adds."
    )
    claim = find(claims_of(text), "exposed", "Salaries")
    assert claim.speaker is not None
    assert (claim.speaker.name, claim.speaker.role) == ("John Smith", "CEO")


def test_an_attribution_holds_for_its_own_sentence() -> None:
    text = BEFORE + "The servers were encrypted, says John Smith, CEO of Acme Logistics. Payroll data was stolen."
    assert find(claims_of(text), "exposed", "Payroll data").speaker is None


@pytest.mark.parametrize(
    ("sentence", "stance", "certainty"),
    [
        ("Customer data was stolen.", "asserts", "stated"),
        ("Customer data may have been stolen.", "asserts", "possible"),
        ("It cannot be ruled out that customer data was stolen.", "asserts", "possible"),
        ("It is feared that customer data was stolen.", "asserts", "feared"),
        ("No customer data was stolen.", "denies", "stated"),
        ("There is no evidence that customer data was stolen.", "denies", "stated"),
        ("Nothing indicates that customer data has been stolen.", "denies", "stated"),
        ("It is unclear whether customer data was stolen.", "unknown", "stated"),
        ("The FBI does not know whether customer data was stolen.", "unknown", "stated"),
        ("Customer data was stolen, Acme Logistics confirms.", "asserts", "confirmed"),
        ("Customer data was stolen, the FBI confirms.", "asserts", "confirmed"),
        ("Customer data was stolen, says the security firm Glasswall.", "asserts", "stated"),
        ("Passwords were not stolen, but customer data was stolen.", "asserts", "stated"),
    ],
)
def test_stance_and_certainty(sentence: str, stance: str, certainty: str) -> None:
    exposed = [c for c in claims_of(BEFORE + sentence) if c.predicate == "exposed" and c.object]
    [claim] = [c for c in exposed if c.object and c.object.name.casefold() == "customer data"]
    assert (claim.stance, claim.certainty) == (stance, certainty)


@pytest.mark.parametrize(
    ("language", "text", "speaker"),
    [
        ("en", '"We saw it on Friday. Names were stolen," said Ann Lee, chief executive of Norvell.', "Ann Lee"),
        ("en", 'Ann Lee, chief executive of Norvell, said: "It is bad. We know that names were stolen."', "Ann Lee"),
        ("sv", "– Namn har stulits. Det är illa, säger Anna Ek, vd på Norvell.", "Anna Ek"),
        ("sv", "– Det är illa, säger Anna Ek, vd på Norvell. Namn har stulits.", None),
        ("en", '"It is bad," said Ann Lee, chief executive of Norvell. Names were stolen.', None),
    ],
)
def test_a_speech_of_several_sentences_is_one_persons(language: str, text: str, speaker: str | None) -> None:
    lead = {"en": "The supplier Norvell was hacked.", "sv": "Leverantören Norvell drabbades av ett intrång."}
    claims = claims_of(f"{lead[language]}\n\n{text}", language=language, publisher="The Paper")
    [found] = [claim for claim in claims if claim.predicate == "exposed"]
    assert (found.speaker.name if found.speaker else None) == speaker
