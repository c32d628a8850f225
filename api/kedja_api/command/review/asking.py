"""Questions to the one who reviews: single keys on a terminal, lines elsewhere."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from rich.text import Text

from kedja_api.command.output import Output

_END = ("", "\x04", "\x1a")


class Asking:
    """Asks on standard output and takes answers from standard input; its end is an answer, too."""

    def __init__(self, out: Output) -> None:
        self._out = out
        self._keys = bool(sys.stdin and sys.stdin.isatty())

    def choose(self, prompt: str, choices: Sequence[str]) -> str | None:
        """The choice of which the first letter was given; None at the end of the input."""
        while True:
            given = self._key(prompt) if self._keys else self._line(prompt)
            if given in _END:
                self._out.show("")
                return None
            letter = given.strip()[:1].lower()
            chosen = next((choice for choice in choices if letter and choice.startswith(letter)), None)
            self._out.show(chosen or f"one of: {', '.join(choices)}")
            if chosen:
                return chosen

    def line(self, prompt: str) -> str | None:
        """A line without white space around it; None at the end of the input."""
        given = self._line(prompt)
        if not self._keys:
            self._out.show("")
        return None if given == "" else given.strip()

    def _prompt(self, prompt: str) -> None:
        self._out.console.print(Text(f"{prompt} "), end="")
        sys.stdout.flush()

    def _line(self, prompt: str) -> str:
        self._prompt(prompt)
        return sys.stdin.readline() if sys.stdin else ""

    def _key(self, prompt: str) -> str:
        """One key, without the Enter after it."""
        if sys.platform == "win32":
            import msvcrt

            self._prompt(prompt)
            return msvcrt.getwch()
        import termios
        import tty

        place = sys.stdin.fileno()
        before = termios.tcgetattr(place)
        try:
            # Before the question is seen: a key pressed earlier would still be taken for a part of a line.
            tty.setcbreak(place, termios.TCSADRAIN)
            self._prompt(prompt)
            return os.read(place, 64).decode(errors="replace")
        finally:
            termios.tcsetattr(place, termios.TCSADRAIN, before)
