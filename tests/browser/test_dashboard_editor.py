"""Laying out a dashboard: cards, tabs, filters and their wires, undo, and two authors at once."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Demo, NewPage, wait_until
from tests.browser.test_studio import sign_in

Picture = Callable[[Page, str], Path]


@pytest.fixture(scope="module")
def editing(start_demo: Callable[[], Demo]) -> Demo:
    """A demo of this file's own: its dashboards are changed."""
    return start_demo()


def new_dashboard(page: Page, name: str) -> None:
    page.get_by_role("button", name="New dashboard").click()
    page.get_by_role("dialog").get_by_label("Name").fill(name)
    page.get_by_role("dialog").get_by_role("button", name="Create").click()
    expect(page.get_by_text("Nothing on this tab yet")).to_be_visible()


def add(page: Page, what: str) -> None:
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_role("menuitem", name=what, exact=True).click()


def add_question(page: Page, name: str) -> None:
    add(page, "Question")
    panel = page.get_by_role("complementary", name="Add a question")
    panel.get_by_role("textbox", name="Search questions").fill(name)
    panel.get_by_role("button", name=name, exact=True).click()
    panel.get_by_role("button", name="Close the panel").click()


def save(page: Page) -> None:
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Unsaved changes")).to_have_count(0)


def test_a_dashboard_is_laid_out_wired_saved_and_seen(
    editing: Demo, new_page: NewPage, take_picture: Picture
) -> None:
    page = new_page(viewport={"width": 1440, "height": 900})
    sign_in(page, editing)
    new_dashboard(page, "Board of mine")
    add_question(page, "Revenue by week")
    add(page, "Heading")
    card = page.get_by_role("group", name=re.compile("^Card Revenue by week"))
    expect(card.locator("svg").first).to_be_attached()
    card.focus()
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_text("Row 1, column 2, 12 wide, 7 high")).to_be_attached()

    page.get_by_role("button", name="Filter", exact=True).click()
    page.get_by_role("menuitem", name="ID", exact=True).click()
    panel = page.get_by_role("complementary", name=re.compile("Settings of the filter"))
    panel.get_by_label("Label").fill("Account")
    expect(panel.get_by_text("Hosts sign it as “account”.")).to_be_visible()
    wire = page.get_by_role("combobox", name=re.compile("Column of “Revenue by week”"))
    wire.select_option(index=1)
    expect(panel.get_by_text("1 of 1 cards obey it")).to_be_visible()
    take_picture(page, "editor-wiring-1440")
    panel.get_by_role("button", name="Close the panel").click()
    take_picture(page, "editor-1440")
    save(page)

    page.get_by_role("button", name="Done").click()
    frame = page.frame_locator("iframe")
    expect(frame.get_by_role("heading", name="Revenue by week")).to_be_visible()
    expect(frame.get_by_text("Account").first).to_be_visible()
    page.get_by_role("button", name="Version history").click()
    drawer = page.get_by_role("dialog", name="Version history")
    expect(drawer.get_by_text("Version 2")).to_be_visible()
    take_picture(page, "history-1440")
    drawer.get_by_role("button", name="Restore").click()
    page.get_by_role("dialog", name="Restore version 1?").get_by_role(
        "button", name="Restore"
    ).click()
    expect(drawer.get_by_text("Restored version 1")).to_be_visible()


def test_what_was_done_is_undone_and_done_again(editing: Demo, new_page: NewPage) -> None:
    page = new_page()
    sign_in(page, editing)
    new_dashboard(page, "Undone")
    add(page, "Text")
    add(page, "Tab")
    expect(page.get_by_role("tab")).to_have_count(2)
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("tab")).to_have_count(0)
    page.keyboard.press("Control+z")
    expect(page.get_by_text("Nothing on this tab yet")).to_be_visible()
    page.get_by_role("button", name="Redo").click()
    page.keyboard.press("Control+y")
    expect(page.get_by_role("tab")).to_have_count(2)
    page.reload()
    expect(page.get_by_text("Your unsaved changes are back.")).to_be_visible()
    expect(page.get_by_role("tab")).to_have_count(2)


