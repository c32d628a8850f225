"""One question to the language model: a request with limits on time and size, and its answer's text."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine
from typing import TYPE_CHECKING, Any

import msgspec

from kedja.errors import UsageError
from kedja_ingest.llm.settings import Settings

if TYPE_CHECKING:
    import httpx

#: Answers after which asking once more may help.
_BUSY = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 529})
_MEANINGS = {
    400: "it does not take the request; it may not know `response_format` with a JSON schema",
    401: "check KEDJA_LLM_KEY",
    403: "check KEDJA_LLM_KEY",
    404: "check KEDJA_LLM_URL and KEDJA_LLM_MODEL",
    429: "it has too many requests",
}


class ModelError(Exception):
    """The model cannot be asked; the message names the host and never the key or words of the answer."""


class AnswerError(Exception):
    """The model answered, but with nothing that can be used."""


class _Message(msgspec.Struct):
    content: str | None = None


class _Choice(msgspec.Struct):
    message: _Message
    finish_reason: str | None = None


class _Completion(msgspec.Struct):
    choices: list[_Choice]


class _BusyError(Exception):
    def __init__(self, reason: str, wait: float = 0.0) -> None:
        super().__init__(reason)
        self.wait = wait


_decode = msgspec.json.Decoder(_Completion).decode


def ask(settings: Settings, messages: list[dict[str, str]], schema: dict[str, Any]) -> str:
    """The text with which the model answers the messages, which should fit the schema.

    Raises `ModelError` when it cannot be asked, `AnswerError` for an answer that is too long or none.
    """
    body = {
        "model": settings.model,
        "messages": messages,
        "temperature": 0,
        "stream": False,
        "response_format": {
            "type": "json_schema",
            "json_schema": {"name": "claims", "strict": True, "schema": schema},
        },
    }
    return _content(_run(_ask(settings, msgspec.json.encode(body))), settings)


def _run(asking: Coroutine[Any, Any, bytes]) -> bytes:
    """The outcome of the coroutine, also where a loop runs already, as in a notebook."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(asking)
    outcome: list[bytes | BaseException] = []

    def work() -> None:
        try:
            outcome.append(asyncio.run(asking))
        except BaseException as error:  # noqa: BLE001  raised again in the thread that asked
            outcome.append(error)

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    thread.join()
    if isinstance(outcome[0], BaseException):
        raise outcome[0]
    return outcome[0]


async def _ask(settings: Settings, body: bytes) -> bytes:
    """The answer's bytes; a busy server is asked again."""
    try:
        import httpx
    except ImportError:
        raise UsageError("the reader llm needs httpx: pip install 'kedja[llm]'") from None
    headers = {"Content-Type": "application/json", "Accept": "application/json", "Accept-Encoding": "identity"}
    if settings.key:
        headers["Authorization"] = f"Bearer {settings.key}"
    pause = settings.pause
    async with httpx.AsyncClient(follow_redirects=False, timeout=settings.seconds, headers=headers) as client:
        for left in reversed(range(settings.retries + 1)):
            try:
                return await asyncio.wait_for(_once(client, settings, body), settings.seconds)
            except TimeoutError:
                raise ModelError(f"{settings.host} did not answer within {settings.seconds:g} seconds") from None
            except _BusyError as error:
                if not left:
                    raise ModelError(f"{error}; asked {settings.retries + 1} times") from None
                await asyncio.sleep(min(max(pause, error.wait), settings.longest_pause))
                pause *= 2
    raise AssertionError("the last try returns or raises")


async def _once(client: httpx.AsyncClient, settings: Settings, body: bytes) -> bytes:
    import httpx

    try:
        async with client.stream("POST", settings.address, content=body) as response:
            _check_status(response, settings)
            return await _read(response, settings)
    except httpx.TimeoutException:
        raise TimeoutError from None
    except (httpx.TransportError, httpx.InvalidURL) as error:
        # Its text may name the address in full.
        raise _BusyError(f"{settings.host} cannot be reached ({type(error).__name__})") from None


def _check_status(response: httpx.Response, settings: Settings) -> None:
    code = response.status_code
    told = f"{settings.host} answered {code}"
    if code in _BUSY:
        wait = response.headers.get("retry-after", "")
        raise _BusyError(told, float(wait) if wait.isascii() and wait.isdigit() and len(wait) < 9 else 0.0)
    if response.is_redirect:
        raise ModelError(f"{told}: it leads to another address, and none is followed; check KEDJA_LLM_URL")
    if code != 200:
        raise ModelError(f"{told}: {_MEANINGS.get(code, 'it does not take the request')}")
    if response.headers.get("content-encoding", "identity") != "identity":
        raise ModelError(f"{settings.host} answered compressed, which it was not asked for")


async def _read(response: httpx.Response, settings: Settings) -> bytes:
    content = bytearray()
    async for chunk in response.aiter_raw():
        content += chunk
        if len(content) > settings.answer_bytes:
            raise AnswerError(f"the model's answer is longer than {settings.answer_bytes:,} bytes")
    return bytes(content)


def _content(answer: bytes, settings: Settings) -> str:
    try:
        completion = _decode(answer)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise AnswerError(f"{settings.host} answered what is no chat completion") from None
    if not completion.choices or not completion.choices[0].message.content:
        raise AnswerError("the model answered without text")
    if completion.choices[0].finish_reason == "length":
        raise AnswerError("the model's answer was cut off at its longest length")
    return completion.choices[0].message.content
