"""Light or dark, wide or narrow, few or many: the page stays readable."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from kedja.view import Neighbourhood, page


@pytest.fixture
def phone(browser: Browser, storm_file: Path) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, reduced_motion="reduce")
    tab = context.new_page()
    tab.goto(storm_file.as_uri())
    yield tab
    context.close()


def background(tab: Page) -> str:
    return str(tab.evaluate("getComputedStyle(document.body).backgroundColor"))


def test_the_page_follows_the_reader_s_preference(browser: Browser, storm_file: Path) -> None:
    context = browser.new_context(color_scheme="dark")
    tab = context.new_page()
    tab.goto(storm_file.as_uri())
    assert background(tab) == "rgb(18, 22, 28)"
    tab.locator("#theme").click()
    assert background(tab) == "rgb(255, 255, 255)"
    context.close()


def test_a_phone_scrolls_in_one_direction_only(phone: Page) -> None:
    assert phone.evaluate("document.documentElement.scrollWidth") == 390
    expect(phone.locator(".chips").first).to_be_hidden()
    expect(phone.locator("#canvas")).to_be_visible()


def test_the_panel_of_a_phone_is_a_sheet(phone: Page) -> None:
    sheet = phone.locator("#sheet")
    expect(sheet).to_have_attribute("aria-expanded", "false")
    sheet.click()
    expect(phone.locator("#details h2")).to_be_in_viewport()
    phone.locator("#search").fill("nordkontor")
    phone.keyboard.press("Enter")
    expect(phone.locator("#sheet")).to_have_text("Nordkontor")
    expect(phone.locator("#details .statement").first).to_be_in_viewport()


def test_without_scripts_the_list_is_read(browser: Browser, storm_file: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(storm_file.as_uri())
    expect(tab.locator("#list")).to_contain_text("Nordkontor")
    expect(tab.locator("#list h2").first).to_be_visible()
    context.close()


def test_two_thousand_customers_do_not_freeze_it(
    browser: Browser, many: Callable[[int], Neighbourhood], tmp_path: Path
) -> None:
    path = tmp_path / "many.html"
    path.write_text(page(many(2000)), encoding="utf-8")
    context = browser.new_context(viewport={"width": 1400, "height": 900}, reduced_motion="reduce")
    tab = context.new_page()
    tab.goto(path.as_uri())
    expect(tab.locator("#details h2")).to_have_text("Overview")
    began = time.monotonic()
    tab.locator("#search").fill("as 1999")
    tab.keyboard.press("Enter")
    expect(tab.locator("#details h2")).to_contain_text("Ås 1999")
    context.close()
    assert time.monotonic() - began < 5
