"""The whole road as a customer sees it: a portal on another origin, two customers, one key."""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import FrameLocator, Page, expect

from tests.browser.conftest import Demo, NewPage

ACCOUNTS = {"fjord-fern": 1, "cafe-solene": 2}
PICTURE = Path(__file__).parents[2] / "docs" / "images" / "portal.png"
CARDS = 9


def orders_of(demo: Demo, account: int, extra: str = "", *values: str) -> str:
    """The number that the card `Orders` must show, counted without any of our code."""
    with sqlite3.connect(demo.folder / "tidemark.db") as connection:
        (count,) = connection.execute(
            "select count(*) from orders where account_id = ? and status <> 'refunded'"
            " and created_at >= '2025-07-07' and created_at < '2026-06-29'" + extra,
            (account, *values),
        ).fetchone()
    return f"{count:,}"


def categories_of(demo: Demo, account: int) -> set[str]:
    """The categories that this customer sells, and so may choose from."""
    with sqlite3.connect(demo.folder / "tidemark.db") as connection:
        rows = connection.execute(
            "select distinct category from orders where account_id = ?", (account,)
        )
        return {category for (category,) in rows}


def card(frame: FrameLocator | Page, title: str) -> object:
    return frame.get_by_role("region", name=title, exact=True)


def sign_in(page: Page, demo: Demo, customer: str) -> FrameLocator:
    page.goto(demo.portal)
    page.locator(f"button[value={customer}]").click()
    frame = page.frame_locator("iframe.embed")
    expect(card(frame, "Orders")).to_be_visible()
    return frame


def embed_address(page: Page) -> str:
    """The signed address that the portal made for its iframe."""
    address = page.locator("iframe.embed").first.get_attribute("src")
    assert address is not None
    return address


def test_two_customers_see_their_own_rows_side_by_side(
    demo: Demo, new_page: NewPage, take_picture: Callable[[Page, str], Path]
) -> None:
    page = new_page(viewport={"width": 1440, "height": 1000})
    page.goto(f"{demo.portal}/compare")
    frames = page.locator("iframe.embed")
    shown = []
    for index, account in enumerate(ACCOUNTS.values()):
        frame = frames.nth(index).content_frame
        expect(card(frame, "Orders")).to_contain_text(orders_of(demo, account))
        shown.append(frame.locator("body").inner_text())
    assert shown[0] != shown[1]
    page.wait_for_timeout(500)  # the host's resizer settles before the picture
    take_picture(page, "portal-compare-1440")
    if os.environ.get("SIGNBOARD_WRITE_PICTURES") or not PICTURE.exists():
        PICTURE.parent.mkdir(exist_ok=True)
        page.screenshot(path=PICTURE)


def test_a_changed_filter_refreshes_only_the_cards_that_obey_it(
    demo: Demo, new_page: NewPage
) -> None:
    page = new_page()
    frame = sign_in(page, demo, "fjord-fern")
    category = sorted(categories_of(demo, 1))[0]
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    frame.locator("summary", has_text="Category").click()
    frame.get_by_label(category, exact=True).check()

    wanted = orders_of(demo, 1, " and category = ?", category)
    expect(card(frame, "Orders")).to_contain_text(wanted)
    fragments = [url for url in asked if "/embed/-/dashboard/" in url]
    assert len(fragments) == 1
    assert "eyJ" not in fragments[0], "the token must travel in a header only (decision 14)"
    inner = next(f for f in page.frames if "/embed/dashboard/" in f.url)
    assert f"category={category}" in inner.url.replace("+", " ").replace("%20", " ")
    inner.goto(inner.url)
    expect(card(frame, "Orders")).to_contain_text(wanted)


def test_a_list_offers_only_what_the_locked_account_sells(demo: Demo, new_page: NewPage) -> None:
    for customer, account in ACCOUNTS.items():
        frame = sign_in(new_page(), demo, customer)
        offered = frame.locator("[data-slug=category] .all label").all_text_contents()
        assert {text.strip() for text in offered} == categories_of(demo, account)


