"""Asks one question in each tongue, and makes the answers comparable."""

from __future__ import annotations

import tomllib
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from kedja import Graph
from kedja.belief import Edge, Entity, Group, in_words
from kedja.claim import Claim, Quantity, Source
from kedja.ledger import Recorded, Selection
from kedja.ontology import EntityType, Status
from kedja.projection.property_graph.making import claim_relationships

_BASE = "https://w3id.org/kedja/"
_PREFIXES = ("claim/", "ontology#")
Row = tuple[Any, ...]


@dataclass(frozen=True)
class Question:
    """A question in words and in three tongues; `ordered` when the order of the rows counts.

    `parameters` are those of the Cypher text; the others have them written in.
    """

    name: str
    cypher: str
    sparql: str
    python: str
    ordered: bool = False
    parameters: dict[str, Any] = field(default_factory=dict)


def questions() -> list[Question]:
    """The questions of tests/questions, file by file."""
    files = sorted(Path(__file__).with_name("questions").glob("*.toml"))
    texts = (file.read_text(encoding="utf-8") for file in files)
    return [Question(**fields) for text in texts for fields in tomllib.loads(text)["question"]]


def normal(rows: Iterable[Iterable[Any]], *, ordered: bool) -> list[Row]:
    """The rows as what they say, sorted where order says nothing.

    Addresses are the ids and names that they are made of, numbers their value to twelve digits, days ISO 8601 text.
    """
    found = [tuple(_cell(value) for value in row) for row in rows]
    return found if ordered else sorted(found, key=repr)


def _cell(value: Any) -> Any:
    if isinstance(value, str):
        return _id(str(value))
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, date):
        return value.isoformat()
    return float(f"{value:.12g}") if isinstance(value, int | float) else value


def _id(text: str) -> str:
    """What an address is the address of; other text as it stands."""
    if not text.startswith(_BASE):
        return text
    tail = text.removeprefix(_BASE)
    return next((tail.removeprefix(prefix) for prefix in _PREFIXES if tail.startswith(prefix)), tail)


