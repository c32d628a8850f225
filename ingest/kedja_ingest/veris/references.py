"""The documents that a record refers to."""

from __future__ import annotations

import re

#: An address ends at white space, or where a separator is followed by the next address or by nothing.
_ADDRESS = re.compile(r"https?://.+?(?=\s|[;,]+(?:%C2%A0)?(?=https?://|\s|\Z)|\Z)", re.IGNORECASE)


def addresses(reference: str | None) -> list[str]:
    """The web addresses in the text, each once; days of access in brackets and words between them are left out.

    >>> addresses("http://a.org/x,1.html (20130821);%C2%A0http://b.org/?q=1;2; https://c.org and http://a.org/x,1.html")
    ['http://a.org/x,1.html', 'http://b.org/?q=1;2', 'https://c.org']
    """
    found = (match[0].rstrip(".;,)") for match in _ADDRESS.finditer(reference or ""))
    return list(dict.fromkeys(found))
