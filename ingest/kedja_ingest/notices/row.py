"""From a row to its claims, as the mapping says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from itertools import product
from typing import Any

import msgspec

from kedja.claim import Claim, Source, accept
from kedja.errors import ClaimError
from kedja_ingest.notices.mapping import ClaimMap, Column, Mapping, MentionMap, Part
from kedja_ingest.notices.table import Row

_PLACE = re.compile(r"(.*?)(?: - at `\$?\.?(.*)`)?\Z", re.DOTALL)
_SPACES = re.compile(r"\s")


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
        "value": _needed(template.value, row),
        "quantity": _quantity(template, row),
        "qualifiers": _filled(template.qualifiers, row),
        "stance": _text(template.stance, row) or "asserts",
        "certainty": _text(template.certainty, row) or "stated",
        "speaker": _speaker(mapping, template, row),
        "source": _source(mapping, row, table),
        "quote": _text(template.quote, row),
        "said_on": _text(template.said_on, row),
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
    rest = _filled(template, row, without=("name", "aliases")) | {"aliases": _aliases(template, row)}
    names = _parts(template.name, row)
    if not names:
        _needed(template.name, row)
    return [rest | {"name": part} for part in names]


def _aliases(template: MentionMap, row: Row) -> list[str]:
    return _parts(template.aliases, row) if isinstance(template.aliases, Column) else template.aliases or []


def _speaker(mapping: Mapping, template: ClaimMap, row: Row) -> dict[str, Any] | None:
    if template.speaker is None:
        return None
    found = _filled(mapping.speakers[template.speaker], row)
    return found if "name" in found or "organization" in found else None


def _source(mapping: Mapping, row: Row, table: Source) -> dict[str, Any]:
    found = _filled(mapping.source, row)
    return found if "url" in found else {"path": table.path, "hash": table.hash} | found


def _quantity(template: ClaimMap, row: Row) -> dict[str, Any] | None:
    if template.quantity is None:
        return None
    numbers = {field: _number(getattr(template.quantity, field), row) for field in ("value", "upper")}
    _needed(template.quantity.value, row)
    words = _filled(template.quantity, row, without=("value", "upper"))
    return words | {field: n for field, n in numbers.items() if n is not None}


def _number(cell: float | Column | None, row: Row) -> float | None:
    if not isinstance(cell, Column):
        return cell
    text = _text(cell, row)
    try:
        return float(_SPACES.sub("", text)) if text else None
    except ValueError:
        raise ClaimError(f"column {cell.column}", f"{text!r} is not a number") from None


def _filled(cells: Part | dict[str, Any], row: Row, without: tuple[str, ...] = ()) -> dict[str, Any]:
    """What the cells hold, without those that are empty."""
    items = msgspec.structs.asdict(cells) if isinstance(cells, Part) else cells
    texts = {field: _text(cell, row) for field, cell in items.items() if field not in without}
    return {field: text for field, text in texts.items() if text is not None}


def _needed(cell: Any, row: Row) -> Any:
    text = _text(cell, row)
    if isinstance(cell, Column) and text is None:
        raise ClaimError(f"column {cell.column}", "is empty; `unless` in the mapping says when there is no claim")
    return text


def _parts(cell: str | Column, row: Row) -> list[str]:
    text = _text(cell, row)
    if isinstance(cell, Column) and cell.split and text:
        return [part.strip() for part in text.split(cell.split) if part.strip()]
    return [text] if text else []


def _text(cell: Any, row: Row) -> Any:
    """What a cell of the mapping stands for: a constant itself, or the row's text; None when that is empty."""
    if not isinstance(cell, Column):
        return cell
    text = row.cells[cell.column]
    if cell.values:
        return _mapped(cell, text)
    return _iso(cell, text) if text and cell.date else text or cell.default


def _mapped(cell: Column, text: str) -> str | None:
    found = cell.values.get(text, cell.default)
    if found is None and text:
        raise ClaimError(f"column {cell.column}", f"{text!r} is not one of {', '.join(cell.values)}")
    return found


def _iso(cell: Column, text: str) -> str:
    assert cell.date is not None
    try:
        return datetime.strptime(text, cell.date).date().isoformat()
    except ValueError:
        raise ClaimError(f"column {cell.column}", f"{text!r} is not a date of the form {cell.date}") from None


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
