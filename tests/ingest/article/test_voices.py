"""Whose words a sentence reports where they are not simply "X said": letters, inquiries, spokesmen, second verbs."""

from __future__ import annotations

import pytest
from article_claims import claims_of, find

BEFORE = {"en": "There was a cyberattack on Norvell Systems. ", "sv": "Norvell AB har utsatts för en cyberattack. "}


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("Customers were told by Norvell Systems on Monday that passwords had been stolen.", "Norvell Systems"),
        ("Norvell Systems told customers on Monday that passwords had been stolen.", "Norvell Systems"),
        ("Norvell Systems has since advised users that passwords had been stolen.", "Norvell Systems"),
        ("On Monday, the firm determined that passwords had been stolen.", "Norvell Systems"),
        ("Passwords were stolen, according to a notice on its website.", "Norvell Systems"),
        ("According to the letter, passwords were stolen.", "Norvell Systems"),
        ("Passwords were stolen, a spokesman said.", "Norvell Systems"),
        ("Passwords were stolen, the review by Tarn Forensics found.", None),
        ("A review carried out by Tarn Forensics found that passwords had been stolen.", "Tarn Forensics"),
        ("Norvell Systems's assessment is that passwords were stolen.", "Norvell Systems"),
        ("To Norvell Systems's knowledge, passwords were stolen.", "Norvell Systems"),
        ("Passwords were stolen, Norvell Systems said; the police are looking into it.", "Norvell Systems"),
        ("Norvell Systems switched off its servers and says that passwords were stolen.", "Norvell Systems"),
        ("Based on information provided by Norvell Systems, passwords were stolen.", "Norvell Systems"),
        ("Norvell Systems, based in Tempe, Arizona, said passwords had been stolen.", "Norvell Systems"),
        ("Convenience store operator Norvell Systems, however, said passwords had been stolen.", "Norvell Systems"),
        ("June 14 - Austrian tyre dealer Norvell Systems confirms that passwords were stolen.", "Norvell Systems"),
        ("Norvell Systems can now confirm that passwords were stolen.", "Norvell Systems"),
        ("For completeness, Norvell Systems's witness stated that passwords were stolen.", "Norvell Systems"),
        ("Investigators from Tarn Forensics say it is likely that passwords were stolen.", "Tarn Forensics"),
        (
            "In an e-mail to clubs on Tuesday, Norvell Systems's Mary Jones said that passwords were stolen.",
            "Mary Jones",
        ),
        ("On Monday evening Norvell Systems rang me to say that passwords had been stolen.", "Norvell Systems"),
        ("On 17 May it let its clients know that passwords had been stolen.", "Norvell Systems"),
        ("Norvell Systems has found no sign that passwords were stolen.", "Norvell Systems"),
        ("Passwords were stolen, Norvell Systems announced at a press conference on Tuesday.", "Norvell Systems"),
        ("When Norvell Systems wrote its letter, passwords had been stolen.", None),
        ("Passwords were stolen.", None),
    ],
)
def test_the_speaker_of_an_english_sentence(sentence: str, speaker: str | None) -> None:
    claims = claims_of(BEFORE["en"] + sentence)
    claim = next(c for c in claims if c.predicate == "exposed" and c.object and c.object.name.lower() == "passwords")
    assert (claim.speaker.name if claim.speaker else None) == speaker


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("Norvell AB har i ett brev till kunderna uppgett att lösenord har stulits.", "Norvell AB"),
        ("I mars skrev Norvell AB i ett brev till kunderna att lösenord har stulits.", "Norvell AB"),
        ("Enligt pressmeddelandet har lösenord stulits.", "Norvell AB"),
        ("Lösenord har stulits, heter det i brevet.", "Norvell AB"),
        ("Lösenord har stulits, står det i bolagets pressmeddelande.", "Norvell AB"),
        ("Utredningen, som görs av Tarn Säkerhet, visar att lösenord har stulits.", "Tarn Säkerhet"),
        ("Kunderna har fått veta av Norvell AB att lösenord har stulits.", "Norvell AB"),
        ("Norvell AB, som i går bekräftade att lösenord har stulits, är tyst om resten.", "Norvell AB"),
        ("Såvitt Norvell AB känner till har lösenord stulits.", "Norvell AB"),
        ("Bolaget bakom, Norvell AB, skriver på sin hemsida att lösenord har stulits.", "Norvell AB"),
        ("Norvell AB har hela tiden hävdat att lösenord har stulits.", "Norvell AB"),
        ("Norvell AB har gått igenom loggarna och skriver att lösenord har stulits.", "Norvell AB"),
        ("Den 12 april ringde Norvell AB till kansliet och berättade att lösenord hade stulits.", "Norvell AB"),
        ("Det var leverantören Norvell AB som på fredagen meddelade att lösenord hade stulits.", "Norvell AB"),
        ("Av företagets anmälan framgår att lösenord har stulits.", "Norvell AB"),
        ("Lösenord har stulits, enligt företagets egen uppgift.", "Norvell AB"),
        ("Lösenord har stulits, enligt presstjänsten.", "Norvell AB"),
        ("Enligt Norvell AB stals lösenord natten till den 7 mars.", "Norvell AB"),
        ("I fredags gick Norvell AB ut med att lösenord har stulits.", "Norvell AB"),
        ("Norvell AB har inte fått några tecken på att lösenord har stulits.", "Norvell AB"),
        ("Lösenord har stulits.", None),
    ],
)
def test_the_speaker_of_a_swedish_sentence(sentence: str, speaker: str | None) -> None:
    claims = claims_of(BEFORE["sv"] + sentence, language="sv")
    claim = next(c for c in claims if c.predicate == "exposed" and c.object and c.object.name.lower() == "lösenord")
    assert (claim.speaker.name if claim.speaker else None) == speaker


