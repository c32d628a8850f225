"""The incident that an article is about, and others that it mentions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from kedja.claim import Mention
from kedja.ontology import EntityType
from kedja_ingest.article.chunks import Kind
from kedja_ingest.article.passages import Passage
from kedja_ingest.article.vocabulary import Vocabulary


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
    for rule in vocabulary.rules["vendor"].matching(passage.skeleton.shown):
        if rule.content.get("other") or (past and rule.content.get("past")):
            for match in rule.matches(passage.skeleton.text, passage.skeleton.begins):
                found += [c.mention for c in passage.skeleton.chunks_in(match["x"]) if c.mention]
    named = {chunk.mention for chunk in passage.chunks} if past else set(found)
    return () if vendor is None or vendor in found or vendor in named else tuple(dict.fromkeys(found))