def test_filters_work_by_keyboard_alone(demo: Demo, new_page: NewPage) -> None:
    page = new_page()
    frame = sign_in(page, demo, "fjord-fern")
    category = sorted(categories_of(demo, 1))[0]
    summary = frame.locator("summary", has_text="Category")
    summary.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    wanted = orders_of(demo, 1, " and category = ?", category)
    expect(card(frame, "Orders")).to_contain_text(wanted)
    page.keyboard.press("Escape")
    expect(summary).to_be_focused()
    expect(frame.locator("[data-slug=category] details")).not_to_have_attribute("open", "")


def test_the_dark_theme_comes_from_the_hosts_address(
    demo: Demo, new_page: NewPage, take_picture: Callable[[Page, str], Path]
) -> None:
    page = new_page()
    sign_in(page, demo, "cafe-solene")
    page.goto(embed_address(page).replace("theme=light", "theme=night"))
    expect(page.locator("html")).to_have_attribute("data-theme", "night")
    scheme = page.evaluate("getComputedStyle(document.documentElement).colorScheme")
    assert scheme == "dark"
    take_picture(page, "embed-night-1280")


def test_everything_is_there_without_script_and_filters_are_a_form(
    demo: Demo, new_page: NewPage, take_picture: Callable[[Page, str], Path]
) -> None:
    host = new_page()
    sign_in(host, demo, "fjord-fern")
    page = new_page(java_script_enabled=False)
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto(embed_address(host).partition("#")[0])
    assert len(requests) == 1, "the first view is one request"
    assert page.locator("section.card .sb").count() >= CARDS
    expect(card(page, "Orders")).to_contain_text(orders_of(demo, 1))
    take_picture(page, "embed-without-script-1280")

    category = sorted(categories_of(demo, 1))[0]
    page.locator("summary", has_text="Category").click()
    page.get_by_label(category, exact=True).check()
    page.get_by_role("button", name="Apply").click()
    wanted = orders_of(demo, 1, " and category = ?", category)
    expect(card(page, "Orders")).to_contain_text(wanted)


def test_height_follows_the_content_both_ways(demo: Demo, new_page: NewPage) -> None:
    page = new_page(viewport={"width": 1400, "height": 900})
    sign_in(page, demo, "fjord-fern")
    iframe = page.locator("iframe.embed")

    def height() -> float:
        page.wait_for_timeout(700)
        box = iframe.bounding_box()
        assert box is not None
        inner = page.frames[-1].evaluate("document.querySelector('main').offsetHeight")
        assert abs(box["height"] - inner) <= 24, "the frame is as tall as its content"
        return box["height"]

    wide = height()
    page.set_viewport_size({"width": 480, "height": 900})
    narrow = height()
    assert narrow > wide
    page.set_viewport_size({"width": 1400, "height": 900})
    assert abs(height() - wide) <= 24


def test_a_refused_token_is_a_readable_page(demo: Demo, new_page: NewPage) -> None:
    host = new_page()
    sign_in(host, demo, "fjord-fern")
    page = new_page()
    broken = re.sub(r"\.[^.#]+#", ".AAAA#", embed_address(host))
    response = page.goto(broken)
    assert response is not None
    assert response.status == 400
    expect(page.get_by_role("alert")).to_contain_text("Message seems corrupt or manipulated")


def test_pages_hold_at_every_width_in_both_themes(
    demo: Demo, new_page: NewPage, take_picture: Callable[[Page, str], Path]
) -> None:
    host = new_page()
    sign_in(host, demo, "fjord-fern")
    address = embed_address(host)
    for width in (320, 768, 1440):
        for theme in ("light", "night"):
            page = new_page(viewport={"width": width, "height": 900})
            page.goto(address.replace("theme=light", f"theme={theme}"))
            expect(card(page, "Orders")).to_be_visible()
            overflow = page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            assert overflow == 0, f"nothing sticks out at {width}"
            take_picture(page, f"embed-{theme}-{width}")


def test_the_log_holds_no_token(demo: Demo, new_page: NewPage) -> None:
    page = new_page()
    sign_in(page, demo, "fjord-fern")
    token = embed_address(page).rpartition("/")[2].partition("#")[0]
    text = demo.log.read_text("utf-8", "replace")
    assert token not in text
    assert "eyJ" not in text
