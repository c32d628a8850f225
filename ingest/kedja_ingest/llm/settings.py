"""Where the language model is, what it is called, and how much of it is borne."""

from __future__ import annotations

import ipaddress
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import SplitResult, urlsplit

from kedja.errors import UsageError

_MODEL = re.compile(r"[\w./:@+ -]{1,100}")
_KEY = re.compile(r"[!-~]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """An endpoint that speaks OpenAI's chat completions, and the limits on each of its answers.

    `seconds` is the time for one answer from connecting to its last byte, `answer_bytes` its size, `claims` how many
    it may hold. A busy server (429, 5xx, a broken connection) is asked `retries` times more, after `pause` seconds,
    then twice as many, at most `longest_pause`.
    """

    url: str
    model: str
    key: str = field(default="", repr=False)
    seconds: float = 120.0
    answer_bytes: int = 2 << 20
    claims: int = 200
    retries: int = 4
    pause: float = 1.0
    longest_pause: float = 30.0

    def __post_init__(self) -> None:
        _check(self)

    @property
    def address(self) -> str:
        """Where questions are sent."""
        return f"{self.url.rstrip('/')}/chat/completions"

    @property
    def host(self) -> str:
        """The endpoint as messages name it: without path, user or key."""
        parts = urlsplit(self.url)
        return parts.hostname if parts.port is None else f"{parts.hostname}:{parts.port}"  # type: ignore[return-value]


def settings_from(environment: Mapping[str, str] = os.environ) -> Settings:
    """What KEDJA_LLM_URL, KEDJA_LLM_MODEL and KEDJA_LLM_KEY say; the key may be left out.

    Raises `UsageError` for what is missing or wrong.
    """
    url, model = environment.get("KEDJA_LLM_URL", ""), environment.get("KEDJA_LLM_MODEL", "")
    if not url or not model:
        missing = " and ".join(name for name, value in (("URL", url), ("MODEL", model)) if not value)
        raise UsageError(
            f"the reader llm sends the text to a language model that you name; set KEDJA_LLM_{missing} "
            "(the base address of an OpenAI-compatible service, such as http://127.0.0.1:11434/v1, and a model's name)"
        )
    return Settings(url=url, model=model, key=environment.get("KEDJA_LLM_KEY", ""))


def _check(settings: Settings) -> None:
    try:
        parts = urlsplit(settings.url)
        _ = parts.port
    except ValueError:
        raise UsageError("KEDJA_LLM_URL is not an address") from None
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise UsageError("KEDJA_LLM_URL must be the base address of a service: http(s)://host[:port]/path")
    if parts.username or parts.password:
        raise UsageError("KEDJA_LLM_URL holds a user or a password; a key belongs into KEDJA_LLM_KEY")
    if not _MODEL.fullmatch(settings.model):
        raise UsageError("KEDJA_LLM_MODEL must be a model's name: at most 100 letters, digits and . / : @ + - _")
    if settings.key and not _KEY.fullmatch(settings.key):
        raise UsageError("KEDJA_LLM_KEY holds a space, a line break or another character that no key has")
    if settings.key and parts.scheme == "http" and not _is_loopback(parts):
        raise UsageError(f"KEDJA_LLM_KEY would go to {settings.host} unencrypted; use https, or leave the key out")


def _is_loopback(parts: SplitResult) -> bool:
    host = parts.hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
