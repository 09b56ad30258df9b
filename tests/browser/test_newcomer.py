"""A newcomer's whole way: empty machine, own PostgreSQL, question, dashboard, embed elsewhere, and off.

The pictures of docs/signed-embedding.md are made on the way (SIGNBOARD_WRITE_PICTURES=1).
"""

from __future__ import annotations

import html
import os
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import psycopg
import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import require_accessible
from tests.browser.conftest import NewPage
from tests.browser.serving import Server, serving
from tests.browser.test_studio import run_node, run_python

TakePicture = Callable[[Page, str], Path]
IMAGES = Path(__file__).parents[2] / "docs" / "images"
PASSWORD = "correct horse battery"
SHOP = """
create table customers (id serial primary key, name text not null);
create table products (id serial primary key, title text not null, category text not null);
create table orders (id serial primary key, customer_id int not null references customers(id),
  product_id int not null references products(id), ordered_at timestamptz not null,
  total numeric(10,2) not null);
insert into customers (name) values ('Fern Ltd'), ('Nordic Tea'), ('Casa Verde');
insert into products (title, category) values ('Oak table', 'Tables'), ('Ash chair', 'Chairs'),
  ('Desk lamp', 'Lamps'), ('Floor lamp', 'Lamps'), ('Wool rug', 'Rugs'), ('Stool', 'Chairs');
insert into orders (customer_id, product_id, ordered_at, total)
  select 1 + i % 3, 1 + (i * 7 + i / 4) % 6, timestamptz '2026-01-03 09:00Z' + i * interval '7 hours',
         20 + (i * 37) % 400 from generate_series(0, 899) i;
"""
BY_CATEGORY = """select products.category, sum(orders.total) as revenue
from orders join products on products.id = orders.product_id
where {{customer}} [[and {{category}}]] [[and {{product}}]]
group by products.category order by 2 desc"""
BY_MONTH = """select date_trunc('month', orders.ordered_at) as month, sum(orders.total) as revenue
from orders join products on products.id = orders.product_id
where {{customer}} [[and {{category}}]] [[and {{product}}]]
group by 1 order by 1"""
COLUMNS = {
    "customer": "orders.customer_id",
    "category": "products.category",
    "product": "products.title",
}


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Server]:
    """A server that nobody has used yet."""
    with serving(tmp_path) as running:
        yield running


@pytest.fixture
def shop(postgres_url: str) -> str:
    """A small shop in a PostgreSQL database of this test's own."""
    with psycopg.connect(postgres_url) as connection:
        connection.execute(SHOP)
    return postgres_url


def categories_of(shop: str, customer: int) -> list[str]:
    """What the chart of a customer must name, read without any of our code."""
    with psycopg.connect(shop) as connection:
        found = connection.execute(
            "select distinct category from orders join products on products.id = product_id"
            " where customer_id = %s",
            (customer,),
        )
        return [category for (category,) in found]


@contextmanager
def host_page(body: str) -> Iterator[str]:
    """A page of somebody else's product, on an origin of its own."""

    class Host(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(f"<!doctype html><title>My shop</title>{body}".encode())

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Host)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://localhost:{server.server_address[1]}/"
    finally:
        server.shutdown()
        thread.join(10)
        server.server_close()


def keep_picture(page: Page, name: str) -> None:
    """A picture of the guide; rewritten only where that is asked for."""
    path = IMAGES / f"{name}.png"
    if os.environ.get("SIGNBOARD_WRITE_PICTURES") or not path.exists():
        notices = page.locator(".mantine-Notification-root")
        expect(notices).to_have_count(0, timeout=20_000)
        page.screenshot(path=path)


def test_from_an_empty_machine_to_an_embed_elsewhere_and_off_again(
    empty: Server, shop: str, new_page: NewPage, take_picture: TakePicture, tmp_path: Path
) -> None:
    page = new_page(
        permissions=["clipboard-read", "clipboard-write"],
        viewport={"width": 1280, "height": 800},
        reduced_motion="reduce",
    )
    become_administrator(page, empty)
    connect(page, shop)
    write_question(page, "Revenue by category", BY_CATEGORY, "Bar")
    write_question(page, "Revenue by month", BY_MONTH, "Line")
    lay_out_dashboard(page, take_picture)
    switch_embedding_on(page)
    publish(page, take_picture)
    codes = copy_codes(page)

    made = {
        "Python": run_python(codes["Python"], tmp_path),
        "Node.js": run_node(codes["Node.js"], tmp_path),
    }
    for url in made.values():
        body = codes["HTML"].replace("PUT_THE_URL_HERE", html.escape(url))
        with host_page(body) as origin:
            see_embed(new_page(), origin, categories_of(shop, 2), take_picture)

    window = page.get_by_role("dialog", name="Embed “Sales” in an application")
    window.get_by_role("button", name="Unpublish").click()
    page.get_by_role("dialog", name="Unpublish?").get_by_role("button", name="Unpublish").click()
    expect(window.get_by_text("Publish this dashboard to embed it.")).to_be_visible()
    for url in made.values():
        viewer = new_page()
        answer = viewer.goto(url)
        assert answer is not None
        assert answer.status == 400
        refusal = viewer.get_by_role("alert")  # the other languages' are hidden
        expect(refusal).to_contain_text("Embedding is not enabled for this object.")


