"""Noun phrases by their heads: systems, data, people, groups, descriptions, titles, attacks, pronouns."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from kedja.claim import Mention
from kedja.ontology import EntityType, OrganizationKind
from kedja_ingest.article.chunks import Chunk, Kind
from kedja_ingest.article.heads import Scan, head_of, heads_pattern
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
        kinds = {n: OrganizationKind(k) for k, ns in nouns["organizations"]["descriptions"].items() for n in ns}
        kinds |= dict.fromkeys(nouns["organizations"]["relations"]["supplier"], OrganizationKind.COMPANY)
        self.kinds = {noun.removeprefix("-"): kind for noun, kind in kinds.items()}
        self.office = re.compile(nouns["titles"]["relative"])
        self.topic = re.compile(rf" {nouns['data']['about']} {words(nouns['data']['topics'])}\b", re.IGNORECASE)
        self.relative = re.compile(nouns["people"]["relative"])
        self.ordinary = re.compile(
            rf"\b{words(nouns['ordinary'])}(?!\w)" if nouns["ordinary"] else "(?!)", re.IGNORECASE
        )
        self.following = re.compile(nouns["groups"]["relative"])
        self.singular = frozenset(nouns["groups"]["singular"])
        self.bounded = re.compile(nouns["groups"]["phrases"], re.IGNORECASE)
        self.authorities = {n: OrganizationKind(k) for k, ns in nouns["authorities"].items() for n in ns}
        self.ignorance = vocabulary.modality["unknown"]
        forms = vocabulary.forms
        terms = self._terms(nouns)
        self.terms = {kind: frozenset(found) for kind, found in terms.items()}
        self.heads = {kind: heads_pattern(found, forms["behind_head"]) for kind, found in terms.items()}
        self.scan = Scan.of(terms.values())
        self.definite = re.compile(forms["definite"])
        self.modifier = re.compile(forms["modifier"])
        self.joint, self.joints = forms["joint"], frozenset(forms["joints"].split())
        self.elliptic = re.compile(forms["elliptic"])
        self.verbal = frozenset(forms["verbal"].split())
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
            Kind.AUTHORITY: [noun for group in nouns["authorities"].values() for noun in group],
            Kind.PEOPLE: nouns["people"]["subjects"],
            Kind.GROUP: [*units, *nouns["groups"]["words"]],
            Kind.DESCRIPTION: [noun for nouns in nouns["organizations"]["descriptions"].values() for noun in nouns],
        }

    def find(self, text: str, taken: bytearray) -> Iterator[Chunk]:
        """The phrases of the text outside of what is taken, kind by kind."""
        for match in self.bounded.finditer(text):
            yield Chunk(Kind.GROUP, match.start(), match.end(), match[0], match[0])
        for match in itertools.chain(self.ignorance.finditer(text), self.ordinary.finditer(text)):
            # "has no information" is not about information
            taken[match.start() : match.end()] = b"\1" * (match.end() - match.start())
        shown = self.scan.masks(text)
        for number, (kind, pattern) in enumerate(self.heads.items()):
            if not shown >> number & 1:
                continue
            # From the right, so that "chief security officer" is one title.
            for match in reversed(list(pattern.finditer(text))):
                start = match.start()
                if taken[start] and "-" in match[0]:
                    # "the Acme-attack": the name is a chunk of its own
                    start += match[0].rindex("-") + 1
                if not any(taken[start : match.end()]):
                    yield self._phrase(kind, text, taken, start, match.end())
        yield from self._pronouns(text)

    def _pronouns(self, text: str) -> Iterator[Chunk]:
        for match in self.pronoun.finditer(text):
            kind = Kind.PRONOUN if match["pronoun"] else Kind.POSSESSIVE
            # "US" and "IT" are no pronouns
            if not (len(match[0]) > 1 and match[0].isupper()):
                yield Chunk(kind, match.start(), match.end(), match[0], match[0].casefold())

    def _phrase(self, kind: Kind, text: str, taken: bytearray, begin: int, stop: int) -> Chunk:
        word = text[begin:stop]
        head = head_of(word.casefold(), self.terms[kind])
        start, other = self._left(kind, text, taken, begin, word)
        first = self._determiners(text, taken, start)
        if (
            kind is Kind.GROUP
            and text[first:start].partition(" ")[0].casefold() in self.singular
            and head in self.kinds
        ):
            kind = Kind.DESCRIPTION
        end = self._right(kind, text, stop)
        phrase = text[start:end]
        names = (f"{other} {word}", phrase) if other else ()
        if (
            kind is Kind.DATA
            and (half := self.elliptic.search(text, 0, start))
            and not any(taken[half.start() : start])
        ):
            # "salary- and personal data" in Swedish
            names, first = (f"{half[1]}{head}", phrase), half.start()
        if (
            kind is Kind.TITLE
            and (half := self.elliptic.search(text, 0, start))
            and not any(taken[half.start() : start])
        ):
            start = first = half.start()
            phrase = text[start:end]
        definite = text[first:start].partition(" ")[0].casefold() in self.resolving or (
            self.definite.search(word) is not None
        )
        mention = self._authority(head) if kind is Kind.AUTHORITY else None
        vague = self._vague(kind, phrase, other, head)
        return Chunk(kind, first, end, phrase, head, names, mention, vague=vague, definite=definite)

    def _authority(self, head: str) -> Mention:
        return Mention(type=EntityType.ORGANIZATION, name=head, kind=self.authorities[head])

    def _left(self, kind: Kind, text: str, taken: bytearray, begin: int, head: str) -> tuple[int, str]:
        """Where the modifiers of a head begin, and one more that shares the head: "sensitive or customer data"."""
        start = begin
        for _ in range(_REACH):
            word = _BEFORE.search(text, max(0, start - 40), start)
            if not word or any(taken[word.start() : start]):
                break
            if not self._modifier(kind, text, word, head):
                shares = start < begin or kind is Kind.PEOPLE
                return start, self._shared(kind, text, word, start) if shares else ""
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
                kind in (Kind.TITLE, Kind.SYSTEM, Kind.SUBSIDIARY)
                and term == self.joint
                and self._joins(text, word.start())
            )
        if not self.modifier.match(term) or self._verb(term, text, word.start()):
            return False
        if kind is Kind.TITLE and head[0].isupper():
            return term[0].isupper() and not head.isupper()
        # A capital begins a name, except at the start of the sentence and in abbreviations such as IT or HR.
        return (
            term.islower()
            or (term[0].isdigit() and not term.isdigit())
            or (term.isupper() and len(term) <= 3)
            or word.start() == 0
        )

    def _verb(self, term: str, text: str, start: int) -> bool:
        """True after "to" or "can", where what looks like an adjective is an infinitive."""
        if not self.verbal:
            return False
        before = _BEFORE.search(text, max(0, start - 40), start)
        previous = before[0].strip().casefold() if before else ""
        if term.endswith("ade"):
            return previous not in self.determiners and not previous.isdigit()
        return previous in self.verbal

    def _joins(self, text: str, end: int) -> bool:
        before = _BEFORE.search(text, max(0, end - 40), end)
        term = before[0].strip() if before else ""
        return bool(term) and not self._stops(term) and (term.islower() or term.isupper())

    def _stops(self, term: str) -> bool:
        """True for a function word; IT is no pronoun."""
        return term.casefold() in self.stop and not (term.isupper() and len(term) > 1)

    def _shared(self, kind: Kind, text: str, joint: re.Match[str], start: int) -> str:
        if kind not in (Kind.DATA, Kind.PEOPLE) or joint[0].strip() not in self.joints:
            return ""
        before = _BEFORE.search(text, max(0, joint.start() - 40), joint.start())
        term = before[0].strip() if before else ""
        return (
            term
            if term.casefold() in self.coordinated and text[start:].partition(" ")[0].casefold() in self.coordinated
            else ""
        )

    def _determiners(self, text: str, taken: bytearray, start: int) -> int:
        for _ in range(2):
            word = _DETERMINER.search(text, max(0, start - 20), start)
            if not word or word[1].casefold() not in self.determiners or any(taken[word.start() : start]):
                break
            start = word.start()
        return start

    def _right(self, kind: Kind, text: str, end: int) -> int:
        more = self.topic.match(text, end) if kind is Kind.DATA else None
        if kind is Kind.PEOPLE:
            more = self.relative.match(text, end)
        if kind is Kind.TITLE:
            more = self.office.match(text, end)
        if kind is Kind.GROUP:
            more = self.following.match(text, end)
        return end + len(more[0].rstrip()) if more else end

    def _vague(self, kind: Kind, phrase: str, other: str, head: str) -> bool:
        if kind is Kind.SYSTEM:
            return all(part in self.systems_vague for part in phrase.casefold().split())
        if kind in _DESCRIPTIONS:
            # A compound says more than its head: "the software firm" need not be the last firm.
            compound = not re.search(rf"\b{re.escape(head)}\Z", phrase.casefold())
            phrase = phrase.casefold()
            return not compound and all(p in self.resolving or phrase.endswith(p) for p in phrase.split())
        return kind is Kind.DATA and not other and phrase.casefold() in self.data_bare


@lru_cache(maxsize=4)
def phrases(language: str) -> Phrases:
    """The phrase finder of the language, made once."""
    return Phrases(load_vocabulary(language))
