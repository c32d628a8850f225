"""What belongs to a noun phrase to the left of its head: adjectives, determiners, halves of compounds."""

from __future__ import annotations

import re
from typing import Final

from kedja_ingest.article.chunks import Kind
from kedja_ingest.article.vocabulary import Vocabulary
from kedja_ingest.article.world import load_world

_WORD: Final = re.compile(r"[\w&/.-]*(?:['’](?!s$))?[\w&/.-]*\w$")
_BEFORE: Final = re.compile(r"[^\s,;:()\"“”]+ \Z")
_DETERMINER: Final = re.compile(r"([^\s,;:()\"“”]+) [\"“]?\Z")
# As many words to the left of a head belong to it at most.
_REACH: Final = 6
_DESCRIPTIONS: Final = (Kind.DESCRIPTION, Kind.SUPPLIER)
# "The Finnish company": before these a demonym is no name.
_NATIONAL: Final = (Kind.GROUP, Kind.PEOPLE, Kind.ATTACK, Kind.SUBSIDIARY, Kind.PARENT, *_DESCRIPTIONS)


class Modifiers:
    """Reads the left side of the noun phrases of one language."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        nouns, forms = vocabulary.lists["nouns"], vocabulary.forms
        self.stop, self.determiners = vocabulary.stop, vocabulary.determiners
        self.demonyms = load_world().demonyms
        self.coordinated = frozenset(nouns["coordinated"])
        self.resolving = frozenset(nouns["organizations"]["resolving"])
        self.modifier = re.compile(forms["modifier"])
        self.joint, joints = forms["joint"], (forms["joints"], forms.get("paired", ""))
        self.joints = frozenset(" ".join(joints).split())
        self.elliptic = re.compile(forms["elliptic"])
        self.former = re.compile(forms["former"])
        self.acronyms = frozenset(vocabulary.lists["grammar"]["words"]["acronyms"])
        self.openers = frozenset(vocabulary.lists["grammar"]["words"].get("openers", "").split())
        self.participles = frozenset(forms["participles"].split())
        self.verbal = frozenset(forms["verbal"].split())
        self.ending, self.after = forms["verbal_ending"], frozenset(forms["verbal_after"].split())

    def half(self, text: str, taken: bytearray, start: int) -> re.Match[str] | None:
        """The first half of a compound that shares its head, right before: "löne- och" of "löneuppgifter"."""
        match = self.elliptic.search(text, 0, start)
        return match if match and not any(taken[match.start() : start]) else None

    def left(self, kind: Kind, text: str, taken: bytearray, begin: int, head: str) -> tuple[int, str]:
        """Where the modifiers of a head begin, and one more that shares the head: "sensitive or customer data"."""
        start = begin
        if (
            kind is Kind.PEOPLE
            and (former := self.former.search(text, 0, begin))
            and not any(taken[former.start() : begin])
        ):
            return former.start(), ""
        for _ in range(_REACH):
            word = _BEFORE.search(text, max(0, start - 40), start)
            if not word or any(taken[word.start() : start]):
                break
            if not self._modifier(kind, text, word, head):
                shares = start < begin or kind is Kind.PEOPLE
                return self._behind_joint(text, start), self._shared(kind, text, word, start) if shares else ""
            start = word.start()
        return self._behind_joint(text, start), ""

    def _behind_joint(self, text: str, start: int) -> int:
        """The start without an "and" before it: what that joins is a chunk of its own."""
        joint = f"{self.joint} "
        return start + len(joint) if self.joint and text.startswith(joint, start) else start

    def _modifier(self, kind: Kind, text: str, word: re.Match[str], head: str) -> bool:
        term = word[0].strip()
        if kind in _DESCRIPTIONS and term in self.resolving - self.determiners:
            return True
        if term in self.demonyms:
            return kind in _NATIONAL
        if term in self.participles and kind is Kind.DATA:
            return True
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
            or term in self.acronyms
            or word.start() == 0
        )

    def _verb(self, term: str, text: str, start: int) -> bool:
        """True where what looks like an adjective is a verb: after "to" or "can", or by its ending."""
        before = _BEFORE.search(text, max(0, start - 40), start)
        previous = before[0].strip().casefold() if before else ""
        if term.endswith(self.ending) and term not in self.coordinated:
            if self.after:
                return previous in self.after
            return bool(previous) and previous not in self.determiners and not previous.isdigit()
        return previous in self.verbal and term not in self.coordinated

    def _joins(self, text: str, end: int) -> bool:
        before = _BEFORE.search(text, max(0, end - 40), end)
        term = before[0].strip() if before else ""
        # The first half of "hälso- och sjukvårdsdirektör" is read by itself.
        whole = bool(term) and not term.endswith("-")
        return whole and not self._stops(term) and (term.islower() or term.isupper())

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

    def determiners_before(self, text: str, taken: bytearray, start: int) -> int:
        """Where the determiners begin that stand right before."""
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
