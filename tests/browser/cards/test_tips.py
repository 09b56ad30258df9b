"""Tips: every series at a position, by mouse, keyboard and finger, inside the frame at any width."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.cards.conftest import House

OpenPage = Callable[..., Page]


def point(page: Page, plot: Locator, x: float, y: float = 0.5) -> None:
    """Moves the mouse to a place of a plot, from 0 at its start and top to 1."""
    plot.scroll_into_view_if_needed()
    box = plot.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] * x, box["y"] + box["height"] * y)


def test_a_tip_says_all_series_at_a_position_and_marks_the_nearest(
    house: House, open_page: OpenPage
) -> None:
    page = open_page()
    plot = house.card(page, "lines").locator(".p")
    point(page, plot, 0.5, 0.5)
    tip = page.locator(".tip")
    expect(tip).to_be_visible()
    expect(tip.locator("b")).to_have_text("January 2025")
    expect(tip.locator("em")).to_have_text(["Revenue", "Cost", "Visits"])
    expect(tip.locator("strong")).to_have_text(["220", "304", "104"])
    expect(plot.locator(".xh i")).to_have_count(3)
    point(page, plot, 0.5, 0.02)
    page.mouse.move(2, 2)
    expect(tip).to_be_hidden()
    expect(plot.locator(".xh")).to_have_count(0)
    expect(plot.locator(".dim")).to_have_count(0)


def test_a_tip_goes_when_the_page_rolls_away_under_it(house: House, open_page: OpenPage) -> None:
    page = open_page()
    point(page, house.card(page, "lines").locator(".p"), 0.5, 0.5)
    expect(page.locator(".tip")).to_be_visible()
    page.mouse.wheel(0, 3)
    expect(page.locator(".tip")).to_be_hidden()


def test_stacked_values_are_said_with_their_share_and_their_total(
    house: House, open_page: OpenPage
) -> None:
    page = open_page()
    point(page, house.card(page, "stacked").locator(".p"), 0.99, 0.9)
    tip = page.locator(".tip")
    expect(tip.locator("em")).to_have_text(["Basic", "Professional", "Enterprise", "Total"])
    expect(tip.locator("strong")).to_have_text(["1,200", "2,400", "3,600", "7,200"])
    expect(tip.locator("small")).to_have_text(["17%", "33%", "50%", ""])
    expect(tip.locator(".near em")).to_have_text("Basic")


def test_a_ring_says_the_slice_and_fades_the_others(house: House, open_page: OpenPage) -> None:
    page = open_page()
    point(page, house.card(page, "ring").locator(".r"), 0.93, 0.4)
    expect(page.locator(".tip b")).to_have_text("Part D")
    expect(page.locator(".tip strong")).to_have_text(["40", "40%"])
    expect(house.card(page, "ring").locator(".r path.dim")).to_have_count(3)


def test_positions_beyond_the_page_are_asked_of_the_server_once(
    house: House, open_page: OpenPage
) -> None:
    page = open_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    plot = house.card(page, "many").locator(".p")
    tip = page.locator(".tip")
    for x in (0.85, 0.9):
        point(page, plot, x)
        expect(tip.locator("b")).to_contain_text("2024")
    point(page, plot, 0.9997)
    expect(tip.locator("b")).to_have_text("Tue, Jun 18, 2024")
    expect(tip.locator("strong")).to_have_text("899")
    assert len([url for url in asked if "/rows?" in url]) == 1


def test_the_keyboard_walks_the_positions_and_they_are_spoken(
    house: House, open_page: OpenPage
) -> None:
    page = open_page()
    stage = house.card(page, "lines").locator(".g")
    stage.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    tip, live = page.locator(".tip"), page.locator("p.sr[role=status]")
    expect(tip.locator("b")).to_have_text("February 2024")
    expect(live).to_have_text("February 2024: Revenue 110; Cost 392; Visits 57")
    page.keyboard.press("End")
    expect(tip.locator("b")).to_have_text("December 2025")
    page.keyboard.press("ArrowDown")
    expect(tip.locator(".near em")).to_have_text("Revenue")
    page.keyboard.press("Escape")
    expect(tip).to_be_hidden()
    expect(stage).to_be_focused()


def test_a_finger_taps_and_the_tip_stays_until_the_next_tap(
    house: House, open_page: OpenPage
) -> None:
    page = open_page(viewport={"width": 320, "height": 640}, has_touch=True, is_mobile=True)
    plot = house.card(page, "lines").locator(".p")
    plot.scroll_into_view_if_needed()
    plot.tap(position={"x": 2, "y": 40})
    tip = page.locator(".tip")
    expect(tip.locator("b")).to_have_text("January 2024")
    page.locator("h1").tap()
    expect(tip).to_be_hidden()


@pytest.mark.parametrize("width", [320, 768])
def test_a_tip_never_leaves_the_frame(
    house: House, open_page: OpenPage, width: int, take_picture: Callable[[Page, str], Path]
) -> None:
    page = open_page(viewport={"width": width, "height": 480})
    tip = page.locator(".tip")
    for name in ("lines", "stacked", "grouped"):
        plot = house.card(page, name).locator(".p")
        for x in (0.02, 0.5, 0.98):
            for y in (0.02, 0.98):
                point(page, plot, x, y)
                expect(tip).to_be_visible()
                box = tip.bounding_box()
                assert box is not None
                assert box["x"] >= 4
                assert box["y"] >= 4
                assert box["x"] + box["width"] <= width - 4
                assert box["y"] + box["height"] <= 480 - 4
    take_picture(page, f"cards-tip-{width}")


@pytest.mark.parametrize(("width", "theme"), [(1440, "light"), (1440, "night"), (320, "night")])
def test_tips_look_right(
    house: House,
    open_page: OpenPage,
    width: int,
    theme: str,
    take_picture: Callable[[Page, str], Path],
) -> None:
    page = open_page(fragment=f"#theme={theme}", viewport={"width": width, "height": 900})
    for name in ("lines", "stacked", "ring"):
        point(page, house.card(page, name).locator(".p, .r").first, 0.92, 0.4)
        expect(page.locator(".tip")).to_be_visible()
        page.screenshot(path=take_picture(page, f"cards-{theme}-{width}-{name}"), full_page=False)
