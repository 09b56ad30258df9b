"""Finding and keeping things: search from every page, favourites, what was opened, collections."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Demo, NewPage
from tests.browser.page.test_axe import AXE, findings
from tests.browser.test_studio import sign_in

Picture = Callable[[Page, str], Path]


@pytest.fixture(scope="module")
def shelves(start_demo: Callable[[], Demo]) -> Demo:
    """A demo of this file's own: things are moved in it."""
    return start_demo()


def test_search_opens_anything_by_keyboard(
    shelves: Demo, new_page: NewPage, take_picture: Picture
) -> None:
    page = new_page()
    sign_in(page, shelves)
    page.keyboard.press("Control+k")
    box = page.get_by_role("combobox", name="Search", exact=True)
    box.fill("revenue by w")
    expect(page.get_by_role("option", name="Revenue by week")).to_be_visible()
    take_picture(page, "palette-1280")
    box.press("Enter")
    expect(page.get_by_role("heading", name="Revenue by week")).to_be_visible()

    page.keyboard.press("Control+k")
    box.fill("orders")
    option = page.get_by_role("option", name="Orders Table", exact=True)
    expect(option).to_be_visible()
    assert findings(page, AXE.read_text("utf-8")) == []
    option.click()
    expect(page.get_by_role("combobox", name="Table", exact=True)).to_have_value("Orders")
    result = page.get_by_role("region", name="Result")
    expect(result.get_by_text(re.compile(r"[\d,]+ rows$")).first).to_be_visible()

    page.keyboard.press("Control+k")
    box.fill("no such thing")
    expect(page.get_by_text("Nothing is called “no such thing”.")).to_be_visible()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_favourites_and_what_was_opened_stand_on_the_home_page(
    shelves: Demo, new_page: NewPage, take_picture: Picture, theme: str
) -> None:
    page = new_page(color_scheme=theme)
    sign_in(page, shelves)
    page.get_by_role("textbox", name="Search questions and dashboards").fill("Revenue by week")
    page.get_by_role("link", name=re.compile("^Revenue by week")).last.click()
    star = page.get_by_role("button", name="Add to favourites")
    if star.get_attribute("aria-pressed") == "false":
        star.click()
    expect(star).to_have_attribute("aria-pressed", "true")
    page.get_by_role("link", name="Home", exact=True).click()
    for region in ("Favourites", "Opened lately"):
        shown = page.get_by_role("region", name=region).get_by_role("link", name="Revenue by week")
        expect(shown).to_be_visible()
    take_picture(page, f"home-{theme}")
    assert findings(page, AXE.read_text("utf-8")) == []


def test_a_collection_is_made_filled_and_an_item_archived_and_restored(
    shelves: Demo, new_page: NewPage, take_picture: Picture
) -> None:
    page = new_page(viewport={"width": 768, "height": 900}, color_scheme="dark")
    sign_in(page, shelves)
    page.goto(f"{shelves.studio}/collection/root")
    page.get_by_role("button", name="New collection").click()
    page.get_by_role("dialog").get_by_label("Name").fill("For the board")
    page.get_by_role("dialog").get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="For the board")).to_be_visible()
    expect(page.get_by_text("Nothing in this collection yet")).to_be_visible()

    page.goto(f"{shelves.studio}/collection/root")
    page.get_by_role("button", name="More for “Revenue by week”").click()
    page.get_by_role("menuitem", name="Move…").click()
    page.get_by_role("dialog").get_by_label("Collection").select_option("For the board")
    page.get_by_role("dialog").get_by_role("button", name="Move", exact=True).click()
    expect(page.get_by_role("link", name="Revenue by week")).to_have_count(0)
    tree = page.get_by_role("navigation", name="Collections")
    tree.get_by_role("link", name="For the board").click()
    expect(page.get_by_role("link", name="Revenue by week")).to_be_visible()
    take_picture(page, "collection-768-dark")
    assert findings(page, AXE.read_text("utf-8")) == []

    page.get_by_role("button", name="More for “Revenue by week”").click()
    page.get_by_role("menuitem", name="Archive").click()
    page.get_by_role("dialog").get_by_role("button", name="Archive").click()
    expect(page.get_by_role("link", name="Revenue by week")).to_have_count(0)
    tree.get_by_role("link", name="Archive").click()
    page.get_by_role("button", name="Restore “Revenue by week”").click()
    expect(page.get_by_text("The archive is empty")).to_be_visible()
    tree.get_by_role("link", name="For the board").click()
    expect(page.get_by_role("link", name="Revenue by week")).to_be_visible()


