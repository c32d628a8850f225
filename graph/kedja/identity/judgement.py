"""Judgements: what a person decided about two entities, a conflict or a claim, and can take back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

import msgspec

from kedja.claim import digest


class Verdict(StrEnum):
    """What is decided: of two entities, of a conflict and one of its positions, of a claim, or of a judgement.

    A claim is accepted or rejected as a reading of its source: whether the source has it, not whether it is true.
    """

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"
    PREFERS = "prefers"
    ACCEPTS = "accepts"
    REJECTS = "rejects"
    RETRACTS = "retracts"


#: The verdicts on a claim.
REVIEWING = (Verdict.ACCEPTS, Verdict.REJECTS)


class Judgement(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A recorded decision.

    `left` and `right` are entity ids for same, different and unsure; for prefers a conflict's id and the value
    of one of its positions; for accepts a claim's id and nothing; for rejects a claim's id and that of the claim
    that corrects it, if one does; for retracts the id of the judgement taken back and nothing. `score` is a
    probability from 0 to 1 where a program proposed it.
    """

    verdict: Verdict
    left: str
    right: str = ""
    by: str | None = None
    why: str | None = None
    score: float | None = None
    recorded_at: str = ""
    id: str = ""

    def sealed(self, recorded_at: str) -> Judgement:
        """The judgement with its time and its id; the same decision taken twice is two judgements."""
        dated = msgspec.structs.replace(self, recorded_at=recorded_at, id="")
        return msgspec.structs.replace(dated, id=digest(dated))


def standing(judgements: Iterable[Judgement]) -> list[Judgement]:
    """Those that nobody took back, in the order in which they were recorded.

    A retraction can be retracted too, and then what it took back stands again.
    """
    found: dict[str, Judgement] = {}
    gone: set[str] = set()
    for judgement in reversed(list(judgements)):
        if judgement.id in gone:
            continue
        if judgement.verdict is Verdict.RETRACTS:
            gone.add(judgement.left)
        else:
            found[judgement.id] = judgement
    return list(reversed(found.values()))


def decisions(judgements: Iterable[Judgement]) -> dict[frozenset[str], Judgement]:
    """The latest standing judgement of each pair of entities."""
    pairs = (Verdict.SAME, Verdict.DIFFERENT, Verdict.UNSURE)
    return {frozenset((j.left, j.right)): j for j in standing(judgements) if j.verdict in pairs}


def reviews(judgements: Iterable[Judgement]) -> dict[str, Judgement]:
    """The latest standing judgement on each claim that was accepted or rejected, by the claim's id."""
    return {j.left: j for j in standing(judgements) if j.verdict in REVIEWING}


def reviewed_by(new: Iterable[Judgement], known: Mapping[str, Judgement]) -> frozenset[str]:
    """The claims that these judgements accept or reject, or no longer do; `known` has all judgements by their id."""
    found: set[str] = set()
    for judgement in new:
        while judgement.verdict is Verdict.RETRACTS and judgement.left in known:
            judgement = known[judgement.left]
        if judgement.verdict in REVIEWING:
            found.add(judgement.left)
    return frozenset(found)


def roots(decided: Sequence[Judgement]) -> dict[str, str]:
    """For each entity judged the same as another, the canonical id: the left one of the judgement.

    A pair judged different is never joined through others; such a `same` is left without effect
    and shows as a conflict of identity.
    """
    apart = [frozenset((j.left, j.right)) for j in decided if j.verdict is Verdict.DIFFERENT and j.left != j.right]
    root: dict[str, str] = {}

    def find(id: str) -> str:
        while root.get(id, id) != id:
            id = root[id]
        return id

    for judgement in decided:
        if judgement.verdict is Verdict.SAME:
            left, right = find(judgement.left), find(judgement.right)
            joined = {id for id in (*root, judgement.left, judgement.right) if find(id) in (left, right)}
            if not any(pair <= joined for pair in apart):
                root.setdefault(left, left)
                root[right] = left
    return {id: find(id) for id in root}
