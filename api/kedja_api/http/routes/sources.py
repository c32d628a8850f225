"""`sources`: the documents in which something is said."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path
from starlette.responses import Response

from kedja import Graph
from kedja.ledger import Selection
from kedja_api.http.answers import Asked
from kedja_api.http.catalogue import source_json, sources
from kedja_api.http.contract import READS, READS_ONE
from kedja_api.http.models.base import Listed
from kedja_api.http.models.claim import Source, SourceDetail
from kedja_api.http.queries import ReadListQuery, ReadQuery
from kedja_api.http.routes.ids import ID

router = APIRouter(tags=["sources"])

SourceId = Annotated[
    str,
    Path(max_length=200, description="The id of a source.", examples=["source/0123456789abcdef0123456789abcdef"]),
]


@router.get("/sources", summary="List sources", response_model=Listed[Source], responses=READS)
async def list_sources(query: ReadListQuery, asked: Asked) -> Response:
    """Sources by the day on which they were published, those without one first.

    With `as_of` or `recorded_by`, those in which something had been said by then.
    """
    turn = query.turn("sources", str, str)
    return await asked.json(lambda graph: sources(graph, query.scope(), turn))


@router.get(f"/sources/{ID}", summary="A source", response_model=SourceDetail, responses=READS_ONE)
async def one_source(id: SourceId, query: ReadQuery, asked: Asked) -> Response:
    """The source and how many claims in the scope come from it."""
    selection = Selection(source=id, scope=query.scope())

    def answer(graph: Graph) -> dict[str, Any]:
        return {**source_json(graph.ledger.source(id)), "claims": graph.ledger.count(selection)}

    return await asked.json(answer)
