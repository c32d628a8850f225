"""What the API's description says of every route, and the app that describes itself so."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI

from kedja_api.http.models.base import Problem
from kedja_api.http.problems import MEDIA_TYPE

PREFIX = "/api/v1"

_Responses = dict[int | str, dict[str, Any]]

#: What every route can answer besides what it is for.
PROBLEMS: _Responses = {
    422: {"model": Problem, "description": "A parameter is not valid, or there is no such parameter."},
    "default": {"model": Problem, "description": "Any other error: the same shape, with its own type and status."},
}
#: What a read answers besides.
READS: _Responses = {
    304: {"description": "Nothing changed since the answer with the tag in If-None-Match."},
    **PROBLEMS,
}
#: What a read of one thing answers besides.
READS_ONE: _Responses = {
    308: {"description": "The id was merged: Location has the same question about the canonical one."},
    404: {"model": Problem, "description": "There is no such id."},
    **READS,
}


class Service(FastAPI):
    """A FastAPI app whose description gives problems their media type."""

    def openapi(self) -> dict[str, Any]:
        """The OpenAPI description of the service."""
        if self.openapi_schema is None:
            for operations in super().openapi()["paths"].values():
                for operation in operations.values():
                    _mark_problems(operation["responses"])
        assert self.openapi_schema is not None
        return self.openapi_schema


def _mark_problems(responses: dict[str, Any]) -> None:
    for status, response in responses.items():
        if "content" in response and (status == "default" or status >= "4"):
            (content,) = response["content"].values()
            response["content"] = {MEDIA_TYPE: content}
