"""The tokens of a SPARQL query."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from kedja.errors import QueryError

_LONG = r'"""(?:(?:"|"")?(?:[^"\\]|\\.))*"""' + r"|'''(?:(?:'|'')?(?:[^'\\]|\\.))*'''"
_SHORT = r'"(?:[^"\\\r\n]|\\.)*"' + r"|'(?:[^'\\\r\n]|\\.)*'"
_LOCAL = r"(?:[\w:.\-\u00b7\u203f\u2040]|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%])*"
_ESCAPES = r"write quotes in it as \" or \', and ends of lines as \n"
_TOKEN = re.compile(
    rf"""(?P<blank>\s+|\#[^\r\n]*)
    |(?P<iri><[^<>"{{}}|^`\x00-\x20]*>)
    |(?P<string>{_LONG}|{_SHORT})
    |(?P<variable>[?$]\w+)
    |(?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    |(?P<label>_:{_LOCAL})
    |(?P<name>(?:[^\W\d_](?:[\w.\-\u00b7]{{0,200}}[\w\-\u00b7])?)?:{_LOCAL})
    |(?P<word>[^\W\d]\w*)
    |(?P<sign>.)""",
    re.VERBOSE | re.DOTALL,
)


class Token(NamedTuple):
    """A token: its kind, its text, where it starts, and whether the one before it ends there."""

    kind: str
    text: str
    at: int
    joined: bool


def tokens(text: str) -> Iterator[Token]:
    """The tokens, without space and comments, in the time that the text is long.

    What is no token of SPARQL comes as a sign of one character; `QueryError` for a string that does not end, so that
    no quote hides a keyword.
    """
    end = 0
    for match in _TOKEN.finditer(text):
        kind = str(match.lastgroup)
        if kind == "sign" and match[0] in "\"'":
            raise QueryError(f"the string at character {match.start() + 1} does not end", _ESCAPES)
        if kind != "blank":
            yield Token(kind, match[0], match.start(), end == match.start())
            end = match.end()
