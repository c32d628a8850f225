"""From the statements about one edge to the edge."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from kedja.belief.model import Edge, Statement
from kedja.belief.standing import Standing, standing
from kedja.belief.target import EdgeKey, qualifiers_of
from kedja.claim import digest
from kedja.ontology import Certainty, Status

_WEAKER = {status: status.rank for status in Status}
_DOUBTED = {certainty: rank for rank, certainty in enumerate(Certainty)}


def fold(
    key: EdgeKey, statements: Sequence[Statement], *, voices: int = 1, judged: Status | None = None
) -> tuple[Edge, Standing]:
    """The edge that the statements about it make, which share the key, and what of them stands.

    Of a qualifier on which they differ, the edge shows the one said last.
    """
    found = standing(statements, voices=voices, judged=judged)
    telling = sorted(found.asserting or found.denying or statements, key=lambda s: (s.said, s.claim.id))
    qualifiers = {name: value for s in telling for name, value in qualifiers_of(s.claim).items()}
    days = [s.said for s in statements]
    subject, predicate, target, _ = key
    edge = Edge(
        id=edge_id(key),
        subject=subject,
        predicate=predicate,
        target=target,
        status=found.status,
        certainty=found.certainty,
        support=found.support,
        claims=tuple(sorted(s.claim.id for s in statements)),
        against=tuple(sorted(s.claim.id for s in found.denying)),
        first_said=min(days),
        last_said=max(days),
        qualifiers=qualifiers,
    )
    return edge, found


def lost_edge(key: EdgeKey, statements: Sequence[Statement]) -> Edge:
    """The edge as it looks to those who must forget it, when all of its statements were rejected."""
    return msgspec.structs.replace(fold(key, statements)[0], status=Status.UNKNOWN, support=0)


def edge_id(key: EdgeKey) -> str:
    """The id of an edge: a hash of what its claims share."""
    return "edge/" + digest(key)


def supplies_id(provider: str, user: str, system: str) -> str:
    """The id of the edge by which the provider of a system supplies its user."""
    return edge_id((provider, "supplies", user, (("via", system),)))


def supplies(provides: Edge, uses: Edge) -> Edge:
    """The edge that follows from one providing a system that the other uses, as sure as the weaker."""
    status = max(provides.status, uses.status, key=_WEAKER.__getitem__)
    days = [day for day in (provides.first_said, uses.first_said, provides.last_said, uses.last_said) if day]
    return Edge(
        id=supplies_id(provides.subject, uses.subject, provides.target),
        subject=provides.subject,
        predicate="supplies",
        target=uses.subject,
        status=status,
        certainty=max(provides.certainty, uses.certainty, key=_DOUBTED.__getitem__),
        support=min(provides.support, uses.support),
        claims=provides.claims + uses.claims,
        first_said=min(days, default=None),
        last_said=max(days, default=None),
        qualifiers={"via": provides.target},
        derived=True,
    )
