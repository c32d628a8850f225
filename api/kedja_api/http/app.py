"""The service put together: guards, routes, errors."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from starlette.middleware import Middleware

import kedja
from kedja_api.http.callers import credential
from kedja_api.http.contract import PREFIX, Service
from kedja_api.http.guards.bodies import Bodies
from kedja_api.http.guards.headers import Headers, Heads
from kedja_api.http.guards.hosts import Hosts
from kedja_api.http.guards.rates import Rates
from kedja_api.http.guards.tokens import Tokens
from kedja_api.http.handlers import add_handlers
from kedja_api.http.routes import API, ROOT
from kedja_api.http.settings import Settings
from kedja_api.http.workers import Workers

_ABOUT = """Whom an incident reaches, how surely, and who says so. Every fact is a claim with its speaker and source.

Lists come page by page: give `next` as `cursor`. Every answer has an `ETag`; send it as `If-None-Match` to learn
that nothing changed. Errors are problem details (RFC 9457)."""


def make_app(settings: Settings) -> FastAPI:
    """The service over the store of the settings; raises `StoreError` when that cannot be used."""
    workers = Workers(settings)
    app = Service(
        title="Kedja",
        version=kedja.__version__,
        description=_ABOUT,
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        middleware=_guards(settings),
        lifespan=_lifespan,
    )
    app.state.workers = workers
    add_handlers(app)
    for router in API:
        app.include_router(router, prefix=PREFIX)
    for router in ROOT:
        app.include_router(router)
    return app


def _guards(settings: Settings) -> list[Middleware]:
    """The outermost first: guessing tokens is limited too."""
    limits = settings.limits
    credentials = (*settings.credentials, *([credential(settings.token)] if settings.token else []))
    return [
        Middleware(Headers),
        Middleware(Heads),
        Middleware(Hosts, hosts=(settings.host, *settings.hosts)),
        Middleware(Rates, a_minute=limits.requests_a_minute),
        Middleware(Tokens, credentials=credentials, open_to=settings.open_to, clearance=settings.clearance),
        Middleware(Bodies, most=limits.body),
    ]


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    yield
    app.state.workers.close()
