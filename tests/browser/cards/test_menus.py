"""The menu of a card: by mouse, keyboard and touch, downloads where they are allowed, and the big card."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.cards.conftest import House

OpenPage = Callable[..., Page]
Take = Callable[[Page, str], Path]


def open_menu(page: Page, card: Locator) -> Locator:
    card.hover()
    card.get_by_role("button", name="Options for").click()
    menu = page.get_by_role("menu")
    expect(menu).to_be_visible()
    return menu


@pytest.mark.parametrize(
    ("item", "ending", "begins"),
    [("CSV", "csv", b"Month,Revenue"), ("Excel", "xlsx", b"PK"), ("JSON", "json", b"["), ("Image", "png", b"\x89PNG")],
)  # fmt: skip
def test_a_card_is_saved_as_a_file_and_its_token_stands_in_no_address(
    house: House, open_page: OpenPage, item: str, ending: str, begins: bytes
) -> None:
    page = open_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    menu = open_menu(page, house.card(page, "lines"))
    with page.expect_download() as saved:
        menu.get_by_role("menuitem", name=item).click()
    assert saved.value.suggested_filename.startswith("lines_")
    assert saved.value.suggested_filename.endswith(f".{ending}")
    assert Path(saved.value.path()).read_bytes().lstrip().startswith(begins)
    assert not any("eyJ" in url for url in asked)
    expect(menu).to_be_hidden()


def test_values_are_written_as_on_the_screen_unless_raw_ones_are_wanted(
    house: House, open_page: OpenPage
) -> None:
    page = open_page()
    found = []
    for _ in range(2):
        menu = open_menu(page, house.card(page, "many"))
        with page.expect_download() as saved:
            menu.get_by_role("menuitem", name="CSV").click()
        found.append(Path(saved.value.path()).read_text("utf-8-sig").splitlines()[-1])
        menu = open_menu(page, house.card(page, "many"))
        menu.get_by_role("menuitemcheckbox", name="Formatted values").click()
        page.keyboard.press("Escape")
    assert found == ['"June 18, 2024",899', "2024-06-18,899"]


def test_the_menu_works_by_keyboard_alone(house: House, open_page: OpenPage) -> None:
    page = open_page()
    button = house.card(page, "grouped").get_by_role("button", name="Options for")
    button.focus()
    page.keyboard.press("ArrowDown")
    menu = page.get_by_role("menu")
    expect(menu.get_by_role("menuitem", name="Expand")).to_be_focused()
    expect(button).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowUp")
    check = menu.get_by_role("menuitemcheckbox")
    expect(check).to_be_focused()
    page.keyboard.press("Space")
    expect(check).to_have_attribute("aria-checked", "false")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    expect(button).to_be_focused()
    expect(button).to_have_attribute("aria-expanded", "false")


@pytest.mark.parametrize(
    ("fragment", "claims", "allowed"),
    [
        ("", {}, True),
        ("#downloads=false", {}, False),
        ("#hide_download_button=true", {}, False),
        ("", {"downloads": False}, False),
        ("#downloads=true", {"downloads": False}, False),
    ],
)
def test_downloads_stand_in_the_menu_only_where_they_are_allowed(
    house: House, open_page: OpenPage, fragment: str, claims: dict[str, bool], allowed: bool
) -> None:
    page = open_page(fragment=fragment, claims=claims)
    menu = open_menu(page, house.card(page, "lines"))
    expect(menu.get_by_role("menuitem", name="Expand")).to_be_visible()
    expect(menu.get_by_role("menuitem", name="CSV")).to_have_count(1 if allowed else 0)
    expect(menu).to_contain_text("As of ")


def test_a_card_fills_the_frame_and_gives_the_focus_back(
    house: House, open_page: OpenPage, take_picture: Take
) -> None:
    page = open_page()
    card = house.card(page, "stacked")
    open_menu(page, card).get_by_role("menuitem", name="Expand").click()
    box = card.bounding_box()
    assert box is not None
    assert (box["x"], box["y"], box["width"], box["height"]) == (0, 0, 1280, 900)
    expect(page.get_by_role("dialog", name="stacked")).to_be_visible()
    plot = card.locator(".p").bounding_box()
    assert plot is not None
    assert plot["width"] > 1100, "the chart fits the larger box by itself"
    card.get_by_role("button", name="Enterprise").click()
    expect(card.locator(".y span").last).to_have_text("4k")
    expect(page.get_by_role("dialog", name="stacked")).to_be_visible()
    page.mouse.move(700, 600)
    expect(page.locator(".tip")).to_be_visible()
    page.screenshot(path=take_picture(page, "cards-expanded"))
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    after = card.bounding_box()
    assert after is not None
    assert after["width"] < 700
    expect(card.get_by_role("button", name="Options for")).to_be_focused()
    house.card(page, "lines").get_by_role("button", name="Cost").click()


def test_a_finger_always_sees_the_menus_button(
    house: House, open_page: OpenPage, take_picture: Take
) -> None:
    page = open_page(viewport={"width": 320, "height": 640}, has_touch=True, is_mobile=True)
    button = house.card(page, "lines").get_by_role("button", name="Options for")
    expect(button).to_have_css("opacity", "1")
    button.tap()
    menu = page.get_by_role("menu")
    box = menu.bounding_box()
    assert box is not None
    assert box["x"] >= 4
    assert box["x"] + box["width"] <= 316
    page.screenshot(path=take_picture(page, "cards-menu-320"))
    house.card(page, "lines").get_by_role("heading").tap()
    expect(menu).to_be_hidden()


@pytest.mark.parametrize("theme", ["light", "night"])
def test_menus_look_right(
    house: House, open_page: OpenPage, theme: str, take_picture: Take
) -> None:
    page = open_page(fragment=f"#theme={theme}")
    open_menu(page, house.card(page, "lines"))
    page.screenshot(path=take_picture(page, f"cards-menu-{theme}"))
