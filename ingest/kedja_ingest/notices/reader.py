"""Reader of tables of notices: CSV or TSV, each row a few claims."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kedja.claim import Claim, Source
from kedja.errors import ClaimError, InputError
from kedja_ingest.base import Reader, ReadOptions, Rejected
from kedja_ingest.notices.loading import load_mapping
from kedja_ingest.notices.mapping import Mapping, used_columns
from kedja_ingest.notices.row import claims_of
from kedja_ingest.notices.table import Row, file_hash, looks_tabular, read_rows

_SUFFIXES = (".csv", ".tsv")


class NoticesReader(Reader):
    """Rows by a mapping file: the one given, or `NAME.map.toml` beside `NAME.csv`."""

    name = "notices"
    version = "1"

    def recognises(self, path: Path, head: bytes) -> bool:
        """True for .csv and .tsv with a mapping beside them, or with a header of two columns or more."""
        if path.suffix.lower() not in _SUFFIXES:
            return False
        first = head.decode("utf-8-sig", errors="replace").partition("\n")[0]
        return _beside(path).is_file() or looks_tabular(first.rstrip("\r"))

    def read(self, path: Path, options: ReadOptions) -> Iterator[tuple[str, Claim] | Rejected]:
        """See `Reader.read`. A row is taken whole or, with one word of why, not at all."""
        mapping = load_mapping(_mapping_of(path, options))
        table = Source(path=str(path), hash=file_hash(path))
        wanted = {column.column for _, column in used_columns(mapping)}
        for row in read_rows(path, mapping.delimiter, wanted):
            if isinstance(row, Rejected):
                yield row
            else:
                yield from self._read_row(mapping, row, table)

    def _read_row(self, mapping: Mapping, row: Row, table: Source) -> Iterator[tuple[str, Claim] | Rejected]:
        place = f"row {row.number}"
        try:
            claims = list(claims_of(mapping, row, table, self.method))
        except ClaimError as error:
            yield Rejected(str(table.path), f"{place}, {error.where}", error.reason)
            return
        for claim in claims:
            yield place, claim


def _beside(path: Path) -> Path:
    return path.with_name(f"{path.stem}.map.toml")


def _mapping_of(path: Path, options: ReadOptions) -> Path:
    """The mapping file for the table; `InputError` when there is none."""
    mapping = options.mapping or _beside(path)
    if mapping.is_file():
        return mapping
    if options.mapping:
        raise InputError(str(mapping), "there is no such mapping file")
    raise InputError(str(path), f"needs a mapping: --map FILE, or {mapping.name} beside it")
