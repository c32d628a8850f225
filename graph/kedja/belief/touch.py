"""Which edges a difference between two snapshots touches."""

from __future__ import annotations

from collections.abc import Iterable

from kedja.ledger import Difference, Ledger, Recorded, Selection

#: Subject and object of the claims that make an edge; no object where they state a value or a quantity.
Pair = tuple[str, str | None]


def touched(ledger: Ledger, difference: Difference) -> tuple[list[Recorded], set[Pair]]:
    """The claims that are new or newly reviewed, and the ends of every edge that may have become another one since.

    Edges at entities that were moved are not listed. An edge changes with a claim about it, with a review of one, with
    the voice of one, with the claim that one repeats, and, where claims contradict each other, with a judgement.
    """
    new = list(ledger.claims(Selection(after=difference.position)))
    if difference.reviewed:
        there = {recorded.claim.id for recorded in new}
        new += ledger.claims(Selection(ids=difference.reviewed - there))
    stale = {recorded.claim.id for recorded in new}
    pairs = _pairs(new)
    if difference.moved:
        voiced = list(ledger.claims(Selection(voices=difference.moved)))
        pairs |= _pairs(voiced)
        stale |= {recorded.claim.id for recorded in voiced}
    frontier = stale
    while frontier:
        passed_on = [r for r in ledger.claims(Selection(repeating=frozenset(frontier))) if r.claim.id not in stale]
        pairs |= _pairs(passed_on)
        frontier = {recorded.claim.id for recorded in passed_on}
        stale |= frontier
    if difference.judged:
        pairs |= _pairs(ledger.claims(Selection(denying=True)))
    return new, pairs


def _pairs(claims: Iterable[Recorded]) -> set[Pair]:
    return {(recorded.subject, recorded.object) for recorded in claims}
