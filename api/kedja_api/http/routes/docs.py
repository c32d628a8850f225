"""`/docs`: the description of the API, to be read and tried, without any request to elsewhere."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from fastapi import APIRouter, Depends
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from kedja_api.http.contract import PREFIX
from kedja_api.http.queries import no_parameters

router = APIRouter(include_in_schema=False, dependencies=[Depends(no_parameters)])

#: Swagger UI sets styles on its elements and has its pictures as data.
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)


_SCRIPT, _STYLE = "text/javascript", "text/css"
#: What the page loads: the media type, the package that has the file, and its place there.
_ASSETS = {
    "swagger-ui-bundle.js": (_SCRIPT, "fastapi_swagger", "resources/swagger-ui-bundle.js"),
    "swagger-ui.css": (_STYLE, "fastapi_swagger", "resources/swagger-ui.css"),
    "start.js": (_SCRIPT, "kedja_api.http", "pages/docs.js"),
}


@router.get(f"{PREFIX}/openapi.json")
async def openapi(request: Request) -> Response:
    """The OpenAPI description."""
    return JSONResponse(request.app.openapi())


@router.get("/docs")
async def docs() -> Response:
    """Swagger UI over the description."""
    content = _file("kedja_api.http", "pages/docs.html")
    return Response(content, headers={"Content-Security-Policy": _POLICY}, media_type="text/html")


@router.get("/docs/{name}")
async def docs_asset(name: str) -> Response:
    """A file of the page."""
    if name not in _ASSETS:
        raise HTTPException(404)
    media_type, package, path = _ASSETS[name]
    return Response(_file(package, path), headers={"Cache-Control": "max-age=3600"}, media_type=media_type)


@cache
def _file(package: str, path: str) -> bytes:
    return files(package).joinpath(path).read_bytes()
