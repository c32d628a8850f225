"""The reader that asks a language model."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import msgspec

from kedja.claim import Claim
from kedja.errors import ClaimError, InputError
from kedja_ingest.address import Address
from kedja_ingest.base import Reader, ReadOptions, Redacted, Rejected
from kedja_ingest.documents.base import Document
from kedja_ingest.documents.protecting import protected_documents
from kedja_ingest.llm.checking import Checker
from kedja_ingest.llm.client import AnswerError, ModelError, ask
from kedja_ingest.llm.prompt import Piece, messages, pieces
from kedja_ingest.llm.schema import answer_schema
from kedja_ingest.llm.settings import Settings, settings_from
from kedja_ingest.llm.wording import Wording

_FENCED = re.compile(r"\s*```(?:json)?\s*\n(.*?)\n?\s*```\s*", re.DOTALL)


class _Given(msgspec.Struct):
    claims: list[msgspec.Raw]


_decode = msgspec.json.Decoder(_Given).decode


class LlmReader(Reader):
    """Sends a report to the language model that the settings name, and keeps what the text bears out.

    It recognises no file: nothing is sent unless somebody names this reader. The settings come from the environment
    when none are given; `UsageError` says what is missing in them.
    """

    name: ClassVar[str] = "llm"
    version: ClassVar[str] = "1"

    def __init__(self, settings: Settings | None = None) -> None:
        self._settings = settings

    @property
    def method(self) -> str:
        """Reader, version and model, `llm/1 some-model`."""
        model = self._settings.model if self._settings else os.environ.get("KEDJA_LLM_MODEL", "")
        return f"{self.name}/{self.version} {model}".rstrip()

    def recognises(self, path: Path, head: bytes) -> bool:
        """Never."""
        return False

    def read(self, path: Path, options: ReadOptions) -> Iterator[tuple[str, Claim] | Rejected | Redacted]:
        """See `Reader.read`; a claim that the text does not bear out is rejected."""
        yield from self._read(path, options)

    def read_address(self, address: Address, options: ReadOptions) -> Iterator[tuple[str, Claim] | Rejected | Redacted]:
        """See `Reader.read_address`."""
        yield from self._read(address, options)

    def _read(self, path: Path | Address, options: ReadOptions) -> Iterator[tuple[str, Claim] | Rejected | Redacted]:
        settings = self._settings or settings_from()
        for item in protected_documents(path, fetch=options.fetch):
            if isinstance(item, Document):
                yield from _claims(settings, item, f"{self.name}/{self.version} {settings.model}", str(path))
            else:
                yield item


def _claims(settings: Settings, document: Document, method: str, path: str) -> Iterator[tuple[str, Claim] | Rejected]:
    beside = tuple(filter(None, (document.source.publisher, document.source.title)))
    wording = Wording(document.text, beside)
    seen: set[bytes] = set()
    for piece in pieces(document.text, document.body):
        checker = Checker(wording, piece, document.source, method)
        where = _where(document, piece)
        try:
            given = _given(settings, document, piece)
        except ModelError as error:
            raise InputError(path, str(error), where) from None
        except AnswerError as error:
            yield Rejected(path, where, str(error))
            continue
        for number, raw in enumerate(given[: settings.claims], 1):
            yield from _checked(checker, raw, f"{where}, claim {number}", document, path, seen)
        if len(given) > settings.claims:
            left = len(given) - settings.claims
            yield Rejected(path, where, f"{left:,} claims are left out: {settings.claims} a piece are read")


def _given(settings: Settings, document: Document, piece: Piece) -> list[msgspec.Raw]:
    """The claims of the model's answer, each as it stands there."""
    answer = ask(settings, messages(document.text[piece.start : piece.end], document.source), answer_schema())
    fenced = _FENCED.fullmatch(answer)
    try:
        return _decode(fenced[1] if fenced else answer).claims
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        raise AnswerError("the model's answer is not JSON with a list of claims") from None


def _checked(
    checker: Checker, raw: msgspec.Raw, where: str, document: Document, path: str, seen: set[bytes]
) -> Iterator[tuple[str, Claim] | Rejected]:
    """The claim if the text bears it out, once."""
    try:
        claim = checker.claim(raw)
    except ClaimError as error:
        yield Rejected(path, f"{where}, {error.where}", error.reason)
        return
    key = msgspec.json.encode(claim)
    if key not in seen:
        seen.add(key)
        assert claim.span is not None
        yield document.place_of(claim.span[0]), claim


def _where(document: Document, piece: Piece) -> str:
    first, last = document.place_of(piece.start), document.place_of(max(piece.start, piece.end - 1))
    return first if first == last else f"{first} to {last}"
