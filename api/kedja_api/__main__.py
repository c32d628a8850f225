"""The command line: `kedja COMMAND`."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper

from kedja_api.command.parser import make_parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit code: 0 done, 1 other, 2 usage, 3 rejected input, 4 store."""
    args = make_parser().parse_args(arguments)
    # Only now, so that help and usage errors answer without loading the graph.
    from kedja_api.command.running import run

    return run(args)


def entry() -> None:
    """What the installed `kedja` calls; a reader that closed the pipe ends it quietly."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # text for people in a locale without its letters
    try:
        code = main()
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 1
    sys.exit(code)


if __name__ == "__main__":
    entry()
