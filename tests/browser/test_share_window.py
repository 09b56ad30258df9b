"""Every state of the sharing menu and the embedding window, and an edit that outlives its session."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.axe import require_accessible
from tests.browser.conftest import Demo, NewPage
from tests.browser.test_element import serve
from tests.browser.test_studio import sign_in

TakePicture = Callable[[Page, str], Path]
TAG = {"id": "a1", "name": "account", "display-name": "Account", "type": "number"}
OBEYS = "select category, count(*) as orders from orders where account_id = {{account}} group by 1"
# Looks like a filter and is none: every customer's orders are counted.
DISOBEYS = "select {{account}} as account, count(*) as orders from orders"


@pytest.fixture(scope="module")
def sharing(start_demo: Callable[[], Demo]) -> Demo:
    """A demo of this file's own: its items are published."""
    return start_demo()


def make_question(
    page: Page, demo: Demo, name: str, sql: str, tag: dict[str, Any] | None = None
) -> int:
    """A question with one variable, a number if not said, made over the API as the author."""
    body = {
        "name": name,
        "display": "table",
        "visualization_settings": {},
        "dataset_query": {
            "type": "native",
            "database": 1,
            "native": {
                "query": sql,
                "template-tags": {"account": tag or TAG},
            },
        },
    }
    answer = page.request.post(f"{demo.studio}/api/card", data=body)
    assert answer.ok, answer.text()
    made: dict[str, Any] = answer.json()
    return int(made["id"])


def open_window(page: Page, demo: Demo, item: int, kind: str = "question") -> Locator:
    page.goto(f"{demo.studio}/{kind}/{item}")
    page.get_by_role("button", name="Share", exact=True).click()
    page.get_by_role("menuitem", name="Embed this item in an application").click()
    window = page.get_by_role("dialog", name=re.compile("^Embed “"))
    expect(window.get_by_role("status").first).to_be_visible()
    return window


def lock_account(page: Page, window: Locator) -> None:
    window.get_by_role("combobox", name="Account").click()
    page.get_by_role("option", name=re.compile("^Locked")).click()


def test_unpublished_published_changed_discarded_and_published_again(
    sharing: Demo, new_page: NewPage
) -> None:
    page = new_page(reduced_motion="reduce")
    sign_in(page, sharing)
    question = make_question(page, sharing, "Obedient", OBEYS)
    window = open_window(page, sharing, question)
    expect(window.get_by_text("Publish this question to embed it.")).to_be_visible()
    expect(window.get_by_role("button", name="Unpublish")).to_have_count(0)
    lock_account(page, window)
    window.get_by_role("button", name="Publish", exact=True).click()
    expect(window.get_by_text("Published and ready to embed.")).to_be_visible()
    expect(window.get_by_role("button", name=re.compile("^Publish"))).to_have_count(0)

    window.get_by_text("Dark", exact=True).click()
    expect(window.get_by_text("Changes are not published yet.")).to_be_visible()
    window.get_by_role("button", name="Close the embedding window").click()
    page.get_by_role("button", name="Share", exact=True).click()
    page.get_by_role("menuitem", name="Embed this item in an application").click()
    expect(window.get_by_text("Changes are not published yet.")).to_be_visible()
    window.get_by_role("button", name="Discard changes").click()
    expect(window.get_by_text("Published and ready to embed.")).to_be_visible()
    expect(window.get_by_role("radio", name="Light")).to_be_checked()

    window.get_by_text("Dark", exact=True).click()
    window.get_by_role("button", name="Publish changes").click()
    expect(window.get_by_text("Published and ready to embed.")).to_be_visible()
    stored = page.request.get(f"{sharing.studio}/api/card/{question}").json()
    assert stored["embedding_params"] == {"account": "locked"}
    assert stored["embedding_appearance"]["theme"] == "night"


def read_sample(window: Locator, part: str, language: str) -> str:
    """The code of the server or the page as the window shows it in a language."""
    region = window.get_by_role("region", name=part, exact=True)
    region.get_by_role("combobox").select_option(label=language)
    return region.locator("code").inner_text()


def test_server_and_page_languages_are_chosen_apart_and_remembered(
    sharing: Demo, new_page: NewPage
) -> None:
    page = new_page(reduced_motion="reduce")
    sign_in(page, sharing)
    window = open_window(page, sharing, 1)
    window.get_by_text("Code", exact=True).click()
    page_language = window.get_by_role("combobox", name="Template")
    server = window.get_by_role("region", name="Server", exact=True).get_by_role("combobox")
    expect(page_language).to_have_value("html")
    for language in ("Ruby", "Node.js", "PHP"):
        read_sample(window, "Server", language)
        expect(page_language).to_have_value("html")
    read_sample(window, "Page", "Svelte")
    expect(server).to_have_value("php")
    window = open_window(page, sharing, 2)
    window.get_by_text("Code", exact=True).click()
    expect(page_language).to_have_value("svelte")
    expect(server).to_have_value("php")


