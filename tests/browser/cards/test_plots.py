"""Rows, planes and waterfalls under a pointer: found by row, by distance, by step."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.cards.conftest import House
from tests.browser.cards.test_tips import point

OpenPage = Callable[..., Page]


def test_rows_are_found_from_top_to_bottom_and_share_the_room_of_a_series_that_went(
    house: House, open_page: OpenPage
) -> None:
    page = open_page()
    card = house.card(page, "rows")
    point(page, card.locator(".p"), 0.05, 0.9)
    expect(page.locator(".tip b")).to_have_text("Team F")
    expect(page.locator(".tip strong")).to_have_text(["25", "10"])
    lost = card.locator(".b > b:first-child > i").nth(1)
    before = lost.bounding_box()
    card.get_by_role("button", name="Won").click()
    after = lost.bounding_box()
    assert before is not None
    assert after is not None
    assert after["height"] > before["height"] * 1.5
    expect(card.locator(".b > b:first-child > i:visible")).to_have_count(1)


def test_categories_begin_on_the_right_where_one_reads_from_there(
    house: House, open_page: OpenPage
) -> None:
    page = open_page(claims={"locale": "he"})
    card = house.card(page, "grouped")
    point(page, card.locator(".p"), 0.95, 0.9)
    title = page.locator(".tip b")
    expect(title).to_have_text("Team A")
    card.locator(".g[tabindex]").focus()
    page.keyboard.press("ArrowLeft")
    expect(title).to_have_text("Team B")
    steps = house.card(page, "lines")
    point(page, steps.locator(".p"), 0.0, 0.5)
    expect(title).to_contain_text("2024")


def test_a_point_of_a_plane_says_its_name_and_all_its_row_says(
    house: House, open_page: OpenPage
) -> None:
    page = open_page()
    plot = house.card(page, "plane").locator(".p")
    point(page, plot, 0.5, 0.5)
    tip = page.locator(".tip")
    expect(tip.locator("b")).to_have_text("Shop B")
    expect(tip.locator("em")).to_have_text(["Price", "Rating"])
    expect(tip.locator("strong")).to_have_text(["10", "2"])
    point(page, plot, 0.25, 0.9)
    expect(tip).to_be_hidden()


def test_a_step_says_its_change_and_the_running_total_and_cannot_be_switched_off(
    house: House, open_page: OpenPage
) -> None:
    page = open_page()
    card = house.card(page, "steps")
    point(page, card.locator(".p"), 0.3, 0.5)
    tip = page.locator(".tip")
    expect(tip.locator("b")).to_have_text("Step B")
    expect(tip.locator("em")).to_have_text(["Change", "Running total"])
    expect(tip.locator("strong")).to_have_text(["20", "60"])
    expect(card.locator(".l")).to_be_visible()
    expect(card.get_by_role("button", name="Increase")).to_have_count(0)


def test_each_point_of_a_crowded_plane_has_its_tip(house: House, open_page: OpenPage) -> None:
    page = open_page()
    plot = house.card(page, "crowd").locator(".p")
    plot.scroll_into_view_if_needed()
    box = plot.bounding_box()
    assert box is not None
    with page.expect_response(re.compile("rows.*from=500")):
        page.mouse.move(box["x"] + 9, box["y"] + box["height"] - 9)
    first, last = plot.locator("path.z").bounding_box(), page.locator(".tip b")
    assert first is not None
    page.mouse.move(first["x"] + first["width"] - 3, first["y"] + 3)
    expect(last).to_have_text(re.compile(r"Shop 69\d"))
