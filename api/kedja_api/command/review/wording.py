"""A claim's fields as lines that a person reads and writes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import msgspec

from kedja.claim import Claim, Mention, Quantity, Speaker
from kedja.errors import UsageError
from kedja.ontology import Bound, Certainty, EntityType, OrganizationKind, Stance

#: The fields that a correction may change.
FIELDS = (
    *("subject", "predicate", "object", "value", "quantity", "stance", "certainty"),
    *("speaker", "role", "organization", "said_on", "qualifiers.NAME"),
)
_KIND = re.compile(r"\s*\(([a-z_]+)\)\Z")
_OF_SPEAKER = {"speaker": "name", "role": "role", "organization": "organization"}


def field_lines(claim: Claim) -> Iterator[tuple[str, str]]:
    """The fields that hold something, as `change` takes them."""
    speaker = claim.speaker or Speaker()
    yield "subject", _mention_text(claim.subject)
    yield "predicate", claim.predicate
    if claim.object:
        yield "object", _mention_text(claim.object)
    if claim.value:
        yield "value", claim.value
    if claim.quantity:
        yield "quantity", _quantity_text(claim.quantity)
    yield "stance", claim.stance
    yield "certainty", claim.certainty
    for name, field in _OF_SPEAKER.items():
        if value := getattr(speaker, field):
            yield name, value
    if claim.said_on:
        yield "said_on", claim.said_on
    for name, value in claim.qualifiers.items():
        yield f"qualifiers.{name}", _quantity_text(value) if isinstance(value, Quantity) else str(value)


def _mention_text(mention: Mention) -> str:
    return f"{mention.type}: {mention.name}{f' ({mention.kind})' if mention.kind else ''}"


def _quantity_text(quantity: Quantity) -> str:
    numbers = [quantity.value] if quantity.upper is None else [quantity.value, quantity.upper]
    return " ".join((quantity.bound, *(f"{number:.15g}" for number in numbers), quantity.unit))


def change(claim: Claim, line: str) -> Claim:
    """The claim with what a line `field = value` says; `-` empties a field. `UsageError` says what is wrong in it."""
    name, equals, text = (part.strip() for part in line.partition("="))
    if not equals or not text:
        raise UsageError("write `field = value`, and `field = -` to empty it")
    value = None if text == "-" else text
    try:
        return msgspec.structs.replace(claim, **_changed(claim, name.lower(), value))
    except (ValueError, msgspec.ValidationError) as error:
        raise UsageError(f"{name}: {error}") from None


def _changed(claim: Claim, name: str, text: str | None) -> dict[str, Any]:
    if name.startswith("qualifiers."):
        key = name.partition(".")[2]
        rest = {other: value for other, value in claim.qualifiers.items() if other != key}
        return {"qualifiers": rest if text is None else {**rest, key: text}}
    if name in _OF_SPEAKER:
        return {"speaker": _speaker(claim.speaker, name, text)}
    if name in ("object", "value", "quantity", "said_on") and text is None:
        return {name: None}
    if text is None:
        raise UsageError(f"{name} cannot be empty")
    if name in ("subject", "object"):
        return {name: _mention(getattr(claim, name), text)}
    if name == "quantity":
        return {name: _quantity(text)}
    if name in ("predicate", "value", "said_on"):
        return {name: text}
    kinds = {"stance": Stance, "certainty": Certainty}
    if name not in kinds:
        raise UsageError(f"there is no field {name!r}; there are {', '.join(FIELDS)}")
    return {name: kinds[name](text)}


def _mention(before: Mention | None, text: str) -> Mention:
    head, _, rest = text.partition(":")
    given = head.strip() if head.strip() in list(EntityType) else None
    name = rest.strip() if given else text
    found = _KIND.search(name)
    kind = found[1] if found and found[1] in list(OrganizationKind) else None
    name = name[: found.start()] if found and kind else name
    type = EntityType(given) if given else before.type if before else None
    if type is None:
        raise UsageError(f"write `Type: name`, with one of {', '.join(EntityType)}")
    if before and (before.type, before.name) == (type, name):
        return msgspec.structs.replace(before, kind=OrganizationKind(kind) if kind else before.kind)
    return Mention(type=type, name=name, kind=OrganizationKind(kind) if kind else None)


def _quantity(text: str) -> Quantity:
    words = text.split()
    bound = Bound(words.pop(0)) if words[0] in list(Bound) else Bound.EXACTLY
    unit = words.pop() if words else ""
    numbers = [float(word) for word in words]
    if len(numbers) != (2 if bound is Bound.BETWEEN else 1):
        raise UsageError("write `bound number unit`, such as `at_least 164 municipality`, or `between 10 20 person`")
    return Quantity(value=numbers[0], bound=bound, unit=unit, upper=numbers[1] if len(numbers) == 2 else None)


def _speaker(before: Speaker | None, name: str, text: str | None) -> Speaker | None:
    if name == "speaker" and text is None:
        return None
    speaker = msgspec.structs.replace(before or Speaker(), type=None, **{_OF_SPEAKER[name]: text})
    return speaker if speaker.name or speaker.organization else None
