"""An author finds out which card fails and why: at publication, at saving, on the dashboard."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import require_accessible
from tests.browser.conftest import Demo, NewPage
from tests.browser.test_share_window import open_window
from tests.browser.test_studio import sign_in

TakePicture = Callable[[Page, str], Path]
GOOD = "select category, count(*) as orders from orders where {{account}} group by 1"
ALIASED = "select category, count(*) as orders from orders o where {{account}} group by 1"
BROKEN = "select nothing_here from orders where {{account}}"


@pytest.fixture(scope="module")
def failing(start_demo: Callable[[], Demo]) -> Demo:
    """A demo of this file's own: its items are published."""
    return start_demo()


def call(page: Page, demo: Demo, method: str, path: str, body: object = None) -> Any:
    answer = page.request.fetch(f"{demo.studio}/api/{path}", method=method, data=body)
    assert answer.ok, answer.text()
    return answer.json()


def make_question(page: Page, demo: Demo, name: str, sql: str) -> int:
    fields = call(page, demo, "GET", "database/1/fields")
    field = next(
        one["id"] for one in fields if (one["table_name"], one["name"]) == ("orders", "account_id")
    )
    tag = {
        "id": "a1", "name": "account", "display-name": "Account", "type": "dimension",
        "dimension": ["field", field, None], "widget-type": "id",
    }  # fmt: skip
    native = {"query": sql, "template-tags": {"account": tag}}
    query = {"type": "native", "database": 1, "native": native}
    body = {"name": name, "display": "table", "visualization_settings": {}, "dataset_query": query}
    return int(call(page, demo, "POST", "card", body)["id"])


def make_dashboard(page: Page, demo: Demo, name: str, *cards: int) -> int:
    made = int(call(page, demo, "POST", "dashboard", {"name": name})["id"])
    target = ["dimension", ["template-tag", "account"]]
    dashcards = [
        {
            "id": -number, "card_id": card, "row": 6 * number, "size_x": 12, "size_y": 6,
            "parameter_mappings": [{"parameter_id": "p", "card_id": card, "target": target}],
        }
        for number, card in enumerate(cards, 1)
    ]  # fmt: skip
    parameter = {"id": "p", "slug": "account", "name": "Account", "type": "id"}
    body = {"parameters": [parameter], "dashcards": dashcards}
    call(page, demo, "PUT", f"dashboard/{made}", body)
    return made


def test_publishing_names_what_a_lock_breaks_and_waits_for_it_alone(
    failing: Demo, new_page: NewPage, take_picture: TakePicture
) -> None:
    page = new_page(viewport={"width": 1440, "height": 1000}, reduced_motion="reduce")
    sign_in(page, failing)
    good = make_question(page, failing, "Orders by category", GOOD)
    aliased = make_question(page, failing, "Orders of the account", ALIASED)
    broken = make_question(page, failing, "Nothing here", BROKEN)
    dashboard = make_dashboard(page, failing, "Trial", good, aliased, broken)
    window = open_window(page, failing, dashboard, "dashboard")
    window.get_by_role("combobox", name="Account").click()
    page.get_by_role("option", name=re.compile("^Locked")).click()
    cards = window.get_by_role("region", name="Cards that fail")
    by_lock = cards.get_by_role("article", name="Orders of the account")
    expect(by_lock).to_contain_text("Fails by its locked value: no such column: orders.account_id")
    expect(cards.get_by_role("article", name="Nothing here")).to_contain_text("nothing_here")
    window.get_by_role("button", name="Publish", exact=True).click()
    expect(window.get_by_role("alert")).to_contain_text("“Orders of the account”")
    take_picture(page, "trial-1440")
    require_accessible(page)
    page.set_viewport_size({"width": 320, "height": 900})
    cards.scroll_into_view_if_needed()
    take_picture(page, "trial-320")
    page.set_viewport_size({"width": 1440, "height": 1000})

    by_lock.get_by_role("link", name="Open its question").click()
    expect(page).to_have_url(re.compile(rf"/question/{aliased}$"))
    page.get_by_role("button", name="Show SQL").click()
    page.locator("summary").filter(has_text="account").click()
    page.get_by_role("button", name="Use o.account_id", exact=True).click()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()
    page.goto(f"{failing.studio}/dashboard/{dashboard}")  # the window is open again, the lock kept
    expect(cards.get_by_role("article")).to_have_count(1)
    expect(cards).to_contain_text("You can publish all the same.")
    window.get_by_role("button", name="Publish", exact=True).click()
    expect(window.get_by_text("published", exact=False).first).to_be_visible()
    expect(window.get_by_role("button", name="Unpublish")).to_be_visible()
    expect(window).to_contain_text("Published, but viewers do not see 1 card: see below.")
    take_picture(page, "published-hidden-1440")
    require_accessible(page)


