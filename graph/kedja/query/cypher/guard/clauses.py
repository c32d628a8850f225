"""Clauses checked in their order: which variables there are, and what becomes of them."""

from __future__ import annotations

from kedja.query.cypher.guard.context import Context, Place, Scope
from kedja.query.cypher.guard.kinds import join, or_null
from kedja.query.cypher.guard.narrowing import matched, narrowed
from kedja.query.cypher.guard.paths import Paths
from kedja.query.cypher.guard.procedures import check_procedure
from kedja.query.cypher.guard.projections import Projections
from kedja.query.cypher.guard.shortest import check_ends
from kedja.query.cypher.guard.terms import Terms
from kedja.query.cypher.guard.tree import Clause, Match, Procedure, Projection, Query, Single, Subquery, Term, Unwind


class Clauses:
    """Checks queries of any depth."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._terms = Terms(context, self)
        self.paths = Paths(context, self._terms)
        self._projections = Projections(context, self._terms)

    def query(self, query: Query, scope: Scope) -> Scope:
        """The columns that the query returns; each of its branches returns the same, in the same order."""
        results = [self._single(single, scope) for single in query.singles]
        first = list(results[0])
        for single, columns in zip(query.singles[1:], results[1:], strict=True):
            if list(columns) != first:
                hint = "name them alike and in the same order"
                raise self._context.refuse(single, "the branches of UNION return other columns", hint)
        return {name: join(columns[name] for columns in results) for name in first}

    def inner(self, query: Query, scope: Scope, *, returns: bool) -> Scope:
        """The columns of the query in EXISTS, COUNT or COLLECT, which sees the variables around it."""
        if returns or len(query.singles) > 1:
            return self.query(query, scope)
        return self._single(query.singles[0], scope, returns=False, around=scope)

    def _single(self, single: Single, scope: Scope, *, returns: bool = True, around: Scope | None = None) -> Scope:
        last = single.clauses[-1]
        ends = isinstance(last, Projection) and last.final
        if not ends and (returns or isinstance(last, Projection)) and not _stands_alone(single):
            raise self._context.refuse(last, "the query does not end with RETURN", "say what it returns")
        found = dict(scope)
        columns: Scope = {}
        before: list[Match | Term] = []
        for clause in single.clauses:
            if isinstance(clause, Projection):
                columns = self._projections.check(clause, found, scope if around is None else around)
                found = columns
                before += [clause.where] if clause.where else []
            else:
                found = self._clause(clause, found, before)
        return columns if ends else found if _stands_alone(single) else {}

    def _clause(self, clause: Clause, scope: Scope, before: list[Match | Term]) -> Scope:
        if isinstance(clause, Match):
            return self._match(clause, scope, before)
        if isinstance(clause, Unwind):
            return self._unwind(clause, scope)
        if isinstance(clause, Subquery):
            return self._subquery(clause, scope)
        assert isinstance(clause, Procedure)
        found = check_procedure(self._context, clause, scope)
        self._terms.condition(clause.where, Place(found))
        return found

    def _match(self, clause: Match, scope: Scope, before: list[Match | Term]) -> Scope:
        found = self.paths.bind(clause.paths, scope)
        self._terms.condition(clause.where, Place(found))
        for path in clause.paths:
            if path.shortest:
                check_ends(self._context, path, clause, before)
        before += [] if clause.optional else [clause]
        if not clause.optional:
            return narrowed(matched(found, clause.paths), clause.where)
        return {name: type if name in scope else or_null(type) for name, type in found.items()}

    def _unwind(self, clause: Unwind, scope: Scope) -> Scope:
        found = self._terms.type(clause.term, Place(scope))
        self._context.expect(clause.term, found, ("list",), "what UNWIND takes apart")
        return self._added(clause, {clause.variable: found.items}, scope)

    def _subquery(self, clause: Subquery, scope: Scope) -> Scope:
        inner = self._imported(clause, scope)
        columns = self.query(clause.query, inner)
        return self._added(clause, columns, scope)

    def _imported(self, clause: Subquery, scope: Scope) -> Scope:
        """The variables that a subquery sees: those named, or those of its leading WITH."""
        if clause.imports is None:
            first = [single.clauses[0] for single in clause.query.singles]
            return dict(scope) if any(isinstance(c, Projection) and not c.final for c in first) else {}
        if clause.imports == ("*",):
            return dict(scope)
        for name in clause.imports:
            if name not in scope:
                raise self._context.refuse(clause, f"there is no variable {name} here")
        return {name: scope[name] for name in clause.imports}

    def _added(self, clause: Clause, columns: Scope, scope: Scope) -> Scope:
        for name in columns:
            if name in scope:
                raise self._context.refuse(clause, f"there is a variable {name} already", "name the new one otherwise")
        return {**scope, **columns}


def _stands_alone(single: Single) -> bool:
    """Whether it is nothing but the call of a procedure."""
    return len(single.clauses) == 1 and isinstance(single.clauses[0], Procedure)
