"""The attacked party of a text, by what the text shows of each organization."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from kedja.claim import Mention
from kedja.ontology import OrganizationKind
from kedja_ingest.article.background import backgrounds, covering
from kedja_ingest.article.chunks import Chunk, Kind
from kedja_ingest.article.directory import Directory
from kedja_ingest.article.incident import is_on_attack
from kedja_ingest.article.passages import LEAD, Passage, quoted
from kedja_ingest.article.screening import Places
from kedja_ingest.article.standing import SURE, Standing, features, load_weights, score
from kedja_ingest.article.vocabulary import Vocabulary, load_vocabulary
from kedja_ingest.article.world import AUTHORITIES

#: Those that investigate or report are not taken for the attacked party without a word that they were.
_BYSTANDERS: Final = (*AUTHORITIES, OrganizationKind.MEDIA, OrganizationKind.SECURITY_FIRM)
# What is some organization that was named before, or "we".
_POINTING: Final = (Kind.PRONOUN, Kind.POSSESSIVE)
# What weighs a sign that is on an earlier year, and one in a comparison; one at the beginning.
_EARLIER, _ASIDE, _BEGINNING = 0.5, 0.1, 2
# A word that denies what follows stands within so many characters before it.
_NEAR: Final = 8


@dataclass(frozen=True, slots=True)
class Sign:
    """A chunk that stands for an organization, and what the words around show of it.

    `struck` says whether it shows it even of those that mostly investigate; None where only the sign decides.
    """

    chunk: Chunk
    name: str
    struck: bool | None = None
    share: float = 1


def signs(passage: Passage, vocabulary: Vocabulary) -> Iterator[Sign]:
    """What shows a name as the attacked party, several in a list less; and that it is spoken of at all."""
    first = vocabulary.lists["grammar"]["pronoun_classes"]["first"]
    for chunk in passage.chunks:
        if chunk.kind is Kind.NAME:
            yield Sign(chunk, "named")
        elif chunk.head in first and chunk.kind in _POINTING:
            yield Sign(chunk, "we")
    skeleton = passage.skeleton
    for characters, name, struck in _showing(skeleton.text, skeleton.shown, skeleton.begins, vocabulary.language):
        chunks = skeleton.chunks_in(characters)
        for chunk in chunks:
            yield Sign(chunk, name, struck, 1 / len(chunks))


@lru_cache(maxsize=128)
def _showing(text: str, shown: int, begins: Places, language: str) -> tuple[tuple[str, str, bool | None], ...]:
    """What rules show of which characters of a skeleton; a text is asked for as a whole and by its parts."""
    vocabulary = load_vocabulary(language)
    denial = vocabulary.modality["denial"]
    found: list[tuple[str, str, bool | None]] = []
    for rule in vocabulary.rules["vendor"].matching(shown):
        for match in rule.matches(text, begins):
            denied = denial.search(text, max(0, match.start() - _NEAR), match.end()) is not None
            sign = ("spared", None) if denied else (rule.content["sign"], rule.content.get("struck"))
            found.append((match["x"] or "", *sign))
    return tuple(found)


def main_vendor(
    passages: Iterable[Passage],
    directory: Directory,
    vocabulary: Vocabulary,
    publisher: Mention | None = None,
    published: str | None = None,
    *,
    story: bool = False,
) -> Mention | None:
    """The attacked party: the organization that most shows it, the one named first among equals; "we" is the publisher.

    None when nothing shows it and the text is on no attack, or when it names none. What is known to be a `story` of a
    digest is on an attack, and all of it is on that one.
    """
    passages = list(passages)
    found = standings(passages, directory, vocabulary, publisher, published, story=story)
    if not story and not any(one.shown for one in found.values()) and not is_on_attack(passages, vocabulary):
        return None
    shown = features(found, publisher)
    # Where one is said to have been attacked, none of which only the name is told can be.
    told = any(each["attacked"] for each in shown.values())
    scores = {name: score(each, load_weights()) for name, each in shown.items() if found[name].shown or not told}
    best = max(scores, key=scores.__getitem__, default=None)
    return found[best].mention if best else None


def is_struck(passage: Passage, vocabulary: Vocabulary, names: Container[str] | None = None) -> bool:
    """True when a sentence says in so many words that one of these names, or any, was attacked."""
    found = signs(passage, vocabulary)
    sure = (sign.chunk.text for sign in found if sign.name in SURE or sign.struck is not None)
    return any(names is None or name in names for name in sure)


def standings(
    passages: Sequence[Passage],
    directory: Directory,
    vocabulary: Vocabulary,
    publisher: Mention | None = None,
    published: str | None = None,
    *,
    story: bool = False,
) -> dict[str, Standing]:
    """Each organization of the text by its name, with what is shown of it; "we" is the publisher."""
    first = vocabulary.lists["grammar"]["pronoun_classes"]["first"]
    found: dict[str, Standing] = {}
    spoken_of: Mention | None = None
    for number, passage in enumerate(passages):
        years = [chunk.value[:4] for chunk in passage.chunks if chunk.value]
        recent = not (published and years and max(years) < published[:4])
        asides = () if story else backgrounds(passage, vocabulary, published)
        for sign in [*signs(passage, vocabulary), *_referring(passage)]:
            chunk = sign.chunk
            # News begin with the main thing.
            weight = sign.share * (_BEGINNING if number < LEAD else 1) * (1 if recent else _EARLIER)
            weight *= _ASIDE if asides and covering(asides, passage.skeleton.position(chunk)) else 1
            if chunk.kind is Kind.NAME:
                mention = _named(chunk, directory, sign.struck)
            elif chunk.head in first or sign.struck is None:
                mention = publisher if chunk.head in first and not quoted(passage.text, chunk) else None
            else:
                mention = _named_before(passage, chunk, directory) or spoken_of
            if mention:
                standing = found.setdefault(mention.name, Standing(mention, len(found)))
                standing.signs[sign.name] = standing.signs.get(sign.name, 0) + weight
                standing.told |= bool(sign.struck) or sign.name in SURE
                standing.lead |= number < LEAD
                standing.title |= number == 0 and not passage.text.endswith(".")
        spoken_of = _named_before(passage, None, directory) or spoken_of
    return {name: one for name, one in found.items() if one.told or one.mention.kind not in _BYSTANDERS}


def _referring(passage: Passage) -> Iterator[Sign]:
    """Words like "the company", by which mostly the attacked one is meant."""
    for chunk in passage.chunks:
        vague = chunk.vague or chunk.kind is Kind.SUPPLIER
        if chunk.definite and vague and chunk.kind in (Kind.DESCRIPTION, Kind.SUPPLIER):
            yield Sign(chunk, "referred", False)


def _named(chunk: Chunk, directory: Directory, struck: bool | None) -> Mention | None:
    """The organization of that name; an authority only where the words say that it was struck."""
    entry = directory.find(chunk.text)
    told = entry is not None and (entry.kind is Kind.ORG or (entry.kind is Kind.AUTHORITY and struck))
    return entry.mention() if entry and told else None


def _named_before(passage: Passage, chunk: Chunk | None, directory: Directory) -> Mention | None:
    """The organization named last before the chunk, or first of all in the passage."""
    chunks = [c for c in passage.chunks if c.kind is Kind.NAME and (chunk is None or c.start < chunk.start)]
    for one in reversed(chunks) if chunk else chunks:
        entry = directory.find(one.text)
        if entry and entry.kind is Kind.ORG:
            return entry.mention()
    return None
