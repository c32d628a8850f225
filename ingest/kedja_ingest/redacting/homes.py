"""Where private persons live, and their mailboxes."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from kedja_ingest.redacting.base import Finder

# So much of the text before an address is looked at.
_NEAR = 80
_WORD = r"[A-ZÅÄÖÉÜ][\wåäöéü'’-]{0,30}"


@cache
def _words() -> dict[str, list[str]]:
    return tomllib.loads(files(__package__).joinpath("lexicon/homes.toml").read_text(encoding="utf-8"))


@cache
def _address() -> re.Pattern[str]:
    """A street with a number, a flat, a postcode and a place, as far as they are there."""
    swedish = rf"(?:{_WORD} ){{0,2}}(?:{_WORD}(?:{_any('streets_sv')})|{_WORD} (?i:{_any('streets_sv')}))"
    number = r"[0-9]{1,4}(?: ?[A-Za-z]\b)?"
    flat = r"(?:,? ?(?:lgh|läg|apt|flat)\.? ?[0-9]{1,4})?"
    post = rf"(?:[,\n]\s?(?:SE?-)?[0-9]{{3}} ?[0-9]{{2}} {_WORD}(?: {_WORD})?)?"
    english = rf"[0-9]{{1,4}}[A-Za-z]? (?:{_WORD} ){{1,3}}(?i:{_any('streets_en')})\b"
    return re.compile(rf"(?<!\w)(?:{swedish} {number}{flat}{post}|{english})")


def _any(key: str) -> str:
    return "|".join(map(re.escape, _words()[key]))


@cache
def _cue(key: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_any(key)})(?!\w)", re.IGNORECASE)


class HomeAddresses(Finder):
    """Streets with a number that stand after a word for living there, with a flat, or beside an identity number.

    `covered` marks what was covered before, such as the number on the same row of a leaked register. Where an
    organization is found (a visiting address) is no home.
    """

    name = "home_address"

    def __init__(self, covered: str) -> None:
        self._covered = covered

    def find(self, text: str) -> Iterator[tuple[int, int]]:
        """See `Finder.find`."""
        for match in _address().finditer(text):
            if self._is_home(text, match):
                yield match.span()

    def _is_home(self, text: str, match: re.Match[str]) -> bool:
        before = text[max(0, match.start() - _NEAR) : match.start()]
        home = max((found.end() for found in _cue("home").finditer(before)), default=-1)
        office = max((found.end() for found in _cue("office").finditer(before)), default=-1)
        if home >= 0 or office >= 0:
            return home > office
        after = text[match.end() : match.end() + _NEAR].partition("\n")[0]
        flat = re.search(r"\b(?:lgh|apt|flat)\b", match[0], re.IGNORECASE)
        return bool(flat) or self._covered in before.rpartition("\n")[2] + after


class PrivateMailboxes(Finder):
    """E-mail addresses with the providers of mailboxes for everybody."""

    name = "private_email"

    def find(self, text: str) -> Iterator[tuple[int, int]]:
        """See `Finder.find`."""
        if "@" in text:
            yield from (match.span() for match in _mailbox().finditer(text))


@cache
def _mailbox() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.+-])[\w.+-]{{1,64}}@(?:{_any('mailboxes')})(?![\w-]|\.\w)", re.IGNORECASE)
