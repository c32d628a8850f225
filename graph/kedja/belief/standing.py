"""The rule of what holds: from the claims about one edge to its status."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from kedja.belief.model import Statement
from kedja.ontology import Certainty, Stance, Status

_SURER = {certainty: rank for rank, certainty in enumerate(Certainty)}


@dataclass(frozen=True, slots=True)
class Standing:
    """What the claims about one edge come to, and which of them still stand."""

    status: Status
    certainty: Certainty
    asserting: tuple[Statement, ...]
    denying: tuple[Statement, ...]

    @property
    def support(self) -> int:
        """How many independent voices assert it."""
        return len({statement.voice for statement in self.asserting})

    @property
    def contested(self) -> bool:
        """True when an assertion and a denial both stand."""
        return bool(self.asserting and self.denying)


def standing(statements: Sequence[Statement], *, voices: int = 1, judged: Status | None = None) -> Standing:
    """The status of an edge from all claims about it (DESIGN, section 4).

    1. Of each voice, an earlier assertion is withdrawn by its later denial, and the other way round;
       of the same day both stand. A repeated claim counts for the voice that it repeats.
    2. `confirmed` when a confirmed or stated assertion stands, and no denial; `voices` asks for that many
       independent ones.
    3. `possible` when only possible or feared assertions stand, when too few voices assert it,
       or when an assertion and a denial both stand and nobody has judged.
    4. `excluded` when a denial stands and no assertion.
    5. `unknown` when speakers only say that they do not know.

    `judged` is what a person decided between the sides. Takes time in proportion to the statements.
    """
    asserting, denying = _sides_of_one(statements[0]) if len(statements) == 1 else _standing_sides(statements)
    strong = {s.voice for s in asserting if s.claim.certainty.strong}
    certainty = _surest(asserting or denying or statements)
    if asserting and denying:
        status = judged or Status.POSSIBLE
    elif asserting:
        status = Status.CONFIRMED if len(strong) >= max(voices, 1) else Status.POSSIBLE
    elif denying:
        status = Status.EXCLUDED
    else:
        status = Status.UNKNOWN
    return Standing(status, certainty, tuple(asserting), tuple(denying))


def _sides_of_one(statement: Statement) -> tuple[list[Statement], list[Statement]]:
    stance = statement.claim.stance
    return [statement] if stance is Stance.ASSERTS else [], [statement] if stance is Stance.DENIES else []


def _standing_sides(statements: Sequence[Statement]) -> tuple[list[Statement], list[Statement]]:
    by_voice: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        by_voice[statement.voice].append(statement)
    asserting: list[Statement] = []
    denying: list[Statement] = []
    for said in by_voice.values():
        yes = [s for s in said if s.claim.stance is Stance.ASSERTS]
        no = [s for s in said if s.claim.stance is Stance.DENIES]
        last_yes = max((s.said for s in yes), default=None)
        last_no = max((s.said for s in no), default=None)
        if last_yes and (last_no is None or last_yes >= last_no):
            asserting += yes
        if last_no and (last_yes is None or last_no >= last_yes):
            denying += no
    return asserting, denying


def _surest(statements: Sequence[Statement]) -> Certainty:
    return min((s.claim.certainty for s in statements), key=_SURER.__getitem__)