def test_a_card_is_dragged_by_its_head_and_pushes_only_where_it_is_dropped(
    editing: Demo, new_page: NewPage, take_picture: Picture
) -> None:
    page = new_page(viewport={"width": 1440, "height": 900})
    sign_in(page, editing)
    page.goto(f"{editing.studio}/dashboard/2/edit")
    dragged = page.get_by_role("group", name="Card Orders", exact=True)
    beside = page.get_by_role("group", name="Card Average order", exact=True)
    under = page.get_by_role("group", name="Card Revenue by week", exact=True)
    expect(under.locator("svg").first).to_be_attached()
    top = "element => element.getBoundingClientRect().top"
    before = beside.evaluate(top), under.evaluate(top)
    dragged.get_by_text("Orders", exact=True).hover()
    page.mouse.down()
    for step in range(1, 9):
        page.mouse.move(500 + step, 180 + step * 25)
    assert (beside.evaluate(top), under.evaluate(top)) == before
    take_picture(page, "editor-dragging-1440")
    page.mouse.up()
    expect(page.get_by_text("Unsaved changes")).to_be_visible()
    bottom = "element => element.getBoundingClientRect().bottom"
    wait_until(lambda: under.evaluate(top) >= dragged.evaluate(bottom))
    assert beside.evaluate(top) == before[0]
    page.mouse.wheel(0, 600)
    expect(page.get_by_role("button", name="Save", exact=True)).to_be_in_viewport()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Unsaved changes")).to_have_count(0)
    beside.click(position={"x": 40, "y": 60})
    expect(page.get_by_role("complementary", name="Average order")).to_be_visible()


TOP = "element => element.getBoundingClientRect().top"
HEIGHT = "element => element.getBoundingClientRect().height"


def test_a_card_taken_to_the_windows_edge_takes_the_page_along(
    editing: Demo, new_page: NewPage
) -> None:
    page = new_page(viewport={"width": 1440, "height": 700})
    sign_in(page, editing)
    page.goto(f"{editing.studio}/dashboard/2/edit")
    dragged = page.get_by_role("group", name="Card Orders", exact=True)
    last = page.get_by_role("group", name="Card Best sellers", exact=True)
    expect(last.locator("table")).to_be_attached()
    dragged.get_by_text("Orders", exact=True).hover()
    page.mouse.down()
    page.mouse.move(500, 400)
    page.mouse.move(500, 690)
    wait_until(lambda: last.evaluate(TOP) < 300, "the page did not scroll")
    page.mouse.move(500, 350, steps=4)
    page.mouse.up()
    assert dragged.evaluate(TOP) > last.evaluate(TOP)
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Unsaved changes")).to_have_count(0)
    page.evaluate("scrollTo(0, 0)")
    wide = page.get_by_role("group", name="Card Revenue by week", exact=True)
    before = wide.evaluate(HEIGHT)
    handle = wide.locator(".react-resizable-handle-s").bounding_box()
    assert handle
    page.mouse.move(handle["x"] + 14, handle["y"] + 14)
    page.mouse.down()
    page.mouse.move(500, 690, steps=4)
    wait_until(lambda: wide.evaluate(HEIGHT) > before + 400, "the card did not grow on")
    page.mouse.up()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Unsaved changes")).to_have_count(0)


def test_an_author_is_led_to_what_came_new(editing: Demo, new_page: NewPage) -> None:
    page = new_page(viewport={"width": 1440, "height": 900})
    sign_in(page, editing)
    page.goto(f"{editing.studio}/dashboard/2/edit")
    expect(page.get_by_role("group", name=re.compile("^Card"))).to_have_count(12)
    add(page, "Text")
    words = page.get_by_role("complementary").get_by_role("textbox", name="Text")
    expect(words).to_be_focused()
    expect(page.get_by_role("group", name="Card Text")).to_be_in_viewport(ratio=0.9)
    page.get_by_role("button", name="Close the panel").click()
    expect(page.get_by_role("group", name="Card Text")).to_be_focused()
    page.evaluate("scrollTo(0, 0)")
    add_question(page, "Volume by plan")
    new = page.get_by_role("group", name="Card Volume by plan")
    expect(new).to_be_focused()
    expect(new).to_be_in_viewport(ratio=0.9)
    page.keyboard.press("Delete")
    expect(page.get_by_text("Volume by plan removed")).to_be_attached()
    expect(page.get_by_role("group", name="Card Text")).to_be_focused()
    page.keyboard.press("Delete")
    expect(page.get_by_text("Unsaved changes")).to_have_count(0)
    page.goto(f"{editing.studio}/dashboard/2/edit?card=12")
    asked = page.locator("[data-card='12']")
    expect(asked).to_be_focused()
    expect(asked).to_be_in_viewport()
    expect(page.get_by_role("complementary")).to_be_visible()
    page.goto(f"{editing.studio}/dashboard/2")
    page.get_by_role("link", name="Edit").click()
    expect(page.get_by_role("group", name=re.compile("^Card")).first).to_be_visible()
    expect(page.get_by_role("complementary")).to_have_count(0)


