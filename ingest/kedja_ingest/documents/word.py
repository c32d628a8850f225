"""Word files (Office Open XML, ECMA-376): the text of the document, its notes and its properties."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePath
from xml.etree.ElementTree import Element

from kedja.errors import InputError
from kedja_ingest.documents.base import Document, Kind, Origin, make_source, whole_text
from kedja_ingest.documents.markup import parse_xml

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_TERMS = "{http://purl.org/dc/terms/}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_PROPERTIES = "{http://schemas.openxmlformats.org/officeDocument/2006/extended-properties}"
#: Bytes that a part may unpack to; a book of a million words has a third.
_LARGEST = 30 << 20


class WordFile(Kind):
    """Title, day and language are what the file says of itself; the company in its properties publishes it."""

    name = "word"

    def recognises(self, name: str, head: bytes) -> bool:
        """See `Kind.recognises`."""
        word = PurePath(name).suffix.lower() in (".docx", ".docm") or b"word/" in head
        return head.startswith(b"PK\x03\x04") and word

    def documents(self, content: bytes, origin: Origin) -> Iterator[Document]:
        """See `Kind.documents`; one."""
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                yield _document(archive, origin)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, struct.error) as error:
            raise InputError(origin.path, f"is not a whole Word file: {error}") from error


def _document(archive: zipfile.ZipFile, origin: Origin) -> Document:
    body = _part(archive, "word/document.xml", origin)
    if body is None:
        raise InputError(origin.path, "is not a Word file: it has no word/document.xml")
    notes = (_part(archive, f"word/{name}.xml", origin) for name in ("footnotes", "endnotes"))
    text = whole_text("\n\n".join(line for part in (body, *notes) for line in _paragraphs(part)), origin)
    core, app = (_part(archive, f"docProps/{name}.xml", origin) for name in ("core", "app"))
    source = make_source(
        text,
        origin,
        title=_property(core, f"{_DC}title"),
        publisher=_property(app, f"{_PROPERTIES}Company"),
        published=(_property(core, f"{_TERMS}created") or "")[:10],
        language=_property(core, f"{_DC}language"),
    )
    return Document(text, 0, source)


def _part(archive: zipfile.ZipFile, name: str, origin: Origin) -> Element | None:
    """The root of a part, None when there is no such part."""
    try:
        file = archive.open(name)
    except KeyError:
        return None
    with file:
        content = file.read(_LARGEST + 1)
    if len(content) > _LARGEST:
        raise InputError(origin.path, f"unpacks to more than {_LARGEST >> 20} MB", name)
    return parse_xml(content, origin, name)


def _property(root: Element | None, name: str) -> str | None:
    return root.findtext(f".//{name}") if root is not None else None


def _paragraphs(root: Element | None) -> Iterator[str]:
    """The text of each paragraph, in order; what was deleted is not text."""
    if root is not None:
        lines = "".join(_runs(root)).split("\n")
        yield from (line.strip() for line in lines if line.strip())


def _runs(root: Element) -> Iterator[str]:
    """The text of the elements below, and a line feed after each paragraph; without recursion."""
    waiting: list[Element | str] = [root]
    while waiting:
        item = waiting.pop()
        if isinstance(item, str):
            yield item
            continue
        name = item.tag.replace(_STRICT, _WORD)
        if name == _FALLBACK:  # the same once more for older programs
            continue
        yield _SAID.get(name, "")
        if name == f"{_WORD}t":
            yield (item.text or "").replace("\n", " ")
        if name == f"{_WORD}p":
            waiting.append("\n")
        waiting += reversed(item)


_SAID = {f"{_WORD}tab": "\t", f"{_WORD}br": "\n", f"{_WORD}cr": "\n", f"{_WORD}noBreakHyphen": "-"}
