"""The seam of the documents: a kind recognises its content and makes documents of it."""

from __future__ import annotations

import hashlib
import re
from abc import ABC, abstractmethod
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

import msgspec

from kedja.calendar import last_day
from kedja.claim import Source
from kedja.errors import InputError
from kedja_ingest.base import Rejected

#: Bytes of a file or a page that are read at all.
LARGEST = 50 << 20
#: A report of half a million characters is 250 pages: it is something else.
LONGEST = 500_000


@dataclass(frozen=True, slots=True)
class Document:
    """A report: its whole text, where the body begins in it, and what is known of the source.

    Offsets, those of claims' spans too, count characters of `text`: the text as it was extracted, for a plain file
    the file itself with universal newlines. `place` is where the document stands in its file ("attachment 2");
    `pages` are the offsets at which pages begin, where it has pages.
    """

    text: str
    body: int
    source: Source
    place: str = ""
    pages: tuple[int, ...] = ()

    def place_of(self, offset: int) -> str:
        """Where in the file the character is: its page or line, after the document's own place."""
        if self.pages:
            found = f"page {bisect_right(self.pages, offset)}"
        else:
            found = f"line {self.text.count(chr(10), 0, offset) + 1}"
        return ", ".join(filter(None, (self.place, found)))


class Link(msgspec.Struct, frozen=True):
    """A report elsewhere, of which a feed tells: its address, its place in the feed, and what the feed says of it."""

    address: str
    place: str
    summary: Document | None


class Origin(msgspec.Struct, frozen=True):
    """Where content comes from: its path or address as the user knows it, the address if it has one.

    `depth` counts the letters around it, of which it is an attachment.
    """

    path: str
    address: str | None = None
    depth: int = 0


class Kind(ABC):
    """Makes documents of one kind of content; nothing is fetched or opened meanwhile."""

    name: ClassVar[str]

    @abstractmethod
    def recognises(self, name: str, head: bytes) -> bool:
        """True when the content, by the name of its file and its first 64 KiB, is of this kind."""

    @abstractmethod
    def documents(self, content: bytes, origin: Origin) -> Iterator[Document | Link | Rejected]:
        """The reports in the content, and what of it is rejected.

        Raises `InputError` when it cannot be read as a whole.
        """


def make_source(  # noqa: PLR0913  what may be known of a source
    text: str,
    origin: Origin,
    *,
    url: str | None = None,
    title: str | None = None,
    publisher: str | None = None,
    published: str | None = None,
    language: str | None = None,
) -> Source:
    """The source of a text; the hash is the SHA-256 of the text in UTF-8, and what cannot be so is left out."""
    return Source(
        url=web_address(origin.address) or web_address(url),
        path=None if origin.address else origin.path,
        title=_line(title),
        publisher=_line(publisher),
        published=day(published),
        language=tag(language),
        hash=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
    )


def _line(text: str | None) -> str | None:
    return " ".join(clean(text or "").split())[:500] or None


def web_address(url: str | None) -> str | None:
    """The address if it is one."""
    return url if url and re.match(r"[a-z][a-z0-9+.-]*://\S+\Z", url) else None


def day(text: str | None) -> str | None:
    """The day, month or year if it is one; a date that cannot be read is no date, and the claims stay undated."""
    try:
        last_day(text or "")
    except ValueError:
        return None
    return text


def tag(language: str | None) -> str | None:
    """The language tag as BCP 47 writes it, with a hyphen."""
    found = re.match(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*\Z", (language or "").strip())
    return found[0].replace("_", "-") if found else None


def whole_text(text: str, origin: Origin, where: str = "") -> str:
    """The text without null characters, or `InputError` when there is none or too much of it."""
    text = clean(text)
    if not text.strip():
        raise InputError(origin.path, "holds no text", where)
    if len(text) > LONGEST:
        raise InputError(origin.path, f"is longer than {LONGEST} characters; split it into single reports", where)
    return text


def clean(text: str) -> str:
    """The text with line feeds alone as line breaks, without control characters and lone surrogates."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n\n")
    return re.sub("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]", "", text)