def test_what_is_new_goes_into_the_collection_that_one_chooses(
    shelves: Demo, new_page: NewPage, take_picture: Picture
) -> None:
    page = new_page(viewport={"width": 768, "height": 900})
    sign_in(page, shelves)
    page.goto(f"{shelves.studio}/collection/root")
    page.get_by_role("button", name="New collection").click()
    dialog = page.get_by_role("dialog", name="New collection")
    dialog.get_by_label("Name").fill("Quarterly")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog).to_have_count(0)

    page.goto(f"{shelves.studio}/question/new")
    page.get_by_role("textbox", name="SQL editor").click()
    page.keyboard.insert_text("select 1 as one;")
    page.get_by_role("button", name="Save", exact=True).click()
    dialog = page.get_by_role("dialog", name="Save question")
    dialog.get_by_label("Name").fill("One of the quarter")
    dialog.get_by_label("Collection").select_option("Quarterly")
    assert findings(page, AXE.read_text("utf-8")) == []
    take_picture(page, "save-collection-768")
    dialog.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="One of the quarter")).to_be_visible()

    # A copy is proposed the place of what it is a copy of.
    page.get_by_role("button", name="More").click()
    page.get_by_role("menuitem", name="Save as").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_label("Collection").locator("option:checked")).to_have_text("Quarterly")
    dialog.get_by_role("button", name="Cancel").click()

    page.goto(f"{shelves.studio}/")
    page.get_by_role("button", name="New dashboard").click()
    dialog = page.get_by_role("dialog", name="New dashboard")
    dialog.get_by_label("Name").fill("Board of the quarter")
    dialog.get_by_label("Collection").select_option("Quarterly")
    dialog.get_by_role("button", name="Create").click()
    expect(page).to_have_url(re.compile(r"/dashboard/\d+/edit$"))

    page.goto(f"{shelves.studio}/collection/root")
    page.get_by_role("navigation", name="Collections").get_by_role("link", name="Quarterly").click()
    for name in ("One of the quarter", "Board of the quarter"):
        expect(page.get_by_role("link", name=name)).to_be_visible()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_archiving_says_who_would_miss_it_and_the_pages_lead_back(
    start_demo: Callable[[], Demo], new_page: NewPage, take_picture: Picture, theme: str
) -> None:
    demo = start_demo()
    page = new_page(color_scheme=theme, viewport={"width": 768, "height": 900})
    sign_in(page, demo)
    page.get_by_role("textbox", name="Search questions and dashboards").fill("Revenue by week")
    take_picture(page, f"home-rows-{theme}")
    page.get_by_role("button", name="More for “Revenue by week”").click()
    page.get_by_role("menuitem", name="Archive").click()
    dialog = page.get_by_role("dialog", name="Archive “Revenue by week”?")
    expect(dialog.get_by_text("The card keeps its place")).to_be_visible()
    expect(dialog.get_by_text("Embedded").first).to_be_visible()
    take_picture(page, f"archive-question-{theme}")
    assert findings(page, AXE.read_text("utf-8")) == []
    dialog.get_by_role("button", name="Cancel").click()

    page.get_by_role("listitem").get_by_role(
        "link", name=re.compile("^Revenue by week")
    ).first.click()
    expect(page.get_by_role("region", name="Result")).to_be_visible()
    page.get_by_role("button", name="More", exact=True).click()
    take_picture(page, f"question-menu-{theme}")
    page.get_by_role("menuitem", name="Archive").click()
    page.get_by_role("dialog").get_by_role("button", name="Archive").click()
    expect(page.get_by_role("heading", name="This is in the archive")).to_be_visible()
    expect(page.get_by_role("button", name="Save")).to_have_count(0)
    take_picture(page, f"question-archived-{theme}")
    assert findings(page, AXE.read_text("utf-8")) == []

    boards = page.request.get(f"{demo.studio}/api/dashboard").json()
    board = next(it for it in boards if it["enable_embedding"])
    page.goto(f"{demo.studio}/dashboard/{board['id']}/edit")
    gone = page.get_by_text("“Revenue by week” is in the archive.")
    expect(gone).to_be_visible()
    take_picture(page, f"editor-archived-{theme}")
    page.get_by_role("button", name="Restore", exact=True).click()
    expect(gone).to_have_count(0)

    page.set_viewport_size({"width": 320, "height": 800})
    page.goto(f"{demo.studio}/dashboard/{board['id']}")
    title = page.get_by_role("heading", level=1, name=board["name"])
    expect(title).to_be_visible()
    size = title.bounding_box()
    assert size is not None
    assert size["width"] > 200
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    take_picture(page, f"dashboard-320-{theme}")
    page.get_by_role("button", name="More", exact=True).click()
    page.get_by_role("menuitem", name="Duplicate").click()
    expect(page.get_by_role("heading", name=f"{board['name']} (copy)")).to_be_visible()
    page.get_by_role("button", name="More", exact=True).click()
    page.get_by_role("menuitem", name="Archive").click()
    page.get_by_role("dialog").get_by_role("button", name="Archive").click()
    expect(page.get_by_role("heading", name="This is in the archive")).to_be_visible()
    page.get_by_role("button", name="Restore", exact=True).click()
    expect(page.get_by_role("button", name="Share")).to_be_visible()


