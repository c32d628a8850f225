"""Acceptance of a claim: the rules of the ontology, with the place where one is broken."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from kedja.calendar import first_day, last_day
from kedja.claim.model import Claim, Mention, Qualifier, Quantity, Source, Speaker, content_id
from kedja.errors import ClaimError
from kedja.ontology import PREDICATES, UNITS, Bound, Effect, EntityType, Literal, Marking, Predicate

_LONGEST_NAME = 500
#: More than anybody counts, and safe as a float and as a 64-bit integer.
_GREATEST = 10**18


def accept(claim: Claim) -> Claim:
    """The claim in its final form, with its id, or `ClaimError` with the place of the first broken rule.

    Fills what follows from the rest: `said_on` from the day of publication, the marking from the source
    (the stricter of the two), the type of the speaker.
    """
    term = _predicate(claim)
    _check_ends(claim, term)
    _check_quantity(claim, term)
    _check_value(claim, term)
    _check_qualifiers(claim, term)
    _check_source(claim.source)
    _check_rest(claim)
    final = msgspec.structs.replace(
        claim,
        quantity=_plain(claim.quantity) if claim.quantity else None,
        qualifiers={name: _plain_qualifier(value) for name, value in claim.qualifiers.items()},
        speaker=_speaker(claim.speaker),
        said_on=claim.said_on or claim.source.published,
        marking=_stricter(claim.marking, claim.source.marking),
        id="",
    )
    id = content_id(final)
    if claim.id and claim.id != id:
        raise ClaimError("id", f"is {claim.id}, but the content gives {id}; leave it out to add an edited claim")
    # Nobody else has the claim yet.
    msgspec.structs.force_setattr(final, "id", id)
    return final


def _stricter(one: Marking, other: Marking) -> Marking:
    return one if other is Marking.CLEAR or one.level > other.level else other


def _predicate(claim: Claim) -> Predicate:
    try:
        return PREDICATES[claim.predicate]
    except KeyError:
        raise ClaimError("predicate", f"{claim.predicate!r} is not a predicate of the ontology") from None


def _check_ends(claim: Claim, term: Predicate) -> None:
    _check_mention("subject", claim.subject)
    if claim.subject.type not in term.subjects:
        raise ClaimError("subject.type", f"{term.name} starts from {_types(term.subjects)}, not {claim.subject.type}")
    if claim.object is None:
        if claim.value is None and claim.quantity is None:
            raise ClaimError("object", f"{term.name} needs {_targets(term)}")
        return
    _check_mention("object", claim.object)
    if claim.object.type not in term.objects:
        wanted = _types(term.objects) if term.objects else _targets(term)
        raise ClaimError("object.type", f"{term.name} points to {wanted}, not {claim.object.type}")


def _check_mention(where: str, mention: Mention) -> None:
    if not mention.name.strip():
        raise ClaimError(f"{where}.name", "is empty")
    if len(mention.name) > _LONGEST_NAME:
        raise ClaimError(f"{where}.name", f"is longer than {_LONGEST_NAME} characters")
    if mention.kind and mention.type is not EntityType.ORGANIZATION:
        raise ClaimError(f"{where}.kind", f"only an Organization has a kind, not a {mention.type}")


def _check_quantity(claim: Claim, term: Predicate) -> None:
    quantity = claim.quantity
    if quantity is None:
        if claim.object is None and term.units and not term.literal:
            raise ClaimError("quantity", f"{term.name} needs a quantity")
        if claim.object is None and claim.value is None:
            raise ClaimError("quantity", f"{term.name} needs {_targets(term)}")
        return
    if not term.units:
        raise ClaimError("quantity", f"{term.name} takes no quantity")
    for place, reason in _faults(quantity):
        raise ClaimError(f"quantity.{place}", reason)
    if quantity.unit not in term.units:
        raise ClaimError("quantity.unit", f"{term.name} is not counted in {quantity.unit!r}")


def _faults(quantity: Quantity) -> Iterator[tuple[str, str]]:
    if not quantity.unit:
        yield "unit", "a quantity needs a unit"
    elif quantity.unit not in UNITS:
        yield "unit", f"{quantity.unit!r} is not a unit of the ontology"
    numbers = [n for n in (quantity.value, quantity.upper) if n is not None]
    if not all(0 <= n <= _GREATEST for n in numbers):
        yield "value", "must be a number from 0 to 10^18"
    if quantity.bound is Bound.BETWEEN and (quantity.upper is None or quantity.upper < quantity.value):
        yield "upper", "`between` needs an upper end that is not below the value"
    if quantity.bound is not Bound.BETWEEN and quantity.upper is not None:
        yield "upper", "only `between` has an upper end"


def _check_value(claim: Claim, term: Predicate) -> None:
    if claim.value is None:
        return
    if term.literal is None:
        raise ClaimError("value", f"{term.name} needs {_targets(term)}, not a value")
    if claim.object is not None or claim.quantity is not None:
        raise ClaimError("value", "stands beside an object or a quantity; a claim has one of them")
    if claim.value == "unknown" and claim.stance == "unknown":
        return
    if term.literal is Literal.DATE:
        _check_date("value", claim.value)
    elif claim.value not in list(Effect):
        raise ClaimError("value", f"{claim.value!r} is not an effect: {', '.join(Effect)}")


def _check_date(where: str, text: str) -> None:
    try:
        last_day(text)
    except ValueError as error:
        raise ClaimError(where, str(error)) from None


def _check_qualifiers(claim: Claim, term: Predicate) -> None:
    for name, value in claim.qualifiers.items():
        where = f"qualifiers.{name}"
        if name not in term.qualifiers:
            raise ClaimError(where, f"{term.name} has no such qualifier")
        allowed = term.qualifiers[name]
        if allowed and value not in allowed:
            raise ClaimError(where, f"{value!r} is not one of {', '.join(sorted(allowed))}")
        if isinstance(value, Quantity):
            for place, reason in _faults(value):
                raise ClaimError(f"{where}.{place}", reason)
        elif not isinstance(value, str) and not -_GREATEST <= value <= _GREATEST:
            raise ClaimError(where, "must be a number from -10^18 to 10^18")
        if name in ("from", "to", "date"):
            _check_date(where, str(value))
    span = claim.qualifiers
    if "from" in span and "to" in span and first_day(str(span["from"])) > last_day(str(span["to"])):
        raise ClaimError("qualifiers.to", "lies before `from`")


def _check_source(source: Source) -> None:
    if not (source.url or source.path or source.hash or source.publisher or source.title):
        raise ClaimError("source", "needs a url, a path, a title or a publisher")
    if source.published is not None:
        _check_date("source.published", source.published)


def _check_rest(claim: Claim) -> None:
    if claim.said_on is not None:
        _check_date("said_on", claim.said_on)
    if claim.span is not None and not 0 <= claim.span[0] <= claim.span[1]:
        raise ClaimError("span", "must be a start and an end, counted in characters from 0")
    if claim.speaker and not (claim.speaker.name or claim.speaker.organization):
        raise ClaimError("speaker", "has neither a name nor an organization; use null for the source itself")


def _speaker(speaker: Speaker | None) -> Speaker | None:
    if speaker is None:
        return None
    name = speaker.name or speaker.organization
    is_organization = speaker.type is EntityType.ORGANIZATION or name == speaker.organization
    kind = speaker.type or (EntityType.ORGANIZATION if is_organization else EntityType.PERSON)
    return msgspec.structs.replace(speaker, name=name, type=kind)


def _plain(quantity: Quantity) -> Quantity:
    """The same quantity with whole numbers as integers: 164.0 and 164 are one claim."""
    upper = None if quantity.upper is None else _whole(quantity.upper)
    return msgspec.structs.replace(quantity, value=_whole(quantity.value), upper=upper)


def _plain_qualifier(value: Qualifier) -> Qualifier:
    if isinstance(value, Quantity):
        return _plain(value)
    return value if isinstance(value, str) else _whole(value)


def _whole(number: float) -> int | float:
    return int(number) if number == int(number) else number


def _types(types: frozenset[EntityType]) -> str:
    return " or ".join(sorted(types))


def _targets(term: Predicate) -> str:
    parts = [_types(term.objects)] if term.objects else []
    if term.literal:
        parts.append(f"a value ({term.literal})")
    if term.units:
        parts.append("a quantity")
    return " or ".join(parts)
