"""Who speaks for whom: persons with title and organization, read from appositions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from kedja.claim import Mention
from kedja.ontology import EntityType, OrganizationKind
from kedja_ingest.article.chunks import Chunk, Kind
from kedja_ingest.article.passages import Passage, quoted
from kedja_ingest.article.patterns import Expression, words
from kedja_ingest.article.sight import FRONTED, ORGANIZATIONS, SUBJECTS
from kedja_ingest.article.skeleton import Skeleton, merge
from kedja_ingest.article.vocabulary import Vocabulary, load_vocabulary
from kedja_ingest.article.world import AUTHORITIES, administration

# Where an expert may be employed.
_EXPERT: Final = (*AUTHORITIES, OrganizationKind.UNIVERSITY, OrganizationKind.SECURITY_FIRM)
_CIVIC: Final = (OrganizationKind.MUNICIPALITY, OrganizationKind.REGION)


@dataclass(frozen=True, slots=True)
class Role:
    """A person's title in an organization, the unit of it if one is named, and where the text says so."""

    person: Mention
    title: str
    organization: Mention
    unit: Mention | None
    passage: Passage
    start: int
    end: int


def _is_body(mention: Mention) -> bool:
    return mention.type is EntityType.ORGANIZATION


@dataclass(frozen=True, slots=True)
class _Topic:
    """What a paragraph is on, and where it named it."""

    mention: Mention | None
    passage: Passage | None = None
    start: int = 0


