"""The ontology: one row a predicate, from which validation, labels, colours and docs are made."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from kedja.ontology.terms import CURRENCIES, ORGANIZATION_UNITS, Effect, EntityType

_INCIDENT = frozenset({EntityType.INCIDENT})
_ORGANIZATION = frozenset({EntityType.ORGANIZATION})
_SYSTEM = frozenset({EntityType.SYSTEM})
_ORGANIZATIONS = frozenset(ORGANIZATION_UNITS)
_MONEY = CURRENCIES
_FREE: Final[frozenset[str]] = frozenset()


class Literal(StrEnum):
    """What a literal value of a predicate is."""

    DATE = "date"
    EFFECT = "effect"


@dataclass(frozen=True, slots=True, kw_only=True)
class Predicate:
    """A row of the ontology.

    `objects`: types of entity that it may point to; `literal`: what a value must be;
    `units`: units of a quantity that may stand in its place, or beside the object.
    `qualifiers`: the words that each may hold, an empty set for free text.
    `counts_subject`: a quantity counts those at its start, not at its end.
    `single`: a subject has one true value, so that differing ones are a conflict.
    `exclusive`: qualifiers of which one edge has one true value.
    """

    name: str
    subjects: frozenset[EntityType]
    objects: frozenset[EntityType] = frozenset()
    literal: Literal | None = None
    units: frozenset[str] = frozenset()
    qualifiers: dict[str, frozenset[str]] = field(default_factory=dict)
    single: bool = False
    counts_subject: bool = False
    exclusive: tuple[str, ...] = ()
    label: str
    etikett: str
    comment: str

    @property
    def scopes(self) -> tuple[str, ...]:
        """Qualifiers that make it another statement: what leaked at one customer says nothing of the next."""
        return tuple(name for name in ("via", "part", "incident", "of") if name in self.qualifiers)

    @property
    def relationship(self) -> str:
        """The name of its relationship in the property graph, `REPORTED_TO`."""
        return self.name.upper()


def _date(name: str, label: str, etikett: str, comment: str) -> Predicate:
    return Predicate(
        name=name,
        subjects=_INCIDENT,
        literal=Literal.DATE,
        qualifiers={"from": _FREE, "to": _FREE, "part": _FREE, "via": _FREE},
        single=name != "restored_on",
        label=label,
        etikett=etikett,
        comment=comment,
    )


def _action(name: str, label: str, etikett: str, comment: str) -> Predicate:
    return Predicate(
        name=name,
        subjects=_ORGANIZATION,
        objects=_ORGANIZATION | _INCIDENT,
        qualifiers={"regime": _FREE, "from": _FREE, "to": _FREE, "amount": _FREE, "quantity": _FREE, "via": _FREE},
        label=label,
        etikett=etikett,
        comment=comment,
    )


_ROWS = (
    Predicate(
        name="hit",
        subjects=_INCIDENT,
        objects=_ORGANIZATION,
        label="hit",
        etikett="drabbade direkt",
        comment="The organization was attacked directly.",
    ),
    Predicate(
        name="compromised",
        subjects=_INCIDENT,
        objects=_SYSTEM,
        label="compromised",
        etikett="komprometterade",
        comment="The attacker got into the system.",
    ),
    Predicate(
        name="affected",
        subjects=_INCIDENT,
        objects=_ORGANIZATION,
        units=_ORGANIZATIONS,
        qualifiers={"via": _FREE, "regime": _FREE, "part": _FREE},
        label="affected",
        etikett="berörde",
        comment="Organizations downstream, named or counted.",
    ),
    Predicate(
        name="exposed",
        subjects=_INCIDENT,
        objects=frozenset({EntityType.DATA_CATEGORY}),
        qualifiers={"via": _FREE},
        label="exposed",
        etikett="exponerade",
        comment="Data of this category got out, or may have; `via` names the organization whose data it is.",
    ),
    Predicate(
        name="concerned",
        subjects=_INCIDENT,
        objects=frozenset({EntityType.DATA_SUBJECTS}),
        units=frozenset({"person", "account", "record", "report"}),
        qualifiers={"via": _FREE},
        label="concerned",
        etikett="gällde personer",
        comment="The people whose data it is; `via` names the organization in whose registers they are.",
    ),
    Predicate(
        name="caused",
        subjects=_INCIDENT,
        literal=Literal.EFFECT,
        qualifiers={"via": _FREE, "from": _FREE, "to": _FREE, "part": _FREE},
        label="caused",
        etikett="orsakade",
        comment="What the incident did: " + ", ".join(Effect) + ".",
    ),
    Predicate(
        name="attributed_to",
        subjects=_INCIDENT,
        objects=frozenset({EntityType.THREAT_ACTOR}),
        label="attributed to",
        etikett="tillskrivs",
        comment="Somebody else says that this actor did it.",
    ),
    Predicate(
        name="claimed_by",
        subjects=_INCIDENT,
        objects=frozenset({EntityType.THREAT_ACTOR}),
        label="claimed by",
        etikett="tas på sig av",
        comment="The actor says that it did it.",
    ),
    Predicate(
        name="demanded",
        subjects=_INCIDENT,
        units=_MONEY,
        qualifiers={"via": _FREE},
        label="demanded",
        etikett="krävde",
        comment="The sum that the attacker asked for; a conversion is a claim of its own.",
    ),
    Predicate(
        name="paid",
        subjects=_INCIDENT,
        units=_MONEY,
        label="paid",
        etikett="betalades",
        comment="The sum that was paid to the attacker; a refusal is its denial.",
    ),
    _date("occurred_on", "occurred on", "inträffade", "The day of the attack."),
    _date("discovered_on", "discovered on", "upptäcktes", "The day on which it was noticed."),
    _date("disclosed_on", "disclosed on", "offentliggjordes", "The day on which public or customers were told."),
    _date("data_published_on", "data published on", "data publicerades", "The day on which stolen data appeared."),
    _date("restored_on", "restored on", "återställdes", "Service was back; `part` names what, if not all."),
    Predicate(
        name="provides",
        subjects=_ORGANIZATION,
        objects=_SYSTEM,
        label="provides",
        etikett="tillhandahåller",
        comment="Makes, delivers or runs the system.",
    ),
    Predicate(
        name="uses",
        subjects=_ORGANIZATION,
        objects=_SYSTEM,
        qualifiers={
            "hosting": frozenset({"supplier", "own"}),
            "phase": frozenset({"active", "former", "introduction"}),
            "from": _FREE,
            "to": _FREE,
        },
        exclusive=("hosting", "phase"),
        label="uses",
        etikett="använder",
        comment="Uses the system; `hosting` says on whose machines it runs, `phase` whether it is still in use.",
    ),
    Predicate(
        name="supplies",
        subjects=_ORGANIZATION,
        objects=_ORGANIZATION,
        qualifiers={"quantity": _FREE, "via": _FREE, "from": _FREE, "to": _FREE},
        label="supplies",
        etikett="levererar till",
        comment="Delivers to the organization; also derived from provides and uses.",
    ),
    Predicate(
        name="depends_on",
        subjects=_SYSTEM,
        objects=_SYSTEM,
        qualifiers={"via": _FREE},
        label="depends on",
        etikett="är beroende av",
        comment="Cannot do its work without the other system.",
    ),
    Predicate(
        name="holds",
        subjects=_SYSTEM,
        objects=frozenset({EntityType.DATA_CATEGORY}),
        label="holds",
        etikett="innehåller",
        comment="What the system stores, not what leaked.",
    ),
    Predicate(
        name="market_share",
        subjects=_ORGANIZATION | _SYSTEM,
        units=frozenset({"percent"}),
        qualifiers={"of": _FREE},
        label="market share",
        etikett="marknadsandel",
        comment="Reach among possible customers, not a count of victims; `of` names the market.",
    ),
    Predicate(
        name="reported_to",
        subjects=_ORGANIZATION,
        objects=_ORGANIZATION,
        units=_ORGANIZATIONS | {"report"},
        qualifiers={"regime": frozenset({"GDPR", "NIS2", "police", "DORA"}), "incident": _FREE, "date": _FREE},
        counts_subject=True,
        label="reported to",
        etikett="anmälde till",
        comment="Reported the incident to an authority; a quantity counts those that did.",
    ),
    _action("investigates", "investigates", "utreder", "Looks into what happened and who did it."),
    _action("supervises", "supervises", "granskar", "Reviews compliance, such as by a GDPR supervision case."),
    _action("assists", "assists", "bistår", "Helps the organization or the response."),
    _action("fined", "fined", "bötfällde", "Imposed a fine; `amount` gives the sum."),
    _action("warned", "warned", "varnade", "Issued a warning to it or about it."),
    Predicate(
        name="has_role",
        subjects=frozenset({EntityType.PERSON}),
        objects=_ORGANIZATION,
        qualifiers={"title": _FREE, "from": _FREE, "to": _FREE},
        exclusive=("title",),
        label="has role in",
        etikett="har roll i",
        comment="The person works or speaks for the organization, as `title`.",
    ),
    Predicate(
        name="part_of",
        subjects=_ORGANIZATION,
        objects=_ORGANIZATION,
        label="part of",
        etikett="del av",
        comment="Belongs to the larger organization.",
    ),
    Predicate(
        name="located_in",
        subjects=_ORGANIZATION,
        objects=frozenset({EntityType.PLACE}),
        label="located in",
        etikett="finns i",
        comment="Has its seat there.",
    ),
)

#: Every predicate by its name, in the order of the documentation.
PREDICATES: dict[str, Predicate] = {row.name: row for row in _ROWS}
