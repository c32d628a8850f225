"""`conflicts`: claims that cannot all be true."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from starlette.responses import Response

from kedja import Graph
from kedja_api.http.answers import Asked
from kedja_api.http.contract import READS
from kedja_api.http.models.base import Listed
from kedja_api.http.models.belief import Conflict
from kedja_api.http.paging import Page
from kedja_api.http.queries import ConflictListQuery

router = APIRouter(tags=["questions"])


@router.get("/conflicts", summary="Where accounts differ", response_model=Listed[Conflict], responses=READS)
async def list_conflicts(query: ConflictListQuery, asked: Asked) -> Response:
    """Conflicts by subject and predicate, each with its positions and the claims that hold them."""
    turn = query.turn("conflicts", str, str, str, str)

    def answer(graph: Graph) -> Page[Any]:
        found = graph.conflicts(query.about, query.within(graph))
        return turn.cut(found, lambda c: (c.subject, c.predicate, c.kind, c.id))

    return await asked.json(answer)
