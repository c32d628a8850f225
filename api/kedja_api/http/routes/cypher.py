"""`cypher`: questions over the property graph in Cypher."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from pydantic import Field
from starlette.responses import Response

from kedja import Graph
from kedja.query import Limits
from kedja_api.http.answers import Asked, Rendered, json_of
from kedja_api.http.contract import PROBLEMS
from kedja_api.http.models.base import Listed, Model

router = APIRouter(tags=["questions"])


class CypherQuestion(Model):
    """A query that only reads, its parameters, and the time that it may take."""

    query: str = Field(max_length=100_000, examples=["MATCH (o:Organization) RETURN o.name AS name LIMIT 10"])
    parameters: dict[str, Any] = Field(default_factory=dict)
    timeout_ms: int | None = Field(default=None, ge=1, description="Milliseconds; never more than the service allows.")


class CypherAnswer(Listed[dict[str, Any]]):
    """All rows of the answer, each an object by column."""

    columns: list[str] = Field(description="The columns in their order.")


@router.post("/cypher", summary="Ask in Cypher", response_model=CypherAnswer, responses=PROBLEMS)
async def cypher(question: CypherQuestion, asked: Asked) -> Response:
    """The answer to a query over the property graph, whole: one that is too large or too slow is refused."""
    most = asked.limits.seconds
    seconds = min(question.timeout_ms / 1000, most) if question.timeout_ms else most
    limits = Limits(seconds=seconds, rows=asked.limits.rows)

    def answer(graph: Graph) -> Rendered:
        table = graph.cypher(question.query, question.parameters, limits=limits)
        return json_of({"items": list(table), "next": None, "total": len(table), "columns": list(table.columns)})

    return await asked.query(answer)
