"""What stands at the ends of a relationship: the ontology fixes the labels of its nodes."""

from __future__ import annotations

from typing import Final

from kedja.ontology import CURRENCIES, PREDICATES, EntityType, Predicate

_ENTITIES: Final = frozenset(type.value for type in EntityType)
_SUMS: Final = CURRENCIES | {"percent"}
_CLAIM: Final = frozenset({"Claim"})


def _ends(row: Predicate) -> tuple[frozenset[str], frozenset[str]]:
    """The labels at the start and at the end of a believed edge."""
    start = {type.value for type in row.subjects}
    end = {type.value for type in row.objects}
    if row.literal or row.units & _SUMS:
        end.add("Value")
    if row.units - _SUMS:
        (start if row.counts_subject else end).add("Group")
    if row.units and row.counts_subject:
        end.add("Group")
    return frozenset(start), frozenset(end)


#: For each type of relationship the labels that its start and its end can have.
ENDS: Final[dict[str, tuple[frozenset[str], frozenset[str]]]] = {
    **{row.relationship: _ends(row) for row in PREDICATES.values()},
    "MEMBER_OF": (_ENTITIES, frozenset({"Group"})),
    "SUBJECT": (_CLAIM, _ENTITIES),
    "OBJECT": (_CLAIM, _ENTITIES | {"Group", "Value"}),
    "COUNTS": (_CLAIM, frozenset({"Group", "Value"})),
    "SPEAKER": (_CLAIM, _ENTITIES),
    "SOURCE": (_CLAIM, frozenset({"Source"})),
    "REPEATS": (_CLAIM, _CLAIM),
}


def label_between(types: list[str], *, start: bool, both: bool) -> str:
    """The one label that a node at this end of such a relationship has, or nothing where it may have several.

    >>> label_between(["USES"], start=False, both=False), label_between(["AFFECTED"], start=False, both=False)
    ('System', '')
    """
    if not types or any(type not in ENDS for type in types):
        return ""
    labels = frozenset[str]().union(*(ENDS[type][0 if start else 1] for type in types))
    if both:
        labels = labels.union(*(ENDS[type][1 if start else 0] for type in types))
    return next(iter(labels)) if len(labels) == 1 else ""
