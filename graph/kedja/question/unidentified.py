"""Unidentified members: how many of a counted group nobody has named yet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kedja.belief import Belief, Edge, Group
from kedja.belief.member import counts
from kedja.belief.quantity import number, unit_in_words
from kedja.identity import plain
from kedja.ontology import ORGANIZATION_UNITS, OrganizationKind, Status
from kedja.question.reach import HELD
from kedja.question.reached import Reached


@dataclass(frozen=True, slots=True, kw_only=True)
class Unidentified:
    """Organizations that are counted but not named: at least `lower`, at most `upper` (None when open).

    `kind` is the unit that was counted; `counted` is what the sources say of the whole group,
    `identified` how many named organizations surely or possibly belong to it.
    """

    kind: str
    lower: float
    upper: float | None
    counted: tuple[str, ...]
    identified: int
    claims: tuple[str, ...]

    @property
    def in_words(self) -> str:
        """The bounds as one would say them: "at least 133", "200 to 215"."""
        if self.upper is None:
            return f"at least {number(self.lower)}"
        return number(self.lower) if self.lower == self.upper else f"{number(self.lower)} to {number(self.upper)}"


def unidentified(belief: Belief, incidents: Iterable[str], reached: Sequence[Reached]) -> Iterator[Unidentified]:
    """For each unit in which the affected were counted, how many of them nobody has named.

    Of several counts the greatest lower bound of a confirmed one holds, and the greatest upper one if all are closed.
    A named organization that is only possibly affected may or may not be one of the counted,
    so it lowers the least number and not the greatest. "Some universities", which nobody counted,
    are at least two.
    """
    by_unit: dict[str, list[tuple[Group, Edge]]] = {}
    for edge in belief.edges_of(incidents):
        if edge.predicate == "affected" and edge.target.startswith("group/") and edge.status in HELD:
            group = belief.node(edge.target)
            assert isinstance(group, Group)
            by_unit.setdefault(group.unit, []).append((group, edge))
    for unit in sorted(by_unit, key=list(ORGANIZATION_UNITS).index):
        yield _rest(unit, by_unit[unit], [item for item in reached if _counted(belief, unit, item)])
    for unit, items in _spoken_of(reached).items():
        if unit not in by_unit:
            yield _some(unit, items, sum(_counted(belief, unit, other) for other in reached))


def _spoken_of(reached: Iterable[Reached]) -> dict[str, list[Reached]]:
    """Those that were surely hit and are spoken of together, by the unit that would count them."""
    found: dict[str, list[Reached]] = {}
    for item in reached:
        if item.kind is OrganizationKind.GROUP and item.status is Status.CONFIRMED:
            found.setdefault(_unit(item.name), []).append(item)
    return found


def _unit(name: str) -> str:
    """The unit that the name is the plural of, `organization` when it is of none."""
    last = plain(name).rpartition(" ")[2]
    return next((unit for unit in ORGANIZATION_UNITS if unit_in_words(unit, 2) == last), "organization")


def _some(unit: str, items: list[Reached], named: int) -> Unidentified:
    return Unidentified(
        kind=unit,
        lower=max(2 - named, 0),
        upper=None,
        counted=tuple(item.name for item in items),
        identified=named,
        claims=tuple(sorted({claim for item in items for claim in item.claims})),
    )


def _counted(belief: Belief, unit: str, item: Reached) -> bool:
    return item.status is not Status.EXCLUDED and counts(unit, belief.node(item.id))


def _rest(unit: str, counted: list[tuple[Group, Edge]], named: list[Reached]) -> Unidentified:
    sure = sum(item.status is Status.CONFIRMED for item in named)
    uppers = [group.upper for group, _ in counted]
    closed = [upper for upper in uppers if upper is not None]
    lower = max((group.lower for group, edge in counted if edge.status is Status.CONFIRMED), default=0)
    upper = max(closed) if len(closed) == len(uppers) else None
    return Unidentified(
        kind=unit,
        lower=max(lower - len(named), 0),
        upper=None if upper is None else max(upper - sure, 0),
        counted=tuple(sorted({group.text for group, _ in counted})),
        identified=len(named),
        claims=tuple(sorted({claim for _, edge in counted for claim in edge.claims})),
    )
