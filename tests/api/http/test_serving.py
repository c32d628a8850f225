"""The service on a real port, and its pages in a real browser."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import ConsoleMessage, Page, expect
from service import running

from kedja.errors import StoreError, UsageError
from kedja_api.http import Settings, make_app, serve

_LISTENING = re.compile(r" on http://([\d.]+):(\d+)/")


@pytest.fixture(scope="module")
def server(case: Path) -> Iterator[str]:
    """The address of a running service."""
    with running(Settings(store=case, port=0)) as address:
        yield address


def _complaints(page: Page) -> list[str]:
    """What the browser complains of, as it comes."""
    found: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            found.append(message.text)

    page.on("console", note)
    page.on("pageerror", lambda error: found.append(str(error)))
    return found


def test_it_answers(server: str) -> None:
    answer = httpx.get(f"{server}/api/v1/blast-radius/organization/supplia", timeout=120)
    assert answer.json()["vendor"] == "organization/supplia"
    again = httpx.get(answer.url, headers={"If-None-Match": answer.headers["etag"]}, timeout=120)
    assert again.status_code == 304


def test_a_name_that_was_made_to_point_here_is_refused(server: str) -> None:
    answer = httpx.get(f"{server}/api/v1/claims", headers={"Host": "evil.example"}, timeout=120)
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"


def test_the_start_page_leads_to_the_network_page(server: str, page: Page) -> None:
    complaints = _complaints(page)
    page.goto(server)
    page.get_by_role("link", name="Attack on Supplia 2025").click()
    expect(page.locator("h1")).to_have_text("Attack on Supplia 2025")
    expect(page.locator("canvas").first).to_be_visible()
    assert complaints == []


def test_the_network_page_stops_scripts_that_are_not_its_own(server: str) -> None:
    policy = httpx.get(f"{server}/view/incident/supplia-2025", timeout=120).headers["content-security-policy"]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";") if rule.strip())
    assert rules["default-src"] == "'none'"
    assert "unsafe" not in rules["script-src"]
    assert rules["frame-ancestors"] == "'none'"


def test_the_api_can_be_tried_without_any_request_to_elsewhere(server: str, page: Page) -> None:
    complaints = _complaints(page)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{server}/docs")
    page.get_by_text("An entity", exact=True).click()
    page.get_by_role("button", name="Try it out").click()
    page.get_by_placeholder("id").fill("organization/supplia")
    page.get_by_role("button", name="Execute").click()
    expect(page.locator(".live-responses-table .response-col_status").last).to_contain_text("200")
    assert complaints == []
    assert [url for url in asked if not url.startswith((server, "data:"))] == []


def test_a_port_that_is_taken_is_an_error_with_its_number(case: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(UsageError, match=str(port)):
            serve(Settings(store=case, port=port))


def test_a_missing_store_is_an_error_at_the_start(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no such store"):
        make_app(Settings(store=tmp_path / "missing.db"))
    assert not (tmp_path / "missing.db").exists()


def test_the_command_serves_until_it_is_interrupted(case: Path) -> None:
    command = [sys.executable, "-m", "kedja_api", "serve", "--store", str(case), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as served:
        assert served.stderr is not None
        patience = threading.Timer(60, served.kill)  # a server that does not come up or end fails the test
        patience.start()
        address = next(filter(None, (_LISTENING.search(line) for line in served.stderr)))
        assert httpx.get(f"http://{address[1]}:{address[2]}/readyz", timeout=120).json() == {"status": "ready"}
        served.send_signal(signal.SIGINT)
        out, _ = served.communicate()
        patience.cancel()
    assert (served.returncode, out) == (0, "")
