"""The check of a query: text and parameters in, a statement that an engine may run out, or a QueryError."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from kedja.query.cypher.engine import Statement
from kedja.query.cypher.guard.clauses import Clauses
from kedja.query.cypher.guard.context import Context, Store
from kedja.query.cypher.guard.lexer import blanked
from kedja.query.cypher.guard.parameters import check_parameters
from kedja.query.cypher.guard.parser import Parser


class Checked(msgspec.Struct, frozen=True):
    """A statement, and the names of the columns that it returns."""

    statement: Statement
    columns: tuple[str, ...]


def check(text: str, parameters: Mapping[str, Any], *, store: Store) -> Statement:
    """The statement to run; raises QueryError, with line and column, for what is wrong or not allowed."""
    return read(text, parameters, store=store).statement


def read(text: str, parameters: Mapping[str, Any], *, store: Store) -> Checked:
    """The same with the names of the columns.

    The engine gets the words of the query in their order and on their lines: comments are blank, and only
    labels and a few functions are put in. What the parser does not know is refused.
    """
    bound = check_parameters(parameters)
    parser = Parser(text)
    query = parser.parse()
    context = Context(blanked(text, parser.cursor.words), bound, store)
    columns = Clauses(context).query(query, {})
    sent = context.finished().rstrip().removesuffix(";")
    return Checked(Statement(text=sent, parameters=bound), tuple(columns))
