"""The types and indexes of a projection's database, and the mark that says what it holds."""

from __future__ import annotations

from typing import Any, NamedTuple

from kedja.query.cypher.writing import LABELS, TYPES

#: Rows as this version of Kedja makes them; a projection of another format is made anew.
FORMAT = 2
#: A document, which is no node: no query meets it.
_MARK = "KedjaProjection"


class Mark(NamedTuple):
    """What a database holds: everything up to the ledger's snapshot, so many nodes and relationships.

    `format` is how the version of Kedja that made it makes rows.
    """

    snapshot: str
    format: int
    nodes: int
    edges: int


def declare(database: Any) -> None:
    """Makes the types of nodes and relationships, in one go."""
    lines = [f"CREATE DOCUMENT TYPE {_MARK}"]
    for label in LABELS:
        lines += [f"CREATE VERTEX TYPE `{label}`", f"CREATE PROPERTY `{label}`.id STRING"]
        lines.append(f"CREATE INDEX ON `{label}` (id) UNIQUE")
    for type in TYPES:
        lines += [f"CREATE EDGE TYPE `{type}`", f"CREATE PROPERTY `{type}`.id STRING"]
    database.command("sqlscript", ";\n".join(lines))


def index_edges(database: Any) -> None:
    """Indexes the relationships by id, once they are all in."""
    database.command("sqlscript", ";\n".join(f"CREATE INDEX ON `{type}` (id) UNIQUE" for type in TYPES))


def read_mark(database: Any) -> Mark | None:
    """The mark, None when there is none: the database was not finished."""
    found = _document(database)
    if found is None:
        return None
    snapshot, *numbers = (found.get(name) for name in Mark._fields)
    return Mark(str(snapshot), *(int(number or 0) for number in numbers))


def put_mark(database: Any, snapshot: str) -> None:
    """Sets the mark, in the caller's transaction, after everything else."""
    engine = database.get_java_database()
    nodes, edges = (sum(int(engine.countType(type, False)) for type in types) for types in (LABELS, TYPES))
    found = _document(database)
    document = engine.newDocument(_MARK) if found is None else found.modify()
    for name, value in Mark(snapshot, FORMAT, nodes, edges)._asdict().items():
        document.set(name, value)
    document.save()


def _document(database: Any) -> Any:
    """The mark as the engine has it, read without its query language, which takes a second to load."""
    found = database.get_java_database().iterateType(_MARK, False)
    return found.next() if found.hasNext() else None
