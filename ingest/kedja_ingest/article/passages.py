"""The sentences of an article with their chunks and skeletons, and the directory of what they name."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from kedja.claim import Source
from kedja.ontology import OrganizationKind
from kedja_ingest.article.chunks import Chunk, Kind
from kedja_ingest.article.dates import calendar
from kedja_ingest.article.directory import Directory
from kedja_ingest.article.names import Candidate, name_finder, sure_names
from kedja_ingest.article.patterns import words
from kedja_ingest.article.phrases import phrases
from kedja_ingest.article.quantities import counter
from kedja_ingest.article.sentences import Sentence
from kedja_ingest.article.skeleton import Skeleton, build_skeleton
from kedja_ingest.article.vocabulary import Vocabulary
from kedja_ingest.article.world import World

_APPOSITIONS = {
    (Kind.DESCRIPTION, Kind.ORG),
    (Kind.DESCRIPTION, Kind.AUTHORITY),
    (Kind.SUPPLIER, Kind.ORG),
    (Kind.ACTOR, Kind.ACTOR),
    (Kind.SYSTEM, Kind.SYSTEM),
}
_EVIDENCE = {
    "ThreatActor": Kind.ACTOR,
    "System": Kind.SYSTEM,
    "Person": Kind.PERSON,
    "Media": Kind.MEDIA,
    "Place": Kind.PLACE,
    "Organization": Kind.ORG,
}


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence, its chunks in order, and the two as a skeleton."""

    sentence: Sentence
    chunks: tuple[Chunk, ...]
    skeleton: Skeleton

    @property
    def text(self) -> str:
        """The words of the sentence."""
        return self.sentence.text


class Surveyor:
    """Finds chunks and names of the sentences in one language."""

    def __init__(self, vocabulary: Vocabulary, world: World, source: Source) -> None:
        self.vocabulary, self.world, self.published = vocabulary, world, source.published
        # The publisher is known to be a name.
        self.given = frozenset({source.publisher} if source.publisher else ())
        self.finder = name_finder(vocabulary.language)
        self.civic = re.compile(rf"(?:the )?{words(vocabulary.lists['nouns']['organizations']['civic'])} \Z")

    def survey(self, sentences: Iterable[Sentence]) -> tuple[list[Passage], Directory]:
        """The passages with names as such, not yet typed, and the directory that types them."""
        directory = Directory(self.vocabulary, self.world)
        surveyed = [(sentence, *self._first(sentence)) for sentence in sentences]
        sure = sure_names(candidate for *_, found in surveyed for candidate in found) | self.given
        passages = []
        for sentence, chunks, found in surveyed:
            found[:] = [candidate for candidate in found if candidate.text in sure]
            chunks += self._second(sentence, chunks, found)
            passages.append(passage(sentence, chunks, self.vocabulary.language))
        for one in passages:
            self._weigh(one, directory)
        directory.fill(candidate for *_, found in surveyed for candidate in found)
        return passages, directory

    def _first(self, sentence: Sentence) -> tuple[list[Chunk], list[Candidate]]:
        """Dates and quantities, and what may be a name."""
        text, language = sentence.text, self.vocabulary.language
        found = (*calendar(language).find(text, self.published), *counter(language).find(text))
        taken = bytearray(len(text))
        chunks = [chunk for chunk in found if _take(chunk, taken)]
        return chunks, list(self.finder.find(sentence, taken))

    def _second(self, sentence: Sentence, before: list[Chunk], names: list[Candidate]) -> list[Chunk]:
        """Names, and noun phrases around them."""
        text = sentence.text
        taken = bytearray(len(text))
        for chunk in before:
            _take(chunk, taken)
        named = (self._name(text, candidate) for candidate in names)
        found = itertools.chain(named, phrases(self.vocabulary.language).find(text, taken))
        return [chunk for chunk in found if _take(chunk, taken)]

    def _name(self, text: str, candidate: Candidate) -> Chunk:
        start = candidate.start
        before = text[:start].rpartition(" ")[0].rpartition(" ")[2] if text[:start].endswith(" ") else ""
        if before.casefold() == "the":
            start -= len(before) + 1
        if civic := self.civic.search(text, 0, candidate.start):
            start = civic.start()
        return Chunk(Kind.NAME, start, candidate.end, candidate.text)

    def _weigh(self, one: Passage, directory: Directory) -> None:
        """Counts what the sentence shows of the types of its names."""
        for rule in self.vocabulary.rules["name"]:
            for match in rule.pattern.finditer(one.skeleton.text):
                for chunk in one.skeleton.chunks_in(match["x"]):
                    directory.evidence[chunk.text][_EVIDENCE[rule.content["type"]]] += 1
        self._weigh_neighbours(one, directory)

    def _weigh_neighbours(self, one: Passage, directory: Directory) -> None:
        """Appositions: "the security firm X" is a security firm, "X software" a system, "X (SYS)" of a system too."""
        kinds = phrases(self.vocabulary.language).kinds
        products = self.vocabulary.lists["nouns"]["systems"]["product"]
        for chunk in one.chunks:
            if chunk.kind is Kind.NAME and self.civic.match(one.text, chunk.start, chunk.end - len(chunk.text)):
                directory.kinds[chunk.text] = OrganizationKind.MUNICIPALITY
                directory.evidence[chunk.text][Kind.ORG] += 2
        for left, right in zip(one.chunks, one.chunks[1:], strict=False):
            gap = one.text[left.end : right.start]
            if right.kind is Kind.NAME and left.kind in (Kind.DESCRIPTION, Kind.SUPPLIER) and gap == " ":
                directory.kinds[right.text] = kinds[left.head]
                directory.evidence[right.text][Kind.ORG] += 2
            elif (
                left.kind is Kind.NAME
                and right.kind is Kind.SYSTEM
                and gap == " "
                and right.text.casefold() in products
            ):
                directory.evidence[left.text][Kind.SYSTEM] += 1
            elif left.kind is Kind.NAME and right.kind is Kind.SYSTEM and gap == ", " and _indefinite(right, products):
                directory.evidence[left.text][Kind.SYSTEM] += 2
            elif right.kind is Kind.NAME and left.kind is Kind.SYSTEM and gap == " " and left.head in products:
                directory.evidence[right.text][Kind.SYSTEM] += 2
            elif right.kind is Kind.NAME and left.kind is Kind.SYSTEM and gap == " (":
                directory.evidence[right.text][Kind.SYSTEM] += 1


