"""Answers in the form in which they leave the program: JSON objects with the contract's field names."""

from __future__ import annotations

from typing import Any

import msgspec

from kedja.ledger import Hit


def to_json(answer: object) -> Any:
    """The answer as plain dictionaries, lists, numbers and text; dates in ISO 8601."""
    return msgspec.to_builtins(answer, str_keys=True)


def hit_json(hit: Hit) -> dict[str, Any]:
    """A found entity with where and in which words it was found."""
    return {**to_json(hit.entity), "where": hit.where, "text": hit.text}
