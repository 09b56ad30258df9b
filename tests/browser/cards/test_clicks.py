"""Clicks: a mark sets a filter and takes it back, a cell opens an address, the host is told."""

from __future__ import annotations

import functools
import threading
from collections.abc import Callable
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.cards.conftest import House
from tests.browser.conftest import NewPage

OpenPage = Callable[..., Page]
HOST = """<!doctype html><meta charset=utf-8><title>host</title>
<script>window.told = []; addEventListener("message", (event) => {
  if (/^signboard:(ready|error|click)$/.test(event.data?.type)) window.told.push(event.data) })</script>
<iframe src="ADDRESS" style="width:1200px;height:3000px;border:0"></iframe>"""


def bar(page: Page, house: House, number: int) -> Any:
    return house.card(page, "clicks").locator(f".b > b:nth-child({number}) i")


def test_a_mark_sets_the_filter_and_one_click_takes_it_back(
    house: House, open_page: OpenPage, take_picture: Callable[[Page, str], Path]
) -> None:
    page = open_page()
    bar(page, house, 2).click()
    expect(house.card(page, "clicks").locator(".b > b")).to_have_count(1)
    expect(house.card(page, "none").locator(".b > b")).to_have_count(1)
    expect(page.locator("[data-slug=category] summary")).to_contain_text("Chairs")
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("Category is now Chairs")
    assert "category=Chairs" in page.url
    page.screenshot(path=take_picture(page, "cards-crossfilter"))
    alert.get_by_role("button", name="Undo").click()
    expect(house.card(page, "clicks").locator(".b > b")).to_have_count(2)
    expect(page.locator("[data-slug=category] summary")).to_contain_text("All")


def test_the_same_mark_again_takes_the_filter_back(house: House, open_page: OpenPage) -> None:
    page = open_page()
    bar(page, house, 2).click()
    expect(house.card(page, "clicks").locator(".b > b")).to_have_count(1)
    bar(page, house, 1).click()
    expect(house.card(page, "clicks").locator(".b > b")).to_have_count(2)


def test_a_mark_is_pressed_by_keyboard(house: House, open_page: OpenPage) -> None:
    page = open_page()
    house.card(page, "clicks").locator(".g").focus()
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    expect(house.card(page, "none").locator(".b > b")).to_have_count(1)
    expect(page.locator("[data-slug=category] summary")).to_contain_text("Chairs")


def test_a_cell_opens_its_address_in_a_new_tab(house: House, open_page: OpenPage) -> None:
    page = open_page()
    page.context.route("https://shop.example/**", lambda route: route.fulfill(body="shop"))
    cell = house.card(page, "links").locator("tbody tr:nth-child(2) td:first-child button")
    expect(cell).to_have_text("Chairs")
    with page.context.expect_page() as opened:
        cell.focus()
        page.keyboard.press("Enter")
    expect(opened.value).to_have_url("https://shop.example/Chairs?n=Acme%20note%20three")
    assert opened.value.evaluate("window.opener") is None
    assert opened.value.evaluate("document.referrer") == ""


def press_in_frame(page: Page, house: House) -> list[dict[str, Any]]:
    """Presses the third bar of the stacked chart; gives what the host was told by then."""
    card = page.frame_locator("iframe").locator(f'section[slot="c{house.ids["stacked"]}"]')
    card.locator(".g[tabindex]").wait_for()
    card.locator(".b > b:nth-child(3) i").first.click()
    page.wait_for_function("told.some((one) => one.type === 'signboard:click')")
    told: list[dict[str, Any]] = page.evaluate("told")
    return told


def test_the_host_is_told_what_is_visible_and_nothing_more(
    house: House, new_page: NewPage, tmp_path: Path
) -> None:
    page = new_page()
    html = HOST.replace("ADDRESS", house.address())
    (tmp_path / "host.html").write_text(html, "utf-8")
    handler = functools.partial(SimpleHTTPRequestHandler, directory=str(tmp_path))
    host = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=host.serve_forever).start()
    try:
        page.goto(f"http://localhost:{host.server_address[1]}/host.html")
        told = press_in_frame(page, house)
    finally:
        host.shutdown()
        host.server_close()
    ready = next(one for one in told if one["type"] == "signboard:ready")
    failed = next(one for one in told if one["type"] == "signboard:error")
    click = next(one for one in told if one["type"] == "signboard:click")
    assert ready["version"] == 1
    assert failed["dashcard"] == house.ids["broken"]
    assert len(failed["reference"]) == 8
    assert click == {
        "type": "signboard:click",
        "version": 1,
        "dashcard": house.ids["stacked"],
        "values": {"month": "2025-03-01", "plan": "Basic", "total": 300},
        "dimensions": ["month", "plan"],
    }
    assert "770001" not in str(told)
