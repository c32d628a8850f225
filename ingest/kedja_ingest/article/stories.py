"""Digests: texts with a story under each heading, each on an incident of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from kedja.claim import Mention
from kedja_ingest.article.chunks import Kind
from kedja_ingest.article.incident import is_on_attack
from kedja_ingest.article.party import is_struck
from kedja_ingest.article.passages import Passage
from kedja_ingest.article.vocabulary import Vocabulary

_Section = list[Passage]
# A digest has a title and two headings at least, or three stories.
_FEWEST = 3
# A heading has so many characters at most.
_HEADING = 60


def stories(
    passages: Sequence[Passage], vocabulary: Vocabulary, attacked: Callable[[_Section], Mention | None]
) -> dict[int, Mention]:
    """The attacked party of each sentence's story, by the sentence's place; none for a text that is no digest.

    A digest has headings, and under two of them or more it says of a party that was attacked, each of which is named in
    no other part; or it has three such parts on attacks, be they paragraphs, and the whole names none more than these.
    `attacked` finds the attacked party of a part.
    """
    sections = list(_sections(passages))
    headed = len(sections) >= _FEWEST
    if not headed:
        sections = [list(part) for _, part in groupby(passages, lambda one: one.sentence.paragraph)]
    told = list(_told(sections, vocabulary, attacked))
    sure = sum(any(is_struck(one, vocabulary, {party.name, *party.aliases}) for one in part) for part, party in told)
    several = len(told) >= _FEWEST and (headed or sure > 1) and attacked(list(passages)) in [party for _, party in told]
    if not (several or (headed and sure > 1)):
        return {}
    return {one.sentence.start: party for part, party in told for one in part}


def _told(
    sections: Sequence[_Section], vocabulary: Vocabulary, attacked: Callable[[_Section], Mention | None]
) -> Iterator[tuple[_Section, Mention]]:
    """The parts that are on an attack, with the party of each, which no other part names."""
    named = Counter(name for section in sections for name in _names(section))
    for section in sections:
        party = attacked(section) if is_on_attack(section, vocabulary) else None
        if party and all(named[name] <= 1 for name in (party.name, *party.aliases)):
            yield section, party


def _names(section: _Section) -> set[str]:
    return {chunk.text for one in section for chunk in one.chunks if chunk.kind is Kind.NAME}


def _sections(passages: Sequence[Passage]) -> Iterator[_Section]:
    """The sentences under each heading; what stands before the first one is of no story."""
    section: _Section = []
    for one in passages:
        if _is_heading(one):
            if section:
                yield section
            section = [one]
        elif section:
            section.append(one)
    if section:
        yield section


def _is_heading(one: Passage) -> bool:
    """True for a short line without a point, and for one in capitals."""
    if one.text.endswith((".", "!", ":", ",", "”", '"')):
        return False
    return one.sentence.shouted or (len(one.text) <= _HEADING and not one.text.endswith("?"))
