"""Capitalised names in a sentence, before it is known what they name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from typing import Any

from kedja_ingest.article.heads import heads_pattern
from kedja_ingest.article.numerals import is_year
from kedja_ingest.article.patterns import words
from kedja_ingest.article.sentences import Sentence
from kedja_ingest.article.vocabulary import Vocabulary, load_vocabulary
from kedja_ingest.article.world import Known, World, load_world

_TOKEN = r"(?:[A-Z]\.){{2,}}|\w+(?:{compound}[-&._/]\w+|['’](?!s\b)\w+)*"
_ALIAS = re.compile(r"\s?\(\s?[\"“”'‘]?([^\W_][^()\"“”]{0,40}?)[\"“”'’]?\s?\)")
_BEFORE = re.compile(r"([\w&-]+) \Z")
_AFTER = re.compile(r" ([\w&-]+)")
_QUOTES = "\"“”'‘’–—"
_LONGEST = 6
_SHORTEST_NAME = 2


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch that may be a name; `sure` when its capital cannot come from its place in the sentence."""

    text: str
    start: int
    end: int
    sure: bool
    alias: str | None = None


class NameFinder:
    """Finds the candidates of one language."""

    def __init__(self, vocabulary: Vocabulary, world: World) -> None:
        grammar = vocabulary.lists["grammar"]["words"]
        self.common = vocabulary.stop | {*grammar["months"], *grammar["weekdays"]}
        self.nameless = world.demonyms | {*grammar["acronyms"]}
        self.aside = vocabulary.determiners | {*grammar["months"], *grammar["weekdays"]}
        self.fillers = {word for filler in grammar["fillers"] for word in filler.split()}
        self.titles = frozenset(vocabulary.lists["nouns"]["titles"]["heads"])
        self.linked = frozenset(vocabulary.lists["nouns"]["organizations"]["linked"])
        self.token = re.compile(_TOKEN.format(compound=vocabulary.forms["no_compound"]))
        joined = vocabulary.lists["nouns"]["organizations"]["joined"]
        self.joined = re.compile(rf" {words(joined)}(?=s?\b)" if joined else "(?!)")
        self.linking = re.compile(rf" {grammar['linking']} ")
        self.link = re.compile(rf" {grammar['linking']} (?=[^\W\d_])")
        self.short = re.compile(rf", ([\w&.-]{{2,12}}) {grammar['for_short']},?")
        self.acting = re.compile(vocabulary.forms.get("acting", "(?!)"))
        self.nouns = frozenset(_words(vocabulary.lists["nouns"]))
        self._generic(vocabulary)
        self.world = world
        register = [name for name in world.known if " " in name or not name.islower()]
        self.register = re.compile(rf"\b(?-i:(?=[A-ZÅÄÖÉÜØÆ])){words(register)}(?![\w-])", re.IGNORECASE)

    def _generic(self, vocabulary: Vocabulary) -> None:
        """Nouns that stand before names, in a language where they need no article: "Systemet X"."""
        nouns = vocabulary.lists["nouns"]
        organizations = nouns["organizations"]
        terms = [
            *nouns["systems"]["singular"],
            *nouns["actors"]["nouns"],
            *nouns["incidents"]["nouns"],
            *(noun for group in organizations["descriptions"].values() for noun in group),
            *(noun for group in organizations["relations"].values() for noun in group),
        ]
        behind = vocabulary.forms["behind_head"]
        self.generic = heads_pattern(terms, behind) if vocabulary.forms["bare_genitive"] else None
        self.listed = {term.removeprefix("-") for term in terms}
        firsts = [*self.linked, *(head for group in organizations["heads"].values() for head in group)]
        self.first_words = {name.partition(" ")[0].casefold() for name in firsts}

    def find(self, sentence: Sentence, taken: bytearray) -> Iterator[Candidate]:
        """The candidates outside of what is taken, names of the registers first."""
        text, mine = sentence.text, bytearray(taken)
        for match in self.register.finditer(text):
            known = self.world.find(match[0])
            if known and not any(mine[match.start() : match.end()]) and not self._inside(known, text, match):
                yield self._with_alias(text, match.start(), match.end(), True, mine)
        if not sentence.shouted:
            for start, end in map(partial(self._extended, text, mine), self._runs(text, mine)):
                yield self._with_alias(text, start, end, self._sure(text, start, end), mine)

    def _inside(self, known: Known, text: str, match: re.Match[str]) -> bool:
        """True for a country in a longer name: "Acme Ireland Ltd"."""
        before = _BEFORE.search(text, 0, match.start())
        after = _AFTER.match(text, match.end())
        return known.sort == "place" and any(
            found and self._named(found[1]) and found[1].casefold() not in self.common for found in (before, after)
        )

    def _with_alias(self, text: str, start: int, end: int, sure: bool, mine: bytearray) -> Candidate:
        alias, stop = None, end
        if text[end : end + 2] == ". " and text[start:end].rpartition(" ")[2] in self.world.legal_forms:
            # The point of "Acme Inc. said" ends no sentence.
            stop = end + 1
        match = _ALIAS.match(text, end) or self.short.match(text, end)
        if match and self._named(match[1].partition(" ")[0]) and len(match[1].split()) <= _LONGEST:
            alias, stop = match[1], match.end()
        mine[start:stop] = b"\1" * (stop - start)
        sure = sure or alias is not None or self.world.actors.match(text[start:end]) is not None
        return Candidate(text[start:end], start, stop, sure, alias)

    def _runs(self, text: str, mine: bytearray) -> Iterator[tuple[int, int]]:
        """Runs of name words: "Group 1 Automotive", "University of Oslo", "Pratt & Whitney"."""
        start = end = -1
        count = 0
        for match in self.token.finditer(text):
            free = not any(mine[match.start() : match.end()])
            joined = start >= 0 and count < _LONGEST and self._joins(text, start, end, match.start())
            if (
                free
                and joined
                and (
                    self._named(match[0])
                    or (match[0].isdigit() and not is_year(match[0]) and not text[match.end() :][1:2].islower())
                )
            ):
                end, count = match.end(), count + 1
                continue
            if start >= 0 and self._links(text, start, end, match.start()):
                continue
            if start >= 0:
                yield from self._trimmed(text, start, end)
            start, end, count = (match.start(), match.end(), 1) if free and self._named(match[0]) else (-1, -1, 0)
        if start >= 0:
            yield from self._trimmed(text, start, end)

    def _extended(self, text: str, mine: bytearray, run: tuple[int, int]) -> tuple[int, int]:
        """The run with what goes on in small letters: "Lunds universitet"."""
        more = self.joined.match(text, run[1])
        return (run[0], more.end()) if more and not any(mine[run[1] : more.end()]) else run

    def _joins(self, text: str, start: int, end: int, following: int) -> bool:
        gap = text[end:following]
        if self.linking.fullmatch(gap):
            return text[start:end].rpartition(" ")[2] in self.linked
        return gap in {" ", " & "}

    def _links(self, text: str, start: int, end: int, position: int) -> bool:
        """True for the "of" in "University of Oslo"."""
        link = self.link.match(text, end) if text[start:end].rpartition(" ")[2] in self.linked else None
        return link is not None and position < link.end() and text[link.end()].isupper()

    def _named(self, token: str) -> bool:
        inner = any(c.isupper() for c in token[1:])
        return token[0].isupper() or (inner and not token.isdigit())

    def _trimmed(self, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The run without function words, titles and demonyms that only happen to carry a capital at its start."""
        first = len(text) - len(text.lstrip(_QUOTES + " "))
        while start < end and text[start:end] not in self.world.demonyms:
            token = self.token.match(text, start)
            if token is None or not (
                self._empty(token[0], token.end() == end) if start == first else self._leading(token[0])
            ):
                break
            start = token.end() + len(text[token.end() : end]) - len(text[token.end() : end].lstrip(" &"))
        tail = text[start:end].rpartition(" ")[2]
        if tail.casefold() in self.titles:
            # "Sonic CEO" holds a name, "Information Commissioner" none
            end = end - len(tail) - 1 if tail.isupper() else start
        if end - start > 1 and text[start:end] not in self.nameless:
            yield start, end

    def _leading(self, token: str) -> bool:
        """True for what is no part of a name even inside of a sentence: "The", "CEO", "Monday"."""
        # "Russian-speaking"
        spoken = "-" in token and token.partition("-")[0] in self.world.demonyms
        return spoken or token.casefold() in self.titles or token.casefold() in self.aside

    def _empty(self, token: str, alone: bool) -> bool:
        """True for what begins a sentence and no name; "Lönesystemet" before a name, "Bolaget" alone as well."""
        plain = token.casefold()
        if self.generic and plain not in self.first_words and self.generic.fullmatch(token):
            return plain in self.listed or not alone
        # "IT" and "US" are no pronouns; a demonym before a name belongs to it only when a register says so.
        if plain in self.common or plain in self.fillers:
            return not (token.isupper() and len(token) > 1) or plain == "it"
        return plain in self.titles

    def _sure(self, text: str, start: int, end: int) -> bool:
        name = text[start:end]
        if " " in name or any(c.isdigit() or c.isupper() for c in name[1:]):
            return True
        if self.acting.match(text, end) and name.casefold() not in self.nouns and not name.endswith("s"):
            return True
        return bool(text[:start].rstrip(_QUOTES + " ")) and not text[:start].rstrip(_QUOTES + " ").endswith(
            (":", ".", "?", "!")
        )


def _words(table: Any) -> Iterator[str]:
    """All words of a table of lists, however deep."""
    if isinstance(table, str):
        yield from table.casefold().split()
    else:
        for part in table.values() if isinstance(table, dict) else table:
            yield from _words(part)


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
    generic = name_finder(vocabulary.language).generic or re.compile("(?!)")
    alone = {c.text for text, c in pairs if not owned.match(text, c.end)}
    for text, candidate in pairs:
        name, base = candidate.text, candidate.text[:-1]
        known = base in alone or world.find(base) is not None or base in world.municipalities
        guessed = bool(owned.match(text, candidate.end)) and name not in alone and name not in world.municipalities
        fixed = candidate.alias or world.find(name) or name in world.given_names or not name.endswith("s")
        if fixed or len(base) < _SHORTEST_NAME or not (known or guessed):
            yield candidate
        else:
            # Who has a director is somebody.
            sure = candidate.sure or (titled.match(text, candidate.end) is not None and not generic.fullmatch(base))
            yield replace(candidate, text=base, end=candidate.end - 1, sure=sure)


@lru_cache(maxsize=4)
def _owned(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What may follow a genitive: a noun, perhaps with an adjective before it; and a title alone."""
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
    both = (terms, nouns["titles"]["heads"])
    nouns_after, titles_after = (heads_pattern(found, behind).pattern for found in both)
    return re.compile(f"{before}{nouns_after}", re.IGNORECASE), re.compile(f"{before}{titles_after}", re.IGNORECASE)


def sure_names(candidates: Iterable[Candidate]) -> frozenset[str]:
    """The names that surely are names, with the beginnings of them that stand alone elsewhere."""
    found = list(candidates)
    sure = {c.text for c in found if c.sure} | {c.alias for c in found if c.alias}
    beginnings = {" ".join(name.split(" ")[:k]) for name in sure for k in range(1, name.count(" ") + 1)}
    return frozenset(sure | {c.text for c in found} & beginnings)


@lru_cache(maxsize=4)
def name_finder(language: str) -> NameFinder:
    """The name finder of the language, made once."""
    return NameFinder(load_vocabulary(language), load_world())
