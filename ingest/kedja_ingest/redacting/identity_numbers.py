"""Swedish personal identity numbers and coordination numbers (Folkbokföringslagen 1991:481, 18 and 18 a §§)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from kedja_ingest.redacting.amounts import is_amount
from kedja_ingest.redacting.base import Finder
from kedja_ingest.redacting.luhn import luhn

_DASH = "-\u2010\u2011\u2012\u2013\u2212\u00ad"
_SPACE = " \u00a0\u202f"
# Not within a longer number, a word or a decimal; a comma is what parts the cells of a leaked table.
_NUMBER = re.compile(
    rf"(?<![0-9A-Za-z_])(?<![0-9][-+.])"
    rf"(?P<century>18|19|20)?(?P<day>[0-9]{{6}})(?P<mark>[{_SPACE}]?[{_DASH}+][{_SPACE}]?|[{_SPACE}])?(?P<serial>[0-9]{{4}})"
    rf"(?![0-9A-Za-z_])(?![-+.][0-9])"
)
_NAMED = re.compile(
    r"(?:person|samordnings|identity|id)[- ]?(?:nummer|number|nr|no)|pers?\.? ?nr|\bpnr\b|\bssn\b|född|\bborn\b",
    re.IGNORECASE,
)
_TELEPHONE = re.compile(
    r"\b(?:tel|telefon\w*|tfn|phone|telephone|mobil\w*|mobile|ring|call|växel\w*|fax|sms)\b", re.IGNORECASE
)
# How far before a number a word tells what it is.
_NEAR = 40
# The day of a coordination number is that of the birth and sixty.
_COORDINATION = 60
_OLDEST = 125


class IdentityNumbers(Finder):
    """Numbers with a day that has been and a right check digit, with or without century and sign.

    Ten digits that begin with 0 and stand after a word for a telephone are one; parts with a space between them
    are only read after a word for an identity number.
    """

    name = "identity_number"

    def find(self, text: str) -> Iterator[tuple[int, int]]:
        """See `Finder.find`."""
        for match in _NUMBER.finditer(text):
            if luhn(match["day"] + match["serial"]) and _is_birth(match) and not _is_other(text, match):
                yield match.span()


def _is_birth(match: re.Match[str]) -> bool:
    """Whether somebody could have been born on that day, in the century given or any."""
    year, month, day = (int(match["day"][at : at + 2]) for at in (0, 2, 4))
    day -= _COORDINATION if day > _COORDINATION else 0
    today = date.today()
    centuries = (int(match["century"]),) if match["century"] else (18, 19, 20)
    return any(_lived(100 * century + year, month, day, today) for century in centuries)


def _lived(year: int, month: int, day: int, today: date) -> bool:
    try:
        born = date(year, month, day)
    except ValueError:
        return False
    return born <= today and today.year - year <= _OLDEST


def _is_other(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - _NEAR) : match.start()]
    if (match["mark"] or "-") in _SPACE:
        return not _NAMED.search(before)
    if match["mark"] is not None:
        return False
    telephone = match["century"] is None and match["day"].startswith("0") and bool(_TELEPHONE.search(before))
    return telephone or is_amount(text, *match.span())
