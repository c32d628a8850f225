"""Grouping: what may stand around an aggregate, and what may be ordered by afterwards.

ArcadeDB finds an aggregate only within some kinds of term; within others (NOT, AND, IS NULL, IN, a property) it gives a
row for each row before. Neo4j refuses a column that joins an aggregate with what no other column groups by.
"""

from __future__ import annotations

from typing import Final

from kedja.query.cypher.guard.context import Context
from kedja.query.cypher.guard.functions import FUNCTIONS
from kedja.query.cypher.guard.lexer import Kind, words
from kedja.query.cypher.guard.tree import Item, Piece, Projection, Query, Term, pieces

_SOUND: Final = frozenset(
    """parenthesis + - * / % ^ || = <> < <= > >= signed call list map entry index slice case comprehension ALL ANY NONE
    SINGLE reduce""".split()
)
_HINT: Final = "aggregate in a WITH … AS x before it, then use x"


def is_aggregate(piece: Piece) -> bool:
    """Whether it is the call of an aggregate."""
    if not isinstance(piece, Term) or piece.kind not in ("call", "distinct call"):
        return False
    function = FUNCTIONS.get(piece.name.lower())
    return piece.name == "count(*)" or (function is not None and function.aggregates)


def aggregates(piece: Piece) -> list[Term]:
    """The aggregates in a term, those of subqueries left out."""
    if isinstance(piece, Query):
        return []
    if is_aggregate(piece):
        assert isinstance(piece, Term)
        return [piece]
    return [found for part in pieces(piece) for found in aggregates(part)]


class Grouping:
    """The grouping of one WITH or RETURN."""

    def __init__(self, context: Context, clause: Projection) -> None:
        self._context = context
        self._clause = clause
        self._aggregated = [item for item in clause.items if aggregates(item.term)]
        self._keys = [item for item in clause.items if not aggregates(item.term)]

    @property
    def narrows(self) -> bool:
        """Whether only the columns can be named afterwards."""
        return bool(self._aggregated) or self._clause.distinct

    def check_items(self) -> None:
        """Refuses columns around an aggregate that the stores group in different ways."""
        keys = {self._text(item.term) for item in self._keys}
        for item in self._aggregated:
            if self._clause.star:
                raise self._context.refuse(item, "an aggregate stands beside *", "name the columns to group by")
            self._check(item.term, keys, frozenset())

    def check_order(self, term: Term) -> bool:
        """Whether the order may aggregate; refuses what is no column any more once rows are grouped."""
        if self.narrows:
            known = {self._text(item.term) for item in self._clause.items}
            names = frozenset(item.name for item in self._clause.items)
            self._check_known(term, known, names)
            return True
        if aggregates(term):
            raise self._context.refuse(term, "ORDER BY aggregates, and no column does", _HINT)
        return False

    def _text(self, term: Term) -> str:
        """The words of the term, by which two terms are the same."""
        while term.kind == "parenthesis":
            inner = term.parts[0]
            assert isinstance(inner, Term)
            term = inner
        text = self._context.text[term.start : term.end]
        return " ".join(
            word.text.lower() if word.kind is Kind.SIGN else f"{word.kind.name}:{word.text}" for word in words(text)
        )

    def _check(self, term: Piece, keys: set[str], own: frozenset[str]) -> None:
        """Walks a column with an aggregate down to the aggregate itself and to what the rows are grouped by."""
        if is_aggregate(term):
            return
        if isinstance(term, Term):
            if self._text(term) in keys or (term.kind == "variable" and term.name in own):
                return
            if term.kind == "variable":
                raise self._ungrouped(term)
            if aggregates(term) and term.kind not in _SOUND:
                raise self._context.refuse(term, f"an aggregate stands in {term.kind.lower()}", _HINT)
            own = own | own_names(term)
        elif not isinstance(term, Item):
            raise self._ungrouped(term)
        for part in pieces(term):
            self._check(part, keys, own)

    def _check_known(self, term: Piece, known: set[str], names: frozenset[str]) -> None:
        if isinstance(term, Term):
            if self._text(term) in known or (term.kind == "variable" and term.name in names):
                return
            if term.kind == "variable" or is_aggregate(term):
                reason = "after grouping or DISTINCT, ORDER BY takes columns only"
                raise self._context.refuse(term, reason, "return it as a column, or order before in a WITH")
            names = names | own_names(term)
        else:
            raise self._ungrouped(term)
        for part in pieces(term):
            self._check_known(part, known, names)

    def _ungrouped(self, piece: Piece) -> Exception:
        return self._context.refuse(piece, "an aggregate is joined with what no column groups by", _HINT)


def own_names(term: Term) -> frozenset[str]:
    """The variables that a term has of its own."""
    if term.kind in ("comprehension", "reduce"):
        return frozenset(term.name.split("\n"))
    return frozenset({term.name}) if term.kind in ("ALL", "ANY", "NONE", "SINGLE") else frozenset()
