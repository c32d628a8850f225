"""Claims made ready for a ledger: all that follows from them alone, so that another process can work it out."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import msgspec

from kedja.calendar import last_day
from kedja.claim import Claim, Mention, Source, Speaker
from kedja.identity import first_id, summarise, tokens
from kedja.ledger.chain import body_of, by_id, stored_claim, voice_of
from kedja.ontology import Stance

#: What stands for the time of recording in a body; every time is as long.
_TIME = "0000-00-00T00:00:00.000000+00:00"
#: What follows the time in a body: the id, of 32 digits.
_BEFORE_ID, _AFTER_ID = b'","id":"', b'"}'
_TAIL = len(_TIME) + len(_BEFORE_ID) + 32 + len(_AFTER_ID)

_NOBODYS = Source()


class Named(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A mention as the ledger holds it, `body`, which is empty for the publisher of the source.

    The rest may be left out, `tokens` being empty then: its type and tokens, the id that an entity of this mention
    alone takes when it is free, and that entity.
    """

    body: str
    type: str = ""
    tokens: tuple[str, ...] = ()
    id: str = ""
    entity: bytes = b""


class Prepared(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Claims of one source, column by column, each once; `given` counts them with those that came again.

    `heads` are their bodies up to the time of recording, `places` the mentions that are subject, object, speaker and
    voice, as positions in `mentions` (-1 for none), `levels` the lowest marking with which each mention occurs.
    `repeats` and `denials` say which of the claims pass on others, and which deny something.
    """

    source: Source
    method: str
    given: int
    ids: list[str]
    heads: list[bytes]
    places: list[tuple[int, int, int, int]]
    predicates: list[str]
    said: list[str | None]
    markings: list[int]
    repeats: list[tuple[str, int]]
    denials: list[int]
    mentions: list[Named]
    levels: list[int]


def body_at(head: bytes, recorded_at: str, id: str) -> bytes:
    """The body of a claim that is recorded at that time; `recorded_at` has 32 characters."""
    return b"".join((head, recorded_at.encode(), _BEFORE_ID, id.encode(), _AFTER_ID))


class Mentions:
    """Numbers the mentions of claims in the order in which they occur, with the lowest marking of each."""

    def __init__(self, known: set[str] | None) -> None:
        self._known = known
        self.named: list[Named] = []
        self.levels: list[int] = []
        self._numbers: dict[Mention | None, int] = {}
        self._speaking: dict[Speaker | None, tuple[Mention | None, Mention | None]] = {None: (None, None)}

    def places(self, claim: Claim) -> tuple[int, int, int, int]:
        """Numbers of subject, object, speaker and voice; the publisher is a mention without a name here."""
        level, speaker = claim.marking.level, claim.speaker
        subject = self._number(claim.subject, level)
        object_ = self._number(claim.object, level) if claim.object else -1
        if speaker is None:
            return subject, object_, -1, self._number(None, level)
        said, voice = self._speaking.get(speaker) or self._speaking.setdefault(speaker, speaking(speaker))
        return subject, object_, self._number(said, level), self._number(voice, level)

    def _number(self, mention: Mention | None, level: int) -> int:
        number = self._numbers.get(mention)
        if number is None:
            number = self._numbers[mention] = len(self.named)
            self.named.append(self._named(mention))
            self.levels.append(level)
        elif level < self.levels[number]:
            self.levels[number] = level
        return number

    def _named(self, mention: Mention | None) -> Named:
        named = Named(body_of(mention).decode() if mention else "")
        if self._known is None or named.body in self._known:
            return named
        self._known.add(named.body)
        return detailed(named)


def prepare(source: Source, claims: Sequence[Claim], method: str, known: set[str] | None = None) -> Prepared:
    """The accepted claims, ready to be recorded; one that comes again is only counted.

    `known` are the bodies of mentions that were prepared already, to which it adds: all others are given in full.
    Without it, no mention is.
    """
    unique: dict[str, Claim] = {}
    for claim in claims:
        unique.setdefault(claim.id, claim)
    once, place = list(unique.values()), by_id(source)
    heads = [body_of(stored_claim(claim, place, _TIME, method))[:-_TAIL] for claim in once]
    return columns(source, once, method, len(claims), heads, known)


def columns(
    source: Source,
    claims: Sequence[Claim],
    method: str,
    given: int,
    heads: list[bytes],
    known: set[str] | None = None,
) -> Prepared:
    """The claims, each of which is there once, column by column."""
    mentions = Mentions(known)
    return Prepared(
        source=source,
        method=method,
        given=given,
        ids=[claim.id for claim in claims],
        heads=heads,
        places=[mentions.places(claim) for claim in claims],
        predicates=[claim.predicate for claim in claims],
        said=[said_by(claim) for claim in claims],
        markings=[claim.marking.level for claim in claims],
        repeats=[(claim.repeats, i) for i, claim in enumerate(claims) if claim.repeats],
        denials=[i for i, claim in enumerate(claims) if claim.stance is Stance.DENIES],
        mentions=mentions.named,
        levels=mentions.levels,
    )


def detailed(named: Named) -> Named:
    """The mention with all that follows from it."""
    if named.tokens or not named.body:
        return named
    mention = msgspec.json.decode(named.body, type=Mention)
    id = first_id([mention])
    entity = msgspec.json.encode(summarise(id, [mention]))
    return Named(named.body, mention.type, tuple(tokens(mention)), id, entity)


def mentions_of(claim: Claim, source: Source) -> tuple[Mention, Mention | None, Mention | None, Mention | None]:
    """Subject, object, speaker and voice of the claim, as mentions."""
    return claim.subject, claim.object, *speaking(claim.speaker, source)


@lru_cache(maxsize=10_000)
def speaking(speaker: Speaker | None, source: Source = _NOBODYS) -> tuple[Mention | None, Mention | None]:
    """The speaker, and the voice that speaks through it, as mentions."""
    said = None
    if speaker:
        assert speaker.name is not None and speaker.type is not None
        said = Mention(type=speaker.type, name=speaker.name)
    voice = voice_of(speaker, source)
    return said, Mention(type=voice[0], name=voice[1]) if voice else None


def said_by(claim: Claim) -> str | None:
    """The day by which the claim had surely been said."""
    return _last_day(claim.said_on) if claim.said_on else None


@lru_cache(maxsize=10_000)
def _last_day(date: str) -> str:
    return last_day(date).isoformat()
