"""What joins the words of a name: "University of Oslo", "King's College", "Hôtel du Port", "Mary A. Jones"."""

from __future__ import annotations

import re
from typing import Final

from kedja_ingest.article.openings import Openings
from kedja_ingest.article.patterns import words
from kedja_ingest.article.vocabulary import Vocabulary
from kedja_ingest.article.words import load_words
from kedja_ingest.article.world import World

_GENITIVE: Final = ("'s ", "’s ")
_GOES_ON: Final = re.compile(r" [^\W\d_a-zåäö]")


class Joints:
    """Tells for one language whether the next word goes on with a name."""

    def __init__(self, vocabulary: Vocabulary, world: World, opened: Openings) -> None:
        grammar, organizations = vocabulary.lists["grammar"]["words"], vocabulary.lists["nouns"]["organizations"]
        self.world, self.openings, self.token = world, opened, opened.token
        self.linked = frozenset(organizations["linked"])
        self.patrons = frozenset(organizations["patrons"])
        self.saints = frozenset(part for part in self.patrons if part.startswith(("St", "Saint", "S:t")))
        self.linking = re.compile(rf" {grammar['linking']} ")
        self.link = re.compile(rf" {grammar['linking']} (?=[^\W\d_])")
        self.dictionary = load_words(vocabulary.language)
        particles = list(filter(None, grammar.get("particles", "").split("|")))
        self.particles = frozenset(f" {particle} " for particle in particles)
        self.doubtful = frozenset(f" {particle} " for particle in grammar.get("doubtful_particles", "").split())
        self.within = re.compile(rf" {words(particles)} (?=[^\W\d_a-zåäö])" if particles else "(?!)")
        self.plural_owners = frozenset(("' ", "’ ")) if particles else frozenset[str]()

    def joins(self, text: str, start: int, end: int, following: int) -> bool:
        """True where the word at `following` goes on with the name from `start` to `end`."""
        gap = text[end:following]
        if gap in {" ", " & "}:
            return True
        if self.linking.fullmatch(gap):
            return text[start:end].rpartition(" ")[2] in self.linked
        if gap in _GENITIVE:
            return self._patron(text[start:end])
        token = self.token.match(text, following)
        if token is None or not token[0][0].isupper():
            return False
        if gap == ", ":
            # "Acme, Inc.", but not "Mary Jones, Company Secretary"
            return self.world.is_legal_form(token[0]) and _GOES_ON.match(text, token.end()) is None
        if token[0].casefold() in self.openings.common:
            return False
        last = text[start:end].rpartition(" ")[2]
        if gap == ". ":
            # "Mary A. Jones" and "St. Mary", but no "A. Acme" that answers a question.
            initial = len(last) == 1 and last.isalpha() and (start > 0 or start + 1 < end)
            return initial or last in self.saints
        return self._foreign(gap, last, token[0])

    def links(self, text: str, start: int, end: int, position: int) -> bool:
        """True for the "of" in "University of Oslo", the "du" in "Hôtel du Port", and the "s" in "King's College"."""
        if text[end:position] in ("'", "’") and text[position : position + 2] == "s ":
            return self._patron(text[start:end]) and text[position + 2].isupper()
        if within := self.within.match(text, end):
            return position < within.end()
        link = self.link.match(text, end) if text[start:end].rpartition(" ")[2] in self.linked else None
        return link is not None and position < link.end() and text[link.end()].isupper()

    def is_saint(self, name: str) -> bool:
        """True for "St Mary"."""
        return name.count(" ") == 1 and name.partition(" ")[0] in self.saints

    def _foreign(self, gap: str, last: str, following: str) -> bool:
        """True for a particle between words that are no prose, and for "the Nurses' Union"."""
        if gap in self.plural_owners:
            return last.endswith("s") and not last.isupper() and self.dictionary.knows(last)
        prose = gap in self.doubtful and (self.dictionary.knows(last) or self.dictionary.knows(following))
        return gap in self.particles and not prose

    def _patron(self, name: str) -> bool:
        return not self.patrons.isdisjoint(name.split(" "))