def become_administrator(page: Page, server: Server) -> None:
    """The one-time link from the terminal, a name and a password."""
    page.goto(server.link)
    page.get_by_label("First name").fill("Ann")
    page.get_by_label("Email").fill("ann@example.com")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Create account").click()
    expect(page.get_by_role("heading", name="What do you want to look at?")).to_be_visible()


def connect(page: Page, url: str) -> None:
    """One's own PostgreSQL: tried without a name, with a wrong one, then connected."""
    parts = urlsplit(url)
    page.get_by_role("button", name=re.compile("^Your own database")).click()
    dialog = page.get_by_role("dialog", name="Add database")
    dialog.get_by_label("Host").fill(parts.hostname or "127.0.0.1")
    dialog.get_by_label("Port").fill(str(parts.port or 5432))
    dialog.get_by_label("User").fill(parts.username or "postgres")
    dialog.get_by_label("Password", exact=True).fill(parts.password or "")
    dialog.get_by_label("Database name").fill("no_such_shop")
    dialog.get_by_role("button", name="Test connection").click()
    expect(dialog.get_by_role("alert")).to_contain_text("There is no such database.")
    dialog.get_by_label("Database name").fill(parts.path.strip("/"))
    dialog.get_by_role("button", name="Test connection").click()
    expect(dialog.get_by_role("alert")).to_have_count(0)
    expect(dialog.get_by_role("status")).to_contain_text("It answers: PostgreSQL")
    dialog.get_by_label("Name", exact=True).fill("Shop")
    dialog.get_by_role("button", name="Connect", exact=True).click()
    expect(page.get_by_text("Shop is connected.")).to_be_visible()
    expect(page.get_by_role("button", name="Orders")).to_be_visible()


def write_question(page: Page, name: str, sql: str, chart: str) -> None:
    """SQL with three field filters, drawn and saved."""
    page.get_by_role("link", name="New question").click()
    expect(page.get_by_role("combobox", name="Database")).to_have_value("Shop")
    editor = page.get_by_role("textbox", name="SQL editor")
    editor.click()
    page.keyboard.insert_text(sql)
    for tag, column in COLUMNS.items():
        settings = page.get_by_role("group", name=f"Settings of {tag}")
        settings.get_by_role("combobox", name="Type").select_option("Field filter")
        settings.get_by_role("combobox", name="Column", exact=True).click()
        page.get_by_role("option", name=column, exact=True).click()
    editor.press("Control+Enter")
    expect(page.get_by_text(re.compile(r"^\d+ rows$"))).to_be_visible()
    page.get_by_role("radio", name=chart, exact=True).check(force=True)
    page.get_by_role("button", name="Save", exact=True).click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Name").fill(name)
    dialog.get_by_role("button", name="Save").click()
    expect(page).to_have_url(re.compile(r"/question/\d+"))


def lay_out_dashboard(page: Page, take_picture: TakePicture) -> None:
    """Both questions and three filters; the product's choices follow the category."""
    page.get_by_role("link", name="Home").click()
    page.get_by_role("button", name="New dashboard").click()
    page.get_by_role("dialog").get_by_label("Name").fill("Sales")
    page.get_by_role("dialog").get_by_role("button", name="Create").click()
    expect(page).to_have_url(re.compile(r"/dashboard/1/edit"))
    for name in ("Revenue by category", "Revenue by month"):
        page.get_by_role("button", name="Add", exact=True).click()
        page.get_by_role("menuitem", name="Question", exact=True).click()
        panel = page.get_by_role("complementary", name="Add a question")
        panel.get_by_role("button", name=name, exact=True).click()
        panel.get_by_role("button", name="Close the panel").click()
    for kind, label in (("ID", "Customer"), ("Text", "Category"), ("Text", "Product")):
        page.get_by_role("button", name="Filter", exact=True).click()
        page.get_by_role("menuitem", name=kind, exact=True).click()
        panel = page.get_by_role("complementary", name=re.compile("^Settings of the filter"))
        panel.get_by_label("Label").fill(label)
        for card in ("Revenue by category", "Revenue by month"):
            wire = page.get_by_role("combobox", name=f"Column of “{card}”")
            wire.select_option(label=label)
        expect(panel.get_by_text("2 of 2 cards obey it")).to_be_visible()
    limits = panel.get_by_role("combobox", name="Limited by")
    limits.focus()
    limits.press("ArrowDown")
    page.get_by_role("option", name="Category", exact=True).last.click()
    page.keyboard.press("Escape")
    keep_picture(page, "embed-filters")
    take_picture(page, "newcomer-filters-1280")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Unsaved changes")).to_have_count(0)
    page.get_by_role("button", name="Done", exact=True).click()
    frame = page.frame_locator("iframe")
    frame.locator("summary", has_text="Category").click()
    # The filters' script comes with the first opening, and applies what is chosen at once.
    expect(frame.get_by_role("button", name="Apply")).to_have_count(0)
    frame.get_by_label("Lamps", exact=True).check()
    expect(frame.locator("summary", has_text="Category")).to_contain_text("Lamps")
    frame.locator("summary", has_text="Category").press("Escape")
    frame.locator("summary", has_text="Product").click()
    expect(frame.get_by_label("Desk lamp")).to_be_visible()
    expect(frame.get_by_label("Wool rug")).to_have_count(0)


