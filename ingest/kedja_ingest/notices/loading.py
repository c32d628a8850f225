"""Mapping files: TOML, checked as a whole before the first row is read."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from kedja.errors import InputError
from kedja.ontology import PREDICATES
from kedja_ingest.notices.mapping import ClaimMap, Mapping, MentionMap, SpeakerMap, used_columns

_PLACE = re.compile(r"(.*?)(?: - at `\$?\.?(.*)`)?\Z", re.DOTALL)
_Form = TypeVar("_Form")


def load_mapping(path: Path) -> Mapping:
    """The mapping that the file holds; `InputError` names the file and the key at fault."""
    raw = _parse(path)
    for section, form in (("mentions", MentionMap), ("speakers", SpeakerMap)):
        named = raw.get(section)
        for name, part in named.items() if isinstance(named, dict) else ():
            _convert(path, part, form, f"{section}.{name}")
    mapping = _convert(path, raw, Mapping, "")
    for where, reason in _faults(mapping):
        raise InputError(str(path), reason, where)
    return mapping


def _parse(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise InputError(str(path), f"the mapping file cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise InputError(str(path), "the mapping file is not UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise InputError(str(path), f"the mapping file is not TOML: {error}") from error


def _convert(path: Path, part: object, form: type[_Form], where: str) -> _Form:
    try:
        return msgspec.convert(part, form)
    except msgspec.ValidationError as error:
        match = _PLACE.match(str(error))
        assert match is not None
        raise InputError(str(path), match[1], ".".join(filter(None, (where, match[2])))) from None


def _faults(mapping: Mapping) -> Iterator[tuple[str, str]]:
    if mapping.delimiter is not None and len(mapping.delimiter) != 1:
        yield "delimiter", "must be one character"
    if not mapping.claims:
        yield "claims", "a mapping needs at least one claim"
    for number, claim in enumerate(mapping.claims):
        for field, reason in _claim_faults(mapping, claim):
            yield f"claims[{number}].{field}", reason
    for where, column in used_columns(mapping):
        if column.split is not None and not re.fullmatch(r"mentions\.[^.]+\.(name|aliases)", where):
            yield f"{where}.split", "only the name or the aliases of a mention can be split"
        elif column.split == "":
            yield f"{where}.split", "is empty"


def _claim_faults(mapping: Mapping, claim: ClaimMap) -> Iterator[tuple[str, str]]:
    if claim.predicate not in PREDICATES:
        yield "predicate", f"{claim.predicate!r} is not a predicate of the ontology"
    for field, name in (("subject", claim.subject), ("object", claim.object)):
        if name is not None and name not in mapping.mentions:
            yield field, f"there is no [mentions.{name}]"
    if claim.speaker is not None and claim.speaker not in mapping.speakers:
        yield "speaker", f"there is no [speakers.{claim.speaker}]"
    if claim.object is None and claim.value is None and claim.quantity is None:
        yield "object", "a claim needs an object, a value or a quantity"
