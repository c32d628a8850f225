"""The reading part of Cypher, parsed: clauses and queries.

The grammar knows no clause that writes, reads a file or an address, or changes the server, so that such a query is
no query here, however it is disguised.
"""

from __future__ import annotations

from typing import Final

from kedja.query.cypher.guard.cursor import Cursor
from kedja.query.cypher.guard.expressions import RESERVED, Expressions
from kedja.query.cypher.guard.lexer import Kind
from kedja.query.cypher.guard.patterns import Patterns
from kedja.query.cypher.guard.tree import (
    Clause,
    Item,
    Match,
    Piece,
    Procedure,
    Projection,
    Query,
    Single,
    Sort,
    Subquery,
    Term,
    Unwind,
)

_READ_ONLY: Final = "only reading clauses are allowed: MATCH, WHERE, WITH, RETURN, UNWIND, UNION, CALL { }"
_WRITING: Final = frozenset(
    "CREATE MERGE SET REMOVE DELETE DETACH NODETACH FOREACH LOAD DROP ALTER INSERT GRANT DENY REVOKE START STOP".split()
)
_OTHERS: Final = frozenset("SHOW USE PROFILE EXPLAIN CYPHER TERMINATE FINISH USING LET FILTER NEXT FOR".split())


class Parser:
    """Parses one query."""

    def __init__(self, text: str) -> None:
        self.cursor = Cursor(text)
        self.expressions = Expressions(self)
        self.patterns = Patterns(self)

    def parse(self) -> Query:
        """The whole text as one reading query; raises QueryError."""
        query = self.query()
        if self.cursor.takes(";") and self.cursor.word.kind is not Kind.END:
            raise self.cursor.refuse("a second statement follows", "ask one query at a time")
        if self.cursor.word.kind is not Kind.END:
            raise self._no_clause()
        return query

    def query(self) -> Query:
        """Single queries joined by UNION."""
        with self.cursor.deeper():
            start = self.cursor.word.start
            singles = [self._single()]
            kinds = set()
            while self.cursor.takes("UNION"):
                kinds.add("all" if self.cursor.takes("ALL") else "distinct")
                self.cursor.takes("DISTINCT")
                singles.append(self._single())
        if len(kinds) == 2:
            raise self.cursor.refuse("UNION and UNION ALL are mixed", at=start)
        return Query(start=start, end=self.cursor.end, singles=tuple(singles), all=kinds == {"all"})

    def inner_query(self) -> Query:
        """The query of EXISTS, COUNT and COLLECT, where a bare pattern stands for its MATCH."""
        start = self.cursor.word.start
        if not self.cursor.sees("(") and not (self.cursor.ahead(1).text == "=" and self.cursor.word.kind is Kind.NAME):
            return self.query()
        paths, where = self.patterns.paths(), self._where()
        end = self.cursor.end
        match = Match(start=start, end=end, optional=False, paths=paths, where=where)
        return Query(start=start, end=end, singles=(Single(start=start, end=end, clauses=(match,)),))

    def new_name(self, what: str) -> str:
        """The name of a variable; a bare reserved word is none."""
        word = self.cursor.word
        if word.kind is Kind.NAME and word.text.upper() in RESERVED:
            raise self.cursor.unexpected(f"the name of {what} is missing", f"`{word.text}` in backticks is a name")
        return self.cursor.name(what)

    def _single(self) -> Single:
        start = self.cursor.word.start
        clauses: list[Clause] = []
        while (clause := self._clause()) is not None:
            clauses.append(clause)
            if isinstance(clause, Projection) and clause.final:
                break
        if not clauses:
            raise self._no_clause()
        return Single(start=start, end=self.cursor.end, clauses=tuple(clauses))

    def _clause(self) -> Clause | None:
        cursor = self.cursor
        if cursor.sees("MATCH") or cursor.sees("OPTIONAL", "MATCH"):
            return self._match()
        if cursor.sees("UNWIND"):
            return self._unwind()
        if cursor.sees("WITH") or cursor.sees("RETURN"):
            return self._projection()
        if cursor.sees("CALL"):
            return self._call()
        return None

    def _no_clause(self) -> Exception:
        """The error for a word that starts no reading clause."""
        found = self.cursor.word.text.upper() if self.cursor.word.kind is Kind.NAME else ""
        if found in _WRITING:
            return self.cursor.refuse(f"{found} is not allowed: queries only read", _READ_ONLY)
        if found in _OTHERS or (found == "OPTIONAL" and self.cursor.ahead(1).text.upper() == "CALL"):
            return self.cursor.refuse(f"{found} is not allowed", _READ_ONLY)
        return self.cursor.unexpected("a reading clause is missing", _READ_ONLY)

    def _match(self) -> Match:
        start = self.cursor.word.start
        optional = self.cursor.takes("OPTIONAL")
        self.cursor.expect("MATCH")
        paths, where = self.patterns.paths(), self._where()
        return Match(start=start, end=self.cursor.end, optional=optional, paths=paths, where=where)

    def _where(self) -> Term | None:
        return self.expressions.term() if self.cursor.takes("WHERE") else None

    def _unwind(self) -> Unwind:
        start = self.cursor.expect("UNWIND").start
        term = self.expressions.term()
        self.cursor.expect("AS")
        return Unwind(start=start, term=term, variable=self.new_name("a variable"), end=self.cursor.end)

    def _projection(self) -> Projection:
        start = self.cursor.word.start
        final = self.cursor.step().text.upper() == "RETURN"
        distinct = self.cursor.takes("DISTINCT")
        at = self.cursor.word
        star = Piece(start=at.start, end=at.end) if self.cursor.takes("*") else None
        items = () if star and not self.cursor.takes(",") else self._items()
        order = self._order() if self.cursor.takes("ORDER", "BY") else ()
        skip = self.expressions.term() if self.cursor.takes("SKIP") else None
        limit = self.expressions.term() if self.cursor.takes("LIMIT") else None
        where = None if final else self._where()
        return Projection(
            start=start,
            end=self.cursor.end,
            final=final,
            distinct=distinct,
            star=star,
            items=items,
            order=order,
            skip=skip,
            limit=limit,
            where=where,
        )

    def _items(self) -> tuple[Item, ...]:
        found = [self._item()]
        while self.cursor.takes(","):
            found.append(self._item())
        return tuple(found)

    def _item(self) -> Item:
        term = self.expressions.term()
        named = self.cursor.takes("AS")
        plain = term.name if term.kind == "variable" else self.cursor.text[term.start : term.end]
        name = self.new_name("a column") if named else plain
        return Item(start=term.start, end=self.cursor.end, term=term, name=name, named=named)

    def _order(self) -> tuple[Sort, ...]:
        found = [self._sort()]
        while self.cursor.takes(","):
            found.append(self._sort())
        return tuple(found)

    def _sort(self) -> Sort:
        term = self.expressions.term()
        descending = self.cursor.takes("DESC") or self.cursor.takes("DESCENDING")
        if not descending:
            self.cursor.takes("ASC") or self.cursor.takes("ASCENDING")
        return Sort(start=term.start, end=self.cursor.end, term=term, descending=descending)

    def _call(self) -> Subquery | Procedure:
        start = self.cursor.expect("CALL").start
        imports = self._imports() if self.cursor.sees("(") else None
        if imports is None and not self.cursor.sees("{"):
            return self._procedure(start)
        self.cursor.expect("{")
        query = self.query()
        self.cursor.expect("}")
        if self.cursor.sees("IN"):
            raise self.cursor.refuse("CALL … IN TRANSACTIONS is not allowed: queries only read", _READ_ONLY)
        return Subquery(start=start, end=self.cursor.end, imports=imports, query=query)

    def _imports(self) -> tuple[str, ...]:
        self.cursor.expect("(")
        found: list[str] = []
        if self.cursor.takes("*", ")"):
            return ("*",)
        while not self.cursor.takes(")"):
            if found:
                self.cursor.expect(",")
            found.append(self.new_name("a variable"))
        return tuple(found)

    def _procedure(self, start: int) -> Procedure:
        name = self.cursor.name("a procedure")
        while self.cursor.takes("."):
            name += "." + self.cursor.name("a procedure")
        if not self.cursor.takes("(", ")"):
            raise self.cursor.refuse(f"the call of {name} is not allowed", "write CALL db.labels() YIELD label", start)
        yields: list[tuple[str, str]] = []
        if self.cursor.takes("YIELD"):
            yields.append(self._yielded())
            while self.cursor.takes(","):
                yields.append(self._yielded())
        where = self._where() if yields else None
        return Procedure(start=start, end=self.cursor.end, name=name, yields=tuple(yields), where=where)

    def _yielded(self) -> tuple[str, str]:
        column = self.cursor.name("a column")
        return column, self.new_name("a variable") if self.cursor.takes("AS") else column