def switch_embedding_on(page: Page) -> None:
    """The sharing menu lets an administrator switch it on in place."""
    page.get_by_role("button", name="Share").click()
    expect(page.get_by_text("Embedding is switched off for this instance.")).to_be_visible()
    page.get_by_role("menuitem", name="Switch embedding on").click()
    expect(page.get_by_role("dialog", name="Embed “Sales” in an application")).to_be_visible()
    item = page.url
    page.goto(urljoin(item, "/admin/embedding"))
    expect(page.get_by_role("textbox", name="Embedding secret key")).to_be_visible()
    keep_picture(page, "embed-switch")
    page.goto(item)


def publish(page: Page, take_picture: TakePicture) -> None:
    """The customer locked, the category editable."""
    page.get_by_role("button", name="Share").click()
    page.get_by_role("menuitem", name="Embed this item in an application").click()
    window = page.get_by_role("dialog", name="Embed “Sales” in an application")
    expect(window.get_by_text("Nothing is locked")).to_be_visible()
    for name, access in (("Customer", "Locked"), ("Category", "Editable"), ("Product", "Editable")):
        window.get_by_role("combobox", name=name).click()
        page.get_by_role("option", name=re.compile(f"^{access}")).click()
    expect(window.get_by_text("Nothing is locked")).to_have_count(0)
    values = window.get_by_role("region", name="Preview locked parameters")
    values.get_by_label("Customer").fill("2")
    page.keyboard.press("Tab")
    preview = window.frame_locator("iframe")
    expect(preview.get_by_role("heading", name="Revenue by month")).to_be_visible()
    window.get_by_role("button", name="Publish", exact=True).click()
    expect(window.get_by_text("Published and ready to embed.")).to_be_visible()
    keep_picture(page, "embed-window")
    take_picture(page, "newcomer-window-1280")


def copy_codes(page: Page) -> dict[str, str]:
    """The page's HTML and the server's code in two languages, with the key shown."""
    window = page.get_by_role("dialog", name="Embed “Sales” in an application")
    window.get_by_text("Code", exact=True).click()
    require_accessible(page)
    keep_picture(page, "embed-code")
    window.get_by_role("button", name="Copy page code").click()
    codes = {"HTML": page.evaluate("navigator.clipboard.readText()")}
    window.get_by_role("button", name="Show key").click()
    expect(window.get_by_role("button", name="Hide key")).to_be_visible()
    server = window.get_by_role("region", name="Server", exact=True)
    for language in ("Python", "Node.js"):
        server.get_by_role("combobox", name="Language").select_option(language)
        expect(window.get_by_role("region", name=f"Server: {language}")).to_be_visible()
        window.get_by_role("button", name="Copy server code").click()
        codes[language] = page.evaluate("navigator.clipboard.readText()")
    return codes


def see_embed(viewer: Page, origin: str, categories: list[str], take_picture: TakePicture) -> None:
    """The customer's rows in somebody else's page; no filter for what is locked."""
    viewer.goto(origin)
    frame = viewer.frame_locator("iframe")
    for category in categories:
        expect(frame.locator("main").get_by_text(category, exact=True).first).to_be_attached()
    expect(frame.locator("summary", has_text="Category")).to_be_visible()
    expect(frame.locator("summary", has_text="Customer")).to_have_count(0)
    height = viewer.locator("iframe").evaluate("it => it.clientHeight")
    expect(viewer.locator("iframe")).not_to_have_css("height", "600px")
    assert height > 300
    take_picture(viewer, "newcomer-host-1280")