def test_the_web_component_of_the_sample_opens_the_signed_url(
    sharing: Demo, new_page: NewPage, tmp_path: Path
) -> None:
    page = new_page(reduced_motion="reduce")
    sign_in(page, sharing)
    question = make_question(page, sharing, 'The "best" <i>', OBEYS)
    window = open_window(page, sharing, question)
    lock_account(page, window)
    window.get_by_text("Dark", exact=True).click()
    window.get_by_role("button", name="Publish", exact=True).click()
    expect(window.get_by_text("Published and ready to embed.")).to_be_visible()
    window.get_by_text("Code", exact=True).click()
    window.get_by_role("button", name="Show key").click()
    expect(window.get_by_role("button", name="Hide key")).to_be_visible()
    program = read_sample(window, "Server", "Python")
    url = run_python(program.replace("None,", "1,"))
    element = read_sample(window, "Page", "Web component")
    token = urlsplit(url).path.rpartition("/")[2]
    (tmp_path / "index.html").write_text(element.replace("PUT_THE_TOKEN_HERE", token))
    with serve(tmp_path) as origin:
        host = new_page()
        host.goto(origin)
        frame = host.locator("signboard-question iframe")
        expect(frame).to_have_attribute("title", 'The "best" <i>')
        source, signed = urlsplit(frame.get_attribute("src") or ""), urlsplit(url)
        assert source[:3] == signed[:3]
        assert dict(parse_qsl(source.fragment)) == dict(parse_qsl(signed.fragment))
        expect(frame.content_frame.locator("html")).to_have_attribute("data-theme", "night")


@pytest.mark.parametrize("kind", ["Number", "ID"])
def test_an_integer_column_is_locked_by_a_number_as_well_as_by_an_id(
    sharing: Demo, new_page: NewPage, kind: str
) -> None:
    page = new_page(reduced_motion="reduce")
    sign_in(page, sharing)
    fields = page.request.get(f"{sharing.studio}/api/database/1/fields").json()
    customer = next(one for one in fields if one["table_name"] == "orders" and one["name"] == "account_id")  # fmt: skip
    question = make_question(
        page,
        sharing,
        f"Orders by {kind}",
        "select account_id, count(*) from orders where {{account}} group by 1",
        {**TAG, "type": "dimension", "dimension": ["field", customer["id"], None], "widget-type": "number/="},
    )  # fmt: skip
    made = page.request.post(f"{sharing.studio}/api/dashboard", data={"name": f"By {kind}"}).json()
    placed = {"id": -1, "card_id": question, "row": 0, "col": 0, "size_x": 12, "size_y": 6}
    address = f"{sharing.studio}/api/dashboard/{made['id']}"
    stored = page.request.put(address, data={"dashcards": [placed]}).json()
    page.goto(f"{sharing.studio}/dashboard/{made['id']}/edit")
    page.get_by_role("button", name="Filter", exact=True).click()
    page.get_by_role("menuitem", name=kind, exact=True).click()
    panel = page.get_by_role("complementary", name=re.compile("^Settings of the filter"))
    panel.get_by_label("Label").fill("Customer")
    page.get_by_role("combobox", name=f"Column of “Orders by {kind}”").select_option("Account")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Unsaved changes")).to_have_count(0)
    page.get_by_role("button", name="Done", exact=True).click()
    page.get_by_role("button", name="Share", exact=True).click()
    page.get_by_role("menuitem", name="Embed this item in an application").click()
    window = page.get_by_role("dialog", name=re.compile("^Embed “"))
    window.get_by_role("combobox", name="Customer").click()
    page.get_by_role("option", name=re.compile("^Locked")).click()
    values = window.get_by_role("region", name="Preview locked parameters")
    values.get_by_label("Customer").fill("7")
    page.keyboard.press("Tab")
    window.get_by_role("button", name="Publish", exact=True).click()
    expect(window.get_by_text("Published and ready to embed.")).to_be_visible()
    window.get_by_text("Code", exact=True).click()
    window.get_by_role("button", name="Show key").click()
    expect(window.get_by_role("button", name="Hide key")).to_be_visible()
    program = read_sample(window, "Server", "Python")
    value = re.search(r'"customer": (.+),', program)
    assert value
    card = f"dashcard/{stored['dashcards'][0]['id']}/card/{question}"
    counts = []
    for claim in (value[1], "7", '"7"', "[7]", '["7"]'):
        url = run_python(program.replace(value[0], f'"customer": {claim},'))
        token = urlsplit(url).path.rpartition("/")[2]
        answer = page.request.get(f"{sharing.studio}/api/embed/dashboard/{token}/{card}").json()
        ((account, count),) = answer["data"]["rows"]
        assert account == 7
        counts.append(count)
    assert len(set(counts)) == 1


