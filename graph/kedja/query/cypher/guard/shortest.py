"""Shortest paths: where both engines find the same ones.

Neo4j fails where a path starts and ends at one node, so that the two must be known to differ; and it searches on for a
path that fulfils a condition, where ArcadeDB tests the shortest one only.
"""

from __future__ import annotations

from kedja.query.cypher.guard.context import Context
from kedja.query.cypher.guard.tree import Match, NodePattern, Path, Piece, Term, conjuncts, walk

_HINT = "write WHERE a <> b in a MATCH before it"


def check_ends(context: Context, path: Path, clause: Match, before: list[Match | Term]) -> None:
    """Refuses a path whose ends may be one node, or one on which its own MATCH sets conditions.

    `before` are the clauses and conditions that the rows have passed already.
    """
    if path.variable and clause.where and _mentions(clause.where, path.variable):
        raise context.refuse(clause.where, "a condition on a shortest path is not allowed", "filter it after WITH *")
    first, last = path.elements[0], path.elements[-1]
    assert isinstance(first, NodePattern)
    assert isinstance(last, NodePattern)
    facts = [*before, clause]
    if not (_other_labels(facts, first, last) or _told_apart(context, first, last, facts)):
        raise context.refuse(path, "a shortest path may start and end at one node", _HINT)


def _mentions(piece: Piece, variable: str) -> bool:
    return any(isinstance(part, Term) and part.kind == "variable" and part.name == variable for part in walk(piece))


def _same(facts: list[Match | Term], node: NodePattern) -> list[NodePattern]:
    """Every pattern of the node."""
    paths = [path for fact in facts if isinstance(fact, Match) for path in fact.paths]
    nodes = [element for path in paths for element in path.elements if isinstance(element, NodePattern)]
    return [node, *(n for n in nodes if n.variable and n.variable == node.variable)]


def _other_labels(facts: list[Match | Term], first: NodePattern, last: NodePattern) -> bool:
    """Whether each has another single label: no node has two."""
    sets = [
        {n.labels.name for n in _same(facts, node) if n.labels and n.labels.kind == "name"} for node in (first, last)
    ]
    return all(sets) and not sets[0] & sets[1]


def _told_apart(context: Context, first: NodePattern, last: NodePattern, facts: list[Match | Term]) -> bool:
    """Whether a condition says that they differ, or each has another known value of one property."""
    known = [_given(context, _same(facts, node)) for node in (first, last)]
    terms = [fact.where if isinstance(fact, Match) else fact for fact in facts]
    for condition in (c for term in terms for c in conjuncts(term)):
        sides = [part for part in condition.parts if isinstance(part, Term)]
        if condition.kind == "<>" and [_owner(s) for s in sides] in _both_ways(first, last) and _alike(sides):
            return True
        for node, values in zip((first, last), known, strict=True):
            if (
                condition.kind == "="
                and sides[0].kind == "property"
                and node.variable
                and _owner(sides[0]) == node.variable
            ):
                values[sides[0].name] = context.constant_or_none(sides[1])
    one, other = known
    return any(None not in (one[n], other[n]) and one[n] != other[n] for n in one.keys() & other.keys())


def _given(context: Context, nodes: list[NodePattern]) -> dict[str, object]:
    """The known values in the patterns of a node."""
    entries = [e for n in nodes if n.properties for e in n.properties.parts if isinstance(e, Term)]
    return {e.name: context.constant_or_none(e.parts[0]) for e in entries if isinstance(e.parts[0], Term)}


def _both_ways(first: NodePattern, last: NodePattern) -> list[list[str]]:
    names = [first.variable, last.variable]
    return [names, names[::-1]] if all(names) else []


def _owner(term: Term) -> str:
    """The variable itself, or the one whose property the term is."""
    inner = term.parts[0] if term.kind == "property" else term
    return inner.name if isinstance(inner, Term) and inner.kind == "variable" else ""


def _alike(sides: list[Term]) -> bool:
    """`a <> b` and `a.id <> b.id`, but not `a <> b.id`."""
    return sides[0].kind == sides[1].kind and (sides[0].kind == "variable" or sides[0].name == sides[1].name)
