"""A question put together by clicks: filtered, grouped, saved, opened again, told and kept as SQL."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Demo, NewPage
from tests.browser.page.test_axe import AXE, findings
from tests.browser.test_studio import sign_in

Picture = Callable[[Page, str], Path]


@pytest.fixture(scope="module")
def clicking(start_demo: Callable[[], Demo]) -> Demo:
    """A demo of this file's own: questions are saved in it."""
    return start_demo()


def add(page: Page, what: str, choice: str) -> None:
    page.get_by_role("combobox", name=what).click()
    page.get_by_role("listbox", name=what).get_by_role("option", name=choice, exact=True).click()


def start(page: Page, demo: Demo) -> None:
    page.goto(f"{demo.studio}/question/build")
    page.get_by_role("combobox", name="Table", exact=True).click()
    page.get_by_role("option", name="Orders", exact=True).click()
    expect(page.get_by_text(re.compile(r"\d+ rows")).first).to_be_visible()


def count_accounts(demo: Demo) -> int:
    with sqlite3.connect(demo.folder / "tidemark.db") as connection:
        sql = "select count(distinct account_id) from orders where status = 'delivered'"
        return int(connection.execute(sql).fetchone()[0])


def test_a_question_is_clicked_together_saved_and_opened_again(
    clicking: Demo, new_page: NewPage, take_picture: Picture
) -> None:
    page = new_page(viewport={"width": 1440, "height": 1000})
    sign_in(page, clicking)
    page.get_by_role("link", name="New question").click()
    page.get_by_role("link", name="Ask by clicks instead").click()
    expect(page.get_by_text("Choose a table to see its rows.")).to_be_visible()
    expect(page.get_by_role("button", name="Save", exact=True)).to_be_disabled()
    start(page, clicking)
    take_picture(page, "builder-rows-1440")

    add(page, "Add a filter…", "Status")
    expect(page.get_by_text("Not applied until it has a value")).to_be_visible()
    values = page.get_by_role("combobox", name="Value of Status")
    values.fill("delivered")
    values.press("Enter")
    page.keyboard.press("Escape")
    expect(page.get_by_text("Not applied until it has a value")).to_have_count(0)
    add(page, "Add a summary…", "Count of rows")
    add(page, "Add a group…", "Account → Name")
    rows = count_accounts(clicking)
    expect(page.get_by_text(f"{rows} row{'s' if rows != 1 else ''}", exact=True)).to_be_visible()
    add(page, "Add a sort…", "Count of rows")
    page.get_by_role("combobox", name="Direction: Count of rows").select_option("Descending")
    page.get_by_role("radio", name="Bar", exact=True).check(force=True)
    expect(page.get_by_text("Changed since this run")).to_have_count(0)
    expect(page.get_by_role("region", name="Result").locator("svg").first).to_be_attached()
    take_picture(page, "builder-grouped-1440")

    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("dialog").get_by_label("Name").fill("Delivered by account")
    page.get_by_role("dialog").get_by_role("button", name="Save").click()
    expect(page).to_have_url(re.compile(r"/question/\d+$"))
    page.reload()
    expect(page.get_by_role("combobox", name="Direction: Count of rows")).to_have_value("desc")
    expect(page.get_by_text("Unsaved changes")).to_have_count(0)

    page.get_by_role("button", name="See the SQL").click()
    window = page.get_by_role("dialog", name="The SQL of this question")
    expect(window.locator("pre")).to_contain_text("'delivered'")
    take_picture(page, "builder-sql-1440")
    window.get_by_role("button", name="Convert to SQL").click()
    expect(page.get_by_role("region", name="SQL editor")).to_be_visible()
    expect(page.get_by_text("Unsaved changes")).to_be_visible()


def test_clauses_that_the_page_does_not_know_are_shown_and_kept(
    clicking: Demo, new_page: NewPage, take_picture: Picture
) -> None:
    page = new_page(viewport={"width": 768, "height": 1000}, color_scheme="dark")
    sign_in(page, clicking)
    api = page.request
    tables = api.get(f"{clicking.studio}/api/database/1/metadata").json()["tables"]
    orders = next(one for one in tables if one["name"] == "orders")
    ids = {one["name"]: one["id"] for one in orders["fields"]}
    status = ["field", ids["status"], None]
    query = {
        "source-table": orders["id"],
        "filter": [
            "and",
            ["or", ["=", status, "paid"], ["=", status, "open"]],
            ["not-null", status],
        ],
        "aggregation": [["aggregation-options", ["count"], {"display-name": "How many"}]],
        "expressions": {"one": ["+", 1, 0]},
    }
    body = {
        "name": "Odd clauses",
        "display": "table",
        "visualization_settings": {},
        "dataset_query": {"database": 1, "type": "query", "query": query},
    }
    headers = {"origin": clicking.studio}
    made = api.post(f"{clicking.studio}/api/card", data=body, headers=headers).json()
    page.goto(f"{clicking.studio}/question/{made['id']}")
    expect(page.get_by_text("Kept as it is; this page cannot edit it.").first).to_be_visible()
    expect(page.get_by_text("Kept as they are: expressions.")).to_be_visible()
    page.get_by_role("spinbutton", name="Limit").fill("5")
    take_picture(page, "builder-kept-768-dark")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Unsaved changes")).to_have_count(0)
    saved = api.get(f"{clicking.studio}/api/card/{made['id']}").json()["dataset_query"]["query"]
    assert saved == {**query, "limit": 5}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_in_the_builder(clicking: Demo, new_page: NewPage, theme: str) -> None:
    page = new_page(color_scheme=theme)
    sign_in(page, clicking)
    start(page, clicking)
    add(page, "Add a filter…", "Created At")
    unit = page.get_by_role("combobox", name="Created At: Unit").locator("option:checked")
    expect(unit).to_have_text("days")
    page.get_by_role("spinbutton", name="Created At: How many").fill("1")
    expect(unit).to_have_text("day")
    page.get_by_role("spinbutton", name="Created At: How many").fill("900")
    add(page, "Add a filter…", "Status")
    add(page, "Add a summary…", "Sum of…")
    add(page, "Add a group…", "Created At")
    expect(page.get_by_text(re.compile(r"\d+ rows")).first).to_be_visible()
    assert findings(page, AXE.read_text("utf-8")) == []
