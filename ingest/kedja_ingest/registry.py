"""The readers that there are, and which of them a file is for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kedja.errors import InputError, UsageError
from kedja_ingest.base import Reader

_HEAD = 64 * 1024


def readers() -> tuple[Reader, ...]:
    """Every reader, in the order in which they are asked; plain text is anybody's and comes last."""
    from kedja_ingest.article import ArticleReader
    from kedja_ingest.claims import ClaimsReader
    from kedja_ingest.notices import NoticesReader

    return (ClaimsReader(), NoticesReader(), ArticleReader())


def reader_named(name: str) -> Reader:
    """The reader of that name, or `UsageError` with the names that there are."""
    known = {reader.name: reader for reader in readers()}
    if name not in known:
        raise UsageError(f"there is no reader {name!r}; there are {', '.join(known)}")
    return known[name]


def reader_for(path: Path) -> Reader:
    """The first reader that recognises the file; `InputError` when none does or it cannot be opened."""
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError as error:
        raise InputError(str(path), error.strerror or str(error)) from error
    for reader in readers():
        if reader.recognises(path, head):
            return reader
    raise InputError(str(path), "no reader recognises it; name one with --reader")


def files_below(path: Path) -> Iterator[Path]:
    """The file itself, or every file below a folder that is not hidden, in the order of their names.

    Mapping files belong to the tables beside them and are left out. Links to folders are not followed.
    """
    if not path.is_dir():
        yield path
        return
    for below in sorted(path.rglob("*")):
        hidden = any(part.startswith(".") for part in below.relative_to(path).parts)
        if below.is_file() and not hidden and not below.name.endswith(".map.toml"):
            yield below
