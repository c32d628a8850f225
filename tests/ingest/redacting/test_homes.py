"""Where private persons live is covered, where organizations are found is not."""

from __future__ import annotations

from time import perf_counter

import pytest

from kedja_ingest.redacting import MARK, redact


@pytest.mark.parametrize(
    ("text", "covered"),
    [
        ("Hon bor på Storgatan 5 B, 123 45 Lund och arbetar där.", "Storgatan 5 B, 123 45 Lund"),
        ("Hemadress: Norra Vägen 12, lgh 1102", "Norra Vägen 12, lgh 1102"),
        ("c/o Ek, Björkallén 3", "Björkallén 3"),
        ("He lives at 12 High Street in the town.", "12 High Street"),
        ("Anna Ek\nStorgatan 5, lgh 1001\n123 45 Lund", "Storgatan 5, lgh 1001\n123 45 Lund"),
    ],
)
def test_homes_are_covered(text: str, covered: str) -> None:
    marks = "".join("\n" if letter == "\n" else MARK for letter in covered)
    redaction = redact(text)
    assert redaction.text == text.replace(covered, marks)
    assert redaction.counts == {"home_address": 1}


def test_the_address_on_the_row_of_an_identity_number_is_a_home() -> None:
    redaction = redact("Anna Ek;19811218-9876;Storgatan 5\nBo Alm;;Storgatan 7")
    assert redaction.text == f"Anna Ek;{MARK * 13};{MARK * 11}\nBo Alm;;Storgatan 7"
    assert redaction.counts == {"identity_number": 1, "home_address": 1}


@pytest.mark.parametrize(
    "text",
    [
        "Myndigheten, Fleminggatan 14, 112 26 Stockholm",
        "Besöksadress: Drottninggatan 29",
        "Acme AB, Storgatan 5, 123 45 Lund",
        "The office at 10 Downing Street said",
        "On 12 August the company said",
        "Storgatan 5",
        "registrator@imy.se",
        "press@outlook.com.example.org",
    ],
)
def test_where_organizations_are_found_stays(text: str) -> None:
    assert redact(text).text == text


def test_private_mailboxes_are_covered() -> None:
    redaction = redact("anna.ek@gmail.com, bo@hotmail.se and press@acme.example")
    assert redaction.text == f"{MARK * 17}, {MARK * 13} and press@acme.example"
    assert redaction.counts == {"private_email": 2}


@pytest.mark.parametrize("piece", ["1", "4111 ", "811218-", "Aaaa ", "Storgatan ", "12 Ab ", "a.", "@", "bor på ", "a"])
def test_time_is_linear_in_the_length(piece: str) -> None:
    text = piece * (500_000 // len(piece))
    start = perf_counter()
    redact(text)
    assert perf_counter() - start < 20, "half a million characters take a second or two"
