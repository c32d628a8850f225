"""What the model is asked for: the fields of a claim that a text can give, and their JSON schema."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import msgspec

from kedja.claim import Quantity, Speaker
from kedja.claim.model import Part
from kedja.ontology import PREDICATES, UNITS, Certainty, EntityType, OrganizationKind, Stance


class Thing(Part, frozen=True, kw_only=True):
    """A mention, as far as the words of a text give it."""

    type: EntityType
    name: str
    kind: OrganizationKind | None = None


class Found(Part, frozen=True, kw_only=True):
    """A claim without what Kedja knows by itself: source, method, marking, times, place and id."""

    subject: Thing
    predicate: str
    object: Thing | None = None
    value: str | None = None
    quantity: Quantity | None = None
    qualifiers: dict[str, str | int | float | None] | None = None
    stance: Stance
    certainty: Certainty
    speaker: Speaker | None = None
    quote: str


class Answer(Part, frozen=True, kw_only=True):
    """The model's answer."""

    claims: list[Found]


@lru_cache(maxsize=1)
def answer_schema() -> dict[str, Any]:
    """The JSON schema of `Answer` with the ontology's words, in the strict form: every field is there, or null."""
    schema = msgspec.json.schema(Answer)
    parts = schema["$defs"]
    parts["Found"]["properties"]["predicate"] = {"enum": list(PREDICATES)}
    parts["Found"]["properties"]["qualifiers"] = _qualifiers()
    parts["Quantity"]["properties"]["unit"] = {"enum": sorted(UNITS)}
    for part in parts.values():
        if part.get("type") == "object":
            _make_strict(part)
    return schema


def _make_strict(part: dict[str, Any]) -> None:
    part["required"] = list(part["properties"])
    for property in part["properties"].values():
        property.pop("default", None)


def _qualifiers() -> dict[str, Any]:
    """Every qualifier of the ontology; those of the wrong predicate are refused when the claim is accepted."""
    found: dict[str, Any] = {}
    for term in PREDICATES.values():
        for name, words in term.qualifiers.items():
            free = {"type": ["string", "number", "null"]}
            found[name] = {"enum": [*sorted(words), None]} if words and name not in found else free
    return {"type": ["object", "null"], "properties": found, "required": list(found), "additionalProperties": False}
