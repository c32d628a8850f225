"""The graph as programs and notebooks use it: one object over a store."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from kedja.belief import Belief, Conflict, Edge, Entity, Scope
from kedja.calendar import last_day
from kedja.claim import Claim
from kedja.errors import NotFoundError, UsageError
from kedja.identity import Judgement, Verdict
from kedja.ledger import Hit, Ledger, Selection, open_ledger
from kedja.ontology import PREDICATES, Marking, Reliability
from kedja.query.engines import LANGUAGES, Engines
from kedja.question import BlastRadius, Entry, Path, blast_radius, paths, timeline

#: Names that scopes have, and by which terms a query asks for the same.
_SCOPES = {
    "as_of": "a Claim's said_on",
    "recorded_by": "a Claim's recorded_at",
    "without": "a Claim's SOURCE",
    "scope": "the properties of claims",
}

if TYPE_CHECKING:
    import networkx
    import rdflib

    from kedja.query import Limits, Table
    from kedja.query.engines import Language
    from kedja.query.sparql import Choice, Written
    from kedja.tables import Tables
    from kedja.view import Page


def open_graph(
    store: str | os.PathLike[str] = "kedja.db",
    *,
    create: bool = False,
    wait: float = 60.0,
    clearance: Marking | str = Marking.RED,
) -> Graph:
    """The graph in the store, a path to a file or `neo4j://user:password@host:7687`.

    `create` makes an empty one when there is none. `wait` is how long a writer waits for another one, in
    seconds. Nothing marked above the clearance is in the graph.
    Raises a subclass of `kedja.errors.StoreError` when the store cannot be used.
    """
    return Graph(open_ledger(store, create=create, wait=wait).within(Marking(clearance)))


def make_scope(
    *,
    as_of: str | date | None = None,
    recorded_by: str | datetime | None = None,
    clearance: Marking = Marking.RED,
    without: str | tuple[str, ...] = (),
    voices: int = 1,
    reliability: str | None = None,
) -> Scope:
    """The scope of a question; dates and times as ISO 8601 text, a day, month or year standing for its end.

    Raises `UsageError` for what is not a date, a time or a letter of the Admiralty scale.
    """
    try:
        if isinstance(as_of, str):
            as_of = last_day(as_of)
        if isinstance(recorded_by, str):
            recorded_by = _moment(recorded_by)
        if recorded_by is not None and recorded_by.tzinfo is None:
            recorded_by = recorded_by.astimezone()
        rating = Reliability(reliability) if reliability else None
    except (ValueError, OverflowError) as error:
        raise UsageError(str(error)) from None
    left_out = frozenset([without] if isinstance(without, str) else without)
    return Scope(
        as_of=as_of,
        recorded_by=recorded_by,
        clearance=clearance,
        without=left_out,
        voices=voices,
        reliability=rating,
    )


def _moment(text: str) -> datetime:
    """The time; of a day its end, so that a day holds what was recorded on it."""
    moment = datetime.fromisoformat(text)
    return datetime.combine(moment, time.max) if ":" not in text else moment


class Graph:
    """Claims and what they come to, in one store.

    Questions take `scope` (see `make_scope`); without one they see everything. Beliefs are kept between
    questions of one scope and brought up to date from the batches that came since.
    Not to be shared between threads; open one a thread.
    """

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self._beliefs: dict[Scope, Belief] = {}
        self._engines = Engines(ledger)

    def belief(self, scope: Scope | None = None) -> Belief:
        """What holds in the scope, brought up to date."""
        scope = scope or Scope(clearance=self.ledger.clearance)
        if scope not in self._beliefs:
            if len(self._beliefs) >= 8:
                self._beliefs.pop(next(iter(self._beliefs)))
            self._beliefs[scope] = Belief(self.ledger, scope)
        belief = self._beliefs[scope]
        belief.refresh()
        return belief

    def claims(
        self,
        *,
        about: str | None = None,
        predicate: str | None = None,
        source: str | None = None,
        as_of: str | date | None = None,
        scope: Scope | None = None,
    ) -> Iterator[Claim]:
        """Claims in the order of recording, of an entity, a predicate, a source, as said by a day.

        Raises `UsageError` for a predicate that the ontology does not have.
        """
        if predicate and predicate not in PREDICATES:
            raise UsageError(f"there is no predicate {predicate!r}; there are {', '.join(PREDICATES)}")
        wanted = Selection(
            about=frozenset([self.ledger.canonical(about)]) if about else None,
            predicate=predicate,
            source=source,
            scope=make_scope(as_of=as_of) if as_of else scope or Scope(),
        )
        return (recorded.claim for recorded in self.ledger.claims(wanted))

    def entity(self, id: str) -> Entity:
        """The entity that the id leads to; `NotFoundError` when there is none."""
        return self.ledger.entity(id)

    def sources_named(self, name: str) -> list[str]:
        """The ids of the sources with that id, address or path; `NotFoundError` when there is none."""
        found = [source.id for source in self.ledger.sources() if name in (source.id, source.url, source.path)]
        if not found:
            raise NotFoundError("source", name)
        return found

    def search(self, text: str, limit: int = 20) -> list[Hit]:
        """Entities found by name, quoted words or the title of a source, best first."""
        return self.ledger.search(text, limit)

    def neighbours(self, id: str, scope: Scope | None = None) -> list[Edge]:
        """The believed edges of the entity, those derived from others included."""
        belief = self.belief(scope)
        return belief.edges_of([self.ledger.canonical(id)], derived=True)

    def blast_radius(self, id: str, depth: int | None = None, scope: Scope | None = None) -> BlastRadius:
        """See `kedja.question.blast_radius`."""
        return blast_radius(self.belief(scope), id, depth)

    def conflicts(self, about: str | None = None, scope: Scope | None = None) -> list[Conflict]:
        """The conflicts about the entity and, of an organization, the incidents that hit it; or all."""
        belief = self.belief(scope)
        if about is None:
            return belief.conflicts()
        id = self.ledger.canonical(about)
        hit = {e.subject for e in belief.edges_of([id]) if e.predicate == "hit"}
        return belief.conflicts({id} | hit)

    def timeline(self, id: str, scope: Scope | None = None) -> list[Entry]:
        """See `kedja.question.timeline`."""
        return timeline(self.belief(scope), id)

    def paths(self, a: str, b: str, scope: Scope | None = None) -> list[Path]:
        """See `kedja.question.paths`."""
        return paths(self.belief(scope), a, b)

    def judge(self, verdict: Verdict | str, left: str, right: str = "", *, by: str = "", why: str = "") -> Judgement:
        """Records that two entities are the same, different or not surely either, or a decision on a conflict."""
        judgement = Judgement(verdict=Verdict(verdict), left=left, right=right, by=by or None, why=why or None)
        if judgement.verdict is Verdict.SAME:
            self._check_types(left, right)
        return self.ledger.judge(judgement)

    def _check_types(self, left: str, right: str) -> None:
        types = [self.entity(id).type for id in (left, right)]
        if types[0] is not types[1]:
            raise UsageError(f"{left} and {right} cannot be the same: one is of type {types[0]}, one of {types[1]}")

    def take_back(self, judgement: str, *, by: str = "", why: str = "") -> Judgement:
        """Takes the judgement back, which restores what was before."""
        return self.judge(Verdict.RETRACTS, judgement, by=by, why=why)

    def to_networkx(self, scope: Scope | None = None) -> networkx.MultiDiGraph[str]:
        """See `kedja.projection.to_networkx`."""
        from kedja.projection.networkx import to_networkx

        return to_networkx(self.belief(scope))

    def to_rdflib(self, scope: Scope | None = None) -> rdflib.Dataset:
        """See `kedja.projection.to_rdflib`."""
        from kedja.projection.rdf import to_rdflib

        return to_rdflib(self.belief(scope))

    def tables(self, scope: Scope | None = None) -> Tables:
        """Entities, edges, claims and conflicts as pandas data frames; needs the extra `pandas`."""
        from kedja.tables import Tables

        return Tables(self.belief(scope))

    def cypher(
        self, query: str, parameters: Mapping[str, Any] | None = None, /, *, limits: Limits | None = None, **more: Any
    ) -> Table:
        """The answer to a query that reads the property graph (docs/property-graph.md), its parameters bound.

        Parameters are given by name, or as a mapping. Raises `QueryError` for a query that is wrong or not allowed,
        `LimitError` for one that costs more than `limits` (30 s and 100,000 rows by default).
        """
        from kedja.query.cypher.door import ask

        for name, term in _SCOPES.items():
            if name in more and f"${name}" not in query:
                raise UsageError(f"a query knows no {name}; ask for {term} in it")
        engine, store = self._engines.cypher()
        given = {**(parameters or {}), **more}
        return ask(engine, query, given, store=store, clearance=self.ledger.clearance, limits=limits)

    def sparql(self, query: str, /, *, limits: Limits | None = None) -> Table:
        """The answer to a query over the RDF dataset (docs/rdf.md) as a table; see `kedja.query.sparql.ask`.

        Raises what `cypher` raises.
        """
        from kedja.query.sparql import ask

        return ask(self._engines.sparql(), query, clearance=self.ledger.clearance, limits=limits)

    def write_sparql(
        self, query: str, /, format: str | None = None, *, graphs: Choice | None = None, limits: Limits | None = None
    ) -> Written:
        """The same answer in a format of SPARQL results or of RDF; see `kedja.query.sparql.write`."""
        from kedja.query.sparql import write

        engine, clearance = self._engines.sparql(), self.ledger.clearance
        return write(engine, query, format, graphs=graphs, clearance=clearance, limits=limits)

    def interrupt(self) -> None:
        """Gives up the query that another thread asks, which ends in a `LimitError`; for use from any thread."""
        self._engines.interrupt()

    def rebuild(self, language: Language | None = None) -> None:
        """Makes the projection that answers the language anew from the ledger, or those of both languages."""
        for each in (language,) if language else LANGUAGES:
            self._engines.rebuild(each)

    def view(self, id: str, scope: Scope | None = None) -> Page:
        """The network page of the entity, which shows itself in a notebook."""
        from kedja.view import Page, page
        from kedja.view.neighbourhood import neighbourhood

        return Page(page(neighbourhood(self.belief(scope), id)))

    def close(self) -> None:
        """Closes the store."""
        self._engines.close()
        self.ledger.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()
