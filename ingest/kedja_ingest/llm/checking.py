"""From what the model found to a claim: only what the text itself bears out passes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

import msgspec

from kedja.claim import Claim, Mention, Quantity, Source, Speaker
from kedja.claim.model import Qualifier
from kedja.errors import ClaimError
from kedja.ontology import PREDICATES, EntityType, Literal
from kedja_ingest.llm.prompt import Piece
from kedja_ingest.llm.schema import Found, Thing
from kedja_ingest.llm.wording import Wording, numbers_in, says_date

#: Words and characters of a quote: fewer could stand anywhere, more would repeat the report.
_FEWEST, _MOST, _LONGEST = 2, 60, 1_000
_LONGEST_NAME = 300
_YEAR = re.compile(r"(?P<party>.+?),? \(?(?P<year>(?:19|20)\d\d)\)?\Z", re.DOTALL)
_SPEAKING = (EntityType.PERSON, EntityType.ORGANIZATION, EntityType.THREAT_ACTOR)
_DATES = frozenset({"from", "to", "date"})

_decode = msgspec.json.Decoder(Found).decode


@dataclass
class Checker:
    """Checks what was found in one piece of a report, of which `wording` has the whole text."""

    wording: Wording
    piece: Piece
    source: Source
    method: str

    def claim(self, raw: bytes | msgspec.Raw) -> Claim:
        """The claim, of which everything but the choice of words comes from the text or from Kedja.

        Raises `ClaimError` with the field that the text does not bear out. The rules of the ontology are left to
        `kedja.claim.accept`.
        """
        try:
            found = _decode(raw)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise ClaimError("answer", f"does not fit the schema: {shown(str(error))}") from None
        if found.predicate not in PREDICATES:
            raise ClaimError("predicate", f"{shown(found.predicate)!r} is not a predicate of the ontology")
        span = self._span(found.quote)
        evidence = Evidence(self.wording, self.wording.text[slice(*span)], self.source.published)
        return Claim(
            subject=evidence.mention("subject", found.subject),
            predicate=found.predicate,
            object=evidence.mention("object", found.object) if found.object else None,
            value=evidence.value(found),
            quantity=evidence.quantity(found.quantity),
            qualifiers=dict(evidence.qualifiers(found)),
            stance=found.stance,
            certainty=found.certainty,
            speaker=evidence.speaker(found.speaker),
            source=self.source,
            quote=evidence.quote,
            span=span,
            method=self.method,
        )

    def _span(self, quote: str) -> tuple[int, int]:
        if not _FEWEST <= len(quote.split()) <= _MOST or len(quote) > _LONGEST:
            raise ClaimError("quote", f"has not {_FEWEST} to {_MOST} words")
        span = self.wording.place(quote, self.piece.start, self.piece.end)
        if span is None:
            raise ClaimError("quote", f"{shown(quote)!r} does not stand in the text")
        return span


@dataclass
class Evidence:
    """The words of the text that are to bear out a claim."""

    wording: Wording
    quote: str
    published: str | None

    @cached_property
    def numbers(self) -> frozenset[float]:
        """The numbers in the quote."""
        return numbers_in(self.quote)

    def name(self, where: str, name: str) -> str:
        """The name in the text's own spelling."""
        sayable = any(map(str.isalnum, name)) and len(name) <= _LONGEST_NAME
        found = self.wording.name(name) if sayable else None
        if found is None:
            raise ClaimError(where, f"{shown(name)!r} does not stand in the text")
        return found

    def mention(self, where: str, thing: Thing) -> Mention:
        """The thing under the name that the text gives it."""
        if thing.type is EntityType.INCIDENT:
            return Mention(type=thing.type, name=self._incident(f"{where}.name", thing.name))
        return Mention(type=thing.type, name=self.name(f"{where}.name", thing.name), kind=thing.kind)

    def _incident(self, where: str, name: str) -> str:
        """The attacked party and the year, as the reader of articles names incidents."""
        match = _YEAR.match(name)
        party, year = (match["party"], match["year"]) if match else (name, "")
        known = (self.published or "")[:4]
        if year and year != known and not self.wording.name(year):
            raise ClaimError(where, f"the year {year} does not stand in the text")
        return f"{self.name(where, party)} {year or known}".rstrip()

    def value(self, found: Found) -> str | None:
        """The value; a date only if the quote says it."""
        literal = PREDICATES[found.predicate].literal
        if found.value and found.value != "unknown" and literal is Literal.DATE:
            self._check_date("value", found.value)
        return found.value or None

    def _check_date(self, where: str, value: str) -> None:
        try:
            said = says_date(self.quote, value, self.published)
        except ValueError as error:
            raise ClaimError(where, shown(str(error))) from None
        if not said:
            raise ClaimError(where, f"the date {shown(value)} does not stand in the quote")

    def quantity(self, quantity: Quantity | None) -> Quantity | None:
        """The quantity if the quote has its numbers."""
        for name in ("value", "upper") if quantity else ():
            self._check_number(f"quantity.{name}", getattr(quantity, name))
        return quantity

    def _check_number(self, where: str, number: float | None) -> None:
        if number is not None and number not in self.numbers:
            raise ClaimError(where, f"the number {shown(str(number))} does not stand in the quote")

    def qualifiers(self, found: Found) -> list[tuple[str, Qualifier]]:
        """The qualifiers: words of the ontology, and what the text says."""
        allowed, given = PREDICATES[found.predicate].qualifiers, list[tuple[str, Qualifier]]()
        for name, value in (found.qualifiers or {}).items():
            where = f"qualifiers.{shown(name)}"
            if value is None:
                continue
            if name not in allowed:
                raise ClaimError(where, f"{found.predicate} has no such qualifier")
            if isinstance(value, str):
                value = self._text(where, value, free=not allowed[name], date=name in _DATES)
            else:
                self._check_number(where, value)
            given.append((name, value))
        return given

    def _text(self, where: str, value: str, *, free: bool, date: bool) -> str:
        if date:
            self._check_date(where, value)
            return value
        if free and re.fullmatch(r"[\d.,]+", value):
            if not numbers_in(value) & self.numbers:
                raise ClaimError(where, f"the number {shown(value)} does not stand in the quote")
            return value
        return self.name(where, value) if free else value

    def speaker(self, speaker: Speaker | None) -> Speaker | None:
        """The speaker, of whom every word stands in the text."""
        if speaker is None or not (speaker.name or speaker.organization):
            return None
        said = {name: getattr(speaker, name) for name in ("name", "role", "organization")}
        said = {name: self.name(f"speaker.{name}", text) for name, text in said.items() if text}
        return Speaker(type=speaker.type if speaker.type in _SPEAKING else None, **said)


def shown(text: str) -> str:
    """Foreign words as a message may repeat them: short, and on one line."""
    plain = "".join(c if c.isprintable() else " " for c in text)
    return plain if len(plain) <= 80 else f"{plain[:79]}…"
