"""Where a company is by the word before it or a part of its own: "the Norwegian supplier Acme", "Malmöbolaget"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from kedja.claim import Mention
from kedja.ontology import EntityType
from kedja_ingest.article.chunks import Chunk, Kind
from kedja_ingest.article.drafts import Draft, fits
from kedja_ingest.article.passages import Passage
from kedja_ingest.article.screening import Gated
from kedja_ingest.article.vocabulary import Vocabulary, load_vocabulary
from kedja_ingest.article.world import load_world

_PARTIES: Final = (Kind.ORG, Kind.DESCRIPTION, Kind.SUPPLIER)


class Origins:
    """Reads countries and towns off adjectives and compounds of one language."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.countries: dict[str, str] = vocabulary.lists["grammar"].get("nations", {})
        adjective = rf"\b({'|'.join(self.countries)})sk(?:t|a|e)?(?!\w)" if self.countries else "(?!)"
        self.nations = Gated.of(adjective, vocabulary.screen)
        self.owned = re.compile(vocabulary.forms["owned_by"], re.IGNORECASE)
        self.local, self.towns = re.compile(vocabulary.forms["town_company"]), load_world().municipalities

    def draft(self, passage: Passage) -> Iterator[Draft]:
        """What the passage says so of the organizations in it."""
        for match in self.nations.finditer(passage.text):
            for chunk in passage.chunks:
                # The adjective is part of it, or stands right before.
                beside = chunk.start <= match.start() < chunk.end or chunk.start == match.end() + 1
                named = chunk.mention is not None and passage.text[match.start() : match.end()] in chunk.mention.name
                if beside and not named and not self.owned.search(passage.text, 0, chunk.start):
                    yield from _located(passage, chunk, self.countries[match[1]])
        for chunk in passage.chunks:
            town = self.local.match(chunk.text) if chunk.text[:1].isupper() else None
            if town and town[1] in self.towns:
                yield from _located(passage, chunk, town[1])


@lru_cache(maxsize=4)
def origins(language: str) -> Origins:
    """Those of the language, made once: a new pattern makes the screen forget its words."""
    return Origins(load_vocabulary(language))


def _located(passage: Passage, chunk: Chunk, place: str) -> Iterator[Draft]:
    at = passage.skeleton.position(chunk) if chunk.kind in _PARTIES and chunk.mention else -1
    if at >= 0:
        object = Mention(type=EntityType.PLACE, name=place)
        one = Draft("located_in", passage, at, at + 1, subject=chunk.mention, object=object)
        if fits(one):
            yield one
