"""Cells: what a constant or a column of the mapping stands for in a row."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

import msgspec

from kedja.errors import ClaimError
from kedja_ingest.notices.mapping import Column, Part
from kedja_ingest.notices.table import Row

_SPACES = re.compile(r"\s")


def filled(cells: Part | dict[str, Any], row: Row, without: tuple[str, ...] = ()) -> dict[str, Any]:
    """What the cells hold, without those that are empty."""
    items = msgspec.structs.asdict(cells) if isinstance(cells, Part) else cells
    texts = {field: text_of(cell, row) for field, cell in items.items() if field not in without}
    return {field: text for field, text in texts.items() if text is not None}


def needed(cell: Any, row: Row) -> Any:
    """What the cell stands for; `ClaimError` when it is a column that is empty in this row."""
    text = text_of(cell, row)
    return _present(cell, text) if isinstance(cell, Column) else text


def needed_parts(cell: str | Column, row: Row) -> list[str]:
    """The texts that the cell is split into, at least one; `ClaimError` when there is none."""
    parts = parts_of(cell, row)
    return _present(cell, parts) if isinstance(cell, Column) else parts


def _present(cell: Column, found: Any) -> Any:
    if not found:
        raise ClaimError(f"column {cell.column}", "is empty; `unless` in the mapping says when there is no claim")
    return found


def parts_of(cell: str | Column, row: Row) -> list[str]:
    """The texts that the cell is split into, without empty ones."""
    text = text_of(cell, row)
    if isinstance(cell, Column) and cell.split and text:
        return [part.strip() for part in text.split(cell.split) if part.strip()]
    return [text] if text else []


def number(cell: float | Column | None, row: Row) -> float | None:
    """The number in the cell, written with a decimal point and perhaps spaces; None when it is empty."""
    if not isinstance(cell, Column):
        return cell
    text = text_of(cell, row)
    try:
        return float(_SPACES.sub("", text)) if text else None
    except ValueError:
        raise ClaimError(f"column {cell.column}", f"{text!r} is not a number") from None


def text_of(cell: Any, row: Row) -> Any:
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
