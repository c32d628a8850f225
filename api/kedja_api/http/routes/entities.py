"""`entities`: organizations, systems, people and all else that claims are about."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from starlette.responses import Response

from kedja import Graph
from kedja.belief import Edge
from kedja.ledger import Scope, Selection
from kedja_api.http.answers import Asked
from kedja_api.http.catalogue import entities, hits
from kedja_api.http.contract import READS, READS_ONE
from kedja_api.http.models.base import Listed
from kedja_api.http.models.belief import Neighbour
from kedja_api.http.models.claim import Claim
from kedja_api.http.models.entity import EntityDetail, FoundEntity
from kedja_api.http.paging import Page, Turn
from kedja_api.http.queries import AskListQuery, EntityId, EntityListQuery, ReadListQuery, ReadQuery
from kedja_api.http.routes.claims import claims
from kedja_api.http.routes.ids import ID
from kedja_api.wire import to_json

router = APIRouter(tags=["entities"])


@router.get("/entities", summary="List or search entities", response_model=Listed[FoundEntity], responses=READS)
async def list_entities(query: EntityListQuery, asked: Asked) -> Response:
    """Entities by id; with `q`, those found by it, names before quotes before titles of sources, 500 at most.

    With `as_of` or `recorded_by`, those that were spoken of by then.
    """

    def answer(graph: Graph) -> Page[Any]:
        if query.q is not None:
            return hits(graph, query.q, query.scope(), query.type, query.turn("hits", int))
        return entities(graph, query.scope(), query.type, query.turn("entities", str))

    return await asked.json(answer)


@router.get(
    f"/entities/{ID}/claims", summary="Claims about an entity", response_model=Listed[Claim], responses=READS_ONE
)
async def entity_claims(id: EntityId, query: ReadListQuery, asked: Asked) -> Response:
    """Claims that have the entity as subject, object or speaker, in the order in which they were recorded."""
    turn = query.turn("claims", int)
    selection = Selection(about=frozenset([id]), scope=query.scope())
    return await asked.json(lambda graph: claims(graph, selection, turn), id)


@router.get(
    f"/entities/{ID}/neighbours",
    summary="What an entity is joined to",
    response_model=Listed[Neighbour],
    responses=READS_ONE,
)
async def entity_neighbours(id: EntityId, query: AskListQuery, asked: Asked) -> Response:
    """The believed edges of the entity by predicate, each with the node at its other end."""
    turn = query.turn("neighbours", str, str)
    return await asked.json(lambda graph: _neighbours(graph, id, query.within(graph), turn), id)


def _neighbours(graph: Graph, id: str, scope: Scope, turn: Turn) -> Page[Any]:
    edges = [edge for edge in graph.neighbours(id, scope) if id in (edge.subject, edge.target)]
    page = turn.cut(edges, lambda edge: (edge.predicate, edge.id))
    nodes = graph.belief(scope).nodes(_other(edge, id) for edge in page.items)
    return page.map(lambda edge: {**to_json(edge), "node": to_json(nodes[_other(edge, id)])})


def _other(edge: Edge, id: str) -> str:
    return edge.target if edge.subject == id else edge.subject


@router.get(f"/entities/{ID}", summary="An entity", response_model=EntityDetail, responses=READS_ONE)
async def one_entity(id: EntityId, query: ReadQuery, asked: Asked) -> Response:
    """The entity and how many claims in the scope speak of it. Its names are those of today."""
    selection = Selection(about=frozenset([id]), scope=query.scope())
    return await asked.json(lambda graph: {**to_json(graph.entity(id)), "claims": graph.ledger.count(selection)}, id)
