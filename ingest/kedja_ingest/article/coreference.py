"""What descriptions and pronouns point back to: "the authority", "the affected company", "its", "he"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from kedja.claim import Mention
from kedja.ontology import EntityType
from kedja_ingest.article.antecedents import antecedents, is_listed
from kedja_ingest.article.apposition import is_same, typed
from kedja_ingest.article.chunks import Chunk, Kind
from kedja_ingest.article.descriptions import Descriptions
from kedja_ingest.article.directory import Directory
from kedja_ingest.article.passages import Passage, changed, is_label, quoted
from kedja_ingest.article.sight import FRONTED, ORGANIZATIONS, SUBJECTS, Sight
from kedja_ingest.article.vocabulary import Vocabulary
from kedja_ingest.article.world import AUTHORITIES, administration

_OTHERS: Final = (Kind.GROUP, Kind.QUANTITY, Kind.PEOPLE, Kind.COUNT, Kind.ACTOR)
_TOLD_OF: Final = (*ORGANIZATIONS, *_OTHERS)
_POINTING: Final = (Kind.DESCRIPTION, Kind.SUPPLIER, Kind.PRONOUN, Kind.POSSESSIVE, Kind.ACTOR, Kind.SYSTEM)


@dataclass(slots=True)
class Coreference:
    """Walks through the passages in order and remembers what was named in each."""

    vocabulary: Vocabulary
    directory: Directory
    vendor: Mention | None
    publisher: Mention | None
    sight: Sight = field(default_factory=Sight)
    plural: bool = False
    presented: Chunk | None = None
    # The paragraph that begins with a speaker's name.
    labelled: int = -1
    descriptions: Descriptions = field(init=False)

    def __post_init__(self) -> None:
        self.descriptions = Descriptions(self.vocabulary, self.directory, self.vendor, self.publisher, self.sight)

    @property
    def first(self) -> list[str]:
        """The pronouns of the first person."""
        found: list[str] = self.vocabulary.lists["grammar"]["pronoun_classes"]["first"]
        return found

    def resolve(self, passages: Iterable[Passage]) -> Iterator[Passage]:
        """The passages with names typed, and descriptions and pronouns filled where it is clear what they mean."""
        for one in passages:
            chunks: list[Chunk] = []
            found = typed(one, self.directory)
            if found and found[0].kind is Kind.PERSON and is_label(found[0], one.text):
                self.labelled = one.sentence.paragraph
            for chunk, following in zip(found, [*found[1:], None], strict=False):
                chunk = self._filled(one, chunk, following, chunks)
                if chunks and self._names(one, chunks[-1], chunk):
                    chunks[-1] = chunks[-1].changed(mention=chunk.mention)
                chunks.append(chunk)
                self.sight.here += _remembered(chunk)
            self.plural, self.presented = _is_plural(chunks, one.text), self._presented(chunks, one.text)
            self.sight.close(one.text, self.vocabulary.forms["coordinated"])
            yield changed(one, chunks, self.vocabulary.language)

    def _filled(self, one: Passage, chunk: Chunk, following: Chunk | None, before: list[Chunk]) -> Chunk:
        """The chunk with what it points back to."""
        if chunk.kind in (Kind.GROUP, Kind.QUANTITY) and (members := self.descriptions.members(chunk, one.text)):
            return chunk.changed(members=members)
        pointing = chunk.mention is None and chunk.kind in _POINTING and not self._another(chunk, one)
        if pointing and before and is_same(one, before[-1], chunk, self.vocabulary):
            return chunk.changed(mention=before[-1].mention, vague=False)
        if chunk.kind is Kind.PRONOUN and chunk.head in self.first and self._said(chunk, one):
            return chunk.changed(names=("#speaker",))
        if pointing and not _names_itself(chunk, following):
            titled = following is not None and following.kind is Kind.TITLE and following.start == chunk.end + 1
            if chunk.kind is Kind.POSSESSIVE and chunk.start == 0 and titled and self.presented:
                # "Behind it is a company, Acme. Its president": not of what was spoken of before.
                return chunk.changed(mention=self.presented.mention)
            chunk = self._resolved(chunk, one)
            if chunk.kind is Kind.POSSESSIVE and _is_system(chunk, following) and _looks_on(chunk):
                return chunk.changed(mention=self.vendor or chunk.mention)
        return chunk

    def _said(self, chunk: Chunk, one: Passage) -> bool:
        """True for what somebody says: between quotation marks, or in a paragraph that is set as speech."""
        return quoted(one.text, chunk) or self._spoken(one)

    def _spoken(self, one: Passage) -> bool:
        """True in a paragraph that begins with a dash, as speech does, or with the speaker's name."""
        dashed = one.sentence.spoken and bool(self.vocabulary.forms["speech_dash"])
        return dashed or one.sentence.paragraph == self.labelled

    def _names(self, one: Passage, before: Chunk, chunk: Chunk) -> bool:
        """True for the name of a system behind the noun for it: "the program, X, has", "the app, which is called X"."""
        if not before.kind is chunk.kind is Kind.SYSTEM or before.mention is not None or chunk.mention is None:
            return False
        return re.fullmatch(self.vocabulary.forms["calling"], one.text[before.end : chunk.start]) is not None

    def _another(self, chunk: Chunk, one: Passage) -> bool:
        """True for "we" in speech, which is not the publisher, and for "their own" where others may be meant."""
        forms = self.vocabulary.lists["grammar"]["pronoun_classes"]
        if chunk.head in forms["reflexive"]:
            return any(other.kind in _OTHERS and other.start < chunk.start for other in one.chunks)
        return chunk.head in forms["first"] and self._spoken(one)

    def _resolved(self, chunk: Chunk, one: Passage) -> Chunk:
        if chunk.kind in (Kind.DESCRIPTION, Kind.SUPPLIER):
            return self.descriptions.organization(chunk, one.text)
        if chunk.kind is Kind.SYSTEM:
            return self.descriptions.system(chunk)
        if chunk.kind is Kind.ACTOR:
            return chunk.changed(mention=self.sight.last(Kind.ACTOR)) if chunk.definite else chunk
        return self._pronoun(chunk, one)

    def _pronoun(self, chunk: Chunk, one: Passage) -> Chunk:
        forms = self.vocabulary.lists["grammar"]["pronoun_classes"]
        if chunk.head in forms["first"]:
            return chunk.changed(mention=self.publisher)
        if chunk.head in forms["personal"]:
            return chunk.changed(mention=self.sight.last(Kind.PERSON))
        if chunk.head in forms["plural"] or (chunk.head in forms["many"] and self._several(chunk, one)):
            return chunk
        reader = antecedents(self.vocabulary.language)
        if system := reader.system(chunk, one.text, tuple(self.sight.near(2))):
            return chunk.changed(kind=Kind.SYSTEM, mention=system)
        # "dess" is not the subject's: that would be "sin".
        nearest = self._nearest_party(chunk) if chunk.head in forms.get("obviative", ()) else None
        around = [] if reader.elsewhere(chunk, one.text, self.sight.here) else self.sight.here
        return chunk.changed(mention=nearest or self._subject(around))

    def _presented(self, chunks: list[Chunk], text: str) -> Chunk | None:
        """The organization that a sentence ends with where it is new: "Behind it is a company, Acme"."""
        last = chunks[-1] if chunks else None
        if last is None or text[last.end :] not in ("", "."):
            return None
        if last.kind is Kind.DESCRIPTION and last.mention is None and not last.definite:
            return last
        told = (chunk.mention for each in [self.sight.here[:-1], *self.sight.seen] for chunk in each)
        return last if last.kind is Kind.ORG and last.mention not in told and self._introduces(chunks, text) else None

    def _introduces(self, chunks: list[Chunk], text: str) -> bool:
        """True where a description without a name stands before the last name: "a company of ten people, Acme"."""
        last, before = chunks[-1], [chunk for chunk in chunks[:-1] if chunk.kind is Kind.DESCRIPTION]
        return bool(before) and not before[-1].definite and text[: last.start].endswith(", ")

    def _several(self, chunk: Chunk, one: Passage) -> bool:
        """True where "they" may be people, groups or a list: of this sentence, else what the last one began with."""
        before = [each for each in one.chunks if each.end <= chunk.start]
        if any(each.kind in _OTHERS for each in before) or is_listed(self.sight.here, one.text):
            return True
        return not self.sight.here and self.plural

    def _nearest_party(self, chunk: Chunk) -> Mention | None:
        """The organization right before, else the last one of this sentence that is no authority."""
        here = self.sight.here
        if here and here[-1].kind in ORGANIZATIONS and chunk.start - here[-1].end <= len(", "):
            return here[-1].mention
        return next((each.mention for each in reversed(here) if each.kind is Kind.ORG), None)

    def _subject(self, here: list[Chunk]) -> Mention | None:
        """The first organization of this sentence, else of the last one that named any."""
        for chunks in [here, *self.sight.back()]:
            for chunk in chunks:
                if chunk.kind in SUBJECTS and self._names_organization(chunk):
                    return chunk.mention
        return None

    def _names_organization(self, chunk: Chunk) -> bool:
        first = self.vocabulary.lists["grammar"]["pronoun_classes"]["first"]
        known = chunk.mention is not None and chunk.mention.type is EntityType.ORGANIZATION
        return known and chunk.head not in first


