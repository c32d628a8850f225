"""Which of several media types a client likes best (RFC 9110, section 12.5.1)."""

from __future__ import annotations

from collections.abc import Sequence


def preferred(accept: str, offered: Sequence[str]) -> str | None:
    """The offered type that the Accept header rates highest, the earlier of two alike; None when it takes none.

    An empty header takes everything.

    >>> preferred("text/csv;q=0.5, application/*", ["text/csv", "application/json"])
    'application/json'
    """
    ranges = [_range(part) for part in accept.split(",") if part.strip()] or [("*/*", 1.0)]
    rated = [(_rating(type, ranges), -place, type) for place, type in enumerate(offered)]
    best = max(rated, default=(0.0, 0, ""))
    return best[2] if best[0] > 0 else None


def _range(part: str) -> tuple[str, float]:
    """A media range and its weight; a weight that is none counts as 0."""
    name, *parameters = (word.strip() for word in part.split(";"))
    weights = [word[2:] for word in parameters if word.lower().startswith("q=")]
    try:
        weight = float(weights[0]) if weights else 1.0
    except ValueError:
        weight = 0.0
    return name.lower(), weight


def _rating(type: str, ranges: Sequence[tuple[str, float]]) -> float:
    """The weight of the most special range that the type is in."""
    for name in (type, f"{type.partition('/')[0]}/*", "*/*"):
        weights = [weight for given, weight in ranges if given == name]
        if weights:
            return max(weights)
    return 0.0
