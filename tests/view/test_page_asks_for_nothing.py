"""The page is one file that nothing leaves and in which every name stays text."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from kedja.view import Neighbourhood, page
from kedja.view import Page as NetworkPage

HOSTILE = "</script><img src=x onerror=alert(1)>"


def test_nothing_is_requested_but_the_file(browser: Browser, storm_file: Path) -> None:
    asked: list[str] = []
    context = browser.new_context()
    tab = context.new_page()
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto(storm_file.as_uri(), wait_until="networkidle")
    tab.locator("#theme").click()
    tab.locator("#fit").click()
    tab.wait_for_timeout(200)
    context.close()
    assert asked == [storm_file.as_uri()]


def test_the_policy_stops_a_script_that_is_not_the_page_s(opened: Page) -> None:
    opened.evaluate(
        "document.body.append(Object.assign(document.createElement('script'), {textContent: 'window.ran = 1'}))"
    )
    assert opened.evaluate("window.ran") is None


def test_the_policy_stops_requests(opened: Page) -> None:
    outcome = opened.evaluate("fetch('https://news.invalid/').then(() => 'sent', (error) => error.name)")
    assert outcome == "TypeError"
    assert "default-src 'none'" in (opened.locator("meta[http-equiv]").get_attribute("content") or "")


def test_a_hostile_name_stays_text(opened: Page) -> None:
    opened.locator("#as-list").click()
    button = opened.locator("#list [data-node='organization/hostile']")
    expect(button).to_have_text(HOSTILE)
    button.click()
    expect(opened.locator("#details h2")).to_have_text(HOSTILE)
    opened.locator("#search").fill("onerror")
    expect(opened.locator("#hits")).to_contain_text(HOSTILE)
    assert opened.locator("img").count() == 0


def test_a_hostile_value_in_a_conflict_stays_text(opened: Page) -> None:
    opened.locator(".conflict > summary").click()
    expect(opened.locator(".position").nth(1)).to_contain_text(HOSTILE)
    assert opened.locator("img").count() == 0


def test_a_hostile_name_of_the_subject_stays_text(storm: Neighbourhood, browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "hostile.html"
    hostile = Neighbourhood(
        subject="organization/hostile", entities=storm.entities, edges=storm.edges, claims=storm.claims
    )
    path.write_text(page(hostile), encoding="utf-8")
    context = browser.new_context()
    tab = context.new_page()
    tab.goto(path.as_uri())
    expect(tab.locator("h1")).to_have_text(HOSTILE)
    expect(tab).to_have_title(f"{HOSTILE} · Kedja")
    context.close()


def test_the_same_neighbourhood_gives_the_same_bytes(storm: Neighbourhood) -> None:
    turned = Neighbourhood(
        subject=storm.subject,
        entities=dict(reversed(storm.entities.items())),
        edges=storm.edges[::-1],
        claims=dict(reversed(storm.claims.items())),
        conflicts=storm.conflicts,
        as_of=storm.as_of,
        unidentified=storm.unidentified,
    )
    assert page(turned) == page(storm)


def test_a_notebook_shows_the_page_in_a_frame_that_asks_for_nothing_either(
    storm: Neighbourhood, browser: Browser, tmp_path: Path
) -> None:
    path = tmp_path / "notebook.html"
    path.write_text(f"<!doctype html>{NetworkPage(page(storm))._repr_html_()}", encoding="utf-8")
    asked: list[str] = []
    context = browser.new_context()
    tab = context.new_page()
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto(path.as_uri())
    frame = tab.frame_locator("iframe")
    expect(frame.locator("h1")).to_have_text("Storm 2031")
    expect(frame.locator("#details h2")).to_have_text("Overview")
    context.close()
    assert set(asked) <= {path.as_uri(), "about:srcdoc"}
