"""What was named so far: what descriptions and pronouns may point back to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from kedja.claim import Mention
from kedja_ingest.article.chunks import Chunk, Kind

ORGANIZATIONS: Final = (Kind.ORG, Kind.AUTHORITY)
#: What may do something and be meant by "it".
SUBJECTS: Final = (*ORGANIZATIONS, Kind.PRONOUN)
_PLACED: Final = (*ORGANIZATIONS, Kind.PLACE)
# "In Lund the council met": what is said of "the municipality" then is said of Lund.
FRONTED: Final = 4
# Nobody points back farther than so many sentences, or mentions.
_HORIZON: Final = 12
_MOST: Final = 300


@dataclass(slots=True)
class Sight:
    """The chunks that name something, sentence by sentence; `here` are those of the sentence that is being read.

    `called` has the named systems by the noun that the text has for each: "the scheduling tool, Acme". `listed` are the
    organizations of the last list.
    """

    here: list[Chunk] = field(default_factory=list)
    seen: list[list[Chunk]] = field(default_factory=list)
    called: dict[str, Mention] = field(default_factory=dict)
    listed: tuple[Mention, ...] = ()

    def close(self, text: str, coordinated: str) -> None:
        """Ends the sentence that was being read."""
        self.listed = _listed(self.here, text, coordinated) or self.listed
        self.seen.append(self.here)
        self.here = []

    def back(self) -> Iterator[list[Chunk]]:
        """What earlier sentences named, the last sentence first."""
        left = _MOST
        for chunks in islice(reversed(self.seen), _HORIZON):
            yield chunks
            left -= len(chunks)
            if left < 0:
                break

    def near(self, count: int) -> Iterator[list[Chunk]]:
        """What this sentence named so far, and the last ones before."""
        yield self.here
        yield from islice(self.back(), count)

    def last(self, kind: Kind) -> Mention | None:
        """The last thing of the kind."""
        for chunks in [self.here, *self.back()]:
            for chunk in reversed(chunks):
                if chunk.kind is kind:
                    return chunk.mention
        return None

    def organizations(self) -> Iterator[Chunk]:
        """The organizations that are in sight, the nearest first: of earlier sentences what they began with."""
        for chunk in [*reversed(self.here), *(chunk for chunks in self.back() for chunk in chunks)]:
            if chunk.kind in _PLACED and chunk.mention:
                yield chunk


def _listed(chunks: list[Chunk], text: str, coordinated: str) -> tuple[Mention, ...]:
    """The members of the last list of organizations: "Acme, Bolt and Coil"."""
    found: list[Chunk] = []
    last: tuple[Mention, ...] = ()
    for chunk in (chunk for chunk in chunks if chunk.kind in ORGANIZATIONS):
        gap = text[found[-1].end : chunk.start] if found else ""
        joined = re.fullmatch(rf"(?:,|{coordinated})(?: the)? ", gap) is not None
        found = [*found, chunk] if joined else [chunk]
        if joined and gap != ", ":
            last = tuple(dict.fromkeys(each.mention for each in found if each.mention))
    return last
