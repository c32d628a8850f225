"""The reader of reports in plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import msgspec

from kedja.claim import Claim
from kedja.errors import InputError
from kedja_ingest.article.document import Document, parse_document
from kedja_ingest.article.extract import extract_article
from kedja_ingest.article.language import recognise_language
from kedja_ingest.article.vocabulary import LANGUAGES
from kedja_ingest.base import Reader, ReadOptions, Rejected

_SUFFIXES = (".txt", ".md", ".text")
# A report of half a million characters is 250 pages: it is something else.
_LONGEST = 500_000
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


class ArticleReader(Reader):
    """Reads an article with or without a header of `key: value` lines."""

    name: ClassVar[str] = "article"
    version: ClassVar[str] = "1"

    def recognises(self, path: Path, head: bytes) -> bool:
        """See `Reader.recognises`; text that is no JSON and no markup, whatever it is called."""
        if _CONTROL.search(head):
            return False
        return path.suffix.lower() in _SUFFIXES or head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] not in (b"{", b"[", b"<")

    def read(self, path: Path, options: ReadOptions) -> Iterator[tuple[str, Claim] | Rejected]:
        """See `Reader.read`; places are lines."""
        document = read_document(path)
        text = document.text
        body = document.text[document.body :]
        if any(map(str.isalpha, body)) and recognise_language(body, document.source.language) is None:
            known = ", ".join(LANGUAGES)
            yield Rejected(str(path), "text", f"is in a language without rules; there are some for: {known}")
            return
        for claim in extract_article(document.text, document.source, document.body):
            place = f"line {text.count(chr(10), 0, claim.span[0]) + 1}" if claim.span else "line 1"
            yield place, msgspec.structs.replace(claim, method=self.method)


def read_document(path: Path) -> Document:
    """The report in the file; `InputError` when it cannot be read as one."""
    return parse_document(_text(path), str(path))


def _text(path: Path) -> str:
    """The text of the file with universal newlines."""
    try:
        text = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        raise InputError(str(path), "is not UTF-8 text; convert it first", f"byte {error.start}") from error
    except OSError as error:
        raise InputError(str(path), f"cannot be read: {error.strerror}") from error
    if "\0" in text:
        raise InputError(str(path), "is not text: it holds a null character", f"character {text.index(chr(0))}")
    if len(text) > _LONGEST:
        raise InputError(str(path), f"is longer than {_LONGEST} characters; split it into single reports")
    return text
