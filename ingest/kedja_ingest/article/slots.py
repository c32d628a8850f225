"""One match of a rule: what stands in its slots, as things that a claim may have at its ends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, final

import msgspec

from kedja.claim import Mention, Quantity
from kedja_ingest.article.chunks import Chunk, Kind
from kedja_ingest.article.passages import Passage
from kedja_ingest.article.things import Interpreter, Thing
from kedja_ingest.article.vocabulary import Outcome

# A point of a list has as many words at most.
_POINT: Final = 8
# An answer has as many sentences at most.
_ANSWER: Final = 4
_MARK: Final = re.compile(r"\w\) ")


# A heading is no longer than so many characters.
_HEADING: Final = 50


class Memory(msgspec.Struct, frozen=True):
    """What was spoken of last: a system with its passage, an authority, a question, the sentence, the day over it.

    `product` is the last system with a name. `answered` counts the sentences since the question.
    """

    system: tuple[Passage, Chunk] | None = None
    product: Mention | None = None
    authority: Mention | None = None
    question: str = ""
    before: str = ""
    day: str | None = None
    answered: int = 0

    def after(self, passage: Passage) -> Memory:
        """The memory once the passage has been read."""
        systems = [(passage, chunk) for chunk in passage.chunks if chunk.kind is Kind.SYSTEM]
        # "The scheduling tool, ShiftBoard": rather the one with a name.
        systems.sort(key=lambda system: system[1].mention is None)
        authorities = [chunk.mention for chunk in passage.chunks if chunk.kind is Kind.AUTHORITY]
        question = self._question(passage)
        return Memory(
            systems[0] if systems else self.system,
            next((chunk.mention for _, chunk in systems if chunk.mention), self.product),
            authorities[0] if authorities else self.authority,
            question,
            passage.skeleton.text,
            _heading(passage) or self.day,
            0 if question == passage.skeleton.text else self.answered + 1,
        )

    def _question(self, passage: Passage) -> str:
        """The question or heading that the next sentence answers; it holds over the points of a list.

        A question holds over a few sentences of its answer as well.
        """
        text = passage.skeleton.text
        if text.endswith(("?", ":")) or passage.sentence.shouted:
            return text
        goes_on = self.question.endswith("?") and self.answered < _ANSWER
        return self.question if goes_on or len(text.split()) <= _POINT or _MARK.match(text) else ""


def _heading(passage: Passage) -> str | None:
    """The day of a line that says little else: "17 May, 16:30 - Resolved"."""
    days = [chunk for chunk in passage.chunks if chunk.value]
    return days[0].value if days and len(passage.text) <= _HEADING and days[0].start <= _HEADING // 2 else None


@final
class Slots:
    """The slots of a match in a passage."""

    def __init__(self, passage: Passage, match: re.Match[str], interpreter: Interpreter, memory: Memory) -> None:
        self.passage, self.match, self.interpreter, self.memory = passage, match, interpreter, memory

    def chunks(self, slot: str) -> list[Chunk]:
        """The chunks in the slot; none when the rule has no such slot or it stayed empty."""
        return self.passage.skeleton.chunks_in(self._filled(slot))

    def _filled(self, slot: str) -> str | None:
        return self.match[slot] if slot in self.match.re.groupindex else None

    def words(self, slot: str) -> str:
        """The words of the text in the slot."""
        start, end = self.passage.skeleton.place(self.match.start(slot), self.match.end(slot))
        return self.passage.text[start:end].strip()

    def things(self, term: str | None, outcome: Outcome) -> Iterator[Thing | None]:
        """What a term of a rule stands for: `$slot`, `#standing word`, a constant, or None for no such end."""
        if term is None:
            yield None
        elif term == "#authority":
            yield from filter(None, [self.memory.authority])
        elif term == "#product":
            yield from filter(None, [self.memory.product])
        elif term == "#day":
            yield from filter(None, [self.memory.day])
        elif term[0] != "$":
            yield term
        elif term == "$items":
            yield from self.interpreter.items(self.words("items"))
        elif term == "$system" and not self.chunks("system"):
            yield from self._system_before()
        else:
            for chunk in self.chunks(term[1:]):
                yield from self.interpreter.things(self.passage, chunk, outcome.bare)

    def _system_before(self) -> Iterator[Mention]:
        """The system that "they" or "it" means: the last one named in this sentence, else in those before."""
        skeleton = self.passage.skeleton
        here = skeleton.chunks_in(skeleton.text[: self.match.start()])
        found = [(self.passage, chunk) for chunk in here if chunk.kind is Kind.SYSTEM and not chunk.vague]
        if last := found[-1] if found else self.memory.system:
            yield self.interpreter.system(*last)

    def qualifiers(self, outcome: Outcome) -> Iterator[tuple[str, str | Quantity]]:
        """The qualifiers whose slots are filled: a quantity, or the words."""
        for name, term in outcome.qualifiers.items():
            chunks = self.chunks(term[1:])
            if term[0] != "$":
                yield name, term
            elif chunks and chunks[0].quantity:
                yield name, chunks[0].quantity
            elif not chunks and self._filled(term[1:]):
                yield name, self.words(term[1:])
