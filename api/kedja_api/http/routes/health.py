"""`/healthz` and `/readyz`: whether the service lives, and whether it can answer."""

from __future__ import annotations

from fastapi import APIRouter, Depends
from starlette.requests import Request

from kedja_api.http.contract import PROBLEMS
from kedja_api.http.models.base import Health
from kedja_api.http.queries import no_parameters

router = APIRouter(tags=["service"], responses=PROBLEMS, dependencies=[Depends(no_parameters)])


@router.get("/healthz", summary="Whether the service lives")
async def healthz() -> Health:
    """Always ok, as long as anything answers."""
    return Health(status="ok")


@router.get("/readyz", summary="Whether the service can answer")
async def readyz(request: Request) -> Health:
    """Ready when the store answers; a problem with status 503 when it does not."""
    await request.app.state.workers.ask(lambda graph: graph.ledger.snapshot())
    return Health(status="ready")
