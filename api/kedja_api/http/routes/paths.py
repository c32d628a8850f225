"""`paths`: how two entities hang together."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from kedja_api.http.answers import Asked
from kedja_api.http.contract import READS
from kedja_api.http.models.question import Paths
from kedja_api.http.queries import PathQuery

router = APIRouter(tags=["questions"])


@router.get("/paths", summary="How two entities hang together", response_model=Paths, responses=READS)
async def list_paths(query: PathQuery, asked: Asked) -> Response:
    """The shortest paths between two entities: at most 20, of at most 8 edges, along edges that are not excluded."""
    return await asked.json(lambda graph: {"paths": graph.paths(query.a, query.b, query.within(graph))})
