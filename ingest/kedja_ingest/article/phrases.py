"""Noun phrases by their heads: systems, data, people, groups, descriptions, titles, attacks, pronouns."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, Final

from kedja.claim import Mention
from kedja.ontology import EntityType, OrganizationKind
from kedja_ingest.article.chunks import Chunk, Kind
from kedja_ingest.article.heads import Scan, head_of, heads_pattern
from kedja_ingest.article.modifiers import Modifiers
from kedja_ingest.article.patterns import lowered, small, words
from kedja_ingest.article.screening import Gated, Screen
from kedja_ingest.article.vocabulary import Vocabulary, load_vocabulary

_NAMED: Final = re.compile(r",? [A-ZÅÄÖ]")
# Of what is taken: that no phrase begins there, though a title may go on over it ("head of the service").
_EMPTY: Final = b"\2"
_DESCRIPTIONS: Final = (Kind.DESCRIPTION, Kind.SUPPLIER)


class Phrases:
    """Finds the noun phrases of one language."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        nouns = vocabulary.lists["nouns"]
        self.modifiers = Modifiers(vocabulary)
        self.systems_vague = frozenset(nouns["systems"]["vague"])
        self.data_verbs = frozenset(nouns["data"]["verbs"])
        self.bare = {
            Kind.DATA: frozenset(nouns["data"]["bare"]),
            Kind.PEOPLE: frozenset(nouns["people"].get("bare", ())),
        }
        self.resolving = frozenset(nouns["organizations"]["resolving"])
        self.kinds = _kinds(nouns["organizations"], nouns["actors"].get("ambiguous", ()))
        self._patterns(nouns, vocabulary.screen)
        self.authorities = {n: OrganizationKind(k) for k, ns in nouns["authorities"].items() for n in ns}
        compounds: dict[str, list[str]] = nouns.get("compounds", {})
        self.tails = {kind: re.compile(rf" {words(compounds[kind])}\b") for kind in Kind if kind in compounds}
        self._actors(nouns["actors"])
        forms = vocabulary.forms
        terms = self._terms(nouns)
        self.terms = {kind: frozenset(found) for kind, found in terms.items()}
        self.heads = {
            kind: re.compile(small(heads_pattern(found, forms["behind_head"]))) for kind, found in terms.items()
        }
        self.ordered = tuple(self.heads.items())
        self.scan = Scan.of(terms.values())
        self.definite = re.compile(forms["definite"])
        pronoun = rf"\b(?:(?P<pronoun>{forms['pronouns']})|(?P<possessive>{forms['possessives']}))\b"
        self.pronoun = Gated.of(pronoun, vocabulary.screen)
        self.empty = [Gated.of(pattern, vocabulary.screen) for pattern in self._empty(nouns, vocabulary)]

    def _empty(self, nouns: dict[str, Any], vocabulary: Vocabulary) -> Iterator[str]:
        """Turns of phrase whose nouns stand for nothing: "has no information" is not about information."""
        yield vocabulary.modality["unknown"].pattern
        if nouns["ordinary"]:
            yield rf"\b{words(nouns['ordinary'])}s?(?!\w)"
        if "asides" in nouns:
            yield nouns["asides"]

    def _actors(self, nouns: dict[str, Any]) -> None:
        self.powers = {head: Mention(type=EntityType.THREAT_ACTOR, name=head) for head in nouns.get("powers", ())}
        self.gangs = frozenset(nouns.get("ambiguous", ()))
        self.criminal = frozenset(nouns.get("criminal", ()))

    def _patterns(self, nouns: dict[str, Any], screen: Screen) -> None:
        self.office = re.compile(nouns["titles"]["relative"])
        topics = words(nouns["data"]["topics"])
        if tails := nouns["data"].get("topic_tails"):
            topics = rf"(?:{topics}|[^\W\d_]{{3,}}{words(tails)})"
        self.topic = re.compile(rf" {nouns['data']['about']} {topics}\b", re.IGNORECASE)
        self.relative = re.compile(nouns["people"]["relative"])
        self.following = re.compile(nouns["groups"]["relative"])
        self.singular = frozenset(nouns["groups"]["singular"])
        self.bounded = Gated.of(nouns["groups"]["phrases"], screen)

    def _terms(self, nouns: dict[str, Any]) -> dict[Kind, list[str]]:
        """Heads by kind, in the order in which kinds are tried."""
        units = [noun for group in nouns["units"].values() for noun in group]
        relations = nouns["organizations"]["relations"]
        return {
            Kind.ATTACK: nouns["incidents"]["nouns"],
            Kind.OUTAGE: nouns["incidents"]["outages"],
            Kind.SUPPLIER: [noun for key in ("supplier", "suppliers") for noun in relations.get(key, ())],
            Kind.TITLE: nouns["titles"]["heads"],
            Kind.SUBSIDIARY: nouns["organizations"]["relations"]["part"],
            Kind.PARENT: nouns["organizations"]["relations"]["whole"],
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
            yield _chunk(Kind.GROUP, match, text)
        for match in itertools.chain.from_iterable(empty.finditer(text) for empty in self.empty):
            taken[match.start() : match.end()] = _EMPTY * (match.end() - match.start())
        plain = lowered(text)
        for number, places in sorted(self.scan.places(plain).items()):
            kind, pattern = self.ordered[number]
            # From the right, so that "chief security officer" is one title.
            for match in reversed(list(_matches(pattern, plain, places))):
                start = match.start()
                if taken[start] and "-" in match[0]:
                    # "the Acme-attack": the name is a chunk of its own
                    start += match[0].rindex("-") + 1
                verb = kind is Kind.DATA and self._acts(text, taken, start, match.end())
                if not (verb or any(taken[start : match.end()]) or self._modifies(kind, text, match.end())):
                    yield self._phrase(kind, text, taken, start, match.end())
        yield from self._pronouns(text)

    def _modifies(self, kind: Kind, text: str, end: int) -> bool:
        """True for a head that only modifies the noun behind it: "software company", "leak site"."""
        return kind in self.tails and self.tails[kind].match(text, end) is not None

    def _acts(self, text: str, taken: bytearray, start: int, end: int) -> bool:
        """True for a verb that looks like data, right behind a name: "Acme scans documents"."""
        named = start > 1 and text[start - 1] == " " and taken[start - 2] != 0
        return named and text[start:end] in self.data_verbs and text[end : end + 2].strip().islower()

    def _pronouns(self, text: str) -> Iterator[Chunk]:
        for match in self.pronoun.finditer(text):
            kind = Kind.PRONOUN if match["pronoun"] else Kind.POSSESSIVE
            chunk = _chunk(kind, match, text)
            # "US" and "IT" are no pronouns
            if not (len(chunk.text) > 1 and chunk.text.isupper()):
                yield chunk

    def _phrase(self, kind: Kind, text: str, taken: bytearray, begin: int, stop: int) -> Chunk:
        word = text[begin:stop]
        head = head_of(word.casefold(), self.terms[kind])
        start, other = self.modifiers.left(kind, text, taken, begin, word)
        first = self.modifiers.determiners_before(text, taken, start)
        article = text[first:start].partition(" ")[0].casefold()
        if kind is Kind.GROUP and article in self.singular and head in self.kinds:
            kind = Kind.DESCRIPTION
        end = self._right(kind, text, stop)
        if 1 in taken[stop:end]:
            end = stop
        phrase = text[start:end]
        kind = self._retyped(kind, phrase, head, text[:start], text[end:])
        if kind is Kind.AUTHORITY and phrase.casefold() in self.authorities:
            head = phrase.casefold()
        names = (f"{other} {word}", phrase) if other else ()
        if kind in (Kind.DATA, Kind.TITLE) and (half := self.modifiers.half(text, taken, start)):
            first = half.start()
            if kind is Kind.TITLE:
                phrase = text[first:end]
            else:
                names = (f"{half[1]}{head}", phrase)
        definite = article in self.resolving or self.definite.search(word) is not None
        mention = self._authority(head) if kind is Kind.AUTHORITY else self.powers.get(head)
        vague = self._vague(kind, phrase, other, head)
        return Chunk(kind, first, end, phrase, head, names=names, mention=mention, vague=vague, definite=definite)

    def _retyped(self, kind: Kind, phrase: str, head: str, before: str, behind: str) -> Kind:
        """What the whole phrase is, where its head alone would mislead."""
        if kind is Kind.SYSTEM and phrase.casefold() in self.terms[Kind.DATA]:
            return Kind.DATA
        if kind is Kind.SUPPLIER and phrase.casefold() in self.terms[Kind.TITLE]:
            return Kind.TITLE
        if kind is Kind.PARENT and phrase.casefold() in self.terms[Kind.PEOPLE]:
            return Kind.PEOPLE
        if kind is Kind.TITLE and self._stands_for_body(phrase.casefold(), before, behind):
            return Kind.DESCRIPTION
        if kind is Kind.TITLE and self._office(phrase.casefold(), behind):
            return Kind.AUTHORITY
        if kind is Kind.ACTOR and (self._business(phrase, head) or self._national(before, head)):
            return Kind.DESCRIPTION
        return kind

    def _stands_for_body(self, phrase: str, before: str, behind: str) -> bool:
        """True for "the Ombudsman", an authority that was named before."""
        agency = self.kinds.get(phrase) is OrganizationKind.AGENCY
        return agency and before.casefold().endswith("the ") and _NAMED.match(behind) is None

    def _office(self, phrase: str, behind: str) -> bool:
        """True for an office that stands for its authority: "the privacy commissioner", with no name behind it."""
        agency = " " in phrase and self.authorities.get(phrase) in (
            OrganizationKind.AGENCY,
            OrganizationKind.PROSECUTOR,
        )
        return agency and _NAMED.match(behind) is None

    def _business(self, phrase: str, head: str) -> bool:
        """True for "the outsourcing group": a group that no word before it calls criminal."""
        before = phrase.split()[:-1]
        return head in self.gangs and not all(word.casefold() in self.criminal or word[0].isdigit() for word in before)

    def _national(self, before: str, head: str) -> bool:
        """True for "the Norwegian group": of a country that no word calls criminal."""
        word = before.rstrip().rpartition(" ")[2]
        return head in self.gangs and word in self.modifiers.demonyms and word.casefold() not in self.criminal

    def _authority(self, head: str) -> Mention:
        return Mention(type=EntityType.ORGANIZATION, name=head, kind=self.authorities[head])

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
        return not other and phrase.casefold() in self.bare.get(kind, frozenset())


def _kinds(nouns: dict[str, Any], gangs: Iterable[str]) -> dict[str, OrganizationKind]:
    """Of what kind each noun for an organization names one; an outfit that nobody calls criminal is a company."""
    kinds = dict.fromkeys(gangs, OrganizationKind.COMPANY) | {
        noun: OrganizationKind(kind) for kind, found in nouns["descriptions"].items() for noun in found
    }
    for key in ("supplier", "suppliers"):
        kinds |= dict.fromkeys(nouns["relations"].get(key, ()), OrganizationKind.COMPANY)
    return {noun.removeprefix("-"): kind for noun, kind in kinds.items()}


def _chunk(kind: Kind, match: re.Match[str], text: str) -> Chunk:
    """What was found in small letters, as the text has it."""
    start, end = match.span()
    return Chunk(kind, start, end, text[start:end], match[0])


def _matches(pattern: re.Pattern[str], text: str, places: Iterable[int]) -> Iterator[re.Match[str]]:
    """What `finditer` finds, tried only at these places."""
    end = 0
    for place in places:
        if place >= end and (match := pattern.match(text, place)):
            yield match
            end = match.end()


@lru_cache(maxsize=4)
def phrases(language: str) -> Phrases:
    """The phrase finder of the language, made once."""
    return Phrases(load_vocabulary(language))
