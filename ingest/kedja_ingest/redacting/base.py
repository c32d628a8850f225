"""The seam of what is covered: a finder knows one kind of personal data."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import ClassVar

#: Stands for each covered character (U+2588, full block).
MARK = "█"


@dataclass(frozen=True, slots=True)
class Redaction:
    """A text with its personal data covered, and how many of each kind there were.

    Every covered character is a `MARK` and line breaks stay: offsets and lines count the same before and after.
    """

    text: str
    counts: dict[str, int] = field(default_factory=dict)


class Finder(ABC):
    """Finds one kind of personal data, in time linear in the length of the text."""

    name: ClassVar[str]

    @abstractmethod
    def find(self, text: str) -> Iterator[tuple[int, int]]:
        """The places of such data, from offset to offset, in order and without overlaps."""
