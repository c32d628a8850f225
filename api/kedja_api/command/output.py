"""What a command prints: JSON for programs, laid-out text for people, notes and progress on stderr."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.progress import Progress

#: Controls but tab and line feed, marks that turn the direction of writing, other line breaks, lone surrogates.
_STEERING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
_BREAKS = str.maketrans("\t\n\r", "   ")


def safe(text: object) -> str:
    """The text on one line and without control characters: a name from a source must not steer the terminal."""
    return _STEERING.sub("�", str(text).translate(_BREAKS))


def _harmless(text: str) -> str:
    """The same JSON with escapes for the characters that could steer a terminal."""
    return _STEERING.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


class Output:
    """Where answers and notes go."""

    def __init__(self, *, json: bool, quiet: bool) -> None:
        self.json = json
        self.quiet = quiet

    @cached_property
    def console(self) -> Console:
        """For answers to people."""
        from rich.console import Console

        width = None if sys.stdout.isatty() or "COLUMNS" in os.environ else 110
        return Console(highlight=False, width=width)

    @cached_property
    def notes(self) -> Console:
        """For progress and notes, on stderr."""
        from rich.console import Console

        return Console(stderr=True, highlight=False, quiet=self.quiet)

    def answer(self, answer: object) -> None:
        """One JSON object."""
        self._write_json(json.dumps(answer, ensure_ascii=False, indent=2))

    def items(self, items: Sequence[Any], total: int | None = None) -> None:
        """A list as JSON."""
        self.answer({"items": items, "total": len(items) if total is None else total})

    def lines(self, lines: Iterable[bytes]) -> None:
        """JSON lines, as they come."""
        for line in lines:
            self._write_json(line.decode())

    def text(self, pieces: Iterable[str]) -> None:
        """Text for programs, as it is, in UTF-8."""
        for piece in pieces:
            sys.stdout.buffer.write(piece.encode())

    def raw(self, content: bytes) -> None:
        """Content of a media type, with a line feed at its end."""
        sys.stdout.buffer.write(content if content.endswith(b"\n") else content + b"\n")

    @staticmethod
    def _write_json(text: str) -> None:
        """JSON is UTF-8 (RFC 8259), whatever the locale."""
        sys.stdout.buffer.write(_harmless(text).encode() + b"\n")

    def show(self, *parts: RenderableType) -> None:
        """Text for people."""
        for part in parts:
            self.console.print(part)

    def note(self, text: str) -> None:
        """A note on stderr."""
        self.notes.print(safe(text), markup=False, soft_wrap=True)

    def warn(self, text: str) -> None:
        """Something that is not as it should be, on stderr, with --quiet too."""
        print(safe(text), file=sys.stderr)

    @contextmanager
    def progress(self) -> Iterator[Progress]:
        """A progress bar on a terminal, nothing elsewhere."""
        from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

        # A file may be called "[/red]": its name is no markup.
        name = TextColumn("{task.description}", markup=False)
        columns = (name, BarColumn(), TextColumn("{task.completed:,}"), TimeElapsedColumn())
        hidden = self.quiet or self.json or not sys.stderr.isatty()
        with Progress(*columns, console=self.notes, disable=hidden, transient=True) as bar:
            yield bar
