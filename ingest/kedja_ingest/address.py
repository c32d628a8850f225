"""An address of the web, where a path could stand."""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit


class Address(str):
    """An `http` or `https` address that the user names."""

    __slots__ = ()

    @property
    def name(self) -> str:
        """The last part of its path, else its host, for telling of it."""
        parts = urlsplit(self)
        return PurePosixPath(parts.path).name or parts.netloc


def path_or_address(text: str) -> Path | Address:
    """What the user names: anything with a scheme is an address, whether it can be fetched or not.

    >>> type(path_or_address("HTTPS://a.example/feed.xml")).__name__, path_or_address("a/b.txt").name
    ('Address', 'b.txt')
    """
    return Address(text) if re.match(r"[A-Za-z][A-Za-z0-9+.-]+://", text) else Path(text)
