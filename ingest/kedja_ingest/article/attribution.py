"""Who says what a sentence says: quoted and reported speech."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import msgspec
from msgspec.structs import replace

from kedja.claim import Mention, Speaker
from kedja.ontology import EntityType, OrganizationKind
from kedja_ingest.article.chunks import Chunk, Kind
from kedja_ingest.article.passages import Passage, quoted
from kedja_ingest.article.roles import People
from kedja_ingest.article.sentences import Sentence
from kedja_ingest.article.skeleton import Skeleton
from kedja_ingest.article.world import AUTHORITIES

# The scope of a rule for who said the sentence before.
_BACK: Final = "previous"
# That of a rule for a speaker's name before what they say in a transcript.
_LABEL: Final = "label"
# A subject begins a sentence, or stands behind an article.
_FRONT: Final = 4
_QUOTES: Final = ('"', "“", "”")


class Voice(msgspec.Struct, frozen=True):
    """A speaker, with the organization that they speak for; `found`: it has found out what it says.

    No speaker: an inquiry of nobody's name.
    """

    speaker: Speaker | None
    organization: Mention | None
    actor: bool = False
    found: bool = False


class Attribution(msgspec.Struct, frozen=True):
    """The voices of a stretch of a skeleton; of several each says it."""

    voices: tuple[Voice, ...]
    start: int
    end: int

    def covers(self, position: int) -> bool:
        """True when what stands there is what the voices say."""
        return self.start <= position < self.end


_Said = tuple[str, re.Match[str], tuple[Voice, ...]]


@dataclass(slots=True)
class _Heard:
    """What has been heard so far: who spoke last and in which paragraph, and who looked into it."""

    vendor: Mention | None
    last: tuple[Voice, ...] = ()
    paragraph: int = -2
    inquirer: tuple[Voice, ...] = ()

    def author(self, people: People, paragraph: int) -> tuple[Voice, ...]:
        """Whose a letter or a notice is without a word of whose: who spoke just before, else the attacked party."""
        if self.last and paragraph - self.paragraph <= 1 and not self.last[0].actor:
            return self.last
        official = people.publisher if people.publisher and people.publisher.kind in AUTHORITIES else self.vendor
        return (Voice(_organization(official), official),) if official else ()


def _speaking(one: Passage, people: People, heard: _Heard) -> Iterator[_Said]:
    """Scope, place and voices of each rule that fits and names somebody who may speak.

    Of what "we" say, all is the publisher's, that it tells others as well.
    """
    skeleton = one.skeleton
    first = people.vocabulary.lists["grammar"]["pronoun_classes"]["first"]
    for rule in people.vocabulary.rules["attribution"].matching(skeleton.shown):
        for match in rule.matches(skeleton.text, skeleton.begins)[:1]:
            chunks = skeleton.chunks_in(match["speaker"])
            voices = tuple(
                filter(None, (voice(chunk, people) or _stood_in(chunk, one, people, heard) for chunk in chunks))
            )
            scope = rule.content["scope"]
            if rule.content.get("document") and not voices:
                voices = heard.author(people, one.sentence.paragraph)
            if rule.content.get("inquiry"):
                if not chunks and rule.content.get("again") and not heard.inquirer:
                    continue
                if not chunks:
                    voices = heard.inquirer or (_official(people),)
                voices = tuple(replace(voice, found=True) for voice in voices)
                heard.inquirer = voices
            elif voices and scope != _BACK:
                heard.last, heard.paragraph = voices, one.sentence.paragraph
            if voices:
                ours = any(chunk.head in first for chunk in chunks)
                yield "around" if ours and scope == "after" else scope, match, voices


def _stood_in(chunk: Chunk, one: Passage, people: People, heard: _Heard) -> Voice | None:
    """Whose voice it is that has no name: "the minister", "a spokesman", "the firm"."""
    words = people.vocabulary.lists["attribution"]["unnamed"]
    text = chunk.text.casefold()
    if chunk.kind is Kind.TITLE and one.text[chunk.end : chunk.end + 1] != ":":
        held = [role for role in people.roles.values() if _same_title(role.title.casefold(), text)]
        if len(held) == 1:
            return voice(Chunk(Kind.PERSON, 0, 0, "", mention=held[0].person), people)
    elif chunk.kind not in (Kind.DESCRIPTION, Kind.SUPPLIER) or chunk.mention:
        return None
    if text.split()[-1:] and text.split()[-1] not in words:
        return None
    begins = one.chunks[0]
    subject = (
        begins.mention if begins.start <= _FRONT and begins.kind in (Kind.ORG, Kind.AUTHORITY, Kind.PRONOUN) else None
    )
    owner = subject if subject and subject.type is EntityType.ORGANIZATION and begins != chunk else heard.vendor
    return Voice(_organization(owner), owner) if owner else None


def _same_title(title: str, word: str) -> bool:
    """True when the one is the other or its head: "the minister" for the Minister for Communities."""
    return bool(title and word) and (title.startswith(word) or title.endswith(word) or word.startswith(title))


def _official(people: People) -> Voice:
    """The authority that writes, for an inquiry without a word of whose."""
    publisher = people.publisher
    if publisher is None or publisher.kind not in AUTHORITIES:
        return Voice(None, None)
    return Voice(_organization(publisher), publisher)


def attributions(passages: Sequence[Passage], people: People, vendor: Mention | None) -> dict[int, Attribution]:
    """Who says each sentence, by its place; none for what the text itself says.

    The sentence says it, by the first rule that fits; or the next one does ("Data has leaked. So says Acme."), or
    another one of the same speech; else "we" do. A medium that passes something on is not the speaker.
    """
    heard = _Heard(vendor)
    spoken = [list(_speaking(one, people, heard)) for one in passages]
    own = {one.sentence.start: _named(said, one.skeleton) for one, said in zip(passages, spoken, strict=True)}
    found: dict[int, Attribution] = {}
    for one, following in zip(passages, spoken[1:], strict=False):
        voices = next((voices for scope, _, voices in following if scope == _BACK), ())
        if voices and own[one.sentence.start] is None:
            found[one.sentence.start] = Attribution(voices, 0, len(one.skeleton.text))
    for speech in _speeches(passages, bool(people.vocabulary.forms["speech_dash"])):
        named = [own[one.sentence.start] for one in speech]
        voices = next((attribution.voices for attribution in named if attribution), ())
        # Behind a dash, who spoke is named at the end; then the text itself may go on.
        last = (
            max((at for at, told in enumerate(named) if told), default=0) if speech[0].sentence.spoken else len(named)
        )
        for one, told in zip(speech[:last], named, strict=False):
            if voices and told is None:
                found.setdefault(one.sentence.start, Attribution(voices, 0, len(one.skeleton.text)))
    _transcribed(passages, spoken, own, found)
    _quoted_on(passages, own, found)
    for one in passages:
        start = one.sentence.start
        if start not in found and (last_resort := own[start] or _first_person(one.text, one.skeleton, people)):
            found[start] = last_resort
    return found


def _transcribed(
    passages: Iterable[Passage],
    spoken: Iterable[Sequence[_Said]],
    own: dict[int, Attribution | None],
    found: dict[int, Attribution],
) -> None:
    """Gives a paragraph that begins with a person's name and a colon to that person."""
    voices: tuple[Voice, ...] = ()
    paragraph = -1
    for one, said in zip(passages, spoken, strict=True):
        named = next((voices for scope, _, voices in said if scope == _LABEL), ())
        if named or one.sentence.paragraph != paragraph:
            voices, paragraph = tuple(filter(_is_person, named)), one.sentence.paragraph
        if voices and own[one.sentence.start] is None:
            found.setdefault(one.sentence.start, Attribution(voices, 0, len(one.skeleton.text)))


