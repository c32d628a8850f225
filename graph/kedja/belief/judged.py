"""What people decided: between those who assert an edge and those who deny it, and on claims."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from kedja.belief.conflict import conflict_id
from kedja.belief.target import EdgeKey
from kedja.identity import Judgement, Verdict, reviews
from kedja.identity.judgement import standing
from kedja.ontology import Status

_STATUSES = {"asserts": Status.CONFIRMED, "denies": Status.EXCLUDED}


@dataclass(frozen=True, slots=True)
class Decided:
    """The judgements that count: the last on each conflict and on each claim that was not taken back, by its id.

    `rejected` are the claims that do not count as belief, since their source does not bear them out.
    """

    preferred: Mapping[str, Judgement]
    reviews: Mapping[str, Judgement]
    rejected: frozenset[str]

    def status(self, key: EdgeKey) -> Status | None:
        """What the edge was judged to be, None when nobody has judged."""
        judgement = self.preferred.get(stance_id(key)) if self.preferred else None
        return _STATUSES.get(judgement.right) if judgement else None


def decided(judgements: Iterable[Judgement], recorded_by: datetime | None = None) -> Decided:
    """What was decided; of claims, what had been by that time."""
    given = list(judgements)
    until = recorded_by.astimezone(UTC).isoformat(timespec="microseconds") if recorded_by else None
    on_claims = reviews(j for j in given if until is None or j.recorded_at <= until)
    return Decided(
        preferred={j.left: j for j in standing(given) if j.verdict is Verdict.PREFERS},
        reviews=on_claims,
        rejected=frozenset(id for id, j in on_claims.items() if j.verdict is Verdict.REJECTS),
    )


def stance_id(key: EdgeKey) -> str:
    """The id of the conflict between those who assert the edge and those who deny it."""
    return conflict_id(key[0], key[1], "stance", [key[2], key[3]])
