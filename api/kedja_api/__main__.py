"""The command line: `kedja COMMAND`."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from io import BufferedWriter, FileIO, TextIOWrapper

from kedja_api.command.parser import make_parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit code: 0 done, 1 other, 2 usage, 3 rejected input, 4 store."""
    args = make_parser().parse_args(arguments)
    # Only now, so that help and usage errors answer without loading the graph.
    from kedja_api.command.running import run

    return run(args)


def entry() -> None:
    """What the installed `kedja` calls; a reader that closed the pipe ends it quietly."""
    if sys.stdout is not None:
        sys.stdout = _whole(sys.stdout.encoding, sys.stdout.isatty())
    code: int | str | None = 1
    try:
        code = _code()
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 1
    sys.exit(code)


def _code() -> int | str | None:
    try:
        return main()
    except SystemExit as stop:  # help, and wrong usage
        return stop.code


def _whole(encoding: str, terminal: bool) -> TextIOWrapper:
    """A standard output that loses nothing.

    With PYTHONUNBUFFERED, Python's own writes a part of a long text to a pipe and drops the rest;
    in a locale without the letters of a text it raises, where this one writes question marks.
    """
    stream = BufferedWriter(FileIO(1, "w", closefd=False))
    return TextIOWrapper(stream, encoding=encoding, errors="replace", line_buffering=terminal)


if __name__ == "__main__":
    entry()