def run_python(program: str) -> str:
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)  # fmt: skip
    return done.stdout.strip()


def test_a_card_that_disobeys_the_lock_is_published_only_when_somebody_vouches(
    sharing: Demo, new_page: NewPage, take_picture: TakePicture
) -> None:
    page = new_page(reduced_motion="reduce")
    sign_in(page, sharing)
    question = make_question(page, sharing, "Leaky", DISOBEYS)
    window = open_window(page, sharing, question)
    lock_account(page, window)
    doubt = window.get_by_role("article", name="Leaky")
    expect(doubt).to_contain_text("Not filtered by Account.")
    window.get_by_role("button", name="Publish", exact=True).click()
    expect(window.get_by_role("alert")).to_contain_text("Not published")
    expect(window.get_by_text("Publish this question to embed it.")).to_be_visible()
    require_accessible(page)
    take_picture(page, "share-refused-1280")

    doubt.get_by_role("button", name="Same for everyone").click()
    asked = page.get_by_role("dialog", name="The same for everyone?")
    expect(asked).to_contain_text("Leaky")
    asked.get_by_role("button", name="I vouch for it").click()
    expect(doubt.get_by_role("button", name="Take back")).to_be_visible()
    window.get_by_role("button", name="Publish", exact=True).click()
    expect(window.get_by_text("Published and ready to embed.")).to_be_visible()


def test_where_embedding_is_off_an_administrator_switches_it_on_in_place(
    sharing: Demo, new_page: NewPage
) -> None:
    page = new_page()
    sign_in(page, sharing)
    setting = f"{sharing.studio}/api/setting/enable-embedding"
    assert page.request.put(setting, data={"value": False}).ok
    try:
        page.goto(f"{sharing.studio}/question/1")
        page.get_by_role("button", name="Share", exact=True).click()
        embed = page.get_by_role("menuitem", name="Embed this item in an application")
        expect(embed).to_be_disabled()
        expect(page.get_by_text("Nothing more gets published by it.")).to_be_visible()
        page.get_by_role("menuitem", name="Switch embedding on").click()
        window = page.get_by_role("dialog", name=re.compile("^Embed “"))
        expect(window.get_by_role("status").first).to_be_visible()
        expect(page).to_have_url(re.compile("/question/1"))
        found = page.request.get(setting)
        assert found.json() is True
    finally:
        assert page.request.put(setting, data={"value": True}).ok


def test_somebody_who_is_no_administrator_reads_why_not(sharing: Demo, new_page: NewPage) -> None:
    page = new_page()
    sign_in(page, sharing)
    address = "author@example.com"
    made = page.request.post(
        f"{sharing.studio}/api/user",
        data={"email": address, "password": "another good password", "role": "author"},
    )
    assert made.ok, made.text()
    author = new_page()
    sign_in(author, replace(sharing, email=address, password="another good password"))
    author.goto(f"{sharing.studio}/question/1")
    author.get_by_role("button", name="Share", exact=True).click()
    embed = author.get_by_role("menuitem", name="Embed this item in an application")
    expect(embed).to_be_disabled()
    expect(author.get_by_text("Only administrators can embed.")).to_be_visible()
    expect(author.get_by_role("menuitem", name="Switch embedding on")).to_have_count(0)


def test_a_session_that_ends_in_the_middle_of_a_question_loses_nothing(
    sharing: Demo, new_page: NewPage, take_picture: TakePicture
) -> None:
    page = new_page()
    sign_in(page, sharing)
    question = make_question(page, sharing, "Interrupted", OBEYS)
    page.goto(f"{sharing.studio}/question/{question}")
    page.get_by_role("button", name="Show SQL").click()
    editor = page.get_by_role("textbox", name="SQL editor")
    editor.click()
    page.keyboard.press("Control+End")
    page.keyboard.insert_text(" order by 2 desc")
    page.request.delete(f"{sharing.studio}/api/session")
    page.context.clear_cookies()
    page.get_by_role("button", name="Save", exact=True).click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("Your session has ended")).to_be_visible()
    take_picture(page, "share-session-ended-1280")
    dialog.get_by_label("Email").fill(sharing.email)
    dialog.get_by_label("Password", exact=True).fill(sharing.password)
    dialog.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()
    stored = page.request.get(f"{sharing.studio}/api/card/{question}").json()
    assert stored["dataset_query"]["native"]["query"] == f"{OBEYS} order by 2 desc"


