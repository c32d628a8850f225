"""Whatever goes wrong in the service becomes a problem."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from kedja.errors import KedjaError
from kedja_api.http.problems import INTERNAL_ERROR, INVALID_REQUEST, kind_of, kind_of_status, problem

_log = logging.getLogger(__name__)

#: In words that a caller understands; the rest of the validator's messages do.
_REASONS = {"extra_forbidden": "there is no such parameter"}


def add_handlers(app: FastAPI) -> None:
    """Lets the app answer every error as a problem."""
    app.add_exception_handler(KedjaError, _on_kedja_error)
    app.add_exception_handler(RequestValidationError, _on_invalid_request)
    app.add_exception_handler(HTTPException, _on_http_error)
    # The outermost layer: Starlette logs the traceback, the caller learns nothing of the inside.
    app.add_exception_handler(Exception, _on_failure)


def _on_kedja_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, KedjaError)
    kind = kind_of(error)
    if kind.status >= 500:
        _log.error("%s: %s", request.url.path, error)
    detail = "see the service's log" if kind is INTERNAL_ERROR else str(error)
    return problem(kind, detail, request.url.path)


def _on_invalid_request(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    places = list(_places(error.errors()))
    detail = "; ".join(f"{place['where']}: {place['reason']}" for place in places)
    return problem(INVALID_REQUEST, detail, request.url.path, errors=places)


def _places(errors: Sequence[Mapping[str, Any]]) -> Iterator[dict[str, str]]:
    for error in errors:
        reason = _REASONS.get(error["type"], str(error["msg"]).removeprefix("Value error, "))
        yield {"where": ".".join(map(str, error["loc"])), "reason": reason}


def _on_http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    kind = kind_of_status(error.status_code)
    details = {404: f"nothing is at {request.url.path}", 405: f"{request.method} is not for {request.url.path}"}
    detail = details.get(error.status_code, str(error.detail))
    return problem(kind, detail, request.url.path, headers=error.headers)


def _on_failure(request: Request, _error: Exception) -> Response:
    return problem(INTERNAL_ERROR, "see the service's log", request.url.path)
