"""What descriptions and pronouns point back to: "the authority", "the affected company", "its", "he"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from msgspec.structs import replace

from kedja.claim import Mention
from kedja.ontology import EntityType, OrganizationKind
from kedja_ingest.article.antecedents import antecedents
from kedja_ingest.article.apposition import is_same, typed
from kedja_ingest.article.chunks import Chunk, Kind
from kedja_ingest.article.directory import Directory
from kedja_ingest.article.passages import Passage, changed, quoted
from kedja_ingest.article.phrases import phrases
from kedja_ingest.article.vocabulary import Vocabulary
from kedja_ingest.article.world import AUTHORITIES, administration

# Nobody points back farther than so many sentences, or mentions.
_HORIZON = 12
_MOST = 300
_NEAR = 3
# Parts of names that are shorter say nothing of what they name.
_TELLING = 4
_EXACT = (
    OrganizationKind.MUNICIPALITY,
    OrganizationKind.REGION,
    OrganizationKind.UNIVERSITY,
    OrganizationKind.OTHER,
)
_OTHERS = (Kind.GROUP, Kind.QUANTITY, Kind.PEOPLE, Kind.COUNT, Kind.ACTOR)
# "The municipality" on a page of one is that one.
_OWN = (
    OrganizationKind.MUNICIPALITY,
    OrganizationKind.REGION,
    OrganizationKind.UNIVERSITY,
    OrganizationKind.ASSOCIATION,
    OrganizationKind.AGENCY,
)
# "In Lund the council met": what is said of "the municipality" then is said of Lund.
_FRONTED = 4
_COMPANIES = (OrganizationKind.COMPANY, OrganizationKind.SECURITY_FIRM)
_ORGANIZATIONS = (Kind.ORG, Kind.AUTHORITY)
_POINTING = (Kind.DESCRIPTION, Kind.SUPPLIER, Kind.PRONOUN, Kind.POSSESSIVE, Kind.ACTOR, Kind.SYSTEM)


@dataclass(slots=True)
class Coreference:
    """Walks through the passages in order and remembers what was named in each."""

    vocabulary: Vocabulary
    directory: Directory
    vendor: Mention | None
    publisher: Mention | None
    seen: list[list[Chunk]] = field(default_factory=list)

    @property
    def first(self) -> list[str]:
        """The pronouns of the first person."""
        found: list[str] = self.vocabulary.lists["grammar"]["pronoun_classes"]["first"]
        return found

    def resolve(self, passages: Iterable[Passage]) -> Iterator[Passage]:
        """The passages with names typed, and descriptions and pronouns filled where it is clear what they mean."""
        for one in passages:
            here: list[Chunk] = []
            chunks: list[Chunk] = []
            found = typed(one, self.directory)
            for chunk, following in zip(found, (*found[1:], None), strict=False):
                chunk = self._filled(one, chunk, following, chunks, here)
                if chunks and self._names(one, chunks[-1], chunk):
                    chunks[-1] = replace(chunks[-1], mention=chunk.mention)
                chunks.append(chunk)
                here += _remembered(chunk)
            self.seen.append(here)
            yield changed(one, chunks, self.vocabulary.language)

    def _filled(
        self, one: Passage, chunk: Chunk, following: Chunk | None, before: list[Chunk], here: list[Chunk]
    ) -> Chunk:
        """The chunk with what it points back to."""
        pointing = chunk.mention is None and chunk.kind in _POINTING and not self._another(chunk, one)
        if pointing and before and is_same(one, before[-1], chunk, self.vocabulary):
            return replace(chunk, mention=before[-1].mention, vague=False)
        if chunk.kind is Kind.PRONOUN and chunk.head in self.first and self._said(chunk, one):
            return replace(chunk, names=("#speaker",))
        if pointing and not _names_itself(chunk, following):
            chunk = self._resolved(chunk, here, one)
            if chunk.kind is Kind.POSSESSIVE and _is_system(chunk, following) and _looks_on(chunk):
                return replace(chunk, mention=self.vendor or chunk.mention)
        return chunk

    def _said(self, chunk: Chunk, one: Passage) -> bool:
        """True for what somebody says: between quotation marks, or in a paragraph that is set as speech."""
        return quoted(one.text, chunk) or (one.sentence.spoken and bool(self.vocabulary.forms["speech_dash"]))

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
        return one.sentence.spoken and bool(self.vocabulary.forms["speech_dash"]) and chunk.head in forms["first"]

    def _resolved(self, chunk: Chunk, here: list[Chunk], one: Passage) -> Chunk:
        if chunk.kind in (Kind.DESCRIPTION, Kind.SUPPLIER):
            return self._description(chunk, here)
        if chunk.kind is Kind.SYSTEM:
            return self._product(chunk, here)
        if chunk.kind is Kind.ACTOR:
            return replace(chunk, mention=self._last(here, Kind.ACTOR)) if chunk.definite else chunk
        forms = self.vocabulary.lists["grammar"]["pronoun_classes"]
        if chunk.head in forms["first"]:
            return replace(chunk, mention=self.publisher)
        if chunk.head in forms["personal"]:
            return replace(chunk, mention=self._last(here, Kind.PERSON))
        if chunk.head in forms["plural"]:
            return chunk
        before = (here, *islice(self._back(), 2))
        reader = antecedents(self.vocabulary.language)
        if system := reader.system(chunk, one.text, before):
            return replace(chunk, kind=Kind.SYSTEM, mention=system)
        # "dess" is not the subject's: that would be "sin".
        nearest = self._nearest_party(chunk, here) if chunk.head in forms.get("obviative", ()) else None
        around = [] if reader.elsewhere(chunk, one.text, here) else here
        return replace(chunk, mention=nearest or self._subject(around))

    def _nearest_party(self, chunk: Chunk, here: list[Chunk]) -> Mention | None:
        """The organization right before, else the last one of this sentence that is no authority."""
        if here and here[-1].kind in _ORGANIZATIONS and chunk.start - here[-1].end <= len(", "):
            return here[-1].mention
        return next((each.mention for each in reversed(here) if each.kind is Kind.ORG), None)

    def _product(self, chunk: Chunk, here: list[Chunk]) -> Chunk:
        """The last system that has a name, for "the program"."""
        systems = self.vocabulary.lists["nouns"]["systems"]
        resolving = self.vocabulary.lists["nouns"]["organizations"]["resolving"]
        words = chunk.text.casefold().split()
        # "the same system"
        same = words[0] in systems["same"]
        plain = " ".join(word for word in words[same:] if word not in resolving)
        known = plain in systems["product"] or f"-{plain}" in systems["product"]
        if not known or not (same or chunk.definite):
            return chunk
        last = self._last(here, Kind.SYSTEM)
        return replace(chunk, mention=last, vague=chunk.vague and last is None)

    def _subject(self, here: list[Chunk]) -> Mention | None:
        """The first organization of this sentence, else of the last one that named any."""
        for chunks in (here, *self._back()):
            for chunk in chunks:
                if chunk.kind in (*_ORGANIZATIONS, Kind.PRONOUN) and self._names_organization(chunk):
                    return chunk.mention
        return None

    def _names_organization(self, chunk: Chunk) -> bool:
        first = self.vocabulary.lists["grammar"]["pronoun_classes"]["first"]
        known = chunk.mention is not None and chunk.mention.type is EntityType.ORGANIZATION
        return known and chunk.head not in first

    def _back(self) -> Iterator[list[Chunk]]:
        """What earlier sentences named, the last sentence first."""
        left = _MOST
        for chunks in islice(reversed(self.seen), _HORIZON):
            yield chunks
            left -= len(chunks)
            if left < 0:
                break

    def _last(self, here: list[Chunk], kind: Kind) -> Mention | None:
        for chunks in (here, *self._back()):
            for chunk in reversed(chunks):
                if chunk.kind is kind:
                    return chunk.mention
        return None

    def _description(self, chunk: Chunk, here: list[Chunk]) -> Chunk:
        supplier = self.vocabulary.lists["nouns"]["organizations"]["supplier"]
        phrase = chunk.text.casefold()
        bare = chunk.end - chunk.start == len(phrase)
        if self.vendor and (chunk.definite or bare) and {phrase, chunk.head} & set(supplier):
            return replace(chunk, kind=_kind(chunk, self.vendor), mention=self.vendor)
        if not chunk.definite:
            return chunk
        kind = phrases(self.vocabulary.language).kinds[chunk.head]
        mention = self._namesake(chunk, here)
        if mention is None:
            mention = (
                (self._own(kind, here) or self._nearest(kind, here, chunk.head))
                if chunk.vague
                else self._only(kind, here)
            )
        if mention is None:
            return chunk
        self._learn(mention, kind)
        return replace(chunk, kind=_kind(chunk, mention), mention=mention)

    def _own(self, kind: OrganizationKind, here: list[Chunk]) -> Mention | None:
        """The publisher, for "the municipality" on the page of one that has not just named another."""
        if kind not in _OWN or self.publisher is None or not _is(kind, self.publisher.kind):
            return None
        near = (*here, *(chunk for chunks in islice(self._back(), _NEAR) for chunk in chunks))
        return None if any(chunk.mention and chunk.mention.kind is kind for chunk in near) else self.publisher

    def _organizations(self, here: list[Chunk]) -> Iterator[Mention]:
        """The organizations that are in sight, the nearest first."""
        for chunk in (*reversed(here), *(chunk for chunks in self._back() for chunk in chunks)):
            if chunk.kind in (*_ORGANIZATIONS, Kind.PLACE) and chunk.mention:
                yield chunk.mention

    def _namesake(self, chunk: Chunk, here: list[Chunk]) -> Mention | None:
        """The organization whose name says what the description does: "the bank" is Acme Bank."""
        words = chunk.text.casefold().split()
        for mention in self._organizations(here):
            parts = [part for part in mention.name.casefold().split() if len(part) >= _TELLING]
            if any(word.startswith(part) for word in words for part in parts):
                return mention
        return None

    def _only(self, kind: OrganizationKind, here: list[Chunk]) -> Mention | None:
        """The only company in sight, for "the software company"."""
        if kind is not OrganizationKind.COMPANY:
            return None
        found = {mention.name: mention for mention in self._organizations(here) if _fits(kind, mention.kind)}
        return next(iter(found.values())) if len(found) == 1 else None

    def _nearest(self, kind: OrganizationKind, here: list[Chunk], head: str) -> Mention | None:
        """The last fitting organization of this sentence, else what the nearest earlier one began with."""
        vague = kind is OrganizationKind.COMPANY and bool(self.vocabulary.forms["vendor_first"])
        special = kind is OrganizationKind.OTHER and head not in self._general
        for mention in self._organizations(here):
            if _fits(kind, mention.kind):
                if special and mention.kind in _COMPANIES:
                    continue
                if mention.kind is not kind and kind in _EXACT and self.vocabulary.forms["vendor_first"]:
                    continue
                # Of what kind an unknown name is nobody knows; "the company" of a report is mostly the attacked one.
                sure = mention.kind is kind or not vague or self.vendor is None
                return mention if sure else self.vendor
        return None

    @property
    def _general(self) -> list[str]:
        """Words that may point back at a company though they name none."""
        found: list[str] = self.vocabulary.lists["nouns"]["organizations"]["general"]
        return found

    def _learn(self, mention: Mention, kind: OrganizationKind) -> None:
        """Takes the kind from the description: what "the company" points to is a company."""
        entry = self.directory.find(mention.name)
        if entry and entry.organization is None and kind is not OrganizationKind.OTHER:
            entry.organization = kind


def _remembered(chunk: Chunk) -> Iterator[Chunk]:
    """What later words may point back to: the chunk, a town that begins a sentence as its municipality."""
    if chunk.mention and chunk.kind not in (Kind.MEDIA, Kind.PLACE):
        yield chunk
    elif chunk.kind is Kind.PLACE and chunk.start <= _FRONTED and (town := administration(chunk.mention)):
        yield replace(chunk, mention=town)


def _is_system(chunk: Chunk, following: Chunk | None) -> bool:
    return following is not None and following.kind is Kind.SYSTEM and following.start == chunk.end + 1


def _looks_on(chunk: Chunk) -> bool:
    """True for authorities, whose own systems are seldom meant: "the agency found that its servers"."""
    return chunk.mention is not None and chunk.mention.kind in AUTHORITIES


def _names_itself(chunk: Chunk, following: Chunk | None) -> bool:
    """True for "our supplier" with the supplier's name behind it."""
    near = following is not None and following.start == chunk.end + 1
    return near and chunk.kind is Kind.SUPPLIER and following is not None and following.kind in _ORGANIZATIONS


