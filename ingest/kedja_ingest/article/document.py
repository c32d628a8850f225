"""The text of a report with its header: `key: value` lines, an empty line, the text."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from kedja.calendar import last_day
from kedja.claim import Source

_KEYS = ("url", "publisher", "date", "language", "title", "note")
# "Note: …" alone may be a sentence.
_TELLING = {"url", "publisher", "date"}
_LINE = re.compile(r"([A-Za-z]{2,20}):[ \t]+(\S.*)\Z")


@dataclass(frozen=True, slots=True)
class Document:
    """A report: its whole text, where the body begins in it, and what its header says of the source."""

    text: str
    body: int
    source: Source


def parse_document(text: str, path: str) -> Document:
    """The report that the text holds; without a header the whole is the body.

    The hash is taken over the whole text, the header included: offsets of quotes count from its start.
    """
    fields, body = _header(text)
    source = Source(
        url=_address(fields.get("url")),
        path=path,
        title=fields.get("title") or None,
        publisher=fields.get("publisher") or None,
        published=_date(fields.get("date")),
        language=fields.get("language") or None,
        hash=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
    )
    return Document(text, body, source)


def _header(text: str) -> tuple[dict[str, str], int]:
    """The header's fields and the offset of the body; a block with any other line is no header."""
    fields: dict[str, str] = {}
    for line, end in _lines(text):
        if not line.strip():
            return (fields, end) if _TELLING & fields.keys() else ({}, 0)
        match = _LINE.match(line)
        if not match or match[1].lower() not in _KEYS:
            break
        fields[match[1].lower()] = match[2].strip()
    return {}, 0


def _lines(text: str) -> Iterator[tuple[str, int]]:
    start = 0
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        yield text[start:end], end + 1
        start = end + 1


def _address(url: str | None) -> str | None:
    return url if url and re.match(r"[a-z][a-z0-9+.-]*://\S+\Z", url) else None


def _date(text: str | None) -> str | None:
    """The date if it is one; a date that cannot be read is no date, and the claims stay undated."""
    try:
        last_day(text or "")
    except ValueError:
        return None
    return text
