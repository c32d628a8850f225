"""The routes, a module for each noun of the API."""

from __future__ import annotations

from kedja_api.http.routes import (
    blast_radius,
    claims,
    conflicts,
    cypher,
    docs,
    entities,
    health,
    incidents,
    pages,
    paths,
    sources,
    sparql,
)

_QUESTIONS = (blast_radius.router, conflicts.router, cypher.router, paths.router)

#: Below the API's prefix.
API = (entities.router, claims.router, sources.router, incidents.router, *_QUESTIONS)
#: At the root.
ROOT = (pages.router, docs.router, health.router, sparql.router)

__all__ = ["API", "ROOT"]
