"""Refusals of the Cypher door, each with its place in the query."""

from __future__ import annotations

from kedja.errors import QueryError


def refusal(text: str, at: int, reason: str, hint: str = "") -> QueryError:
    r"""The error for what stands at the offset, which names its line and column, both counted from 1.

    >>> str(refusal("RETURN\n  x", 9, "no x"))
    'line 2, column 3: no x'
    """
    before = text[:at]
    line = before.count("\n") + 1
    column = at - (before.rfind("\n") + 1) + 1
    return QueryError(f"line {line}, column {column}: {reason}", hint)
