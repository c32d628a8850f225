"""A parsed query: terms, patterns and clauses, each with its place in the text."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """Anything that stands in the query from `start` to `end`."""

    start: int
    end: int


class Term(Piece, frozen=True, kw_only=True):
    """An expression: what it is (`call`, `property`, `=`), the name in it, and the pieces that it is made of."""

    kind: str
    name: str = ""
    parts: tuple[Piece, ...] = ()


class Labels(Piece, frozen=True, kw_only=True):
    """A label expression: a `name`, `%`, or `!`, `&` and `|` over others."""

    kind: str
    name: str = ""
    parts: tuple[Labels, ...] = ()


class NodePattern(Piece, frozen=True, kw_only=True):
    """`(variable:Labels {properties} WHERE …)`; a label can be put in at `place`."""

    place: int
    variable: str = ""
    labels: Labels | None = None
    properties: Term | None = None
    where: Term | None = None


class RelationshipPattern(Piece, frozen=True, kw_only=True):
    """`-[variable:TYPES*1..2 {properties}]->`; `least` and `most` count how often it is walked.

    `left` and `right` are the heads of its arrow; neither or both is any direction. `walked` says that it stands for
    a list of relationships (`*1..2`) or for a quantified hop (`{1,2}`).
    """

    variable: str = ""
    types: Labels | None = None
    properties: Term | None = None
    where: Term | None = None
    left: bool = False
    right: bool = False
    least: int = 1
    most: int | None = 1
    walked: str = ""


class Repeated(Piece, frozen=True, kw_only=True):
    """`((a)-->(b) WHERE …){least,most}`."""

    path: Path
    where: Term | None = None
    least: int
    most: int | None


class Path(Piece, frozen=True, kw_only=True):
    """Nodes and relationships in turn, repeated parts between nodes; `shortest` names the function around it."""

    variable: str = ""
    shortest: str = ""
    elements: tuple[NodePattern | RelationshipPattern | Repeated, ...]


class Item(Piece, frozen=True, kw_only=True):
    """`term AS name` of a WITH or RETURN; `name` is the text of the term where none is given."""

    term: Term
    name: str
    named: bool


class Sort(Piece, frozen=True, kw_only=True):
    """An expression to order by."""

    term: Term
    descending: bool = False


class Match(Piece, frozen=True, kw_only=True):
    """`[OPTIONAL] MATCH paths [WHERE …]`."""

    optional: bool
    paths: tuple[Path, ...]
    where: Term | None = None


class Unwind(Piece, frozen=True, kw_only=True):
    """`UNWIND term AS variable`."""

    term: Term
    variable: str


class Projection(Piece, frozen=True, kw_only=True):
    """`WITH` or `RETURN` with all that belongs to it; `star` is its `*`."""

    final: bool
    distinct: bool
    star: Piece | None
    items: tuple[Item, ...]
    order: tuple[Sort, ...] = ()
    skip: Term | None = None
    limit: Term | None = None
    where: Term | None = None


class Subquery(Piece, frozen=True, kw_only=True):
    """`CALL (imports) { query }`; `imports` is None for the older form, which imports by a leading WITH."""

    imports: tuple[str, ...] | None
    query: Query


class Procedure(Piece, frozen=True, kw_only=True):
    """`CALL name() YIELD column AS variable …`; `yields` are pairs of column and variable."""

    name: str
    yields: tuple[tuple[str, str], ...]
    where: Term | None = None


Clause = Match | Unwind | Projection | Subquery | Procedure


class Single(Piece, frozen=True, kw_only=True):
    """Clauses one after the other."""

    clauses: tuple[Clause, ...]


class Query(Piece, frozen=True, kw_only=True):
    """One or more single queries, joined by UNION; `all` keeps duplicates."""

    singles: tuple[Single, ...]
    all: bool = False


def pieces(piece: Piece) -> Iterator[Piece]:
    """The pieces directly in this one, in the order of their fields."""
    for field in piece.__struct_fields__:
        value = getattr(piece, field)
        if isinstance(value, Piece):
            yield value
        elif isinstance(value, tuple):
            yield from (part for part in value if isinstance(part, Piece))


def walk(piece: Piece) -> Iterator[Piece]:
    """The piece and every piece within it, outer ones first."""
    yield piece
    for part in pieces(piece):
        yield from walk(part)


def conjuncts(term: Term | None) -> Iterator[Term]:
    """The conditions that must hold all of them."""
    if term is None:
        return
    if term.kind in ("AND", "parenthesis"):
        for part in term.parts:
            assert isinstance(part, Term)
            yield from conjuncts(part)
    else:
        yield term
