"""A change of the property graph as an update of the RDF dataset."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import Literal, NamedNode, Quad, Store

from kedja.identity import reviews
from kedja.ledger import Ledger, Selection
from kedja.ontology import PREDICATES
from kedja.projection.quads import BASE, HELD, ONTOLOGY, claim_lines, node_lines, relationship_lines, source_lines
from kedja.projection.quads.reading import quads
from kedja.projection.quads.terms import RDF
from kedja.projection.rows import Change, Relationship
from kedja.query.sparql.store.overlay import DEFAULT, Overlay, objects

Plain = tuple[NamedNode, NamedNode, NamedNode]

_SUBJECT, _PREDICATE, _OBJECT = (NamedNode(RDF + name) for name in ("subject", "predicate", "object"))
_MEMBER_OF, _STATES, _STATUS = (NamedNode(ONTOLOGY + name) for name in ("memberOf", "states", "status"))
#: The predicates of plain triples; all others describe their subject.
_PLAIN = frozenset(NamedNode(ONTOLOGY + name) for name in PREDICATES) | {_MEMBER_OF}
_HELD = frozenset(map(Literal, HELD))
_OF_CLAIMS = frozenset({"SUBJECT", "OBJECT", "COUNTS", "SPEAKER", "SOURCE", "REPEATS"})
_COUNTED = (f"{BASE}group/", f"{BASE}value/")


class Updating:
    """Turns one change into an update; what a row says replaces all that was said of it before.

    A plain triple is there as long as one edge that holds says it.
    """

    def __init__(self, store: Store, ledger: Ledger) -> None:
        self._overlay = Overlay(store)
        self._ledger = ledger
        self._lines: list[str] = []
        self._plain: dict[Plain, bool] = {}
        self._counted: set[NamedNode] = set()
        self._stated: set[NamedNode] = set()

    def update(self, change: Change, before: Iterable[Quad], after: Iterable[Quad]) -> str:
        """The update by which the store follows the change, with its marks before and after."""
        for id in change.gone_nodes:
            self._drop(_node(id))
        for type, id in change.gone_relationships:
            self._drop_member(id) if type == "MEMBER_OF" else self._drop_edge(_node(id))
        for node in change.nodes:
            if node.label != "Claim":
                self._undescribe(_node(node.id))
                self._lines += node_lines(node)
        self._put_relationships(change.relationships)
        self._put_claims(change)
        self._drop_uncounted()
        self._settle_plain()
        self._overlay.put_in(quads(self._lines))
        self._overlay.take_out(before)
        self._overlay.put_in(after)
        return self._overlay.update()

    def _drop(self, node: NamedNode) -> None:
        """A node goes with all edges at it; its quads in claims are those of the claims."""
        for quad in self._overlay.default(node):
            self._take_out(quad)
        for quad in list(self._overlay.default(None, None, node)):
            if quad.predicate in (_SUBJECT, _OBJECT):
                assert isinstance(quad.subject, NamedNode)
                self._drop_edge(quad.subject)
            else:
                self._take_out(quad)

    def _take_out(self, quad: Quad) -> None:
        self._overlay.take_out([quad])
        self._counted |= _counted((quad.subject, quad.object))

    def _drop_edge(self, edge: NamedNode) -> None:
        old = list(self._overlay.default(edge))
        self._overlay.take_out(old)
        if old:
            said = objects(old)
            key = said[_SUBJECT][0], said[_PREDICATE][0], said[_OBJECT][0]
            self._plain.setdefault(key, False)  # type: ignore[arg-type]
            self._counted |= _counted(key)

    def _drop_member(self, id: str) -> None:
        member, _, group = id.removeprefix("member/").partition("/group/")
        self._overlay.take_out(self._overlay.default(_node(member), _MEMBER_OF, _node(f"group/{group}")))

    def _undescribe(self, node: NamedNode) -> None:
        self._overlay.take_out(quad for quad in self._overlay.anywhere(node) if quad.predicate not in _PLAIN)

    def _put_relationships(self, relationships: Iterable[Relationship]) -> None:
        for each in relationships:
            if each.type in _OF_CLAIMS:
                continue
            lines = relationship_lines(each)
            if each.type != "MEMBER_OF":
                self._drop_edge(_node(each.id))
                held = each.properties["status"] in HELD
                key = _node(each.start), NamedNode(ONTOLOGY + each.type.lower()), _node(each.end)
                self._plain[key] = self._plain.get(key, False) or held
            self._lines += lines

    def _put_claims(self, change: Change) -> None:
        of_claims = [each for each in change.relationships if each.type in _OF_CLAIMS]
        repeating = {each.start for each in of_claims if each.type == "REPEATS"}
        ids = frozenset(each.start for each in of_claims)
        sources, decided = {}, reviews(self._ledger.judgements()) if ids else {}
        for recorded in self._ledger.claims(Selection(ids=ids)) if ids else ():
            self._drop_claim(_node(f"claim/{recorded.claim.id}"))
            sources[recorded.claim.source.id] = recorded.claim.source
            id = recorded.claim.id
            lines = list(claim_lines(recorded, repeats=id in repeating, review=decided.get(id)))
            self._stated |= {quad.object for quad in quads(lines) if quad.predicate == _STATES}  # type: ignore[misc]
            self._lines += lines
        for source in sources.values():
            self._undescribe(_node(source.id))
            self._lines += source_lines(source)

    def _drop_claim(self, claim: NamedNode) -> None:
        for quad in list(self._overlay.anywhere(claim)):
            self._take_out(quad)
            if isinstance(quad.object, NamedNode) and quad.object.value.startswith(f"{claim.value}#"):
                self._overlay.take_out(self._overlay.anywhere(quad.object))

    def _drop_uncounted(self) -> None:
        """Groups and values go when no claim states them."""
        for node in self._counted - self._stated:
            if not self._overlay.remains(_STATES, node):
                self._drop(node)

    def _settle_plain(self) -> None:
        for key, held in self._plain.items():
            triple = Quad(*key, DEFAULT)
            if held or self._said_otherwise(key):
                self._overlay.put_in([triple])
            else:
                self._overlay.take_out([triple])

    def _said_otherwise(self, key: Plain) -> bool:
        """True when an edge that is not touched holds and says the same; looked for at the end with fewer edges."""
        subject, predicate, object = key
        sides = (self._overlay.default(None, _SUBJECT, subject), self._overlay.default(None, _OBJECT, object))
        for edge in _fewer(*sides):
            said = list(self._overlay.default(edge))
            if said and not self._overlay.taken_out(said[0]):
                found = objects(said)
                same = [found[_SUBJECT], found[_PREDICATE], found[_OBJECT]] == [[subject], [predicate], [object]]
                if same and _HELD.intersection(found[_STATUS]):
                    return True
        return False


def _fewer(one: Iterable[Quad], other: Iterable[Quad]) -> list[NamedNode]:
    """The subjects of the shorter of two runs of quads, in the time that the shorter takes."""
    found: tuple[list[NamedNode], list[NamedNode]] = ([], [])
    runs = iter(one), iter(other)
    while True:
        for run, subjects in zip(runs, found, strict=True):
            quad = next(run, None)
            if quad is None:
                return subjects
            assert isinstance(quad.subject, NamedNode)
            subjects.append(quad.subject)


def _counted(ends: Iterable[object]) -> set[NamedNode]:
    """Those of the ends that are groups or values."""
    return {end for end in ends if isinstance(end, NamedNode) and end.value.startswith(_COUNTED)}


def _node(id: str) -> NamedNode:
    return NamedNode(BASE + id)
