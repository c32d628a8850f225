"""The functions that a query may call, read from `functions.toml`."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Final

import msgspec

from kedja.query.cypher.guard.kinds import ALL, ANY, NUMBERS, TEMPORAL, Type, join, list_of, never_null, of, or_null

_GROUPS: Final = {"any": ALL, "number": NUMBERS, "instant": TEMPORAL}
_LISTS: Final = {f"{kind}s": kind for kind in ("text", "integer", "float", "boolean", "node", "relationship")}
#: Lists by conversion, whose elements can be null.
_CONVERTED: Final = frozenset({"tostringlist", "tofloatlist"})


class Function(msgspec.Struct, frozen=True):
    """A function: its name as it is written, the kinds of its arguments, and its result."""

    name: str
    arguments: tuple[frozenset[str], ...]
    required: int
    endless: bool
    result: str
    aggregates: bool

    def gives(self, arguments: list[Type]) -> Type:
        """What a call with such arguments results in."""
        word = self.result.removesuffix("?")
        null = self.result.endswith("?") or (not self.aggregates and any(a.nullable for a in arguments))
        first = arguments[0] if arguments else ANY
        found = _result(word, first, arguments)
        if self.name.lower() in _CONVERTED:
            found = list_of(or_null(found.items))
        if word == "joined":
            return found if all(a.nullable for a in arguments) else never_null(found)
        return or_null(found) if null else never_null(found) if self.aggregates else found


def _result(word: str, first: Type, arguments: list[Type]) -> Type:
    if word in _LISTS:
        return list_of(of(_LISTS[word]))
    results = {
        "same": first,
        "element": first.items,
        "elements": list_of(never_null(first)),
        "joined": join(arguments),
        "map": Type(frozenset({"map"}), None, first.fields),
    }
    return results.get(word) or of(word)


def _function(name: str, signature: str, group: str) -> Function:
    before, result = (side.strip() for side in signature.split("->"))
    words = [word.strip() for word in before.split(",")] if before else []
    endless = words[-1:] == ["..."]
    words = words[:-1] if endless else words
    kinds = [frozenset[str]().union(*(_GROUPS.get(k, {k}) for k in word.strip("[]").split("|"))) for word in words]
    required = sum(not word.startswith("[") for word in words)
    return Function(name, tuple(kinds), required, endless, result, group == "aggregates")


def _read() -> dict[str, Function]:
    text = files("kedja.query.cypher.guard").joinpath("functions.toml").read_text("utf-8")
    table: dict[str, dict[str, str]] = tomllib.loads(text)
    return {n.lower(): _function(n, s, group) for group, rows in table.items() for n, s in rows.items()}


#: Every function that may be called, by its name in small letters.
FUNCTIONS: Final = _read()

#: What to write in the place of well-known functions that the stores do not answer alike.
INSTEAD: Final = {
    "id": "ask for n.id",
    "elementid": "ask for n.id",
    "rand": "answers must not hang on chance",
    "randomuuid": "answers must not hang on chance",
    "timestamp": "write datetime()",
    "upper": "write toUpper(…)",
    "lower": "write toLower(…)",
    "file": "queries read no files",
    "tointegerornull": "write toInteger(…)",
    "tofloatornull": "write toFloat(…)",
    "tobooleanornull": "write toBoolean(…)",
    "tointegerlist": "write [x IN list | toInteger(x)]",
    "tobooleanlist": "write [x IN list | toBoolean(x)]",
    "btrim": "write trim(…)",
    "normalize": "write toLower(…)",
    "valuetype": "ask for the values themselves",
}
