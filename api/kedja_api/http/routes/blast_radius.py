"""`blast-radius`: whom an attack reaches."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path
from starlette.responses import Response

from kedja import Graph
from kedja.errors import UsageError
from kedja.question import BlastRadius
from kedja_api.http.answers import Asked
from kedja_api.http.contract import READS_ONE
from kedja_api.http.models.question import BlastRadius as BlastRadiusModel
from kedja_api.http.queries import BlastRadiusAsk, BlastRadiusQuery
from kedja_api.http.refusals import TooManyRowsError
from kedja_api.http.routes.ids import ID
from kedja_api.http.settings import Limits

router = APIRouter(tags=["questions"])

StartId = Annotated[
    str,
    Path(
        max_length=200,
        description="The id of an organization, a system or an incident.",
        examples=["organization/miljodata"],
    ),
]


@router.get(
    f"/blast-radius/{ID}", summary="Whom an attack reaches", response_model=BlastRadiusModel, responses=READS_ONE
)
async def blast_radius(id: StartId, query: BlastRadiusQuery, asked: Asked) -> Response:
    """Organizations that are surely, possibly or not reached, with the claims that put each there.

    `unidentified` bounds how many were counted and not named. Supply is followed along provides, uses,
    supplies and depends_on, to `depth` steps.
    """
    return await asked.json(lambda graph: _reached(graph, id, query, asked.limits), id)


def _reached(graph: Graph, id: str, query: BlastRadiusAsk, limits: Limits) -> BlastRadius:
    depth = limits.depth if query.depth is None else query.depth
    if depth > limits.depth:
        raise UsageError(f"query.depth: at most {limits.depth} steps of supply are followed")
    found = graph.blast_radius(id, depth, query.within(graph))
    rows = len(found.confirmed) + len(found.possible) + len(found.excluded)
    if rows > limits.rows:
        raise TooManyRowsError(rows, limits.rows)
    return found
