"""Rules applied to passages: drafts of claims, with their place and what the rule fixes."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from functools import lru_cache

import msgspec
from msgspec.structs import replace

from kedja.claim import Mention, Quantity
from kedja.ontology import PREDICATES, Certainty, EntityType, OrganizationKind, Stance
from kedja_ingest.article.budget import Budget
from kedja_ingest.article.chunks import Kind
from kedja_ingest.article.frames import Event, events
from kedja_ingest.article.passages import Passage
from kedja_ingest.article.screening import screened
from kedja_ingest.article.slots import Memory, Slots
from kedja_ingest.article.things import Counted, Interpreter, Thing
from kedja_ingest.article.vocabulary import LANGUAGES, ClaimRule, Outcome, Vocabulary, load_vocabulary
from kedja_ingest.article.world import administration

# Others who "work with" somebody do business.
_HELPERS = (
    OrganizationKind.AGENCY,
    OrganizationKind.POLICE,
    OrganizationKind.PROSECUTOR,
    OrganizationKind.SECURITY_FIRM,
)

# Where a rule takes a town it means the municipality.
_CIVIC = ("uses", "supplies", "affected", "reported_to")
_RETYPED = {
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
    qualifiers: dict[str, str | Quantity] = msgspec.field(default_factory=dict)
    stance: Stance | None = None
    certainty: Certainty | None = None
    own: bool = False
    given: bool = False
    standing: tuple[tuple[str, str], ...] = ()
    other: Mention | None = None
    when: str | None = None

    @property
    def is_on_incident(self) -> bool:
        """True when its subject is the incident itself."""
        return self.subject is None and not any(end == "subject" for end, _ in self.standing)


class Drafter:
    """Applies the rules of one language to passages in their order."""

    def __init__(
        self, vocabulary: Vocabulary, interpreter: Interpreter, publisher: Mention | None, budget: Budget
    ) -> None:
        self.vocabulary, self.interpreter, self.budget = vocabulary, interpreter, budget
        official = publisher is not None and publisher.kind in _HELPERS[:3]
        self.memory = Memory(authority=publisher if official else None)
        self.parts, self.answers = _parts(vocabulary.language), _answers(vocabulary.language)
        self.reminding = re.compile(vocabulary.forms["reminding"], re.IGNORECASE)
        self.first = frozenset(vocabulary.lists["grammar"]["pronoun_classes"]["first"])
        self.struck = frozenset(vocabulary.lists["grammar"]["words"]["struck"].split())
        self.asked: tuple[Draft, ...] = ()

    def draft(self, passage: Passage) -> Iterator[Draft]:
        """The drafts of a passage, rule by rule, as far as the budget goes."""
        found = tuple(self.budget.paid(self._found(passage)))
        if passage.text.endswith("?") and not self.reminding.match(passage.text):
            # A question says nothing until it is answered.
            self.asked = found
        else:
            yield from self._answered(passage)
            yield from found
            self.asked = ()
        self.memory = self.memory.after(passage)

    def _found(self, passage: Passage) -> Iterator[Draft]:
        for one in self._said(passage):
            yield one
            if _reports(one):
                yield replace(one, predicate="affected", subject=None, object=None, qualifiers={})

    def _said(self, passage: Passage) -> Iterator[Draft]:
        said = set()
        for one in self._ruled(passage):
            said.add((one.predicate, one.value if one.predicate == "caused" else None))
            yield one
        yield from self._framed(passage, said)

    def _framed(self, passage: Passage, said: Container[tuple[str, str | None]]) -> Iterator[Draft]:
        """What frames say that rules have not said; of the effects each counts by itself."""
        for frame in screened(self.vocabulary.frames, passage.skeleton.shown):
            outcomes = [one for one in frame.outcomes if _told(one) not in said]
            if not outcomes:
                continue
            if not self.budget.spend(1 + len(passage.skeleton.begins)):
                return
            for event in events(frame, passage, self.vocabulary):
                for outcome in outcomes:
                    yield from self._taking_part(event, outcome)

    def _taking_part(self, event: Event, outcome: Outcome) -> Iterator[Draft]:
        base = _base(outcome, event.passage, event.match.start(), event.match.end())
        for subject in event.things(outcome.subject, self.interpreter, outcome):
            if subject == "#authority":
                # The one that was spoken of last.
                subject = self.memory.authority
                if subject is None:
                    continue
            for target in event.things(outcome.target, self.interpreter, outcome):
                one = _with_target(_with_subject(base, subject), target)
                if _fits(one):
                    yield one

    def _ruled(self, passage: Passage) -> Iterator[Draft]:
        yield from self._struck(passage)
        for rule in screened(self.vocabulary.claim_rules, passage.skeleton.shown):
            if not self.budget.spend(1 + len(passage.skeleton.begins)):
                return
            for one in self._apply(rule, passage):
                yield one
                yield from self._members(one)

    def _struck(self, passage: Passage) -> Iterator[Draft]:
        """What a number says by its noun alone: "more than 1,000 affected organizations"."""
        for chunk in passage.chunks:
            if chunk.quantity and chunk.names and chunk.names[0].partition(" ")[0].casefold() in self.struck:
                predicate = "affected" if chunk.kind is Kind.QUANTITY else "concerned"
                at = passage.skeleton.position(chunk)
                one = Draft(predicate, passage, at, at + 1, quantity=chunk.quantity)
                if at >= 0 and _fits(one):
                    yield one

    def _answered(self, passage: Passage) -> Iterator[Draft]:
        """What was asked right before, as the answer has it: "Yes", "No", "It is too early to say"."""
        text = passage.skeleton.text
        for stance, pattern in self.answers.items() if self.asked else ():
            if match := pattern.search(text):
                for one in self.asked:
                    yield replace(one, passage=passage, start=match.start(), end=match.end(), stance=stance)
                return

    def _apply(self, rule: ClaimRule, passage: Passage) -> Iterator[Draft]:
        if rule.asked and not rule.asked.search(self.memory.question):
            return
        if rule.after and not rule.after.search(self.memory.before):
            return
        for match in rule.matches(passage.skeleton.text, passage.skeleton.begins):
            slots = Slots(passage, match, self.interpreter, self.memory)
            for outcome in rule.outcomes:
                if outcome.first and not any(chunk.head in self.first for chunk in slots.chunks("we")):
                    continue
                if outcome.named and not any(chunk.mention for chunk in slots.chunks("system")):
                    continue
                if not (outcome.product and any(c.vague and c.mention is None for c in slots.chunks("system"))):
                    yield from _drafts(slots, outcome)

    def _members(self, one: Draft) -> Iterator[Draft]:
        """What holds of a counted group holds of its counted parts: "250 customers, including 164 municipalities"."""
        skeleton = one.passage.skeleton
        for match in self.parts.finditer(skeleton.text) if one.quantity else ():
            if skeleton.chunks_in(match["whole"])[0].quantity != one.quantity:
                continue
            for part in skeleton.chunks_in(match["members"]):
                subject = self.interpreter.counted(part) if one.subject else None
                yield replace(one, quantity=part.quantity, subject=subject, end=max(one.end, match.end()))


def _reports(one: Draft) -> bool:
    """True for counted organizations that report to an authority: so many are affected."""
    counted = one.quantity is not None and one.quantity.unit != "report" and one.subject is not None
    agency = one.object is not None and one.object.kind is OrganizationKind.AGENCY
    return one.predicate == "reported_to" and counted and agency and one.stance is None


@lru_cache(maxsize=len(LANGUAGES))
def _parts(language: str) -> re.Pattern[str]:
    """What counts the parts of a counted group."""
    vocabulary = load_vocabulary(language)
    return vocabulary.compile(vocabulary.forms["members"])


@lru_cache(maxsize=len(LANGUAGES))
def _answers(language: str) -> dict[Stance, re.Pattern[str]]:
    """The answers to a question."""
    vocabulary = load_vocabulary(language)
    yes, no = (re.compile(vocabulary.forms[name], re.IGNORECASE) for name in ("yes", "no"))
    return {Stance.ASSERTS: yes, Stance.DENIES: no, Stance.UNKNOWN: vocabulary.modality["unknown"]}


def _told(outcome: Outcome) -> tuple[str, str | None]:
    return outcome.predicate, outcome.target if outcome.predicate == "caused" else None


def _base(outcome: Outcome, passage: Passage, start: int, end: int) -> Draft:
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


def _is_given(slots: Slots, outcome: Outcome) -> bool:
    """True for "the attack on X", whatever the clause says of it: that there was one is taken for granted.

    Not so for "the suspected attack".
    """
    first = slots.passage.skeleton.chunks_in(slots.match[0][:1]) if outcome.predicate == "hit" else ()
    if not first or first[0].kind is not Kind.ATTACK or not first[0].definite:
        return False
    return slots.interpreter.vocabulary.modality["possible"].search(first[0].text) is None


def _drafts(slots: Slots, outcome: Outcome) -> Iterator[Draft]:
    base = _base(outcome, slots.passage, slots.match.start(), slots.match.end())
    if outcome.qualifiers:
        base = replace(base, qualifiers=dict(slots.qualifiers(outcome)))
    if _is_given(slots, outcome):
        base = replace(base, given=True)
    for subject in slots.things(outcome.subject, outcome):
        for target in slots.things(outcome.target, outcome):
            one = _with_target(_with_subject(base, subject), target)
            wanted = _is_wanted(one.subject, outcome, target)
            if outcome.vendor is not None:
                wanted = wanted and (one.subject == slots.interpreter.vendor) is outcome.vendor
            if wanted and _fits(one, helps=outcome.helps):
                yield one


def _is_wanted(subject: Mention | None, outcome: Outcome, target: Thing | None) -> bool:
    """True for a subject of the kind that the rule asks for; who has customers may be of a kind that nobody told."""
    if outcome.kind is None or (subject is not None and subject.kind is outcome.kind):
        return True
    company = outcome.kind is OrganizationKind.COMPANY and subject is not None and subject.kind is None
    return company and isinstance(target, Counted) and target.quantity.unit == "customer"


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


def _fits(one: Draft, *, helps: bool = False) -> bool:
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
    if one.predicate == "located_in" and one.subject and one.object and one.object.name in one.subject.name:
        # "The council in Leeds" says so itself.
        return False
    if one.predicate in ("provides", "supplies") and one.subject and one.subject.kind in _HELPERS[:3]:
        return False
    if one.predicate == "assists" and not helps and one.subject and one.subject.kind not in _HELPERS:
        return False
    return bool(one.object or one.quantity or one.value or one.standing)


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
