"""Regular expressions that Java, in which both engines are written, certainly takes.

An expression that Java does not take is an error on one store and no row on the other.
"""

from __future__ import annotations

import re
import warnings
from typing import Final

_ESCAPED: Final = re.compile(r"\\([dDsSwWbBAZnrtf]|[^A-Za-z0-9])")
_GROUP: Final = re.compile(r"\((?:\?(?::|=|!|<=|<!|[ims]+\)|[ims]+:))?")
_REPEATED: Final = re.compile(r"\{[0-9]{1,4}(,[0-9]{0,4})?\}")
_CLASS: Final = re.compile(r"\[\^?(?:\\(?:[dDsSwWnrtf]|[^A-Za-z0-9])|[^\[\]\\&])+\]")


def check_regular(text: str) -> str:
    """Why the expression is refused, or nothing.

    >>> check_regular("(?i)kalmar.*"), check_regular("a{"), check_regular("(")
    ('', "'{' repeats nothing", 'missing ), unterminated subpattern at position 0')
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            re.compile(text)
    except (re.error, OverflowError, RecursionError) as error:
        return str(error)
    at = 0
    while at < len(text):
        match = next((m for p in (_ESCAPED, _GROUP, _REPEATED, _CLASS) if (m := p.match(text, at))), None)
        if match is None and text[at] in "\\([{":
            return {"\\": "an escape", "(": "a group", "[": "a class"}.get(text[at], "'{' repeats nothing")
        at = match.end() if match else at + 1
    return ""
