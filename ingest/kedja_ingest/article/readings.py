"""What rules and frames have read in an article, sentence by sentence, and what it says of each name elsewhere."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kedja.claim import Mention
from kedja_ingest.article.drafts import Draft
from kedja_ingest.article.passages import Passage
from kedja_ingest.article.slots import Memory


@dataclass(frozen=True, slots=True)
class Reading:
    """A passage, the drafts that rules and frames have made of it, and what was spoken of before."""

    passage: Passage
    said: Sequence[Draft]
    memory: Memory


@dataclass(slots=True)
class _Named:
    """Of one name the sentences in which it stands, in their order, and how often the article says what of it."""

    sentences: list[int] = field(default_factory=list)
    said: Counter[str] = field(default_factory=Counter)


class Readings:
    """The readings of one article, and what they say of each name."""

    def __init__(self, readings: Sequence[Reading]) -> None:
        self.readings = readings
        self.names: dict[str, _Named] = defaultdict(_Named)
        # Of the sentence asked for last: what it says of which name, and what the others say.
        self.here = -1
        self.said_here: Counter[tuple[str, str]] = Counter()
        self.found: dict[str, set[str]] = {}
        for number, reading in enumerate(readings):
            for name in dict.fromkeys(chunk.mention.name for chunk in reading.passage.chunks if chunk.mention):
                self.names[name].sentences.append(number)
            for name, says in _said(reading):
                self.names[name].said[says] += 1

    def before(self, number: int) -> set[str]:
        """What is said in the sentence before."""
        return {one.says for one in self.readings[number - 1].said} if number else set()

    def sentences(self, mention: Mention) -> Sequence[int]:
        """The numbers of the sentences in which the mention stands."""
        return self.names[mention.name].sentences if mention.name in self.names else ()

    def elsewhere(self, mention: Mention, number: int) -> set[str]:
        """What is said of the mention, as subject or object, in other sentences than that of the number."""
        if number != self.here:
            self.here, self.found, self.said_here = number, {}, Counter(_said(self.readings[number]))
        name = mention.name
        if name not in self.found:
            said = self.names[name].said.items() if name in self.names else ()
            self.found[name] = {says for says, times in said if times > self.said_here[name, says]}
        return self.found[name]


def _said(reading: Reading) -> Iterator[tuple[str, str]]:
    """The names of which drafts say something, with what and at which end."""
    for one in reading.said:
        if one.subject:
            yield one.subject.name, f"subject {one.says}"
        if one.object:
            yield one.object.name, f"object {one.says}"
