"""What people decided between those who assert an edge and those who deny it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kedja.belief.conflict import conflict_id
from kedja.belief.target import EdgeKey
from kedja.identity import Judgement, Verdict
from kedja.identity.judgement import standing
from kedja.ontology import Status

_STATUSES = {"asserts": Status.CONFIRMED, "denies": Status.EXCLUDED}


def preferred(judgements: Sequence[Judgement]) -> dict[str, Judgement]:
    """The last decision on each conflict that was not taken back, by the conflict's id."""
    return {j.left: j for j in standing(judgements) if j.verdict is Verdict.PREFERS}


def stance_id(key: EdgeKey) -> str:
    """The id of the conflict between those who assert the edge and those who deny it."""
    return conflict_id(key[0], key[1], "stance", [key[2], key[3]])


def judged_status(key: EdgeKey, preferred: Mapping[str, Judgement]) -> Status | None:
    """What the edge was judged to be, None when nobody has judged."""
    judgement = preferred.get(stance_id(key)) if preferred else None
    return _STATUSES.get(judgement.right) if judgement else None
