"""Drafts made into claims: incident, speaker, certainty, quote; each statement once, in its surest form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import msgspec

from kedja.claim import Claim, Mention, Quantity, Source
from kedja.ontology import Certainty, EntityType, OrganizationKind, Stance
from kedja_ingest.article.attribution import Attribution, Voice, attribute
from kedja_ingest.article.drafts import Draft
from kedja_ingest.article.incident import Incident
from kedja_ingest.article.modality import clause, judge
from kedja_ingest.article.passages import Passage
from kedja_ingest.article.roles import People, Role
from kedja_ingest.article.vocabulary import Vocabulary
from kedja_ingest.article.world import World

_AUTHORITIES = (OrganizationKind.AGENCY, OrganizationKind.POLICE, OrganizationKind.PROSECUTOR)
# What an organization says of its own data, people and reports, unless it makes a living of others'.
_OWN_MATTERS = ("exposed", "concerned", "reported_to", "uses")
_LONGEST_QUOTE = 30


@dataclass(frozen=True, slots=True)
class Maker:
    """Makes the claims of one article."""

    source: Source
    vocabulary: Vocabulary
    world: World
    people: People
    incident: Incident
    parties: frozenset[str]

    def claims(self, drafts: Iterable[Draft]) -> Iterator[Claim]:
        """A claim for each draft and each of its voices."""
        last: tuple[Passage, Attribution | None] | None = None
        for one in drafts:
            if last is None or last[0] is not one.passage:
                last = one.passage, attribute(one.passage.text, one.passage.skeleton, self.vocabulary, self.people)
            attribution = last[1]
            for voice in self._voices(one, attribution):
                if settled := self._settled(one, voice):
                    yield self._claim(_shared(settled, voice), voice)

    def _voices(self, one: Draft, attribution: Attribution | None) -> tuple[Voice | None, ...]:
        if one.own or attribution is None or not attribution.covers(one.end - 1):
            return (None,)
        return attribution.voices

    def _settled(self, one: Draft, voice: Voice | None) -> Draft | None:
        """The draft with its standing words filled; None when the article does not say by what."""
        for end, word in one.standing:
            mention = self._standing(word, voice, one)
            if mention is None:
                return None
            one = replace(one, subject=mention) if end == "subject" else replace(one, object=mention)
        return None if one.object is not None and one.object == one.subject else one

    def _standing(self, word: str, voice: Voice | None, one: Draft) -> Mention | None:
        if word == "#victim":
            speaks = voice.organization if voice and not voice.actor else None
            return self.incident.vendor if speaks is None or speaks.kind in _AUTHORITIES else speaks
        if word == "#speaker":
            return voice.organization if voice else None
        if word == "#incident":
            return self.incident.mention
        if word.startswith("#name "):
            return Mention(type=EntityType.ORGANIZATION, name=word[6:], kind=OrganizationKind.GROUP)
        return None

    def _claim(self, one: Draft, voice: Voice | None) -> Claim:
        stance, certainty = self._modality(one, voice)
        quote, span = self._quote(one)
        return Claim(
            subject=one.subject or self._incident(one),
            predicate=one.predicate,
            object=one.object,
            value=one.value,
            quantity=one.quantity,
            qualifiers={**one.qualifiers, **self._regime(one)},
            stance=stance,
            certainty=certainty,
            speaker=voice.speaker if voice else None,
            source=self.source,
            quote=quote,
            span=span,
        )

    def _incident(self, one: Draft) -> Mention:
        if one.other is None:
            return self.incident.mention
        days = [chunk.value for chunk in one.passage.chunks if chunk.value]
        day = days[0] if days else self.source.published
        return Incident(one.other, day[:4] if day else None).mention

    def _modality(self, one: Draft, voice: Voice | None) -> tuple[Stance, Certainty]:
        found = judge(one.passage.skeleton.text, one.start, one.end, self.vocabulary)
        stance, certainty = one.stance or found.stance, one.certainty or found.certainty
        if stance is Stance.UNKNOWN:
            return stance, Certainty.STATED
        if one.certainty is None and certainty is Certainty.STATED and voice and self._knows(voice, one):
            certainty = Certainty.CONFIRMED
        return stance, certainty

    def _knows(self, voice: Voice, one: Draft) -> bool:
        """True for an authority and for a party concerned: they are in a position to know."""
        organization = voice.organization
        if organization is None or voice.actor:
            return False
        if organization.kind in _AUTHORITIES or organization == self.incident.vendor:
            return True
        if organization in (one.subject, one.object) or _owns(organization, one.object):
            return True
        outside = organization.kind in (OrganizationKind.SECURITY_FIRM, OrganizationKind.MEDIA)
        return one.predicate in _OWN_MATTERS and not outside

    def _regime(self, one: Draft) -> dict[str, str]:
        if one.predicate != "reported_to" or one.object is None:
            return {}
        if one.object.kind in (OrganizationKind.POLICE, OrganizationKind.PROSECUTOR):
            regime = "police"
        else:
            known = self.world.find(one.object.name)
            regime = known.regime if known else ""
        found = {"regime": regime} if regime else {}
        return {**found, "incident": self.incident.mention.name} if one.quantity else found

    def _quote(self, one: Draft) -> tuple[str, tuple[int, int]]:
        """The sentence, or of a long one the clauses that the statement lies in, or the statement alone."""
        skeleton = one.passage.skeleton
        stretches = (
            (0, len(skeleton.text)),
            clause(skeleton.text, one.start, one.end, self.vocabulary.language),
            (one.start, one.end),
        )
        for start, end in stretches:
            first, last = skeleton.place(start, end)
            quote = one.passage.text[first:last].strip()
            if len(quote.split()) <= _LONGEST_QUOTE:
                break
        return located(one.passage, " ".join(quote.split(" ")[:_LONGEST_QUOTE]), first)


def _shared(one: Draft, voice: Voice | None) -> Draft:
    """What each of several voices says of "their own systems" it says of its own."""
    if one.object is None or one.object.type is not EntityType.SYSTEM or voice is None or voice.organization is None:
        return one
    _, own, rest = one.object.name.partition("'s own ")
    name = f"{voice.organization.name}{own}{rest}"
    return replace(one, object=msgspec.structs.replace(one.object, name=name)) if own else one


def _owns(organization: Mention, thing: Mention | None) -> bool:
    return thing is not None and thing.type is EntityType.SYSTEM and thing.name.startswith(f"{organization.name}'s ")


def located(passage: Passage, quote: str, near: int) -> tuple[str, tuple[int, int]]:
    """The quote with its place in the file."""
    start = passage.sentence.start + passage.text.index(quote, max(0, near))
    return quote, (start, start + len(quote))


def role_claims(roles: Iterable[Role], source: Source) -> Iterator[Claim]:
    """A claim for each person's role: the text's own, whoever is quoted."""
    for role in roles:
        quote, span = located(role.passage, role.passage.text[role.start : role.end], role.start)
        yield Claim(
            subject=role.person,
            predicate="has_role",
            object=role.organization,
            qualifiers={"title": role.title},
            source=source,
            quote=quote,
            span=span,
        )
        if role.unit:
            yield Claim(
                subject=role.unit,
                predicate="part_of",
                object=role.organization,
                source=source,
                quote=quote,
                span=span,
            )


def surest(claims: Iterable[Claim]) -> Iterator[Claim]:
    """Each statement once: the surest, the first among equals; assertion, denial and ignorance are different."""
    best: dict[tuple[object, ...], Claim] = {}
    for claim in claims:
        key = _key(claim)
        held = best.get(key)
        if held is None or _rank(claim) < _rank(held):
            best[key] = claim
    yield from best.values()


def _key(claim: Claim) -> tuple[object, ...]:
    quantity: Quantity | None = claim.quantity
    amount = (quantity.value, quantity.unit) if quantity else None
    target = (claim.object.type, claim.object.name.casefold()) if claim.object else None
    speaker = claim.speaker.name if claim.speaker and claim.stance is not Stance.ASSERTS else None
    return claim.predicate, claim.subject.name.casefold(), target, claim.value, amount, claim.stance, speaker


def _rank(claim: Claim) -> int:
    return list(Certainty).index(claim.certainty)


def with_kinds(claim: Claim, kinds: dict[str, OrganizationKind]) -> Claim:
    """The claim with the kinds of its organizations, where the text showed them somewhere."""
    ends = {end: _kinded(mention, kinds) for end in ("subject", "object") if (mention := getattr(claim, end))}
    return msgspec.structs.replace(claim, **ends)


def _kinded(mention: Mention, kinds: dict[str, OrganizationKind]) -> Mention:
    if mention.type is not EntityType.ORGANIZATION or mention.kind or mention.name not in kinds:
        return mention
    return msgspec.structs.replace(mention, kind=kinds[mention.name])
