"""A question that stands alone: the same menu, tips and pages, without a card around it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from signboard.catalog.questions import update_question
from signboard.tokens.mint import mint
from tests.browser.cards.conftest import House
from tests.browser.conftest import NewPage
from tests.embed.stage import ACME, LOCKED

Take = Callable[[Page, str], Path]


def address(house: House, name: str, fragment: str = "") -> str:
    stage = house.stage
    published = {"enable_embedding": True, "embedding_params": {"account": LOCKED}}
    update_question(stage.house.runtime.catalog, stage.ids[name], published)
    token = mint(stage.secret, resource={"question": stage.ids[name]}, params={"account": [ACME]})
    return f"{house.url}/embed/question/{token}{fragment}"


@pytest.mark.parametrize("name", ["lines", "long"])
@pytest.mark.parametrize(("width", "theme"), [(320, "light"), (768, "night")])
def test_a_question_alone_has_its_menu_and_can_be_saved(
    house: House, new_page: NewPage, name: str, width: int, theme: str, take_picture: Take
) -> None:
    page = new_page(viewport={"width": width, "height": 520})
    page.goto(address(house, name, f"#theme={theme}"))
    card = page.locator("section.card")
    card.hover()
    card.get_by_role("button", name="Options for").click()
    menu = page.get_by_role("menu")
    box = menu.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] <= 520
    page.screenshot(path=take_picture(page, f"alone-{name}-{width}"))
    with page.expect_download() as saved:
        menu.get_by_role("menuitem", name="CSV").click()
    assert saved.value.suggested_filename.endswith(".csv")


def test_a_big_card_in_a_frame_as_tall_as_its_page_is_as_tall_as_a_screen(
    house: House, new_page: NewPage
) -> None:
    page = new_page(viewport={"width": 1000, "height": 3000})
    page.goto(house.address())
    card = house.card(page, "stacked")
    card.locator(".g[tabindex]").wait_for()
    card.hover()
    card.get_by_role("button", name="Options for").click()
    page.get_by_role("menuitem", name="Expand").click()
    box = card.bounding_box()
    assert box is not None
    assert 400 < box["height"] < 700
    expect(card.get_by_role("button", name="Close")).to_be_visible()
    card.get_by_role("button", name="Close").click()
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_a_page_that_runs_from_right_to_left_has_its_controls_there(
    house: House, new_page: NewPage, take_picture: Take
) -> None:
    page = new_page(locale="ar")
    page.goto(house.address())
    card = house.card(page, "lines")
    card.locator(".g[tabindex]").wait_for()
    card.hover()
    button = card.locator(".mb")
    box, whole = button.bounding_box(), card.bounding_box()
    assert box is not None
    assert whole is not None
    assert box["x"] < whole["x"] + 60
    button.click()
    expect(page.get_by_role("menu")).to_contain_text("تنزيل")
    page.screenshot(path=take_picture(page, "cards-rtl"))


def test_without_script_a_question_is_saved_by_a_plain_form(
    house: House, new_page: NewPage, take_picture: Take
) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(address(house, "long"))
    page.get_by_text("Download", exact=True).click()
    take_picture(page, "alone-plain")
    with page.expect_download() as saved:
        page.get_by_role("button", name="CSV").click()
    assert saved.value.suggested_filename.startswith("long_")
    rows = Path(saved.value.path()).read_text("utf-8-sig").splitlines()
    assert len(rows) == 121
