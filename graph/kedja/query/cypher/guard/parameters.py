"""Parameters: plain values that both engines take alike."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, Final

from kedja.errors import QueryError

_LARGEST: Final = 2**63
_DEEPEST: Final = 20


def check_parameters(parameters: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters as given; raises QueryError for a value that is no null, boolean, number, text, list or map."""
    for name, value in parameters.items():
        _check(value, f"${name}", 0)
    return dict(parameters)


def _check(value: Any, where: str, depth: int) -> None:
    if depth > _DEEPEST:
        raise QueryError(f"the parameter {where} is nested deeper than {_DEEPEST} levels")
    if isinstance(value, str):
        _check_text(value, where)
    elif isinstance(value, list | tuple):
        for index, inner in enumerate(value):
            _check(inner, f"{where}[{index}]", depth + 1)
    elif isinstance(value, dict):
        for key, inner in value.items():
            if not isinstance(key, str):
                raise QueryError(f"the parameter {where} has the key {key!r}", "keys are text")
            _check_text(key, where)
            _check(inner, f"{where}.{key}", depth + 1)
    elif not isinstance(value, bool | None):
        _check_number(value, where)


def _check_text(text: str, where: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise QueryError(f"the parameter {where} is no text: {error.reason}", "bind whole characters") from error


def _check_number(value: Any, where: str) -> None:
    if isinstance(value, float) and math.isfinite(value):
        return
    if isinstance(value, int) and -_LARGEST <= value < _LARGEST:
        return
    if isinstance(value, int | float):
        raise QueryError(f"the parameter {where} is {value}", "numbers have 64 bits and are finite")
    hint = "bind null, a boolean, a number, text, a list or a map; a day as text, and write date($x)"
    raise QueryError(f"the parameter {where} is a {type(value).__name__}", hint)
