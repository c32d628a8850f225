"""What a sentence refers to in others: who speaks for whom, who "the company" is, what is kept "there"."""

from __future__ import annotations

import pytest

from kedja.claim import Claim, Source
from kedja_ingest.article.extract import extract_article

HIT_EN = "Brackwell Systems Ltd was hit by a ransomware attack on Monday. "
HIT_SV = "Brackvik Data AB utsattes för ett dataintrång i måndags. "


def triples(text: str, language: str, publisher: str | None = None) -> set[tuple[str, str, str]]:
    """The claims of a text that have an object."""
    source = Source(url="https://example.org/a", publisher=publisher, published="2024-05-10", language=language)
    found = [claim for claim in extract_article(text, source) if isinstance(claim, Claim)]
    return {(claim.subject.name, claim.predicate, claim.object.name) for claim in found if claim.object}


@pytest.mark.parametrize(
    ("text", "language", "publisher", "triple"),
    [
        (
            HIT_EN + '"We are sorry," chief executive Una Marsh told reporters.',
            "en",
            "Tidewater News Agency",
            ("Una Marsh", "has_role", "Brackwell Systems Ltd"),
        ),
        (
            HIT_EN
            + "Behind the program is a small company in Leeds, Oxmoor. Its managing director, Una Marsh, agreed.",
            "en",
            None,
            ("Una Marsh", "has_role", "Oxmoor"),
        ),
        (
            (
                "Brackwell Systems Ltd, which hosts Oxmoor's shop, has been hacked. We have notified the police. "
                "We are sorry, and our staff are at work. We will write again."
            ),
            "en",
            "Oxmoor status",
            ("Oxmoor", "reported_to", "police"),
        ),
        (
            (
                "Acre Bank and Birch Bank lost data when Brackwell Systems Ltd was hacked. Both banks have reported "
                "the breach to the Information Commissioner's Office."
            ),
            "en",
            None,
            ("Birch Bank", "reported_to", "Information Commissioner's Office"),
        ),
        (
            HIT_SV
            + "Bolaget har Umeå kommun som kund. Vargsunda kommun har klarat sig, enligt it-chefen Una Marsberg.",
            "sv",
            None,
            ("Una Marsberg", "has_role", "Vargsunda kommun"),
        ),
        (
            (
                HIT_SV + "Umeå kommun drabbades. Vargsunda, som bytte leverantör, slapp undan. Det säger kommunens "
                "säkerhetschef Bo Ekman."
            ),
            "sv",
            None,
            ("Bo Ekman", "has_role", "Vargsunda"),
        ),
        (
            (
                "Lunds kommun, Ystads kommun och Eslövs kommun förlorade data när Brackvik Data AB hackades. De tre "
                "kommunerna använder systemet Granen."
            ),
            "sv",
            None,
            ("Ystads kommun", "uses", "Granen"),
        ),
        (
            HIT_SV + "Bolaget säljer systemet Granen. Där registrerar lärarna också betyg.",
            "sv",
            None,
            ("Granen", "holds", "betyg"),
        ),
        (
            HIT_SV + "Bolaget säljer systemet Granen. Recept, utlämningar och betalningar hanteras där.",
            "sv",
            None,
            ("Granen", "holds", "betalningar"),
        ),
        (
            HIT_SV + "Bolaget säljer skolsystemet Granen. Där sköts frånvaro, omdömen och åtgärdsprogram.",
            "sv",
            None,
            ("Granen", "holds", "åtgärdsprogram"),
        ),
    ],
)
def test_a_reference_is_followed(text: str, language: str, publisher: str | None, triple: tuple[str, str, str]) -> None:
    assert triple in triples(text, language, publisher)


@pytest.mark.parametrize(
    ("text", "language", "publisher", "name", "predicate"),
    [
        # A newspaper reports nothing to the police, and employs nobody that it quotes.
        (
            HIT_EN + "The FBI was informed, Una Marsh told the Circuit Herald.",
            "en",
            "Circuit Herald",
            "Circuit Herald",
            "",
        ),
        (HIT_EN + "Spokesperson Una Marsh gave no number.", "en", "Rackfront", "Rackfront", ""),
        # Who works with the company is another.
        (HIT_EN + "Sygna Forensics has worked with the company since Tuesday.", "en", None, "Sygna Forensics", "hit"),
        # Unnamed: not of the clinic.
        (
            HIT_EN + "Patients of Alpine Clinic have formed an association. Its lawyer, Una Marsh, represents them.",
            "en",
            None,
            "Una Marsh",
            "has_role",
        ),
        # "They" are the patients.
        (
            HIT_EN + "Two hospitals have said that they were affected. They use their own servers.",
            "en",
            None,
            "they",
            "",
        ),
        # Another number of them than was listed.
        (
            (
                "Acre Bank, Birch Bank and Cole Bank were hit when Brackwell Systems Ltd was hacked. The two banks "
                "there have reported the breach to the Information Commissioner's Office."
            ),
            "en",
            None,
            "Cole Bank",
            "reported_to",
        ),
        (
            HIT_SV + "Den 12 maj stängdes systemet. Den tekniska utredningen har pågått sedan dess.",
            "sv",
            None,
            "Den",
            "",
        ),
    ],
)
def test_a_reference_that_is_not_clear_is_left(
    text: str, language: str, publisher: str | None, name: str, predicate: str
) -> None:
    found = triples(text, language, publisher)
    assert found
    assert not [one for one in found if name in (one[0], one[2]) and one[1].startswith(predicate)]
