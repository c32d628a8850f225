"""Rows of a CSV file, with the number that a spreadsheet shows for each."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator, Set
from dataclasses import dataclass
from pathlib import Path

from kedja.errors import InputError
from kedja_ingest.base import Rejected

_DELIMITERS = (",", ";", "\t", "|")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row by their column, without the white space around them."""

    number: int
    cells: dict[str, str]


def file_hash(path: Path) -> str:
    """SHA-256 of the file; `InputError` when it cannot be read or is not UTF-8."""
    found = hashlib.sha256()
    try:
        with path.open("rb") as file:
            for number, line in enumerate(file, start=1):
                _check_utf8(path, number, line)
                found.update(line)
    except OSError as error:
        raise InputError(str(path), f"cannot be read: {error.strerror}") from error
    return found.hexdigest()


def _check_utf8(path: Path, number: int, line: bytes) -> None:
    if number == 1 and line.startswith(_UTF16):
        raise InputError(str(path), "is UTF-16; save it as UTF-8", "line 1")
    try:
        line.decode()
    except UnicodeDecodeError as error:
        reason = f"is not UTF-8 (byte 0x{line[error.start]:02X}); save it as UTF-8"
        raise InputError(str(path), reason, f"line {number}") from error


def delimiter_of(header: str, wanted: Set[str] = frozenset()) -> str:
    """The delimiter that finds most of the wanted columns in the header, or else most columns.

    >>> delimiter_of("name;kind, rough"), delimiter_of("name;kind, rough", {"kind, rough"})
    (',', ';')
    """

    def columns(delimiter: str) -> tuple[int, int]:
        cells = _cells(header, delimiter)
        return len(wanted & set(cells)), len(cells)

    return max(_DELIMITERS, key=columns)


def _cells(line: str, delimiter: str) -> list[str]:
    return [cell.strip() for row in csv.reader([line], delimiter=delimiter) for cell in row]


def looks_tabular(header: str) -> bool:
    """True when the line has two columns or more, each with a name."""
    cells = _cells(header, delimiter_of(header))
    return len(cells) > 1 and all(cells)


def read_rows(path: Path, delimiter: str | None, wanted: Set[str]) -> Iterator[Row | Rejected]:
    """The rows below the header, and what does not have its form; empty rows say nothing.

    The header is row 1. `InputError` when a wanted column is missing or a column stands twice.
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        chosen = delimiter or delimiter_of(file.readline().rstrip("\r\n"), wanted)
        file.seek(0)
        rows = _numbered(path, csv.reader(file, delimiter=chosen, strict=True))
        header = next(rows, None)
        if isinstance(header, Rejected):
            raise InputError(str(path), header.reason, header.where)
        columns = _columns(path, header[1] if header else [], wanted)
        for row in rows:
            if isinstance(row, Rejected):
                yield row
            elif any(row[1]):
                yield _row(path, columns, *row)


def _numbered(path: Path, reader: Iterator[list[str]]) -> Iterator[tuple[int, list[str]] | Rejected]:
    """Rows by their number. After a broken one the reader starts afresh on the next line."""
    number = 0
    while True:
        number += 1
        try:
            yield number, [cell.strip() for cell in next(reader)]
        except StopIteration:
            return
        except csv.Error as error:
            yield Rejected(str(path), f"row {number}", f"is not CSV from here on: {error}")


def _columns(path: Path, header: list[str], wanted: Set[str]) -> list[str]:
    named = [column for column in header if column]
    if twice := sorted({column for column in named if named.count(column) > 1}):
        raise InputError(str(path), f"the column {twice[0]!r} stands twice", "row 1")
    if missing := sorted(wanted - set(named)):
        raise InputError(str(path), f"has no column {missing[0]!r} (it has {', '.join(named) or 'none'})", "row 1")
    return header


def _row(path: Path, columns: list[str], number: int, cells: list[str]) -> Row | Rejected:
    if len(cells) != len(columns):
        return Rejected(str(path), f"row {number}", f"has {len(cells)} cells, the header has {len(columns)}")
    return Row(number, dict(zip(columns, cells, strict=True)))
