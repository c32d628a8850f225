"""Variables that a condition or a pattern proves not to be null."""

from __future__ import annotations

from kedja.query.cypher.guard.context import Scope
from kedja.query.cypher.guard.kinds import never_null
from kedja.query.cypher.guard.tree import NodePattern, Path, RelationshipPattern, Term, conjuncts


def narrowed(scope: Scope, condition: Term | None) -> Scope:
    """The variables where the condition holds."""
    names = [_tested(part) for part in conjuncts(condition)]
    return {name: never_null(type) if name in names else type for name, type in scope.items()}


def matched(scope: Scope, paths: tuple[Path, ...]) -> Scope:
    """The variables where the patterns were found."""
    elements = [e for path in paths for e in path.elements if isinstance(e, NodePattern | RelationshipPattern)]
    names = {element.variable for element in elements}
    return {name: never_null(type) if name in names else type for name, type in scope.items()}


def _tested(term: Term) -> str:
    """The variable of `x IS NOT NULL`."""
    inner = term.parts[0] if term.kind == "IS NOT NULL" else None
    return inner.name if isinstance(inner, Term) and inner.kind == "variable" else ""
