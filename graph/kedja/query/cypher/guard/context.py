"""What a check of one query knows and gathers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Literal

import msgspec

from kedja.errors import QueryError
from kedja.query.cypher.guard.kinds import Type, named
from kedja.query.cypher.guard.refusal import refusal
from kedja.query.cypher.guard.tree import Piece, Term

Store = Literal["embedded", "neo4j"]
#: The variables that can be named at a place of the query, and what each is.
Scope = dict[str, Type]


class Place(msgspec.Struct, frozen=True):
    """Where a term stands: its variables, and what else may stand there.

    `logic`: the term decides, by AND, OR, XOR and NOT alone, on a condition, so that it may be a pattern;
    `condition`: it stands anywhere within the WHERE of a clause; `aggregate`: aggregates may stand there.
    """

    scope: Scope
    logic: bool = False
    condition: bool = False
    aggregate: bool = False

    def with_names(self, names: Mapping[str, Type]) -> Place:
        """The place inside a term that has variables of its own."""
        return msgspec.structs.replace(self, scope={**self.scope, **names})

    def below(self) -> Place:
        """The place inside a term that is no AND, OR, XOR or NOT."""
        return msgspec.structs.replace(self, logic=False)

    def ungrouped(self) -> Place:
        """The place where aggregates may not stand any more."""
        return msgspec.structs.replace(self, aggregate=False)

    def deciding(self) -> Place:
        """The place of a condition inside a term."""
        return msgspec.structs.replace(self, logic=True)


class Context:
    """One check: the query's text, its parameters, the store that it is for, and what is to be put into the text."""

    def __init__(self, text: str, parameters: Mapping[str, Any], store: Store) -> None:
        self.text = text
        self.parameters = parameters
        self.store = store
        self.insertions: list[tuple[int, int, str]] = []
        #: How many terms of the kinds around this place the embedded engine takes no bare pattern in.
        self.enclosed = 0

    @contextmanager
    def enclosing(self) -> Iterator[None]:
        """Inside of a column or of a list's condition."""
        self.enclosed += 1
        yield
        self.enclosed -= 1

    def insert(self, at: int, words: str) -> None:
        """Puts words into the text that the engine gets, after those put there before."""
        self.insertions.append((at, len(self.insertions), words))

    def wrap(self, piece: Piece, before: str, after: str) -> None:
        """Puts words around a piece, inside of what was put around it before."""
        self.insertions.append((piece.start, len(self.insertions), before))
        self.insertions.append((piece.end, -len(self.insertions), after))

    def wrapped(self, piece: Piece) -> bool:
        """Whether words stand around the piece already."""
        return any(place == piece.start and order >= 0 for place, order, _ in self.insertions)

    def replace(self, piece: Piece, words: str) -> None:
        """Puts words in the place of a piece."""
        blank = "".join("\n" if letter == "\n" else " " for letter in self.text[piece.start : piece.end])
        self.text = self.text[: piece.start] + blank + self.text[piece.end :]
        self.insert(piece.start, words)

    def finished(self) -> str:
        """The text with everything put in."""
        parts, at = [], 0
        for place, _, words in sorted(self.insertions):
            parts += [self.text[at:place], words]
            at = place
        return "".join([*parts, self.text[at:]])

    def refuse(self, piece: Piece, reason: str, hint: str = "") -> QueryError:
        """The error for a piece of the query."""
        return refusal(self.text, piece.start, reason, hint)

    def demand(self, term: Piece, type: Type, allowed: Iterable[str], what: str, hint: str = "") -> None:
        """Refuses a term that may be of another kind than those allowed."""
        allowed = frozenset(allowed)
        if not type.within(allowed):
            wanted = named(Type(allowed))
            raise self.refuse(term, f"{what} must be {wanted}, and this may be {named(type)}", hint)

    def expect(self, term: Piece, type: Type, allowed: Iterable[str], what: str, hint: str = "") -> None:
        """Refuses a term that is of another kind; one of open kind passes, where both engines fail alike on it."""
        if not (type.open and type.kinds & frozenset(allowed)):
            self.demand(term, type, allowed, what, hint)

    def constant(self, term: Term) -> Any:
        """The value of a literal, a parameter or texts added to each other; raises KeyError for other terms."""
        if term.kind == "parameter":
            return self.parameters[term.name]
        if term.kind == "string":
            return unescaped(term.name)
        if term.kind in ("integer", "float"):
            return int(term.name) if term.kind == "integer" else float(term.name)
        if term.kind == "parenthesis":
            return self.constant(_term(term.parts[0]))
        if term.kind == "signed":
            value = self.constant(_term(term.parts[0]))
            return -value if term.name == "-" else value
        if term.kind == "+":
            left, right = (self.constant(_term(part)) for part in term.parts)
            if isinstance(left, str) and isinstance(right, str):
                return left + right
        raise KeyError(term.kind)

    def constant_or_none(self, term: Term) -> Any:
        """The same, and None where the term's value is not known."""
        try:
            return self.constant(term)
        except (KeyError, TypeError):
            return None


def _term(piece: Piece) -> Term:
    assert isinstance(piece, Term)
    return piece


_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f"}


def unescaped(text: str) -> str:
    r"""The text that a literal stands for.

    >>> unescaped(r"a\'b\\n")
    "a'b\\n"
    """
    parts = iter(text)
    return "".join(_ESCAPES.get(n := next(parts), n) if letter == "\\" else letter for letter in parts)
