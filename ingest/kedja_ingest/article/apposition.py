"""Chunks once names are typed: each name as what it is, and descriptions joined to the names that they stand by."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kedja.claim import Mention
from kedja.ontology import EntityType, OrganizationKind
from kedja_ingest.article.chunks import Chunk, Kind
from kedja_ingest.article.directory import Directory
from kedja_ingest.article.evidence import tells
from kedja_ingest.article.localities import administrations
from kedja_ingest.article.passages import Passage
from kedja_ingest.article.phrases import phrases
from kedja_ingest.article.vocabulary import Vocabulary

_APPOSITIONS: Final = {
    (Kind.DESCRIPTION, Kind.ORG),
    (Kind.DESCRIPTION, Kind.AUTHORITY),
    (Kind.SUPPLIER, Kind.ORG),
    (Kind.GROUP, Kind.ORG),
    (Kind.ACTOR, Kind.ACTOR),
    (Kind.SYSTEM, Kind.SYSTEM),
}

_COMPANIES: Final = (OrganizationKind.COMPANY, OrganizationKind.SECURITY_FIRM, OrganizationKind.MEDIA)


def typed(one: Passage, directory: Directory) -> list[Chunk]:
    """The chunks of the passage with each name as what it is."""
    chunks = [typed for chunk in one.chunks if (typed := _typed(chunk, directory)) is not None]
    apposed = list(_apposed(list(administrations(chunks, one.text, directory))))
    return list(_named_after(apposed, one.text, directory.vocabulary))


def is_same(one: Passage, before: Chunk, chunk: Chunk, vocabulary: Vocabulary) -> bool:
    """True for what says what a system or an organization is: "X is a tool", "X, software", "X, an insurer"."""
    if before.mention is None:
        return False
    if before.kind in (Kind.ORG, Kind.AUTHORITY) and chunk.kind in (Kind.DESCRIPTION, Kind.SUPPLIER):
        same = tells(chunk) and one.text[chunk.end : chunk.end + 1] != "-"
    else:
        same = before.kind is chunk.kind is Kind.SYSTEM and (not chunk.vague or _introduces(chunk, vocabulary))
    gap = one.text[before.end : chunk.start]
    return same and re.fullmatch(vocabulary.forms["identity"], gap) is not None


def _introduces(chunk: Chunk, vocabulary: Vocabulary) -> bool:
    """True for "a program" and for "software", which point back at nothing."""
    articled = chunk.end - chunk.start > len(chunk.text)
    return not chunk.definite and (articled or chunk.text in vocabulary.lists["nouns"]["systems"]["mass"])


def _typed(chunk: Chunk, directory: Directory) -> Chunk | None:
    if chunk.kind is not Kind.NAME:
        return chunk
    entry = directory.find(chunk.text)
    if entry is None:
        return None
    return chunk.changed(kind=entry.kind, mention=entry.mention())


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


def _named_after(chunks: list[Chunk], text: str, vocabulary: Vocabulary) -> Iterator[Chunk]:
    """Names what its neighbour names: "the council in Leeds", "Acme software", "our Leeds data centre"."""
    # "An Acme product" says what another is.
    articles = tuple(f" {article} " for article in vocabulary.lists["grammar"]["words"]["articles"].split())
    following = zip([*chunks[1:], None], [*chunks[2:], None, None], strict=False)
    for before, chunk, (behind, last) in zip([None, *chunks], chunks, following, strict=False):
        one = chunk
        if behind and _is_presented(chunk, behind, text):
            one = chunk.changed(mention=behind.mention, vague=False)
        elif behind and last and _is_called(chunk, behind, last, text, vocabulary):
            one = chunk.changed(mention=last.mention)
        elif behind and _is_name(chunk, behind, text):
            one = chunk.changed(mention=behind.mention, vague=False)
        elif before and _is_make(before, chunk) and not text[: before.start].endswith(articles):
            one = chunk.changed(mention=_make(before, chunk, vocabulary), vague=False)
        elif behind and _is_seat(chunk, behind, text, vocabulary):
            name = f"{chunk.text}{text[chunk.end : behind.start]}{behind.text}"
            kind = phrases(vocabulary.language).kinds[chunk.head]
            mention = Mention(type=EntityType.ORGANIZATION, name=name, aliases=(behind.text,), kind=kind)
            one = chunk.changed(mention=mention, kind=Kind.ORG)
        yield one


def _is_presented(chunk: Chunk, name: Chunk, text: str) -> bool:
    """True for "the vendor, Acme, has"; not for "the vendor, Acme said"."""
    kinds = chunk.kind in (Kind.DESCRIPTION, Kind.SUPPLIER) and name.kind is Kind.ORG and chunk.mention is None
    return kinds and chunk.definite and text[chunk.end : name.start] == ", " and text[name.end : name.end + 2] == ", "


def _is_called(chunk: Chunk, place: Chunk, name: Chunk, text: str, vocabulary: Vocabulary) -> bool:
    """True for "a contractor in Malta, Acme", unless Acme goes on to say something."""
    kinds = chunk.kind in (Kind.DESCRIPTION, Kind.SUPPLIER) and place.kind is Kind.PLACE and name.kind is Kind.ORG
    if not kinds or chunk.mention or chunk.definite or text[place.end : name.start] != ", ":
        return False
    near = re.fullmatch(vocabulary.forms["sited"], text[chunk.end : place.start]) is not None
    return near and not re.match(vocabulary.forms["acting"], text[name.end :])


def _is_name(chunk: Chunk, name: Chunk, text: str) -> bool:
    """True for "its register, Acme," where the name says which."""
    kinds = chunk.kind is name.kind is Kind.SYSTEM and chunk.mention is None and name.mention is not None
    beside = text[chunk.end : name.start] == ", " and re.match(r"[.,;]|\Z", text[name.end :]) is not None
    return kinds and beside and not chunk.text.endswith("s")


def _is_make(left: Chunk, right: Chunk) -> bool:
    sited = left.kind is Kind.PLACE and not right.text.endswith("s")
    named = (left.kind is Kind.ORG or sited) and left.mention is not None and left.text[:1].isupper()
    return named and right.kind is Kind.SYSTEM and right.vague and right.mention is None and left.end + 1 == right.start


def _make(owner: Chunk, chunk: Chunk, vocabulary: Vocabulary) -> Mention:
    """Software by whose it is; "Acme software" may be called "Acme's software" elsewhere."""
    names = (owner.text, *((owner.mention.name, *owner.mention.aliases) if owner.mention else ()))
    name, *others = dict.fromkeys(f"{one} {chunk.text}" for one in names)
    owned = (vocabulary.possession(one, chunk.text) for one in names)
    return Mention(type=EntityType.SYSTEM, name=name, aliases=(*others, *dict.fromkeys(owned)))


def _is_seat(left: Chunk, right: Chunk, text: str, vocabulary: Vocabulary) -> bool:
    """True for an administration or an institution by its place, no company: there are many of those in a town."""
    if left.kind is not Kind.DESCRIPTION or left.mention or right.kind is not Kind.PLACE or not left.definite:
        return False
    company = phrases(vocabulary.language).kinds[left.head] in _COMPANIES
    return not company and re.fullmatch(vocabulary.forms["sited"], text[left.end : right.start]) is not None


def _owns(left: Chunk, right: Chunk) -> bool:
    """True for "its supplier" or "X's supplier", which says whose supplier the name behind it is."""
    distance = right.start - left.end
    return right.kind in (Kind.SUPPLIER, Kind.GROUP) and (
        distance in (2, 3) or (distance == 1 and left.kind is Kind.POSSESSIVE)
    )


def _joined(left: Chunk, right: Chunk) -> Chunk | None:
    if (left.kind, right.kind) in _APPOSITIONS and left.mention is None and right.mention:
        return right.changed(start=left.start)
    if left.kind is right.kind is Kind.SYSTEM and left.mention and right.mention is None:
        return left.changed(end=right.end)
    return None
