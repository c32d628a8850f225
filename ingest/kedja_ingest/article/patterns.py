"""The language of the rules: regular expressions with named sets of words and slots for chunks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from sys import maxsize
from typing import Any, Final, cast

import pcre2
from pcre2 import _cy as pcre

from kedja_ingest.article.chunks import Kind

# A chunk stands in a skeleton as one character of Unicode's private use area, a block of 256 to a kind.
_BLOCK: Final = 256
_BASE: Final = 0xE000
_KINDS: Final = tuple(Kind)
_FIRST: Final = {kind: _BASE + _BLOCK * number for number, kind in enumerate(Kind)}
PRIVATES: Final = f"{chr(_BASE)}-{chr(_BASE + _BLOCK * len(Kind) - 1)}"
PRIVATE: Final = re.compile(f"[{PRIVATES}]")

_ORGS: Final = (Kind.NAME, Kind.ORG, Kind.AUTHORITY, Kind.MEDIA, Kind.DESCRIPTION, Kind.SUPPLIER, Kind.SUBSIDIARY)
_KIND_OF: Final = {chr(first + number): kind for kind, first in _FIRST.items() for number in range(_BLOCK)}
# What a gap does not run over: something else may be meant then.
_COUNTABLE: Final = (*_ORGS, Kind.GROUP, Kind.QUANTITY, Kind.COUNT, Kind.PEOPLE, Kind.PERSON, Kind.ACTOR)
_SLOTS: Final[dict[str, tuple[Kind, ...]]] = {
    "name": (Kind.NAME,),
    "org": _ORGS,
    "authority": (Kind.AUTHORITY,),
    "party": (*_ORGS, Kind.PRONOUN),
    "desc": (Kind.DESCRIPTION, Kind.SUPPLIER),
    "supplier": (Kind.SUPPLIER,),
    "group": (Kind.GROUP,),
    "victim": (*_ORGS, Kind.GROUP, Kind.QUANTITY, Kind.PLACE),
    "qty": (Kind.QUANTITY,),
    "count": (Kind.COUNT,),
    "people": (Kind.PEOPLE,),
    "subject": (Kind.PEOPLE, Kind.COUNT),
    "person": (Kind.PERSON, Kind.NAME),
    "speaker": (
        *(Kind.PERSON, Kind.ORG, Kind.AUTHORITY, Kind.DESCRIPTION, Kind.SUPPLIER, Kind.PRONOUN, Kind.ACTOR),
        Kind.TITLE,
    ),
    "actor": (Kind.ACTOR,),
    "system": (Kind.SYSTEM,),
    "data": (Kind.DATA,),
    "money": (Kind.MONEY,),
    "percent": (Kind.PERCENT,),
    "date": (Kind.DATE,),
    "place": (Kind.PLACE,),
    "title": (Kind.TITLE,),
    "pronoun": (Kind.PRONOUN,),
    "possessive": (Kind.POSSESSIVE,),
    "attack": (Kind.ATTACK, Kind.OUTAGE),
    "outage": (Kind.OUTAGE,),
    "subsidiary": (Kind.SUBSIDIARY,),
    "parent": (Kind.PARENT,),
    "any": (*_ORGS, Kind.PERSON, Kind.SYSTEM, Kind.GROUP, Kind.PRONOUN, Kind.ACTOR, Kind.QUANTITY),
}
# In a term for a word that is a chunk; no character of a text.
_STAND_IN: Final = "\ufdd0"
_PLURALS: Final = {"authorities": "authority", "parties": "party", "peoples": "people", "qtys": "qty"}
# A capital letter, or what looks like one: an escape, a named group.
_CAPITAL: Final = re.compile(r"\\.|\(\?P|[^\W\d_a-z]")
SLOT: Final = re.compile(r"\{([a-z]+)(?::([a-z0-9]+))?\}")
SET: Final = re.compile(r"(?<!\?P)<([a-z_]+)>")
# How PCRE matches: without limits of our own; at a place.
_CONTEXT: Final = pcre.create_match_context()
_ANCHORED: Final = int(pcre.MatchOption.ANCHORED)


def placeholder(kind: Kind, number: int) -> str | None:
    """The character for the chunk of that number among those of its kind, None beyond the 256th."""
    return chr(_FIRST[kind] + number) if number < _BLOCK else None


def kind_of(character: str) -> Kind | None:
    """The kind of the chunk that a character stands for; None when it stands for none."""
    return _KIND_OF.get(character[0])


def kinds_in(slot: str) -> tuple[Kind, ...]:
    """The kinds that a slot takes; none when it takes words."""
    if slot == "owner":
        return (*_ORGS, Kind.POSSESSIVE)
    if slot in ("items", "gap", "words"):
        return ()
    return _SLOTS.get(slot) or _SLOTS[_PLURALS.get(slot, slot.removesuffix("s"))]


class Sets(Mapping[str, str]):
    """The regular expressions of sets of words, each written when it is first asked for; `forms` are known as such.

    For what `own` finds in a term, "its", there stands a chunk in a skeleton.
    """

    def __init__(
        self, terms: Mapping[str, Iterable[str]], forms: Mapping[str, str], own: re.Pattern[str] | None = None
    ) -> None:
        self._terms, self._written, self._own = terms, dict(forms), own

    def __getitem__(self, name: str) -> str:
        if name not in self._written:
            terms = self._terms[name]
            if self._own and any(map(self._own.search, terms)):
                written = words(self._own.sub(_STAND_IN, term) for term in terms)
                self._written[name] = rf"\b{written}(?!\w)".replace(_STAND_IN, "{possessive}")
            else:
                self._written[name] = rf"\b{words(terms)}(?!\w)"
        return self._written[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._written.keys() | self._terms.keys())

    def __len__(self) -> int:
        return len(self._written.keys() | self._terms.keys())


class Expression:
    """A regular expression of PCRE, used as one of `re`; a place where it would backtrack for ever is no match.

    Attempts go to the compiled part of the library: its checks before that, in Python, take longer than most.
    """

    __slots__ = ("_code", "groupindex", "pattern")

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        # Most are tried a few times: what the just-in-time compiler costs does not come back.
        compiled = pcre2.compile(pattern, jit=False)
        self._code = compiled._pcre2_code
        self.groupindex: dict[str, int] = dict(compiled.groupindex)

    def match(self, text: str, start: int = 0) -> re.Match[str] | None:
        """The match that begins there."""
        return self._first(text, start, len(text), _ANCHORED)

    def search(self, text: str, start: int = 0, end: int = maxsize) -> re.Match[str] | None:
        """The first match of a stretch."""
        end = min(end, len(text))
        return self._first(text, min(start, end), end, 0)

    def finditer(self, text: str, start: int = 0, end: int = maxsize) -> Iterator[re.Match[str]]:
        """The matches of a stretch that do not overlap."""
        end = min(end, len(text))
        try:
            for found in pcre.match_generator(self._code, text, end, min(start, end), _CONTEXT):
                yield cast("re.Match[str]", _Match(self, text, found[0]))
        except pcre2.LibraryError:
            return

    def _first(self, text: str, start: int, end: int, options: int) -> re.Match[str] | None:
        try:
            found = pcre.match(self._code, text, end, start, _CONTEXT, options)[0]
        except pcre2.LibraryError:
            return None
        return cast("re.Match[str]", _Match(self, text, found)) if found else None


class _Match:
    """What an expression found, with as much of a match of `re` as rules ask for."""

    __slots__ = ("_data", "re", "string")

    def __init__(self, expression: Expression, text: str, data: Any) -> None:
        self.re, self.string, self._data = expression, text, data

    def __getitem__(self, group: int | str) -> str | None:
        found: str | None = pcre.match_substring_bynumber(self._data, self.string, self._number(group))
        return found

    def span(self, group: int | str = 0) -> tuple[int, int]:
        place: tuple[int, int] = pcre.match_substring_span_bynumber(self._data, self.string, self._number(group))
        return place

    def start(self, group: int | str = 0) -> int:
        return self.span(group)[0]

    def end(self, group: int | str = 0) -> int:
        return self.span(group)[1]

    def groupdict(self) -> dict[str, str | None]:
        return {name: self[number] for name, number in self.re.groupindex.items()}

    def _number(self, group: int | str) -> int:
        return self.re.groupindex[group] if isinstance(group, str) else group


class Pattern:
    """A pattern in the language of rules, compiled when it is first asked for."""

    __slots__ = ("_compiled", "_grammar", "_sets", "source")

    def __init__(self, source: str, sets: Mapping[str, str], grammar: Mapping[str, str]) -> None:
        self.source, self._sets, self._grammar = source, sets, grammar
        self._compiled: Expression | None = None

    @property
    def compiled(self) -> Expression:
        """See `expression`."""
        if self._compiled is None:
            self._compiled = Expression(expression(self.source, self._sets, self._grammar))
        return self._compiled


def words(alternatives: Iterable[str]) -> str:
    """A regular expression for any of the words, the longest that fits; common beginnings are written once.

    >>> words(["attack", "attacks", "attempt"])
    '(?:att(?:ack(?:s)?|empt))'
    """
    tree: dict[str, Any] = {}
    for word in sorted(alternatives, key=len, reverse=True):
        node = tree
        for letter in word:
            node = node.setdefault(letter, {})
        node[""] = None
    return f"(?:{_written(tree)})"


def _written(node: dict[str, Any]) -> str:
    """What may follow a beginning."""
    parts = []
    while len(node) == 1 and "" not in node:
        letter, node = next(iter(node.items()))
        parts.append(re.escape(letter))
    branches = "|".join(re.escape(letter) + _written(after) for letter, after in node.items() if letter)
    if branches:
        parts.append(f"(?:{branches})?" if "" in node else f"(?:{branches})")
    return "".join(parts)


def expression(pattern: str, sets: Mapping[str, str], grammar: Mapping[str, str]) -> str:
    """The pattern as a regular expression over skeletons, which have small letters only.

    `<set>` is any word of the set. `{org:who}` is one chunk, `{orgs:who}` a list of them, `{owner:who}` one in the
    genitive, `{items:what}` the words to the end of the clause, `{gap}` a few words that name nobody,
    `{words}` some that name nothing; `who` names the slot.
    """
    filled = fill(pattern, sets)
    written = SLOT.sub(lambda match: _slot(match[1], match[2], grammar), filled)
    return small(written)


def small(pattern: str) -> str:
    """The regular expression with its letters small: over what `lowered` gives it finds what it finds in any case."""
    return _CAPITAL.sub(lambda match: match[0] if match[0][0] in "\\(" else match[0].lower(), pattern)


def lowered(text: str) -> str:
    """The text in small letters, but for those that would become two: every character stands where it did."""
    found = text.lower()
    if len(found) == len(text):
        return found
    return "".join(one if len(one := letter.lower()) == 1 else letter for letter in text)


def fill(pattern: str, sets: Mapping[str, str]) -> str:
    """The pattern with each `<set>` as its words."""
    return SET.sub(lambda match: sets.get(match[1], match[0]), pattern)


def _slot(name: str, role: str | None, grammar: Mapping[str, str]) -> str:
    opening = f"(?P<{role}>" if role else "(?:"
    if name == "owner":
        genitive = grammar["genitive"]
        return f"{opening}{_class(_ORGS)}(?={genitive} )|{_class([Kind.POSSESSIVE])})(?:{genitive})? "
    if name == "items":
        return f"{opening}{grammar['items']}"
    if name == "gap":
        return f"{opening}[^.;:{_ranges(_COUNTABLE)}]{{0,80}}?)"
    if name == "words":
        return f"{opening}[^.;:,{_ranges(Kind)}]{{0,30}}?)"
    if name == "org" and role:
        # "Made by the Lyon company Acme": the company is a chunk with its name.
        return f"(?:{_class([Kind.PLACE])} )?{opening}{_class(_SLOTS[name])})"
    if name in _SLOTS:
        return f"{opening}{_class(_SLOTS[name])})"
    one = _class(_SLOTS[_PLURALS.get(name, name.removesuffix("s"))])
    # "BMW and Britain's NHS", "X and its subsidiary Y"
    aside = (
        f"(?:{_class([Kind.PLACE])}{grammar['genitive']} |{_class([Kind.POSSESSIVE])} (?:{_class([Kind.SUBSIDIARY])} )?"
        f"|{_class([Kind.PEOPLE, Kind.GROUP])}{grammar['genitive']} |{grammar['aside']} )?"
    )
    # Without an "and" at its end it is no list: "according to X, 250 customers".
    member, conjunction = f"{aside}{one}", grammar["conjunction"]
    if name != "datas" and grammar["genitive"]:
        # "Hallam's, Acme and Bolt"
        one += f"(?:{grammar['genitive']}(?=, | and |[.]))?"
    closed = f"(?:(?:, {member})*{conjunction}{member})"
    if name == "datas":
        # The last of them may be a word that no lexicon knows.
        return f"{opening}{one}(?:{closed}+|(?:, {member})+(?={conjunction}|[,.;:]|$))?)"
    return f"{opening}{one}{closed}*)"


def _class(kinds: Iterable[Kind]) -> str:
    return f"[{_ranges(kinds)}]"


def _ranges(kinds: Iterable[Kind]) -> str:
    return "".join(f"{chr(_FIRST[kind])}-{chr(_FIRST[kind] + _BLOCK - 1)}" for kind in kinds)
