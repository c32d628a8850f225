"""From a row to its claims, as the mapping says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product
from typing import Any

import msgspec

from kedja.claim import Claim, Source, accept
from kedja.errors import ClaimError
from kedja_ingest.notices.cells import filled, needed, needed_parts, number, parts_of, text_of
from kedja_ingest.notices.mapping import ClaimMap, Column, Mapping, MentionMap
from kedja_ingest.notices.table import Row

_PLACE = re.compile(r"(.*?)(?: - at `\$?\.?(.*)`)?\Z", re.DOTALL)


def claims_of(mapping: Mapping, row: Row, table: Source, method: str) -> Iterator[Claim]:
    """The accepted claims of the row; `ClaimError` names the column at fault.

    `table` is the source of a row that names no other.
    """
    for template in mapping.claims:
        if not _applies(template, row):
            continue
        try:
            yield from _claims(mapping, template, row, table, method)
        except ClaimError as error:
            raise ClaimError(_column(mapping, template, error.where), error.reason) from None


def _applies(template: ClaimMap, row: Row) -> bool:
    return all(row.cells[column] in texts for column, texts in template.when.items()) and not any(
        row.cells[column] in texts for column, texts in template.unless.items()
    )


def _claims(mapping: Mapping, template: ClaimMap, row: Row, table: Source, method: str) -> Iterator[Claim]:
    content = _content(mapping, template, row, table) | {"method": method}
    objects = _mentions(mapping, template.object, row) if template.object else [None]
    for subject, object in product(_mentions(mapping, template.subject, row), objects):
        yield accept(_convert(content | {"subject": subject, "object": object}))


def _content(mapping: Mapping, template: ClaimMap, row: Row, table: Source) -> dict[str, Any]:
    """Everything of the claim that does not depend on which of several mentions it is about."""
    return {
        "predicate": template.predicate,
        "value": needed(template.value, row),
        "quantity": _quantity(template, row),
        "qualifiers": filled(template.qualifiers, row),
        "stance": text_of(template.stance, row) or "asserts",
        "certainty": text_of(template.certainty, row) or "stated",
        "speaker": _speaker(mapping, template, row),
        "source": _source(mapping, row, table),
        "quote": text_of(template.quote, row),
        "said_on": text_of(template.said_on, row),
    }


def _convert(content: dict[str, Any]) -> Claim:
    try:
        return msgspec.convert(content, Claim)
    except msgspec.ValidationError as error:
        match = _PLACE.match(str(error))
        assert match is not None
        raise ClaimError(match[2] or "claim", match[1]) from None


def _mentions(mapping: Mapping, name: str, row: Row) -> list[dict[str, Any]]:
    """The things that the row names: one, or as many as its cell is split into."""
    template = mapping.mentions[name]
    rest = filled(template, row, without=("name", "aliases")) | {"aliases": _aliases(template, row)}
    return [rest | {"name": part} for part in needed_parts(template.name, row)]


def _aliases(template: MentionMap, row: Row) -> list[str]:
    return parts_of(template.aliases, row) if isinstance(template.aliases, Column) else template.aliases or []


def _speaker(mapping: Mapping, template: ClaimMap, row: Row) -> dict[str, Any] | None:
    if template.speaker is None:
        return None
    found = filled(mapping.speakers[template.speaker], row)
    return found if "name" in found or "organization" in found else None


def _source(mapping: Mapping, row: Row, table: Source) -> dict[str, Any]:
    found = filled(mapping.source, row)
    return found if "url" in found else {"path": table.path, "hash": table.hash} | found


def _quantity(template: ClaimMap, row: Row) -> dict[str, Any] | None:
    if template.quantity is None:
        return None
    numbers = {field: number(getattr(template.quantity, field), row) for field in ("value", "upper")}
    needed(template.quantity.value, row)
    words = filled(template.quantity, row, without=("value", "upper"))
    return words | {field: n for field, n in numbers.items() if n is not None}


def _column(mapping: Mapping, template: ClaimMap, where: str) -> str:
    """The place inside a claim as the column that filled it, where one did."""
    head, *rest = where.split(".")
    part: Any = {
        "subject": mapping.mentions.get(template.subject),
        "object": mapping.mentions.get(template.object or ""),
        "speaker": mapping.speakers.get(template.speaker or ""),
        "source": mapping.source,
    }.get(head, getattr(template, head, None))
    for key in rest:
        part = part.get(key) if isinstance(part, dict) else getattr(part, key, None)
    return f"column {part.column}" if isinstance(part, Column) else where
