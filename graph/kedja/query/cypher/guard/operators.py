"""Operators: the kinds of operand that both engines treat alike, and what they result in."""

from __future__ import annotations

from typing import Final

from kedja.query.cypher.guard.context import Context
from kedja.query.cypher.guard.kinds import NUMBERS, TEMPORAL, Type, join, list_of, of, or_null
from kedja.query.cypher.guard.regular import check_regular
from kedja.query.cypher.guard.tree import Term

_BOOLEAN: Final = of("boolean")
_LOGIC: Final = ("AND", "OR", "XOR")
_EQUAL: Final = ("=", "<>")
_ORDER: Final = ("<", "<=", ">", ">=")
_TEXTUAL: Final = ("STARTS", "ENDS", "CONTAINS")
#: Kinds that have an order of their own which both engines know.
ORDERED: Final = frozenset({"boolean", "text", "list"}) | NUMBERS | TEMPORAL


def operate(context: Context, term: Term, left: Type, right: Type) -> Type:
    """What an operator with two operands results in; raises QueryError for those that the stores treat unlike."""
    null = left.nullable or right.nullable
    found = _operate(context, term, left, right)
    return or_null(found) if null else found


def _operate(context: Context, term: Term, left: Type, right: Type) -> Type:
    operator = term.kind
    if operator in _LOGIC:
        for part, type in zip(term.parts, (left, right), strict=True):
            context.demand(part, type, ("boolean",), f"what {operator} joins", "compare it: x = true")
        return _BOOLEAN
    if operator in _EQUAL + _ORDER:
        return _compared(context, term, left, right)
    if operator in _TEXTUAL:
        return or_null(_BOOLEAN)
    if operator == "IN":
        context.demand(term.parts[1], right, ("list",), "what stands after IN")
        _check_alike(context, term, left, right.items)
        return or_null(_BOOLEAN)
    if operator == "=~":
        return _matched(context, term, left)
    return _calculated(context, term, left, right)


def _compared(context: Context, term: Term, left: Type, right: Type) -> Type:
    _check_alike(context, term, left, right)
    _check_precision(context, term, left, right)
    if term.kind in _EQUAL:
        return _BOOLEAN
    for part, type in zip(term.parts, (left, right), strict=True):
        context.expect(part, type, ORDERED, f"what {term.kind} compares")
    return or_null(_BOOLEAN)


def _check_precision(context: Context, term: Term, left: Type, right: Type) -> None:
    """Refuses a number that no float can hold beside one that may be a float."""
    for part, type in zip(term.parts, (right, left), strict=True):
        assert isinstance(part, Term)
        value = context.constant_or_none(part)
        if isinstance(value, int) and abs(value) > 2**53 and "float" in type.kinds:
            raise context.refuse(part, "an integer beyond 2^53 is compared with what may be a float")


def _check_alike(context: Context, term: Term, left: Type, right: Type) -> None:
    """Refuses a comparison of dates or times with something else."""
    if left.open or right.open:
        return
    one, other = left.kinds & (TEMPORAL | {"duration"}), right.kinds & (TEMPORAL | {"duration"})
    if one | other and not (one == other and len(one) == 1) and left.kinds - {"null"} and right.kinds - {"null"}:
        raise context.refuse(term, "dates and times compare only with their own kind", "convert one: date(x)")


def _matched(context: Context, term: Term, left: Type) -> Type:
    context.demand(term.parts[0], left, ("text",), "what =~ tests")
    pattern = term.parts[1]
    assert isinstance(pattern, Term)
    value = context.constant_or_none(pattern)
    if not isinstance(value, str):
        raise context.refuse(pattern, "a regular expression must be known beforehand", "write it as text or bind it")
    if reason := check_regular(value):
        raise context.refuse(pattern, f"this regular expression is not allowed: {reason}")
    return _BOOLEAN


def _calculated(context: Context, term: Term, left: Type, right: Type) -> Type:
    if term.kind in ("+", "||"):
        return _added(context, term, left, right)
    if any(_is_time(side) for side in (left, right)):
        return _shifted(context, term, left, right)
    for part, type in zip(term.parts, (left, right), strict=True):
        context.expect(part, type, NUMBERS, f"what {term.kind} takes", "toFloat(x) makes a number")
    if term.kind in ("/", "%"):
        _check_division(context, term, left, right)
    return of("float") if term.kind == "^" else _number(left, right)


def _number(left: Type, right: Type) -> Type:
    if "float" in left.kinds - right.kinds and left.within({"float"}):
        return of("float")
    return Type((left.kinds | right.kinds) & NUMBERS or NUMBERS)


def _check_division(context: Context, term: Term, left: Type, right: Type) -> None:
    """Refuses a division that can meet an integer 0 under a null or a float: one engine fails, the other does not."""
    divisor = term.parts[1]
    assert isinstance(divisor, Term)
    value = context.constant_or_none(divisor)
    if "integer" not in right.kinds or (isinstance(value, int) and value != 0):
        return
    if left.nullable or "float" in left.kinds or value == 0:
        raise context.refuse(divisor, "this may divide by the integer 0", "write toFloat(…) around the divisor")


def _added(context: Context, term: Term, left: Type, right: Type) -> Type:
    """Numbers, texts with texts or numbers, lists with anything, and times with durations."""
    for one, other in ((left, right), (right, left)):
        if one.within({"list"}) and one.kinds - {"null"} and (term.kind == "+" or other.within({"list"})):
            return list_of(join([one.items, other.items if other.within({"list"}) else other]))
    if term.kind == "+" and any(_is_time(side) for side in (left, right)):
        return _shifted(context, term, left, right)
    allowed = {"text"} | (NUMBERS if term.kind == "+" else set())
    for part, type in zip(term.parts, (left, right), strict=True):
        context.expect(part, type, allowed, f"what {term.kind} takes", "toString(x) makes text")
    both = left.kinds | right.kinds
    if "text" not in both:
        return _number(left, right)
    certain = any("text" in side.kinds and side.within({"text"}) for side in (left, right))
    return of("text") if certain else of("text", *NUMBERS)


def _is_time(type: Type) -> bool:
    return bool(type.kinds & (TEMPORAL | {"duration"})) and not type.open


def _shifted(context: Context, term: Term, left: Type, right: Type) -> Type:
    """Calculation with times and durations."""
    instant, duration = TEMPORAL, frozenset({"duration"})
    if term.kind in ("+", "-"):
        if left.within(instant | duration) and right.within(duration):
            return left
        if term.kind == "+" and left.within(duration) and right.within(instant):
            return right
    if term.kind == "*" and left.within(duration) and right.within({"integer"}):
        return left
    hint = "allowed are time + duration, time - duration, duration + duration and duration * integer"
    raise context.refuse(term, f"{term.kind} does not take these kinds", hint)