def test_a_quotation_goes_on_behind_who_speaks() -> None:
    text = (
        BEFORE["en"]
        + 'Ann Lee, chief executive of Norvell Systems, spoke on Monday. "It is bad," Ann Lee said. '
        + '"Passwords were stolen. Salary data was copied."'
    )
    for name in ("Passwords", "Salary data"):
        claim = find(claims_of(text), "exposed", name)
        assert claim.speaker is not None
        assert claim.speaker.name == "Ann Lee"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Mary Jones runs Norvell Systems.\n\nHost: And then?\n\nJones: It was late. Passwords were stolen."),
        ("sv", "Maria Ek leder Norvell AB.\n\nVärd: Och sedan?\n\nEk: Det var sent. Lösenord stals."),
    ],
)
def test_a_paragraph_of_a_transcript_is_whose_name_it_begins_with(language: str, text: str) -> None:
    claims = claims_of(BEFORE[language] + text + "\n\nAddresses were stolen, adresser stals.", language=language)
    speakers = {
        c.object.name.lower(): c.speaker and c.speaker.name for c in claims if c.object and c.predicate == "exposed"
    }
    assert (speakers.get("passwords") or speakers.get("lösenord")) in ("Mary Jones", "Maria Ek")
    assert (speakers.get("addresses") or speakers.get("adresser")) is None


def test_we_in_a_transcript_is_not_the_publisher() -> None:
    text = "Mary Jones is the chief executive of Norvell Systems.\n\nJones: It was bad. We reported it to the police."
    [claim] = [c for c in claims_of(text, publisher="Channel Chatter") if c.predicate == "reported_to"]
    assert claim.subject.name == "Norvell Systems"


def test_that_somebody_told_others_is_what_the_text_says() -> None:
    text = BEFORE["en"] + "Norvell Systems told its customers on March 4 that passwords had been stolen."
    told = [c for c in claims_of(text) if c.predicate == "disclosed_on"]
    assert [(c.speaker, c.certainty) for c in told] == [(None, "stated")]


