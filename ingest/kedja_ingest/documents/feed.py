"""Feeds (RSS 0.9 to 2.0, Atom 1.0): lists of reports, in full or with the addresses where they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin
from xml.etree.ElementTree import Element

from kedja.errors import InputError
from kedja_ingest.base import Rejected
from kedja_ingest.documents.base import Document, Kind, Link, Origin, make_source, web_address, whole_text
from kedja_ingest.documents.html import page_document
from kedja_ingest.documents.markup import parse_xml

_ROOT = re.compile(
    rb"\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*|<!DOCTYPE[^>\[]*>\s*)*<(?:rss|feed|(?:\w+:)?RDF)[\s>]", re.DOTALL
)
_START = 4096
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_MOST = 1_000
#: So many characters are a report and no mere summary of one.
_FULL = 600


class Feed(Kind):
    """An entry with its whole text is a document; of another the page is to be fetched, else its summary is one."""

    name = "feed"

    def recognises(self, name: str, head: bytes) -> bool:
        """See `Kind.recognises`; by the root element."""
        return bool(_ROOT.match(head[:_START].removeprefix(b"\xef\xbb\xbf")))

    def documents(self, content: bytes, origin: Origin) -> Iterator[Document | Link | Rejected]:
        """See `Kind.documents`; entries in the order of the feed."""
        root = parse_xml(content, origin)
        channel = _child(root, "channel")
        head = channel if channel is not None else root
        publisher = _text(head, "title")
        language = _text(head, "language") or root.get(_LANGUAGE)
        entries = [item for item in root.iter() if _local(item) in ("item", "entry")]
        for number, entry in enumerate(entries[:_MOST], start=1):
            yield from _Entry(entry, f"entry {number}", publisher, language, origin).read()
        if len(entries) > _MOST:
            yield Rejected(origin.path, f"entry {_MOST + 1}", f"only {_MOST} entries of a feed are read")


class _Entry:
    """One entry of a feed."""

    def __init__(self, entry: Element, place: str, publisher: str | None, language: str | None, origin: Origin) -> None:
        self._entry, self._place, self._origin = entry, place, origin
        self._publisher = _source(entry) or publisher
        self._language = entry.get(_LANGUAGE) or language

    def read(self) -> Iterator[Document | Link | Rejected]:
        address = web_address(urljoin(self._origin.address or "", _link(self._entry) or ""))
        try:
            document = self._document(address)
        except InputError as error:
            if address is None:
                yield Rejected(self._origin.path, self._place, error.reason)
                return
            document = None
        if address and (document is None or len(document.text) < _FULL):
            yield Link(address, self._place, document)
        elif document:
            yield document

    def _document(self, address: str | None) -> Document:
        texts = [_text(self._entry, name) or "" for name in ("encoded", "content", "description", "summary")]
        title, content = _text(self._entry, "title"), max(texts, key=len)
        if re.search(r"<[a-zA-Z]|&\w+;", content):
            content = page_document(content, self._origin).text
        text = whole_text("\n\n".join(filter(None, (title, content.strip()))), self._origin, self._place)
        source = make_source(
            text,
            Origin(self._origin.path),
            url=address,
            title=title,
            publisher=self._publisher,
            published=_published(self._entry),
            language=self._language,
        )
        return Document(text, 0, source, place=self._place)


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _child(element: Element, name: str) -> Element | None:
    return next((child for child in element if _local(child) == name), None)


def _text(element: Element, name: str) -> str | None:
    child = _child(element, name)
    return "".join(child.itertext()).strip() or None if child is not None else None


def _link(entry: Element) -> str | None:
    """The address of the page: RSS has it as text, Atom as an attribute."""
    for child in entry:
        if _local(child) == "link" and child.get("rel", "alternate") == "alternate":
            return (child.get("href") or child.text or "").strip() or None
    guid = _child(entry, "guid")
    return (guid.text or "").strip() if guid is not None and guid.get("isPermaLink") != "false" else None


def _source(entry: Element) -> str | None:
    """Who published it first, where the feed gathers from others."""
    source = _child(entry, "source")
    return (_text(source, "title") or (source.text or "").strip() or None) if source is not None else None


def _published(entry: Element) -> str | None:
    told = (_text(entry, name) for name in ("published", "pubDate", "date", "issued", "updated", "modified"))
    return next((found for text in told if text and (found := _day(text))), None)


def _day(text: str) -> str | None:
    """The day of `2025-08-26T…` or of `Tue, 26 Aug 2025 …`."""
    if re.match(r"\d{4}-\d\d-\d\d", text):
        return text[:10]
    try:
        return parsedate_to_datetime(text).date().isoformat()
    except ValueError:
        return None
