"""A document with the personal data in it covered."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import msgspec

from kedja_ingest.address import Address
from kedja_ingest.base import Redacted, Rejected
from kedja_ingest.documents.base import Document
from kedja_ingest.documents.reading import documents_of
from kedja_ingest.redacting import redact


def protected_documents(path: Path | Address, *, fetch: bool) -> Iterator[Document | Rejected | Redacted]:
    """The documents in a file or at an address, each after what was covered in it; see `documents_of`."""
    for item in documents_of(path, fetch=fetch):
        if isinstance(item, Rejected):
            yield item
        else:
            document, counts = protected(item)
            yield from (Redacted(kind, count) for kind, count in counts.items())
            yield document


def protected(document: Document) -> tuple[Document, Counter[str]]:
    """The document with text, title and publisher covered, and how often each kind was; its address stays.

    Offsets count the same as before. The hash is that of the covered text: that of the other would let a short
    number be guessed.
    """
    text = redact(document.text)
    counts = Counter(text.counts)
    source = document.source
    for name in ("title", "publisher"):
        told = getattr(source, name) or ""
        line = redact(told)
        if line.counts:
            counts.update({} if told in document.text else line.counts)
            source = msgspec.structs.replace(source, **{name: line.text})
    if text.counts:
        digest = hashlib.sha256(text.text.encode("utf-8", "surrogatepass")).hexdigest()
        source = msgspec.structs.replace(source, hash=digest)
    return replace(document, text=text.text, source=source), counts
