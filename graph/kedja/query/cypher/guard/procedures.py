"""Procedures that a query may call, each of them put as a query that both stores answer alike.

Asked by itself, ArcadeDB lists types that no node has, and Neo4j the labels of the ledger's own records.
"""

from __future__ import annotations

from typing import Final

from kedja.query.cypher.guard.context import Context, Scope
from kedja.query.cypher.guard.kinds import of
from kedja.query.cypher.guard.labelling import RECORD
from kedja.query.cypher.guard.tree import Procedure

#: For each procedure its one column and the query that gives it; `(n)` becomes a node outside of the ledger.
_PROCEDURES: Final = {
    "db.labels": ("label", "MATCH (n) UNWIND labels(n) AS {0} RETURN DISTINCT {0}"),
    "db.relationshiptypes": ("relationshipType", "MATCH ()-[r]->() RETURN DISTINCT type(r) AS {0}"),
    "db.propertykeys": (
        "propertyKey",
        "MATCH (n) UNWIND keys(n) AS {0} RETURN {0} UNION MATCH ()-[r]->() UNWIND keys(r) AS {0} RETURN {0}",
    ),
}


def check_procedure(context: Context, clause: Procedure, scope: Scope) -> Scope:
    """The variables after the call, which is put into the text as a query."""
    known = _PROCEDURES.get(clause.name.lower())
    if known is None:
        raise context.refuse(clause, f"the procedure {clause.name} is not allowed", "allowed are " + ", ".join(_NAMES))
    column, query = known
    variable = column
    for name, given in clause.yields:
        if name != column or len(clause.yields) > 1:
            raise context.refuse(clause, f"{clause.name} yields {column} only")
        variable = given
    if variable in scope:
        raise context.refuse(clause, f"there is a variable {variable} already")
    _rewrite(context, clause, query, variable)
    return {**scope, variable: of("text")}


_NAMES: Final = ("db.labels()", "db.relationshipTypes()", "db.propertyKeys()")


def _rewrite(context: Context, clause: Procedure, query: str, variable: str) -> None:
    quoted = f"`{variable}`"
    inner = query.format(quoted)
    if context.store == "neo4j":
        inner = inner.replace("(n)", f"(n:!{RECORD})", 1)
    alone = "" if clause.yields else f" RETURN {quoted}"
    where = f" WITH * WHERE {context.text[clause.where.start : clause.where.end]}" if clause.where else ""
    context.replace(clause, f"CALL () {{ {inner} }}{where}{alone}")
