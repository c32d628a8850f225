"""The kinds that there are, and which of them a content is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import msgspec

from kedja.errors import InputError
from kedja_ingest.base import Rejected
from kedja_ingest.documents.base import Document, Kind, Link, Origin
from kedja_ingest.documents.email import Email
from kedja_ingest.documents.feed import Feed
from kedja_ingest.documents.html import HtmlPage
from kedja_ingest.documents.pdf import PdfFile
from kedja_ingest.documents.text import PlainText
from kedja_ingest.documents.word import WordFile

#: In the order in which they are asked; plain text is anybody's and comes last.
KINDS: tuple[Kind, ...] = (PdfFile(), WordFile(), Feed(), HtmlPage(), Email(), PlainText())
HEAD = 64 * 1024
#: How deep letters may lie in letters.
_DEEPEST = 3


def kind_of(name: str, head: bytes) -> Kind | None:
    """The first kind that recognises the content, None when none does."""
    return next((kind for kind in KINDS if kind.recognises(name, head)), None)


def documents_within(content: bytes, name: str, place: str, origin: Origin) -> Iterator[Document | Link | Rejected]:
    """The documents of a content that lies within another, as an attachment does; its faults are rejections."""
    kind = kind_of(name, content[:HEAD])
    if kind is None:
        yield Rejected(origin.path, place, "is of no kind that is read")
    elif origin.depth >= _DEEPEST:
        yield Rejected(origin.path, place, f"lies more than {_DEEPEST} letters deep")
    else:
        try:
            for item in kind.documents(content, msgspec.structs.replace(origin, depth=origin.depth + 1)):
                yield _placed(item, place)
        except InputError as error:
            yield Rejected(origin.path, ", ".join(filter(None, (place, error.where))), error.reason)


def _placed(item: Document | Link | Rejected, place: str) -> Document | Link | Rejected:
    if isinstance(item, Rejected):
        return replace(item, where=", ".join(filter(None, (place, item.where))))
    if isinstance(item, Link):
        summary = _placed(item.summary, place) if item.summary else None
        return msgspec.structs.replace(item, place=f"{place}, {item.place}", summary=summary)
    return replace(item, place=", ".join(filter(None, (place, item.place))))
