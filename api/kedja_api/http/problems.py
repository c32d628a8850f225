"""Errors as they leave the service: problem details (RFC 9457), one shape everywhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

import msgspec
from starlette.responses import Response

from kedja.errors import (
    ClaimError,
    InputError,
    KedjaError,
    LimitError,
    NotFoundError,
    QueryError,
    StoreError,
    StoreLockedError,
    UsageError,
)
from kedja_api.http.guards.headers import SECURITY_HEADERS
from kedja_api.http.refusals import (
    NotAcceptableError,
    OverloadedError,
    PreparingError,
    TimeLimitError,
    UnsupportedTypeError,
)

MEDIA_TYPE = "application/problem+json"
_TYPES = "https://w3id.org/kedja/problem/"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of problem: the end of its type's address, the status and the title that it always has."""

    slug: str
    status: int
    title: str
    retry_after: int | None = None


HOST_REFUSED = Kind("host-refused", 400, "The service is not known under this name")
MALFORMED_QUERY = Kind("malformed-query", 400, "The query is wrong or not allowed")
UNAUTHORIZED = Kind("unauthorized", 401, "A token is needed")
FORBIDDEN = Kind("forbidden", 403, "The token is not for this")
NOT_FOUND = Kind("not-found", 404, "Not found")
METHOD_NOT_ALLOWED = Kind("method-not-allowed", 405, "The method is not allowed here")
NOT_ACCEPTABLE = Kind("not-acceptable", 406, "No format fits")
BODY_TOO_LARGE = Kind("body-too-large", 413, "The body is too large")
UNSUPPORTED_TYPE = Kind("unsupported-media-type", 415, "A body of this type is not read")
INVALID_REQUEST = Kind("invalid-request", 422, "The request is not valid")
INVALID_CLAIM = Kind("invalid-claim", 422, "The claim is not acceptable")
UNREADABLE_INPUT = Kind("unreadable-input", 422, "The input cannot be read")
RATE_LIMIT = Kind("rate-limit", 429, "Too many requests")
INTERNAL_ERROR = Kind("internal-error", 500, "The service failed")
STORE_UNAVAILABLE = Kind("store-unavailable", 503, "The store cannot be used")
STORE_LOCKED = Kind("store-locked", 503, "The store is locked", retry_after=1)
OVERLOADED = Kind("overloaded", 503, "The service is busy", retry_after=1)
PREPARING = Kind("preparing", 503, "The service is not ready for this yet", retry_after=10)
TIME_LIMIT = Kind("time-limit", 503, "The answer takes too long")
LIMIT_REACHED = Kind("limit-reached", 503, "The question costs more than it may")

#: Which error is which kind of problem, the most special first.
ERRORS: tuple[tuple[type[KedjaError], Kind], ...] = (
    (NotFoundError, NOT_FOUND),
    (QueryError, MALFORMED_QUERY),
    (NotAcceptableError, NOT_ACCEPTABLE),
    (UnsupportedTypeError, UNSUPPORTED_TYPE),
    (UsageError, INVALID_REQUEST),
    (ClaimError, INVALID_CLAIM),
    (InputError, UNREADABLE_INPUT),
    (StoreLockedError, STORE_LOCKED),
    (StoreError, STORE_UNAVAILABLE),
    (OverloadedError, OVERLOADED),
    (PreparingError, PREPARING),
    (TimeLimitError, TIME_LIMIT),
    (LimitError, LIMIT_REACHED),
    (KedjaError, INTERNAL_ERROR),
)

_BY_STATUS = {kind.status: kind for kind in (NOT_FOUND, METHOD_NOT_ALLOWED, UNAUTHORIZED, BODY_TOO_LARGE)}


def kind_of(error: KedjaError) -> Kind:
    """The kind of problem that an error is."""
    return next(kind for raised, kind in ERRORS if isinstance(error, raised))


def kind_of_status(status: int) -> Kind:
    """The kind of a problem of which only the status is known."""
    phrase = HTTPStatus(status).phrase
    return _BY_STATUS.get(status) or Kind(phrase.lower().replace(" ", "-"), status, phrase)


def problem(
    kind: Kind,
    detail: str,
    instance: str,
    *,
    headers: Mapping[str, str] | None = None,
    errors: Iterable[Mapping[str, str]] = (),
) -> Response:
    """The problem as a response; `instance` is the path that was asked for, `errors` the places at fault."""
    body: dict[str, Any] = {
        "type": _TYPES + kind.slug,
        "title": kind.title,
        "status": kind.status,
        "detail": detail,
        "instance": instance,
    }
    if listed := list(errors):
        body["errors"] = listed
    sent = {**SECURITY_HEADERS, "Cache-Control": "no-store", **(headers or {})}
    if kind.retry_after is not None:
        sent.setdefault("Retry-After", str(kind.retry_after))
    return Response(msgspec.json.encode(body), kind.status, sent, MEDIA_TYPE)
