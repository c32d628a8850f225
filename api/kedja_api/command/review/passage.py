"""The text around a quote, where the file that was read is still there and the same."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from kedja.claim import Claim, Source
from kedja.errors import InputError
from kedja_ingest.documents.base import Document
from kedja_ingest.documents.protecting import protected_documents

#: Characters before and after the quote, and the size of a file that is looked at.
_AROUND = 400
_LARGEST = 4 << 20


@dataclass(frozen=True, slots=True)
class Passage:
    """A quote with what stands before and after it; `place` is its line, None where the text is not at hand."""

    before: str
    quote: str
    after: str
    place: str | None


def passage_of(claim: Claim) -> Passage:
    """The quote of the claim in its text, or alone."""
    quote = claim.quote or ""
    text = _text(claim.source)
    start = _start(claim, text) if text else -1
    if text is None or start < 0:
        return Passage("", quote, "", None)
    end = start + len(quote)
    first = max(text.rfind("\n\n", 0, start) + 2 if "\n\n" in text[:start] else 0, start - _AROUND)
    last = min(text.find("\n\n", end) if "\n\n" in text[end:] else len(text), end + _AROUND)
    line = text.count("\n", 0, start) + 1
    return Passage(text[first:start], quote, text[end:last], f"{claim.source.path}, line {line}")


def _start(claim: Claim, text: str) -> int:
    """Where the quote stands: at its span, else where its words are found."""
    quote = claim.quote or ""
    if claim.span and text[slice(*claim.span)] == quote:
        return claim.span[0]
    return text.find(quote)


@lru_cache(maxsize=4)
def _text(source: Source) -> str | None:
    """The text that was read, if a document there still has it: any other content is none of the claim's business."""
    if not source.path or not source.hash:
        return None
    path = Path(source.path)
    try:
        if not path.is_file() or path.stat().st_size > _LARGEST:
            return None
        found = [item for item in protected_documents(path, fetch=False) if isinstance(item, Document)]
    except (InputError, OSError, ValueError):
        return None
    return next((document.text for document in found if document.source.hash == source.hash), None)
