"""The incident that an article is about, and others that it mentions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kedja.claim import Mention
from kedja.ontology import EntityType, OrganizationKind
from kedja_ingest.article.background import backgrounds, covering
from kedja_ingest.article.chunks import Chunk, Kind
from kedja_ingest.article.directory import Directory
from kedja_ingest.article.passages import Passage, quoted
from kedja_ingest.article.screening import screened
from kedja_ingest.article.vocabulary import Vocabulary
from kedja_ingest.article.world import AUTHORITIES

#: Those that investigate or report are not taken for the attacked party without a word that they were.
_BYSTANDERS = (*AUTHORITIES, OrganizationKind.MEDIA, OrganizationKind.SECURITY_FIRM)
_CIVIC = (OrganizationKind.MUNICIPALITY, OrganizationKind.REGION, OrganizationKind.UNIVERSITY)
_CUSTOMER = 0.4
# What is some organization that was named before, or "we".
_POINTING = (Kind.PRONOUN, Kind.POSSESSIVE)
# A sign above this says of a name that it was attacked.
_SAID = 3
# What weighs a sign that is on an earlier year, and one in a comparison.
_EARLIER = 0.5
_ASIDE = 0.1
# As many sentences make the beginning of an article.
_LEAD = 4


@dataclass(frozen=True, slots=True)
class Incident:
    """An incident by the attacked party and the year; `dated` when that is known to be the year of the attack.

    `called` gives the name where the party is unknown: the system, or who writes.
    """

    vendor: Mention | None
    year: str | None
    dated: bool = False
    called: Mention | None = None

    @property
    def mention(self) -> Mention | None:
        """The incident as claims name it: vendor and year.

        None without a party: incidents of two articles must not become one for want of a name.
        """
        party = self.vendor or self.called
        if party is None:
            return None
        name = f"{party.name} {self.year}" if self.year else party.name
        return Mention(type=EntityType.INCIDENT, name=name)


def main_vendor(
    passages: Iterable[Passage],
    directory: Directory,
    vocabulary: Vocabulary,
    publisher: Mention | None = None,
    published: str | None = None,
) -> Mention | None:
    """The attacked party: the organization that most shows it, the one named first among equals; "we" is the publisher.

    The weights stand in the language's `naming.toml`. When nothing shows it, and the text is on an attack, it is the
    one that is spoken of most; None when the text names none.
    """
    passages = list(passages)
    first = vocabulary.lists["grammar"]["pronoun_classes"]["first"]
    weights: dict[str, float] = {}
    mentions: dict[str, Mention] = {}
    shown: dict[str, None] = {}
    spoken_of: Mention | None = None
    for number, passage in enumerate(passages):
        years = [chunk.value[:4] for chunk in passage.chunks if chunk.value]
        recent = not (published and years and max(years) < published[:4])
        asides = backgrounds(passage, vocabulary, published)
        for chunk, sign, struck in _signs(passage, vocabulary):
            # News begin with the main thing.
            weight = sign * (2 if number < _LEAD else 1) * (1 if recent else _EARLIER)
            weight *= _ASIDE if asides and covering(asides, passage.skeleton.position(chunk)) else 1
            if chunk.kind not in _POINTING:
                mention = _named(chunk, directory, struck)
            elif chunk.head in first or not struck:
                mention = publisher if chunk.head in first and not quoted(passage.text, chunk) else None
            else:
                mention = _named_before(passage, chunk, directory) or spoken_of
            if mention and (mention.kind not in _BYSTANDERS or (sign > _SAID if struck is None else struck)):
                # Those who serve the public are mostly customers of the attacked.
                weight *= _CUSTOMER if mention.kind in _CIVIC else 1
                weights[mention.name] = weights.get(mention.name, 0) + weight
                mentions.setdefault(mention.name, mention)
                shown |= {mention.name: None} if sign > 1 else {}
        spoken_of = _named_before(passage, None, directory)
    best = max(
        shown or (weights if is_on_attack(passages, vocabulary) else ()), key=lambda name: weights[name], default=None
    )
    return mentions[best] if best else None


def _named(chunk: Chunk, directory: Directory, struck: bool | None) -> Mention | None:
    """The organization of that name; an authority only where the words say that it was struck."""
    entry = directory.find(chunk.text)
    told = entry is not None and (entry.kind is Kind.ORG or (entry.kind is Kind.AUTHORITY and struck))
    return entry.mention() if entry and told else None


def _named_before(passage: Passage, chunk: Chunk | None, directory: Directory) -> Mention | None:
    """The organization named last before the chunk, or first of all in the passage."""
    chunks = [c for c in passage.chunks if c.kind is Kind.NAME and (chunk is None or c.start < chunk.start)]
    for one in reversed(chunks) if chunk else chunks:
        entry = directory.find(one.text)
        if entry and entry.kind is Kind.ORG:
            return entry.mention()
    return None


def is_on_attack(passages: Iterable[Passage], vocabulary: Vocabulary) -> bool:
    """True when the text speaks of an attack, an outage or attackers at all."""
    kinds, words = (
        (Kind.ATTACK, Kind.OUTAGE, Kind.ACTOR),
        re.compile(vocabulary.forms.get("hostile", "(?!)"), re.IGNORECASE),
    )
    return any(
        any(chunk.kind in kinds for chunk in one.chunks) or words.search(one.skeleton.text) is not None
        for one in passages
    )


def main_system(passages: Iterable[Passage]) -> Mention | None:
    """The system named most often, the first among equals: an incident without a party is called after it."""
    found = [c.mention for passage in passages for c in passage.chunks if c.kind is Kind.SYSTEM and c.mention]
    names = Counter(mention.name for mention in found)
    return max(found, key=lambda mention: names[mention.name], default=None)


def other_parties(
    passage: Passage, vocabulary: Vocabulary, vendor: Mention | None, published: str | None = None
) -> tuple[Mention, ...]:
    """The attacked parties that a sentence names when it is on other incidents than the main one.

    Some signs, in the rules `past`, show it only of an earlier year than that of publication.
    """
    found: list[Mention] = []
    years = [chunk.value[:4] for chunk in passage.chunks if chunk.value]
    past = bool(published and years and min(years) < published[:4])
    for rule in screened(vocabulary.rules["vendor"], passage.skeleton.shown):
        if rule.content.get("other") or (past and rule.content.get("past")):
            for match in rule.matches(passage.skeleton.text, passage.skeleton.begins):
                found += [c.mention for c in passage.skeleton.chunks_in(match["x"]) if c.mention]
    named = {chunk.mention for chunk in passage.chunks} if past else set(found)
    return () if vendor is None or vendor in found or vendor in named else tuple(dict.fromkeys(found))


def _signs(passage: Passage, vocabulary: Vocabulary) -> Iterator[tuple[Chunk, float, bool | None]]:
    """What shows a name as the attacked party, several in a list less; and that it is spoken of at all.

    The last says whether it shows it even of those that mostly investigate; None where only the weight decides.
    """
    for chunk in passage.chunks:
        if chunk.kind is Kind.NAME:
            yield chunk, 1, None
    for rule in screened(vocabulary.rules["vendor"], passage.skeleton.shown):
        for match in rule.matches(passage.skeleton.text, passage.skeleton.begins):
            chunks = passage.skeleton.chunks_in(match["x"])
            for chunk in chunks:
                yield chunk, rule.content["weight"] / len(chunks), rule.content.get("struck")


def is_struck(passage: Passage, vocabulary: Vocabulary, names: set[str]) -> bool:
    """True when a sentence says in so many words that one of these names was attacked."""
    signs = _signs(passage, vocabulary)
    return any((sign > _SAID or struck is not None) and chunk.text in names for chunk, sign, struck in signs)
