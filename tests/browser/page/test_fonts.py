"""Fonts on a real page: what a look or the address names is loaded from us, and nothing else is."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page

from tests.browser.page.conftest import House

LOADED = "document.fonts.ready.then(() => [...document.fonts].filter(f => f.status === 'loaded').map(f => f.family.replaceAll('\"', '')))"


def fonts_of(page: Page, address: str) -> tuple[set[str], list[str]]:
    """The families that the page has loaded, and the paths of all files that it asked for."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    page.wait_for_load_state("networkidle")
    return set(page.evaluate(LOADED)), [url for url in asked if "/fonts/" in url]


@pytest.mark.parametrize("name", ["Open Sans", "Inter"])
def test_the_address_names_a_bundled_font(house: House, new_page: object, name: str) -> None:
    page: Page = new_page()  # type: ignore[operator]
    loaded, asked = fonts_of(
        page, house.address("tabbed", fragment=f"#font={name.replace(' ', '+')}")
    )
    assert loaded == {name}
    assert asked[0].endswith(f"/embed/-/fonts/{name.replace(' ', '%20')}.css")
    assert all(re.search(r"/embed/-/fonts/[\w-]+\.woff2$", url) for url in asked[1:])
    family = page.evaluate("getComputedStyle(document.body).fontFamily")
    assert family.startswith((f'"{name}"', name))


def test_a_token_names_a_font_and_a_page_without_one_asks_for_none(
    house: House, new_page: object
) -> None:
    page: Page = new_page()  # type: ignore[operator]
    loaded, asked = fonts_of(page, house.address("tabbed", theme={"font": "Noto Serif"}))
    assert loaded == {"Noto Serif"}
    assert asked
    other: Page = new_page()  # type: ignore[operator]
    assert fonts_of(other, house.address("tabbed")) == (set(), [])
