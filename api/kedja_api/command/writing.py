"""`kedja view` and `kedja export`."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import BinaryIO, cast

from kedja.errors import KedjaError
from kedja.export import export
from kedja_api.command.asking import asked_graph, asked_scope
from kedja_api.command.output import Output


def run_view(args: Namespace, out: Output) -> int:
    """Writes a network page."""
    with asked_graph(args) as graph:
        page = str(graph.view(args.id, asked_scope(graph, args)))
    with _replacing(args.output) as file:
        file.write(page.encode())
    return _tell(args.output, out)


def run_export(args: Namespace, out: Output) -> int:
    """Writes claims or the graph to a file."""
    with asked_graph(args) as graph, _replacing(args.output) as file:
        export(graph.belief(asked_scope(graph, args)), args.format, file)
    return _tell(args.output, out)


@contextmanager
def _replacing(path: Path) -> Iterator[BinaryIO]:
    """A file that takes the path's place only when it is whole; `-` is standard output."""
    if str(path) == "-":
        with os.fdopen(os.dup(1), "wb") as out:
            yield out
        return
    try:
        if path.exists() and not path.is_file():  # a device or a pipe is written to, not replaced
            with path.open("wb") as file:
                yield file
            return
        with NamedTemporaryFile(dir=path.resolve().parent, prefix=f".{path.name}.", delete=False) as file:
            temporary = Path(file.name)
            try:
                yield cast(BinaryIO, file)
                file.close()
                temporary.chmod(0o666 & ~_umask())
                temporary.replace(path.resolve())
            finally:
                temporary.unlink(missing_ok=True)
    except OSError as error:
        raise KedjaError(f"{path} cannot be written: {error.strerror or error}") from error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _tell(path: Path, out: Output) -> int:
    if not path.is_file():
        return 0
    size = path.stat().st_size
    if out.json:
        out.answer({"file": str(path), "bytes": size})
    else:
        out.note(f"{path}: {size:,} bytes")
    return 0