@pytest.mark.parametrize(
    ("language", "sentence", "stance", "certainty"),
    [
        ("en", "Norvell Systems could not rule out that passwords were stolen.", "asserts", "possible"),
        ("en", "Norvell Systems has ruled out that passwords were stolen.", "denies", "confirmed"),
        ("en", "Norvell Systems is unable to determine whether passwords were stolen.", "unknown", "stated"),
        ("en", "Staff dread that passwords were stolen.", "asserts", "feared"),
        ("sv", "Norvell AB bedömer att det är troligt att lösenord har stulits.", "asserts", "possible"),
        ("sv", "Enligt Norvell AB går det inte att säga om lösenord har stulits.", "unknown", "stated"),
        ("sv", "De är rädda att lösenord har stulits.", "asserts", "feared"),
        ("sv", "Att lösenord har stulits vill bolaget inte utesluta.", "asserts", "possible"),
    ],
)
def test_doubt_and_ignorance(language: str, sentence: str, stance: str, certainty: str) -> None:
    claims = claims_of(BEFORE[language] + sentence, language=language)
    name = "passwords" if language == "en" else "lösenord"
    claim = next(c for c in claims if c.predicate == "exposed" and c.object and c.object.name.lower() == name)
    assert (claim.stance, claim.certainty) == (stance, certainty)


@pytest.mark.parametrize(
    ("sentence", "predicate"),
    [
        ("Norvell Systems provides Paylane, an app in which staff may report hours.", "provides"),
        ("Norvell Systems could not be reached, and it makes Paylane, an app that may be used at home.", "provides"),
    ],
)
def test_what_is_so_at_all_times_is_not_in_doubt(sentence: str, predicate: str) -> None:
    [claim] = [c for c in claims_of(BEFORE["en"] + sentence) if c.predicate == predicate]
    assert (claim.stance, claim.certainty) == ("asserts", "stated")


@pytest.mark.parametrize(
    ("sentence", "predicate", "stance", "certainty"),
    [
        ("It is not known whether Acre Bank uses the ledger system Foldbook.", "uses", "unknown", "stated"),
        (
            "It is unclear whether the company has reported the attack to the police.",
            "reported_to",
            "unknown",
            "stated",
        ),
        ("The group LockBit may have demanded 2 million dollars.", "demanded", "asserts", "possible"),
        ("It is unclear whether the police are investigating the attack.", "investigates", "unknown", "stated"),
        ("Acre Bank may have used the ledger system Foldbook.", "uses", "asserts", "possible"),
    ],
)
def test_what_is_not_known_is_not_asserted(sentence: str, predicate: str, stance: str, certainty: str) -> None:
    [claim] = [c for c in claims_of(BEFORE["en"] + sentence) if c.predicate == predicate]
    assert (claim.stance, claim.certainty) == (stance, certainty)


@pytest.mark.parametrize(
    ("text", "target", "stance", "certainty"),
    [
        ("What data may have been stolen?\n\nPasswords and addresses.", "Passwords", "asserts", "possible"),
        ("The following may have been stolen: passwords and addresses.", "passwords", "asserts", "possible"),
        ("The following were stolen: passwords and addresses.", "passwords", "asserts", "stated"),
    ],
)
def test_a_list_is_as_sure_as_what_announces_it(text: str, target: str, stance: str, certainty: str) -> None:
    claim = find(claims_of(BEFORE["en"] + text), "exposed", target)
    assert (claim.stance, claim.certainty) == (stance, certainty)


def test_a_not_beside_where_somebody_sits_denies_nothing() -> None:
    claims = claims_of(BEFORE["en"] + "Mary Jones was not told by Norvell Systems of Leeds, which may appeal.")
    assert [claim.stance for claim in claims if claim.predicate == "located_in"] == ["asserts"]


def test_who_has_the_system_and_was_spared_is_not_said_to_be_hit() -> None:
    text = (
        "Vidhem AB drabbades av en cyberattack. Det är ett it-bolag. Kunderna är kommuner. Ingen vet mer. "
        "Ekarps kommun kan inte betala ut löner. "
        "Nordanås Nät använder samma tjänst men hade sina data på en annan server, och har inte berörts."
    )
    found = {c.object.name: c.stance for c in claims_of(text, language="sv") if c.predicate == "affected" and c.object}
    assert found == {"Ekarps kommun": "asserts", "Nordanås Nät": "denies"}
