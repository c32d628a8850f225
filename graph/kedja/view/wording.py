"""Words of the page: quantities, speakers and claims as a reader says them."""

from __future__ import annotations

from kedja.belief.model import Group
from kedja.claim import Claim, Quantity, Speaker
from kedja.ontology import CURRENCIES, PREDICATES, Bound

_BOUNDS: dict[Bound, str] = {
    Bound.EXACTLY: "",
    Bound.ABOUT: "about ",
    Bound.AT_LEAST: "at least ",
    Bound.AT_MOST: "at most ",
    Bound.MORE_THAN: "more than ",
    Bound.FEWER_THAN: "fewer than ",
    Bound.BETWEEN: "",
}
_PLURALS = {
    "municipality": "municipalities",
    "company": "companies",
    "university": "universities",
    "agency": "agencies",
    "person": "people",
}


def number(value: float) -> str:
    """The number with commas between thousands, without a fraction that is zero.

    >>> number(870108.0), number(1.5)
    ('870,108', '1.5')
    """
    return f"{int(value):,}" if value == int(value) else f"{value:,}"


def unit(name: str, value: float) -> str:
    """The unit as it stands behind a number: `municipalities`, `%`, `BTC`."""
    if name == "percent":
        return "%"
    if name in CURRENCIES or value == 1:
        return name
    return _PLURALS.get(name, f"{name}s")


def quantity(amount: Quantity) -> str:
    """The quantity with its bound and unit.

    >>> quantity(Quantity(value=164, bound=Bound.AT_LEAST, unit="municipality"))
    'at least 164 municipalities'
    """
    last = amount.upper if amount.upper is not None else amount.value
    span = f"{number(amount.value)} to {number(last)}" if amount.upper is not None else number(amount.value)
    return f"{_BOUNDS[amount.bound]}{span} {unit(amount.unit, last)}"


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
    span = f"{number(least)} to {number(most - known)}" if group.bound is Bound.BETWEEN else number(least)
    return f"{_BOUNDS[group.bound]}{span}"


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
        text = quantity(claim.quantity)
        ends.append(f"({text})" if ends else text)
    return " ".join([claim.subject.name, PREDICATES[claim.predicate].label, *ends])


def qualifier(value: str | int | float | Quantity) -> str:
    """A qualifier's value as text."""
    return quantity(value) if isinstance(value, Quantity) else str(value)
