"""Lines of a JSON lines file, with the number that an editor shows for each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kedja.errors import InputError

_BOM = b"\xef\xbb\xbf"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def without_mark(content: bytes) -> bytes:
    """The content without a byte order mark at its start."""
    return content.removeprefix(_BOM)


def lines_of(path: Path) -> Iterator[tuple[int, bytes]]:
    """The lines that hold something, with their number; only a line feed ends a line of JSON lines.

    `InputError` when the file cannot be read or is UTF-16.
    """
    try:
        with path.open("rb") as file:
            for number, line in enumerate(file, start=1):
                content = _start(path, line) if number == 1 else line
                if content.strip():
                    yield number, content
    except OSError as error:
        raise InputError(str(path), f"cannot be read: {error.strerror}") from error


def _start(path: Path, line: bytes) -> bytes:
    if line.startswith(_UTF16):
        raise InputError(str(path), "is UTF-16; save it as UTF-8", "line 1")
    return without_mark(line)
