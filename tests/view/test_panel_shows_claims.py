"""A press on a card or a line shows who says so."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from kedja.view import Neighbourhood, page
from kedja.view.cards import cards
from kedja.view.dossier import link
from kedja.view.layout import wide


def hover(tab: Page, view: Neighbourhood, x: float, y: float) -> None:
    """Moves the pointer to a place of the wide layout, when everything is in sight."""
    frames = [block.frame for block in wide(cards(view)).blocks]
    right, bottom = max(f.x + f.width for f in frames), max(f.y + f.height for f in frames)
    box = tab.locator("#canvas").bounding_box()
    assert box is not None
    scale = min(box["width"] / (right + 40), box["height"] / (bottom + 40), 1.5)
    centre = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    tab.mouse.move(centre[0] + (x - right / 2) * scale, centre[1] + (y - bottom / 2) * scale)


def hover_card(tab: Page, view: Neighbourhood, id: str) -> None:
    box = wide(cards(view)).cards[id]
    hover(tab, view, box.x + box.width / 2, box.y + box.height / 2)


def press(tab: Page) -> None:
    tab.mouse.down()
    tab.mouse.up()


def press_card(tab: Page, view: Neighbourhood, id: str) -> None:
    hover_card(tab, view, id)
    press(tab)


def test_a_press_on_a_card_shows_its_claims(opened: Page, storm: Neighbourhood) -> None:
    press_card(opened, storm, "organization/customer-2")
    details = opened.locator("#details")
    expect(details.locator("h2")).to_have_text("Municipality Ås 2")
    claim = details.locator(".claim").first
    expect(claim.locator(".badge")).to_have_text(["asserts", "possible"])
    expect(claim.locator("blockquote")).to_contain_text("It is so with")
    expect(claim.locator(".by")).to_have_text("Ada Talare, press officer, The Authority")


def test_the_source_is_a_link_that_tells_nothing(opened: Page, storm: Neighbourhood) -> None:
    press_card(opened, storm, "organization/customer-2")
    source = opened.locator(".claim .from").first
    expect(source).to_contain_text("2031-04-02")
    anchor = source.locator("a")
    expect(anchor).to_have_attribute("rel", "noopener noreferrer nofollow")
    expect(anchor).to_have_text("The Gazette")


def test_a_pointer_at_rest_sees_the_first_words(opened: Page, storm: Neighbourhood) -> None:
    hover_card(opened, storm, "organization/customer-2")
    tooltip = opened.locator("#tooltip")
    expect(tooltip.locator("b")).to_have_text("Municipality Ås 2")
    expect(tooltip).to_contain_text("Ada Talare, press officer, The Authority: “It is so with")
    opened.mouse.move(700, 20)
    expect(tooltip).to_be_hidden()


def test_a_press_on_a_line_shows_its_claims(browser: Browser, storm: Neighbourhood, tmp_path: Path) -> None:
    two = Neighbourhood(
        subject=storm.subject,
        entities={id: storm.entities[id] for id in (storm.subject, "organization/vendor")},
        edges=storm.edges,
        claims=storm.claims,
    )
    path = tmp_path / "two.html"
    path.write_text(page(two), encoding="utf-8")
    context = browser.new_context(viewport={"width": 1400, "height": 900})
    tab = context.new_page()
    tab.goto(path.as_uri())
    start, end = (wide(cards(two)).cards[id] for id in (storm.subject, "organization/vendor"))
    hover(tab, two, (start.x + start.width + end.x) / 2, (start.y + start.height / 2 + end.y + end.height / 2) / 2)
    press(tab)
    expect(tab.locator("#details .names button")).to_have_text(["Storm 2031", "Nordkontor"])
    expect(tab.locator("#details .statement > summary")).to_contain_text("Storm 2031 hit Nordkontor")
    context.close()


def test_the_overview_lists_conflicts_with_their_claims(opened: Page) -> None:
    expect(opened.locator("#details h3")).to_have_text("Where accounts differ (1)")
    opened.locator(".conflict > summary").click()
    expect(opened.locator(".position > b").first).to_contain_text("30 March 1 voice")
    expect(opened.locator(".position .claim").first).to_contain_text("Storm 2031 occurred on 2031-03-30")


def test_a_group_lists_its_named_members(opened: Page) -> None:
    opened.locator("#as-list").click()
    opened.locator("#list [data-node='group/municipality']").click()
    expect(opened.locator("#details .names button")).to_have_count(30)


def test_escape_leads_back_to_the_overview(opened: Page, storm: Neighbourhood) -> None:
    press_card(opened, storm, "organization/vendor")
    expect(opened.locator("#details h2")).to_have_text("Nordkontor")
    opened.keyboard.press("Escape")
    expect(opened.locator("#details h2")).to_have_text("Overview")


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "https:", "http://[", "", None]
)
def test_other_than_web_addresses_are_no_links(address: str | None) -> None:
    assert link(address) is None


def test_web_addresses_are_links() -> None:
    assert link("https://news.invalid/a") == "https://news.invalid/a"
