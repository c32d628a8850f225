"""What a Cypher term can be: the kinds of value, so far as the query alone tells.

Both engines convert and compare values of unlike kinds by rules of their own, one with an error and the other without.
The guard therefore lets an operation through only where its operands are certainly of kinds that both treat alike.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

import msgspec

from kedja.ontology import PREDICATES

NUMBERS: Final = frozenset({"integer", "float"})
TEMPORAL: Final = frozenset({"date", "datetime", "localdatetime", "time", "localtime"})
SCALARS: Final = frozenset({"boolean", "text"}) | NUMBERS
GRAPH: Final = frozenset({"node", "relationship", "path"})
ALL: Final = SCALARS | TEMPORAL | GRAPH | {"duration", "list", "map", "null"}


class Type(msgspec.Struct, frozen=True):
    """The kinds that a value may be of; `element` for those in a list, `fields` for those in a map with known keys.

    `open` says that the query does not tell, as with a property that is not in the vocabulary: what such a value is
    shows when the query runs.
    """

    kinds: frozenset[str]
    element: Type | None = None
    fields: dict[str, Type] | None = None
    open: bool = False

    def within(self, allowed: Iterable[str]) -> bool:
        """Whether every value is of these kinds, or null."""
        return self.kinds <= {*allowed, "null"}

    @property
    def nullable(self) -> bool:
        """Whether it may be null."""
        return "null" in self.kinds

    @property
    def items(self) -> Type:
        """What stands in the list."""
        return self.element or ANY


ANY: Final = Type(ALL, open=True)
NOTHING: Final = Type(frozenset())


def of(*kinds: str) -> Type:
    """A value of these kinds."""
    return Type(frozenset(kinds))


def list_of(element: Type) -> Type:
    """A list of such values."""
    return Type(frozenset({"list"}), element)


def or_null(type: Type) -> Type:
    """The same, or null."""
    return msgspec.structs.replace(type, kinds=type.kinds | {"null"})


def never_null(type: Type) -> Type:
    """The same without null."""
    return msgspec.structs.replace(type, kinds=type.kinds - {"null"})


def join(types: Iterable[Type]) -> Type:
    """A value that is any of these."""
    joined = NOTHING
    for type in types:
        joined = _both(joined, type)
    return joined


def _both(one: Type, other: Type) -> Type:
    lists = [t.element for t in (one, other) if "list" in t.kinds]
    elements = [element for element in lists if element is not None]
    maps = [t.fields for t in (one, other) if "map" in t.kinds]
    fields: dict[str, Type] | None = None
    if maps and all(known is not None for known in maps):
        missing = of("null")
        names = dict.fromkeys(name for known in maps for name in known or {})
        fields = {name: join((known or {}).get(name, missing) for known in maps) for name in names}
    return Type(
        one.kinds | other.kinds,
        join(elements) if lists and len(elements) == len(lists) else None,
        fields,
        one.open or other.open,
    )


def type_of_value(value: Any) -> Type:
    """What a parameter's value is."""
    if value is None:
        return of("null")
    for python, kind in ((bool, "boolean"), (int, "integer"), (float, "float"), (str, "text")):
        if isinstance(value, python):
            return of(kind)
    if isinstance(value, dict):
        return Type(frozenset({"map"}), None, {str(name): type_of_value(inner) for name, inner in value.items()})
    return list_of(join(type_of_value(inner) for inner in value))


_TEXT: Final = of("text", "null")
_TEXTS: Final = Type(frozenset({"list", "null"}), of("text"))

#: What a property of any name may hold (DESIGN, 5a): text, a number, a truth value or a list of texts.
PROPERTY: Final = msgspec.structs.replace(join([_TEXT, _TEXTS, of("integer", "float", "boolean")]), open=True)

_OWN: Final = {
    **dict.fromkeys(
        """id name kind orgnr scb lei wikidata domain status certainty first_said last_said unit bound text date
        predicate stance said_on recorded_at quote marking url path title publisher published language reliability
        hash method""".split(),
        _TEXT,
    ),
    **dict.fromkeys(("aliases", "claims"), _TEXTS),
    **dict.fromkeys(("support", "identified"), of("integer", "null")),
    **dict.fromkeys(("lower", "upper", "number"), of("integer", "float", "null")),
    "derived": of("boolean", "null"),
    "value": msgspec.structs.replace(of("text", "integer", "float", "null"), open=True),
}
_QUALIFIERS: Final = {name: _TEXT for row in PREDICATES.values() for name in row.qualifiers}


def type_of_property(name: str) -> Type:
    """What a property of a node or a relationship holds; one that is not in the vocabulary may hold anything."""
    return _OWN.get(name) or _QUALIFIERS.get(name) or PROPERTY


def named(type: Type) -> str:
    """The kinds for a message.

    >>> named(of("text", "null"))
    'text'
    """
    if type.kinds == ALL:
        return "of unknown kind"
    return " or ".join(sorted(type.kinds - {"null"})) or "null"