def _is_person(voice: Voice) -> bool:
    return voice.speaker is not None and voice.speaker.type is EntityType.PERSON


def _quoted_on(passages: Sequence[Passage], own: dict[int, Attribution | None], found: dict[int, Attribution]) -> None:
    """Gives a quotation that begins right behind "said X", and what follows in it, to X as well."""
    speaker: tuple[Voice, ...] = ()
    for last, one in pairwise(passages):
        start, told = one.sentence.start, own[last.sentence.start]
        announced = last.text.endswith(":")
        behind = told.voices if told and (announced or any(mark in last.text for mark in _QUOTES)) else ()
        begins = one.text[:1] in _QUOTES or (announced and one.sentence.spoken)
        begins = begins and one.sentence.paragraph - last.sentence.paragraph <= 1
        goes_on = one.sentence.speech != 0 and one.sentence.speech == last.sentence.speech
        speaker = (behind or speaker if begins else ()) or (speaker if goes_on else ())
        if own[start] is not None or start in found:
            speaker = ()
        elif speaker:
            found[start] = Attribution(speaker, 0, len(one.skeleton.text))


def _named(said: Iterable[_Said], skeleton: Skeleton) -> Attribution | None:
    """The first voices that the sentence itself names."""
    found = ((scope, match, voices) for scope, match, voices in said if scope != _BACK)
    first = next(found, None)
    return Attribution(first[2], *_scope(first[0], first[1], len(skeleton.text))) if first else None


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
    if people.publisher and re.search(people.vocabulary.forms.get("us", "(?!)"), text):
        return Attribution((Voice(_organization(people.publisher), people.publisher),), 0, len(skeleton.text))
    mine = [c.mention for c in skeleton.chunks.values() if c.head in forms and c.mention and not quoted(text, c)]
    return Attribution((Voice(_organization(mine[0]), mine[0]),), 0, len(skeleton.text)) if mine else None


def _scope(scope: str, match: re.Match[str], length: int) -> tuple[int, int]:
    if scope == "before":
        return 0, max(match.start("speaker"), match.start())
    # What is said of a speaker before the verb ("X, which owns Y, says") is not what they say.
    if scope in ("after", _LABEL):
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
