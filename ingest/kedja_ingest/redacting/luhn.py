"""The check digit of ISO/IEC 7812-1, which cards and Swedish identity numbers share."""

from __future__ import annotations

_DOUBLED = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)


def luhn(digits: str) -> bool:
    """Whether the last of the digits is the check digit of those before it.

    >>> luhn("8112189876"), luhn("8112189875")
    (True, False)
    """
    return sum(_DOUBLED[int(d)] if place % 2 else int(d) for place, d in enumerate(reversed(digits))) % 10 == 0
