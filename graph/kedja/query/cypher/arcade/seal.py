"""Whether a database is as it was closed: the sums of its files, kept beside it, and the engine's own check."""

from __future__ import annotations

import zlib
from pathlib import Path
from typing import Any

import msgspec

from kedja.query.cypher.arcade.schema import Mark

#: What the engine keeps while a database is open.
_PASSING = (".wal", ".lck", ".tmp")
_PIECE = 1 << 20


def seal(place: Path) -> None:
    """Keeps the sums of the files of a database that is closed."""
    scratch = _file(place).with_suffix(".tmp")
    scratch.write_bytes(msgspec.json.encode(_sums(place)))
    scratch.replace(_file(place))


def sealed(place: Path) -> bool:
    """True when nothing was written to the database since it was last closed, so that its sums must hold."""
    return _file(place).exists()


def intact(place: Path) -> bool:
    """True when every file is as its sum says."""
    try:
        return msgspec.json.decode(_file(place).read_bytes(), type=dict[str, int]) == _sums(place)
    except (OSError, msgspec.DecodeError):
        return False


def break_seal(place: Path) -> None:
    """Forgets the sums, before something is written or the database goes."""
    _file(place).unlink(missing_ok=True)


def sound(database: Any, mark: Mark) -> bool:
    """True when the engine finds nothing wrong in any record, and as many of them as the mark says.

    It reads everything: a second for some 100,000 records.
    """
    (found,) = database.command("sql", "CHECK DATABASE").to_list()
    wrong = [found.get(name, 0) for name in ("totalErrors", "totalWarnings")]
    return not any(wrong) and (found.get("totalActiveVertices"), found.get("totalActiveEdges")) == (
        mark.nodes,
        mark.edges,
    )


def _file(place: Path) -> Path:
    return place.with_name(f"{place.name}.seal")


def _sums(place: Path) -> dict[str, int]:
    return {file.name: _sum(file) for file in place.iterdir() if file.suffix not in _PASSING and file.is_file()}


def _sum(file: Path) -> int:
    found = 0
    with file.open("rb") as data:
        while piece := data.read(_PIECE):
            found = zlib.crc32(piece, found)
    return found
