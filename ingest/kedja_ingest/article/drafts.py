"""Rules applied to passages: drafts of claims, with their place and what the rule fixes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from kedja.claim import Mention, Quantity
from kedja.ontology import PREDICATES, Certainty, EntityType, OrganizationKind, Stance
from kedja_ingest.article.chunks import Chunk, Kind
from kedja_ingest.article.passages import Passage
from kedja_ingest.article.patterns import compile_pattern
from kedja_ingest.article.things import Counted, Interpreter, Thing
from kedja_ingest.article.vocabulary import Rule, Vocabulary


# Others who "work with" somebody do business.
_HELPERS = (
    OrganizationKind.AGENCY,
    OrganizationKind.POLICE,
    OrganizationKind.PROSECUTOR,
    OrganizationKind.SECURITY_FIRM,
)


@dataclass(frozen=True, slots=True)
class Draft:
    """A claim to be: its parts as the rule gives them; `subject` is None for the incident itself.

    `standing`: words such as "#victim" for ends that the article decides. `own`: the text's own, whoever speaks.
    `other` is the attacked party when the sentence is on another incident than the article.
    """

    predicate: str
    passage: Passage
    start: int
    end: int
    subject: Mention | None = None
    object: Mention | None = None
    value: str | None = None
    quantity: Quantity | None = None
    qualifiers: dict[str, str | Quantity] = field(default_factory=dict)
    stance: Stance | None = None
    certainty: Certainty | None = None
    own: bool = False
    standing: tuple[tuple[str, str], ...] = ()
    other: Mention | None = None


class Drafter:
    """Applies the rules of one language."""

    def __init__(self, vocabulary: Vocabulary, interpreter: Interpreter) -> None:
        self.vocabulary, self.interpreter = vocabulary, interpreter
        self.last_system: tuple[Passage, Chunk] | None = None
        self.last_authority: Chunk | None = None
        parts = rf"({{qty:whole}}|{{count:people}})[^.;:]{{0,120}}?,? (?:{vocabulary.forms['parts']}) ({{qtys:parts}}|{{counts:members}})"
        self.parts = compile_pattern(parts, {}, vocabulary.forms)

    def draft(self, passage: Passage) -> Iterator[Draft]:
        """The drafts of a passage, rule by rule."""
        for rule in self.vocabulary.rules["claims"]:
            for match in rule.pattern.finditer(passage.skeleton.text):
                for content in rule.content["claims"]:
                    for one in self._drafts(passage, rule, match, content):
                        yield one
                        yield from self._members(one)
        self.last_authority = next((c for c in passage.chunks if c.kind is Kind.AUTHORITY), self.last_authority)
        self.last_system = next(((passage, c) for c in passage.chunks if c.kind is Kind.SYSTEM), self.last_system)

    def _members(self, one: Draft) -> Iterator[Draft]:
        """What holds of a counted group holds of its counted parts: "250 customers, including 164 municipalities"."""
        for match in self.parts.finditer(one.passage.skeleton.text):
            whole, *_ = one.passage.skeleton.chunks_in(match["whole"] or match["people"])
            if whole.quantity != one.quantity or one.quantity is None:
                continue
            for part in one.passage.skeleton.chunks_in(match["parts"] or match["members"]):
                subject = self.interpreter.counted(part) if one.subject else None
                yield replace(one, quantity=part.quantity, subject=subject, end=max(one.end, match.end()))

    def _drafts(self, passage: Passage, rule: Rule, match: re.Match[str], content: dict[str, Any]) -> Iterator[Draft]:
        if "product" in (*rule.content, *content) and any(c.vague for c in self._chunks(passage, match, "$system")):
            return
        base = Draft(
            content["predicate"],
            passage,
            match.start(),
            match.end(),
            stance=Stance(content["stance"]) if "stance" in content else None,
            certainty=Certainty(content["certainty"]) if "certainty" in content else None,
            own=content.get("speaker") == "none" or bool(rule.content.get("presupposed")),
            value=None if content.get("value", "$")[0] == "$" else content["value"],
            qualifiers=dict(self._qualifiers(passage, match, content)),
        )
        for subject in self._ends(passage, match, content, "subject"):
            for target in self._targets(passage, match, content):
                if one := self._filled(base, subject, target):
                    yield one

    def _chunks(self, passage: Passage, match: re.Match[str], slot: str) -> list[Chunk]:
        return passage.skeleton.chunks_in(match.groupdict().get(slot[1:]))

    def _ends(self, passage: Passage, match: re.Match[str], content: dict[str, Any], end: str) -> Iterator[Any]:
        """The things at one end of the claim: of a slot, a standing word, or nothing when the rule has no such end."""
        term = content.get(end)
        if term is None:
            yield None
        elif term == "#authority":
            if self.last_authority:
                yield self.last_authority.mention
        elif term[0] == "#":
            yield term
        elif term == "$items":
            yield from self.interpreter.items(self._words(passage, match, "items"))
        elif term == "$system" and match.groupdict().get("system") is None:
            yield from self._system_before(passage, match.start())
        else:
            for chunk in self._chunks(passage, match, term):
                yield from self.interpreter.things(passage, chunk, bool(content.get("bare")))

    def _system_before(self, passage: Passage, position: int) -> Iterator[Mention]:
        """The system that "they" or "it" means: the last one named in this sentence, else in those before."""
        here = passage.skeleton.chunks_in(passage.skeleton.text[:position])
        found = [(passage, chunk) for chunk in here if chunk.kind is Kind.SYSTEM and not chunk.vague]
        if last := found[-1] if found else self.last_system:
            yield self.interpreter.system(*last)

    def _targets(
        self, passage: Passage, match: re.Match[str], content: dict[str, Any]
    ) -> Iterator[tuple[Thing | None, ...]]:
        ends = [list(self._ends(passage, match, content, end)) for end in ("object", "quantity")]
        if "value" in content and content["value"][0] == "$":
            yield from ((value,) for value in self._ends(passage, match, content, "value"))
            return
        for target in ends[0]:
            yield from ((target, amount) for amount in ends[1])

    def _filled(self, base: Draft, subject: Any, target: tuple[Thing | None, ...]) -> Draft | None:
        standing = [("subject", subject)] if isinstance(subject, str) else []
        one = replace(base, subject=subject) if isinstance(subject, Mention) else base
        if isinstance(subject, Counted):
            one = replace(one, subject=subject.group, quantity=subject.quantity)
        for thing in target:
            if isinstance(thing, Counted):
                one = _with_group(one, thing)
            elif isinstance(thing, Quantity):
                one = replace(one, quantity=thing)
            elif isinstance(thing, Mention):
                one = replace(one, object=thing)
            elif isinstance(thing, str) and thing[0] == "#":
                standing.append(("object", thing))
            elif thing:
                one = replace(one, value=thing)
        return replace(one, standing=tuple(standing)) if _fits(one, bool(standing)) else None

    def _qualifiers(
        self, passage: Passage, match: re.Match[str], content: dict[str, Any]
    ) -> Iterator[tuple[str, str | Quantity]]:
        for name, term in content.get("qualifiers", {}).items():
            chunks = self._chunks(passage, match, term)
            if term[0] != "$":
                yield name, term
            elif chunks and chunks[0].quantity:
                yield name, chunks[0].quantity
            elif not chunks and match.groupdict().get(term[1:]):
                yield name, self._words(passage, match, term[1:])

    def _words(self, passage: Passage, match: re.Match[str], slot: str) -> str:
        start, end = passage.skeleton.place(match.start(slot), match.end(slot))
        return passage.text[start:end].strip()


def _with_group(one: Draft, counted: Counted) -> Draft:
    """The draft with a counted group as its target; where it must be an organization the number is a qualifier."""
    if PREDICATES[one.predicate].units:
        return replace(one, quantity=counted.quantity)
    return replace(one, object=counted.group, qualifiers={**one.qualifiers, "quantity": counted.quantity})


def _fits(one: Draft, standing: bool) -> bool:
    """True when the ends are of the types that the predicate takes; a rule's loose slot may have caught another."""
    term = PREDICATES[one.predicate]
    if one.subject and one.subject.type not in term.subjects:
        return False
    if one.subject is None and not standing and EntityType.INCIDENT not in term.subjects:
        return False
    if one.object and (one.object.type not in term.objects or one.object == one.subject):
        return False
    if one.quantity and one.quantity.unit not in term.units:
        return False
    if one.predicate == "assists" and one.subject and one.subject.kind not in _HELPERS:
        return False
    return bool(one.object or one.quantity or one.value or standing)


def by_incident(one: Draft, others: tuple[Mention, ...]) -> Iterator[Draft]:
    """The draft for each of the other incidents that its sentence is on; who was hit was hit in its own."""
    for party in others or (None,):
        if one.predicate != "hit" or party is None or party == one.object:
            yield replace(one, other=party)
