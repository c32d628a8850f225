"""Names of the registers in a text, found by their first words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

_FIRST: Final = re.compile(r"\w+")
_CAPITAL: Final = re.compile(r"\b[A-ZÅÄÖÉÜØÆ]\w*")
# What goes on behind a name is a longer word.
_GOES_ON: Final = re.compile(r"[\w-]")


@dataclass(frozen=True, slots=True)
class Registers:
    """The names in small letters by their first words, the longest first."""

    names: dict[str, tuple[str, ...]]

    @classmethod
    def of(cls, names: Iterable[str]) -> Registers:
        """The registers with these names."""
        found: dict[str, set[str]] = defaultdict(set)
        for name in {name.lower() for name in names}:
            if first := _FIRST.match(name):
                found[first[0]].add(name)
        return cls({first: tuple(sorted(group, key=len, reverse=True)) for first, group in found.items()})

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Where a name stands that begins with a capital, in any case behind it; the longest of several."""
        end = 0
        for match in _CAPITAL.finditer(text):
            start = match.start()
            for name in self.names.get(match[0].lower(), ()) if start >= end else ():
                stop = start + len(name)
                if text[start:stop].lower() == name and not _GOES_ON.match(text, stop):
                    yield start, stop
                    end = stop
                    break
