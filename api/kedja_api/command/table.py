"""Tables for people: plain, with names from sources as text only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich import box
from rich.table import Table
from rich.text import Text

from kedja_api.command.output import safe

#: How statuses look; the word is always printed too.
STYLES = {"confirmed": "bold", "possible": "yellow", "excluded": "dim", "unknown": "magenta"}


def table(title: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> Table:
    """A table whose columns that end in `#` hold numbers."""
    found = Table(title=Text(safe(title)), title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    for column in columns:
        found.add_column(column.rstrip("#"), justify="right" if column.endswith("#") else "left", overflow="fold")
    for row in rows:
        found.add_row(*(cell(value) for value in row))
    return found


def cell(value: object) -> Text:
    """A cell's text; a status in its colour, a number with thousands set apart."""
    if isinstance(value, int | float):
        return Text(f"{value:,}")
    text = safe("" if value is None else value)
    return Text(text, style=STYLES.get(text, ""))
