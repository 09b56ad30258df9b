"""Tables: ordered and turned over as a whole, with buttons that a keyboard reaches."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.cards.conftest import House

OpenPage = Callable[..., Page]
# The last card of an answer has come, but not the answer's end, as behind a slow proxy.
NEVER_ENDS = """() => {
  const ask = window.fetch;
  window.fetch = async (...args) => {
    const answer = await ask(...args);
    const tail = new TransformStream({ flush: () => new Promise(() => undefined) });
    return new Response(answer.body.pipeThrough(tail), answer);
  };
}"""


def test_a_header_orders_the_whole_table_up_down_and_as_it_came(
    house: House, open_page: OpenPage
) -> None:
    page = open_page()
    card = house.card(page, "long")
    head = card.get_by_role("columnheader", name="Customer")
    first = card.locator("tbody tr:first-child td:nth-child(2)")
    expect(head).to_have_attribute("aria-sort", "none")
    before = head.bounding_box()
    head.get_by_role("button").click()
    expect(head).to_have_attribute("aria-sort", "ascending")
    expect(first).to_have_text("Customer 0")
    expect(card.locator("tbody tr:nth-child(3) td:nth-child(2)")).to_have_text("Customer 2")
    expect(head.get_by_role("button")).to_be_focused()
    page.keyboard.press("Enter")
    expect(head).to_have_attribute("aria-sort", "descending")
    expect(first).to_have_text("Customer 119")
    after = head.bounding_box()
    assert before is not None
    assert after is not None
    assert before["height"] == after["height"]
    assert abs(before["width"] - after["width"]) < 1, "no column moves when it is pressed"
    page.keyboard.press("Enter")
    expect(head).to_have_attribute("aria-sort", "none")
    expect(card.locator("tbody tr:first-child td").first).to_have_text("1")


def test_columns_keep_their_place_from_the_first_moment_of_other_rows(
    house: House, open_page: OpenPage
) -> None:
    page = open_page()
    page.evaluate(NEVER_ENDS)
    card = house.card(page, "long")
    head = card.get_by_role("columnheader", name="Customer")
    before = head.bounding_box()
    head.get_by_role("button").click()
    expect(head).to_have_attribute("aria-sort", "ascending")
    after = head.bounding_box()
    assert before is not None
    assert after is not None
    assert abs(before["width"] - after["width"]) < 1
    expect(head.get_by_role("button")).to_be_focused()


def test_pages_of_a_table_reach_its_last_row(
    house: House, open_page: OpenPage, take_picture: Callable[[Page, str], Path]
) -> None:
    page = open_page()
    card = house.card(page, "long")
    expect(card.locator(".f")).to_contain_text("Showing first 50 of 120 rows")
    back, on = (card.get_by_role("button", name=f"{name} page") for name in ("Previous", "Next"))
    expect(back).to_have_attribute("aria-disabled", "true")
    on.click()
    expect(card.locator(".f")).to_contain_text("Rows 51–100 of 120")
    expect(on).to_be_focused()
    page.keyboard.press("Enter")
    expect(card.locator("tbody tr")).to_have_count(20)
    expect(on).to_have_attribute("aria-disabled", "true")
    take_picture(page, "cards-table-last-page")
    back.click()
    expect(card.locator(".f")).to_contain_text("Rows 51–100 of 120")


def test_the_order_holds_from_page_to_page_and_begins_with_the_first(
    house: House, open_page: OpenPage
) -> None:
    page = open_page()
    card = house.card(page, "long")
    card.get_by_role("button", name="Next page").click()
    expect(card.locator(".f")).to_contain_text("Rows 51–100 of 120")
    number = card.get_by_role("columnheader", name="Number").get_by_role("button")
    number.click()
    number.click()
    cell = card.locator("tbody tr:first-child td").first
    expect(cell).to_have_text("120")
    card.get_by_role("button", name="Next page").click()
    expect(cell).to_have_text("70")


def test_only_what_can_be_used_stops_the_keyboard(house: House, open_page: OpenPage) -> None:
    page = open_page()
    for name in ("long", "nest"):
        card = house.card(page, name)
        expect(card.locator("table")).to_be_visible()
        expect(card.locator("td[tabindex]")).to_have_count(0)
    for name, stage in (("ring", ".sb-pie .r"), ("rows", ".g"), ("lines", ".g")):
        expect(house.card(page, name).locator(f"{stage}[tabindex]")).to_have_count(1)


def test_without_script_a_table_shows_its_first_page(house: House, new_page: OpenPage) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(house.address())
    card = house.card(page, "long")
    expect(card.locator("tbody tr")).to_have_count(50)
    expect(card.get_by_role("button")).to_have_count(0)


def test_groups_inside_groups_fold_by_keyboard_and_stay_folded(
    house: House, open_page: OpenPage, take_picture: Callable[[Page, str], Path]
) -> None:
    page = open_page()
    card = house.card(page, "nest")
    outer = card.get_by_role("checkbox", name="Rows of Every", exact=True)
    inner = card.get_by_role("checkbox", name="Rows of Every / one")
    other = card.get_by_role("checkbox", name="Rows of Every / two", exact=True)
    outer.focus()
    page.keyboard.press("Tab")
    expect(inner).to_be_focused()
    shown = card.locator("tbody tr:visible")
    before = shown.count()
    page.keyboard.press("Space")
    expect(shown).to_have_count(before - 2)
    expect(other).to_be_visible()
    card.scroll_into_view_if_needed()
    take_picture(page, "cards-pivot-nest")
    house.card(page, "clicks").locator(".b b").first.click()
    expect(shown).not_to_have_count(before - 2)
    expect(inner).not_to_be_checked()
    expect(card.get_by_role("rowheader", name="B", exact=True)).to_be_hidden()
    outer.uncheck()
    expect(other).to_be_hidden()


def test_a_group_of_a_pivot_table_stays_folded_when_a_filter_draws_it_anew(
    house: House, open_page: OpenPage
) -> None:
    page = open_page()
    card = house.card(page, "folds")
    every = card.get_by_role("checkbox", name="Rows of Every")
    every.uncheck()
    before = card.get_by_role("checkbox").count()
    house.card(page, "clicks").locator(".b b").first.click()
    expect(card.get_by_role("checkbox")).not_to_have_count(before)
    expect(every).not_to_be_checked()
    expect(card.get_by_role("rowheader", name="two", exact=True)).to_be_hidden()
