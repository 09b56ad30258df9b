"""An author's whole way: sign in, write SQL, look, save, publish, copy the code, run it, unpublish."""

from __future__ import annotations

import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from scripts import frontend

from tests.browser.conftest import Demo, NewPage

SQL = (
    "select category, count(*) as orders from orders"
    " where account_id = {{account}} [[and status = {{status}}]] group by category order by 2 desc"
)
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def own_demo(start_demo: Callable[[], Demo]) -> Demo:
    """A demo that this story may change."""
    return start_demo()


def sign_in(page: Page, demo: Demo) -> None:
    page.goto(demo.studio)
    page.get_by_label("Email").fill(demo.email)
    page.get_by_label("Password", exact=True).fill(demo.password)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Home")).to_be_visible()


def counts_of(demo: Demo, account: int) -> list[tuple[str, int]]:
    """What the question must show, counted without any of our code."""
    with sqlite3.connect(demo.folder / "tidemark.db") as connection:
        return connection.execute(
            "select category, count(*) from orders where account_id = ? group by 1 order by 2 desc",
            (account,),
        ).fetchall()


def run_python(code: str, folder: Path) -> str:
    sample = folder / "sample.py"
    sample.write_text(code)
    done = subprocess.run(
        [sys.executable, str(sample)], capture_output=True, text=True, timeout=60, check=True
    )
    return done.stdout.strip()


def run_node(code: str, folder: Path) -> str:
    sample = folder / "sample.cjs"
    sample.write_text(code)
    done = subprocess.run(
        [str(frontend.node_folder() / "bin" / "node"), str(sample)],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
        env={"NODE_PATH": str(ROOT / "frontend" / "node_modules")},
    )
    return done.stdout.strip()


def test_from_sign_in_to_a_published_embed_and_back(
    own_demo: Demo, new_page: NewPage, take_picture: Callable[[Page, str], Path], tmp_path: Path
) -> None:
    page = new_page(permissions=["clipboard-read", "clipboard-write"])
    sign_in(page, own_demo)
    take_picture(page, "studio-home-1280")
    write_question(page)
    take_picture(page, "studio-question-1280")
    publish(page)
    take_picture(page, "studio-embed-1280")
    codes = copy_codes(page)
    take_picture(page, "studio-code-1280")

    addresses = {
        "Python": run_python(codes["Python"], tmp_path),
        "Node.js": run_node(codes["Node.js"], tmp_path),
    }
    for address in addresses.values():
        viewer = new_page()
        viewer.goto(address)
        expect(viewer.locator("html")).to_have_attribute("data-theme", "night")
        expect(viewer.locator("html")).to_have_attribute("data-titled", "false")
        for category, count in counts_of(own_demo, 2):
            expect(viewer.locator("main table")).to_contain_text(category)
            expect(viewer.locator("main table")).to_contain_text(f"{count:,}")

    page.get_by_role("button", name="Unpublish").click()
    page.get_by_role("dialog", name="Unpublish?").get_by_role("button", name="Unpublish").click()
    expect(page.get_by_text("Publish this question to embed it.")).to_be_visible()
    viewer = new_page()
    response = viewer.goto(addresses["Python"])
    assert response is not None
    assert response.status == 400
    expect(viewer.get_by_role("alert")).to_contain_text("Embedding is not enabled for this object.")


def write_question(page: Page) -> None:
    """A native question with a number variable, drawn as bars, saved."""
    page.get_by_role("link", name="New question").click()
    expect(page.get_by_role("combobox", name="Database")).to_have_value("Tidemark")
    editor = page.get_by_role("textbox", name="SQL editor")
    editor.click()
    page.keyboard.insert_text(SQL)
    settings = page.get_by_role("group", name="Settings of account")
    settings.get_by_role("combobox", name="Type").select_option("Number")
    page.get_by_role("form", name="Filters").get_by_label("Account").fill("2")
    editor.press("Control+Enter")
    expect(page.get_by_text(re.compile(r"\d+ rows"))).to_be_visible()
    page.get_by_role("radio", name="Bar", exact=True).check(force=True)
    page.get_by_role("button", name="Save", exact=True).click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Name").fill("Orders by category")
    dialog.get_by_role("button", name="Save").click()
    expect(page).to_have_url(re.compile(r"/question/\d+"))


