"""The hash chain over batches: each batch's hash covers the one before and every byte that it added."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

import msgspec

from kedja.claim import Claim, Source, Speaker
from kedja.claim.model import Part
from kedja.ontology import EntityType

_encode = msgspec.json.Encoder(order="deterministic").encode

#: What the first batch takes for the hash of the one before.
START = ""


class Header(msgspec.Struct, frozen=True, kw_only=True):
    """What a batch says of itself: its number, when, by which reader, from which source, how much."""

    seq: int
    recorded_at: str
    method: str
    source: str
    items: int
    previous: str


def body_of(part: Part | msgspec.Struct) -> bytes:
    """The bytes that stand in the ledger for a claim, a source or a judgement."""
    return _encode(part)


def body_digest(body: bytes) -> bytes:
    """SHA-256 of a stored body."""
    return hashlib.sha256(body).digest()


def batch_digest(header: Header, digests: Iterable[bytes]) -> str:
    """SHA-256 over the header and the digests of the bodies in their order, in hexadecimal."""
    total = hashlib.sha256(body_of(header))
    for digest in digests:
        total.update(digest)
    return total.hexdigest()


def stored_claim(claim: Claim, source: Source, recorded_at: str, method: str) -> Claim:
    """The claim as its body holds it: the source by its id alone (see `by_id`), with time and method."""
    return msgspec.structs.replace(claim, source=source, recorded_at=recorded_at, method=claim.method or method)


def by_id(source: Source) -> Source:
    """What stands for the source in the body of a claim."""
    return Source(path=source.id)


def voice_of(speaker: Speaker | None, source: Source) -> tuple[EntityType, str] | None:
    """Type and name of the one who speaks: an organization for all who speak for it.

    The publisher speaks where nobody is named; None when it is not known either.
    """
    if speaker is None:
        return (EntityType.ORGANIZATION, source.publisher) if source.publisher else None
    if speaker.organization:
        return EntityType.ORGANIZATION, speaker.organization
    assert speaker.name is not None and speaker.type is not None
    return speaker.type, speaker.name
