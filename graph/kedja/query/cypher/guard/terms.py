"""Terms checked one by one, from the inside out: names, kinds and functions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kedja.query.cypher.guard.calls import check_call
from kedja.query.cypher.guard.context import Context, Place
from kedja.query.cypher.guard.expressions import label_names
from kedja.query.cypher.guard.hidden import show_variables
from kedja.query.cypher.guard.kinds import (
    ANY,
    GRAPH,
    NUMBERS,
    Type,
    join,
    list_of,
    never_null,
    of,
    or_null,
    type_of_property,
    type_of_value,
)
from kedja.query.cypher.guard.operators import operate
from kedja.query.cypher.guard.temporal import check_component
from kedja.query.cypher.guard.tree import Labels, Path, Piece, Query, Term, pieces

if TYPE_CHECKING:
    from kedja.query.cypher.guard.clauses import Clauses

_INTERNAL = "KEDJA"


class Terms:
    """Finds the kind of a term; raises QueryError where the stores would not answer alike."""

    def __init__(self, context: Context, clauses: Clauses) -> None:
        self._context = context
        self._clauses = clauses

    def condition(self, term: Term | None, place: Place) -> None:
        """Checks the term of a WHERE."""
        if term is not None:
            here = Place(place.scope, logic=True, condition=True)
            self._context.demand(term, self.type(term, here), ("boolean",), "a condition", "compare it: x = true")
            show_variables(self._context, term, place.scope)

    def type(self, term: Term, place: Place) -> Type:
        """What the term is."""
        method = getattr(self, "_" + _METHODS.get(term.kind, term.kind.lower().replace(" ", "_")), None)
        found: Type = method(term, place) if method else self._operator(term, place)
        return found

    def _part(self, term: Term, index: int, place: Place) -> Type:
        part = term.parts[index]
        assert isinstance(part, Term)
        return self.type(part, place)

    def _literal(self, term: Term, place: Place) -> Type:
        return of({"string": "text"}.get(term.kind, term.kind))

    def _constant(self, term: Term, place: Place) -> Type:
        return of("null" if term.name == "NULL" else "boolean")

    def _parameter(self, term: Term, place: Place) -> Type:
        if term.name not in self._context.parameters:
            raise self._context.refuse(term, f"the parameter ${term.name} has no value", "bind one")
        return type_of_value(self._context.parameters[term.name])

    def _variable(self, term: Term, place: Place) -> Type:
        if term.name not in place.scope:
            raise self._context.refuse(term, f"there is no variable {term.name} here")
        return place.scope[term.name]

    def _parenthesis(self, term: Term, place: Place) -> Type:
        return self._part(term, 0, place)

    def _operator(self, term: Term, place: Place) -> Type:
        here = place if term.kind in ("AND", "OR", "XOR") else place.below()
        if here is place:
            self._check_counts(term, place)
        return operate(self._context, term, self._part(term, 0, here), self._part(term, 1, here))

    def _check_counts(self, term: Term, place: Place) -> None:
        """ArcadeDB decides wrongly on COUNT { } in a column."""
        if not place.condition and _within(term, {"COUNT"}):
            raise self._context.refuse(
                term, f"COUNT {{ }} stands within {term.kind}", "give it a name in a WITH before"
            )

    def _not(self, term: Term, place: Place) -> Type:
        self._check_counts(term, place)
        found = self._part(term, 0, place)
        self._context.demand(term.parts[0], found, ("boolean",), "what NOT turns", "compare it: x = true")
        return found

    def _signed(self, term: Term, place: Place) -> Type:
        found = self._part(term, 0, place.below())
        self._context.demand(term, found, NUMBERS, "what a sign stands before")
        return found

    def _null_test(self, term: Term, place: Place) -> Type:
        self._part(term, 0, place.below())
        return of("boolean")

    def _labels(self, term: Term, place: Place) -> Type:
        found, labels = self._part(term, 0, place), term.parts[1]
        assert isinstance(labels, Labels)
        self._context.demand(term, found, ("node", "relationship"), "what has labels")
        self.check_labels(labels)
        return or_null(of("boolean")) if found.nullable else of("boolean")

    def check_labels(self, labels: Labels) -> None:
        """Refuses the names of Kedja's own records."""
        for name in label_names(labels):
            if name.upper().startswith(_INTERNAL):
                raise self._context.refuse(labels, f"{name} is not part of the graph")

    def _property(self, term: Term, place: Place) -> Type:
        self._check_key(term, term.name)
        return self._member(term, self._part(term, 0, place.below()), term.name)

    def _check_key(self, term: Term, name: str) -> None:
        if name.startswith("@"):
            raise self._context.refuse(term, f"{name} is not a property of the graph")

    def _member(self, term: Term, owner: Type, name: str) -> Type:
        """What stands under a name in a node, a relationship, a map or a time."""
        if component := check_component(self._context, term, owner, name):
            return component
        self._context.demand(term, owner, ("node", "relationship", "map"), f"the owner of {name}")
        found = [type_of_property(name)] if owner.kinds & GRAPH else []
        if "map" in owner.kinds:
            found.append(ANY if owner.fields is None else owner.fields.get(name, of("null")))
        return or_null(join(found)) if owner.nullable or not found else join(found)

    def _index(self, term: Term, place: Place) -> Type:
        here = place.below()
        owner, key = self._part(term, 0, here), self._part(term, 1, here)
        if owner.kinds and owner.within({"list"}):
            self._context.demand(term.parts[1], key, ("integer",), "a place in a list")
            return or_null(owner.items)
        self._context.demand(term, owner, ("node", "relationship", "map"), "what [ ] looks into")
        self._context.demand(term.parts[1], key, ("text",), "a key")
        inner = term.parts[1]
        assert isinstance(inner, Term)
        name = self._context.constant_or_none(inner)
        if isinstance(name, str):
            self._check_key(term, name)
            return self._member(term, owner, name)
        if owner.kinds & GRAPH:
            raise self._context.refuse(
                inner, "the name of a property must be known beforehand", "write properties(n)[…]"
            )
        return or_null(ANY if owner.fields is None else join(owner.fields.values()))

    def _slice(self, term: Term, place: Place) -> Type:
        here = place.below()
        owner = self._part(term, 0, here)
        self._context.demand(term, owner, ("list",), "what [a..b] cuts", "substring(x, a, n) cuts text")
        for index in range(1, len(term.parts)):
            self._context.demand(term.parts[index], self._part(term, index, here), ("integer",), "an end of [a..b]")
        return or_null(owner)

    def _case(self, term: Term, place: Place) -> Type:
        count, place = len(term.parts), place.below()
        first = 1 if term.name == "simple" else 0
        found: list[Type] = []
        if first:
            self._part(term, 0, place.below())
        for index in range(first, count - 1, 2):
            when = self._part(term, index, place)
            if not first:
                self._context.demand(term.parts[index], when, ("boolean",), "a condition", "compare it: x = true")
            found.append(self._part(term, index + 1, place))
        otherwise = (count - first) % 2
        found.append(self._part(term, count - 1, place) if otherwise else of("null"))
        return join(found)

    def _list(self, term: Term, place: Place) -> Type:
        if _within(term, {"case", "EXISTS", "pattern"}):
            raise self._context.refuse(term, "CASE or EXISTS { } stands in a list", "give it a name in a WITH before")
        here = place.below()
        return list_of(join(self._part(term, index, here) for index in range(len(term.parts))))

    def _map(self, term: Term, place: Place) -> Type:
        fields = {e.name: self._part(e, 0, place.below()) for e in term.parts if isinstance(e, Term)}
        if len(fields) < len(term.parts):
            raise self._context.refuse(term, "a key stands twice in a map")
        return Type(frozenset({"map"}), None, fields)

    def _map_projection(self, term: Term, place: Place) -> Type:
        owner = self._part(term, 0, place)
        self._context.demand(term, owner, ("node", "relationship", "map"), "what { } selects from")
        fields: dict[str, Type] | None = {}
        for entry in term.parts[1:]:
            assert isinstance(entry, Term)
            fields = self._selected(entry, owner, fields, place)
        found = Type(frozenset({"map"}), None, fields)
        return or_null(found) if owner.nullable else found

    def _selected(
        self, entry: Term, owner: Type, fields: dict[str, Type] | None, place: Place
    ) -> dict[str, Type] | None:
        if entry.kind == "all properties":
            return None
        self._check_key(entry, entry.name)
        own = entry.kind == "own property"
        found = self._member(entry, owner, entry.name) if own else self._part(entry, 0, place.below())
        if fields is not None and entry.name in fields:
            raise self._context.refuse(entry, "a key stands twice in a map")
        return None if fields is None else {**fields, entry.name: found}

    def _comprehension(self, term: Term, place: Place) -> Type:
        variable, shape = term.name.split("\n")
        source = self._source(term, 0, place)
        inner = place.ungrouped().with_names({variable: source.items})
        if "where" in shape:
            self._inner_condition(term, inner)
        mapped = self._part(term, len(term.parts) - 1, inner.below()) if "to" in shape else source.items
        found = list_of(mapped)
        return or_null(found) if source.nullable else found

    def _source(self, term: Term, index: int, place: Place) -> Type:
        source = self._part(term, index, place.below())
        self._context.demand(term.parts[index], source, ("list",), "what stands after IN")
        return source

    def _quantifier(self, term: Term, place: Place) -> Type:
        source = self._source(term, 0, place)
        if place.condition and not place.logic:
            reason = f"{term.kind.lower()}() stands within another term of a condition"
            raise self._context.refuse(term, reason, "give it a name in a WITH before")
        self._inner_condition(term, place.ungrouped().with_names({term.name: source.items}))
        return of("boolean", "null")

    def _inner_condition(self, term: Term, place: Place) -> None:
        """Checks the condition on the elements of a list."""
        with self._context.enclosing():
            found = self._part(term, 1, place.deciding())
        self._context.demand(term.parts[1], found, ("boolean",), "a condition", "compare it: x = true")

    def _reduce(self, term: Term, place: Place) -> Type:
        """The accumulator may change its kind from step to step: three steps reach every kind that it can have."""
        accumulator, variable = term.name.split("\n")
        here = place.below()
        found, source = self._part(term, 0, here), self._source(term, 1, here)
        for _ in range(3):
            inner = here.ungrouped().with_names({accumulator: found, variable: source.items})
            found = join([found, self._part(term, 2, inner)])
        return or_null(found) if source.nullable else found

    def _pattern(self, term: Term, place: Place) -> Type:
        if not place.logic:
            raise self._context.refuse(term, "a pattern stands outside of a condition", "write EXISTS { (a)-->(b) }")
        path = term.parts[0]
        assert isinstance(path, Path)
        self._clauses.paths.bare(path, place.scope)
        if self._context.enclosed or self._clauses.paths.missing(path, place.scope):
            self._context.wrap(term, "EXISTS { ", " }")
        return of("boolean")

    def _pattern_comprehension(self, term: Term, place: Place) -> Type:
        path = term.parts[0]
        assert isinstance(path, Path)
        missing = self._clauses.paths.missing(path, place.scope)
        if missing:
            tests = " OR ".join(f"`{name}` IS NULL" for name in missing)
            self._context.wrap(term, f"CASE WHEN {tests} THEN [] ELSE ", " END")
        certain = {name: never_null(type) if name in missing else type for name, type in place.scope.items()}
        inner = Place(self._clauses.paths.bind((path,), certain))
        with self._context.enclosing():
            if len(term.parts) == 3:
                where = term.parts[1]
                assert isinstance(where, Term)
                self.condition(where, inner)
            return list_of(self._part(term, len(term.parts) - 1, inner))

    def _subquery(self, term: Term, place: Place) -> Type:
        query = term.parts[0]
        assert isinstance(query, Query)
        columns = self._clauses.inner(query, place.scope, returns=term.kind == "COLLECT")
        if term.kind == "COLLECT":
            if len(columns) != 1:
                raise self._context.refuse(term, "COLLECT { } returns one column")
            return list_of(next(iter(columns.values())))
        return of("boolean" if term.kind == "EXISTS" else "integer")

    def _call(self, term: Term, place: Place) -> Type:
        return check_call(self._context, self, term, place)


_METHODS = {
    **dict.fromkeys(("string", "integer", "float"), "literal"),
    **dict.fromkeys(("IS NULL", "IS NOT NULL"), "null_test"),
    **dict.fromkeys(("ALL", "ANY", "NONE", "SINGLE"), "quantifier"),
    **dict.fromkeys(("EXISTS", "COUNT", "COLLECT"), "subquery"),
    **dict.fromkeys(("call", "distinct call"), "call"),
}


def _within(term: Piece, kinds: set[str]) -> bool:
    """Whether a term of these kinds stands in the term, that of subqueries left out."""
    found = (part for part in pieces(term) if not isinstance(part, Query))
    return any((isinstance(part, Term) and part.kind in kinds) or _within(part, kinds) for part in found)
