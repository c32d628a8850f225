"""Lists page by page: a cursor stands for the place after the last item that was given."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import msgspec

from kedja.errors import UsageError

_Item = TypeVar("_Item")
_Other = TypeVar("_Other")

#: What puts an item in its place in a list; no two items of a list have the same.
Key = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Page(Generic[_Item]):
    """Items of a list, the cursor of the next page (None at the end), and how many items the list has."""

    items: Sequence[_Item]
    next: str | None
    total: int

    def map(self, change: Callable[[_Item], _Other]) -> Page[_Other]:
        """The page with each item changed."""
        return Page([change(item) for item in self.items], self.next, self.total)


@dataclass(frozen=True, slots=True)
class Turn:
    """Which page is asked for: of the list `name`, after the cursor, at most `limit` items.

    `form` are the types of which the list's keys are made.
    """

    name: str
    form: tuple[type, ...]
    cursor: str | None
    limit: int

    def after(self) -> Key | None:
        """The key of the last item already given, None at the start; `UsageError` for a foreign cursor."""
        return decode(self.cursor, self.name, self.form) if self.cursor is not None else None

    def page(self, fetched: Sequence[_Item], key: Callable[[_Item], Key], total: int) -> Page[_Item]:
        """The page made of the items from the cursor on, of which one more than the limit was fetched."""
        items = fetched[: self.limit]
        more = len(fetched) > self.limit
        return Page(items, encode(self.name, key(items[-1])) if more else None, total)

    def cut(self, items: Iterable[_Item], key: Callable[[_Item], Key]) -> Page[_Item]:
        """The page of a list that is whole in memory, in the order of its keys."""
        ordered = sorted(items, key=key)
        after = self.after()
        start = bisect_right(ordered, after, key=key) if after is not None else 0
        return self.page(ordered[start : start + self.limit + 1], key, len(ordered))


def encode(name: str, key: Key) -> str:
    """The cursor after the item with the key."""
    return urlsafe_b64encode(msgspec.json.encode([name, *key])).decode().rstrip("=")


def decode(cursor: str, name: str, form: Sequence[type]) -> Key:
    """The key that the cursor holds; `UsageError` when it is none of the list's.

    >>> decode(encode("claims", (7,)), "claims", [int])
    (7,)
    """
    try:
        content: Any = msgspec.json.decode(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (ValueError, msgspec.DecodeError):
        content = None
    if not isinstance(content, list) or content[:1] != [name] or not _fits(content[1:], form):
        raise UsageError("cursor: is not one that this list gave; leave it out to start from the beginning")
    return tuple(content[1:])


def _fits(key: Sequence[Any], form: Sequence[type]) -> bool:
    """Parts of these types, and numbers that a store can hold."""
    small = all(abs(part) < 2**63 for part in key if isinstance(part, int))
    return [type(part) for part in key] == list(form) and small
