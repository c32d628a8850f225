"""From a file or an address to its documents."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import msgspec

from kedja.claim import Source
from kedja.errors import InputError
from kedja_ingest.address import Address
from kedja_ingest.base import Rejected
from kedja_ingest.documents.base import LARGEST, Document, Link, Origin

if TYPE_CHECKING:
    from kedja_ingest.fetching import Fetcher

_CHUNK = 1 << 20


def documents_of(path: Path | Address, *, fetch: bool) -> Iterator[Document | Rejected]:
    """The documents in a file or at an address; `InputError` when it cannot be read.

    With `fetch`, the pages that a feed tells of are fetched; else what the feed says of them is taken. An address is
    fetched in any case. Plain text is read in this process, anything else in one of its own with limits.
    """
    from kedja_ingest.fetching import Fetcher

    named = str(path) if isinstance(path, Address) else None
    fetcher = Fetcher(named) if fetch or named else None
    if isinstance(path, Address):
        assert fetcher
        found = _fetched(fetcher, path)
    else:
        found = _documents(_content(path), path.name, Origin(str(path)))
    for item in found:
        if isinstance(item, Link):
            yield from _followed(item, str(path), fetcher if fetch else None)
        else:
            yield item


def _fetched(fetcher: Fetcher, address: str) -> Iterator[Document | Link | Rejected]:
    page = fetcher.fetch(str(address))
    return _documents(page.content, urlsplit(page.address).path, Origin(str(address), page.address))


def _followed(link: Link, path: str, fetcher: Fetcher | None) -> Iterator[Document | Rejected]:
    """The page that the link leads to; when it does not come, that is rejected and the summary taken."""
    if fetcher is not None:
        try:
            yield from _page(link, path, fetcher)
            return
        except InputError as error:
            yield Rejected(path, link.place, f"{error.path} {error.reason}")
    if link.summary is not None:
        yield link.summary
    elif fetcher is None:
        yield Rejected(path, link.place, f"has no text of its own, and {link.address} is not fetched")


def _page(link: Link, path: str, fetcher: Fetcher) -> Iterator[Document | Rejected]:
    """The documents of the page, with what only the feed says of them."""
    for item in list(_fetched(fetcher, link.address)):
        if isinstance(item, Document):
            known = link.summary.source if link.summary else Source()
            yield replace(item, place=link.place, source=_completed(item.source, known))
        elif isinstance(item, Rejected):
            yield Rejected(path, link.place, item.reason)
        else:
            yield Rejected(path, f"{link.place}, {item.place}", "leads from feed to feed, which is not followed")


def _completed(source: Source, known: Source) -> Source:
    names = ("title", "publisher", "published", "language")
    return msgspec.structs.replace(source, **{name: getattr(source, name) or getattr(known, name) for name in names})


def _documents(content: bytes, name: str, origin: Origin) -> Iterator[Document | Link | Rejected]:
    from kedja_ingest.documents.apart import documents_apart
    from kedja_ingest.documents.kinds import HEAD, kind_of
    from kedja_ingest.documents.text import PlainText

    kind = kind_of(name, content[:HEAD]) or PlainText()
    if isinstance(kind, PlainText):
        yield from kind.documents(content, origin)
    else:
        yield from documents_apart(content, name, origin)


def _content(path: Path) -> bytes:
    """The content, of which no more is held than may be read."""
    parts, size = [], 0
    try:
        with path.open("rb") as file:
            while part := file.read(_CHUNK):
                parts.append(part)
                size += len(part)
                if size > LARGEST:
                    raise InputError(str(path), f"is larger than {LARGEST >> 20} MB; split it into single reports")
    except OSError as error:
        raise InputError(str(path), f"cannot be read: {error.strerror}") from error
    return b"".join(parts)
