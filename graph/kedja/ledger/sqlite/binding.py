"""Many values as one parameter of a statement."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec


def json_list(values: Iterable[object]) -> str:
    """The values in their order, as `json_each` takes them apart.

    >>> json_list([1, 2]), json_list("ab")
    ('[1,2]', '["a","b"]')
    """
    return msgspec.json.encode(list(values)).decode()