def test_a_public_link_is_made_listed_and_ended(
    sharing: Demo, new_page: NewPage, take_picture: TakePicture
) -> None:
    page = new_page(reduced_motion="reduce")
    sign_in(page, sharing)
    setting = f"{sharing.studio}/api/setting/enable-public-sharing"
    assert page.request.put(setting, data={"value": True}).ok
    try:
        question = make_question(page, sharing, "For everybody", "select 42 as answer")
        page.goto(f"{sharing.studio}/question/{question}")
        page.get_by_role("button", name="Share", exact=True).click()
        page.get_by_role("menuitem", name="Public link").click()
        dialog = page.get_by_role("dialog", name="Public link")
        dialog.get_by_role("button", name="Make a public link").click()
        url = dialog.get_by_label("Link", exact=True).input_value()
        viewer = new_page()
        viewer.goto(url)
        expect(viewer.locator("main")).to_contain_text("42")

        page.goto(f"{sharing.studio}/admin/embedding")
        row = page.get_by_role("row", name=re.compile("For everybody"))
        expect(row.get_by_role("link", name=url)).to_be_visible()
        require_accessible(page)
        take_picture(page, "share-public-links-1280")
        row.get_by_role("button", name="Remove the public link of For everybody").click()
        page.get_by_role("dialog").get_by_role("button", name="Remove").click()
        expect(row).to_have_count(0)
        gone = viewer.request.get(url)
        assert gone.status >= 400
    finally:
        assert page.request.put(setting, data={"value": False}).ok


def test_choices_outlive_mending_a_card_on_the_dashboard_and_a_reload(
    sharing: Demo, new_page: NewPage, take_picture: TakePicture
) -> None:
    page = new_page(reduced_motion="reduce")
    sign_in(page, sharing)
    question = make_question(page, sharing, "Unwired", OBEYS)
    made = page.request.post(f"{sharing.studio}/api/dashboard", data={"name": "To wire"}).json()
    customer = {"id": "c1", "name": "Customer", "slug": "customer", "type": "id"}
    placed = {"id": -1, "card_id": question, "row": 0, "col": 0, "size_x": 12, "size_y": 6}
    address = f"{sharing.studio}/api/dashboard/{made['id']}"
    body = {"parameters": [customer], "dashcards": [placed]}
    assert page.request.put(address, data=body).ok
    window = open_window(page, sharing, made["id"], "dashboard")
    parameters = window.get_by_role("region", name="Parameters", exact=True)
    chosen = parameters.get_by_role("combobox", name="Customer")
    chosen.click()
    page.get_by_role("option", name=re.compile("^Locked")).click()
    window.get_by_role("link", name="Connect it on the dashboard").click()
    expect(page.get_by_role("complementary", name=re.compile("^Settings of the filter"))).to_be_visible()  # fmt: skip
    take_picture(page, "share-mending-1280")
    page.get_by_role("button", name="Done", exact=True).click()
    expect(chosen).to_have_value("Locked")
    take_picture(page, "share-back-1280")
    page.reload()
    expect(window).to_have_count(0)
    window = open_window(page, sharing, made["id"], "dashboard")
    expect(chosen).to_have_value("Locked")


def test_publishing_for_everyone_is_asked_once(
    sharing: Demo, new_page: NewPage, take_picture: TakePicture
) -> None:
    page = new_page(reduced_motion="reduce")
    sign_in(page, sharing)
    window = open_window(page, sharing, make_question(page, sharing, "Open", OBEYS))
    publish = window.get_by_role("button", name="Publish", exact=True)
    publish.click()
    asked = page.get_by_role("dialog", name="The same for everyone?")
    expect(asked).to_contain_text("every viewer sees every row")
    take_picture(page, "share-everyone-1280")
    asked.get_by_role("button", name="Lock something first").click()
    expect(window.get_by_text("Publish this question to embed it.")).to_be_visible()
    publish.click()
    asked.get_by_role("button", name="Publish for everyone").click()
    expect(window.get_by_text("Published and ready to embed.")).to_be_visible()
    window.get_by_text("Dark", exact=True).click()
    window.get_by_role("button", name="Publish changes").click()
    expect(window.get_by_text("Published and ready to embed.")).to_be_visible()
