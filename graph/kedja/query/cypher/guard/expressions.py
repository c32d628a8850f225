"""Expressions of Cypher, by recursive descent in the order of its operators' strength."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from kedja.query.cypher.guard.cursor import Cursor
from kedja.query.cypher.guard.lexer import Kind
from kedja.query.cypher.guard.tree import Labels, Piece, Term

if TYPE_CHECKING:
    from kedja.query.cypher.guard.parser import Parser

_COMPARISONS: Final = ("=", "<>", "<=", ">=", "<", ">")
_TESTS: Final = (("IN",), ("=~",), ("CONTAINS",), ("STARTS", "WITH"), ("ENDS", "WITH"))
_QUANTIFIERS: Final = ("ALL", "ANY", "NONE", "SINGLE")
_SUBQUERIES: Final = ("EXISTS", "COUNT", "COLLECT")


class Expressions:
    """Reads terms at the cursor."""

    def __init__(self, parser: Parser) -> None:
        self._parser = parser
        self._cursor: Cursor = parser.cursor

    def term(self) -> Term:
        """An expression of any kind."""
        with self._cursor.deeper():
            return self._chain(("OR",), lambda: self._chain(("XOR",), lambda: self._chain(("AND",), self._negation)))

    def _chain(self, operators: tuple[str, ...], inner: Callable[[], Term]) -> Term:
        """Terms with operators of one strength between them, taken together from the left."""
        left = inner()
        while found := next((o for o in operators if self._cursor.sees(o)), None):
            self._cursor.step()
            left = self._make(found, left.start, left, inner())
        return left

    def _make(self, kind: str, start: int, *parts: Piece, name: str = "") -> Term:
        return Term(kind=kind, start=start, end=self._cursor.end, name=name, parts=parts)

    def _negation(self) -> Term:
        start = self._cursor.word.start
        if self._cursor.takes("NOT"):
            with self._cursor.deeper():
                return self._make("NOT", start, self._negation())
        return self._comparison()

    def _comparison(self) -> Term:
        left = self._test()
        found = next((o for o in _COMPARISONS if self._cursor.sees(o)), None)
        if not found:
            return left
        self._cursor.step()
        right = self._test()
        if any(self._cursor.sees(o) for o in _COMPARISONS):
            raise self._cursor.refuse("comparisons in a chain are not allowed", "write a < b AND b < c")
        return self._make(found, left.start, left, right)

    def _test(self) -> Term:
        """An addition, or one test of it: IN, STARTS WITH, =~, IS NULL and their like."""
        left = self._addition()
        tested = self._one_test(left)
        if tested is not left and self._one_test(tested) is not tested:
            raise self._cursor.refuse("two tests follow each other", "put the first into parentheses", tested.end)
        return tested

    def _one_test(self, left: Term) -> Term:
        cursor = self._cursor
        for words in _TESTS:
            if cursor.takes(*words):
                return self._make(words[0], left.start, left, self._addition())
        if cursor.takes("IS", "NULL"):
            return self._make("IS NULL", left.start, left)
        if cursor.takes("IS", "NOT", "NULL"):
            return self._make("IS NOT NULL", left.start, left)
        if cursor.sees("IS") or cursor.sees("::"):
            raise cursor.refuse("tests of a value's type are not allowed", "IS NULL and IS NOT NULL are")
        return left

    def _addition(self) -> Term:
        return self._chain(("+", "-", "||"), lambda: self._chain(("*", "/", "%"), self._power))

    def _power(self) -> Term:
        return self._chain(("^",), self._signed)

    def _signed(self) -> Term:
        start = self._cursor.word.start
        for sign in ("-", "+"):
            if self._cursor.takes(sign):
                with self._cursor.deeper():
                    return self._make("signed", start, self._signed(), name=sign)
        return self._postfix()

    def _postfix(self) -> Term:
        term = self._atom()
        while True:
            if self._cursor.takes("."):
                name = self._cursor.name("a property")
                term = self._make("property", term.start, term, name=name)
            elif self._cursor.takes("["):
                term = self._index(term)
            elif self._cursor.sees(":"):
                if term.kind != "variable":
                    raise self._cursor.refuse("labels can be tested of a variable only")
                self._cursor.step()
                term = self._make("labels", term.start, term, self._parser.patterns.labels())
            else:
                return term

    def _index(self, term: Term) -> Term:
        """`term[i]`, `term[a..b]`, `term[..b]` or `term[a..]`, from the word after the bracket."""
        cursor = self._cursor
        ends: list[Piece] = []
        shape = ""
        if not cursor.sees(".."):
            ends.append(self.term())
            shape = "from"
        if not cursor.takes(".."):
            cursor.expect("]")
            return self._make("index", term.start, term, *ends)
        if not cursor.sees("]"):
            ends.append(self.term())
            shape += "to"
        cursor.expect("]")
        return self._make("slice", term.start, term, *ends, name=shape)

    def _atom(self) -> Term:
        cursor, word = self._cursor, self._cursor.word
        if word.kind in (Kind.STRING, Kind.INTEGER, Kind.FLOAT, Kind.PARAMETER):
            cursor.step()
            return self._make(word.kind.name.lower(), word.start, name=word.text)
        if word.kind is Kind.QUOTED:
            return self._variable()
        if word.kind is Kind.NAME:
            return self._named()
        if word.text == "(" and word.kind is Kind.SIGN:
            return self._parenthesis()
        if cursor.sees("["):
            return self._bracket()
        if cursor.sees("{"):
            return self.map()
        raise cursor.unexpected("an expression is missing")

    def _variable(self) -> Term:
        start = self._cursor.word.start
        term = self._make_named("variable", start, self._cursor.name("a variable"))
        return self._map_projection(term) if self._cursor.sees("{") else term

    def _make_named(self, kind: str, start: int, name: str) -> Term:
        return Term(kind=kind, start=start, end=self._cursor.end, name=name)

    def _named(self) -> Term:
        """What starts with a word: a constant, CASE, a subquery, a call or a variable."""
        cursor, start = self._cursor, self._cursor.word.start
        capitals = cursor.word.text.upper()
        if capitals in ("TRUE", "FALSE", "NULL") and cursor.ahead(1).text != "(":
            cursor.step()
            return self._make("constant", start, name=capitals)
        if capitals == "CASE":
            return self._case()
        following = cursor.ahead(1)
        if following.kind is Kind.SIGN and following.text == "{" and capitals in _SUBQUERIES:
            return self._subquery(capitals)
        if self._is_call():
            return self._call()
        if capitals in RESERVED:
            raise cursor.unexpected("an expression is missing", f"`{cursor.word.text}` in backticks is a name")
        return self._variable()

    def _is_call(self) -> bool:
        """Whether a name with dots, and an opening parenthesis after it, comes next."""
        steps = 1
        while self._cursor.ahead(steps).text == "." and self._cursor.ahead(steps + 1).kind is Kind.NAME:
            steps += 2
        following = self._cursor.ahead(steps)
        return following.kind is Kind.SIGN and following.text == "("

    def _subquery(self, kind: str) -> Term:
        start = self._cursor.step().start
        self._cursor.expect("{")
        inner = self._parser.inner_query()
        self._cursor.expect("}")
        return self._make(kind, start, inner)

    def _case(self) -> Term:
        cursor, start = self._cursor, self._cursor.step().start
        parts: list[Piece] = []
        simple = not cursor.sees("WHEN")
        if simple:
            parts.append(self.term())
        while cursor.takes("WHEN"):
            parts.append(self.term())
            cursor.expect("THEN")
            parts.append(self.term())
        if len(parts) < 2:
            raise cursor.unexpected("WHEN is missing")
        if cursor.takes("ELSE"):
            parts.append(self.term())
        cursor.expect("END")
        return self._make("case", start, *parts, name="simple" if simple else "")

    def _call(self) -> Term:
        """A function's call; `count(*)` has no parts and the name `count(*)`."""
        cursor, start = self._cursor, self._cursor.word.start
        name = cursor.step().text
        while cursor.takes("."):
            name += "." + cursor.step().text
        cursor.expect("(")
        capitals = name.upper()
        if capitals in _QUANTIFIERS:
            return self._over_list(start, capitals)
        if capitals == "REDUCE":
            return self._reduce(start)
        if capitals in ("SHORTESTPATH", "ALLSHORTESTPATHS"):
            raise cursor.refuse(f"{name} stands outside of MATCH", "write MATCH p = shortestPath((a)-[*]-(b))", start)
        if capitals == "COUNT" and cursor.takes("*", ")"):
            return self._make("call", start, name="count(*)")
        distinct = cursor.takes("DISTINCT")
        parts = self._listed(")")
        return self._make("distinct call" if distinct else "call", start, *parts, name=name)

    def _listed(self, closing: str) -> list[Piece]:
        """Terms between commas up to the closing bracket, which is read too."""
        found: list[Piece] = []
        if self._cursor.takes(closing):
            return found
        found.append(self.term())
        while self._cursor.takes(","):
            found.append(self.term())
        self._cursor.expect(closing)
        return found

    def _over_list(self, start: int, kind: str) -> Term:
        """`ALL(x IN list WHERE …)` and its kin, from the word after the parenthesis."""
        variable, source = self._element()
        self._cursor.expect("WHERE")
        condition = self.term()
        self._cursor.expect(")")
        return self._make(kind, start, source, condition, name=variable)

    def _element(self) -> tuple[str, Term]:
        variable = self._cursor.name("a variable")
        self._cursor.expect("IN")
        return variable, self.term()

    def _reduce(self, start: int) -> Term:
        accumulator = self._cursor.name("a variable")
        self._cursor.expect("=")
        first = self.term()
        self._cursor.expect(",")
        variable, source = self._element()
        self._cursor.expect("|")
        step = self.term()
        self._cursor.expect(")")
        return self._make("reduce", start, first, source, step, name=f"{accumulator}\n{variable}")

    def _parenthesis(self) -> Term:
        cursor, start = self._cursor, self._cursor.word.start
        if self._parser.patterns.starts():
            path = self._parser.patterns.path_of_hops()
            return self._make("pattern", start, path)
        cursor.step()
        inner = self.term()
        cursor.expect(")")
        return self._make("parenthesis", start, inner)

    def _bracket(self) -> Term:
        """A list, a list comprehension or a pattern comprehension."""
        cursor, start = self._cursor, self._cursor.step().start
        named = cursor.word.kind in (Kind.NAME, Kind.QUOTED)
        if named and cursor.ahead(1).kind is Kind.NAME and cursor.ahead(1).text.upper() == "IN":
            return self._comprehension(start)
        if (
            named and cursor.ahead(1).text == "=" and self._parser.patterns.starts(2)
        ) or self._parser.patterns.starts():
            return self._pattern_comprehension(start)
        return self._make("list", start, *self._listed("]"))

    def _comprehension(self, start: int) -> Term:
        variable, source = self._element()
        parts, shape = [source], ""
        if self._cursor.takes("WHERE"):
            parts.append(self.term())
            shape = "where"
        if self._cursor.takes("|"):
            parts.append(self.term())
            shape += "to"
        self._cursor.expect("]")
        return self._make("comprehension", start, *parts, name=f"{variable}\n{shape}")

    def _pattern_comprehension(self, start: int) -> Term:
        variable = ""
        if self._cursor.ahead(1).text == "=":
            variable = self._cursor.name("a path")
            self._cursor.expect("=")
        parts: list[Piece] = [self._parser.patterns.path_of_hops(variable)]
        if self._cursor.takes("WHERE"):
            parts.append(self.term())
        self._cursor.expect("|")
        parts.append(self.term())
        self._cursor.expect("]")
        return self._make("pattern comprehension", start, *parts)

    def map(self) -> Term:
        """A map, each entry a term of the kind `entry` with its key as name."""
        start = self._cursor.expect("{").start
        entries: list[Piece] = []
        while not self._cursor.takes("}"):
            if entries:
                self._cursor.expect(",")
            at, key = self._cursor.word.start, self._cursor.name("a key")
            self._cursor.expect(":")
            entries.append(self._make("entry", at, self.term(), name=key))
        return self._make("map", start, *entries)

    def _map_projection(self, variable: Term) -> Term:
        """`n {.name, .*, key: term, other}`."""
        cursor = self._cursor
        cursor.expect("{")
        entries: list[Piece] = []
        while not cursor.takes("}"):
            if entries:
                cursor.expect(",")
            entries.append(self._selected())
        return self._make("map projection", variable.start, variable, *entries)

    def _selected(self) -> Term:
        cursor, at = self._cursor, self._cursor.word.start
        if cursor.takes(".", "*"):
            return self._make("all properties", at)
        if cursor.takes("."):
            return self._make_named("own property", at, cursor.name("a property"))
        key = cursor.name("a key")
        if cursor.takes(":"):
            return self._make("entry", at, self.term(), name=key)
        return self._make("entry", at, self._make_named("variable", at, key), name=key)


#: Words that are no variables without backticks: they could be taken for the start of something else.
RESERVED: Final = frozenset(
    """ADD ALL AND AS ASC ASCENDING BY CALL CASE CONSTRAINT CONTAINS CREATE CSV CYPHER DELETE DESC DESCENDING DETACH
    DISTINCT DO DROP ELSE END ENDS EXISTS EXPLAIN FALSE FINISH FOREACH FOR GRANT DENY REVOKE IN INDEX INSERT IS LIMIT
    LOAD MANDATORY MATCH MERGE NOT NULL OF ON OPTIONAL OR ORDER PROFILE REMOVE REQUIRE RETURN SCALAR SET SHOW SKIP
    STARTS TERMINATE THEN TRUE UNION UNIQUE UNWIND USE USING WHEN WHERE WITH XOR YIELD ANY NONE SINGLE SHORTEST
    ALTER START STOP LET FILTER NEXT OFFSET""".split()
)


def label_names(labels: Labels) -> list[str]:
    """Every name in a label expression."""
    return [labels.name] if labels.kind == "name" else [name for part in labels.parts for name in label_names(part)]
