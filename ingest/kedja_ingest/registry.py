"""The readers that there are, and which of them a file is for."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from kedja.errors import InputError, UsageError
from kedja_ingest.base import Reader

_HEAD = 64 * 1024


def readers() -> tuple[Reader, ...]:
    """Every reader, in the order in which they are asked; plain text is anybody's and comes last.

    The reader that asks a language model recognises nothing, and must be named.
    """
    from kedja_ingest.article import ArticleReader
    from kedja_ingest.claims import ClaimsReader
    from kedja_ingest.llm import LlmReader
    from kedja_ingest.notices import NoticesReader
    from kedja_ingest.veris import VerisReader

    return (ClaimsReader(), VerisReader(), NoticesReader(), ArticleReader(), LlmReader())


def reader_named(name: str) -> Reader:
    """The reader of that name, or `UsageError` with the names that there are."""
    known = {reader.name: reader for reader in readers()}
    if name not in known:
        raise UsageError(f"there is no reader {name!r}; there are {', '.join(known)}")
    return known[name]


def reader_for(path: Path) -> Reader:
    """The first reader that recognises the file; `InputError` when none does or it cannot be opened."""
    head = _head(path)
    for reader in readers():
        if reader.recognises(path, head):
            return reader
    raise InputError(str(path), "no reader recognises it; name one with --reader")


def _head(path: Path) -> bytes:
    if _flows(path):
        # What a pipe gives to the one who looks at it is gone for the reader.
        raise InputError(str(path), "is not a file that can be read twice; name its reader with --reader")
    try:
        with path.open("rb") as file:
            return file.read(_HEAD)
    except OSError as error:
        raise InputError(str(path), error.strerror or str(error)) from error


def _flows(path: Path) -> bool:
    """True for a pipe, a socket or a device, which is no file to be found in a folder."""
    try:
        mode = path.stat().st_mode
    except OSError:
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


def _aside(name: str) -> bool:
    """True for files that accompany the inputs."""
    return name.startswith(".") or name.endswith(".map.toml") or name.upper().startswith("README.")


def files_below(path: Path, own: frozenset[str] = frozenset()) -> Iterator[Path]:
    """The file itself, or every file below a folder that is not hidden, in the order of their names.

    Mapping files belong to the tables beside them, and a README speaks of the files: both are left out,
    and so are the store's `own` files.
    Links to folders are not followed. A folder that cannot be listed is given itself: reading it says why.
    """
    if not os.path.isdir(path):  # noqa: PTH112  Path.is_dir raises where it may not look
        yield path
        return
    found: list[Path] = []
    for folder, folders, names in os.walk(path, onerror=lambda error: found.append(Path(error.filename))):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found.extend(Path(folder, name) for name in names if not _aside(name))
    for below in sorted(found):
        if os.path.realpath(below) not in own and not _flows(below):
            yield below
