"""Which of the things that were named a description points back to: "the authority", "the bank", "the program"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from kedja.claim import Mention
from kedja.ontology import OrganizationKind
from kedja_ingest.article.chunks import Chunk, Kind
from kedja_ingest.article.directory import Directory
from kedja_ingest.article.phrases import phrases
from kedja_ingest.article.sight import FRONTED, ORGANIZATIONS, Sight
from kedja_ingest.article.vocabulary import Vocabulary
from kedja_ingest.article.world import AUTHORITIES

_NEAR: Final = 1
# So far before a group the word may begin that says it is one that was listed.
_EVERY: Final = 12
# Parts of names that are shorter say nothing of what they name.
_TELLING: Final = 4
_EXACT: Final = (
    OrganizationKind.MUNICIPALITY,
    OrganizationKind.REGION,
    OrganizationKind.UNIVERSITY,
    OrganizationKind.OTHER,
)
# "The municipality" on a page of one is that one.
_OWN: Final = (
    OrganizationKind.MUNICIPALITY,
    OrganizationKind.REGION,
    OrganizationKind.UNIVERSITY,
    OrganizationKind.ASSOCIATION,
    OrganizationKind.AGENCY,
)
# Every one of them has the noun in its name.
_CIVIC: Final = (OrganizationKind.MUNICIPALITY, OrganizationKind.REGION)
_COMPANIES: Final = (OrganizationKind.COMPANY, OrganizationKind.SECURITY_FIRM)


@dataclass(slots=True)
class Descriptions:
    """Reads descriptions in the light of what is in sight."""

    vocabulary: Vocabulary
    directory: Directory
    vendor: Mention | None
    publisher: Mention | None
    sight: Sight

    def system(self, chunk: Chunk) -> Chunk:
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
        last = self.sight.called.get(plain) or self.sight.last(Kind.SYSTEM)
        return chunk.changed(mention=last, vague=chunk.vague and last is None)

    def organization(self, chunk: Chunk, text: str) -> Chunk:
        """The organization that fits, for "the supplier", "the municipality", "the company"."""
        supplier = self.vocabulary.lists["nouns"]["organizations"]["supplier"]
        phrase = chunk.text.casefold()
        bare = chunk.end - chunk.start == len(phrase)
        if self.vendor and (chunk.definite or bare) and {phrase, chunk.head} & set(supplier):
            return chunk.changed(kind=_kind(chunk, self.vendor), mention=self.vendor)
        if not chunk.definite:
            return chunk
        kind = phrases(self.vocabulary.language).kinds[chunk.head]
        mention = None if kind in _CIVIC else self._namesake(chunk)
        if mention is None:
            mention = (self._own(kind) or self._nearest(kind, chunk, text)) if chunk.vague else self._only(kind)
        if mention is None:
            return chunk
        self._learn(mention, kind)
        return chunk.changed(kind=_kind(chunk, mention), mention=mention)

    def members(self, chunk: Chunk, text: str) -> tuple[Mention, ...]:
        """The organizations of the last list, for "both firms" and "all three municipalities"."""
        match = re.search(self.vocabulary.forms["every"], text[max(0, chunk.start - _EVERY) : chunk.end], re.IGNORECASE)
        if match is None:
            return ()
        number = int(chunk.quantity.value) if chunk.quantity else 2
        pair = chunk.quantity is not None or match["both"] is not None
        return self.sight.listed if pair and len(self.sight.listed) == number else ()

    def _own(self, kind: OrganizationKind) -> Mention | None:
        """The publisher, for "the municipality" on the page of one that has not just named another."""
        if kind not in _OWN or self.publisher is None or not _is(kind, self.publisher.kind):
            return None
        near = (chunk for chunks in self.sight.near(_NEAR) for chunk in chunks)
        return None if any(chunk.mention and chunk.mention.kind is kind for chunk in near) else self.publisher

    def _mentions(self) -> Iterator[Mention]:
        return (chunk.mention for chunk in self.sight.organizations() if chunk.mention)

    def _namesake(self, chunk: Chunk) -> Mention | None:
        """The organization whose name says what the description does: "the bank" is Acme Bank."""
        words = chunk.text.casefold().split()
        for mention in self._mentions():
            parts = [part for part in mention.name.casefold().split() if len(part) >= _TELLING]
            if any(word.startswith(part) for word in words for part in parts):
                return mention
        return None

    def _only(self, kind: OrganizationKind) -> Mention | None:
        """The only company in sight, for "the software company"."""
        if kind is not OrganizationKind.COMPANY:
            return None
        found = {mention.name: mention for mention in self._mentions() if _fits(kind, mention.kind)}
        return next(iter(found.values())) if len(found) == 1 else None

    def _nearest(self, kind: OrganizationKind, chunk: Chunk, text: str) -> Mention | None:
        """The last fitting organization of this sentence, else what the nearest earlier one began with."""
        vague = kind is OrganizationKind.COMPANY and bool(self.vocabulary.forms["vendor_first"])
        special = kind is OrganizationKind.OTHER and chunk.head not in self._general
        other = self._acting(chunk, text)
        found = self.sight.organizations()
        if kind in _CIVIC:
            # Rather one that a sentence began with than one of those that it named.
            found = iter(sorted(found, key=lambda each: each.start > FRONTED and each not in self.sight.here))
        for each in found:
            mention = each.mention
            if mention and mention != other and _fits(kind, mention.kind):
                if special and mention.kind in _COMPANIES:
                    continue
                if mention.kind is not kind and kind in _EXACT and not self._is_town(kind, each):
                    continue
                # Of what kind an unknown name is nobody knows; "the company" of a report is mostly the attacked one.
                sure = mention.kind is kind or not vague or self.vendor is None
                return mention if sure else self.vendor
        return None

    def _is_town(self, kind: OrganizationKind, chunk: Chunk) -> bool:
        """True for a name of one word with which a sentence began: "Vik is spared, says the municipality"."""
        begins = chunk.start <= FRONTED and " " not in chunk.text and chunk.mention != self.vendor
        return kind in _CIVIC and begins and chunk.mention is not None and chunk.mention.kind is None

    def _acting(self, chunk: Chunk, text: str) -> Mention | None:
        """The subject of the clause, which its object is not: "Acme works with the company", "Acme, the firm's app"."""
        here = [each for each in self.sight.here if each.kind in ORGANIZATIONS]
        if not here:
            return None
        last, gap = here[-1], text[here[-1].end : chunk.start]
        if re.match(self.vocabulary.forms["genitive"], text[chunk.end : chunk.end + 2]):
            return last.mention if gap == ", " else None
        if last.mention in [each.mention for each in here[:-1]]:
            # "Acme, a consultancy, has"
            gap = gap.removeprefix(",")
        broken = re.search(self.vocabulary.forms["clause"], re.sub(self.vocabulary.forms["relative"], "", gap))
        subject = re.search(rf"{self.vocabulary.forms['nominative']}\Z", text[: last.start])
        return last.mention if subject and not broken else None

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
