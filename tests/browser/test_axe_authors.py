"""axe-core finds nothing on the authors' pages, in both themes; each is also made a picture to look at."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import find_violations
from tests.browser.conftest import Demo, NewPage
from tests.browser.test_studio import sign_in

TakePicture = Callable[[Page, str], Path]


def open_home(page: Page, demo: Demo) -> None:
    page.goto(demo.studio)
    expect(page.get_by_role("heading", name="Home")).to_be_visible()


def open_question(page: Page, demo: Demo) -> None:
    page.goto(f"{demo.studio}/question/1")
    page.get_by_role("button", name="Show SQL").click()
    expect(page.get_by_role("textbox", name="SQL editor")).to_be_visible()


def open_new_question(page: Page, demo: Demo) -> None:
    page.goto(f"{demo.studio}/question/new")
    page.get_by_role("textbox", name="SQL editor").click()
    page.keyboard.insert_text("select {{account}} as one [[where 1 = {{two}}]]")
    expect(page.get_by_role("group", name="Settings of account")).to_be_visible()


def open_dashboard(page: Page, demo: Demo) -> None:
    page.goto(f"{demo.studio}/dashboard/1")
    frame = page.frame_locator("iframe")
    expect(frame.locator("section svg, section table").first).to_be_attached()


def open_editor_with_a_filter(page: Page, demo: Demo) -> None:
    page.goto(f"{demo.studio}/dashboard/1/edit")
    page.get_by_role("group", name="Filters").get_by_role("button").first.click()
    expect(page.get_by_role("complementary", name=re.compile("^Settings of"))).to_be_visible()


def open_editor_with_a_card(page: Page, demo: Demo) -> None:
    page.goto(f"{demo.studio}/dashboard/1/edit")
    page.get_by_role("button", name="Settings of the card").first.click()
    expect(page.get_by_role("complementary")).to_be_visible()


def open_embed_window(page: Page, demo: Demo) -> None:
    open_dashboard(page, demo)
    page.get_by_role("button", name="Share", exact=True).click()
    page.get_by_role("menuitem", name="Embed this item in an application").click()
    window = page.get_by_role("dialog", name=re.compile("^Embed “"))
    expect(window.get_by_role("status").first).to_be_visible()


def open_history(page: Page, demo: Demo) -> None:
    open_dashboard(page, demo)
    page.get_by_role("button", name="Version history").click()
    expect(page.get_by_role("dialog", name="Version history")).to_be_visible()


PAGES: dict[str, Callable[[Page, Demo], None]] = {
    "home": open_home,
    "question": open_question,
    "new-question": open_new_question,
    "dashboard": open_dashboard,
    "editor-filter": open_editor_with_a_filter,
    "editor-card": open_editor_with_a_card,
    "embed-window": open_embed_window,
    "history": open_history,
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_pages_of_authors(
    demo: Demo, new_page: NewPage, take_picture: TakePicture, scheme: str
) -> None:
    page = new_page(color_scheme=scheme, reduced_motion="reduce")
    sign_in(page, demo)
    found: list[str] = []
    for name, show in PAGES.items():
        show(page, demo)
        expect(page.locator("[aria-busy=true]")).to_have_count(0)
        page.mouse.move(0, 899)  # no tip of what was pressed
        expect(page.get_by_role("tooltip")).to_have_count(0)
        take_picture(page, f"authors-{name}-{scheme}-1280")
        found += [f"{name} {scheme}: {line}" for line in find_violations(page)]
    assert not found, "\n".join(found)
