"""The reader of reports, whatever they are written in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import msgspec

from kedja.claim import Claim
from kedja_ingest.address import Address
from kedja_ingest.article.budget import STEPS, Budget
from kedja_ingest.article.extract import extract_article
from kedja_ingest.article.language import recognise_language
from kedja_ingest.article.vocabulary import LANGUAGES
from kedja_ingest.base import Reader, ReadOptions, Redacted, Rejected
from kedja_ingest.documents.base import Document
from kedja_ingest.documents.protecting import protected_documents


class ArticleReader(Reader):
    """Reads reports: text with or without a header, pages, PDF, Word, e-mail, and feeds of them.

    Spans count characters of the text as it was extracted (`Document`), in which personal data is covered in place.
    """

    name: ClassVar[str] = "article"
    version: ClassVar[str] = "1"
    #: What reading one document may cost; see `Budget`.
    steps: ClassVar[int] = STEPS

    def recognises(self, path: Path, head: bytes) -> bool:
        """See `Reader.recognises`."""
        from kedja_ingest.documents.kinds import kind_of

        return kind_of(path.name, head) is not None

    def read(self, path: Path, options: ReadOptions) -> Iterator[tuple[str, Claim] | Rejected | Redacted]:
        """See `Reader.read`; places are lines of the text, or pages."""
        yield from self._read(path, options)

    def read_address(self, address: Address, options: ReadOptions) -> Iterator[tuple[str, Claim] | Rejected | Redacted]:
        """See `Reader.read_address`."""
        yield from self._read(address, options)

    def _read(self, path: Path | Address, options: ReadOptions) -> Iterator[tuple[str, Claim] | Rejected | Redacted]:
        for item in protected_documents(path, fetch=options.fetch):
            if isinstance(item, Document):
                yield from self._claims(item, str(path))
            else:
                yield item

    def _claims(self, document: Document, path: str) -> Iterator[tuple[str, Claim] | Rejected]:
        body = document.text[document.body :]
        if any(map(str.isalpha, body)) and recognise_language(body, document.source.language) is None:
            known = ", ".join(LANGUAGES)
            reason = f"is in a language without rules; there are some for: {known}"
            yield Rejected(path, document.place or "text", reason)
            return
        budget = Budget(self.steps)
        for claim in extract_article(document.text, document.source, document.body, budget):
            place = document.place_of(claim.span[0] if claim.span else 0)
            yield place, msgspec.structs.replace(claim, method=self.method)
        if budget.stopped_at is not None:
            reason = "says too much at once to be read farther than here; split it into single reports"
            yield Rejected(path, document.place_of(budget.stopped_at), reason)
