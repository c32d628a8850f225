"""`/docs`: the description of the API, to be read and tried, without any request to elsewhere."""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from importlib.resources import files

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from kedja_api.http.contract import PREFIX
from kedja_api.http.queries import NothingQuery

router = APIRouter(include_in_schema=False)

#: Swagger UI sets styles on its elements and has its pictures as data.
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)


class Asset(StrEnum):
    """A file that the page loads."""

    BUNDLE = "swagger-ui-bundle.js"
    STYLE = "swagger-ui.css"
    START = "start.js"


@router.get(f"{PREFIX}/openapi.json")
async def openapi(query: NothingQuery, request: Request) -> Response:
    """The OpenAPI description."""
    return JSONResponse(request.app.openapi())


@router.get("/docs")
async def docs(query: NothingQuery) -> Response:
    """Swagger UI over the description."""
    return Response(_own("docs.html"), headers={"Content-Security-Policy": _POLICY}, media_type="text/html")


@router.get("/docs/{asset}")
async def docs_asset(asset: Asset, query: NothingQuery) -> Response:
    """A file of the page."""
    content = _own("docs.js") if asset is Asset.START else _swagger(asset)
    media_type = "text/css" if asset is Asset.STYLE else "text/javascript"
    return Response(content, headers={"Cache-Control": "max-age=3600"}, media_type=media_type)


@cache
def _own(name: str) -> bytes:
    return files("kedja_api.http").joinpath("pages", name).read_bytes()


@cache
def _swagger(name: str) -> bytes:
    """A file of Swagger UI as the package fastapi-swagger ships it."""
    return files("fastapi_swagger").joinpath("resources", name).read_bytes()
