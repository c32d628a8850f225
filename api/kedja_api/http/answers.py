"""One request's way to the store and back: asked in a worker, with an entity tag, moved where ids were merged."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Annotated
from urllib.parse import quote

import msgspec
from fastapi import Depends
from starlette.requests import Request
from starlette.responses import Response

import kedja
from kedja import Graph
from kedja_api.http.callers import Caller
from kedja_api.http.settings import Limits
from kedja_api.http.workers import Workers
from kedja_api.wire import to_json

#: How often an answer is computed anew because something was recorded meanwhile, before it goes without a tag.
_TRIES = 3
#: Caches ask again each time, which costs little where nothing changed; other callers may see something else.
_CACHE = {"Cache-Control": "private, no-cache", "Vary": "Authorization"}
_NO_CACHE = {"Cache-Control": "no-store"}
#: The client has gone, and nobody reads this (the number is nginx's).
_GONE = 499


@dataclass(frozen=True, slots=True)
class Rendered:
    """The content of an answer; `policy` says what a page may load, None what the service says of all."""

    body: bytes
    media_type: str
    policy: str | None = None

    def response(self, headers: Mapping[str, str]) -> Response:
        """The answer with these headers."""
        policy = {"Content-Security-Policy": self.policy} if self.policy else {}
        return Response(self.body, headers={**headers, **policy}, media_type=self.media_type)


class Asking:
    """Answers the request that it belongs to."""

    def __init__(self, request: Request) -> None:
        self._request = request
        self._workers: Workers = request.app.state.workers
        self._caller: Caller = request.scope["caller"]

    @property
    def limits(self) -> Limits:
        """The limits of the service."""
        return self._workers.limits

    async def json(self, question: Callable[[Graph], object], id: str | None = None) -> Response:
        """The answer as JSON; where `id`, an entity's in the path, was merged, a way to the canonical one."""
        return await self._respond(lambda graph: json_of(question(graph)), id)

    async def page(self, question: Callable[[Graph], Rendered], id: str | None = None) -> Response:
        """The same for a page."""
        return await self._respond(question, id)

    async def query(self, question: Callable[[Graph], Rendered], *, vary: str | None = None) -> Response:
        """The answer to a question in a query language, given up when the client goes.

        What was asked by GET has a tag, and `vary` names the header on which it depends besides; no cache may keep
        what was asked in a body.
        """

        def respond(graph: Graph) -> Response:
            return question(graph).response(_NO_CACHE) if vary is None else self._tagged(graph, question, vary)

        answer = asyncio.ensure_future(self._workers.query(respond, self._caller))
        gone = asyncio.ensure_future(self._gone())
        try:
            await asyncio.wait((answer, gone), return_when=asyncio.FIRST_COMPLETED)
            return await answer if answer.done() else Response(status_code=_GONE)
        finally:
            answer.cancel()
            gone.cancel()

    async def _gone(self) -> None:
        """Waits until the client hangs up. The body of the request must have been read."""
        while (await self._request.receive())["type"] != "http.disconnect":
            pass

    async def _respond(self, render: Callable[[Graph], Rendered], id: str | None) -> Response:
        return await self._workers.ask(
            lambda graph: self._moved(graph, id) or self._tagged(graph, render), self._caller.clearance
        )

    def _moved(self, graph: Graph, id: str | None) -> Response | None:
        canonical = graph.ledger.canonical(id) if id else None
        if id is None or canonical == id:
            return None
        url = self._request.url
        path = quote(url.path.replace(f"/{id}", f"/{canonical}", 1))
        # A judgement can be taken back, and then the old id is canonical again.
        headers = {"Location": f"{path}?{url.query}" if url.query else path, "Cache-Control": "no-cache"}
        return Response(status_code=308, headers=headers)

    def _tagged(self, graph: Graph, render: Callable[[Graph], Rendered], vary: str = "") -> Response:
        """The answer with a strong tag, which holds only if nothing was recorded while it was computed."""
        for _ in range(_TRIES):
            tag = self._tag(graph.ledger.snapshot(), vary)
            headers = {**_CACHE, **({"Vary": f"{vary}, Authorization"} if vary else {}), "ETag": tag}
            if tag in _tags(self._request.headers.get("if-none-match", "")):
                return Response(status_code=304, headers=headers)
            rendered = render(graph)
            if self._tag(graph.ledger.snapshot(), vary) == tag:
                return rendered.response(headers)
        return rendered.response(_CACHE)

    def _tag(self, snapshot: str, vary: str) -> str:
        """The tag of this answer: what the ledger held, the clearance, what was asked for, and which Kedja answers."""
        url, asked = self._request.url, self._request.headers.get(vary, "") if vary else ""
        content = "\n".join((kedja.__version__, self._caller.clearance, snapshot, url.path, url.query, asked))
        return f'"{sha256(content.encode()).hexdigest()[:32]}"'


def json_of(answer: object) -> Rendered:
    """The answer as JSON."""
    return Rendered(msgspec.json.encode(to_json(answer)), "application/json")


def _tags(header: str) -> set[str]:
    """The tags of an If-None-Match header; weak ones count as strong (RFC 9110, section 13.1.2)."""
    return {tag.strip().removeprefix("W/") for tag in header.split(",")}


Asked = Annotated[Asking, Depends(Asking)]