def typed(one: Passage, directory: Directory) -> list[Chunk]:
    """The chunks of the passage with each name as what it is."""
    chunks = [typed for chunk in one.chunks if (typed := _typed(chunk, directory)) is not None]
    return list(_apposed(chunks))


def passage(sentence: Sentence, chunks: Iterable[Chunk], language: str) -> Passage:
    """The passage with these chunks."""
    ordered = tuple(sorted(chunks, key=lambda chunk: chunk.start))
    return Passage(sentence, ordered, build_skeleton(sentence.text, ordered, language))


def _take(chunk: Chunk, taken: bytearray) -> bool:
    if any(taken[chunk.start : chunk.end]) or chunk.start >= chunk.end:
        return False
    taken[chunk.start : chunk.end] = b"\1" * (chunk.end - chunk.start)
    return True


def _indefinite(chunk: Chunk, products: list[str]) -> bool:
    """True for "a program", which tells what the name before it is."""
    return chunk.head in products and not chunk.definite and chunk.end - chunk.start > len(chunk.text)


def _typed(chunk: Chunk, directory: Directory) -> Chunk | None:
    if chunk.kind is not Kind.NAME:
        return chunk
    entry = directory.find(chunk.text)
    if entry is None:
        return None
    return replace(chunk, kind=entry.kind, mention=entry.mention())


def _apposed(chunks: list[Chunk]) -> Iterator[Chunk]:
    """Takes a description into the name that it stands by: "the security firm X", "the gang X", "X software"."""
    held: Chunk | None = None
    owned = False
    for chunk in chunks:
        if held and held.end + 1 == chunk.start and not owned and (joined := _joined(held, chunk)):
            held = joined
            continue
        if held:
            yield held
        owned = held is not None and _owns(held, chunk)
        held = chunk
    if held:
        yield held


def _owns(left: Chunk, right: Chunk) -> bool:
    """True for "its supplier", which says whose supplier the name behind it is."""
    distance = right.start - left.end
    return right.kind is Kind.SUPPLIER and (distance == 3 or (distance == 1 and left.kind is Kind.POSSESSIVE))


def _joined(left: Chunk, right: Chunk) -> Chunk | None:
    if (left.kind, right.kind) in _APPOSITIONS and left.mention is None and right.mention:
        return replace(right, start=left.start)
    if left.kind is right.kind is Kind.SYSTEM and left.mention and right.mention is None:
        return replace(left, end=right.end)
    return None
