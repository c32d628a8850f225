"""Who speaks for whom: persons with title and organization, read from appositions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from msgspec.structs import replace

from kedja.claim import Mention
from kedja.ontology import OrganizationKind
from kedja_ingest.article.chunks import Chunk, Kind
from kedja_ingest.article.passages import Passage
from kedja_ingest.article.screening import screened
from kedja_ingest.article.skeleton import Skeleton, merge
from kedja_ingest.article.vocabulary import Vocabulary

AUTHORITIES = (OrganizationKind.AGENCY, OrganizationKind.POLICE, OrganizationKind.PROSECUTOR)


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


@dataclass(slots=True)
class People:
    """The roles of an article by the person's name."""

    vocabulary: Vocabulary
    publisher: Mention | None = None
    vendor: Mention | None = None
    roles: dict[str, Role] = field(default_factory=dict)

    def read(self, passages: Iterable[Passage]) -> Iterator[Passage]:
        """The passages with each person and what is said of their role as one chunk."""
        first: dict[int, Mention] = {}
        for one in passages:
            self._note_topic(one, first)
            skeleton = one.skeleton
            topic = first.get(one.sentence.paragraph, self._standing())
            for rule in screened(self.vocabulary.rules["role"], skeleton.shown):
                skeleton = self._apply(rule.pattern, one, skeleton, topic)
            yield replace(one, skeleton=skeleton)

    def _standing(self) -> Mention | None:
        """Whose a person without an organization is taken to be: the attacked party's, on an authority's page its."""
        official = self.publisher is not None and self.publisher.kind in AUTHORITIES
        return self.publisher if official or self.vendor is None else self.vendor

    def _note_topic(self, one: Passage, first: dict[int, Mention]) -> None:
        """A person without an organization is taken to be of the one that the paragraph begins with."""
        for chunk in one.chunks:
            if chunk.kind in (Kind.ORG, Kind.AUTHORITY) and chunk.mention:
                first.setdefault(one.sentence.paragraph, chunk.mention)

    def _apply(self, pattern: re.Pattern[str], one: Passage, skeleton: Skeleton, topic: Mention | None) -> Skeleton:
        position = 0
        while match := pattern.search(skeleton.text, position):
            position = match.start() + 1
            chunk = self._chunk(match, one, skeleton, topic)
            if chunk:
                skeleton = merge(skeleton, match.start(), match.end(), chunk, self.vocabulary.screen)
        return skeleton

    def _chunk(self, match: re.Match[str], one: Passage, skeleton: Skeleton, topic: Mention | None) -> Chunk | None:
        parts = match.groupdict()
        persons = skeleton.chunks_in(parts.get("person"))
        owners = [c.mention for c in skeleton.chunks_in(parts.get("org")) if c.mention]
        start, end = skeleton.place(match.start(), match.end())
        if not persons:
            # "A spokesperson for X says": X says it
            return replace(skeleton.chunks_in(parts["org"])[0], kind=Kind.ORG, start=start, end=end) if owners else None
        person = persons[0]
        organization = owners[0] if owners else topic
        if person.mention and organization and (title := self._title(parts.get("title"), skeleton, match)):
            units = [c.mention for c in skeleton.chunks_in(parts.get("unit"))]
            role = Role(person.mention, title, organization, units[0] if units else None, one, start, end)
            self.roles.setdefault(person.mention.name, role)
        elif person.mention is None or not organization:
            return None
        return replace(person, kind=Kind.PERSON, start=start, end=end)

    def _title(self, title: str | None, skeleton: Skeleton, match: re.Match[str]) -> str | None:
        if not title:
            return None
        chunks = skeleton.chunks_in(title)
        return chunks[0].text if chunks else title
