"""Entities and sources as lists: all that the ledger has, or those that the claims in a scope speak of."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from kedja import Graph
from kedja.claim import Source
from kedja.identity import Entity
from kedja.ledger import Hit, Scope, Selection
from kedja.ontology import EntityType
from kedja_api.http.paging import Page, Turn
from kedja_api.wire import hit_json, to_json

#: The most entities that a search finds; a search that finds as many wants another word.
MOST_HITS = 500


def entities(graph: Graph, scope: Scope, type: EntityType | None, turn: Turn) -> Page[Any]:
    """Entities by id. With a scope, those that its claims speak of, in time proportional to all claims."""
    if scope != Scope():
        known = graph.ledger.entities(mentioned(graph, scope)).values()
        return turn.cut((e for e in known if type in (None, e.type)), _entity_key).map(to_json)
    after = turn.after()
    fetched = graph.ledger.list_entities(type, str(after[0]) if after else "", turn.limit + 1)
    return turn.page(fetched, _entity_key, graph.ledger.count_entities(type)).map(to_json)


def _entity_key(entity: Entity) -> tuple[str]:
    return (entity.id,)


def hits(graph: Graph, text: str, scope: Scope, type: EntityType | None, turn: Turn) -> Page[Any]:
    """Of the 500 entities that the text finds best, those of the type that the scope's claims speak of, best first."""
    found = [hit for hit in graph.search(text, MOST_HITS) if type in (None, hit.entity.type)]
    if scope != Scope():
        known = mentioned(graph, scope, (hit.entity.id for hit in found))
        found = [hit for hit in found if hit.entity.id in known]
    return turn.cut(enumerate(found), _hit_key).map(lambda ranked: hit_json(ranked[1]))


def _hit_key(ranked: tuple[int, Hit]) -> tuple[int]:
    return (ranked[0],)


def mentioned(graph: Graph, scope: Scope, among: Iterable[str] | None = None) -> set[str]:
    """Ids at any place of the scope's claims, of all or of those about the given entities."""
    about = None if among is None else frozenset(among)
    claims = graph.ledger.claims(Selection(about=about, scope=scope))
    return {id for r in claims for id in (r.subject, r.object, r.speaker, r.voice) if id}


def sources(graph: Graph, scope: Scope, turn: Turn) -> Page[Any]:
    """Sources by the day on which they were published, those without one first."""
    found = list(graph.ledger.sources())
    if scope != Scope():
        heard = {recorded.claim.source.id for recorded in graph.ledger.claims(Selection(scope=scope))}
        found = [source for source in found if source.id in heard]
    return turn.cut(found, _source_key).map(source_json)


def _source_key(source: Source) -> tuple[str, str]:
    return source.published or "", source.id


def source_json(source: Source) -> dict[str, Any]:
    """A source with its id."""
    return {"id": source.id, **to_json(source)}