def publish(page: Page) -> None:
    """Lock the account, try it with customer 2, make it dark, publish."""
    page.get_by_role("button", name="Share").click()
    page.get_by_role("menuitem", name="Embed this item in an application").click()
    window = page.get_by_role("dialog", name=re.compile("Embed “Orders by category”"))
    expect(window).to_be_visible()
    window.get_by_role("combobox", name="Account").click()
    page.get_by_role("option", name=re.compile("^Locked")).click()
    preview_values = window.get_by_role("region", name="Preview locked parameters")
    preview_values.get_by_label("Account").fill("2")
    page.keyboard.press("Tab")
    window.get_by_text("Dark", exact=True).click()
    window.get_by_role("switch", name="Title").set_checked(False, force=True)
    preview = window.frame_locator("iframe")
    expect(preview.locator("main table")).to_be_attached()
    expect(preview.locator("html")).to_have_attribute("data-theme", "night")
    window.get_by_role("button", name="Publish", exact=True).click()
    expect(window.get_by_text("Published and ready to embed.")).to_be_visible()


def copy_codes(page: Page) -> dict[str, str]:
    """Show the key and copy the server code in both languages."""
    window = page.get_by_role("dialog", name=re.compile("Embed “"))
    window.get_by_text("Code", exact=True).click()
    window.get_by_role("button", name="Show key").click()
    codes = {}
    for language in ("Python", "Node.js"):
        server = window.get_by_role("region", name="Server", exact=True)
        server.get_by_role("combobox", name="Language", exact=True).select_option(language)
        expect(window.get_by_role("region", name=f"Server: {language}")).to_be_visible()
        window.get_by_role("button", name="Copy server code").click()
        codes[language] = page.evaluate("navigator.clipboard.readText()")
    return codes


def test_the_key_is_hidden_until_shown_and_regenerating_ends_old_tokens(
    own_demo: Demo, new_page: NewPage
) -> None:
    portal = new_page()
    portal.goto(own_demo.portal)
    portal.locator("button[value=fjord-fern]").click()
    address = portal.locator("iframe.embed").get_attribute("src")
    assert address is not None

    page = new_page()
    sign_in(page, own_demo)
    page.get_by_role("link", name="Admin", exact=True).click()
    page.get_by_role("link", name="Embedding").click()
    key = page.get_by_role("textbox", name="Embedding secret key")
    expect(key).not_to_have_value(re.compile(r"^[0-9a-f]{64}$"))
    page.get_by_role("button", name="Show key").click()
    expect(key).to_have_value(re.compile(r"^[0-9a-f]{64}$"))
    before = key.input_value()
    page.get_by_role("button", name="Regenerate key").click()
    page.get_by_role("dialog").get_by_role("button", name=re.compile("Yes|Regenerate")).click()
    expect(key).not_to_have_value(before)

    viewer = new_page()
    response = viewer.goto(address)
    assert response is not None
    assert response.status == 400
    expect(viewer.get_by_role("alert")).to_contain_text("Message seems corrupt or manipulated")


def test_signing_out_ends_the_session(own_demo: Demo, new_page: NewPage) -> None:
    page = new_page()
    sign_in(page, own_demo)
    page.get_by_role("button", name=re.compile("Account of")).click()
    page.get_by_role("menuitem", name="Sign out").click()
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()
    answer = page.request.get(f"{own_demo.studio}/api/user/current")
    assert answer.status == 401


def origin(page: Page) -> str:
    """Where the studio is."""
    return str(page.evaluate("location.origin"))


def tidemark(page: Page) -> int:
    """Id of the demo's database."""
    found = page.request.get(f"{origin(page)}/api/database").json()["data"]
    return next(int(one["id"]) for one in found if one["name"] == "Tidemark")


def new_question(page: Page, query: dict[str, object]) -> int:
    """A question that the browser's own session saves."""
    body = {"name": "Amount", "dataset_query": query, "display": "table"}
    body |= {"visualization_settings": {}}
    made = page.request.post(f"{origin(page)}/api/card", data=body)
    assert made.ok, made.text()
    return int(made.json()["id"])


def test_the_studio_speaks_the_browsers_language(
    demo: Demo, new_page: NewPage, take_picture: Callable[[Page, str], Path]
) -> None:
    page = new_page(locale="de-AT")
    page.goto(demo.studio)
    page.get_by_label("E-Mail").fill(demo.email)
    page.get_by_label("Passwort", exact=True).fill(demo.password)
    page.get_by_role("button", name="Anmelden").click()
    expect(page.get_by_role("heading", name="Start")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "de")
    page.get_by_role("link", name=re.compile("Your shop")).first.click()
    page.get_by_role("link", name="Bearbeiten").click()
    expect(page.get_by_role("button", name="Rückgängig")).to_be_visible()
    numbers = page.locator("main").get_by_text(re.compile(r"^\$\s\d+\.\d{3}$"))
    expect(numbers.first).to_be_visible()
    take_picture(page, "editor-german-1280")
    asked = {"native": {"query": "select 1234.5 as amount"}, "type": "native"}
    question = new_question(page, asked | {"database": tidemark(page)})
    page.goto(f"{demo.studio}/question/{question}")
    expect(page.get_by_role("cell", name="1.234,5")).to_be_visible()
    take_picture(page, "question-german-1280")