def test_saving_says_first_which_published_items_would_lose_the_card(
    failing: Demo, new_page: NewPage, take_picture: TakePicture
) -> None:
    page = new_page(viewport={"width": 1440, "height": 1000}, reduced_motion="reduce")
    sign_in(page, failing)
    card = make_question(page, failing, "Orders seen by customers", GOOD)
    dashboard = make_dashboard(page, failing, "Customers' overview", card)
    body = {"enable_embedding": True, "embedding_params": {"account": "locked"}}
    call(page, failing, "PUT", f"dashboard/{dashboard}", body)
    page.goto(f"{failing.studio}/question/{card}")
    page.get_by_role("button", name="Show SQL").click()
    editor = page.get_by_role("textbox", name="SQL editor")
    editor.click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(GOOD.replace("{{account}}", "{{account}} or 1 = 1"))
    save = page.get_by_role("button", name="Save", exact=True)
    save.click()
    dialog = page.get_by_role("dialog", name="A published item would lose this card")
    link = dialog.get_by_role("link", name="Customers' overview")
    expect(link).to_have_attribute("href", re.compile(rf"/dashboard/{dashboard}$"))
    take_picture(page, "losses-1440")
    require_accessible(page)
    dialog.get_by_role("button", name="Cancel").click()
    expect(page.get_by_text("Unsaved changes")).to_be_visible()
    save.click()
    dialog.get_by_role("button", name="Save all the same").click()
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()
    expect(dialog).to_have_count(0)


def test_authors_read_why_a_card_fails_and_a_viewers_reference_is_looked_up(
    failing: Demo, new_page: NewPage, take_picture: TakePicture
) -> None:
    page = new_page(viewport={"width": 1440, "height": 1000}, reduced_motion="reduce")
    sign_in(page, failing)
    broken = make_question(page, failing, "A slip of the pen", BROKEN)
    dashboard = make_dashboard(page, failing, "With a slip", broken)
    page.goto(f"{failing.studio}/dashboard/{dashboard}")
    card = page.frame_locator("iframe").get_by_role("region", name="A slip of the pen")
    expect(card).to_contain_text("no such column: nothing_here")
    reference = card.locator("code").inner_text().split()[-1]
    take_picture(page, "failed-card-1440")
    page.set_viewport_size({"width": 320, "height": 900})
    take_picture(page, "failed-card-320")
    page.set_viewport_size({"width": 1440, "height": 1000})
    card.get_by_role("link", name="A slip of the pen").click()
    expect(page).to_have_url(re.compile(rf"/question/{broken}$"))

    page.goto(f"{failing.studio}/dashboard/{dashboard}/edit")
    face = page.get_by_text("no such column: nothing_here")
    expect(face).to_be_visible()
    take_picture(page, "failed-face-1440")

    page.goto(f"{failing.studio}/admin/health")
    page.get_by_label("Find a reference").fill(reference)
    row = page.get_by_role("group", name="Cards that failed").get_by_role("row").nth(1)
    expect(row).to_contain_text(reference)
    expect(row.get_by_role("link", name="With a slip")).to_be_visible()
    expect(row).to_contain_text("The tables of this query have no such column.")
    require_accessible(page)
    take_picture(page, "health-reference-1440")
    page.set_viewport_size({"width": 320, "height": 900})
    take_picture(page, "health-reference-320")
    page.get_by_label("Find a reference").fill("00000000")
    expect(page.get_by_text("No card failed under this reference.")).to_be_visible()
