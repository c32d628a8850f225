"""From sentences to passages: dates, quantities, names and noun phrases, and the directory of the names."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Set
from typing import Final

from kedja.claim import Source
from kedja_ingest.article.candidates import Candidate, sure_names
from kedja_ingest.article.chunks import Chunk, Kind
from kedja_ingest.article.dates import Days, calendar
from kedja_ingest.article.directory import Directory
from kedja_ingest.article.evidence import civic_pattern, weigh
from kedja_ingest.article.genitives import without_genitive
from kedja_ingest.article.listing import is_loose, lists
from kedja_ingest.article.names import name_finder
from kedja_ingest.article.passages import Passage, passage
from kedja_ingest.article.phrases import phrases
from kedja_ingest.article.publishers import plain_name
from kedja_ingest.article.quantities import counter
from kedja_ingest.article.sentences import Sentence
from kedja_ingest.article.vocabulary import Vocabulary
from kedja_ingest.article.words import load_words
from kedja_ingest.article.world import World

# What makes a place's name that of its administration stands within so many characters before it.
_REACH: Final = 80
_Surveyed = tuple[Sentence, list[Chunk], list[Candidate]]


class Surveyor:
    """Finds chunks and names of the sentences in one language."""

    def __init__(self, vocabulary: Vocabulary, world: World, source: Source) -> None:
        self.vocabulary, self.world, self.published = vocabulary, world, source.published
        # The publisher is known to be a name.
        self.given = frozenset({source.publisher} if source.publisher else ())
        self.finder = name_finder(vocabulary.language)
        self.civic = civic_pattern(vocabulary.language)

    def survey(self, sentences: Iterable[Sentence]) -> tuple[list[Passage], Directory]:
        """The passages with names as such, not yet typed, and the directory that types them."""
        directory = Directory(self.vocabulary, self.world)
        days = Days(self.published)
        surveyed: list[_Surveyed] = []
        for sentence in sentences:
            before = surveyed[-1][0].text if surveyed else ""
            surveyed.append((sentence, *self._first(sentence, days, before)))
        self._settle(surveyed, directory)
        every = ((sentence.text, candidate) for sentence, _, found in surveyed for candidate in found)
        plain = without_genitive(every, self.vocabulary, self.world)
        for *_, found in surveyed:
            found[:] = itertools.islice(plain, len(found))
        every_one = (candidate for *_, found in surveyed for candidate in found)
        sure = sure_names(every_one, self.world.given_names) | self.given
        passages = []
        for sentence, chunks, found in surveyed:
            found[:] = [candidate for candidate in found if candidate.text in sure]
            chunks += self._second(sentence, chunks, found)
            passages.append(passage(sentence, chunks, self.vocabulary.language))
        for one in passages:
            weigh(one, directory)
        for name in self.given.intersection(directory.evidence):
            # Who publishes is no product.
            directory.evidence[name].pop(Kind.SYSTEM, None)
        named = {candidate.text for *_, found in surveyed for candidate in found}
        known = (Candidate(plain_name(name, named), 0, 0, sure=True) for name in self.given)
        directory.fill(itertools.chain((candidate for *_, found in surveyed for candidate in found), known))
        return passages, directory

    def _settle(self, surveyed: list[_Surveyed], directory: Directory) -> None:
        """Leaves of the runs in headings where every word has a capital what the text names, or what is no prose."""
        capital = self.vocabulary.forms.get("title_case")
        headings = [found for sentence, _, found in surveyed if capital and sentence.titled]
        if not headings:
            return
        named = {c.text for sentence, _, found in surveyed if not sentence.titled for c in found} | self.given
        for found in headings:
            found[:] = filter(None, (self._in_heading(candidate, named, directory) for candidate in found))

    def _in_heading(self, candidate: Candidate, named: Set[str], directory: Directory) -> Candidate | None:
        parts = candidate.text.split(" ")
        for length in range(len(parts), 0, -1):
            for first in range(len(parts) - length + 1):
                name = " ".join(parts[first : first + length])
                if name in named:
                    start = candidate.start + len(" ".join(parts[:first])) + (first > 0)
                    whole = length == len(parts)
                    return candidate if whole else Candidate(name, start, start + len(name), sure=True)
        prose = sum(map(load_words(self.vocabulary.language).knows, parts)) * 2 >= len(parts)
        personal = len(parts) > 1 and parts[0] in self.world.given_names
        formal = personal or self.world.find(candidate.text) or directory.forms.kind_of(candidate.text)
        return candidate if formal or candidate.alias or not prose else None

    def _first(self, sentence: Sentence, days: Days, before: str) -> tuple[list[Chunk], list[Candidate]]:
        """Dates and quantities, and what may be a name."""
        text, language = sentence.text, self.vocabulary.language
        dates = tuple(calendar(language).find(text, days.base, days.given))
        days.pass_by(text, dates)
        found = (*dates, *counter(language).find(text, before))
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
        chunks = [chunk for chunk in found if _take(chunk, taken)]
        if any(chunk.kind is Kind.DATA for chunk in chunks):
            chunks = self._listed(text, before, chunks, taken)
        return chunks

    def _listed(self, text: str, before: list[Chunk], chunks: list[Chunk], taken: bytearray) -> list[Chunk]:
        """The chunks with the members of lists that are data only there."""
        finder = lists(self.vocabulary.language)
        for one in list(finder.find(text, [*before, *chunks])):
            inside = [chunk for chunk in chunks if one.start < chunk.end and chunk.start < one.end]
            if all(map(is_loose, inside)):
                for chunk in inside:
                    chunks.remove(chunk)
                    taken[chunk.start : chunk.end] = bytes(chunk.end - chunk.start)
                if _take(one, taken):
                    chunks.append(one)
        return finder.joined(text, chunks)

    def _name(self, text: str, candidate: Candidate) -> Chunk:
        start = candidate.start
        before = text[:start].rpartition(" ")[0].rpartition(" ")[2] if text[:start].endswith(" ") else ""
        if before.casefold() == "the":
            start -= len(before) + 1
        if civic := self.civic.search(text, max(0, candidate.start - _REACH), candidate.start):
            start = civic.start()
        return Chunk(Kind.NAME, start, candidate.end, candidate.text)


def _take(chunk: Chunk, taken: bytearray) -> bool:
    if 1 in taken[chunk.start : chunk.end] or chunk.start >= chunk.end:
        return False
    taken[chunk.start : chunk.end] = b"\1" * (chunk.end - chunk.start)
    return True