def test_an_address_asks_for_a_filter(editing: Demo, new_page: NewPage) -> None:
    page = new_page(viewport={"width": 1440, "height": 900})
    sign_in(page, editing)
    answer = page.request.get(f"{editing.studio}/api/dashboard/2").json()
    found = next(it for it in answer["parameters"] if it["name"] == "Category")
    page.goto(f"{editing.studio}/dashboard/2/edit?filter={found['id']}")
    panel = page.get_by_role("complementary", name="Settings of the filter Category")
    expect(panel.get_by_label("Label")).to_be_focused()


def test_undo_goes_on_over_a_save_and_what_it_brings_back_is_saved_again(
    editing: Demo, new_page: NewPage
) -> None:
    page = new_page()
    sign_in(page, editing)
    new_dashboard(page, "Saved in between")
    cards = page.get_by_role("group", name=re.compile("^Card"))
    head = page.get_by_role("status")
    add(page, "Text")
    page.keyboard.type("One")
    page.keyboard.press("Control+s")
    expect(head.get_by_text("Saved", exact=True)).to_be_visible()
    page.keyboard.type(" more")
    expect(page.get_by_role("textbox", name="Text")).to_have_value("One more")
    save(page)
    page.get_by_role("button", name="Remove", exact=True).click()
    save(page)
    expect(cards).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(cards.get_by_text("One more")).to_be_visible()
    expect(page.get_by_text("Unsaved changes")).to_be_visible()
    save(page)
    page.get_by_role("button", name="Undo").click()
    expect(cards.get_by_text("One", exact=True)).to_be_visible()
    page.get_by_role("button", name="Redo").click()
    expect(head.get_by_text("Saved", exact=True)).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    save(page)
    page.reload()
    expect(cards.get_by_text("One", exact=True)).to_be_visible()
    expect(cards).to_have_count(1)


def test_cards_are_moved_by_keys_and_gaps_close_at_once(editing: Demo, new_page: NewPage) -> None:
    page = new_page(viewport={"width": 1440, "height": 900})
    sign_in(page, editing)
    page.goto(f"{editing.studio}/dashboard/2/edit")
    gaps = page.get_by_role("button", name="Close gaps between cards")
    card = page.get_by_role("group", name="Card Revenue by week", exact=True)
    expect(gaps).to_be_disabled()
    card.focus()
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_text("there is no more room that way")).to_be_attached()
    expect(page.get_by_role("button", name="Undo")).to_be_disabled()
    before = card.evaluate(TOP)
    for _ in range(15):
        page.keyboard.press("ArrowDown")
    expect(page.get_by_text("Row 19, column 1, 16 wide, 6 high")).to_be_attached()
    expect(card).to_be_in_viewport(ratio=1)
    gaps.click()
    expect(gaps).to_be_disabled()
    page.get_by_role("button", name="Undo").click()
    expect(gaps).to_be_enabled()
    page.evaluate("scrollTo(0, 0)")
    wait_until(lambda: card.evaluate(TOP) > before)
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Unsaved changes")).to_have_count(0)


def test_a_heading_stands_out_from_titles_of_cards_and_is_whole_in_the_editor(
    editing: Demo, new_page: NewPage
) -> None:
    page = new_page(viewport={"width": 1440, "height": 900})
    sign_in(page, editing)
    page.goto(f"{editing.studio}/dashboard/2")
    size = "element => parseFloat(getComputedStyle(element).fontSize)"
    frame = page.frame_locator("iframe")
    heading = frame.get_by_role("heading", name="What sells, and when")
    title = frame.get_by_role("heading", name="Orders by hour of the day")
    assert heading.evaluate(size) > title.evaluate(size)
    page.goto(f"{editing.studio}/dashboard/2/edit")
    card = page.get_by_role("group", name="Card What sells, and when")
    words = card.get_by_role("heading").bounding_box()
    room = card.bounding_box()
    assert words
    assert room
    assert room["y"] <= words["y"]
    assert words["y"] + words["height"] <= room["y"] + room["height"]


