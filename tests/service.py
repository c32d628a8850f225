"""The HTTP service for tests: asked in this process, or on a real port."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any, TypeVar

import httpx
import uvicorn
from starlette.applications import Starlette

from kedja_api.http import Settings, make_app
from kedja_api.http.server import listen

_Result = TypeVar("_Result")


def await_here(coroutine: Coroutine[Any, Any, _Result]) -> _Result:
    """The coroutine's result; run in a thread of its own, as the browser's driver keeps a loop in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, coroutine).result()


class Client:
    """Asks an app from an address."""

    def __init__(self, app: Starlette, address: str = "127.0.0.1") -> None:
        self.app = app
        self._address = address

    def ask(self, path: str, method: str = "GET", **more: Any) -> httpx.Response:
        """The answer to a request."""
        return await_here(self._ask(path, method, **more))

    async def _ask(self, path: str, method: str, **more: Any) -> httpx.Response:
        transport = httpx.ASGITransport(self.app, raise_app_exceptions=False, client=(self._address, 50_000))
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
            return await client.request(method, path, **more)

    def get(self, path: str, **query: Any) -> httpx.Response:
        """The answer to a GET with these parameters."""
        return self.ask(path, params=query or None)

    def json(self, path: str, **query: Any) -> Any:
        """The answer's content, which must be one."""
        answer = self.get(path, **query)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def from_address(self, address: str) -> Client:
        """The same app asked from another address."""
        return Client(self.app, address)


#: Makes a client of a service over a store with settings.
Serve = Callable[..., Client]


@contextmanager
def running(settings: Settings) -> Iterator[str]:
    """The address of a real server over the settings, on a free port."""
    with listen(settings) as listening:
        server = uvicorn.Server(uvicorn.Config(make_app(settings), log_level="warning"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        while not server.started:
            assert thread.is_alive()
            time.sleep(0.01)
        yield f"http://{settings.host}:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join()
