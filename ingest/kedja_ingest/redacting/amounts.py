"""Numbers that count something, which are nobody's."""

from __future__ import annotations

import re

_BEFORE = re.compile(r"(?:[$€£]|\b(?:SEK|EUR|USD|GBP|NOK|DKK)) ?\Z")
_AFTER = re.compile(
    r" ?(?:kronor|kr|öre|sek|eur|euros?|usd|dollars?|pounds|gbp|nok|dkk|bytes?|byte|records|accounts|rows|"
    r"poster|konton|rader|personer|persons|people|%)(?![\w])",
    re.IGNORECASE,
)
_NEAR = 5


def is_amount(text: str, start: int, end: int) -> bool:
    """True when the digits at this place have a currency before them or a unit after them.

    >>> is_amount("8112189876 bytes", 0, 10), is_amount("8112189876 Anna", 0, 10)
    (True, False)
    """
    return bool(_BEFORE.search(text[max(0, start - _NEAR) : start]) or _AFTER.match(text, end))
