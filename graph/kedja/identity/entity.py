"""An entity and how its mentions make it: name, kind, aliases and identifiers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from kedja.claim import Mention
from kedja.identity.names import plain, slug
from kedja.identity.register import look_up
from kedja.ontology import EntityType, OrganizationKind


class Entity(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A thing that claims are about, under its canonical id; `merged` are ids that now lead to it."""

    id: str
    type: EntityType
    name: str
    kind: OrganizationKind | None = None
    aliases: tuple[str, ...] = ()
    identifiers: dict[str, str] = {}
    merged: tuple[str, ...] = ()


#: When mentions of one entity give several kinds, the first of these in the list describes it best.
_TELLING = (
    OrganizationKind.SECURITY_FIRM,
    OrganizationKind.POLICE,
    OrganizationKind.PROSECUTOR,
    OrganizationKind.MEDIA,
)


def summarise(id: str, mentions: Sequence[Mention], merged: Iterable[str] = ()) -> Entity:
    """The entity that the mentions make together, the same whatever their order.

    The register's name comes first, then that of a mention with identifiers, then the shortest;
    of names equally long the one that keeps its accents and is not in capitals.
    """
    found = {entry for mention in mentions if (entry := look_up(mention))}
    entry = min(found, key=lambda entry: entry.token, default=None)
    names = sorted({name for mention in mentions for name in (mention.name, *mention.aliases)})
    if entry:
        names += [entry.name, *entry.aliases]
    name = entry.name if entry else _best(mentions).name
    # Of several values of one identifier the first in the alphabet stays.
    identifiers = dict(sorted({pair for m in mentions for pair in m.identifiers.items()}, reverse=True))
    if entry and entry.scb:
        identifiers["scb"] = entry.scb
    return Entity(
        id=id,
        type=mentions[0].type,
        name=name,
        kind=entry.kind if entry else _kind(mentions),
        aliases=tuple(dict.fromkeys(other for other in names if other != name)),
        identifiers=dict(sorted(identifiers.items())),
        merged=tuple(sorted(merged)),
    )


def _best(mentions: Sequence[Mention]) -> Mention:
    """The mention whose name the entity has."""
    return mentions[0] if len(mentions) == 1 else min(mentions, key=_preference)


def _preference(mention: Mention) -> tuple[bool, int, bool, int, str]:
    name = mention.name
    return (not mention.identifiers, len(plain(name)), name.isupper(), len(name.encode("ascii", "ignore")), name)


def _kind(mentions: Iterable[Mention]) -> OrganizationKind | None:
    kinds = {mention.kind for mention in mentions if mention.kind}
    best = [kind for kind in _TELLING if kind in kinds] or sorted(kinds - {OrganizationKind.OTHER}) or sorted(kinds)
    return best[0] if best else None


def first_id(mentions: Sequence[Mention]) -> str:
    """The id that a new entity of these mentions is given, before a number is added to one that is taken."""
    for mention in mentions:
        if entry := look_up(mention):
            return f"organization/{entry.key}" if entry.key else slug(mention.type, entry.name)
    best = _best(mentions)
    return slug(best.type, best.name)
