"""Legends: a series is switched off and on, by script where axes stay, else by the server."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.cards.conftest import House

OpenPage = Callable[..., Page]


def asked_of(page: Page) -> list[str]:
    """Addresses of the page's requests from now on."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    return asked


def test_an_unstacked_series_is_switched_off_without_asking(
    house: House, open_page: OpenPage
) -> None:
    page = open_page()
    asked = asked_of(page)
    card = house.card(page, "lines")
    cost = card.get_by_role("button", name="Cost")
    expect(cost).to_have_attribute("aria-pressed", "true")
    cost.click()
    expect(cost).to_have_attribute("aria-pressed", "false")
    assert card.locator(".p path:visible").count() < card.locator(".p path").count()
    page.wait_for_timeout(600)
    cost.click()
    expect(card.locator(".p .off")).to_have_count(0)
    assert asked == []


def test_bars_side_by_side_share_the_room_of_one_that_went(
    house: House, open_page: OpenPage
) -> None:
    page = open_page()
    card = house.card(page, "grouped")
    bar = card.locator(".b > b:first-child > i").first
    before = bar.bounding_box()
    card.get_by_role("button", name="Lost").click()
    after = bar.bounding_box()
    assert before is not None
    assert after is not None
    assert after["width"] > before["width"] * 1.5


def test_a_stacked_series_is_taken_away_by_the_server_and_the_axis_follows(
    house: House, open_page: OpenPage, take_picture: Callable[[Page, str], Path]
) -> None:
    page = open_page()
    asked = asked_of(page)
    card = house.card(page, "stacked")
    expect(card.locator(".y span").last).to_have_text("8k")
    chip = card.get_by_role("button", name="Enterprise")
    chip.focus()
    page.keyboard.press("Space")
    expect(card.locator(".y span").last).to_have_text("4k")
    expect(chip).to_have_attribute("aria-pressed", "false")
    expect(chip).to_be_focused()
    expect(card.locator(".b i")).to_have_count(24)
    fragments = [url for url in asked if "/embed/-/" in url]
    assert len(fragments) == 1
    assert "hidden=Enterprise" in fragments[0]
    take_picture(page, "cards-legend-stacked")


def test_a_double_click_shows_one_series_alone_and_again_all(
    house: House, open_page: OpenPage
) -> None:
    page = open_page()
    card = house.card(page, "lines")
    visits = card.get_by_role("button", name="Visits")
    visits.dblclick()
    pressed = [chip.get_attribute("aria-pressed") for chip in card.locator(".l > *").all()]
    assert pressed == ["false", "false", "true"]
    page.wait_for_timeout(600)
    visits.click(modifiers=["Alt"])
    expect(card.locator(".l > [aria-pressed=true]")).to_have_count(3)


def test_hidden_series_are_not_said_by_the_tip(house: House, open_page: OpenPage) -> None:
    page = open_page()
    card = house.card(page, "lines")
    card.get_by_role("button", name="Cost").click()
    card.locator(".g").focus()
    page.keyboard.press("Home")
    expect(page.locator(".tip em")).to_have_text(["Revenue", "Visits"])


@pytest.mark.parametrize("name", ["lines", "stacked", "rows"])
def test_series_in_lines_of_a_legend_stand_far_enough_apart_for_a_finger(
    house: House, open_page: OpenPage, name: str
) -> None:
    page = open_page()
    legend = house.card(page, name).locator(".l")
    legend.evaluate("legend => { legend.style.width = '110px' }")
    chips = legend.locator("[role=button]")
    expect(chips.nth(1)).to_be_visible()
    tops = set(chips.evaluate_all("chips => chips.map(one => one.getBoundingClientRect().top)"))
    assert len(tops) > 1 or name == "rows"
    rows = sorted(tops)
    assert all(b - a >= 24 for a, b in pairwise(rows)), rows


def test_parts_of_a_ring_stand_far_enough_apart_for_a_finger(
    house: House, open_page: OpenPage
) -> None:
    chips = house.card(open_page(), "ring").locator(".l > [role=button]")
    expect(chips.nth(1)).to_be_visible()
    tops = chips.evaluate_all("chips => chips.map(one => one.getBoundingClientRect().top)")
    assert min(b - a for a, b in pairwise(tops)) >= 24


def test_a_part_of_a_ring_is_taken_away_and_the_others_are_the_whole(
    house: House, open_page: OpenPage
) -> None:
    page = open_page()
    card = house.card(page, "ring")
    chip = card.get_by_role("button", name="Part D")
    expect(chip).to_contain_text("40%")
    chip.click()
    expect(card.locator(".r path")).to_have_count(3)
    expect(card.locator(".c b")).to_have_text("60")
    expect(card.locator(".l b")).to_have_text(["", "50.0%", "33.3%", "16.7%"])
    expect(chip).to_have_attribute("aria-pressed", "false")
    expect(card.locator(".r .dim")).to_have_count(0)  # the pointer is on what is off
    card.locator(".r").focus()
    page.keyboard.press("Home")
    expect(page.locator(".tip b")).to_have_text("Part C")
    chip.click()
    expect(card.locator(".c b")).to_have_text("100")
