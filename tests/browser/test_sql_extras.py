"""What helps to write SQL: snippets, references to other questions, a part run alone, more variables."""

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
def writing(start_demo: Callable[[], Demo]) -> Demo:
    """A demo of this file's own: snippets are made in it."""
    return start_demo()


def write(page: Page, demo: Demo, sql: str) -> None:
    page.goto(f"{demo.studio}/question/new")
    page.get_by_role("textbox", name="SQL editor").click()
    page.keyboard.insert_text(sql)


def test_a_snippet_is_written_put_in_and_changed(
    writing: Demo, new_page: NewPage, take_picture: Picture
) -> None:
    page = new_page(viewport={"width": 1440, "height": 1000})
    sign_in(page, writing)
    write(page, writing, "select count(*) from orders where ")
    panel = page.get_by_role("region", name="Snippets")
    panel.get_by_role("button", name="New snippet").click()
    dialog = page.get_by_role("dialog", name="New snippet")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog.get_by_text("Write what it stands for.")).to_be_visible()
    dialog.get_by_label("Name").fill("Nothing at all")
    dialog.get_by_label("SQL").fill("1 = 0")
    dialog.get_by_role("button", name="Save").click()
    editor = page.get_by_role("textbox", name="SQL editor")
    expect(editor).to_contain_text("where {{snippet: Nothing at all}}")
    editor.press("Control+Enter")
    result = page.get_by_role("region", name="Result")
    expect(result.get_by_role("cell", name="0", exact=True)).to_be_visible()
    take_picture(page, "snippets-1440")

    panel.get_by_role("button", name="Edit “Nothing at all”").click()
    dialog = page.get_by_role("dialog", name="Edit snippet")
    dialog.get_by_label("SQL").fill("id = 1")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog).to_have_count(0)
    editor.press("Control+Enter")
    expect(result.get_by_role("cell", name="1", exact=True)).to_be_visible()
    assert findings(page, AXE.read_text("utf-8")) == []


def test_another_question_is_named_by_completion_and_a_part_runs_alone(
    writing: Demo, new_page: NewPage
) -> None:
    page = new_page()
    sign_in(page, writing)
    write(page, writing, "select 41 + 1 as answer\nfrom nowhere")
    editor = page.get_by_role("textbox", name="SQL editor")
    editor.press("Control+Home")
    editor.press("Shift+End")
    editor.press("Control+Shift+Enter")
    result = page.get_by_role("region", name="Result")
    expect(result.get_by_role("cell", name="42", exact=True)).to_be_visible()

    editor.press("Control+a")
    page.keyboard.type("select * from {{#", delay=30)
    option = page.get_by_role("option", name="Revenue by week")
    expect(option).to_be_visible()
    option.click()
    expect(editor).to_contain_text("}}")
    editor.press("Control+Enter")
    expect(result.get_by_role("table")).to_be_visible()
    expect(page.get_by_text("The query did not run")).to_have_count(0)


def test_a_variable_groups_dates_by_the_unit_that_one_chooses(
    writing: Demo, new_page: NewPage
) -> None:
    page = new_page()
    sign_in(page, writing)
    write(page, writing, "select {{unit}} as u, count(*) from orders group by 1")
    settings = page.get_by_role("group", name="Settings of unit")
    settings.get_by_role("combobox", name="Type").select_option("Time grouping")
    settings.get_by_role("combobox", name="Column").click()
    page.get_by_role("option", name="orders.created_at").click()
    page.get_by_role("form", name="Filters").get_by_label("Unit").select_option("Year")
    page.get_by_role("textbox", name="SQL editor").press("Control+Enter")
    expect(page.get_by_role("region", name="Result").get_by_role("table")).to_be_visible()
    expect(page.get_by_text("The query did not run")).to_have_count(0)


def test_a_variable_offers_the_choices_that_its_author_lists(
    writing: Demo, new_page: NewPage, take_picture: Picture
) -> None:
    page = new_page(viewport={"width": 1440, "height": 1200})
    sign_in(page, writing)
    write(page, writing, "select count(*) from orders where channel = {{way}}")
    settings = page.get_by_role("group", name="Settings of way")
    settings.get_by_label("Where the choices come from").select_option("A list of mine")
    settings.get_by_label("A list of mine").fill("Social, By friends\nMarketplace")
    settings.get_by_label("How people choose").select_option("Dropdown list")
    form = page.get_by_role("form", name="Filters")
    expect(form.locator("datalist option")).to_have_count(2)
    take_picture(page, "variable-choices-1440")
    page.get_by_role("button", name="Save").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Name").fill("By way")
    dialog.get_by_role("button", name="Save").click()
    expect(page).to_have_url(re.compile(r"/question/\d+$"))
    page.reload()
    page.get_by_role("button", name="Share", exact=True).click()
    page.get_by_role("menuitem").first.click()
    page.get_by_role("dialog").get_by_role("combobox", name="Way").click()
    page.get_by_role("option", name="Editable").click()
    frame = page.frame_locator("iframe")
    frame.locator("summary").filter(has_text="Way").click()
    expect(frame.get_by_text("By friends")).to_be_visible()
    expect(frame.get_by_text("Marketplace")).to_be_visible()
    take_picture(page, "variable-choices-embed-1440")


