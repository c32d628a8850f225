"""What all tests share: the browser, and the data that lies beside the checkout and may not be copied into it."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from chromium import find_chromium
from hypothesis import settings
from playwright.sync_api import Browser, Page, sync_playwright

import kedja

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared" / "data"

#: Keepers of the stores of a test go soon after it: each is a Java machine.
os.environ.setdefault("KEDJA_KEEPER_IDLE", "10")

# A run in the background (`&` in a script) ignores interrupts, and what it starts would too.
signal.signal(signal.SIGINT, signal.default_int_handler)

# A slow machine fails nothing.
settings.register_profile("kedja", deadline=None)
settings.load_profile("kedja")

_ARGUMENTS = (
    "--no-sandbox",  # CI runs as root
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium, one for the whole run."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), headless=True, args=_ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh page in a context of its own."""
    context = browser.new_context()
    yield context.new_page()
    context.close()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of foreign data; a test that asks for it is part of the run only where the folder is."""
    return SHARED


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leaves out, as deselected, the tests that need the shared folder where there is none."""
    if SHARED.is_dir():
        return
    without = [item for item in items if "shared" in getattr(item, "fixturenames", ())]
    items[:] = [item for item in items if item not in without]
    config.hook.pytest_deselected(items=without)


def pytest_report_header() -> list[str]:
    """Says what is tested: the packages' place (checkout or wheel), and whether the shared data is at hand."""
    place = Path(kedja.__file__).parent
    return [f"kedja: {place}", f"shared data: {SHARED if SHARED.is_dir() else 'absent, its tests are left out'}"]
