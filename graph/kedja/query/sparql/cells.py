"""Terms of RDF as cells of a table."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kedja.projection.quads.terms import XSD

Term = NamedNode | BlankNode | Literal | Triple | None

_INTEGERS = """integer nonPositiveInteger negativeInteger nonNegativeInteger positiveInteger long int short byte
    unsignedLong unsignedInt unsignedShort unsignedByte""".split()


def cell(term: Term) -> Any:
    """The term as `kedja.query.Table` has it.

    An address is its text, numbers are numbers, days and times ISO 8601 text, other literals their text; what is
    unbound is None. A number that JSON lacks (INF, NaN) and a literal that is not of its type stay text.
    """
    if isinstance(term, Literal):
        convert = _CONVERSIONS.get(term.datatype.value)
        try:
            return convert(term.value) if convert else term.value
        except ValueError:
            return term.value
    if term is None or isinstance(term, NamedNode):
        return term and term.value
    return str(term)


def _number(text: str) -> float:
    number = float(text)
    if number - number != 0:
        raise ValueError(text)
    return number


def _truth(text: str) -> bool:
    return {"true": True, "1": True, "false": False, "0": False}[text]


def _moment(text: str) -> str:
    """With the offset as the ledger writes it, `+00:00` for `Z`."""
    return datetime.fromisoformat(text).isoformat()


_CONVERSIONS: dict[str, Callable[[str], Any]] = {
    **{XSD + name: int for name in _INTEGERS},
    **{XSD + name: _number for name in ("decimal", "double", "float")},
    XSD + "boolean": _truth,
    XSD + "dateTime": _moment,
}
