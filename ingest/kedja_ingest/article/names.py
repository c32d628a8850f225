"""Capitalised names in a sentence, before it is known what they name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache, partial
from typing import Any, Final

from kedja_ingest.article.candidates import Candidate
from kedja_ingest.article.joints import Joints
from kedja_ingest.article.nameless import Nameless
from kedja_ingest.article.numerals import is_year
from kedja_ingest.article.openings import QUOTES, openings
from kedja_ingest.article.patterns import words
from kedja_ingest.article.registers import Registers
from kedja_ingest.article.sentences import Sentence
from kedja_ingest.article.vocabulary import Vocabulary, load_vocabulary
from kedja_ingest.article.words import load_words
from kedja_ingest.article.world import Known, World, load_world

_ALIAS: Final = re.compile(
    r"\s?\(\s?(?:(?:or|hereinafter|hereafter|collectively),? )?(?:the (?=[\"“‘]))?"
    r"[\"“”'‘]?([^\W_][^()\"“”]{0,40}?)[\"“”'’]?\s?\)"
)
_BEFORE: Final = re.compile(r"([\w&-]+) \Z")
_AFTER: Final = re.compile(r" ([\w&-]+)")
# Behind the first of several names: "four products: Acme, Bolt and Coil".
_LISTED: Final = re.compile(r", [^\W\d_a-zåäö]\w+(?:,| och | and )")
# The rest of a number: "7,000".
_POINT: Final = re.compile(r"[.,]\d")
_LONGEST: Final = 6
# Longer ones are seldom words in capitals.
_ACRONYM: Final = 5
# As long are the legal forms that are written in small letters: plc, ltd.
_SHORT_FORM: Final = 3


class NameFinder:
    """Finds the candidates of one language."""

    def __init__(self, vocabulary: Vocabulary, world: World) -> None:
        grammar = vocabulary.lists["grammar"]["words"]
        self.openings = openings(vocabulary.language)
        self.token = self.openings.token
        organizations = vocabulary.lists["nouns"]["organizations"]
        self.joints = Joints(vocabulary, world, self.openings)
        self.nameless = Nameless(vocabulary, world)
        joined = organizations["joined"]
        self.joined = re.compile(rf" {words(joined)}(?=s?\b)" if joined else "(?!)")
        self.of = re.compile(rf"\b{words(organizations['linked'])} {grammar['linking']} \Z")
        self.short = re.compile(rf", ([\w&.-]{{2,12}}) {grammar['for_short']},?")
        self.counting = frozenset(grammar["counting"].split())
        self.acting = re.compile(vocabulary.forms["acting"])
        self.coordinated = re.compile(
            rf"(?:, [^\W\da-zåäö][\w&-]*(?: [A-ZÅÄÖ][\w&-]*)*)*{vocabulary.forms['coordinated']} (?-i:[A-ZÅÄÖ])"
        )
        self.descriptive = {
            self.acting: re.compile(vocabulary.forms["common_noun"]),
            self.coordinated: re.compile(vocabulary.forms["common_plural"]),
        }
        # Of several the last: "Eks and Ås kommuner".
        self.plurals = tuple(vocabulary.lists["grammar"].get("plural_tails", {}).items())
        self.shares = _shares(self.plurals, vocabulary.forms["coordinated"])
        self.local, self.institution = (re.compile(vocabulary.forms[name]) for name in ("town_company", "institution"))
        self.dictionary = load_words(vocabulary.language)
        self.nouns = frozenset(_words(vocabulary.lists["nouns"]))
        self.world = world
        self.registers = Registers.of(world.known)

    def find(self, sentence: Sentence, taken: bytearray) -> Iterator[Candidate]:
        """The candidates outside of what is taken, names of the registers first."""
        text, mine = sentence.text, bytearray(taken)
        for start, end in self.registers.spans(text):
            known = self.world.find(text[start:end])
            free = known is not None and not any(mine[start:end]) and not self._inside(known, text, start, end)
            if known and free and _is_written(known, text[start:end]) and not self.nameless.labels(text, start, end):
                yield self._with_alias(text, start, end, True, mine)
        for match in self.institution.finditer(text):
            if not any(mine[match.start() : match.end()]):
                yield self._with_alias(text, match.start(), match.end(), True, mine)
        if not sentence.shouted:
            for start, end in map(partial(self._extended, text, mine), self._runs(text, mine)):
                if not (self._local(text[start:end]) or self.nameless.has(text, start, end)):
                    yield self._with_alias(text, start, end, self._sure(text, start, end), mine)

    def _local(self, name: str) -> bool:
        """True for a description of a company by its town: "Malmöbolaget"."""
        match = self.local.match(name) or self.local.match(name.removesuffix("s"))
        return match is not None and match[1] in self.world.municipalities

    def _inside(self, known: Known, text: str, start: int, end: int) -> bool:
        """True for a country or a short name in a longer one: "Acme Ireland Ltd", "University of Iceland"."""
        if known.sort == "place" and self.of.search(text, 0, start):
            return True
        before = _BEFORE.search(text, 0, start)
        after = _AFTER.match(text, end)
        return known.sort in ("place", "org") and any(
            found and self._named(found[1]) and found[1].casefold() not in self.openings.common
            for found in (before, after)
        )

    def _with_alias(self, text: str, start: int, end: int, sure: bool, mine: bytearray) -> Candidate:
        if text[end : end + 2] in ("'s", "’s") and self.joints.is_saint(text[start:end]):
            # A church or a school is "St Mary's", with a genitive in its name.
            end += 2
        alias, stop = None, end
        if text[end : end + 2] in (". ", ".,") and self.world.is_legal_form(text[start:end].rpartition(" ")[2]):
            # The point of "Acme Inc. said" and "Acme Inc., a maker of" ends no sentence.
            stop = end + 1
        match = _ALIAS.match(text, stop) or self.short.match(text, end)
        if match and self.nameless.is_constituency(text[start:end], match):
            match = None
        if match and self._named(match[1].partition(" ")[0]) and len(match[1].split()) <= _LONGEST:
            alias, stop = match[1], match.end()
        mine[start:stop] = b"\1" * (stop - start)
        sure = sure or alias is not None or self.world.actors.match(text[start:end]) is not None
        name = text[start:end]
        one = next((name.removesuffix(many) + single for many, single in self.plurals if name.endswith(many)), name)
        if name.endswith("s") and self.plurals and (shared := self.shares.match(text, stop)):
            # "Eks" of "Eks and Ås kommuner"
            one = name + dict(self.plurals)[shared["tail"]]
            alias = name if name in self.world.municipalities else name[:-1]
        return Candidate(one, start, stop, sure, alias)

    def _runs(self, text: str, mine: bytearray) -> Iterator[tuple[int, int]]:
        """Runs of name words: "Group 1 Automotive", "University of Oslo", "Pratt & Whitney"."""
        start = end = -1
        count = 0
        for match in self.token.finditer(text):
            if start < 0 and match[0].islower():
                # Most words; what follows comes to the same.
                continue
            free = 1 not in mine[match.start() : match.end()]
            joined = start >= 0 and count < _LONGEST and self.joints.joins(text, start, end, match.start())
            if free and joined and (self._named(match[0]) or self._belongs(match[0], text, match.end())):
                end, count = match.end(), count + 1
                continue
            if start >= 0 and self.joints.links(text, start, end, match.start()):
                continue
            if start >= 0:
                yield from self.openings.trimmed(text, start, end)
            start, end, count = (match.start(), match.end(), 1) if free and self._named(match[0]) else (-1, -1, 0)
        if start >= 0:
            yield from self.openings.trimmed(text, start, end)

    def _belongs(self, token: str, text: str, end: int) -> bool:
        """True for what goes on in a name without a capital: "365" if it counts nothing, "plc"."""
        if token.isdigit() and _POINT.match(text, end):
            return False
        if token.isdigit() and not is_year(token):
            after = _AFTER.match(text, end)
            counts = after and (after[1][0].isdigit() or after[1] not in self.openings.common - self.counting)
            return not (counts and after and not after[1][0].isupper())
        return len(token) == _SHORT_FORM and self.world.is_legal_form(token)

    def _extended(self, text: str, mine: bytearray, run: tuple[int, int]) -> tuple[int, int]:
        """The run with what goes on in small letters: "Lunds universitet"."""
        more = self.joined.match(text, run[1])
        return (run[0], more.end()) if more and not any(mine[run[1] : more.end()]) else run

    def _named(self, token: str) -> bool:
        return not token.islower() and (token[0].isupper() or any(c.isupper() for c in token[1:]))

    def _sure(self, text: str, start: int, end: int) -> bool:
        name = text[start:end]
        if name.isdigit():
            return False
        # The first word of a notice may be in capitals: "ISLANDERS may have to wait".
        shouted = not start and name.isupper() and name.isalpha() and len(name) > _ACRONYM
        if " " in name or (any(c.isdigit() or c.isupper() for c in name[1:]) and not shouted):
            return True
        if text[:start].endswith(": ") and _LISTED.match(text, end):
            return True
        if name.casefold() not in self.nouns and self._acts(name, text, end):
            return True
        before = text[:start].rstrip(QUOTES + " ")
        inside = bool(before) and not before.endswith((":", ".", "?", "!"))
        return inside or (name.isalpha() and not self.dictionary.knows(name))

    def _acts(self, name: str, text: str, end: int) -> bool:
        """True for a word before a verb of speech, in the genitive or in a list of names, unless it looks common."""
        return any(shown.match(text, end) and not common.search(name) for shown, common in self.descriptive.items())


def _shares(plurals: Iterable[tuple[str, str]], coordinated: str) -> re.Pattern[str]:
    """What goes on behind a name that shares the noun of the last one: "and Ås kommuner"."""
    name = r"[A-ZÅÄÖ][\w-]+(?: [A-ZÅÄÖ][\w-]+)?"
    many = "|".join(many for many, _ in plurals) or "(?!)"
    return re.compile(rf"(?:, {name})*{coordinated} {name}(?P<tail>{many})\b")


@lru_cache(maxsize=4)
def name_finder(language: str) -> NameFinder:
    """The name finder of the language, made once."""
    return NameFinder(load_vocabulary(language), load_world())


def _is_written(known: Known, name: str) -> bool:
    """False for "the register", which is no medium."""
    return known.sort != "media" or name in known.names or not name.rpartition(" ")[2].islower()


def _words(table: Any) -> Iterator[str]:
    """All words of a table of lists, however deep."""
    if isinstance(table, str):
        yield from table.casefold().split()
    else:
        for part in table.values() if isinstance(table, dict) else table:
            yield from _words(part)
