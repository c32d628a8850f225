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
from kedja_ingest.article.document import Document
from kedja_ingest.article.reader import read_document
from kedja_ingest.base import Reader, ReadOptions, Rejected
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

    def read(self, path: Path, options: ReadOptions) -> Iterator[tuple[str, Claim] | Rejected]:
        """See `Reader.read`; places are lines. A claim that the text does not bear out is rejected."""
        settings = self._settings or settings_from()
        document = read_document(path)
        beside = tuple(filter(None, (document.source.publisher, document.source.title)))
        wording = Wording(document.text, beside)
        method = f"{self.name}/{self.version} {settings.model}"
        seen: set[bytes] = set()
        for piece in pieces(document.text, document.body):
            checker = Checker(wording, piece, document.source, method)
            where = _lines(document.text, piece)
            try:
                given = _given(settings, document, piece)
            except ModelError as error:
                raise InputError(str(path), str(error), where) from None
            except AnswerError as error:
                yield Rejected(str(path), where, str(error))
                continue
            for number, raw in enumerate(given[: settings.claims], 1):
                yield from _checked(checker, raw, f"{where}, claim {number}", path, seen)
            if len(given) > settings.claims:
                left = len(given) - settings.claims
                yield Rejected(str(path), where, f"{left:,} claims are left out: {settings.claims} a piece are read")


def _given(settings: Settings, document: Document, piece: Piece) -> list[msgspec.Raw]:
    """The claims of the model's answer, each as it stands there."""
    answer = ask(settings, messages(document.text[piece.start : piece.end], document.source), answer_schema())
    fenced = _FENCED.fullmatch(answer)
    try:
        return _decode(fenced[1] if fenced else answer).claims
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        raise AnswerError("the model's answer is not JSON with a list of claims") from None


def _checked(
    checker: Checker, raw: msgspec.Raw, where: str, path: Path, seen: set[bytes]
) -> Iterator[tuple[str, Claim] | Rejected]:
    """The claim if the text bears it out, once."""
    try:
        claim = checker.claim(raw)
    except ClaimError as error:
        yield Rejected(str(path), f"{where}, {error.where}", error.reason)
        return
    key = msgspec.json.encode(claim)
    if key not in seen:
        seen.add(key)
        assert claim.span is not None
        yield f"line {_line(checker.wording.text, claim.span[0])}", claim


def _line(text: str, offset: int) -> int:
    return text.count("\n", 0, offset) + 1


def _lines(text: str, piece: Piece) -> str:
    first, last = _line(text, piece.start), _line(text, max(piece.start, piece.end - 1))
    return f"line {first}" if first == last else f"lines {first} to {last}"
