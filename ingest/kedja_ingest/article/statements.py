"""The claims of an article, each statement once in its surest form, with all that is known of its ends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from kedja.claim import Claim, Mention
from kedja.ontology import Certainty, EntityType, OrganizationKind, Stance


def surest(claims: Iterable[Claim]) -> Iterator[Claim]:
    """Each statement once: the surest, the first among equals; assertion, denial and ignorance are different.

    A month or year is left out where the day in it is known.
    """
    best: dict[tuple[object, ...], Claim] = {}
    for claim in claims:
        key = _key(claim)
        held = best.get(key)
        if held is None or _rank(claim) < _rank(held):
            best[key] = claim
    finer = {(*_end(claim), begun) for claim in best.values() for begun in _begun(claim.value)}
    told = {_key(claim)[:5] for claim in best.values() if claim.stance is Stance.ASSERTS}
    for claim in best.values():
        # What the text tells itself, it does not leave open.
        known = claim.stance is Stance.UNKNOWN and claim.speaker is None and _key(claim)[:5] in told
        if not known and (not claim.value or (*_end(claim), claim.value) not in finer):
            yield claim


def _end(claim: Claim) -> tuple[object, ...]:
    return claim.predicate, claim.subject.name, claim.stance


def _begun(value: str | None) -> Iterator[str]:
    """The year and the month that a day begins with."""
    while value:
        value = value.rpartition("-")[0]
        yield value


def _key(claim: Claim) -> tuple[object, ...]:
    quantity = claim.quantity
    amount = (quantity.value, quantity.unit) if quantity else None
    target = (claim.object.type, claim.object.name.casefold()) if claim.object else None
    speaker = claim.speaker.name if claim.speaker and claim.stance is not Stance.ASSERTS else None
    return claim.predicate, claim.subject.name.casefold(), target, claim.value, amount, claim.stance, speaker


def _rank(claim: Claim) -> int:
    return list(Certainty).index(claim.certainty)


def with_kinds(claim: Claim, kinds: dict[str, OrganizationKind]) -> Claim:
    """The claim with the kinds of its organizations, where the text showed them somewhere."""
    subject, object = _kinded(claim.subject, kinds), claim.object and _kinded(claim.object, kinds)
    if subject is claim.subject and object is claim.object:
        return claim
    return msgspec.structs.replace(claim, subject=subject, object=object)


def _kinded(mention: Mention, kinds: dict[str, OrganizationKind]) -> Mention:
    if mention.type is not EntityType.ORGANIZATION or mention.kind or mention.name not in kinds:
        return mention
    return msgspec.structs.replace(mention, kind=kinds[mention.name])