def test_a_dashboard_reloads_by_itself_with_its_filters_kept_and_fills_the_screen(
    editing: Demo, new_page: NewPage
) -> None:
    page = new_page()
    sign_in(page, editing)
    page.goto(f"{editing.studio}/dashboard/2")
    frame = page.frame_locator("iframe")
    wait_until(lambda: page.evaluate("frames[0]?.document.readyState === 'complete'"))
    frame.get_by_role("textbox", name="Product").fill("Blanket")
    frame.get_by_role("textbox", name="Product").press("Enter")
    expect(frame.get_by_role("heading", name="Revenue by week")).to_be_visible()
    wait_until(lambda: page.evaluate("frames[0]?.location.search.includes('product=Blanket')"))
    page.get_by_role("button", name="Reload by itself").click()
    expect(page.get_by_role("menuitemradio", name="Off")).to_be_checked()
    page.get_by_role("menuitemradio", name="Every 5 minutes").click()
    wait_until(lambda: page.evaluate("frames[0]?.location.hash.includes('refresh=300')"))
    assert "product=Blanket" in page.evaluate("frames[0].location.search")
    page.get_by_role("button", name="Full screen").click()
    wait_until(lambda: page.evaluate("document.fullscreenElement?.tagName === 'IFRAME'"))


def test_words_of_every_kind_are_written_and_stand_on_the_page(
    editing: Demo, new_page: NewPage, take_picture: Picture
) -> None:
    page = new_page(viewport={"width": 1440, "height": 900})
    sign_in(page, editing)
    new_dashboard(page, "Words")
    panel = page.get_by_role("complementary")
    add(page, "Heading")
    panel.get_by_role("textbox", name="Heading").fill("How we do")
    add(page, "Text")
    panel.get_by_role("textbox", name="Text").fill("Some **bold** words")
    panel.get_by_label("Across").select_option("Centre")
    panel.get_by_role("switch", name="On a card of its own colour").check()
    add(page, "Link")
    panel.get_by_role("textbox", name="Address").fill("https://help.example/start")
    panel.get_by_role("textbox", name="Words of the link").fill("Where to begin")
    add(page, "Image")
    panel.get_by_role("textbox", name="Address").fill(f"{editing.studio}/favicon.ico")
    panel.get_by_role("textbox", name="What the picture shows").fill("Our sign")
    panel.get_by_role("button", name="Close the panel").click()
    take_picture(page, "editor-words-1440")
    save(page)
    page.get_by_role("button", name="Done").click()
    frame = page.frame_locator("iframe")
    expect(frame.get_by_role("heading", name="How we do")).to_be_visible()
    words = frame.get_by_text("Some bold words")
    expect(words).to_have_css("text-align", "center")
    expect(frame.get_by_role("link", name="Where to begin")).to_have_attribute(
        "href", "https://help.example/start"
    )
    expect(frame.get_by_role("img", name="Our sign")).to_be_attached()


