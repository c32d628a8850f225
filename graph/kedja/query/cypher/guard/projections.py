"""WITH and RETURN: columns, grouping, order and the number of rows."""

from __future__ import annotations

from kedja.query.cypher.guard.context import Context, Place, Scope
from kedja.query.cypher.guard.grouping import Grouping
from kedja.query.cypher.guard.kinds import NUMBERS, TEMPORAL, Type
from kedja.query.cypher.guard.narrowing import narrowed
from kedja.query.cypher.guard.terms import Terms
from kedja.query.cypher.guard.tree import Item, Piece, Projection, Term

_ORDERED = frozenset({"boolean", "text", "list"}) | NUMBERS | TEMPORAL


class Projections:
    """Checks what WITH and RETURN make of the variables before them."""

    def __init__(self, context: Context, terms: Terms) -> None:
        self._context = context
        self._terms = terms

    def check(self, clause: Projection, scope: Scope, around: Scope) -> Scope:
        """The columns, which are the variables after it; `around` are those of a query around this one."""
        columns: Scope = self._star(clause, clause.star, scope) if clause.star else {}
        for item in clause.items:
            self._check_name(clause, item, columns)
            with self._context.enclosing():
                columns[item.name] = self._terms.type(item.term, Place(scope, aggregate=True))
        grouping = Grouping(self._context, clause)
        grouping.check_items()
        self._order(clause, scope, columns, grouping)
        self._count(clause.skip)
        self._count(clause.limit)
        inside = columns if grouping.narrows else {**scope, **columns}
        self._terms.condition(clause.where, Place({**around, **inside}))
        return narrowed(columns, clause.where)

    def _star(self, clause: Projection, star: Piece, scope: Scope) -> Scope:
        """Every variable in the order of their names; those of the answer are named in the text."""
        if not scope:
            raise self._context.refuse(clause, "* stands for no variable here")
        names = sorted(scope)
        if clause.final:
            self._context.replace(star, ", ".join(f"`{name}`" for name in names))
        return {name: scope[name] for name in names}

    def _check_name(self, clause: Projection, item: Item, columns: Scope) -> None:
        if not clause.final and not item.named and item.term.kind != "variable":
            raise self._context.refuse(item, "what WITH passes on has no name", "write AS name")
        if item.name in columns:
            raise self._context.refuse(item, f"there are two columns {item.name}", "write AS name")

    def _order(self, clause: Projection, scope: Scope, columns: Scope, grouping: Grouping) -> None:
        for sort in clause.order:
            grouped = grouping.check_order(sort.term)
            place = Place({**scope, **columns}, aggregate=grouped)
            with self._context.enclosing():
                found = self._terms.type(sort.term, place)
            self._check_order(sort.term, found)

    def _check_order(self, term: Term, type: Type) -> None:
        """Nodes, maps and durations have no order that both stores know."""
        inner = type.items if type.kinds & {"list"} and type.element else type
        for found in (type, inner):
            self._context.demand(term, found, _ORDERED, "what ORDER BY takes", "order by a property: n.name")
            if len(found.kinds & TEMPORAL) > 1:
                raise self._context.refuse(term, "times of several kinds have no order", "convert them: date(x)")

    def _count(self, term: Term | None) -> None:
        """SKIP and LIMIT take a whole number from 0 on, written or bound."""
        if term is None:
            return
        self._terms.type(term, Place({}))
        value = self._context.constant_or_none(term)
        if isinstance(value, bool) or not isinstance(value, int) or value < 0:
            raise self._context.refuse(term, "a number of rows is a whole number from 0 on, written or bound")
