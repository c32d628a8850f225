"""What the form of a name shows: of what kind its organization is, and whether a person may be called so."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from kedja.ontology import OrganizationKind
from kedja_ingest.article.patterns import words
from kedja_ingest.article.vocabulary import load_vocabulary
from kedja_ingest.article.words import load_words
from kedja_ingest.article.world import World

# "Berg-Svensson", and no "Wien-KLM".
_DOUBLE: Final = re.compile(r"[A-ZÅÄÖ][a-zåäöéèü]+[A-ZÅÄÖ]?[a-zåäöéèü]+-[A-ZÅÄÖ][a-zåäöéèü]+")
# A word of so many letters behind a given name is none of a person's.
_LONG: Final = 5
# A compound of more letters is rather what a company does than a surname.
_COMPOUND: Final = 11


@dataclass(frozen=True, slots=True)
class Forms:
    """Reads the forms of names in one language."""

    language: str
    world: World

    def kind_of(self, name: str) -> OrganizationKind | None:
        """The kind that the form of a name shows."""
        heads, endings = _forms(self.language)
        before, whole = f"{name} ", " " in name
        for kind, first, inner in heads:
            # "Department of" may have a place before it.
            if before.startswith(first) or (whole and inner.search(before)):
                return kind
        for kind, last in endings:
            if name.endswith(last):
                return kind
        parts = name.split(" ")
        if self.world.is_legal_form(parts[-1]) and len(parts) > 1:
            return OrganizationKind.COMPANY
        return tails(self.language).get(parts[-1].casefold()) if len(parts) > 1 else None

    def personal(self, name: str) -> bool:
        """True for a given name and a name behind it, and for a surname behind what is no word."""
        parts = name.split(" ")
        if not 2 <= len(parts) <= 4 or "&" in parts or parts[-1].casefold() in tails(self.language):
            return False
        if len(parts) == 2 and _DOUBLE.fullmatch(parts[1]) and parts[0].isalpha():
            return True
        lexicon = load_words(self.language)
        surname = any(map(self.world.is_surname, (parts[-1], *parts[-1].split("-"))))
        if parts[0].partition("-")[0] in self.world.given_names:
            # Short words are surnames: "Berg", "Hed", "Hill"; and compounds that are no word of their own: "Cedervall".
            word = parts[-1] in lexicon or (len(parts[-1]) > _COMPOUND and lexicon.knows(parts[-1]))
            return surname or len(parts[-1]) < _LONG or not word
        return len(parts) == 2 and surname and not lexicon.knows(parts[0])

    def christened(self, name: str) -> bool:
        """True for a given name with one more word behind it."""
        first, _, last = name.partition(" ")
        return first in self.world.given_names and last.isalpha()

    def formal(self, name: str) -> bool:
        """True for a name with a legal form at its end: "Acme Ltd"."""
        return " " in name and self.world.is_legal_form(name.rpartition(" ")[2])

    def worded(self, name: str) -> bool:
        """True for several words of which the last is a long one that nobody is called, and the first no given name."""
        first, _, last = name.rpartition(" ")
        lexicon = load_words(self.language)
        worded = last != name and len(last) > _LONG and last in lexicon and not self.world.is_surname(last)
        return worded and first.partition(" ")[0].partition("-")[0] not in self.world.given_names


_Heads = tuple[tuple[OrganizationKind, tuple[str, ...], re.Pattern[str]], ...]
_Endings = tuple[tuple[OrganizationKind, tuple[str, ...]], ...]


@lru_cache(maxsize=4)
def _forms(language: str) -> tuple[_Heads, _Endings]:
    """How names begin that show a kind, with what may stand inside of them as well, and how they end."""
    lists = load_vocabulary(language).lists["nouns"]["organizations"]
    heads = (
        (
            OrganizationKind(kind),
            tuple(f"{head} " for head in found),
            re.compile(f" {words(head for head in found if ' ' in head)} "),
        )
        for kind, found in lists["heads"].items()
    )
    return tuple(heads), tuple((OrganizationKind(kind), tuple(found)) for kind, found in lists["endings"].items())


@lru_cache(maxsize=4)
def tails(language: str) -> dict[str, OrganizationKind]:
    """The last words of organizations' names, with the kind that each shows."""
    rows = load_vocabulary(language).lists["nouns"]["organizations"]["tails"].items()
    return {tail: OrganizationKind(kind) for kind, found in rows for tail in found}


@lru_cache(maxsize=4)
def institutions(language: str) -> frozenset[str]:
    """Last words of names that stand for the whole with a capital: "the Commission"."""
    linked = load_vocabulary(language).lists["nouns"]["organizations"]["linked"]
    return frozenset(word for word in linked if word.casefold() in tails(language)) if language == "en" else frozenset()
