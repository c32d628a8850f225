"""Drafts made into claims: incident, speaker, certainty, regime and quote."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from msgspec.structs import replace

from kedja.claim import Claim, Mention, Source, Speaker
from kedja.ontology import PREDICATES, EntityType, OrganizationKind
from kedja_ingest.article.attribution import Attribution, Voice
from kedja_ingest.article.certainty import Standpoint
from kedja_ingest.article.chunks import Chunk
from kedja_ingest.article.drafts import Draft
from kedja_ingest.article.incident import Incident
from kedja_ingest.article.modality import advised
from kedja_ingest.article.passages import Passage
from kedja_ingest.article.quotes import located, quote
from kedja_ingest.article.roles import People, Role
from kedja_ingest.article.vocabulary import Vocabulary
from kedja_ingest.article.world import AUTHORITIES, World

# Words of rules for police and prosecutors without a name.
_OFFICES: Final = {"#police": OrganizationKind.POLICE, "#prosecutor": OrganizationKind.PROSECUTOR}
# That somebody told others is what the text says: "Acme told its customers on Monday that".
_ACTS_OF_SPEECH: Final = ("disclosed_on", "warned")
# "Acme's inquiry shows" tells what it found, and itself that there is one.
_LOOKING_INTO: Final = ("investigates", "supervises")
# What is asked for is not done: "customers should report it to the police".
_DEEDS: Final = ("reported_to", "caused", "compromised", "hit", "assists", "investigates")


@dataclass(frozen=True, slots=True)
class Maker:
    """Makes the claims of one article."""

    source: Source
    vocabulary: Vocabulary
    world: World
    people: People
    incident: Incident
    told: Mapping[int, Attribution]
    standpoint: Standpoint

    def claims(self, drafts: Iterable[Draft]) -> Iterator[Claim]:
        """A claim for each draft and each of its voices."""
        for one in drafts:
            attribution = self.told.get(one.passage.sentence.start)
            for voice in self._voices(one, attribution):
                settled = self._settled(one, voice)
                if settled and settled.subject:
                    yield self._claim(self._shared(settled, voice), settled.subject, voice)

    def _voices(self, one: Draft, attribution: Attribution | None) -> tuple[Voice | None, ...]:
        if one.predicate == "claimed_by" and one.object and not (attribution and attribution.covers(one.end - 1)):
            return (
                Voice(
                    Speaker(type=one.object.type, name=one.object.name, organization=one.object.name), one.object, True
                ),
            )
        if one.own or one.predicate == "located_in" or attribution is None or not attribution.covers(one.end - 1):
            # Where an organization sits is known to who writes: "Toronto-based Acme" is not what X says.
            return (None,)
        if one.predicate in _ACTS_OF_SPEECH and not attribution.covers(one.start):
            return (None,)
        if one.predicate in _LOOKING_INTO and all(voice.found for voice in attribution.voices):
            first = self.vocabulary.lists["grammar"]["pronoun_classes"]["first"]
            ours = any(chunk.head in first for chunk in one.passage.skeleton.chunks.values())
            return attribution.voices if ours else (None,)
        return attribution.voices

    def _settled(self, one: Draft, voice: Voice | None) -> Draft | None:
        """The draft with its incident and its standing words filled; None when the article does not say by what."""
        if one.predicate in _DEEDS and advised(one.passage.skeleton.text, one.start, one.end, self.vocabulary):
            return None
        if one.subject is None and not any(end == "subject" for end, _ in one.standing):
            one = replace(one, subject=self._incident(one))
        for end, word in one.standing:
            mention = self._standing(word, voice, one)
            if mention is None:
                return None
            one = replace(one, subject=mention) if end == "subject" else replace(one, object=mention)
        if one.object is not None and (one.object == one.subject or self._is_attacked(one)):
            return None
        if one.predicate == "investigates" and one.subject == self.incident.vendor:
            # Who was attacked looks into it as a matter of course.
            return None
        return one if _is_typed(one) else None

    def _is_attacked(self, one: Draft) -> bool:
        """True for the attacked party itself, which is not one of those drawn in."""
        return one.predicate == "affected" and one.other is None and one.object == self.incident.vendor

    def _standing(self, word: str, voice: Voice | None, one: Draft) -> Mention | None:
        if word == "#victim":
            speaks = voice.organization if voice and not voice.actor else None
            hit = self._ourselves() or self.incident.vendor
            return hit if speaks is None or speaks.kind in AUTHORITIES else speaks
        if word == "#speaker":
            return voice.organization if voice else None
        if word in ("#us", "#vendor"):
            return self.people.publisher if word == "#us" else self.incident.vendor
        if word == "#incident":
            return self._incident(one)
        if word in _OFFICES:
            return Mention(type=EntityType.ORGANIZATION, name=self._office(word[1:]), kind=_OFFICES[word])
        if word.startswith("#person "):
            role = self.people.roles.get(word[8:])
            return role.organization if role else None
        if word.startswith("#name "):
            return Mention(type=EntityType.ORGANIZATION, name=word[6:], kind=OrganizationKind.GROUP)
        return None

    def _ourselves(self) -> Mention | None:
        """The publisher, where it writes of itself or is named."""
        publisher = self.people.publisher
        if publisher is not None and publisher.kind is OrganizationKind.MEDIA:
            return None
        return publisher if publisher == self.people.vendor or publisher in self.people.named else None

    def _office(self, name: str) -> str:
        return str(self.vocabulary.lists["nouns"]["authorities"][name][0])

    def _claim(self, one: Draft, subject: Mention, voice: Voice | None) -> Claim:
        stance, certainty = self.standpoint.modality(one, voice)
        words, span = quote(one.passage, one.start, one.end, self.vocabulary.language)
        return Claim(
            subject=subject,
            predicate=one.predicate,
            object=one.object,
            value=one.value,
            quantity=one.quantity,
            qualifiers={**one.qualifiers, **self._regime(one)},
            stance=stance,
            certainty=certainty,
            speaker=voice.speaker if voice else None,
            source=self.source,
            quote=words,
            span=span,
        )

    def _incident(self, one: Draft) -> Mention | None:
        if one.other is None:
            return None if self._earlier(one) else self.incident.mention
        if one.when is not None:
            return Incident(one.other, one.when or None).mention
        days = [chunk.value for chunk in one.passage.chunks if chunk.value]
        day = days[0] if days else self.source.published
        return Incident(one.other, day[:4] if day else None).mention

    def _earlier(self, one: Draft) -> bool:
        """True when the sentence is on the time before the incident, and not on its party."""
        vendor, year = self.incident.vendor, self.incident.year
        if not (year and self.incident.dated):
            return False
        days = [chunk.value for chunk in one.passage.chunks if chunk.value and not self._spans(one.passage, chunk)]
        named = vendor in [chunk.mention for chunk in one.passage.chunks]
        return bool(days and max(days)[:4] < year and not named)

    def _spans(self, passage: Passage, chunk: Chunk) -> bool:
        """True for the day since which data were kept: "pupils who joined from 2009"."""
        words = passage.text[: chunk.start].casefold().split()[-1:]
        first = chunk.text.partition(" ")[0].casefold()
        return bool({first, *words} & set(self.vocabulary.lists["grammar"]["words"]["spanning"].split()))

    def _shared(self, one: Draft, voice: Voice | None) -> Draft:
        """What each of several voices says of "their own systems" it says of its own."""
        if (
            one.object is None
            or one.object.type is not EntityType.SYSTEM
            or voice is None
            or voice.organization is None
        ):
            return one
        own = re.search(self.vocabulary.forms["owned"], one.object.name)
        if own is None:
            return one
        name = self.vocabulary.possession(voice.organization.name, f"{own[1]}{one.object.name[own.end() :]}")
        return replace(one, object=replace(one.object, name=name))

    def _regime(self, one: Draft) -> dict[str, str]:
        if one.predicate != "reported_to" or one.object is None:
            return {}
        if one.object.kind in (OrganizationKind.POLICE, OrganizationKind.PROSECUTOR):
            regime = "police"
        else:
            known = self.world.find(one.object.name)
            regime = known.regime if known else ""
        found = {"regime": regime} if regime else {}
        incident = self.incident.mention
        return {**found, "incident": incident.name} if one.quantity and incident else found


def _is_typed(one: Draft) -> bool:
    """True when what the article filled in is of the types that the predicate takes: who speaks may be a place."""
    term = PREDICATES[one.predicate]
    return (one.subject is None or one.subject.type in term.subjects) and (
        one.object is None or one.object.type in term.objects
    )


def role_claims(roles: Iterable[Role], source: Source) -> Iterator[Claim]:
    """A claim for each person's role: the text's own, whoever is quoted."""
    for role in roles:
        words, span = located(role.passage, role.passage.text[role.start : role.end], role.start)
        yield Claim(
            subject=role.person,
            predicate="has_role",
            object=role.organization,
            qualifiers={"title": role.title} if role.title else {},
            source=source,
            quote=words,
            span=span,
        )
        if role.unit:
            yield Claim(
                subject=role.unit,
                predicate="part_of",
                object=role.organization,
                source=source,
                quote=words,
                span=span,
            )