@dataclass(slots=True)
class People:
    """The roles of an article by the person's name."""

    vocabulary: Vocabulary
    publisher: Mention | None = None
    vendor: Mention | None = None
    roles: dict[str, Role] = field(default_factory=dict)
    named: list[Mention] = field(default_factory=list)
    towns: list[Mention] = field(default_factory=list)
    kinds: dict[OrganizationKind, re.Pattern[str]] = field(init=False)
    bodies: dict[OrganizationKind, Mention] = field(init=False)
    outside: re.Pattern[str] = field(init=False)

    def __post_init__(self) -> None:
        titles = self.vocabulary.lists["nouns"]["titles"]
        self.kinds = {OrganizationKind(kind): _heads(tuple(heads)) for kind, heads in titles["kinds"].items()}
        self.bodies = {
            OrganizationKind(kind): Mention(type=EntityType.ORGANIZATION, name=name, kind=OrganizationKind(kind))
            for kind, name in titles.get("bodies", {}).items()
        }
        self.outside = _heads(tuple(titles["outside"]))

    def read(self, passages: Iterable[Passage]) -> Iterator[Passage]:
        """The passages with each person and what is said of their role as one chunk."""
        first: dict[int, _Topic] = {}
        signed: Chunk | None = None
        last = _Topic(self._standing())
        for one in passages:
            self._note_topic(one, first)
            skeleton = one.skeleton
            if signed:
                self._sign(signed, one)
            signed = _signature(one)
            if self._speech(one):
                # Who speaks is of what the paragraph before is on, whatever is spoken of.
                topic = last
            else:
                topic = last = first.get(one.sentence.paragraph, _Topic(self._standing()))
            for rule in self.vocabulary.rules["role"].matching(skeleton.shown):
                skeleton = self._apply(rule.pattern, one, skeleton, topic)
            yield Passage(one.sentence, one.chunks, skeleton)

    def _standing(self) -> Mention | None:
        """Whose a person without an organization is taken to be: the attacked party's, on an authority's page its."""
        official = self.publisher is not None and self.publisher.kind in AUTHORITIES
        return self.publisher if official or self.vendor is None else self.vendor

    def _note_topic(self, one: Passage, first: dict[int, _Topic]) -> None:
        """A person without an organization is taken to be of the one that the paragraph begins with.

        An authority is that only where a sentence begins with it: others report to it.
        """
        for chunk in one.chunks:
            if chunk.kind is Kind.PLACE and (town := administration(chunk.mention)):
                self.towns.append(town)
                if chunk.start <= FRONTED:
                    first.setdefault(one.sentence.paragraph, _Topic(town, one, chunk.start))
            self.named += [chunk.mention] if chunk.mention and chunk.kind in (Kind.ORG, Kind.AUTHORITY) else []
            begins = chunk.kind is Kind.ORG or chunk.start == 0 or (self._ours(chunk, one))
            if begins and chunk.mention and chunk.kind in SUBJECTS:
                first.setdefault(one.sentence.paragraph, _Topic(chunk.mention, one, chunk.start))
        last = one.chunks[-1] if one.chunks else None
        if last and last.mention and last.kind in ORGANIZATIONS and self._presents(last, one):
            first[one.sentence.paragraph] = _Topic(last.mention, one, last.start)

    def _presents(self, last: Chunk, one: Passage) -> bool:
        """True for a sentence that ends with whom the next ones are on: "One of them is Acme"."""
        begins = sum(chunk.kind in ORGANIZATIONS for chunk in one.chunks) == 1 and one.text[last.end :] in (".", "")
        return begins and re.search(self.vocabulary.forms["presenting"], one.text[: last.start]) is not None

    def _speech(self, one: Passage) -> bool:
        """True for a paragraph that is set as speech."""
        return one.sentence.spoken and bool(self.vocabulary.forms["speech_dash"])

    def _ours(self, chunk: Chunk, one: Passage) -> bool:
        """True for "we" where the publisher writes."""
        ours = chunk.kind is Kind.PRONOUN and chunk.mention is not None and chunk.mention == self.publisher
        return ours and not one.sentence.spoken and not quoted(one.text, chunk)

    def _sign(self, person: Chunk, one: Passage) -> None:
        """Takes the line below a name as its title: "Mary Jones / Head of IT, Acme"."""
        title = next((chunk for chunk in one.chunks if chunk.kind is Kind.TITLE and chunk.start == 0), None)
        owner = next(
            (chunk.mention for chunk in one.chunks if chunk.kind in SUBJECTS and chunk.mention), self.publisher
        )
        if title and owner and person.mention:
            role = Role(person.mention, title.text, owner, None, one, 0, len(one.text))
            self.roles.setdefault(person.mention.name, role)

    def _told(self, one: Passage, start: int) -> Mention | None:
        """The organization that a sentence begins with, when at its end somebody says so."""
        begun = _beginning(self.vocabulary.language)
        bodies = [chunk for chunk in one.chunks if chunk.kind in ORGANIZATIONS and chunk.end <= start]
        first = next((chunk for chunk in reversed(bodies) if begun.search(one.text, 0, chunk.start)), None)
        if first is None:
            return None
        subject = first.mention
        said = _saying(self.vocabulary.language).search(one.text, first.end, start)
        return subject if said and not self._speech(one) else None

    def _before(self, topic: _Topic, one: Passage, start: int) -> Mention | None:
        """The topic where it was named before the person: "Chief executive Mary Jones told Acme" is not of Acme."""
        own = self.publisher is not None and self.publisher.kind not in AUTHORITIES and topic.passage is not one
        return self._standing() if own or (topic.passage is one and topic.start > start) else topic.mention

    def _of_title(self, title: str, topic: Mention | None) -> Mention | None:
        """Whose such a title is without a word of whose: a prosecutor's is of a prosecution authority."""
        head = title.casefold()
        wanted = next((kind for kind, pattern in self.kinds.items() if pattern.search(head)), None)
        if wanted:
            town = topic if wanted in _CIVIC and topic and topic.kind is None and topic != self.vendor else None
            if town and " " not in town.name:
                return town
            near = (topic, *reversed(self.named), self.publisher, *reversed(self.towns))
            other = topic if topic != self.vendor else None
            body = self.bodies.get(wanted, other)
            return next((mention for mention in near if mention and mention.kind is wanted), body)
        outsider = topic is not None and topic.kind not in _EXPERT and self.outside.search(head)
        return None if outsider else topic

    def _apply(self, pattern: Expression, one: Passage, skeleton: Skeleton, topic: _Topic) -> Skeleton:
        position = 0
        while match := pattern.search(skeleton.text, position):
            position = match.start() + 1
            chunk = self._chunk(match, one, skeleton, topic)
            if chunk:
                skeleton = merge(skeleton, match.start(), match.end(), chunk, self.vocabulary.screen)
        return skeleton

    def _chunk(self, match: re.Match[str], one: Passage, skeleton: Skeleton, topic: _Topic) -> Chunk | None:
        parts = match.groupdict()
        persons = skeleton.chunks_in(parts.get("person") or parts.get("person2"))
        named = skeleton.chunks_in(parts.get("org"))
        owners = [mention for c in named if (mention := administration(c.mention) or c.mention) and _is_body(mention)]
        start, end = skeleton.place(match.start(), match.end())
        if not persons:
            # "A spokesperson for X says": X says it
            return skeleton.chunks_in(parts["org"])[0].changed(kind=Kind.ORG, start=start, end=end) if owners else None
        if named and not owners and named[0].mention is None and named[0].kind is not Kind.NAME:
            # "The municipality's head of IT Mary Jones in X": a later rule may say whose.
            return None
        person = persons[0]
        title = self._title(parts.get("title"), skeleton, match)
        told = None if owners else self._told(one, start) or self._before(topic, one, start)
        organization = owners[0] if owners else self._of_title(title, told)
        # "X of Y", "X at the security firm Y" is of Y; "X at Y" may only be there.
        told_of = owners and ("employed" in parts or one.text[named[0].start].islower())
        employed = organization and (organization.kind in _EXPERT or told_of)
        if person.mention and organization and (title or employed):
            units = [c.mention for c in skeleton.chunks_in(parts.get("unit"))]
            role = Role(person.mention, title, organization, units[0] if units else None, one, start, end)
            known = self.roles.get(person.mention.name)
            if known is None or (title and not known.title):
                self.roles[person.mention.name] = role
        elif person.mention is None or not organization:
            return None
        return person.changed(kind=Kind.PERSON, start=start, end=end)

    def _title(self, title: str | None, skeleton: Skeleton, match: re.Match[str]) -> str:
        if not title:
            return ""
        chunks = skeleton.chunks_in(title)
        return chunks[0].text if chunks else title


def _signature(one: Passage) -> Chunk | None:
    """The person whose name is all of a line."""
    alone = len(one.chunks) == 1 and one.chunks[0].kind is Kind.PERSON
    return one.chunks[0] if alone and one.chunks[0].end - one.chunks[0].start == len(one.text) else None


@lru_cache(maxsize=4)
def _saying(language: str) -> re.Pattern[str]:
    """A verb of speech right before who speaks, behind what is said."""
    vocabulary = load_vocabulary(language)
    return re.compile(rf", (?:{words(vocabulary.lists['attribution']['sets']['say'])}|{vocabulary.forms['source']}) \Z")


@lru_cache(maxsize=4)
def _beginning(language: str) -> re.Pattern[str]:
    """What stands before the first name of a clause that is on it: "In", ", and in"."""
    return re.compile(load_vocabulary(language).forms["beginning"])


@lru_cache(maxsize=32)
def _heads(heads: tuple[str, ...]) -> re.Pattern[str]:
    """A title that ends in one of the heads."""
    return re.compile(rf"(?:\b|(?<=\w))(?:{'|'.join(re.escape(head.removeprefix('-')) for head in heads)})\Z")
