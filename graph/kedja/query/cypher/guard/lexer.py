"""Cypher's words: names, literals and signs, each with its place; whatever is none of them is refused.

The text that engines get must mean the same to each of them, so that disguises stay outside: no Unicode escapes
(Neo4j decodes them before it reads words), no invisible characters and none that a change of case or a compatibility
mapping turns into an ASCII letter.
"""

from __future__ import annotations

import re
import unicodedata
from enum import Enum, auto
from typing import Final

import msgspec

from kedja.query.cypher.guard.refusal import refusal

#: The longest query, in characters.
LONGEST: Final = 100_000


class Kind(Enum):
    """What a word is."""

    NAME = auto()
    QUOTED = auto()
    STRING = auto()
    INTEGER = auto()
    FLOAT = auto()
    PARAMETER = auto()
    SIGN = auto()
    END = auto()


class Word(msgspec.Struct, frozen=True):
    """A word of the query: its text without quotes, and where it starts and ends."""

    kind: Kind
    text: str
    start: int
    end: int


_BLANK: Final = re.compile(r"[ \t\r\n]+|//[^\r\n]*|/\*(?s:.*?)\*/")
_WORDS: Final = re.compile(
    r"""(?P<NAME>[^\W\d]\w*)
    |   (?P<QUOTED>`[^`\\\x00-\x1f]+`)
    |   (?P<STRING>'(?:[^'\\]|\\[\\'"bfnrt])*'|"(?:[^"\\]|\\[\\'"bfnrt])*")
    |   (?P<FLOAT>(?:(?:0|[1-9][0-9]*)?\.[0-9]+(?:[eE][+-]?[0-9]+)?|(?:0|[1-9][0-9]*)[eE][+-]?[0-9]+)(?!\w|\.[0-9]))
    |   (?P<INTEGER>(?:0|[1-9][0-9]*)(?![\w]))
    |   (?P<PARAMETER>\$[A-Za-z_][A-Za-z0-9_]*)
    |   (?P<SIGN><=|>=|<>|=~|\.\.|\|\||::|[-()\[\]{},.:;|&!=<>+*/%^])
    """,
    re.VERBOSE,
)


def words(text: str) -> list[Word]:
    """The query's words, the last of them an END; raises QueryError for what is no word of Cypher."""
    if len(text) > LONGEST:
        raise refusal(
            text, LONGEST, f"the query is longer than {LONGEST:,} characters", "bind long values as parameters"
        )
    _without_escapes(text)
    found: list[Word] = []
    at = 0
    while at < len(text):
        if blank := _BLANK.match(text, at):
            at = blank.end()
            continue
        word = _word(text, at)
        found.append(word)
        at = word.end
    found.append(Word(Kind.END, "", len(text), len(text)))
    return found


def blanked(text: str, found: list[Word]) -> str:
    """The query with every comment made blank, at the same length and with the same lines."""
    parts: list[str] = []
    at = 0
    for word in found:
        between = text[at : word.start]
        parts.append(between if between.isspace() else re.sub(r"[^\r\n]", " ", between))
        parts.append(text[word.start : word.end])
        at = word.end
    return "".join(parts)


def _word(text: str, at: int) -> Word:
    match = _WORDS.match(text, at)
    if match is None:
        raise _no_word(text, at)
    kind, raw = Kind[str(match.lastgroup)], match.group()
    if kind in (Kind.NAME, Kind.QUOTED):
        _check_name(text, at, raw.strip("`"))
    if kind in (Kind.QUOTED, Kind.STRING):
        raw = raw[1:-1]
    if kind is Kind.PARAMETER:
        raw = raw[1:]
    return Word(kind, raw, at, match.end())


def _check_name(text: str, at: int, name: str) -> None:
    """Refuses a name that another reader could take for a different one."""
    for letter in name:
        if not letter.isascii() and _changeable(letter):
            raise refusal(
                text, at, f"the name {name!r} has the character U+{ord(letter):04X}", "write it in plain letters"
            )


def _changeable(letter: str) -> bool:
    forms = (
        letter.upper(),
        letter.lower(),
        letter.casefold(),
        *(unicodedata.normalize(f, letter) for f in ("NFC", "NFKC")),
    )
    if any(form.isascii() for form in forms) or unicodedata.normalize("NFKC", letter) != letter:
        return True
    return unicodedata.category(letter)[0] not in "LMN" and letter not in " –—’‘“”·"


def _without_escapes(text: str) -> None:
    at = text.lower().find("\\u")
    if at >= 0:
        raise refusal(
            text, at, "Unicode escapes are not allowed", "write the character itself, or bind the text as a parameter"
        )


def _no_word(text: str, at: int) -> Exception:
    letter = text[at]
    if letter in "'\"":
        return refusal(
            text,
            at,
            "a text does not end, or has an escape that not every store knows",
            "allowed are " + r"\\ \' \" \b \f \n \r \t",
        )
    if letter == "`":
        return refusal(
            text, at, "a name in backticks does not end, is empty, or holds a backslash or a control character"
        )
    if text.startswith("/*", at):
        return refusal(text, at, "a comment does not end")
    if letter == "$":
        return refusal(text, at, "this is no name of a parameter", "write $name, of letters, digits and _")
    if letter.isdigit():
        return refusal(text, at, "this is no number that every store reads alike", "write 12, 1.5 or 1e3")
    shown = letter if letter.isascii() and letter.isprintable() else f"U+{ord(letter):04X}"
    return refusal(text, at, f"the character {shown} has no place in a query")
