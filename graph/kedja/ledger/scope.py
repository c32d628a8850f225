"""Which part of the ledger a question looks at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from kedja.ontology import Marking, Reliability


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Which claims a question looks at, and how strict it is.

    `as_of`: said by the end of that day; `recorded_by`: in the ledger by that time;
    `clearance`: the strictest marking that may be seen; `without`: sources left out;
    `voices`: independent voices that an edge needs to be confirmed;
    `reliability`: the least reliable source that counts (an unrated source counts as F).
    """

    as_of: date | None = None
    recorded_by: datetime | None = None
    clearance: Marking = Marking.RED
    without: frozenset[str] = frozenset()
    voices: int = 1
    reliability: Reliability | None = None
