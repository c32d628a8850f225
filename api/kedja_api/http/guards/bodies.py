"""Limits the size of a request's body."""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kedja_api.http.guards.base import Guard
from kedja_api.http.problems import BODY_TOO_LARGE, problem


class Bodies(Guard):
    """Refuses a body that says that it is too large, and stops reading one that turns out to be."""

    def __init__(self, app: ASGIApp, *, most: int) -> None:
        super().__init__(app)
        self._most = most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See `Guard`; counts what is read of the body."""
        await super().__call__(scope, self._counted(receive), send)

    def refuse(self, scope: Scope) -> Response | None:
        """See `Guard.refuse`."""
        length = Headers(scope=scope).get("content-length", "")
        if length.isdecimal() and int(length) > self._most:
            return problem(BODY_TOO_LARGE, self._detail(), scope["path"])
        return None

    def _counted(self, receive: Receive) -> Receive:
        """The body as it comes, until there is too much of it: the app turns that into a problem."""
        size = 0

        async def receiving() -> Message:
            nonlocal size
            message = await receive()
            size += len(message.get("body", b""))
            if size > self._most:
                raise HTTPException(BODY_TOO_LARGE.status, self._detail())
            return message

        return receiving

    def _detail(self) -> str:
        return f"a body may have {self._most:,} bytes"
