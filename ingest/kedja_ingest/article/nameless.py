"""Runs of capitalised words that name nobody: laws, labels of data, departments, the people of a place."""

from __future__ import annotations

import re
from typing import Final

from kedja_ingest.article.vocabulary import Vocabulary
from kedja_ingest.article.world import World

_AFTER: Final = re.compile(r" ([\w&-]+)")
_HEADING: Final = re.compile(r"\b(?:[Hh]ead|[Dd]irector|[Cc]hief|[Mm]anager|VP|[Pp]resident|[Ll]ead) (?:of|for) \Z")
# What the people of a place are called has the place's name before one of these.
_PEOPLE: Final = ("ns", "ans", "ers", "rs", "ians", "ites")
# As many letters an abbreviation for a sort of data has.
_ABBREVIATION: Final = 3


class Nameless:
    """Knows them in one language."""

    def __init__(self, vocabulary: Vocabulary, world: World) -> None:
        grammar = vocabulary.lists["grammar"]["words"]
        self.world = world
        self.fields = frozenset(vocabulary.lists["nouns"]["titles"]["fields"])
        self.papers = frozenset(grammar.get("papers", "").split())
        self.states = frozenset(grammar.get("states", "").split())
        self.cited = re.compile(vocabulary.forms["cited"])
        self.labelled = frozenset(vocabulary.lists["nouns"]["data"]["labelled"])

    def has(self, text: str, start: int, end: int) -> bool:
        """True for "Article 5", "Head of Digital Services", "PPS numbers", "Protection Act", "Texans", "Tampa, FL"."""
        first, _, last = text[start:end].rpartition(" ")
        if self.cited.match(text, start) or self.labels(text, start, end):
            return True
        if first and last in self.papers:
            return True
        if last in self.fields and _HEADING.search(text, 0, start):
            return True
        return not first and (self._inhabitants(last) or (last in self.states and text[:start].endswith(", ")))

    def labels(self, text: str, start: int, end: int) -> bool:
        """True for an abbreviation that says of what sort the data behind it are: "PPS numbers"."""
        after = _AFTER.match(text, end) if end - start <= _ABBREVIATION and text[start:end].isupper() else None
        return after is not None and after[1] in self.labelled

    def is_constituency(self, name: str, match: re.Match[str]) -> bool:
        """True for what stands in brackets behind a person and is no other name: "Mary Jones (Glenavon East)"."""
        person = " " in name and name.partition(" ")[0] in self.world.given_names
        return person and match[0].endswith(")") and not (match[1].isupper() or match[1] in name or '"' in match[0])

    def _inhabitants(self, word: str) -> bool:
        """True for "Manitobans", "Londoners" and "Canadians"."""
        if not self.papers or not word.endswith("s"):
            return False
        places = (word.removesuffix(ending) for ending in _PEOPLE if word.endswith(ending))
        known = map(self.world.find, places)
        return word[:-1] in self.world.demonyms or any(found is not None and found.sort == "place" for found in known)
