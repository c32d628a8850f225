"""Who says what a sentence says: quoted and reported speech."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from kedja.claim import Mention, Speaker
from kedja.ontology import EntityType, OrganizationKind
from kedja_ingest.article.chunks import Chunk, Kind
from kedja_ingest.article.passages import Passage, quoted
from kedja_ingest.article.roles import AUTHORITIES, People
from kedja_ingest.article.screening import screened
from kedja_ingest.article.sentences import Sentence
from kedja_ingest.article.skeleton import Skeleton

# The scope of a rule for who said the sentence before.
_BACK = "previous"
_QUOTES = ('"', "“", "”")


@dataclass(frozen=True, slots=True)
class Voice:
    """A speaker, with the organization that they speak for; `found`: it has found out what it says.

    No speaker: an inquiry of nobody's name.
    """

    speaker: Speaker | None
    organization: Mention | None
    actor: bool = False
    found: bool = False


@dataclass(frozen=True, slots=True)
class Attribution:
    """The voices of a stretch of a skeleton; of several each says it."""

    voices: tuple[Voice, ...]
    start: int
    end: int

    def covers(self, position: int) -> bool:
        """True when what stands there is what the voices say."""
        return self.start <= position < self.end


def attribute(text: str, skeleton: Skeleton, people: People) -> Attribution | None:
    """Who says the sentence, by the first rule that fits, else by "we"; None when the text itself does.

    A medium that passes something on is not the speaker.
    """
    return _named(skeleton, people) or _first_person(text, skeleton, people)


def _named(skeleton: Skeleton, people: People) -> Attribution | None:
    for scope, match, voices in _speaking(skeleton, people):
        if scope != _BACK:
            return Attribution(voices, *_scope(scope, match, len(skeleton.text)))
    return None


def _named_behind(following: Passage, people: People) -> tuple[Voice, ...]:
    return next((voices for scope, _, voices in _speaking(following.skeleton, people) if scope == _BACK), ())


def _speaking(skeleton: Skeleton, people: People) -> Iterator[tuple[str, re.Match[str], tuple[Voice, ...]]]:
    """Scope, place and voices of each rule that fits and names somebody who may speak."""
    for rule in screened(people.vocabulary.rules["attribution"], skeleton.shown):
        if match := next(rule.matches(skeleton.text, skeleton.begins), None):
            chunks = skeleton.chunks_in(match["speaker"])
            voices = tuple(filter(None, (voice(chunk, people) for chunk in chunks)))
            if rule.content.get("inquiry") and not chunks:
                voices = (_official(people),)
            if rule.content.get("inquiry"):
                voices = tuple(replace(voice, found=True) for voice in voices)
            if voices:
                yield rule.content["scope"], match, voices


def _official(people: People) -> Voice:
    """The authority that writes, for an inquiry without a word of whose."""
    publisher = people.publisher
    if publisher is None or publisher.kind not in AUTHORITIES:
        return Voice(None, None)
    return Voice(_organization(publisher), publisher)


def told_beside(passages: Sequence[Passage], people: People) -> dict[int, Attribution]:
    """Who says a sentence that does not say so itself, by the sentence's place.

    The next one may name the speaker ("Data has leaked. So says Acme."), or another one of the same speech.
    """
    found: dict[int, Attribution] = {}
    for one, following in pairwise(passages):
        if (voices := _named_behind(following, people)) and not _named(one.skeleton, people):
            found[one.sentence.start] = Attribution(voices, 0, len(one.skeleton.text))
    for speech in _speeches(passages, bool(people.vocabulary.forms["speech_dash"])):
        named = [_named(one.skeleton, people) for one in speech]
        voices = next((attribution.voices for attribution in named if attribution), ())
        # Behind a dash, who spoke is named at the end; then the text itself may go on.
        last = max((at for at, own in enumerate(named) if own), default=0) if speech[0].sentence.spoken else len(named)
        for one, own in zip(speech[:last], named, strict=False):
            if voices and own is None:
                found.setdefault(one.sentence.start, Attribution(voices, 0, len(one.skeleton.text)))
    return found


def _speeches(passages: Sequence[Passage], dashed: bool) -> Iterator[list[Passage]]:
    """The sentences of each speech that goes over several: a paragraph behind a dash, or one pair of quotation marks.

    What stands in quotation marks by itself goes on with the sentence before.
    """
    speech: list[Passage] = []
    for one in passages:
        last = speech[-1].sentence if speech else None
        if last is None or not _goes_on(last, one.sentence, dashed):
            if len(speech) > 1:
                yield speech
            speech = []
        speech.append(one)
    if len(speech) > 1:
        yield speech


def _goes_on(last: Sentence, one: Sentence, dashed: bool) -> bool:
    if last.paragraph != one.paragraph:
        return False
    alone = one.text[:1] in _QUOTES and one.text[-1:] in _QUOTES
    return (dashed and one.spoken) or alone or (one.speech != 0 and one.speech == last.speech)


def _first_person(text: str, skeleton: Skeleton, people: People) -> Attribution | None:
    """The publisher as the voice of a sentence that says "we" or "us"."""
    forms = people.vocabulary.lists["grammar"]["pronoun_classes"]["first"]
    if people.publisher and re.search(people.vocabulary.forms.get("us", "(?!)"), skeleton.text):
        return Attribution((Voice(_organization(people.publisher), people.publisher),), 0, len(skeleton.text))
    mine = [c.mention for c in skeleton.chunks.values() if c.head in forms and c.mention and not quoted(text, c)]
    return Attribution((Voice(_organization(mine[0]), mine[0]),), 0, len(skeleton.text)) if mine else None


def _scope(scope: str, match: re.Match[str], length: int) -> tuple[int, int]:
    if scope == "before":
        return 0, max(match.start("speaker"), match.start())
    # What is said of a speaker before the verb ("X, which owns Y, says") is not what they say.
    if scope == "after":
        return match.end() - 1, length
    # Of a sentence in several parts only the one that the speaker stands in.
    behind = match.string.find(";", match.end())
    return match.string.rfind(";", 0, match.start()) + 1, behind if behind >= 0 else length


def voice(chunk: Chunk, people: People) -> Voice | None:
    """The voice of a person, an organization or an actor."""
    mention = chunk.mention
    if mention is None or mention.kind is OrganizationKind.MEDIA or chunk.kind is Kind.MEDIA:
        return None
    if mention.type is EntityType.PERSON:
        role = people.roles.get(mention.name)
        organization = role.organization if role else None
        speaker = Speaker(
            type=EntityType.PERSON,
            name=mention.name,
            role=role.title if role else None,
            organization=organization.name if organization else None,
        )
        return Voice(speaker, organization)
    return Voice(_organization(mention), mention, actor=mention.type is EntityType.THREAT_ACTOR)


def _organization(mention: Mention) -> Speaker:
    return Speaker(type=mention.type, name=mention.name, organization=mention.name)
