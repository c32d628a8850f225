"""Members of a list of data that no lexicon knows: "names, shoe sizes and addresses"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kedja_ingest.article.chunks import Chunk, Kind

# A member has so few words and letters; one at the end of a list needs two known ones before it.
_MEMBER = r"[^\W\d_][\w'’/-]{1,24}(?: [^\W\d_][\w'’/-]{1,24}){0,2}"
_KNOWN_BEFORE_LAST = 2


class ListCompleter:
    """Completes lists in one language."""

    def __init__(self, conjunctions: str, stop: frozenset[str]) -> None:
        self._stop = stop
        # "and, for some, notes"
        conjunction = rf",? (?:{'|'.join(conjunctions.split())})(?: |, [^,.;:]{{2,30}}, )"
        joint = rf"(?:{conjunction}|, )"
        self._middle = re.compile(rf"{joint}(?P<member>{_MEMBER})(?={joint}\Z)")
        self._last = re.compile(rf"(?:, (?P<before>{_MEMBER}))?{conjunction}(?P<member>{_MEMBER})(?=[.,;:)]|\Z)")
        self._between = re.compile(rf"{joint}(?:(?:the|their|your|his|her|deras|din|dina) )?\Z")

    def complete(self, text: str, chunks: Iterable[Chunk]) -> Iterator[Chunk]:
        """The unknown members between known ones, and behind the last two."""
        ordered = sorted(chunks, key=lambda chunk: chunk.start)
        known = 0
        for number, chunk in enumerate(ordered):
            if chunk.kind is not Kind.DATA:
                known = 0
                continue
            following = ordered[number + 1] if number + 1 < len(ordered) else None
            stop = following.start if following else len(text)
            gap = text[chunk.end : stop]
            known += 1
            found = None
            if following is not None and following.kind is Kind.DATA:
                found = self._middle.match(gap)
                known = known if found or self._between.fullmatch(gap) else 0
            if found is None and known >= _KNOWN_BEFORE_LAST:
                found = self._last.match(gap)
            for name in ("before", "member") if found else ():
                member = found.groupdict().get(name) if found else None
                if found and member and not self._stop.intersection(member.casefold().split()):
                    start, end = chunk.end + found.start(name), chunk.end + found.end(name)
                    yield Chunk(Kind.DATA, start, end, member, member.rpartition(" ")[2].casefold())
