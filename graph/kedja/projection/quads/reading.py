"""Lines of N-Quads as a file that Oxigraph reads, and as its quads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyoxigraph

_LINES = 2_000


class LineFile:
    """The lines as a binary file, made as they are read."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self._held = b""
        self._at = 0

    def read(self, size: int) -> bytes:
        """Up to so many bytes, none at the end."""
        if self._at >= len(self._held):
            self._held = "".join(islice(self._lines, _LINES)).encode()
            self._at = 0
        piece = self._held[self._at : self._at + size]
        self._at += len(piece)
        return piece


def quads(lines: Iterable[str]) -> Iterator[pyoxigraph.Quad]:
    """The quads that the lines say."""
    import pyoxigraph

    return pyoxigraph.parse(LineFile(lines), pyoxigraph.RdfFormat.N_QUADS)  # type: ignore[arg-type]