def test_a_mistake_is_marked_where_it_stands_until_it_is_edited(
    writing: Demo, new_page: NewPage, take_picture: Picture
) -> None:
    page = new_page(viewport={"width": 1440, "height": 1000})
    sign_in(page, writing)
    write(page, writing, "select id,\n  total\nfrom orders\nwhere oops > 3 and status is null")
    editor = page.get_by_role("textbox", name="SQL editor")
    editor.press("Control+Enter")
    marked = page.locator(".cm-lintRange-error")
    expect(marked).to_have_text("oops")
    expect(page.get_by_role("alert")).to_contain_text("The query did not run")
    said = page.get_by_role("region", name="SQL editor").get_by_role("status")
    expect(said).to_contain_text("Line 4:")
    expect(said).to_contain_text("oops")
    marked.hover()
    expect(page.locator(".cm-tooltip-lint")).to_contain_text("oops")
    assert findings(page, AXE.read_text("utf-8")) == []
    take_picture(page, "sql-mistake-1440")
    page.mouse.move(0, 0)
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size({"width": 768, "height": 1000})
    assert findings(page, AXE.read_text("utf-8")) == []
    take_picture(page, "sql-mistake-768-dark")

    said.get_by_role("button").click()
    page.keyboard.insert_text("id /* ")
    expect(marked).to_have_count(0)
    expect(said).not_to_contain_text("Line 4:")
    editor.press("Control+a")
    page.keyboard.insert_text("select 1\n[[where id = {{id}}")
    editor.press("Control+Enter")
    expect(marked).to_have_text("[[")


def test_sql_is_formatted_whole_or_in_part_and_one_undo_brings_it_back(
    writing: Demo, new_page: NewPage, take_picture: Picture
) -> None:
    page = new_page(viewport={"width": 768, "height": 1000})
    sign_in(page, writing)
    written = "select id, total from orders where 1 = 1 [[and id = {{id}}]] -- all  of them"
    write(page, writing, written)
    editor = page.get_by_role("textbox", name="SQL editor")
    lines = editor.locator(".cm-line")
    page.get_by_role("button", name="Format").click()
    laid = ["select id,", "       total", "from orders", "where 1 = 1", "  [[and id = {{id}}]] -- all  of them"]  # fmt: skip
    expect(lines).to_have_text(laid)
    expect(editor).to_be_focused()
    take_picture(page, "sql-format-768")
    editor.press("Control+z")
    expect(lines).to_have_text([written])

    editor.press("Control+End")
    page.keyboard.insert_text("\nselect a,  b")
    editor.press("Shift+Home")
    editor.press("Shift+Alt+F")
    expect(lines).to_have_text([written, "select a,", "       b"])
    assert findings(page, AXE.read_text("utf-8")) == []


def test_an_aliased_table_has_its_filter_named_as_the_sql_does(
    writing: Demo, new_page: NewPage, take_picture: Picture
) -> None:
    page = new_page(viewport={"width": 1440, "height": 1200})
    sign_in(page, writing)
    write(page, writing, "select count(*) as n from orders o where {{customer}}")
    settings = page.get_by_role("group", name="Settings of customer")
    settings.get_by_role("combobox", name="Type").select_option("Field filter")
    column = settings.get_by_role("combobox", name="Column")
    column.click()
    page.get_by_role("option", name="orders.channel").click()
    column.click()
    page.keyboard.type("orders.account_id")  # in the old name's place
    page.get_by_role("option", name="orders.account_id").click()
    expect(settings.get_by_label("Widget")).to_have_value("id")
    name = settings.get_by_label("Name in the SQL")
    expect(name).to_have_value("o.account_id")

    name.fill("")
    expect(settings.get_by_role("status")).to_contain_text("does not know orders.account_id")
    page.get_by_role("form", name="Filters").get_by_label("Customer").fill("1")
    settings.get_by_label("Label").press("Control+Enter")
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("The query did not run")
    take_picture(page, "alias-refused-1440")
    alert.get_by_role("button", name="Use o.account_id for {{customer}}").click()
    result = page.get_by_role("region", name="Result")
    expect(result.get_by_role("table")).to_be_visible()
    expect(alert).to_have_count(0)
    expect(name).to_have_value("o.account_id")


def test_tables_beside_the_editor_are_searched_and_put_in(
    writing: Demo, new_page: NewPage, take_picture: Picture
) -> None:
    page = new_page(viewport={"width": 1440, "height": 1200})
    sign_in(page, writing)
    write(page, writing, "select ")
    panel = page.get_by_role("region", name="Tables")
    panel.get_by_role("heading", name="Tables").click()
    panel.get_by_role("searchbox", name="Find tables and columns").fill("account_i")
    panel.get_by_role("button", name=re.compile("^account_id")).first.click()
    editor = page.get_by_role("textbox", name="SQL editor")
    expect(editor).to_contain_text("select account_id")
    page.keyboard.type(" from ")
    panel.get_by_role("searchbox").fill("")
    panel.get_by_role("button", name="Columns of orders").click()
    take_picture(page, "tables-1440")
    panel.get_by_role("button", name="orders", exact=True).click()
    editor.press("Control+Enter")
    expect(page.get_by_role("region", name="Result").get_by_role("table")).to_be_visible()
    assert findings(page, AXE.read_text("utf-8")) == []
    page.set_viewport_size({"width": 320, "height": 900})
    panel.scroll_into_view_if_needed()
    take_picture(page, "tables-320")
