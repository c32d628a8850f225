"""Digests: texts with a story under each heading, each on an incident of its own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import Final

from kedja.claim import Mention
from kedja_ingest.article.chunks import Kind
from kedja_ingest.article.incident import is_on_attack
from kedja_ingest.article.party import is_struck
from kedja_ingest.article.passages import Passage
from kedja_ingest.article.vocabulary import Vocabulary

_Section = list[Passage]
# A digest has a title and two headings at least, or three stories.
_FEWEST: Final = 3
# In so many parts it is said in so many words that somebody was attacked, where nothing else shows a digest.
_SURE: Final = 2
# A heading has so many characters at most.
_HEADING: Final = 60


def stories(
    passages: Sequence[Passage],
    vocabulary: Vocabulary,
    attacked: Callable[[_Section], Mention | None],
    spoken_of: Callable[[_Section], Mention | None],
) -> dict[int, Mention]:
    """The attacked party of each sentence's story, by the sentence's place; none for a text that is no digest.

    A digest has parts on attacks whose parties no other part names: under headings, or in paragraphs where its title
    says that it is one or where parties are said to be attacked in so many words. The party of the whole is one of
    them. `attacked` finds the attacked party of a part, `spoken_of` that of a part that is a story for sure.
    """
    sections = list(_sections(passages))
    headed = len(sections) >= _FEWEST
    if not headed:
        sections = [list(part) for _, part in groupby(passages, _paragraph)]
    digest = headed or _is_digest(passages, vocabulary)
    if not digest and sum(any(is_struck(one, vocabulary) for one in part) for part in sections) < _SURE:
        return {}
    named = Counter(name for section in sections for name in _names(section))

    def own(section: _Section, find: Callable[[_Section], Mention | None]) -> Mention | None:
        party = find(section)
        return party if party and all(named[name] <= 1 for name in [party.name, *party.aliases]) else None

    told = [(part, party) for part in sections if is_on_attack(part, vocabulary) and (party := own(part, attacked))]
    sure = sum(any(is_struck(one, vocabulary, {party.name, *party.aliases}) for one in part) for part, party in told)
    if not told or not (digest or (sure >= _SURE and len(told) >= _FEWEST)):
        return {}
    # What the title stands over is no story.
    rest = [part for part in sections if part[0] is not passages[0]]
    found = [(part, party) for part in rest if (party := own(part, spoken_of))]
    alone = digest and len(told) == 1 and (headed or len(found) < _FEWEST)
    if alone or attacked(list(passages)) not in [party for _, party in found]:
        return {}
    return {one.sentence.start: party for part, party in found for one in part}


def _paragraph(one: Passage) -> int:
    return one.sentence.paragraph


def _is_digest(passages: Sequence[Passage], vocabulary: Vocabulary) -> bool:
    """True where the title, or the first words, say that the text is one of several stories."""
    pattern = re.compile(vocabulary.forms["digest"], re.IGNORECASE)
    return any(pattern.search(one.text) for one in passages[:_FEWEST])


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
