"""Parameters of a query as Java values."""

from __future__ import annotations

from typing import Any

from kedja.query.cypher.arcade.machine import java


def java_map(values: dict[str, Any]) -> Any:
    """The values by name, integers as 64-bit numbers."""
    made = java("java.util.LinkedHashMap")()
    for name, value in values.items():
        made.put(name, _java_value(value))
    return made


def _java_value(value: Any) -> Any:
    if isinstance(value, dict):
        return java_map(value)
    if isinstance(value, list | tuple):
        made = java("java.util.ArrayList")()
        for member in value:
            made.add(_java_value(member))
        return made
    if isinstance(value, bool):
        return java("java.lang.Boolean")(value)
    return java("java.lang.Long")(value) if isinstance(value, int) else value
