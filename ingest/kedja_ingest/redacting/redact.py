"""All finders over one text."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kedja_ingest.redacting.base import MARK, Finder, Redaction
from kedja_ingest.redacting.homes import HomeAddresses, PrivateMailboxes
from kedja_ingest.redacting.identity_numbers import IdentityNumbers
from kedja_ingest.redacting.payment_cards import PaymentCards

# An identity number before the address on the same row tells whose it is: the order counts.
_FINDERS: tuple[Finder, ...] = (IdentityNumbers(), PaymentCards(), PrivateMailboxes(), HomeAddresses(MARK))
_SEEN = re.compile(r"[^\r\n]")


def redact(text: str) -> Redaction:
    """The text with identity numbers, payment cards, homes and private mailboxes covered, and their counts.

    What is covered keeps its length, so a span counts the same in both texts. Doing it again changes nothing.

    >>> redact("Anna Ek, 811218-9876, paid 1 200 kronor")
    Redaction(text='Anna Ek, ███████████, paid 1 200 kronor', counts={'identity_number': 1})
    """
    counts: dict[str, int] = {}
    for finder in _FINDERS:
        places = list(finder.find(text))
        if places:
            counts[finder.name] = len(places)
            text = _covered(text, places)
    return Redaction(text, counts)


def _covered(text: str, places: Iterable[tuple[int, int]]) -> str:
    parts, done = [], 0
    for start, end in places:
        parts += [text[done:start], _SEEN.sub(MARK, text[start:end])]
        done = end
    return "".join([*parts, text[done:]])
