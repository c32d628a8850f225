"""The command line: `kedja COMMAND`."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from io import BufferedWriter, FileIO, TextIOWrapper
from pathlib import Path
from typing import TextIO

from kedja_api.command.parser import make_parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit code: 0 done, 1 other, 2 usage, 3 rejected input, 4 store."""
    args = make_parser().parse_args(arguments)
    # Only now, so that help and usage errors answer without loading the graph.
    from kedja_api.command.running import run

    return run(args)


def entry() -> None:
    """What the installed `kedja` calls; a reader that closed the pipe ends it quietly."""
    out = sys.stdout = _whole(sys.stdout)
    try:
        code = _code()
        out.flush()
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), out.fileno())
        if not isinstance(error, BrokenPipeError):
            print(f"kedja: standard output: {error.strerror}", file=sys.stderr)
        code = 1
    sys.exit(code)


def _code() -> int | str | None:
    try:
        return main()
    except SystemExit as stop:  # help, and wrong usage
        return stop.code


def _whole(stdout: TextIO | None) -> TextIOWrapper:
    """A standard output that loses nothing; one that is closed takes everything and keeps nothing.

    With PYTHONUNBUFFERED, Python's own writes a part of a long text to a pipe and drops the rest;
    in a locale without the letters of a text it raises, where this one writes question marks.
    """
    if stdout is None:
        return Path(os.devnull).open("w", encoding="utf-8")
    stream = BufferedWriter(FileIO(stdout.fileno(), "w", closefd=False))
    return TextIOWrapper(stream, encoding=stdout.encoding, errors="replace", line_buffering=stdout.isatty())


if __name__ == "__main__":
    entry()
