"""Variables that ArcadeDB's planner overlooks in a condition.

It tests a part of a condition as soon as the variables are bound that it finds in it, and it finds them in
comparisons of variables, their properties and functions, not in CASE, indexes, quantifiers and some others:
`a.kind = 'x' OR startNode(r).name > 'M'` is tested when `a` is bound, and is false as long as `r` is not. A
comparison with itself, which is never true, shows it the variables.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kedja.query.cypher.guard.context import Context, Scope
from kedja.query.cypher.guard.grouping import own_names
from kedja.query.cypher.guard.kinds import GRAPH
from kedja.query.cypher.guard.tree import NodePattern, Piece, RelationshipPattern, Term, conjuncts, pieces

_LOGIC: Final = frozenset({"AND", "OR", "XOR", "NOT", "parenthesis"})
_SEEN: Final = frozenset(
    """variable parameter constant string integer float signed labels pattern call = <> < <= > >= + - * / % ^ || IN
    STARTS ENDS CONTAINS""".split()
) | {"IS NULL", "IS NOT NULL", "=~", "parenthesis"}
#: What patterns bind; of none of them is `x <> x` true.
_MATCHED: Final = GRAPH | {"list"}


def show_variables(context: Context, condition: Term, scope: Scope) -> None:
    """Shows the planner the variables of each part of the condition that hides some of them."""
    if context.store != "embedded":
        return
    for part in conjuncts(condition):
        names = sorted({name for name in _names(part, frozenset()) if name in scope and scope[name].kinds & _MATCHED})
        if len(names) > 1 and _hides(part):
            context.wrap(part, "((", ")" + "".join(f" OR `{name}` <> `{name}`" for name in names) + ")")


def _hides(term: Piece, *, logic: bool = True) -> bool:
    """Whether the term is more than comparisons of variables, properties and functions, joined by logic."""
    if not isinstance(term, Term):
        return False
    if term.kind == "property":
        owner = term.parts[0]
        return not (isinstance(owner, Term) and owner.kind == "variable")
    if term.kind not in (_SEEN | _LOGIC if logic else _SEEN):
        return True
    return any(_hides(part, logic=logic and term.kind in _LOGIC) for part in term.parts)


def _names(piece: Piece, own: frozenset[str]) -> Iterator[str]:
    """Every variable in the piece that is not its own."""
    if isinstance(piece, Term):
        own = own | own_names(piece)
        if piece.kind == "variable" and piece.name not in own:
            yield piece.name
    elif isinstance(piece, NodePattern | RelationshipPattern) and piece.variable:
        yield piece.variable
    for part in pieces(piece):
        yield from _names(part, own)
