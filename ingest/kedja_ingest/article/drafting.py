"""Rules and frames applied to passages, in their order."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache

from msgspec.structs import replace

from kedja.claim import Mention
from kedja.ontology import Certainty, OrganizationKind, Stance
from kedja_ingest.article.budget import Budget
from kedja_ingest.article.chunks import Kind
from kedja_ingest.article.drafts import Draft, base_of, fits, with_ends
from kedja_ingest.article.frames import Event, events
from kedja_ingest.article.modality import may_be
from kedja_ingest.article.origins import origins
from kedja_ingest.article.passages import Passage
from kedja_ingest.article.readings import Reading, Readings
from kedja_ingest.article.slots import Memory, Slots
from kedja_ingest.article.things import Counted, Interpreter, Thing
from kedja_ingest.article.vocabulary import LANGUAGES, ClaimRule, Outcome, Vocabulary, load_vocabulary
from kedja_ingest.article.weighing import Weigher
from kedja_ingest.article.world import AUTHORITIES


class Drafter:
    """Applies the rules of one language to passages in their order."""

    def __init__(
        self,
        vocabulary: Vocabulary,
        interpreter: Interpreter,
        publisher: Mention | None,
        budget: Budget,
        weigher: Weigher,
    ) -> None:
        self.vocabulary, self.interpreter, self.budget = vocabulary, interpreter, budget
        official = publisher is not None and publisher.kind in AUTHORITIES
        self.memory = Memory(authority=publisher if official else None)
        self.parts, self.answers = _parts(vocabulary.language), _answers(vocabulary.language)
        self.reminding = re.compile(vocabulary.forms["reminding"], re.IGNORECASE)
        self.first = frozenset(vocabulary.lists["grammar"]["pronoun_classes"]["first"])
        self.struck = frozenset(vocabulary.lists["grammar"]["words"]["struck"].split())
        self.weigher = weigher
        self.origins = origins(vocabulary.language)
        self.asked: Sequence[Draft] = ()

    def draft(self, passages: Iterable[Passage]) -> Iterator[tuple[Passage, list[Draft]]]:
        """Each passage with its drafts, as far as the budget goes."""
        readings = Readings(list(self._read(passages)))
        weighed = self.weigher.weigh(readings)
        for reading, drafts in zip(readings.readings, weighed, strict=True):
            yield reading.passage, list(self._told(reading.passage, list(_counting_reporters(drafts))))

    def _read(self, passages: Iterable[Passage]) -> Iterator[Reading]:
        """What rules and frames say of each passage."""
        for passage in passages:
            if self.budget.left < 0:
                self.budget.stop(passage.sentence.start)
                return
            said = list(self.budget.paid(self._said(passage)))
            # What is weighed later.
            self.budget.spend(len(passage.chunks) ** 2)
            yield Reading(passage, said, self.memory)
            self.memory = self.memory.after(passage)

    def _told(self, passage: Passage, found: Sequence[Draft]) -> Iterator[Draft]:
        """The drafts of a passage, a question's by its answer."""
        if passage.text.endswith("?") and not self.reminding.match(passage.text):
            # A question says nothing until it is answered.
            self.asked = found
        else:
            yield from self._answered(passage)
            yield from found
            self.asked = ()

    def _said(self, passage: Passage) -> Iterator[Draft]:
        said = []
        for one in self._ruled(passage):
            said.append(one)
            yield one
        yield from self._framed(passage, said)

    def _framed(self, passage: Passage, said: Collection[Draft]) -> Iterator[Draft]:
        """What frames say that rules have not said; of the effects each counts by itself."""
        told = {
            (one.predicate, one.value if one.predicate == "caused" else None) for one in said if one.subject is None
        }
        for frame in self.vocabulary.frames.matching(passage.skeleton.shown):
            outcomes = [one for one in frame.outcomes if one.subject or _told(one) not in told]
            if not outcomes:
                continue
            if not self.budget.spend(1 + len(passage.skeleton.begins)):
                return
            for event in events(frame, passage, self.vocabulary):
                found = (one for outcome in outcomes for one in self._taking_part(event, outcome))
                yield from (one for one in found if not any(_repeats(one, rule) for rule in said))

    def _taking_part(self, event: Event, outcome: Outcome) -> Iterator[Draft]:
        base = base_of(outcome, event.passage, event.match.start(), event.match.end())
        for subject in event.things(outcome.subject, self.interpreter, outcome):
            if subject == "#authority":
                # The one that was spoken of last.
                subject = self.memory.authority
                if subject is None:
                    continue
            for target in event.things(outcome.target, self.interpreter, outcome):
                one = with_ends(base, subject, target)
                if fits(one, helps=outcome.helps):
                    yield one

    def _ruled(self, passage: Passage) -> Iterator[Draft]:
        yield from self._struck(passage)
        yield from self.origins.draft(passage)
        for rule in self.vocabulary.claim_rules.matching(passage.skeleton.shown):
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
                if at >= 0 and fits(one):
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
        # "What may have been stolen? Names and addresses."
        doubted = rule.asked is not None and may_be(self.memory.question, self.vocabulary)
        for match in rule.matches(passage.skeleton.text, passage.skeleton.begins):
            slots = Slots(passage, match, self.interpreter, self.memory)
            for outcome in rule.outcomes:
                if outcome.first and not any(chunk.head in self.first for chunk in slots.chunks("we")):
                    continue
                if outcome.named and not any(chunk.mention for chunk in slots.chunks("system")):
                    continue
                if not (outcome.product and any(c.vague and c.mention is None for c in slots.chunks("system"))):
                    for one in _drafts(slots, outcome):
                        yield replace(one, certainty=Certainty.POSSIBLE) if doubted and not one.certainty else one

    def _members(self, one: Draft) -> Iterator[Draft]:
        """What holds of a counted group holds of its counted parts: "250 customers, including 164 municipalities"."""
        skeleton = one.passage.skeleton
        for match in self.parts.finditer(skeleton.text) if one.quantity else ():
            if skeleton.chunks_in(match["whole"])[0].quantity != one.quantity:
                continue
            for part in skeleton.chunks_in(match["members"]):
                subject = self.interpreter.counted(part) if one.subject else None
                yield replace(one, quantity=part.quantity, subject=subject, end=max(one.end, match.end()))


