"""What begins a run of capitalised words and belongs to no name: function words, titles, nouns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from kedja_ingest.article.heads import heads_pattern
from kedja_ingest.article.patterns import words
from kedja_ingest.article.vocabulary import Vocabulary, load_vocabulary
from kedja_ingest.article.words import load_words
from kedja_ingest.article.world import World, load_world

_TOKEN: Final = r"(?:[A-Z]\.){{2,}}|\w+(?:{compound}[-&._/]\w+|['’](?!(?:s|m|re|ve|ll|d)\b)\w+)*"
# A public office and what links it to its field are no longer.
_OFFICE: Final = 60
QUOTES: Final = "\"“”'‘’–—*★•"


class Openings:
    """Cuts runs of capitalised words of one language down to names."""

    def __init__(self, vocabulary: Vocabulary, world: World) -> None:
        grammar = vocabulary.lists["grammar"]["words"]
        titles = vocabulary.lists["nouns"]["titles"]
        self.common = vocabulary.stop | {*grammar["months"], *grammar["weekdays"], *grammar.get("leading", "").split()}
        self.nameless = world.demonyms | {*grammar["acronyms"]}
        self.honorifics = frozenset(titles["honorifics"])
        self.aside = vocabulary.determiners | self.honorifics | {*grammar["months"], *grammar["weekdays"]}
        self.fillers = {word for filler in grammar["fillers"] for word in filler.split()}
        self.titles = re.compile(heads_pattern(titles["heads"], vocabulary.forms["behind_head"]), re.IGNORECASE)
        self.offices = frozenset(titles["offices"])
        self.given_names, self.peoples = world.given_names, frozenset(grammar["peoples"])
        linking = grammar["linking"]
        # A language without such offices has no fields behind them.
        field = rf"\b{words(sorted(self.offices))} {linking} \Z" if self.offices else "(?!)"
        self.fields = re.compile(field, re.IGNORECASE)
        self.token = re.compile(_TOKEN.format(compound=vocabulary.forms["no_compound"]))
        self.demonyms = world.demonyms
        self.is_legal_form = world.is_legal_form
        self.dictionary = load_words(vocabulary.language)
        self._generic(vocabulary)

    def _generic(self, vocabulary: Vocabulary) -> None:
        """Nouns that stand before names, in a language where they need no article: "Systemet X"."""
        nouns = vocabulary.lists["nouns"]
        organizations = nouns["organizations"]
        terms = [
            *nouns["systems"]["singular"],
            *nouns["actors"]["nouns"],
            *nouns["incidents"]["nouns"],
            *nouns["titles"]["heads"],
            *(noun for group in organizations["descriptions"].values() for noun in group),
            *(noun for group in organizations["relations"].values() for noun in group),
        ]
        behind = vocabulary.forms["behind_head"]
        definite = re.compile(vocabulary.forms["definite"])
        # "Kommunerna Ek och Ås"
        terms += (noun for group in nouns["units"].values() for noun in group if definite.search(noun))
        # "Insurer Acme said"
        terms = terms if vocabulary.forms["bare_genitive"] else organizations["fronted"]
        self.generic = re.compile(heads_pattern(terms, behind), re.IGNORECASE)
        self.listed = {term.removeprefix("-") for term in terms}
        firsts = [*organizations["linked"], *(head for group in organizations["heads"].values() for head in group)]
        self.first_words = {name.partition(" ")[0].casefold() for name in firsts}

    def trimmed(self, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The run without function words, titles and demonyms that only happen to carry a capital at its start."""
        first = len(text) - len(text.lstrip(QUOTES + " "))
        while start < end and text[start:end] not in self.demonyms:
            token = self.token.match(text, start)
            if token is None:
                break
            title = self.titles.match(text, start, end)
            if title is None and not (
                self._empty(token[0], token.end() == end)
                if start == first or text.endswith(": ", 0, start)
                else self._leading(token[0])
            ):
                break
            behind = title.end() if title else token.end()
            if self.is_legal_form(text[behind:end].strip()) and token[0].casefold() not in self.aside:
                # "Kodverket AB"
                break
            start = behind + len(text[behind:end]) - len(text[behind:end].lstrip(" &"))
        end = self._cut(text, start, end)
        for first, last in self._around_title(text, start, end):
            if last - first > 1 and text[first:last] not in self.nameless:
                yield first, last

    def _cut(self, text: str, start: int, end: int) -> int:
        """Where the run ends without a pronoun, a title or half a compound behind it."""
        tail = text[start:end].rpartition(" ")[2]
        if tail == "I" and text[end : end + 1] == " " and text[end + 1 : end + 2].islower():
            # "Course I am."
            end = max(start, end - 2)
            tail = text[start:end].rpartition(" ")[2]
        if self.titles.fullmatch(tail):
            # "Sonic CEO" holds a name, "Information Commissioner" none
            end = end - len(tail) - 1 if tail.isupper() else start
        if text[end : end + 1] == "-" and " " in text[start:end] and tail in self.nameless:
            # "Acmes HR-chef"
            end -= len(tail) + 1
        return end

    def _around_title(self, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The run, or what stands before and behind a person's title in it: "Acme CEO Mary Jones"."""
        # One word is no field with a person behind it.
        field = " " in text[start:end] and self.fields.search(text, max(0, start - _OFFICE), start)
        for token in self.token.finditer(text, start, end):
            if field and token.start() > start and token.end() < end and token[0] in self.given_names:
                # "Minister of Justice Mary Jones"
                yield token.start(), end
                return
            title = self.titles.match(text, token.start(), end)
            behind = token.end() + 1
            if title and title.end() > token.end() and self._personal(title[0].casefold(), text[title.end() + 1 : end]):
                # "Ohio Attorney General Mary Jones"
                if token.start() > start:
                    yield start, title.end()
                yield title.end() + 1, end
                return
            if self.titles.fullmatch(token[0]) and self._personal(token[0].casefold(), text[behind:end]):
                if token.start() > start and token[0].casefold() not in self.offices:
                    yield start, token.start() - 1
                yield behind, end
                return
        yield start, end

    def _personal(self, title: str, name: str) -> bool:
        """True for a given name and what follows, and behind a public title for two words that are no prose."""
        first, _, last = name.partition(" ")
        if first.partition("-")[0] in self.given_names:
            return True
        plain = first.isalpha() and last.replace("-", "").isalpha() and not self.is_legal_form(last)
        return title in self.offices and plain and not (self.dictionary.knows(first) or self.dictionary.knows(last))

    def _leading(self, token: str) -> bool:
        """True for what is no part of a name even inside of a sentence: "The", "CEO", "Monday"."""
        # "Russian-speaking"
        spoken = "-" in token and token.partition("-")[0] in self.demonyms
        return spoken or token.casefold() in self.aside

    def _empty(self, token: str, alone: bool) -> bool:
        """True for what begins a sentence and no name; "Lönesystemet" before a name, "Bolaget" alone as well."""
        plain = token.casefold()
        # "Kommunens Edlevo"
        for form in (token, token.removesuffix("s")) if plain not in self.first_words else ():
            if self.generic.fullmatch(form):
                return form.casefold() in self.listed or not alone
        # "IT" and "US" are no pronouns; a demonym before a name belongs to it only when a register says so.
        if plain in self.common or plain in self.fillers:
            return not (token.isupper() and len(token) > 1) or plain == "it"
        return plain in self.honorifics or (plain in self.peoples and not alone)


@lru_cache(maxsize=4)
def openings(language: str) -> Openings:
    """The openings of the language, made once."""
    return Openings(load_vocabulary(language), load_world())