class Asking:
    """A graph, and the words that the Python expressions use."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self._nodes: dict[str, Any] = {}

    def python(self, question: Question) -> list[Row]:
        """The answer of the expression."""
        words = {name: getattr(self, name) for name in dir(self) if not name.startswith("_")}
        rows = eval(f"({question.python})", {"g": self.graph, **words})
        return normal(rows, ordered=question.ordered)

    def cypher(self, question: Question) -> list[Row]:
        """The answer in Cypher."""
        return normal(self.graph.cypher(question.cypher, question.parameters).rows, ordered=question.ordered)

    def sparql(self, question: Question) -> list[Row]:
        """The answer in SPARQL."""
        return normal(self.graph.sparql(question.sparql).rows, ordered=question.ordered)

    @cached_property
    def _edges(self) -> list[Edge]:
        return self.graph.belief().edges(derived=True)

    @cached_property
    def _by_predicate(self) -> dict[str, list[Edge]]:
        return dict(self.gathered((edge.predicate, edge) for edge in self._edges))

    @cached_property
    def _recorded(self) -> list[Recorded]:
        return list(self.graph.ledger.claims(Selection()))

    def edges(self, predicate: str | None = None) -> list[Edge]:
        """Believed edges, derived ones too."""
        return self._by_predicate.get(predicate, []) if predicate else self._edges

    def recorded(self, predicate: str | None = None) -> list[Recorded]:
        """Claims with the entities that they lead to."""
        return [item for item in self._recorded if predicate in (None, item.claim.predicate)]

    def entities(self, type: str | None = None) -> list[Entity]:
        """All entities, or those of a type."""
        return self.graph.ledger.list_entities(EntityType(type) if type else None, "", 1_000_000)

    def sources(self) -> list[Source]:
        """All sources."""
        return list(self.graph.ledger.sources())

    def node(self, id: str) -> Any:
        """The entity, group or value."""
        if id not in self._nodes:
            self._nodes[id] = self.graph.belief().node(id)
        return self._nodes[id]

    def name(self, id: str | None) -> str | None:
        """What the node is called; None for none."""
        node = self.node(id) if id else None
        return getattr(node, "name", None) or getattr(node, "text", None)

    def kind(self, id: str) -> str | None:
        """The kind of an organization, where it is known; None for other nodes."""
        return getattr(self.node(id), "kind", None)

    @cached_property
    def _members(self) -> list[tuple[str, str]]:
        return [(member, group.id) for group in self.groups() for member in group.identified]

    def members(self) -> list[tuple[str, str]]:
        """Named members with their groups."""
        return self._members

    def within(self, id: str, predicate: str) -> set[str]:
        """What one comes to from the entity over any number of edges that hold."""
        found: set[str] = set()
        level = {id}
        while level:
            level = {edge.target for edge in self.edges(predicate) if edge.subject in level and self.held(edge)} - found
            found |= level
        return found

    def groups(self) -> list[Group]:
        """Every counted group once."""
        ends = {end for edge in self._edges for end in (edge.subject, edge.target) if end.startswith("group/")}
        return [self.node(end) for end in sorted(ends)]

    @staticmethod
    def group(node: object) -> bool:
        """True for a counted group."""
        return isinstance(node, Group)

    @staticmethod
    def organization(id: str) -> bool:
        """True for the id of an organization."""
        return id.startswith("organization/")

    @staticmethod
    def held(edge: Edge) -> bool:
        """True for an edge that is confirmed or possible."""
        return edge.status in (Status.CONFIRMED, Status.POSSIBLE)

    def denied(self, edge: Edge) -> bool:
        """True when a claim about the edge denies it."""
        denials = {r.claim.id for r in self._recorded if r.claim.stance == "denies"}
        return bool(denials & set(edge.claims))

    @staticmethod
    def counted(values: Iterable[Hashable]) -> list[tuple[Any, int]]:
        """Each value with how often it comes."""
        return list(Counter(values).items())

    @staticmethod
    def tallied(rows: Iterable[Row], keep: int | None = None) -> list[Row]:
        """Each row, of which the first `keep` cells count, with how often it comes."""
        return [(*row, times) for row, times in Counter(row[:keep] for row in rows).items()]

    @staticmethod
    def top(most: int | None, rows: Iterable[Row]) -> list[Row]:
        """The rows of the greatest last cells, greatest first, then by the cells before it."""
        return sorted(rows, key=lambda row: (-row[-1], row[:-1]))[:most]

    @staticmethod
    def words(quantity: Quantity) -> str:
        """The quantity as one would say it."""
        return in_words(quantity)

    @staticmethod
    def gathered(pairs: Iterable[tuple[Any, Any]]) -> list[tuple[Any, list[Any]]]:
        """Each first with all its seconds."""
        found: dict[Any, list[Any]] = defaultdict(list)
        for first, second in pairs:
            found[first].append(second)
        return list(found.items())

    @staticmethod
    def counted_id(recorded: Recorded) -> str | None:
        """The group or value that the claim states."""
        ends = {each.type: each.end for each in claim_relationships(recorded, repeats=False)}
        return ends.get("COUNTS") or (None if recorded.object else ends["OBJECT"])

    def about(self, claim: Claim, id: str) -> bool:
        """True when the claim starts or ends at the entity."""
        return any(r.claim.id == claim.id and id in (r.subject, r.object) for r in self._recorded)

    def two_uses(self, id: str) -> set[tuple[str]]:
        """What the organization uses, and who else uses that."""
        uses = [edge for edge in self.edges("uses") if self.held(edge)]
        systems = {edge.target for edge in uses if edge.subject == id}
        others = {edge.subject for edge in uses if edge.target in systems} - {id}
        return {(found,) for found in systems | others}