def test_a_filter_wired_once_drives_equal_cards_and_each_series_and_keeps_its_slug(
    editing: Demo, new_page: NewPage, take_picture: Picture
) -> None:
    page = new_page(viewport={"width": 1440, "height": 900})
    sign_in(page, editing)
    new_dashboard(page, "Series")
    for name in ("Revenue by week", "Orders by hour of the day"):
        add_question(page, name)
    page.get_by_role("group", name="Card Revenue by week").click(position={"x": 40, "y": 80})
    panel = page.get_by_role("complementary")
    panel.get_by_label("More series").click()
    page.get_by_role("option", name="Volume by plan").click()
    page.keyboard.press("Escape")
    chart = page.get_by_role("group", name="Card Revenue by week")
    expect(chart.get_by_text("Volume by plan: Growth").first).to_be_attached()
    page.get_by_role("button", name="Filter", exact=True).click()
    page.get_by_role("menuitem", name="ID", exact=True).click()
    panel.get_by_label("Label").fill("Account")
    page.get_by_role("combobox", name="Column of “Revenue by week”").select_option(index=1)
    expect(page.get_by_text("Connected on one more card that has it.")).to_be_visible()
    expect(page.get_by_role("combobox", name="Column of “Volume by plan”")).to_be_visible()
    expect(panel.get_by_text("1 of 2 cards obey it")).to_be_visible()
    take_picture(page, "editor-series-1440")
    save(page)
    panel.get_by_label("Label").fill("Customer")
    expect(panel.get_by_text("Hosts sign it as “account”.")).to_be_visible()
    panel.get_by_role("button", name="Sign it as “customer” from now on").click()
    expect(panel.get_by_text("Hosts sign it as “customer”.")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(panel.get_by_text("Hosts sign it as “account”.")).to_be_visible()
    save(page)


def test_two_authors_lose_nothing(editing: Demo, new_page: NewPage, take_picture: Picture) -> None:
    ann, bob = new_page(), new_page()
    sign_in(ann, editing)
    new_dashboard(ann, "Shared")
    address = ann.url
    sign_in(bob, editing)
    bob.goto(address)
    expect(bob.get_by_text("Nothing on this tab yet")).to_be_visible()  # he began before she saved
    add(ann, "Heading")
    save(ann)
    add(bob, "Text")
    bob.get_by_role("button", name="Save", exact=True).click()
    dialog = bob.get_by_role("dialog", name="Somebody else saved this dashboard")
    expect(dialog).to_be_visible()
    take_picture(bob, "editor-conflict-1280")
    dialog.get_by_role("button", name="Save mine as a copy").click()
    expect(bob).not_to_have_url(address)
    expect(bob.get_by_role("textbox", name="Name of the dashboard")).to_have_value("Shared (copy)")
    expect(bob.get_by_role("group", name=re.compile("^Card"))).to_have_count(1)
    ann.reload()
    expect(ann.get_by_role("group", name=re.compile("^Card Heading"))).to_have_count(1)


def test_the_second_author_takes_theirs_or_puts_his_own_in_its_place(
    editing: Demo, new_page: NewPage
) -> None:
    ann, bob = new_page(), new_page()
    sign_in(ann, editing)
    new_dashboard(ann, "Twice")
    add(ann, "Heading")
    ann.keyboard.type("Hers")
    save(ann)
    sign_in(bob, editing)
    bob.goto(ann.url)
    cards = bob.get_by_role("group", name=re.compile("^Card"))
    dialog = bob.get_by_role("dialog", name="Somebody else saved this dashboard")
    expect(cards).to_have_count(1)
    ann.get_by_role("button", name="Remove", exact=True).click()
    save(ann)
    for choice, left in (("Replace theirs with mine", 2), ("Take their version", 1)):
        add(bob, "Text")
        bob.get_by_role("button", name="Save", exact=True).click()
        dialog.get_by_role("button", name=choice).click()
        expect(dialog).to_have_count(0)
        expect(bob.get_by_text("Unsaved changes")).to_have_count(0)
        expect(cards).to_have_count(left)
        ann.reload()
        shown = ann.get_by_role("group", name=re.compile("^Card"))
        expect(shown).to_have_count(left)
        expect(shown.first).to_have_accessible_name("Card Hers")
        if left == 2:  # what she removed came back with his; now she removes his
            shown.last.focus()
            ann.keyboard.press("Delete")
            save(ann)


def test_a_filter_says_which_cards_obey_and_offers_its_values_as_default(
    editing: Demo, new_page: NewPage
) -> None:
    page = new_page(viewport={"width": 1440, "height": 900})
    sign_in(page, editing)
    page.goto(f"{editing.studio}/dashboard/2/edit")
    strip = page.get_by_role("group", name="Filters")
    expect(strip.get_by_role("button", name="Product")).to_contain_text("2/10")
    strip.get_by_role("button", name="Category").click()
    panel = page.get_by_role("complementary", name="Settings of the filter Category")
    panel.get_by_label("Default").click()
    page.get_by_role("option", name="Outdoor").click()
    page.keyboard.press("Escape")
    expect(page.get_by_text("Unsaved changes")).to_be_visible()
    panel.get_by_role("button", name="Best sellers").click()
    expect(page.get_by_role("group", name="Card Best sellers")).to_be_in_viewport(ratio=0.9)
    strip.get_by_role("button", name="Category").click()
    page.get_by_role("group", name="Card Best sellers").focus()
    page.keyboard.press("Enter")
    own = page.get_by_role("complementary", name="Best sellers")
    own.get_by_role("button", name="Product").click()
    expect(page.get_by_role("complementary", name="Settings of the filter Product")).to_be_visible()


def test_a_session_that_ends_loses_nothing_that_was_typed(editing: Demo, new_page: NewPage) -> None:
    page = new_page()
    sign_in(page, editing)
    new_dashboard(page, "Interrupted")
    add(page, "Heading")
    page.request.delete(f"{editing.studio}/api/session")
    page.context.clear_cookies()
    page.get_by_role("button", name="Save", exact=True).click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Email").fill(editing.email)
    dialog.get_by_label("Password", exact=True).fill(editing.password)
    dialog.get_by_role("button", name="Sign in").click()
    expect(page.get_by_text("Unsaved changes")).to_have_count(0)
    expect(page.get_by_role("group", name=re.compile("^Card"))).to_have_count(1)
