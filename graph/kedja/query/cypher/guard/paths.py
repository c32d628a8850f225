"""Patterns checked: what their variables are, and the labels that are put into them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kedja.query.cypher.guard.context import Context, Place, Scope
from kedja.query.cypher.guard.kinds import Type, list_of, of
from kedja.query.cypher.guard.labelling import label_nodes, types_of
from kedja.query.cypher.guard.tree import NodePattern, Path, Piece, RelationshipPattern, Repeated

if TYPE_CHECKING:
    from kedja.query.cypher.guard.terms import Terms

_NODE, _RELATIONSHIP, _PATH = of("node"), of("relationship"), of("path")


class Paths:
    """Checks the patterns of MATCH, of subqueries and of expressions."""

    def __init__(self, context: Context, terms: Terms) -> None:
        self._context = context
        self._terms = terms

    def bind(self, paths: tuple[Path, ...], scope: Scope) -> Scope:
        """The variables after the patterns, those of before among them."""
        found = dict(scope)
        seen: set[str] = set()
        self._check_walks(paths)
        for path in paths:
            for element in path.elements:
                self._bind_element(element, found, seen)
            if path.variable:
                self._new(path, path.variable, found)
                found[path.variable] = _PATH
        for path in paths:
            self._check_conditions(path, found)
        self._check_missing(paths, scope)
        label_nodes(self._context, paths, scope)
        return found

    def missing(self, path: Path, scope: Scope) -> list[str]:
        """The variables of the path that were bound before and may be null."""
        names = {e.variable for e in path.elements if isinstance(e, NodePattern | RelationshipPattern)}
        return sorted(name for name in names if name in scope and scope[name].nullable)

    def _check_missing(self, paths: tuple[Path, ...], scope: Scope) -> None:
        """ArcadeDB finds what is null only where a path of several elements starts with it."""
        for path in paths:
            start = path.elements[0] if len(path.elements) > 1 else None
            for element in path.elements:
                name = "" if isinstance(element, Repeated) else element.variable
                if name in scope and element is not start and scope[name].nullable:
                    hint = f"start the path with ({name}), or write WITH * WHERE {name} IS NOT NULL before"
                    raise self._context.refuse(element, f"{name} may be null here", hint)

    def bare(self, path: Path, scope: Scope) -> None:
        """Checks a pattern that stands as a condition: it names nothing anew."""
        for element in path.elements:
            assert not isinstance(element, Repeated)
            if element.variable and element.variable not in scope:
                hint = "write EXISTS { (a)-->(b) }"
                raise self._context.refuse(
                    element, f"a pattern in a condition cannot name {element.variable} anew", hint
                )
        self.bind((path,), scope)

    def _check_walks(self, paths: tuple[Path, ...]) -> None:
        """Both ways of repeating must not stand in one MATCH."""
        relationships = [e for path in paths for e in _relationships(path)]
        stars = [e for e in relationships if e.walked == "*"]
        repeated = any(e.walked == "{}" for e in relationships)
        if stars and (repeated or any(isinstance(e, Repeated) for path in paths for e in path.elements)):
            raise self._context.refuse(stars[0], "-[*]- and {1,2} stand in one MATCH", "repeat both in the same way")

    def _bind_element(self, element: Piece, found: Scope, seen: set[str], *, inner: bool = False) -> None:
        if isinstance(element, Repeated):
            self._bind_repeated(element, found)
        elif isinstance(element, NodePattern):
            if element.labels:
                self._terms.check_labels(element.labels)
            if element.variable:
                self._same(element, element.variable, found, _NODE)
        elif isinstance(element, RelationshipPattern):
            self._bind_relationship(element, found, seen, inner=inner)

    def _bind_relationship(self, element: RelationshipPattern, found: Scope, seen: set[str], *, inner: bool) -> None:
        self._check_relationship(element, inner=inner)
        name = element.variable
        if not name:
            return
        if name in seen:
            raise self._context.refuse(element, f"{name} stands for two relationships of one MATCH")
        seen.add(name)
        if element.walked:
            self._new(element, name, found)
            found[name] = list_of(_RELATIONSHIP)
        else:
            self._same(element, name, found, _RELATIONSHIP)

    def _check_relationship(self, element: RelationshipPattern, *, inner: bool) -> None:
        if element.types:
            self._terms.check_labels(element.types)
        if element.types and (element.walked or inner) and not types_of(element):
            reason = "a repeated relationship has an expression for its type"
            raise self._context.refuse(element.types, reason, "name the types: A|B")
        if element.walked and element.where:
            raise self._context.refuse(
                element, "a repeated relationship has a WHERE", "write ((a)-[r]->(b) WHERE …){1,2}"
            )
        most = element.most
        if most is not None and (element.least > most or (most == 0 and element.walked == "{}")):
            raise self._context.refuse(element, "this repeats a relationship in no way that can be")

    def _bind_repeated(self, element: Repeated, found: Scope) -> None:
        if element.most is not None and (element.least > element.most or element.most == 0):
            raise self._context.refuse(element, "this repeats a path in no way that can be")
        inner: Scope = {}
        for piece in element.path.elements:
            if isinstance(piece, RelationshipPattern) and piece.walked:
                raise self._context.refuse(piece, "a repeated relationship stands in a repeated path")
            self._bind_element(piece, inner, set(), inner=True)
        for name in inner:
            self._new(element, name, found)
        self._check_conditions(element.path, inner)
        self._terms.condition(element.where, Place(inner))
        found |= {name: list_of(type) for name, type in inner.items()}

    def _same(self, element: Piece, name: str, found: Scope, type: Type) -> None:
        """A variable that may have been bound before, to the same kind of thing."""
        if name in found and not found[name].within(type.kinds):
            raise self._context.refuse(element, f"{name} is something else already")
        found.setdefault(name, type)

    def _new(self, element: Piece, name: str, found: Scope) -> None:
        if name in found:
            raise self._context.refuse(element, f"there is a variable {name} already")

    def _check_conditions(self, path: Path, scope: Scope) -> None:
        """The properties and conditions inside of a path's elements."""
        for element in path.elements:
            if isinstance(element, NodePattern | RelationshipPattern):
                if element.properties:
                    self._terms.type(element.properties, Place(scope))
                self._terms.condition(element.where, Place(scope))
        if path.shortest:
            self._check_shortest(path)

    def _check_shortest(self, path: Path) -> None:
        elements = path.elements
        hop = elements[1] if len(elements) == 3 else None
        if not isinstance(hop, RelationshipPattern) or hop.walked == "{}":
            raise self._context.refuse(path, "a shortest path is of one relationship, -[:TYPE*]-")
        if hop.least > 1 or hop.variable or hop.where:
            raise self._context.refuse(
                hop, "a shortest path has no least length, name or WHERE", "use relationships(p)"
            )


def _relationships(path: Path) -> Iterator[RelationshipPattern]:
    for element in path.elements:
        if isinstance(element, RelationshipPattern):
            yield element
        elif isinstance(element, Repeated):
            yield from _relationships(element.path)
