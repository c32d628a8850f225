"""The outputs in a Markdown file: each fenced block under `<!-- run: COMMAND -->` shows what the command prints.

Run as a program, it renews them: `python scripts/readme.py README.md`.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

# Lines that begin with "$ " show what a person types, and are not compared.
_BLOCK = re.compile(
    r"(?P<head><!-- run: (?P<command>.+?) -->\n```\w*\n(?:\$ [^\n]*\n)*)(?P<output>.*?)(?=^```$)",
    re.MULTILINE | re.DOTALL,
)
_TIME = re.compile(r"\b\d+(?:[.,]\d+)? ?(?:ms|s|seconds?)\b")
_RATE = re.compile(r"\b\d[\d,.]*(?: \w+)?/s\b")


@dataclass(frozen=True, slots=True)
class Block:
    """A command and the output that the file shows for it."""

    command: str
    output: str


def blocks(text: str) -> list[Block]:
    r"""The marked blocks of a text, in order.

    >>> blocks("<!-- run: date -->\n```console\n$ date\nMonday\n```\n")
    [Block(command='date', output='Monday\n')]
    """
    return [Block(found["command"], found["output"]) for found in _BLOCK.finditer(text)]


def normal(output: str) -> str:
    r"""The output without what differs from run to run: times, rates, and blanks at the ends of lines.

    >>> normal("54 sources, 3.21 s \n")
    '54 sources, <time>'
    """
    timeless = _RATE.sub("<rate>", _TIME.sub("<time>", output))
    return "\n".join(line.rstrip() for line in timeless.strip().splitlines())


def run(command: str, folder: Path) -> str:
    """What the command prints in that folder, without colours and 100 columns wide; an exit code is an error."""
    bin = Path(sys.executable).parent
    env = {**os.environ, "PATH": f"{bin}{os.pathsep}{os.environ['PATH']}", "COLUMNS": "100", "NO_COLOR": "1"}
    env.pop("KEDJA_STORE", None)
    return subprocess.run(
        shlex.split(command), cwd=folder, env=env, check=True, text=True, encoding="utf-8", stdout=subprocess.PIPE
    ).stdout


def outputs(text: str, folder: Path) -> Mapping[str, str]:
    """What each command of the text prints; they run in order, in one folder."""
    return {block.command: run(block.command, folder) for block in blocks(text)}


def renewed(text: str, new: Mapping[str, str]) -> str:
    """The text with new outputs; one that differs only in times stays as it is."""

    def replace(found: re.Match[str]) -> str:
        output = new[found["command"]]
        same = normal(output) == normal(found["output"])
        return found["head"] + (found["output"] if same else output.strip("\n") + "\n")

    return _BLOCK.sub(replace, text)


def main(path: str) -> None:
    """Renews the outputs in the file at `path`."""
    file = Path(path)
    text = file.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        new = renewed(text, outputs(text, Path(folder)))
    file.write_text(new, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
