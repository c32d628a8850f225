"""Drafts of claims: what a rule or frame fixes, and which ends a predicate takes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import msgspec
from msgspec.structs import replace

from kedja.claim import Mention, Quantity
from kedja.ontology import PREDICATES, Certainty, EntityType, OrganizationKind, Stance
from kedja_ingest.article.passages import Passage
from kedja_ingest.article.things import Counted, Thing
from kedja_ingest.article.vocabulary import Outcome
from kedja_ingest.article.world import AUTHORITIES, administration

# Others who "work with" somebody do business.
_HELPERS: Final = (*AUTHORITIES, OrganizationKind.SECURITY_FIRM)

# Where a rule takes a town it means the municipality.
_CIVIC: Final = ("uses", "supplies", "affected", "reported_to")
_RETYPED: Final = {
    ("attributed_to", EntityType.PLACE): EntityType.THREAT_ACTOR,
    ("depends_on", EntityType.ORGANIZATION): EntityType.SYSTEM,
}


class Draft(msgspec.Struct, frozen=True):
    """A claim to be: its parts as the rule gives them; `subject` is None for the incident itself.

    `standing`: words such as "#victim" for ends that the article decides. `own`: the text's own, whoever speaks.
    `other` is the attacked party when the sentence is on another incident than the article, `when` its year as far
    as that is known: "" where nothing is said of it, None where the sentence as a whole is on it.
    """

    predicate: str
    passage: Passage
    start: int
    end: int
    subject: Mention | None = None
    object: Mention | None = None
    value: str | None = None
    quantity: Quantity | None = None
    qualifiers: dict[str, str | Quantity] = {}
    stance: Stance | None = None
    certainty: Certainty | None = None
    own: bool = False
    given: bool = False
    standing: tuple[tuple[str, str], ...] = ()
    other: Mention | None = None
    when: str | None = None

    @property
    def says(self) -> str:
        """Its predicate, and which effect: "caused outage"."""
        return f"caused {self.value}" if self.predicate == "caused" else self.predicate

    @property
    def is_on_incident(self) -> bool:
        """True when its subject is the incident itself."""
        return self.subject is None and not any(end == "subject" for end, _ in self.standing)


def base_of(outcome: Outcome, passage: Passage, start: int, end: int) -> Draft:
    """A draft with what the rule says of it, without ends."""
    return Draft(
        outcome.predicate,
        passage,
        start,
        end,
        stance=outcome.stance,
        certainty=outcome.certainty,
        own=outcome.own,
        given=outcome.given,
    )


def with_ends(one: Draft, subject: Thing | None, target: Thing | None) -> Draft:
    """The draft with what stands at its ends."""
    return _with_target(_with_subject(one, subject), target)


def _with_subject(one: Draft, subject: Thing | None) -> Draft:
    if isinstance(subject, Counted):
        if PREDICATES[one.predicate].units:
            return replace(one, subject=subject.group, quantity=subject.quantity)
        return replace(one, subject=subject.group)
    if isinstance(subject, Mention) and subject.type is EntityType.PERSON:
        # Who acts for an organization: the article says which.
        subject = f"#person {subject.name}"
    if isinstance(subject, Mention) and one.predicate in _CIVIC:
        subject = administration(subject) or subject
    if isinstance(subject, str):
        return replace(one, standing=(("subject", subject),))
    return replace(one, subject=subject) if isinstance(subject, Mention) else one


def _with_target(one: Draft, target: Thing | None) -> Draft:
    if isinstance(target, Counted):
        return _with_group(one, target)
    if isinstance(target, Quantity):
        return replace(one, quantity=target)
    if isinstance(target, Mention):
        return replace(one, object=_retyped(one.predicate, target))
    if target is not None and target[0] == "#":
        return replace(one, standing=(*one.standing, ("object", target)))
    return replace(one, value=target)


def _retyped(predicate: str, target: Mention) -> Mention:
    """A country that is blamed as an actor, what a system runs on as a system, a town as its municipality."""
    if predicate in _CIVIC and (body := administration(target)):
        return body
    type = _RETYPED.get((predicate, target.type))
    return Mention(type=type, name=target.name, aliases=target.aliases) if type else target


def _with_group(one: Draft, counted: Counted) -> Draft:
    """The draft with a counted group as its target; where it must be an organization the number is a qualifier."""
    if PREDICATES[one.predicate].units:
        return replace(one, quantity=counted.quantity)
    return replace(one, object=counted.group, qualifiers={**one.qualifiers, "quantity": counted.quantity})


def fits(one: Draft, *, helps: bool = False) -> bool:
    """True when the ends are of the types that the predicate takes; a rule's loose slot may have caught another."""
    term = PREDICATES[one.predicate]
    if one.subject is None and not one.standing and EntityType.INCIDENT not in term.subjects:
        return False
    if one.subject and one.subject.type not in term.subjects:
        return False
    if one.object and (one.object.type not in term.objects or one.object == one.subject):
        return False
    if one.quantity and one.quantity.unit not in term.units:
        return False
    if one.subject and not _may(one, one.subject, helps=helps):
        return False
    return bool(one.object or one.quantity or one.value or one.standing)


def _may(one: Draft, subject: Mention, *, helps: bool) -> bool:
    """True for a subject that may be told of: authorities sell nothing, and who helps has a name and is an expert."""
    if one.predicate == "located_in":
        # "The council in Leeds" says so itself.
        return one.object is None or one.object.name not in subject.name
    if one.predicate in ("provides", "supplies"):
        return subject.kind not in AUTHORITIES
    return one.predicate != "assists" or (not subject.name.islower() and (helps or subject.kind in _HELPERS))


def by_incident(one: Draft, others: tuple[Mention, ...], vendor: Mention | None) -> Iterator[Draft]:
    """The draft for each of the other incidents that its sentence is on; who was hit was hit in its own.

    In the main incident only the vendor, or a part of it, was hit; others were affected.
    """
    if one.predicate == "hit" and not others and vendor and one.object:
        one = one if one.object.name.startswith(vendor.name) else replace(one, predicate="affected")
    if one.predicate == "affected" and not others and vendor and one.object == vendor and not one.stance:
        one = replace(one, predicate="hit")
    for party in others or (None,):
        if one.predicate != "hit" or party is None or party == one.object:
            struck = party is not None and one.predicate == "affected" and one.object == party
            yield replace(one, other=party, predicate="hit" if struck else one.predicate)
