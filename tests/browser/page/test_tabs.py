"""Tabs: drawn when they are opened, named by the address, worked by keyboard, links without script."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage, wait_until
from tests.browser.page.conftest import House, widget

PANEL = "document.querySelector('main').shadowRoot.querySelector('.g:not([hidden])').id"


def asked_for(page: Page) -> list[str]:
    """What the page asks of its fragments from now on."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    return asked


def cards(asked: list[str]) -> list[str]:
    return [url for url in asked if "/dashboard/cards" in url]


def test_only_the_first_tab_is_in_the_first_response_and_the_others_are_asked_for_once(
    house: House, new_page: NewPage, take_picture: Callable[[Page, str], Path]
) -> None:
    page = new_page()
    asked = asked_for(page)
    page.goto(house.address("tabbed"))
    tabs = page.get_by_role("tablist", name="Tabs").get_by_role("tab")
    expect(tabs).to_have_text(["Overview", "Details & notes", "Nothing here"])
    expect(tabs.first).to_have_attribute("aria-selected", "true")
    expect(page.locator("section.card")).to_have_count(1)
    expect(widget(page, "title")).to_be_hidden()
    take_picture(page, "tabs-1280")

    tabs.nth(1).click()
    expect(page.get_by_text("60.75").or_(page.get_by_text("8,"))).to_have_count(1)
    expect(page.locator("section.card:visible")).to_have_count(2)
    expect(widget(page, "title")).to_be_visible()
    expect(widget(page, "category")).to_be_hidden()
    assert len(cards(asked)) == 1
    assert "tab=" in page.url
    assert "details-notes" in page.url
    tabs.nth(0).click()
    tabs.nth(1).click()
    assert len(cards(asked)) == 1
    tabs.nth(2).click()
    expect(page.locator("form.filters")).to_be_hidden()
    expect(page.locator("section.card:visible")).to_have_count(0)


def test_cards_stand_in_reading_order_whichever_came_first(house: House, new_page: NewPage) -> None:
    page = new_page()
    page.goto(house.address("tabbed"))
    tabs = page.get_by_role("tab")
    tabs.nth(1).click()
    page.goto(page.url)
    expect(page.locator("section.card:visible")).to_have_count(2)
    tabs.nth(0).click()
    expect(page.locator("section.card")).to_have_count(3)
    slots = "[...document.querySelector('main').shadowRoot.querySelectorAll('slot[name^=c]')]"
    here = "[...document.querySelectorAll('main > section')]"
    wait_until(
        lambda: (
            page.evaluate(f"String({here}.map(card => card.slot))")
            == page.evaluate(f"String({slots}.map(slot => slot.name))")
        )
    )


def test_the_address_keeps_the_tab_with_its_filters(house: House, new_page: NewPage) -> None:
    page = new_page()
    page.goto(house.address("tabbed"))
    page.get_by_role("tab", name="Details").click()
    widget(page, "title").get_by_role("textbox").fill("anvil")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Title: anvil")).to_be_visible()
    page.reload()
    expect(page.get_by_role("tab", name="Details")).to_have_attribute("aria-selected", "true")
    expect(page.get_by_text("Title: anvil")).to_be_visible()
    expect(page.locator("section.card")).to_have_count(2)


def test_a_filter_changed_on_one_tab_counts_on_another_when_it_is_opened(
    house: House, new_page: NewPage
) -> None:
    page = new_page()
    page.goto(house.address("tabbed"))
    page.get_by_role("tab", name="Details").click()
    expect(page.locator("section.text")).to_be_visible()
    page.get_by_role("tab", name="Overview").click()
    asked = asked_for(page)
    widget(page, "category").locator("summary").click()
    widget(page, "category").get_by_role("checkbox", name="Chairs").check()
    expect(page.get_by_text("Acme note three")).to_be_visible()
    expect(page.get_by_text("Acme note one")).to_have_count(0)
    assert len(cards(asked)) == 1
    page.get_by_role("tab", name="Details").click()
    page.wait_for_timeout(300)
    assert len(cards(asked)) == 1, "nothing on this tab obeys the category"


def test_tabs_work_by_keyboard(house: House, new_page: NewPage) -> None:
    page = new_page()
    page.goto(house.address("tabbed"))
    first = page.get_by_role("tab", name="Overview")
    expect(first).to_have_attribute("tabindex", "0")
    first.focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("tab", name="Details")).to_be_focused()
    expect(first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Space")
    expect(page.get_by_role("tab", name="Details")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    expect(page.get_by_role("tab", name="Nothing")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowRight")
    expect(first).to_be_focused()


def test_without_script_tabs_are_links_that_keep_the_filters(
    house: House, new_page: NewPage
) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(house.address("tabbed", "?title=anvil"))
    page.get_by_role("link", name="Details").click()
    expect(page.get_by_text("Title: anvil")).to_be_visible()
    expect(page.get_by_role("link", name="Details")).to_have_attribute("aria-current", "page")
    widget(page, "title").get_by_role("textbox").last.fill("boat")
    page.get_by_role("button", name="Apply").click()
    expect(page.get_by_text("Title: anvil, boat")).to_be_visible()
    expect(page.get_by_role("link", name="Details")).to_have_attribute("aria-current", "page")


@pytest.mark.parametrize("tab", ["0", "99-gone", "x", "%27--", "1" * 30])
def test_an_address_that_names_no_tab_shows_the_first(
    house: House, new_page: NewPage, tab: str
) -> None:
    page = new_page()
    response = page.goto(house.address("tabbed", f"?tab={tab}"))
    assert response is not None
    assert response.status == 200
    expect(page.get_by_role("tab", name="Overview")).to_have_attribute("aria-selected", "true")


def test_a_frame_follows_a_shorter_tab_and_an_open_calendar(
    house: House, host_page: str, new_page: NewPage
) -> None:
    page = new_page()
    page.goto(host_page)
    page.evaluate(
        "address => { document.querySelector('iframe').src = address }", house.address("tabbed")
    )
    frame = page.frame_locator("iframe")
    expect(frame.get_by_role("tab")).to_have_count(3)

    def height() -> float:
        page.wait_for_timeout(500)
        box = page.locator("iframe").bounding_box()
        assert box is not None
        return box["height"]

    tall = height()
    frame.get_by_role("tab", name="Details").click()
    expect(frame.locator("section.text")).to_be_visible()
    short = height()
    assert short < tall - 200
    frame.get_by_role("tab", name="Nothing").click()
    bare = height()
    assert bare < short
    page.evaluate(
        "address => { document.querySelector('iframe').src = address }", house.address("filters")
    )
    expect(frame.locator("section.text")).to_be_visible()
    closed = height()
    frame.locator("[data-slug=placed] summary").click()
    frame.get_by_role("tab", name="Calendar").click()
    page.set_viewport_size({"width": 400, "height": 900})
    frame.locator(".fold").click()
    opened = height()
    assert opened > closed
    overflow = "document.documentElement.scrollHeight - innerHeight"
    assert page.frames[1].evaluate(overflow) <= 0
