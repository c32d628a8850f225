"""Identity numbers and payment cards are covered, what looks like them is not."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kedja_ingest.redacting import MARK, redact
from kedja_ingest.redacting.luhn import luhn


def _checked(digits: str) -> str:
    """The digits with their check digit."""
    return next(f"{digits}{last}" for last in range(10) if luhn(f"{digits}{last}"))


@st.composite
def identity_numbers(draw: st.DrawFn) -> str:
    """Numbers as they are written, of people born within the last hundred years, every other a coordination number."""
    born = draw(st.dates(date(1930, 1, 1), date(2024, 12, 31)))
    day = born.day + draw(st.sampled_from((0, 60)))
    number = _checked(f"{born:%y%m}{day:02}{draw(st.integers(0, 999)):03}")
    century, sign = draw(st.sampled_from((f"{born:%Y}"[:2], ""))), draw(st.sampled_from(("-", "+", "", "–")))
    return f"{century}{number[:6]}{sign}{number[6:]}"


@st.composite
def cards(draw: st.DrawFn) -> str:
    """Numbers of cards as they are written."""
    first, size = draw(st.sampled_from((("4", 16), ("51", 16), ("2221", 16), ("37", 15), ("6011", 16), ("3530", 16))))
    rest = draw(st.text("0123456789", min_size=size - len(first) - 1, max_size=size - len(first) - 1))
    number = _checked(first + rest)
    sizes, sep = (4, 4, 4, 4) if size == 16 else (4, 6, 5), draw(st.sampled_from((" ", "-", "")))
    ends = [sum(sizes[: part + 1]) for part in range(len(sizes))]
    return sep.join(number[end - length : end] for end, length in zip(ends, sizes, strict=True))


_around = st.sampled_from(("", " ", "(", "pnr: ", "a, ", "\n", "5,", "född ", "SE-"))
_after = st.sampled_from(("", " ", ")", ".", ", b", "\n", ",7", ";x"))


@given(_around, identity_numbers(), _after)
def test_identity_numbers_are_covered(before: str, number: str, after: str) -> None:
    redaction = redact(before + number + after)
    assert redaction.text == before + MARK * len(number) + after
    assert redaction.counts == {"identity_number": 1}


@given(_around, cards(), _after)
def test_cards_are_covered(before: str, number: str, after: str) -> None:
    redaction = redact(before + number + after)
    assert redaction.text == before + MARK * len(number) + after
    assert redaction.counts == {"payment_card": 1}


@given(identity_numbers() | cards(), st.integers(1, 9))
def test_with_a_wrong_check_digit_it_is_none(number: str, off: int) -> None:
    wrong = number[:-1] + str((int(number[-1]) + off) % 10)
    assert redact(wrong).text == wrong


@given(st.lists(identity_numbers() | cards() | st.text(max_size=12), max_size=8))
def test_lengths_and_lines_stay_and_nothing_is_left(parts: list[str]) -> None:
    text = "\n".join(parts)
    once = redact(text)
    assert len(once.text) == len(text)
    assert [at for at, letter in enumerate(once.text) if letter == "\n"] == [
        at for at, letter in enumerate(text) if letter == "\n"
    ]
    assert redact(once.text).text == once.text
    assert all(new in (old, MARK) for old, new in zip(text, once.text, strict=True))


@given(st.integers(16, 99), st.integers(20, 99), st.text("0123456789", min_size=5, max_size=5), st.sampled_from("- "))
def test_organization_numbers_stay(first: int, second: int, rest: str, sign: str) -> None:
    """Their third and fourth digit are at least 20, which no month is."""
    digits = _checked(f"{first}{second}{rest}")
    for number in (digits, f"{digits[:6]}{sign}{digits[6:]}", f"16{digits}"):
        assert redact(f"org.nr {number}").text == f"org.nr {number}"


@given(st.integers(0, 10**19))
def test_amounts_in_groups_of_three_stay(amount: int) -> None:
    for text in (f"{amount:,} kronor", f"{amount:,} kr".replace(",", " "), f"{amount:,}".replace(",", ".")):
        if amount >= 1000:
            assert redact(text).text == text


@pytest.mark.parametrize(
    "text",
    [
        "08-657 61 00",
        "010-123 45 67",
        "telefon 0101234565",
        "+46 8 123 456 78",
        "0771-240 240",
        "claim/8112189876abcdef",
        "ab8112189876",
        "2025-08-28 15:30",
        "DI-2025-9521",
        "SE35 5000 0000 0549 1000 0003",
        "SE556677889901",
        "bankgiro 5050-1055",
        "870,108 addresses",
        "19811318-9874",  # no such month
        "20991218-9876",  # not born yet
        "17811218-9876",  # nobody is that old
        "4111 1111 1111 1112",
        "1111 1111 1111 1117",  # nobody's first digits
        "kl 811218 9876",
        "8112189876 bytes",
        "$8112189876",
        "4111111111111111 kronor",
        "0.8112189876",
    ],
)
def test_near_misses_stay(text: str) -> None:
    assert redact(text).text == text


def test_a_number_with_a_plus_is_a_hundred_years_old() -> None:
    assert redact("811218+9876").counts == {"identity_number": 1}


@pytest.mark.parametrize("name", ["personnummer", "Personal identity number", "pnr", "född"])
def test_parts_with_a_space_are_read_after_a_word_for_them(name: str) -> None:
    assert redact(f"{name}: 811218 9876").text == f"{name}: {MARK * 11}"
