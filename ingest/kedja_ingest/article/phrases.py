"""Noun phrases by their heads: systems, data, people, groups, descriptions, titles, attacks, pronouns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from kedja.claim import Mention
from kedja.ontology import EntityType, OrganizationKind
from kedja_ingest.article.chunks import Chunk, Kind
from kedja_ingest.article.patterns import words
from kedja_ingest.article.vocabulary import Vocabulary, load_vocabulary
from kedja_ingest.article.world import load_world

_WORD = re.compile(r"[\w&/.-]*(?:['’](?!s$))?[\w&/.-]*\w$")
_BEFORE = re.compile(r"[^\s,;:()\"“”]+ \Z")
_DETERMINER = re.compile(r"([^\s,;:()\"“”]+) [\"“]?\Z")
# As many words to the left of a head belong to it at most.
_REACH = 6
_DESCRIPTIONS = (Kind.DESCRIPTION, Kind.SUPPLIER)


class Phrases:
    """Finds the noun phrases of one language."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        nouns = vocabulary.lists["nouns"]
        self.stop, self.determiners = vocabulary.stop, vocabulary.determiners
        self.demonyms = load_world().demonyms
        self.coordinated = frozenset(nouns["coordinated"])
        self.systems_vague = frozenset(nouns["systems"]["vague"])
        self.data_bare = frozenset(nouns["data"]["bare"])
        self.resolving = frozenset(nouns["organizations"]["resolving"])
        self.kinds = {n: OrganizationKind(k) for k, ns in nouns["organizations"]["descriptions"].items() for n in ns}
        self.kinds |= dict.fromkeys(nouns["organizations"]["relations"]["supplier"], OrganizationKind.COMPANY)
        self.office = re.compile(nouns["titles"]["relative"])
        self.topic = re.compile(rf" {nouns['data']['about']} {words(nouns['data']['topics'])}\b", re.IGNORECASE)
        self.relative = re.compile(nouns["people"]["relative"])
        self.bounded = re.compile(nouns["groups"]["phrases"], re.IGNORECASE)
        self.authorities = {n: OrganizationKind(k) for k, ns in nouns["authorities"].items() for n in ns}
        self.ignorance = vocabulary.modality["unknown"]
        compounds: dict[str, list[str]] = nouns.get("compounds", {})
        self.tails = {kind: re.compile(rf" {words(compounds[kind])}\b") for kind in Kind if kind in compounds}
        self.asides = re.compile(nouns.get("asides", "(?!)"), re.IGNORECASE)
        self.openers = frozenset(vocabulary.lists["grammar"]["words"].get("openers", "").split())
        self.gangs = frozenset(nouns["actors"].get("ambiguous", ()))
        self.criminal = frozenset(nouns["actors"].get("criminal", ()))
        self.heads = {kind: _heads(terms) for kind, terms in self._terms(nouns).items()}
        forms = vocabulary.forms
        self.pronoun = re.compile(
            rf"\b(?:(?P<pronoun>{forms['pronouns']})|(?P<possessive>{forms['possessives']}))\b", re.IGNORECASE
        )

    def _terms(self, nouns: dict[str, Any]) -> dict[Kind, list[str]]:
        """Heads by kind, in the order in which kinds are tried."""
        units = [noun for group in nouns["units"].values() for noun in group]
        return {
            Kind.ATTACK: nouns["incidents"]["nouns"],
            Kind.OUTAGE: nouns["incidents"]["outages"],
            Kind.TITLE: nouns["titles"]["heads"],
            Kind.SUBSIDIARY: nouns["organizations"]["relations"]["part"],
            Kind.PARENT: nouns["organizations"]["relations"]["whole"],
            Kind.SUPPLIER: nouns["organizations"]["relations"]["supplier"],
            Kind.ACTOR: nouns["actors"]["nouns"],
            Kind.SYSTEM: nouns["systems"]["singular"],
            Kind.DATA: [*nouns["data"]["heads"], *nouns["data"]["matters"]],
            Kind.AUTHORITY: list(self.authorities),
            Kind.PEOPLE: nouns["people"]["subjects"],
            Kind.GROUP: [*units, *nouns["groups"]["words"]],
            Kind.DESCRIPTION: [noun for nouns in nouns["organizations"]["descriptions"].values() for noun in nouns],
        }

    def find(self, text: str, taken: bytearray) -> Iterator[Chunk]:
        """The phrases of the text outside of what is taken, kind by kind."""
        for match in self.bounded.finditer(text):
            yield Chunk(Kind.GROUP, match.start(), match.end(), match[0], match[0])
        for match in (*self.ignorance.finditer(text), *self.asides.finditer(text)):
            # "has no information" is not about information, "in some cases" not about cases
            taken[match.start() : match.end()] = b"\1" * (match.end() - match.start())
        for kind, pattern in self.heads.items():
            # From the right, so that "chief security officer" is one title.
            for match in reversed(list(pattern.finditer(text))):
                if not any(taken[match.start() : match.end()]) and not self._modifies(kind, text, match.end()):
                    yield self._phrase(kind, text, taken, match)
        yield from self._pronouns(text)

    def _modifies(self, kind: Kind, text: str, end: int) -> bool:
        """True for a head that only modifies the noun behind it: "software company", "leak site"."""
        return kind in self.tails and self.tails[kind].match(text, end) is not None

    def _pronouns(self, text: str) -> Iterator[Chunk]:
        for match in self.pronoun.finditer(text):
            kind = Kind.PRONOUN if match["pronoun"] else Kind.POSSESSIVE
            # "US" and "IT" are no pronouns
            if not (len(match[0]) > 1 and match[0].isupper()):
                yield Chunk(kind, match.start(), match.end(), match[0], match[0].casefold())

    def _phrase(self, kind: Kind, text: str, taken: bytearray, match: re.Match[str]) -> Chunk:
        start, other = self._left(kind, text, taken, match)
        first = self._determiners(text, taken, start)
        end = self._right(kind, text, match.end())
        phrase, head = text[start:end], match[0].casefold()
        if kind is Kind.ACTOR and self._business(phrase, head):
            kind = Kind.DESCRIPTION
        names = (f"{other} {match[0]}", phrase) if other else ()
        definite = text[first:start].partition(" ")[0].casefold() in self.resolving
        mention = self._authority(head) if kind is Kind.AUTHORITY else None
        vague = self._vague(kind, phrase, other)
        return Chunk(kind, first, end, phrase, head, names, mention, vague=vague, definite=definite)

    def _business(self, phrase: str, head: str) -> bool:
        """True for "the outsourcing group": a group that no word before it calls criminal or foreign."""
        before = phrase.split()[:-1]
        return head in self.gangs and not all(
            word.casefold() in self.criminal or word in self.demonyms or word[0].isdigit() for word in before
        )

    def _authority(self, head: str) -> Mention:
        return Mention(type=EntityType.ORGANIZATION, name=head, kind=self.authorities[head])

    def _left(self, kind: Kind, text: str, taken: bytearray, match: re.Match[str]) -> tuple[int, str]:
        """Where the modifiers of a head begin, and one more that shares the head: "sensitive or customer data"."""
        start = match.start()
        for _ in range(_REACH):
            word = _BEFORE.search(text, max(0, start - 40), start)
            if not word or any(taken[word.start() : start]):
                break
            if not self._modifier(kind, text, word, match[0]):
                return start, self._shared(
                    kind, text, word, start
                ) if start < match.start() or kind is Kind.PEOPLE else ""
            start = word.start()
        return start, ""

    def _modifier(self, kind: Kind, text: str, word: re.Match[str], head: str) -> bool:
        term = word[0].strip()
        if kind in _DESCRIPTIONS and term in self.resolving - self.determiners:
            return True
        if term in self.demonyms:
            return kind in (Kind.GROUP, Kind.PEOPLE, Kind.ATTACK)
        if self._stops(term) or not _WORD.match(term):
            return (
                kind in (Kind.TITLE, Kind.SYSTEM, Kind.SUBSIDIARY) and term == "and" and self._joins(text, word.start())
            )
        if kind is Kind.TITLE and head[0].isupper():
            return term[0].isupper() and not head.isupper()
        # A capital begins a name, except at the start of the sentence and in abbreviations such as IT or HR.
        return (
            term.islower()
            or (term[0].isdigit() and not term.isdigit())
            or (term.isupper() and len(term) <= 3)
            or word.start() == 0
        )

    def _joins(self, text: str, end: int) -> bool:
        before = _BEFORE.search(text, max(0, end - 40), end)
        term = before[0].strip() if before else ""
        return bool(term) and not self._stops(term) and (term.islower() or term.isupper())

    def _stops(self, term: str) -> bool:
        """True for a function word; IT is no pronoun."""
        return term.casefold() in self.stop and not (term.isupper() and len(term) > 1)

    def _shared(self, kind: Kind, text: str, joint: re.Match[str], start: int) -> str:
        if kind not in (Kind.DATA, Kind.PEOPLE) or joint[0].strip() not in ("and", "or", "och", "eller"):
            return ""
        before = _BEFORE.search(text, max(0, joint.start() - 40), joint.start())
        term = before[0].strip() if before else ""
        return (
            term
            if term.casefold() in self.coordinated and text[start:].partition(" ")[0].casefold() in self.coordinated
            else ""
        )

    def _determiners(self, text: str, taken: bytearray, start: int) -> int:
        end = start
        for _ in range(2):
            word = _DETERMINER.search(text, max(0, start - 20), start)
            if not word or word[1].casefold() not in self.determiners or any(taken[word.start() : start]):
                break
            if word[1].casefold() in self.openers and start < end:
                # "that a contractor" begins a clause
                break
            start = word.start()
        return start

    def _right(self, kind: Kind, text: str, end: int) -> int:
        more = self.topic.match(text, end) if kind is Kind.DATA else None
        if kind is Kind.PEOPLE:
            more = self.relative.match(text, end)
        if kind is Kind.TITLE:
            more = self.office.match(text, end)
        return end + len(more[0].rstrip()) if more else end

    def _vague(self, kind: Kind, phrase: str, other: str) -> bool:
        if kind is Kind.SYSTEM:
            return all(part in self.systems_vague for part in phrase.casefold().split())
        if kind in _DESCRIPTIONS:
            return all(part in self.resolving or phrase.endswith(part) for part in phrase.casefold().split())
        return kind is Kind.DATA and not other and phrase.casefold() in self.data_bare


def _heads(terms: list[str]) -> re.Pattern[str]:
    return re.compile(rf"\b{words(terms)}(?![\w-])", re.IGNORECASE)


@lru_cache(maxsize=4)
def phrases(language: str) -> Phrases:
    """The phrase finder of the language, made once."""
    return Phrases(load_vocabulary(language))
