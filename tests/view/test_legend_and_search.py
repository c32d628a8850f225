"""The legend hides and shows types; the search finds names and leads to them."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from kedja.view.palette import LOOKS

COUNT = """(rgb) => {
  const canvas = document.querySelector('#canvas canvas');
  const data = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
  let found = 0;
  for (let i = 0; i < data.length; i += 4) if (rgb.every((value, k) => data[i + k] === value)) found += 1;
  return found;
}"""


def pixels(tab: Page, category: str) -> int:
    """How many pixels of the canvas have exactly the colour of the category."""
    tab.wait_for_timeout(150)
    colour = LOOKS[category].light
    return int(tab.evaluate(COUNT, [int(colour[i : i + 2], 16) for i in (1, 3, 5)]))


def test_the_legend_counts_each_type(opened: Page) -> None:
    expect(opened.locator("[data-category=municipality] b")).to_have_text("41")
    expect(opened.locator("[data-category=person] b")).to_have_text("1")
    expect(opened.locator("[data-status=possible] b")).to_have_text("14")


def test_a_press_in_the_legend_hides_a_type_and_shows_it_again(opened: Page) -> None:
    button = opened.locator("[data-category=region]")
    before = pixels(opened, "region")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "false")
    assert before > 0
    assert pixels(opened, "region") == 0
    button.click()
    assert pixels(opened, "region") == before


def test_what_is_hidden_is_hidden_in_the_list_too(opened: Page) -> None:
    opened.locator("[data-category=region]").click()
    opened.locator("#as-list").click()
    expect(opened.locator("[data-node='organization/customer-5']")).to_be_hidden()
    expect(opened.locator("[data-node='organization/customer-6']")).to_be_visible()


def test_excluded_lines_are_hidden_until_asked_for(opened: Page) -> None:
    expect(opened.locator("[data-status=excluded]")).to_have_attribute("aria-pressed", "false")
    expect(opened.locator("[data-status=confirmed]")).to_have_attribute("aria-pressed", "true")


def test_search_finds_without_marks_over_letters_and_leads_there(opened: Page) -> None:
    opened.locator("#search").fill("region as")
    expect(opened.locator("#found")).to_have_text("8 found")
    opened.keyboard.press("Enter")
    expect(opened.locator("#found")).to_have_text("1 of 8")
    expect(opened.locator("#details h2")).to_contain_text("Region Ås")


def test_search_that_finds_nothing_says_so(opened: Page) -> None:
    opened.locator("#search").fill("zeppelin")
    expect(opened.locator("#found")).to_have_text("none")
    expect(opened.locator("#hits")).to_be_hidden()
    opened.keyboard.press("Escape")
    expect(opened.locator("#search")).to_have_value("")


def test_everything_can_be_reached_by_keyboard(opened: Page) -> None:
    opened.keyboard.press("/")
    expect(opened.locator("#search")).to_be_focused()
    opened.locator("#as-list").focus()
    opened.keyboard.press("Enter")
    opened.locator("#list [data-node='organization/vendor']").focus()
    opened.keyboard.press("Enter")
    expect(opened.locator("#details h2")).to_have_text("Nordkontor")
