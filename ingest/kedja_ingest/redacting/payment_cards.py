"""Payment card numbers (ISO/IEC 7812-1), by the ranges that issuers publish."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kedja_ingest.redacting.amounts import is_amount
from kedja_ingest.redacting.base import Finder
from kedja_ingest.redacting.luhn import luhn

# Groups as cards are printed; amounts are grouped by three.
_GROUPS = "|".join(
    r"{sep}".join(rf"[0-9]{{{{{size}}}}}" for size in sizes)
    for sizes in ((4, 4, 4, 4, 3), (4, 4, 4, 4), (4, 6, 5), (4, 6, 4))
)
_SEPARATED = "|".join(_GROUPS.format(sep=sep) for sep in (" ", "\u00a0", "\u202f", "-", "\u2011", r"\."))
_NUMBER = re.compile(rf"(?<![0-9A-Za-z_])(?<![0-9][-+.])(?:{_SEPARATED}|[0-9]{{13,19}})(?![0-9A-Za-z_])(?![-+.][0-9])")
# The groups of an account number (ISO 13616) that stand before.
_ACCOUNT = re.compile(r"\b[A-Z]{2}[0-9]{2}(?: [0-9A-Z]{4}){0,7} \Z")
_LONGEST_ACCOUNT = 42
_DIGIT = re.compile(r"[^0-9]")
# First digits, from and to, with the lengths that exist.
_ISSUERS = (
    ("4", "4", (13, 16, 19)),  # Visa
    ("51", "55", (16,)),  # Mastercard
    ("2221", "2720", (16,)),
    ("34", "34", (15,)),  # American Express
    ("37", "37", (15,)),
    ("300", "305", (14,)),  # Diners Club
    ("36", "36", (14,)),
    ("38", "39", (14,)),
    ("6011", "6011", (16, 19)),  # Discover
    ("644", "659", (16, 19)),
    ("3528", "3589", (16, 19)),  # JCB
    ("62", "62", (16, 17, 18, 19)),  # UnionPay
    ("5018", "5018", (16, 18, 19)),  # Maestro
    ("5020", "5020", (16, 18, 19)),
    ("5038", "5038", (16, 18, 19)),
    ("6304", "6304", (16, 18, 19)),
    ("6759", "6763", (16, 18, 19)),
)


class PaymentCards(Finder):
    """Numbers of a length and with first digits that an issuer uses, and a right check digit."""

    name = "payment_card"

    def find(self, text: str) -> Iterator[tuple[int, int]]:
        """See `Finder.find`."""
        for match in _NUMBER.finditer(text):
            digits = _DIGIT.sub("", match[0])
            before = text[max(0, match.start() - _LONGEST_ACCOUNT) : match.start()]
            other = _ACCOUNT.search(before) or (match[0] == digits and is_amount(text, *match.span()))
            if _is_issued(digits) and luhn(digits) and not other:
                yield match.span()


def _is_issued(digits: str) -> bool:
    return any(first <= digits[: len(first)] <= last and len(digits) in lengths for first, last, lengths in _ISSUERS)
