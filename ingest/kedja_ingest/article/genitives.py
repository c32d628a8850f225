"""Names in a genitive that has no apostrophe, and which candidates are names for sure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

from msgspec.structs import replace

from kedja_ingest.article.candidates import Candidate
from kedja_ingest.article.heads import heads_pattern
from kedja_ingest.article.openings import openings
from kedja_ingest.article.vocabulary import Vocabulary, load_vocabulary
from kedja_ingest.article.world import World

_SHORTEST_NAME: Final = 2


def without_genitive(
    candidates: Iterable[tuple[str, Candidate]], vocabulary: Vocabulary, world: World
) -> Iterator[Candidate]:
    """The candidates, each with its text; a name in the genitive without the ending, where a language has a bare one.

    "Acmes" is Acme's when Acme is named elsewhere, or when a noun that is owned follows and Acmes never stands alone.
    """
    pairs = list(candidates)
    if not vocabulary.forms["bare_genitive"]:
        yield from (candidate for _, candidate in pairs)
        return
    owned, titled = _owned(vocabulary.language)
    generic = openings(vocabulary.language).generic
    alone = {c.text for text, c in pairs if not owned.match(text, c.end)}
    for text, candidate in pairs:
        name, base = candidate.text, candidate.text[:-1]
        known = base in alone or world.find(base) is not None or base in world.municipalities
        guessed = bool(owned.match(text, candidate.end)) and name not in alone and name not in world.municipalities
        fixed = candidate.alias or world.find(name) or name in world.given_names or not name.endswith("s")
        if fixed or len(base) < _SHORTEST_NAME or not (known or guessed):
            yield candidate
        else:
            # Who has a director or a parent company is somebody.
            sure = candidate.sure or (titled.match(text, candidate.end) is not None and not generic.fullmatch(base))
            yield replace(candidate, text=base, end=candidate.end - 1, sure=sure)


@lru_cache(maxsize=4)
def _owned(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What may follow a genitive: a noun, perhaps an adjective before it; of these also titles and relations alone."""
    vocabulary = load_vocabulary(language)
    nouns = vocabulary.lists["nouns"]
    terms = [
        *nouns["titles"]["heads"],
        *nouns["systems"]["singular"],
        *nouns["data"]["heads"],
        *nouns["people"]["subjects"],
        *nouns["incidents"]["nouns"],
        *(noun for group in nouns["units"].values() for noun in group),
        *(noun for group in nouns["organizations"]["relations"].values() for noun in group),
        *nouns["owned"],
    ]
    before, behind = vocabulary.forms["bare_genitive"], vocabulary.forms["behind_head"]
    relations = [noun for group in nouns["organizations"]["relations"].values() for noun in group]
    both = (terms, [*nouns["titles"]["heads"], *relations])
    nouns_after, titles_after = (heads_pattern(found, behind) for found in both)
    return re.compile(f"{before}{nouns_after}", re.IGNORECASE), re.compile(f"{before}{titles_after}", re.IGNORECASE)
