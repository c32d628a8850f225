"""The answer to a question: a table of plain values, whichever language and store it came from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    import pandas
    import polars


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """Columns by name and rows in their order.

    Cells are null, booleans, numbers, text, lists and objects. Days and times are ISO 8601 text. A node is
    `{"id", "labels", "properties"}`, a relationship `{"id", "type", "start", "end", "properties"}` with the ids of
    its ends, a path `{"nodes", "relationships"}`.
    """

    columns: tuple[str, ...]
    rows: list[list[Any]]

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return (dict(zip(self.columns, row, strict=True)) for row in self.rows)

    def to_pandas(self) -> pandas.DataFrame:
        """The table as a pandas data frame; needs the extra `pandas`."""
        import pandas

        return pandas.DataFrame(self.rows, columns=list(self.columns))

    def to_polars(self) -> polars.DataFrame:
        """The table as a Polars data frame; needs the extra `polars`."""
        import polars

        return polars.DataFrame(self.rows, schema=list(self.columns), orient="row", infer_schema_length=None)