def test_an_archived_collection_shows_its_contents_and_comes_back_whole(
    shelves: Demo, new_page: NewPage, take_picture: Picture
) -> None:
    page = new_page(viewport={"width": 320, "height": 800}, locale="de-DE")
    page.goto(shelves.studio)
    page.get_by_label("E-Mail").fill(shelves.email)
    page.get_by_label("Passwort", exact=True).fill(shelves.password)
    page.get_by_role("button", name="Anmelden").click()
    expect(page.get_by_role("button", name="Anmelden")).to_have_count(0)
    name = "Ein sehr langer Name einer Sammlung mit Donaudampfschifffahrtsgesellschaftskapitänen"
    made = page.request.post(f"{shelves.studio}/api/collection", data={"name": name}).json()
    cards = page.request.get(f"{shelves.studio}/api/card").json()
    card = next(it for it in cards if it["name"] == "Best sellers")
    address = f"{shelves.studio}/api/card/{card['id']}"
    page.request.put(address, data={"collection_id": made["id"]})
    page.goto(f"{shelves.studio}/collection/{made['id']}")
    page.get_by_role("button", name=f"Mehr zu „{name}“").click()
    page.get_by_role("menuitem", name="Ins Archiv").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("Fragen: 1")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    take_picture(page, "archive-collection-320-de")
    assert findings(page, AXE.read_text("utf-8")) == []
    dialog.get_by_role("button", name="Ins Archiv").click()
    expect(page.get_by_role("heading", name="Das liegt im Archiv")).to_be_visible()
    expect(page.get_by_role("link", name="Best sellers")).to_be_visible()
    take_picture(page, "collection-archived-320-de")
    assert findings(page, AXE.read_text("utf-8")) == []
    page.get_by_role("button", name="Wiederherstellen", exact=True).click()
    expect(page.get_by_role("heading", name="Das liegt im Archiv")).to_have_count(0)
    assert page.request.get(address).json()["archived"] is False


def test_what_was_not_saved_is_named_on_home_and_comes_back(
    shelves: Demo, new_page: NewPage, take_picture: Picture
) -> None:
    page = new_page()
    sign_in(page, shelves)
    page.goto(f"{shelves.studio}/question/new")
    tag = {"id": "t1", "name": "state", "display-name": "State", "type": "text"}
    config = {"values": [["AK", "Alaska"], ["NY"]]}
    choices = {"t1": {"values_source_type": "static-list", "values_source_config": config}}
    draft = {"sql": "select {{state}} as s", "tags": {"state": tag}, "choices": choices}
    page.evaluate("it => sessionStorage.setItem('signboard:draft:new', JSON.stringify(it))", draft)
    page.reload()
    # The author's own list is offered before anything is saved.
    form = page.get_by_role("form", name="Filters")
    options = form.locator("datalist option")
    expect(options).to_have_count(2)
    expect(options.first).to_have_attribute("label", "Alaska")
    take_picture(page, "own-list")

    page.get_by_role("link", name="Home", exact=True).click()
    unsaved = page.get_by_role("region", name="Unsaved changes")
    expect(unsaved.get_by_role("link", name="New question")).to_be_visible()
    take_picture(page, "home-unsaved")
    assert findings(page, AXE.read_text("utf-8")) == []
    unsaved.get_by_role("link", name="New question").click()
    expect(page.get_by_role("textbox", name="SQL editor")).to_contain_text("select {{state}}")
    page.go_back()
    expect(unsaved).to_be_visible()
