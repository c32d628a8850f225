"""What a command prints: JSON for programs, laid-out text for people, notes and progress on stderr."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.progress import Progress

_CONTROLS = {code: "�" for code in (*range(0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F)) if code not in (9, 10)}


def safe(text: object) -> str:
    """The text without control characters: a name from a source must not steer the terminal."""
    return str(text).translate(_CONTROLS)


class Output:
    """Where answers and notes go."""

    def __init__(self, *, json: bool, quiet: bool) -> None:
        self.json = json
        self.quiet = quiet

    @cached_property
    def console(self) -> Console:
        """For answers to people."""
        from rich.console import Console

        return Console(highlight=False, soft_wrap=not sys.stdout.isatty(), width=None if sys.stdout.isatty() else 110)

    @cached_property
    def notes(self) -> Console:
        """For progress and notes, on stderr."""
        from rich.console import Console

        return Console(stderr=True, highlight=False, quiet=self.quiet)

    def answer(self, answer: object) -> None:
        """One JSON object."""
        print(json.dumps(answer, ensure_ascii=False, indent=2))

    def items(self, items: Sequence[Any], total: int | None = None) -> None:
        """A list as JSON."""
        self.answer({"items": items, "total": len(items) if total is None else total})

    def lines(self, lines: Iterable[bytes]) -> None:
        """JSON lines, as they come."""
        for line in lines:
            sys.stdout.buffer.write(line + b"\n")

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

        columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed:,}"), TimeElapsedColumn())
        hidden = self.quiet or self.json or not sys.stderr.isatty()
        with Progress(*columns, console=self.notes, disable=hidden, transient=True) as bar:
            yield bar
