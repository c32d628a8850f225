"""Patterns of Cypher: nodes, relationships, paths and their repetition."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import TYPE_CHECKING

from kedja.query.cypher.guard.cursor import Cursor
from kedja.query.cypher.guard.lexer import Kind
from kedja.query.cypher.guard.tree import Labels, NodePattern, Path, RelationshipPattern, Repeated, Term

if TYPE_CHECKING:
    from kedja.query.cypher.guard.parser import Parser

_Element = NodePattern | RelationshipPattern | Repeated


class Patterns:
    """Reads patterns at the cursor."""

    def __init__(self, parser: Parser) -> None:
        self._parser = parser
        self._cursor: Cursor = parser.cursor

    def paths(self) -> tuple[Path, ...]:
        """The paths of a MATCH."""
        found = [self._named_path()]
        while self._cursor.takes(","):
            found.append(self._named_path())
        return tuple(found)

    def starts(self, steps: int = 0) -> bool:
        """Whether a pattern with a relationship starts that many words on, rather than a term in parentheses."""
        if not (self._cursor.ahead(steps).kind is Kind.SIGN and self._cursor.ahead(steps).text == "("):
            return False
        after = self._cursor.after_closing(self._cursor.at + steps) - self._cursor.at
        first, second = (self._cursor.ahead(after + i) for i in (0, 1))
        if first.kind is not Kind.SIGN or second.kind is not Kind.SIGN:
            return False
        return (first.text == "-" and second.text in ("-", "[")) or (first.text == "<" and second.text == "-")

    def path_of_hops(self, variable: str = "") -> Path:
        """A path of nodes and relationships, without repeated parts, as it may stand in an expression."""
        start = self._cursor.word.start
        elements: list[_Element] = [self.node()]
        while self._cursor.sees("-") or self._cursor.sees("<", "-"):
            elements += [self.relationship(), self.node()]
        return Path(start=start, end=self._cursor.end, variable=variable, elements=tuple(elements))

    def _named_path(self) -> Path:
        cursor, start = self._cursor, self._cursor.word.start
        variable = ""
        if cursor.word.kind in (Kind.NAME, Kind.QUOTED) and cursor.ahead(1).text == "=":
            variable = cursor.name("a path")
            cursor.expect("=")
        for selector in ("SHORTEST", "ANY", "ALL"):
            if cursor.sees(selector):
                raise cursor.refuse(
                    f"paths chosen by {selector} are not allowed", "write shortestPath(…) or allShortestPaths(…)"
                )
        for function in ("SHORTESTPATH", "ALLSHORTESTPATHS"):
            if cursor.takes(function, "("):
                path = self.path_of_hops(variable)
                cursor.expect(")")
                return Path(start=start, end=cursor.end, variable=variable, shortest=function, elements=path.elements)
        return self._path(start, variable)

    def _path(self, start: int, variable: str) -> Path:
        cursor = self._cursor
        elements: list[_Element] = []
        while cursor.sees("("):
            elements.append(self._repeated() if self._is_repeated() else self.node())
            while cursor.sees("-") or cursor.sees("<", "-"):
                elements += [self.relationship(), self.node()]
        if not elements:
            raise cursor.unexpected("a pattern is missing")
        _check_turns(cursor, elements)
        return Path(start=start, end=cursor.end, variable=variable, elements=tuple(elements))

    def _is_repeated(self) -> bool:
        """Whether the parenthesis that comes next holds a path."""
        inner = self._cursor.ahead(1)
        return inner.kind is Kind.SIGN and inner.text == "("

    def _repeated(self) -> Repeated:
        cursor, start = self._cursor, self._cursor.expect("(").start
        path = self.path_of_hops()
        where = self._parser.expressions.term() if cursor.takes("WHERE") else None
        cursor.expect(")")
        bounds = self._quantifier()
        if bounds is None:
            raise cursor.unexpected("a path in parentheses is not repeated; {1,3} is missing")
        return Repeated(start=start, end=cursor.end, path=path, where=where, least=bounds[0], most=bounds[1])

    def node(self) -> NodePattern:
        """`(variable:Labels {properties} WHERE …)`."""
        with self._cursor.deeper():
            cursor, start = self._cursor, self._cursor.expect("(").start
            variable, labels, place = self._head()
            properties, where = self._conditions()
            cursor.expect(")")
        return NodePattern(
            start=start,
            end=cursor.end,
            place=place,
            variable=variable,
            labels=labels,
            properties=properties,
            where=where,
        )

    def _head(self) -> tuple[str, Labels | None, int]:
        """A variable and labels, both of them optional, and the offset between them."""
        cursor, variable = self._cursor, ""
        if cursor.word.kind in (Kind.NAME, Kind.QUOTED) and not cursor.sees("WHERE"):
            variable = self._parser.new_name("a variable")
        place = cursor.end
        if cursor.sees("IS"):
            raise cursor.refuse("labels by IS are not allowed", "write (n:Label)")
        return variable, self.labels() if cursor.takes(":") else None, place

    def _conditions(self) -> tuple[Term | None, Term | None]:
        properties = self._parser.expressions.map() if self._cursor.sees("{") else None
        where = self._parser.expressions.term() if self._cursor.takes("WHERE") else None
        return properties, where

    def relationship(self) -> RelationshipPattern:
        """`-[variable:TYPES*1..2 {properties} WHERE …]->{1,2}`."""
        cursor, start = self._cursor, self._cursor.word.start
        left = cursor.takes("<")
        cursor.expect("-")
        variable, types, hops, properties, where = "", None, None, None, None
        if cursor.takes("["):
            variable, types, _ = self._head()
            hops = self._hops() if cursor.takes("*") else None
            properties, where = self._conditions()
            cursor.expect("]")
        cursor.expect("-")
        right = cursor.takes(">")
        quantified = self._quantifier()
        if hops and quantified:
            raise cursor.refuse("a relationship is repeated twice", at=start)
        least, most = hops or quantified or (1, 1)
        return RelationshipPattern(
            start=start,
            end=cursor.end,
            variable=variable,
            types=types,
            properties=properties,
            where=where,
            left=left,
            right=right,
            least=least,
            most=most,
            walked="*" if hops else "{}" if quantified else "",
        )

    def _hops(self) -> tuple[int, int | None]:
        """`2`, `1..3`, `..3`, `1..` or nothing, from the word after the star."""
        least = self._count()
        if not self._cursor.takes(".."):
            return (1, None) if least is None else (least, least)
        return 1 if least is None else least, self._count()

    def _quantifier(self) -> tuple[int, int | None] | None:
        """`+`, `*`, `{2}`, `{1,3}`, `{,3}` or `{1,}` after a relationship or a parenthesis."""
        cursor = self._cursor
        if cursor.takes("+"):
            return 1, None
        if cursor.takes("*"):
            return 0, None
        if not cursor.takes("{"):
            return None
        least = self._count()
        most = self._count() if cursor.takes(",") else least
        cursor.expect("}")
        return 0 if least is None else least, most

    def _count(self) -> int | None:
        return int(self._cursor.step().text) if self._cursor.word.kind is Kind.INTEGER else None

    def labels(self) -> Labels:
        """A label expression, from the word after the colon."""
        with self._cursor.deeper():
            first = self._chain("|", lambda: self._chain("&", self._label))
            if self._cursor.sees(":"):
                raise self._cursor.refuse("labels are joined by : here", "write A&B for both, A|B for either")
            return first

    def _chain(self, sign: str, inner: Callable[[], Labels]) -> Labels:
        parts: list[Labels] = [inner()]
        while self._cursor.takes(sign):
            if self._cursor.sees(":"):
                raise self._cursor.refuse("labels are joined by |: here", "write A|B")
            parts.append(inner())
        if len(parts) == 1:
            return parts[0]
        return Labels(start=parts[0].start, end=self._cursor.end, kind=sign, parts=tuple(parts))

    def _label(self) -> Labels:
        cursor, start = self._cursor, self._cursor.word.start
        if cursor.takes("!"):
            with cursor.deeper():
                return Labels(kind="!", parts=(self._label(),), start=start, end=cursor.end)
        if cursor.takes("("):
            inner = self.labels()
            cursor.expect(")")
            return inner
        if cursor.takes("%"):
            return Labels(kind="%", start=start, end=cursor.end)
        name = cursor.name("a label or type")
        return Labels(kind="name", name=name, start=start, end=cursor.end)


def _check_turns(cursor: Cursor, elements: list[_Element]) -> None:
    """Two nodes, or two repeated parts, must not follow each other."""
    for one, other in pairwise(elements):
        if isinstance(one, NodePattern) and isinstance(other, NodePattern):
            raise cursor.refuse("two nodes follow each other without a relationship", at=other.start)
        if isinstance(one, Repeated) and isinstance(other, Repeated):
            raise cursor.refuse("two repeated parts follow each other", "put a node () between them", other.start)
    for end in (elements[0], elements[-1]):
        if isinstance(end, Repeated):
            raise cursor.refuse("a path starts or ends with a repeated part", "put a node () at its ends", end.start)
