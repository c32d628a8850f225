"""Whatever goes wrong is answered as a problem (RFC 9457), in one shape."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from service import Client, Serve

from kedja.errors import KedjaError, NotFoundError, StoreError, StoreLockedError, UsageError
from kedja_api.http import Limits
from kedja_api.http.models.base import Problem
from kedja_api.http.problems import ERRORS, INTERNAL_ERROR, kind_of

_MADE: dict[str, tuple[Any, ...]] = {
    "ClaimError": ("value", "wrong"),
    "InputError": ("file", "wrong"),
    "NotAcceptableError": ("SELECT", ("text/csv",)),
    "NotFoundError": ("entity", "organization/x"),
    "OverloadedError": (),
    "PreparingError": (),
    "TimeLimitError": (1.0,),
    "TooManyRowsError": (2, 1),
    "UnsupportedTypeError": ("text/html", ("text/csv",)),
}


def _subclasses(kind: type[KedjaError]) -> Iterator[type[KedjaError]]:
    for below in kind.__subclasses__():
        yield below
        yield from _subclasses(below)


def _problem(answer: httpx.Response, status: int) -> Problem:
    """The problem that the answer must be."""
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.status_code == status, answer.text
    problem = Problem.model_validate(answer.json())
    assert problem.status == status
    assert problem.instance == answer.request.url.path
    return problem


def test_every_error_of_kedja_is_a_kind_of_problem() -> None:
    kinds = list(_subclasses(KedjaError))
    assert len(kinds) > 9
    for error in kinds:
        made = error(*_MADE.get(error.__name__, ("a message",)))
        assert kind_of(made) is not INTERNAL_ERROR, error.__name__


def test_the_table_names_no_error_behind_one_that_covers_it() -> None:
    for place, (error, _) in enumerate(ERRORS):
        assert not any(issubclass(error, before) for before, _ in ERRORS[:place]), error.__name__


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (NotFoundError("entity", "x"), 404),
        (UsageError("x"), 422),
        (StoreError("x"), 503),
        (StoreLockedError("x"), 503),
        (KedjaError("x"), 500),
    ],
)
def test_an_error_has_its_status(error: KedjaError, status: int) -> None:
    assert kind_of(error).status == status


@pytest.mark.parametrize(
    "path",
    [
        "/nowhere",
        "/api/v1/nowhere",
        "/api/v1/entities/",
        "/api/v1/entities/organization/nobody",
        "/api/v1/entities/organization/nobody/claims",
        "/api/v1/entities/a/b/c",
        "/api/v1/claims/0",
        "/api/v1/claims?about=organization/nobody",
        "/api/v1/claims?source=source/0",
        "/api/v1/sources/source/0",
        "/api/v1/blast-radius/organization/nobody",
        "/api/v1/blast-radius/organization/supplia?without=source/0",
        "/api/v1/conflicts?about=organization/nobody",
        "/api/v1/paths?a=organization/supplia&b=organization/nobody",
        "/view/incident/nothing",
        "/docs/nothing.js",
    ],
)
def test_what_is_not_there_is_404(client: Client, path: str) -> None:
    assert _problem(client.get(path), 404).type.endswith("/not-found")


@pytest.mark.parametrize(
    ("path", "where"),
    [
        ("/api/v1/entities?limit=0", "query.limit"),
        ("/api/v1/entities?limit=501", "query.limit"),
        ("/api/v1/entities?limit=many", "query.limit"),
        ("/api/v1/entities?type=Ship", "query.type"),
        ("/api/v1/entities?as_of=2025-02-30", "query.as_of"),
        ("/api/v1/claims?as_of=yesterday", "query.as_of"),
        ("/api/v1/claims?recorded_by=noon", "query.recorded_by"),
        ("/api/v1/claims?recorded_by=0001-01-01", "query.recorded_by"),
        ("/api/v1/claims?predicate=likes", "query.predicate"),
        ("/api/v1/blast-radius/organization/supplia?depth=-1", "query.depth"),
        ("/api/v1/blast-radius/organization/supplia?reliability=Z", "query.reliability"),
        ("/api/v1/blast-radius/organization/supplia?voices=0", "query.voices"),
        ("/api/v1/paths?a=organization/supplia", "query.b"),
        (f"/api/v1/conflicts?about={'x' * 201}", "query.about"),
    ],
)
def test_a_wrong_parameter_is_422_with_its_place(client: Client, path: str, where: str) -> None:
    problem = _problem(client.get(path), 422)
    assert [place.where for place in problem.errors] == [where]
    assert where in problem.detail


def test_an_unknown_parameter_is_422_on_every_route(client: Client) -> None:
    claim = client.json("/api/v1/claims", limit=1)["items"][0]
    ids = {"/claims/{id}": claim["id"], "/sources/{id}": claim["resolved"]["source"]}
    described = client.json("/api/v1/openapi.json")["paths"].items()
    reads = [path for path, operations in described if "get" in operations]
    paths = [*reads, "/docs", "/docs/start.js", "/api/v1/openapi.json"]
    for path in paths:
        id = next((id for end, id in ids.items() if path.endswith(end)), "organization/supplia")
        problem = _problem(client.get(path.replace("{id}", id), wherefore="x"), 422)
        assert "query.wherefore" in [place.where for place in problem.errors], path


def test_another_method_is_405_and_says_which_are_allowed(client: Client) -> None:
    answer = client.ask("/api/v1/entities", "DELETE")
    assert _problem(answer, 405).type.endswith("/method-not-allowed")
    assert answer.headers["allow"] == "GET"


def test_a_depth_beyond_the_limit_is_422(client: Client) -> None:
    assert "25" in _problem(client.get("/api/v1/blast-radius/organization/supplia", depth=26), 422).detail


def test_too_many_rows_are_422(serve: Serve, case: Path) -> None:
    client = serve(case, limits=Limits(rows=1))
    assert "smaller depth" in _problem(client.get("/api/v1/blast-radius/organization/supplia"), 422).detail


def test_a_damaged_store_is_503_and_ready_says_so(serve: Serve, store: Path) -> None:
    client = serve(store)
    store.write_bytes(b"no database, whatever it was" * 500)
    assert _problem(client.get("/api/v1/claims"), 503).type.endswith("/store-unavailable")
    assert _problem(client.get("/readyz"), 503).title
    assert client.json("/healthz") == {"status": "ok"}


def test_a_store_that_comes_back_is_served_again(serve: Serve, store: Path, case: Path) -> None:
    client = serve(store)
    store.write_bytes(b"no database, whatever it was" * 500)
    assert client.get("/api/v1/claims").status_code == 503
    store.write_bytes(case.read_bytes())
    assert client.json("/api/v1/claims")["total"] > 0


def test_a_failure_of_the_service_tells_nothing_of_the_inside(client: Client) -> None:
    del client.app.state.workers.limits
    answer = client.get("/api/v1/claims")
    assert _problem(answer, 500).detail == "see the service's log"
    assert "limits" not in answer.text
    assert answer.headers["x-content-type-options"] == "nosniff"
