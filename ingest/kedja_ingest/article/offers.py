"""What a passage might say of its chunks, whether its words say it or not; see `weighing.py`."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final

import msgspec

from kedja.claim import Mention
from kedja.ontology import Effect, EntityType
from kedja_ingest.article.chunks import Chunk, Kind
from kedja_ingest.article.drafts import Draft, fits, with_ends
from kedja_ingest.article.passages import Passage
from kedja_ingest.article.readings import Reading
from kedja_ingest.article.signs import Signs
from kedja_ingest.article.slots import Memory
from kedja_ingest.article.things import Interpreter, Thing

#: What may be said of a chunk, by the group of its kind.
PREDICATES: Final = {
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
    "place": ("located_in",),
    "actor": ("attributed_to", "claimed_by"),
}
#: What may be said of no chunk: the effects.
EFFECTS: Final = {f"caused {effect}": effect.value for effect in Effect}
_GROUPS: Final = {
    Kind.DATA: "data",
    Kind.PEOPLE: "people",
    Kind.COUNT: "people",
    Kind.SYSTEM: "system",
    Kind.DATE: "date",
    Kind.PLACE: "place",
    Kind.ACTOR: "actor",
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
_TIED: Final = frozenset(
    ("holds", "uses", "reported_to", "provides", "supplies", "part_of", "assists", "located_in"),
)
_FIRST: Final = frozenset(("uses", "reported_to", "assists"))
_PARTIES: Final = frozenset(kind for kind, group in _GROUPS.items() if group == "organization")
_PARTY: Final = EntityType.ORGANIZATION


def sayable(passage: Passage) -> Iterator[str]:
    """By name what may be said of the chunks of a passage, and the effects."""
    yield from EFFECTS
    for group in {_GROUPS.get(chunk.kind) for chunk in passage.chunks}:
        yield from PREDICATES[group] if group else ()


class Offer(msgspec.Struct, frozen=True):
    """A statement that might be made of the chunk at a place among the tokens; None for the sentence as a whole.

    `tied`: it has two ends; `other` is where the other one stands, None where that is in no chunk of the sentence.
    """

    draft: Draft
    place: int | None
    tied: bool = False
    other: int | None = None

    def between(self, signs: Signs) -> Mapping[str, Iterable[str]]:
        """The signs between its two ends, if it has two."""
        return {} if self.place is None or not self.tied else signs.between(self.place, self.other)


class Offering:
    """Finds what the passages of one article might say."""

    def __init__(self, interpreter: Interpreter) -> None:
        self.interpreter, self.vendor = interpreter, interpreter.vendor

    def find(
        self, reading: Reading, signs: Signs, wanted: Callable[[int | None, Iterable[str]], Iterable[str]]
    ) -> Iterator[Offer]:
        """The offers of a reading, as far as they are `wanted` of the chunk at a place, or of the sentence."""
        passage = reading.passage
        for name in wanted(None, EFFECTS):
            yield Offer(Draft("caused", passage, 0, len(passage.skeleton.text), value=EFFECTS[name]), None)
        ends = _Ends(passage, signs.chunks, reading.memory, self.interpreter)
        for place, chunk in signs.chunks.items():
            group = _GROUPS.get(chunk.kind, "")
            predicates = wanted(place, PREDICATES.get(group, ()))
            for thing in self._things(passage, chunk, party=group == "organization") if predicates else ():
                for predicate in predicates:
                    at = signs.starts[place]
                    for offer in ends.offers(Draft(predicate, passage, at, at + 1), place, thing):
                        if fits(offer.draft, helps=True):
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
        self.parties = [at for at, chunk in chunks.items() if chunk.kind in _PARTIES]
        self.systems = [at for at, chunk in chunks.items() if chunk.kind is Kind.SYSTEM]
        self.authorities = [at for at, chunk in chunks.items() if chunk.kind is Kind.AUTHORITY and chunk.mention]
        vendor = interpreter.vendor
        self.vendor = next((at for at, chunk in chunks.items() if vendor and chunk.mention == vendor), None)

    def offers(self, base: Draft, place: int, thing: Thing) -> Iterator[Offer]:
        """The statements about a thing, one for each that may stand at its other end."""
        if base.predicate not in _TIED:
            subject, target = (thing, "#incident") if base.predicate == "investigates" else (None, thing)
            yield Offer(with_ends(base, subject, target), place)
            return
        first, told = base.predicate in _FIRST, set()
        for end, at in self._others(base.predicate, place):
            if end is not None and end != thing and end not in told:
                told.add(end)
                yield Offer(with_ends(base, thing if first else end, end if first else thing), place, True, at)

    def _others(self, predicate: str, place: int) -> Iterator[tuple[Mention | None, int | None]]:
        """What may stand at the other end, and where."""
        if predicate == "reported_to":
            first = [at for at in self.authorities[:2] if at != place][:1]
            yield from ((self.chunks[at].mention, at) for at in first)
        elif predicate in ("holds", "uses"):
            yield from self._systems(place)
        else:
            yield self.interpreter.vendor, self.vendor
            if predicate != "assists":
                yield from ((self.chunks[at].mention, at) for at in _nearest(place, self.parties))

    def _systems(self, place: int) -> Iterator[tuple[Mention | None, int | None]]:
        """The last system before the place and the first behind it, without any the one spoken of before."""
        near = list(_nearest(place, self.systems))
        yield from ((self.interpreter.system(self.passage, self.chunks[at]), at) for at in near)
        last = self.memory.system
        if not near and last:
            yield self.memory.product or self.interpreter.system(*last), None


def _nearest(place: int, places: Sequence[int]) -> Iterator[int]:
    """The nearest of the places, which are in their order, before and behind a place."""
    before, behind = bisect_left(places, place), bisect_right(places, place)
    yield from (*places[before - 1 : before], *places[behind : behind + 1]) if before else places[behind : behind + 1]