def _is_plural(chunks: list[Chunk], text: str) -> bool:
    """True for a sentence that begins with people, groups or a list."""
    first = next((chunk for chunk in chunks if chunk.kind in _TOLD_OF), None)
    return first is not None and (first.kind in _OTHERS or is_listed(chunks, text))


def _remembered(chunk: Chunk) -> Iterator[Chunk]:
    """What later words may point back to: the chunk, a town that begins a sentence as its municipality."""
    if chunk.mention and chunk.kind not in (Kind.MEDIA, Kind.PLACE):
        yield chunk
    elif chunk.kind is Kind.PLACE and chunk.start <= FRONTED and (town := administration(chunk.mention)):
        yield chunk.changed(mention=town)


def _is_system(chunk: Chunk, following: Chunk | None) -> bool:
    return following is not None and following.kind is Kind.SYSTEM and following.start == chunk.end + 1


def _looks_on(chunk: Chunk) -> bool:
    """True for authorities, whose own systems are seldom meant: "the agency found that its servers"."""
    return chunk.mention is not None and chunk.mention.kind in AUTHORITIES


def _names_itself(chunk: Chunk, following: Chunk | None) -> bool:
    """True for "our supplier" with the supplier's name behind it."""
    near = following is not None and following.start == chunk.end + 1
    return near and chunk.kind is Kind.SUPPLIER and following is not None and following.kind in ORGANIZATIONS
