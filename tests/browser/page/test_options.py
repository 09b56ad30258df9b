"""What the address's hash asks for, and that changing it asks the server for nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage
from tests.browser.page.conftest import DESCRIPTION, House, said, widget


def test_changing_looks_in_the_hash_reloads_no_data_and_going_back_restores_them(
    house: House, new_page: NewPage
) -> None:
    page = new_page()
    page.goto(house.address("filters"))
    page.wait_for_timeout(500)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    root = page.locator("html")
    page.evaluate(
        "location.hash = 'theme=night&titled=false&bordered=true&font=Lato&hide_parameters=paid,unit'"
    )
    expect(root).to_have_attribute("data-theme", "night")
    expect(root).to_have_attribute("data-bordered", "true")
    expect(widget(page, "paid")).to_be_hidden()
    expect(widget(page, "category")).to_be_visible()
    assert "Lato" in page.evaluate("getComputedStyle(document.body).fontFamily")
    page.evaluate("location.hash = ''")
    expect(root).to_have_attribute("data-theme", "light")
    expect(root).to_have_attribute("data-titled", "true")
    expect(widget(page, "paid")).to_be_visible()
    assert [url for url in asked if not url.endswith((".js", ".css"))] == []


def test_a_right_that_the_token_takes_is_not_given_back_by_the_hash(
    house: House, new_page: NewPage
) -> None:
    page = new_page()
    page.goto(house.address("filters", "", "#downloads=true", downloads=False))
    expect(page.locator("html")).to_have_attribute("data-downloads", "never")
    page.goto(house.address("filters", "?v=2", "#hide_download_button=true"))
    expect(page.locator("html")).to_have_attribute("data-downloads", "false")


def test_refresh_draws_the_cards_again_keeps_what_is_open_and_rests_in_hidden_tabs(
    house: House, new_page: NewPage
) -> None:
    page = new_page()
    page.goto(house.address("filters", "", "#refresh=1"))
    widget(page, "category").locator("summary").click()
    with page.expect_request(lambda request: "/dashboard/cards" in request.url, timeout=4000):
        pass
    expect(widget(page, "category").locator("details")).to_have_attribute("open", "")
    page.evaluate(
        "Object.defineProperty(document, 'hidden', {get: () => true, configurable: true});"
        "document.dispatchEvent(new Event('visibilitychange'))"
    )
    page.wait_for_timeout(300)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.wait_for_timeout(1800)
    assert asked == []
    page.evaluate("delete document.hidden; document.dispatchEvent(new Event('visibilitychange'))")
    page.wait_for_timeout(700)
    assert len(asked) == 1


def test_scroll_to_shows_a_card_and_opens_its_tab(house: House, new_page: NewPage) -> None:
    page = new_page(viewport={"width": 1000, "height": 400})
    catalog = house.stage.house.runtime.catalog.current()
    dashboard = catalog.dashboards[house.stage.ids["tabbed"]]
    text = next(card for card in dashboard.dashcards if card.virtual)
    page.goto(house.address("tabbed", "", f"#scrollTo={text.id}"))
    expect(page.get_by_role("tab", name="Details")).to_have_attribute("aria-selected", "true")
    expect(page.locator("section.text")).to_be_in_viewport()


def test_the_hashs_language_costs_one_request_and_the_tokens_stays(
    house: House, new_page: NewPage, take_picture: Callable[[Page, str], Path]
) -> None:
    page = new_page(locale="en-US")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(house.address("filters", "?placed=2024-03-01~2024-03-31", "#locale=ar"))
    expect(page.locator("html")).to_have_attribute("lang", "ar")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(widget(page, "category").locator("summary b")).to_have_text("الكل")
    assert len([url for url in asked if "/dashboard/cards" in url]) == 1
    widget(page, "placed").locator("summary").click()
    expect(widget(page, "placed").get_by_role("tab", name="التقويم")).to_be_visible()
    take_picture(page, "locale-ar-hash-1280")
    page.goto(house.address("filters", "?v=2", "#locale=ar", locale="de"))
    page.wait_for_timeout(700)
    expect(page.locator("html")).to_have_attribute("lang", "de")


def test_fullscreen_is_offered_by_a_button(house: House, new_page: NewPage) -> None:
    page = new_page()
    page.goto(house.address("filters", "", "#fullscreen=true"))
    page.get_by_role("button", name="Full screen").click()
    page.wait_for_timeout(300)
    assert page.evaluate("document.fullscreenElement !== null")


def test_the_zone_of_the_token_is_said(house: House, new_page: NewPage) -> None:
    page = new_page()
    page.goto(house.address("filters", timezone="Asia/Tokyo"))
    expect(page.get_by_role("contentinfo")).to_have_text("Times in Asia/Tokyo")
    page.goto(house.address("filters"))
    expect(page.get_by_role("contentinfo")).to_have_count(0)


def test_print_shows_cards_whole_and_no_controls(house: House, new_page: NewPage) -> None:
    page = new_page()
    page.goto(house.address("tabbed"))
    expect(said(page)).to_have_count(0)
    page.emulate_media(media="print")
    expect(page.locator("form.filters")).to_be_hidden()
    expect(page.get_by_role("tab").first).to_be_hidden()
    style = page.locator("section.card").first.evaluate(
        "card => getComputedStyle(card).breakInside"
    )
    assert style == "auto", "a long table may go on on the next page"
    table = page.locator("section.card .w").first
    assert table.evaluate("table => table.scrollHeight - table.clientHeight") <= 1


def test_a_description_opens_by_keyboard_stays_inside_and_closes_with_escape(
    house: House, new_page: NewPage
) -> None:
    page = new_page(viewport={"width": 320, "height": 600})
    page.goto(house.address("tabbed"))
    tip = page.locator(".title .info")
    tip.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(tip.locator("p")).to_have_text(DESCRIPTION)
    box = tip.locator("p").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 320
    page.keyboard.press("Escape")
    expect(tip.locator("p")).to_be_hidden()
    expect(tip.locator("summary")).to_be_focused()
