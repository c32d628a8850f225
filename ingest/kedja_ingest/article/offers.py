"""What a passage might say of its chunks, whether its words say it or not; see `weighing.py`."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping

import msgspec

from kedja.claim import Mention
from kedja.ontology import EntityType
from kedja_ingest.article.chunks import Chunk, Kind
from kedja_ingest.article.drafts import Draft, fits, with_ends
from kedja_ingest.article.passages import Passage
from kedja_ingest.article.signs import Signs
from kedja_ingest.article.slots import Memory
from kedja_ingest.article.things import Interpreter, Thing

#: What may be said of a chunk, by the group of its kind.
PREDICATES = {
    "data": ("exposed", "holds"),
    "people": ("concerned",),
    "system": ("compromised", "provides"),
    "date": ("occurred_on", "discovered_on", "disclosed_on", "data_published_on", "restored_on"),
    "organization": (
        "affected",
        "hit",
        "supplies",
        "assists",
        "part_of",
        "investigates",
        "uses",
        "reported_to",
    ),
}
_GROUPS = {
    Kind.DATA: "data",
    Kind.PEOPLE: "people",
    Kind.COUNT: "people",
    Kind.SYSTEM: "system",
    Kind.DATE: "date",
    **dict.fromkeys(
        (
            Kind.ORG,
            Kind.AUTHORITY,
            Kind.GROUP,
            Kind.QUANTITY,
            Kind.DESCRIPTION,
            Kind.PRONOUN,
            Kind.POSSESSIVE,
            Kind.SUBSIDIARY,
            Kind.PARENT,
            Kind.SUPPLIER,
            Kind.MEDIA,
        ),
        "organization",
    ),
}
# Those with two ends in the text, and of these those whose subject is the chunk.
_TIED = frozenset(("holds", "uses", "reported_to", "provides", "supplies", "part_of", "assists"))
_FIRST = frozenset(("uses", "reported_to", "assists"))
_PARTY = EntityType.ORGANIZATION


def sayable(passage: Passage) -> Iterator[str]:
    """The predicates by which something may be said of the chunks of a passage."""
    for group in {_GROUPS.get(chunk.kind) for chunk in passage.chunks}:
        yield from PREDICATES[group] if group else ()


class Offer(msgspec.Struct, frozen=True):
    """A statement that might be made of the chunk at a place among the tokens.

    `tied`: it has two ends; `other` is where the other one stands, None where that is in no chunk of the sentence.
    """

    draft: Draft
    place: int
    tied: bool = False
    other: int | None = None

    def between(self, signs: Signs) -> Mapping[str, Iterable[str]]:
        """The signs between its two ends, if it has two."""
        return signs.between(self.place, self.other) if self.tied else {}


class Offering:
    """Finds what the passages of one article might say."""

    def __init__(self, interpreter: Interpreter) -> None:
        self.interpreter, self.vendor = interpreter, interpreter.vendor

    def find(self, passage: Passage, signs: Signs, memory: Memory, wanted: Container[str]) -> Iterator[Offer]:
        """The offers of a passage, of the predicates that are wanted."""
        ends = _Ends(passage, signs.chunks, memory, self.interpreter)
        for place, chunk in signs.chunks.items():
            group = _GROUPS.get(chunk.kind)
            predicates = [one for one in PREDICATES[group] if one in wanted] if group else []
            for thing in self._things(passage, chunk, party=group == "organization") if predicates else ():
                for predicate in predicates:
                    at = signs.starts[place]
                    offer = ends.offer(Draft(predicate, passage, at, at + 1), place, thing)
                    if offer and fits(offer.draft, helps=True):
                        yield offer

    def _things(self, passage: Passage, chunk: Chunk, *, party: bool) -> Iterator[Thing]:
        """What a chunk stands for; of organizations only what is one."""
        for thing in self.interpreter.things(passage, chunk):
            if not (party and (isinstance(thing, str) or getattr(thing, "type", _PARTY) is not _PARTY)):
                yield thing


class _Ends:
    """Finds the other end of a statement about a chunk of a passage."""

    def __init__(self, passage: Passage, chunks: Mapping[int, Chunk], memory: Memory, interpreter: Interpreter) -> None:
        self.passage, self.chunks, self.memory, self.interpreter = passage, chunks, memory, interpreter

    def offer(self, base: Draft, place: int, thing: Thing) -> Offer | None:
        """The statement about a thing; None where nothing can stand at its other end."""
        if base.predicate not in _TIED:
            subject, target = (thing, "#incident") if base.predicate == "investigates" else (None, thing)
            return Offer(with_ends(base, subject, target), place)
        end, at = self._other(base.predicate, place)
        if end is None or end == thing:
            return None
        first = base.predicate in _FIRST
        return Offer(with_ends(base, thing if first else end, end if first else thing), place, True, at)

    def _other(self, predicate: str, place: int) -> tuple[Mention | None, int | None]:
        """The other end, and where it stands."""
        if predicate == "reported_to":
            return self._authority(place)
        if predicate in ("holds", "uses"):
            return self._system(place, anywhere=predicate == "uses")
        vendor = self.interpreter.vendor
        return vendor, next((at for at, chunk in self.chunks.items() if vendor and chunk.mention == vendor), None)

    def _system(self, place: int, *, anywhere: bool) -> tuple[Mention | None, int | None]:
        """The last system before the place, `anywhere` also the first behind it, else the one spoken of before."""
        systems = [at for at, chunk in self.chunks.items() if chunk.kind is Kind.SYSTEM and at != place]
        before = [at for at in systems if at < place]
        if before or (anywhere and systems):
            at = before[-1] if before else systems[0]
            return self.interpreter.system(self.passage, self.chunks[at]), at
        last = self.memory.system
        return self.memory.product or (self.interpreter.system(*last) if last else None), None

    def _authority(self, place: int) -> tuple[Mention | None, int | None]:
        """The first authority of the sentence."""
        for at, chunk in self.chunks.items():
            if chunk.kind is Kind.AUTHORITY and chunk.mention and at != place:
                return chunk.mention, at
        return None, None
