"""The records of a file: JSON lines, one array, or one object."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from kedja.errors import InputError
from kedja_ingest.json_lines import lines_of, without_mark

_lines = msgspec.json.Decoder(dict[str, msgspec.Raw])
_array = msgspec.json.Decoder(list[msgspec.Raw])


def records_of(path: Path) -> Iterator[tuple[str, bytes | msgspec.Raw]]:
    """Each record's JSON with its place: `line 7` of JSON lines, `record 7` of an array, nothing for one object.

    Lines are read as they are needed, an array or an object as a whole. `InputError` when the file cannot be read
    or is none of the three.
    """
    first = next(lines_of(path), None)
    if first is None:
        return
    if _whole(_lines, first[1]):
        yield from ((f"line {number}", line) for number, line in lines_of(path))
        return
    content = without_mark(path.read_bytes())
    if _whole(_lines, content):
        yield "", content
    elif content.lstrip().startswith(b"["):
        yield from ((f"record {number}", raw) for number, raw in enumerate(_items(path, content), start=1))
    elif any(_whole(_lines, line) for _, line in lines_of(path)):
        yield from ((f"line {number}", line) for number, line in lines_of(path))
    else:
        raise InputError(str(path), f"is neither JSON nor JSON lines: {_fault(content)}")


def _whole(decoder: msgspec.json.Decoder[dict[str, msgspec.Raw]], content: bytes) -> bool:
    try:
        decoder.decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return False
    return True


def _items(path: Path, content: bytes) -> list[msgspec.Raw]:
    try:
        return _array.decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise InputError(str(path), f"is not a JSON array: {error}") from None


def _fault(content: bytes) -> str:
    try:
        msgspec.json.decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        return str(error)
    return "it holds no object"
