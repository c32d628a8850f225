"""Accepted claims, made from few words, for the tests of everything that stands on claims."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import msgspec

from kedja.claim import Claim, Mention, Quantity, Source, Speaker, accept
from kedja.ledger import Ledger, Receipt
from kedja.ontology import Bound, EntityType, OrganizationKind, Reliability

PRESS = Source(url="https://press.example/a", title="The attack", publisher="The Press", published="2025-08-28")

INCIDENT = Mention(type=EntityType.INCIDENT, name="Attack on Supplia 2025")
VENDOR = Mention(type=EntityType.ORGANIZATION, name="Supplia AB", kind=OrganizationKind.COMPANY)
SYSTEM = Mention(type=EntityType.SYSTEM, name="Tidrapport")
AUTHORITY = Mention(type=EntityType.ORGANIZATION, name="IMY", kind=OrganizationKind.AGENCY)


def organization(name: str, kind: str | None = None, **identifiers: Any) -> Mention:
    """A mention of an organization."""
    of = OrganizationKind(kind) if kind else None
    return Mention(type=EntityType.ORGANIZATION, name=name, kind=of, **identifiers)


def system(name: str) -> Mention:
    """A mention of a system."""
    return Mention(type=EntityType.SYSTEM, name=name)


def incident(name: str) -> Mention:
    """A mention of an incident."""
    return Mention(type=EntityType.INCIDENT, name=name)


def count(value: float, unit: str, bound: str = "exactly", upper: float | None = None) -> Quantity:
    """A quantity."""
    return Quantity(value=value, unit=unit, bound=Bound(bound), upper=upper)


def page(name: str, reliability: str | None = None, published: str | None = "2025-08-28", **more: Any) -> Source:
    """A source that nobody publishes under a name, so that its claims speak for the page itself."""
    rating = Reliability(reliability) if reliability else None
    return Source(url=f"https://page.example/{name}", published=published, reliability=rating, **more)


def draft(subject: Mention, predicate: str, target: Mention | Quantity | str | None = None, **more: Any) -> Claim:
    """A claim as a reader makes it; the target goes where its type belongs.

    `by` is the name of the organization that speaks, `on` the day; the rest are fields as JSON has them.
    """
    place = {Mention: "object", Quantity: "quantity", str: "value"}.get(type(target))
    fields: dict[str, Any] = {place: target} if place else {}
    if by := more.pop("by", None):
        fields["speaker"] = Speaker(organization=by)
    if on := more.pop("on", None):
        fields["said_on"] = on
    fields |= {"source": PRESS, **more}
    return msgspec.convert(msgspec.to_builtins(Claim(subject=subject, predicate=predicate, **fields)), Claim)


def claim(subject: Mention, predicate: str, target: Mention | Quantity | str | None = None, **more: Any) -> Claim:
    """The same, accepted."""
    return accept(draft(subject, predicate, target, **more))


def record(ledger: Ledger, *claims: Claim, method: str = "test/1") -> list[Receipt]:
    """Appends the claims, source by source, and gives the receipts."""
    by_source: dict[str, list[Claim]] = defaultdict(list)
    for each in claims:
        by_source[each.source.id].append(each)
    return [ledger.append(said[0].source, said, method) for said in by_source.values()]


def record_apart(ledger: Ledger, claims: Iterable[Claim]) -> None:
    """Appends each claim in a batch of its own."""
    for each in claims:
        record(ledger, each)
