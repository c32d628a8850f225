"""What "it" means where systems and organizations are spoken of, by what stands before it and behind."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

from kedja.claim import Mention
from kedja_ingest.article.chunks import Chunk, Kind
from kedja_ingest.article.sight import ORGANIZATIONS
from kedja_ingest.article.vocabulary import load_vocabulary

# The words that show what "it" is stand within so many characters before it.
_NEXT: Final = 24


@dataclass(frozen=True, slots=True)
class Antecedents:
    """Reads pronouns of one language that may stand for a system.

    `acting` is what people and organizations do, `handled` what is done with systems only; `things` may stand for a
    system, `single` for no list of organizations.
    """

    acting: re.Pattern[str]
    handled: re.Pattern[str]
    things: frozenset[str]
    single: frozenset[str]

    def system(self, chunk: Chunk, text: str, said: Sequence[list[Chunk]]) -> Mention | None:
        """The named system that "it" means: one that is spoken of, or the last one behind "with" or "use".

        `said` are the chunks before it in its sentence and those of the sentences before, the nearest first.
        """
        if chunk.head not in self.things or self.acting.match(text, chunk.end):
            return None
        if self.handled.search(text, max(0, chunk.start - _NEXT), chunk.start):
            named = (each for chunks in said for each in reversed(chunks))
            return next((each.mention for each in named if each.kind is Kind.SYSTEM), None)
        subject = next((_leading(chunks) for chunks in said if chunks), None)
        return subject.mention if subject and subject.kind is Kind.SYSTEM else None

    def elsewhere(self, chunk: Chunk, text: str, here: list[Chunk]) -> bool:
        """True when the sentence does not say whose: "Acme and Bolt charge tolls with its program"."""
        return chunk.head in self.single and is_listed(here, text)


def _leading(chunks: list[Chunk]) -> Chunk:
    """What a sentence begins with: in "Acme's program Bolt" the program."""
    first, second = (*chunks, *chunks)[:2]
    owned = second.kind is Kind.SYSTEM and 0 < second.start - first.end <= len("'s ")
    return second if owned else first


def is_listed(chunks: list[Chunk], text: str) -> bool:
    """True when several organizations are the subject: "Acme, Bolt and Coil"."""
    organizations = [chunk for chunk in chunks if chunk.kind in ORGANIZATIONS][:3]
    gaps = {text[left.end : right.start] for left, right in pairwise(organizations)}
    return bool(organizations) and organizations[0].start <= len("The ") and " and " in gaps and gaps <= {" and ", ", "}


@lru_cache(maxsize=4)
def antecedents(language: str) -> Antecedents:
    """The antecedents of the language, made once."""
    vocabulary = load_vocabulary(language)
    classes = vocabulary.lists["grammar"]["pronoun_classes"]
    return Antecedents(
        re.compile(vocabulary.forms["acting"]),
        re.compile(rf"{vocabulary.forms['handled']}\Z", re.IGNORECASE),
        frozenset(classes["thing"]),
        frozenset(classes["single"]),
    )
