"""Calls of functions: only those of the list, with arguments that both engines treat alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kedja.query.cypher.guard.context import Context, Place
from kedja.query.cypher.guard.functions import FUNCTIONS, INSTEAD, Function
from kedja.query.cypher.guard.kinds import NUMBERS, TEMPORAL, Type, of
from kedja.query.cypher.guard.temporal import check_time
from kedja.query.cypher.guard.tree import Piece, Term

if TYPE_CHECKING:
    from kedja.query.cypher.guard.terms import Terms

#: Kinds that min and max put into one order on both stores.
_ORDERED: Final = frozenset({"boolean", "text", "list"}) | NUMBERS | TEMPORAL
#: Functions that the engines do not both refuse for a value of another kind: what they take must be certain.
_STRICT: Final = frozenset(
    "left right substring percentilecont percentiledisc startnode endnode size length".split()
) | (frozenset("date datetime localdatetime time localtime duration tostring min max".split()))
#: Functions of a text that both stores read alike only once it is trimmed.
_TRIMMED: Final = ("tointeger", "toboolean")


def check_call(context: Context, terms: Terms, term: Term, place: Place) -> Type:
    """What a call results in; raises QueryError where it is not allowed."""
    if term.name == "count(*)":
        _check_aggregate(context, term, place)
        return of("integer")
    name = term.name.lower()
    if name == "exists":
        return _exists(context, terms, term, place)
    function = FUNCTIONS.get(name)
    if function is None:
        raise context.refuse(term, f"the function {term.name} is not allowed", INSTEAD.get(name, ""))
    if term.kind == "distinct call" and not function.aggregates:
        raise context.refuse(term, f"DISTINCT has no meaning in {term.name}()")
    if function.aggregates:
        _check_aggregate(context, term, place)
    arguments = _arguments(context, terms, term, function, place)
    _check_values(context, term, name, arguments)
    _even_out(context, term, name, arguments)
    return function.gives(arguments)


def _check_aggregate(context: Context, term: Term, place: Place) -> None:
    if not place.aggregate:
        raise context.refuse(term, f"{term.name} cannot stand here", "aggregate in WITH or RETURN, then use the result")


def _exists(context: Context, terms: Terms, term: Term, place: Place) -> Type:
    part = term.parts[0] if len(term.parts) == 1 else term
    if not isinstance(part, Term) or part.kind != "pattern":
        raise context.refuse(term, "exists() takes a pattern", "write x IS NOT NULL for a value")
    found = terms.type(part, place.deciding())
    context.replace(Piece(start=term.start, end=part.start), "" if context.wrapped(part) else "EXISTS { ")
    context.replace(Piece(start=part.end, end=term.end), "" if context.wrapped(part) else " }")
    return found


def _arguments(context: Context, terms: Terms, term: Term, function: Function, place: Place) -> list[Type]:
    """The kinds of the arguments, each of which the function takes."""
    given, most = len(term.parts), len(function.arguments)
    if given < function.required or (given > most and not function.endless):
        raise context.refuse(term, f"{function.name} takes {_number_of(function)}, not {given}")
    here = place.ungrouped().below() if function.aggregates else place.below()
    found: list[Type] = []
    for index, part in enumerate(term.parts):
        assert isinstance(part, Term)
        found.append(terms.type(part, here))
        check = context.demand if function.name.lower() in _STRICT else context.expect
        check(part, found[-1], function.arguments[min(index, most - 1)], f"what {function.name} takes")
    return found


def _number_of(function: Function) -> str:
    most = len(function.arguments)
    many = str(most) if function.required == most else f"{function.required} to {most}"
    return "one argument or more" if function.endless else f"{many} argument{'' if many == '1' else 's'}"


def _check_values(context: Context, term: Term, name: str, arguments: list[Type]) -> None:
    """Refuses values that one engine takes and the other does not."""
    check_time(context, term, name, arguments)
    if name in ("left", "right", "substring", "round"):
        for part in term.parts[1:]:
            assert isinstance(part, Term)
            value = context.constant_or_none(part)
            if (value is None and name == "round") or (isinstance(value, int) and value < 0):
                raise context.refuse(part, f"{name} counts with a number from 0 on here")
    elif name == "range" and len(term.parts) == 3:
        _check_range(context, term)
    elif name in ("percentilecont", "percentiledisc"):
        _check_percentile(context, term)
    elif name in ("min", "max"):
        context.demand(term.parts[0], arguments[0], _ORDERED, f"what {name} orders")
        if len(arguments[0].kinds & TEMPORAL) > 1:
            raise context.refuse(term, "times of several kinds have no order", "convert them: date(x)")


def _check_range(context: Context, term: Term) -> None:
    """A step must be known and lead from the start to the end: one engine gives the start where it does not."""
    start, end, step = (context.constant_or_none(part) for part in term.parts if isinstance(part, Term))
    known = all(isinstance(value, int) for value in (start, end, step))
    if not known or step == 0 or (end - start) * step < 0:
        raise context.refuse(term, "the step of range must lead to its end, of known numbers", "write range(a, b)")


def _check_percentile(context: Context, term: Term) -> None:
    part = term.parts[1]
    assert isinstance(part, Term)
    value = context.constant_or_none(part)
    if not isinstance(value, int | float) or not 0 <= value <= 1:
        raise context.refuse(part, "a percentile is a known number from 0 to 1")


def _even_out(context: Context, term: Term, name: str, arguments: list[Type]) -> None:
    """Puts words around a call or its argument that make both engines give the same value."""
    if name in ("stdev", "stdevp"):
        context.wrap(term, "coalesce(", ", 0.0)")
    elif name == "percentilecont":
        context.wrap(term, "toFloat(", ")")
    elif name in _TRIMMED and "text" in arguments[0].kinds:
        context.demand(term.parts[0], arguments[0], ("text",), f"what {term.name} takes", "toString(x) makes text")
        context.wrap(term.parts[0], "trim(", ")")