def _counting_reporters(drafts: Iterable[Draft]) -> Iterator[Draft]:
    """The drafts, and of counted organizations that report to an authority that they are affected."""
    for one in drafts:
        yield one
        if _reports(one):
            yield replace(one, predicate="affected", subject=None, object=None, qualifiers={})


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


def _repeats(one: Draft, rule: Draft) -> bool:
    """True when a rule has said the same of one of the ends."""
    same = one.subject == rule.subject or (one.object is not None and one.object == rule.object)
    return same and one.predicate == rule.predicate and (one.predicate != "caused" or one.value == rule.value)


def _is_given(slots: Slots, outcome: Outcome) -> bool:
    """True for "the attack on X", whatever the clause says of it: that there was one is taken for granted.

    Not so for "the suspected attack".
    """
    first = slots.passage.skeleton.chunks_in(slots.match[0][:1]) if outcome.predicate == "hit" else ()
    if not first or first[0].kind is not Kind.ATTACK or not first[0].definite:
        return False
    return slots.interpreter.vocabulary.modality["possible"].search(first[0].text.lower()) is None


def _drafts(slots: Slots, outcome: Outcome) -> Iterator[Draft]:
    base = base_of(outcome, slots.passage, slots.match.start(), slots.match.end())
    if outcome.qualifiers:
        base = replace(base, qualifiers=dict(slots.qualifiers(outcome)))
    if _is_given(slots, outcome):
        base = replace(base, given=True)
    for subject in slots.things(outcome.subject, outcome):
        for target in slots.things(outcome.target, outcome):
            one = with_ends(base, subject, target)
            wanted = _is_wanted(one.subject, outcome, target)
            if outcome.vendor is not None:
                wanted = wanted and _sells(one.subject, slots.interpreter.vendor) is outcome.vendor
            if wanted and fits(one, helps=outcome.helps):
                yield one


def _sells(subject: Mention | None, vendor: Mention | None) -> bool:
    """True for the attacked supplier, which no school or authority is though it was attacked."""
    return subject is not None and subject == vendor and subject.kind in (None, OrganizationKind.COMPANY)


def _is_wanted(subject: Mention | None, outcome: Outcome, target: Thing | None) -> bool:
    """True for a subject of the kind that the rule asks for; who has customers may be of a kind that nobody told."""
    if outcome.kind is None or (subject is not None and subject.kind is outcome.kind):
        return True
    company = outcome.kind is OrganizationKind.COMPANY and subject is not None and subject.kind is None
    return company and isinstance(target, Counted) and target.quantity.unit == "customer"
