"""Plain text, with or without a header: `key: value` lines, an empty line, the text."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import PurePath

from kedja.claim import Source
from kedja.errors import InputError
from kedja_ingest.documents.base import LONGEST, Document, Kind, Origin, day, web_address

_SUFFIXES = (".txt", ".md", ".text")
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_KEYS = ("url", "publisher", "date", "language", "title", "note")
# "Note: …" alone may be a sentence.
_TELLING = {"url", "publisher", "date"}
_LINE = re.compile(r"([A-Za-z]{2,20}):[ \t]+(\S.*)\Z")


class PlainText(Kind):
    """Text that is no JSON and no markup, whatever it is called."""

    name = "text"

    def recognises(self, name: str, head: bytes) -> bool:
        """See `Kind.recognises`."""
        if _CONTROL.search(head):
            return False
        return PurePath(name).suffix.lower() in _SUFFIXES or _start(head) not in (b"{", b"[", b"<")

    def documents(self, content: bytes, origin: Origin) -> Iterator[Document]:
        """See `Kind.documents`; one."""
        yield parse_document(_text(content, origin), origin.path, origin.address)


def _start(head: bytes) -> bytes:
    return head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]


def _text(content: bytes, origin: Origin) -> str:
    """The text of the file with universal newlines."""
    try:
        text = content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        raise InputError(origin.path, "is not UTF-8 text; convert it first", f"byte {error.start}") from error
    if "\0" in text:
        raise InputError(origin.path, "is not text: it holds a null character", f"character {text.index(chr(0))}")
    if len(text) > LONGEST:
        raise InputError(origin.path, f"is longer than {LONGEST} characters; split it into single reports")
    return text


def parse_document(text: str, path: str, address: str | None = None) -> Document:
    """The report that the text holds; without a header the whole is the body.

    The hash is taken over the whole text, the header included: offsets of quotes count from its start.
    """
    fields, body = _header(text)
    source = Source(
        url=web_address(fields.get("url")) or address,
        path=None if address else path,
        title=fields.get("title") or None,
        publisher=fields.get("publisher") or None,
        published=day(fields.get("date")),
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