def _kind(chunk: Chunk, mention: Mention) -> Kind:
    if mention.kind in AUTHORITIES:
        return Kind.AUTHORITY
    return Kind.SUPPLIER if chunk.kind is Kind.SUPPLIER else Kind.ORG


def _is(wanted: OrganizationKind, kind: OrganizationKind | None) -> bool:
    return kind in AUTHORITIES if wanted is OrganizationKind.AGENCY else kind is wanted


def _fits(wanted: OrganizationKind, kind: OrganizationKind | None) -> bool:
    if wanted is OrganizationKind.AGENCY:
        return kind in AUTHORITIES
    if wanted is OrganizationKind.OTHER:
        return kind is not None and kind not in AUTHORITIES
    # A security firm is a company with a kind of its own.
    firm = wanted is OrganizationKind.COMPANY and kind is OrganizationKind.SECURITY_FIRM
    return kind is None or kind is wanted or firm


def publisher_mention(publisher: str | None, directory: Directory) -> Mention | None:
    """The publisher as the organization that "we" means, unless it is a medium."""
    if not publisher:
        return None
    name = publisher.partition(" (")[0].strip()
    known = directory.world.find(name)
    kind = known.kind if known else directory.kind_of(name)
    # "Daily Post/TT", "BBC News Wales"
    words = name.split(" ")
    beginnings = (" ".join(words[:count]) for count in range(1, len(words)))
    parts = [directory.world.find(part) for part in (*name.split("/"), *beginnings)]
    if kind is OrganizationKind.MEDIA or any(part and part.kind is OrganizationKind.MEDIA for part in parts):
        return None
    entry = directory.find(name) or directory.find(name.partition(", ")[0])
    return entry.mention() if entry else Mention(type=EntityType.ORGANIZATION, name=name, kind=kind)
