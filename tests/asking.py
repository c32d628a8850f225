"""Asks one question in each tongue, and makes the answers comparable."""

from __future__ import annotations

import tomllib
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from kedja import Graph
from kedja.belief import Edge, Entity, Group
from kedja.claim import Claim, Source
from kedja.ledger import Recorded, Selection
from kedja.ontology import EntityType, Status
from kedja.projection.property_graph.making import claim_relationships

_BASE = "https://w3id.org/kedja/"
Row = tuple[Any, ...]


@dataclass(frozen=True)
class Question:
    """A question in words and in three tongues; `ordered` when the order of the rows counts."""

    name: str
    cypher: str
    sparql: str
    python: str
    ordered: bool = False


def questions() -> list[Question]:
    """The questions of tests/questions."""
    text = (Path(__file__).with_name("questions") / "one_answer.toml").read_text(encoding="utf-8")
    return [Question(**fields) for fields in tomllib.loads(text)["question"]]


def normal(rows: Iterable[Iterable[Any]], *, ordered: bool) -> list[Row]:
    """The rows as what they say: addresses as ids, numbers by their value, and sorted where order says nothing."""
    found = [tuple(_cell(value) for value in row) for row in rows]
    return found if ordered else sorted(found, key=repr)


def _cell(value: Any) -> Any:
    if isinstance(value, str):
        return str(value).removeprefix(_BASE).removeprefix("claim/")
    if isinstance(value, bool) or value is None:
        return value
    return float(value) if isinstance(value, int | float) else value


class Asking:
    """A graph, and the words that the Python expressions use."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph

    def python(self, question: Question) -> list[Row]:
        """The answer of the expression."""
        words = {name: getattr(self, name) for name in dir(self) if not name.startswith("_")}
        rows = eval(question.python, {"g": self.graph, **words})
        return normal(rows, ordered=question.ordered)

    def cypher(self, question: Question) -> list[Row]:
        """The answer in Cypher."""
        return normal(self.graph.cypher(question.cypher).rows, ordered=question.ordered)

    def sparql(self, question: Question) -> list[Row]:
        """The answer in SPARQL."""
        return normal(self.graph.sparql(question.sparql).rows, ordered=question.ordered)

    @cached_property
    def _edges(self) -> list[Edge]:
        return self.graph.belief().edges(derived=True)

    @cached_property
    def _recorded(self) -> list[Recorded]:
        return list(self.graph.ledger.claims(Selection()))

    def edges(self, predicate: str | None = None) -> list[Edge]:
        """Believed edges, derived ones too."""
        return [edge for edge in self._edges if predicate in (None, edge.predicate)]

    def recorded(self) -> list[Recorded]:
        """Claims with the entities that they lead to."""
        return self._recorded

    def entities(self, type: str | None = None) -> list[Entity]:
        """All entities, or those of a type."""
        return self.graph.ledger.list_entities(EntityType(type) if type else None, "", 1_000_000)

    def sources(self) -> list[Source]:
        """All sources."""
        return list(self.graph.ledger.sources())

    def node(self, id: str) -> Any:
        """The entity, group or value."""
        return self.graph.belief().node(id)

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
