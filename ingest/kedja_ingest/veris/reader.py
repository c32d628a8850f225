"""Reader of VERIS incidents: JSON lines, a JSON array, or one object a file."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

import msgspec

from kedja.claim import Claim, Source, accept
from kedja.errors import ClaimError
from kedja_ingest.base import Reader, ReadOptions, Rejected
from kedja_ingest.json_lines import without_mark
from kedja_ingest.veris.claims import PARTS, Reading, reading
from kedja_ingest.veris.files import records_of
from kedja_ingest.veris.record import parse
from kedja_ingest.veris.references import addresses

_FIELDS = (b'"incident_id"', b'"security_incident"', b'"schema_version"', b'"victim"', b'"actor"', b'"timeline"')

#: So many of the fields above make a file of JSON one of VERIS.
_ENOUGH = 3


class VerisReader(Reader):
    """A record is an incident; each claim of it has a field, and a field at fault is rejected by itself."""

    name = "veris"
    version = "1"

    def recognises(self, path: Path, head: bytes) -> bool:
        """True for JSON with the fields of a VERIS record."""
        content = without_mark(head).lstrip()
        return content.startswith((b"{", b"[")) and sum(field in content for field in _FIELDS) >= _ENOUGH

    def read(self, path: Path, options: ReadOptions) -> Iterator[tuple[str, Claim] | Rejected]:
        """See `Reader.read`. A record's claims stand in its first reference; the others repeat the first of them."""
        file = _File(path)
        for place, content in records_of(path):
            try:
                record, raw = parse(content)
                references = addresses(record.reference)
                source = Source(url=references[0]) if references else file.source
                found = reading(record, raw, source)
            except ClaimError as error:
                yield Rejected(str(path), _place(place, error.where), error.reason)
            else:
                yield from self._claims(path, place, found, references[1:])

    def _claims(
        self, path: Path, place: str, found: Reading, others: list[str]
    ) -> Iterator[tuple[str, Claim] | Rejected]:
        first: Claim | None = None
        for item in _drafts(found):
            if isinstance(item, ClaimError):
                yield Rejected(str(path), _place(place, item.where), item.reason)
                continue
            claim = msgspec.structs.replace(item[1], method=self.method)
            first = first or claim
            yield _place(place, item[0]), claim
        if first is None:
            return
        for url in others:
            yield _place(place, "reference"), _repeating(first, url)


def _drafts(found: Reading) -> Iterator[tuple[str, Claim] | ClaimError]:
    """The accepted claims of the record by field, and what is at fault in it."""
    for part in PARTS:
        try:
            for field, claim in part(found):
                yield _accepted(field, claim)
        except ClaimError as error:
            yield error


def _accepted(field: str, claim: Claim) -> tuple[str, Claim] | ClaimError:
    try:
        return field, accept(claim)
    except ClaimError as error:
        return ClaimError(field, f"{error.where}: {error.reason}")


def _repeating(claim: Claim, url: str) -> Claim:
    """The claim as a further document supports it: the record's own voice, once more."""
    return msgspec.structs.replace(claim, source=Source(url=url), repeats=claim.id, quote=None, id="")


def _place(record: str, field: str) -> str:
    return ", ".join(filter(None, (record, field)))


class _File:
    """The file itself, as the source of records that refer to nothing."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @cached_property
    def source(self) -> Source:
        """Its place and its hash, read when it is first needed."""
        return Source(path=str(self._path), hash=hashlib.sha256(self._path.read_bytes()).hexdigest())
