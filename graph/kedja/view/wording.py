"""Words of the page: quantities, speakers and claims as a reader says them."""

from __future__ import annotations

from kedja.belief.model import Group
from kedja.belief.quantity import in_words
from kedja.claim import Claim, Quantity, Speaker
from kedja.ontology import PREDICATES, Bound


def unidentified(group: Group) -> str:
    """How many members nobody has named, under the group's own bound, or nothing when all are named.

    >>> named = tuple(f"organization/{n}" for n in range(30))
    >>> whole = {"value": 164, "lower": 164, "upper": None, "bound": Bound.AT_LEAST, "unit": "municipality"}
    >>> group = Group(id="group/1", text="at least 164 municipalities", identified=named, **whole)
    >>> unidentified(group)
    'at least 134'
    """
    known = len(group.identified)
    most = group.upper if group.bound is Bound.BETWEEN and group.upper is not None else group.value
    if most <= known:
        return ""
    least = max(group.value - known, 0)
    upper = most - known if group.bound is Bound.BETWEEN else None
    rest = Quantity(value=least, bound=group.bound, unit=group.unit, upper=upper)
    return in_words(rest).rpartition(" ")[0]


def speaker(who: Speaker | None) -> str:
    """Name, role and organization of who said it."""
    if who is None:
        return "the source itself"
    parts = (who.name, who.role, who.organization if who.organization != who.name else None)
    return ", ".join(part for part in parts if part)


def said(claim: Claim) -> str:
    """The claim as a sentence without its stance: subject, predicate, object."""
    ends = [claim.object.name] if claim.object else []
    if claim.value is not None:
        ends.append(claim.value.replace("_", " "))
    if claim.quantity is not None:
        text = in_words(claim.quantity)
        ends.append(f"({text})" if ends else text)
    return " ".join([claim.subject.name, PREDICATES[claim.predicate].label, *ends])


def qualifier(value: str | int | float | Quantity) -> str:
    """A qualifier's value as text."""
    return in_words(value) if isinstance(value, Quantity) else str(value)
