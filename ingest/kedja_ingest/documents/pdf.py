"""PDF files: the text of their pages."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kedja.errors import InputError
from kedja_ingest.documents.base import LONGEST, Document, Kind, Origin, clean, make_source

if TYPE_CHECKING:
    from pypdf import PdfReader

_START = 1024
_PAGES = 2_000
#: The title that word processors give a file by themselves.
_MADE = re.compile(r"Microsoft Word|untitled|.*\.(?:docx?|pdf|indd|odt)\Z", re.IGNORECASE)
_HYPHEN = re.compile(r"(?<=[a-zåäöéü])-\n(?=[a-zåäöéü])")
_SHORT = 0.7


class PdfFile(Kind):
    """Title, day and language are what the file says of itself; it names no publisher."""

    name = "pdf"

    def recognises(self, name: str, head: bytes) -> bool:
        """See `Kind.recognises`; what begins as a PDF, or is called one and has its mark a little later."""
        start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
        return start.startswith(b"%PDF-") or (name.lower().endswith(".pdf") and b"%PDF-" in head[:_START])

    def documents(self, content: bytes, origin: Origin) -> Iterator[Document]:
        """See `Kind.documents`; one. A locked file, one of pictures, and one of too many pages are refused."""
        reader = _opened(content, origin)
        text, pages = _text(reader, origin)
        if not text.strip():
            raise InputError(origin.path, "holds no text (pages that are pictures must be recognised first)")
        data = reader.metadata
        title = data.title if data and not _MADE.match(data.title or "") else None
        published = data.creation_date_raw if data else None
        language = reader.root_object.get("/Lang")
        source = make_source(
            text, origin, title=title, published=_day(published), language=str(language) if language else None
        )
        yield Document(text, 0, source, pages=pages)


def _opened(content: bytes, origin: Origin) -> PdfReader:
    from pypdf import PasswordType, PdfReader

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    reader = PdfReader(io.BytesIO(content))
    # Without a password means with an empty one: many official files only forbid changes.
    if reader.is_encrypted and reader.decrypt("") is PasswordType.NOT_DECRYPTED:
        raise InputError(origin.path, "is encrypted; save it without a password")
    if len(reader.pages) > _PAGES:
        raise InputError(origin.path, f"has more than {_PAGES} pages; split it into single reports")
    return reader


def _text(reader: PdfReader, origin: Origin) -> tuple[str, tuple[int, ...]]:
    """The pages' text, and the offsets at which they begin."""
    parts: list[str] = []
    starts: list[int] = []
    length = 0
    for page in reader.pages:
        part = paragraphs(clean(page.extract_text()))
        starts.append(length)
        parts.append(part)
        length += len(part) + 2
        if length > LONGEST:
            place = f"page {len(parts)}"
            raise InputError(origin.path, f"is longer than {LONGEST} characters; split it into single reports", place)
    return "\n\n".join(parts), tuple(starts)


def paragraphs(text: str) -> str:
    r"""The text with the lines of a paragraph joined: a line that ends short, or an empty one, ends a paragraph.

    >>> paragraphs("The attack on the sup-\nplier was seen by all.\n\nNext")
    'The attack on the supplier was seen by all.\n\nNext'
    """
    lines = [line.strip() for line in _HYPHEN.sub("", text).split("\n")]
    width = max(map(len, lines), default=0)
    parts: list[str] = []
    for line in lines:
        parts += [line, "\n\n" if not line or _ends(line, width) else " "]
    return re.sub(r"\s*\n\n\s*", "\n\n", "".join(parts)).strip()


def _ends(line: str, width: int) -> bool:
    return len(line) < _SHORT * width and (line.endswith((".", "!", "?", ":")) or len(line) < _SHORT / 2 * width)


def _day(raw: str | None) -> str | None:
    """The day of `D:20250826…`."""
    found = re.match(r"D:(\d{4})(\d\d)(\d\d)", str(raw or ""))
    return "-".join(found.groups()) if found else None
