"""axe-core finds nothing: every filter type open, tabs, both themes, narrow and wide."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Demo, NewPage
from tests.browser.page.conftest import TYPES, House, widget
from tests.browser.test_portal import embed_address, sign_in

AXE = Path(__file__).parents[3] / "frontend/node_modules/axe-core/axe.min.js"
THEMES = ("light", "night")
WIDTHS = (320, 1440)
RUN = """async () => {
  const found = await axe.run(document, {resultTypes: ['violations']})
  return found.violations.map(one => `${one.id}: ` + one.nodes.map(node => node.html.slice(0, 160) + (node.any[0]?.message ?? '')).join(' | '))
}"""


@pytest.fixture(scope="session")
def axe(missing: Callable[[str], NoReturn]) -> str:
    if not AXE.exists():
        missing("axe-core is not installed: run `make setup`.")
    return AXE.read_text("utf-8")


def findings(page: Page, axe: str) -> list[str]:
    """What axe objects to; it is put into the page past the policy, as a debugger would."""
    page.evaluate(axe)
    found: list[str] = page.evaluate(RUN)
    return found


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_every_filter_type_is_without_finding_closed_and_open(
    house: House, new_page: NewPage, axe: str, theme: str, width: int
) -> None:
    page = new_page(viewport={"width": width, "height": 900})
    page.goto(house.address("filters", "?category=Chairs&title=note", f"#theme={theme}"))
    page.wait_for_timeout(500)
    if page.locator(".fold").is_visible():
        page.locator(".fold").click()
    assert findings(page, axe) == []
    for slug, (kind, _) in TYPES.items():
        summary = widget(page, slug).locator("summary")
        if summary.count() == 0:
            continue
        summary.click()
        page.wait_for_timeout(250)
        assert findings(page, axe) == [], slug
        if kind == "date/all-options":
            for panel in ("Calendar", "Relative", "Exclude"):
                widget(page, slug).get_by_role("tab", name=panel).click()
                assert findings(page, axe) == [], panel
        page.keyboard.press("Escape")
        expect(widget(page, slug).locator(".pop")).to_be_hidden()


@pytest.mark.parametrize("theme", THEMES)
def test_tabs_are_without_finding(house: House, new_page: NewPage, axe: str, theme: str) -> None:
    page = new_page(viewport={"width": 1440, "height": 900})
    page.goto(house.address("tabbed", "", f"#theme={theme}", timezone="Europe/Berlin"))
    expect(page.get_by_role("tab")).to_have_count(3)
    assert findings(page, axe) == []
    page.get_by_role("tab", name="Details").click()
    expect(page.locator("section.text")).to_be_visible()
    assert findings(page, axe) == []


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_the_demo_is_without_finding(
    demo: Demo, new_page: NewPage, axe: str, theme: str, width: int
) -> None:
    host = new_page()
    sign_in(host, demo, "fjord-fern")
    page = new_page(viewport={"width": width, "height": 900})
    page.goto(f"{embed_address(host).partition('#')[0]}#theme={theme}")
    page.wait_for_timeout(500)
    assert findings(page, axe) == []
