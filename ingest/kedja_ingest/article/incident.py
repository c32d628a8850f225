"""The incident that an article is about, and others that it mentions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kedja.claim import Mention
from kedja.ontology import EntityType, OrganizationKind
from kedja_ingest.article.chunks import Chunk, Kind
from kedja_ingest.article.directory import Directory
from kedja_ingest.article.passages import Passage
from kedja_ingest.article.vocabulary import Vocabulary

#: Those that investigate or report are not taken for the attacked party without a word that they were.
_BYSTANDERS = (
    OrganizationKind.AGENCY,
    OrganizationKind.POLICE,
    OrganizationKind.PROSECUTOR,
    OrganizationKind.MEDIA,
    OrganizationKind.SECURITY_FIRM,
)


@dataclass(frozen=True, slots=True)
class Incident:
    """An incident by the attacked party, or by the system where no party is named, and the year."""

    vendor: Mention | None
    year: str | None
    system: Mention | None = None

    @property
    def mention(self) -> Mention:
        """The incident as claims name it: vendor and year."""
        party = self.vendor or self.system
        name = party.name if party else "Unnamed incident"
        return Mention(type=EntityType.INCIDENT, name=f"{name} {self.year}" if self.year else name)


def main_vendor(passages: Iterable[Passage], directory: Directory, vocabulary: Vocabulary) -> Mention | None:
    """The attacked party: the organization that most shows it, the one named first among equals.

    The weights stand in the language's `naming.toml`; None when nothing shows it.
    """
    weights: Counter[str] = Counter()
    mentions: dict[str, Mention] = {}
    for passage in passages:
        for chunk, weight in _signs(passage, vocabulary):
            entry = directory.find(chunk.text)
            if entry and entry.kind is Kind.ORG and entry.organization not in _BYSTANDERS:
                weights[entry.names[0]] += weight
                mentions.setdefault(entry.names[0], entry.mention())
    return mentions[weights.most_common(1)[0][0]] if weights else None


def _signs(passage: Passage, vocabulary: Vocabulary) -> Iterator[tuple[Chunk, int]]:
    for rule in vocabulary.rules["vendor"]:
        for match in rule.pattern.finditer(passage.skeleton.text):
            for chunk in passage.skeleton.chunks_in(match["x"]):
                yield chunk, rule.content["weight"]
