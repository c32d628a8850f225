"""Who publishes a text: a medium, or the organization that "we" means."""

from __future__ import annotations

import re
from collections.abc import Collection, Container, Iterable, Iterator
from typing import Final

from kedja.claim import Mention
from kedja.ontology import EntityType, OrganizationKind
from kedja_ingest.article.chunks import Kind
from kedja_ingest.article.directory import Directory, Entry
from kedja_ingest.article.passages import Passage, is_label, quoted
from kedja_ingest.article.vocabulary import Vocabulary

# One in so many sentences is on the publisher where it is no medium.
_OFTEN: Final = 10


def publisher_mention(
    publisher: str | None, directory: Directory, passages: Collection[Passage] | None = None
) -> Mention | None:
    """The publisher as the organization that "we" means, unless it is a medium.

    Of a publisher that no word shows to be a medium or not, the passages tell: media do not write of themselves.
    """
    if not publisher:
        return None
    name = plain_name(publisher, directory.entries)
    known = directory.world.find(name)
    kind = known.kind if known else directory.forms.kind_of(name)
    # "Daily Post/TT", "BBC News Wales"
    words = name.split(" ")
    beginnings = (" ".join(words[:count]) for count in range(1, len(words)))
    parts = [directory.world.find(part) for part in [*name.split("/"), *beginnings]]
    if kind is OrganizationKind.MEDIA or any(part and part.kind is OrganizationKind.MEDIA for part in parts):
        return None
    entry = directory.find(name)
    if entry and entry.kind is Kind.MEDIA:
        return None
    kind = kind or (entry.organization if entry else None)
    formal = directory.world.is_legal_form(name.rpartition(" ")[2])
    if known is None and kind in (None, OrganizationKind.AGENCY) and _is_press(publisher, directory.vocabulary):
        return None
    if kind in (None, OrganizationKind.COMPANY) and not formal and passages is not None:
        return _mention(name, kind, entry) if _speaks(passages, directory.vocabulary) else None
    return _mention(name, kind, entry)


def _mention(name: str, kind: OrganizationKind | None, entry: Entry | None) -> Mention:
    return entry.mention() if entry else Mention(type=EntityType.ORGANIZATION, name=name, kind=kind)


def plain_name(publisher: str, names: Container[str]) -> str:
    """The name without what says which part or page of it, where the text names the whole: "Acme, status"."""
    name = publisher.partition(" (")[0].strip()
    whole, _, part = name.partition(", ")
    if part.islower() and whole in names:
        return whole
    plain = re.sub(r"(?: [a-zåäöé]+)+\Z", "", name)
    return plain if plain in names else name


def first_person(passages: Iterable[Passage], vocabulary: Vocabulary) -> bool:
    """True when the publisher writes of itself."""
    return any(_own(passages, vocabulary))


def _speaks(passages: Collection[Passage], vocabulary: Vocabulary) -> bool:
    """True when the publisher writes of itself throughout; reporters do now and then: "did not answer us"."""
    return sum(_own(passages, vocabulary)) * _OFTEN >= len(passages)


def _own(passages: Iterable[Passage], vocabulary: Vocabulary) -> Iterator[bool]:
    """Which sentences have a first person that nobody is quoted with."""
    forms = vocabulary.lists["grammar"]["pronoun_classes"]["first"]
    dashed = bool(vocabulary.forms["speech_dash"])
    labelled = -1
    for one in passages:
        if one.chunks and is_label(one.chunks[0], one.text):
            labelled = one.sentence.paragraph
        quotes = one.sentence.speech or (dashed and one.sentence.spoken) or one.sentence.paragraph == labelled
        yield not quotes and any(chunk.head in forms and not quoted(one.text, chunk) for chunk in one.chunks)


def _is_press(publisher: str, vocabulary: Vocabulary) -> bool:
    """True for a name, or words in brackets behind it, that newspapers, agencies and newsletters have."""
    return re.search(vocabulary.forms["press"], publisher, re.IGNORECASE) is not None
