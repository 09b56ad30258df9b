"""A server with a dashboard that has a filter of every type, and one with tabs."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from playwright.sync_api import Locator, Page

from signboard.catalog.dashboards import create_dashboard, update_dashboard
from signboard.tokens.mint import mint
from tests.embed.stage import (
    ACME,
    EDITABLE,
    LOCKED,
    Stage,
    add_dashboard,
    card,
    parameter,
    sqlite_stage,
    text_card,
    wire,
)

SECONDS = 10.0
MANY = 130
"""Products of the long list: more than the page carries."""
TYPES: Mapping[str, tuple[str, dict[str, Any]]] = {
    "category": ("string/=", {}),
    "product": ("string/=", {"filteringParameters": ["p-category"]}),
    "line": ("string/=", {"isMultiSelect": False}),
    "title": ("string/contains", {}),
    "code": ("string/=", {"values_query_type": "none"}),
    "amount": ("number/between", {}),
    "total": ("number/>=", {}),
    "placed": ("date/all-options", {}),
    "range": ("date/range", {}),
    "day": ("date/single", {}),
    "month": ("date/month-year", {}),
    "quarter": ("date/quarter-year", {}),
    "relative": ("date/relative", {}),
    "paid": ("boolean/=", {}),
    "unit": ("temporal-unit", {"temporal_units": ["week", "month", "year"], "default": "month"}),
    "needed": ("string/=", {"required": True, "default": ["Chairs"]}),
}
"""Slug -> type and more words of the parameter."""
COLUMNS = {
    "category": "category", "product": "note", "line": "category", "title": "note", "code": "note",
    "amount": "total", "total": "total", "placed": "placed_on", "range": "placed_on",
    "day": "placed_on", "month": "placed_on", "quarter": "placed_on", "relative": "placed_on",
    "needed": "category",
}  # fmt: skip
DESCRIPTION = (
    "Three tabs of Acme's orders, with a description that is longer than a narrow screen is wide."
)
TEXT = "\n".join(f"{slug}: {{{{{slug}}}}};\n" for slug in TYPES)


HOST_PAGE = """<!doctype html><body style=margin:0><iframe style="width:100%;border:0"></iframe><script>
addEventListener('message', event => { if (event.data?.type === 'signboard:resize')
document.querySelector('iframe').style.height = event.data.height + 'px' })</script>"""


@dataclass(frozen=True)
class House:
    """A running server with the dashboards `filters`, `waiting` (a button applies) and `tabbed`."""

    stage: Stage
    url: str

    def address(self, name: str, query: str = "", fragment: str = "", **claims: Any) -> str:
        """The signed address of a dashboard for Acme."""
        resource = {"dashboard": self.stage.ids[name]}
        token = mint(self.stage.secret, resource=resource, params={"account": [ACME]}, extra=claims)
        return f"{self.url}/embed/dashboard/{token}{query}{fragment}"


def said(page: Page) -> Locator:
    """The text card, which says the value of every filter as the server has understood it."""
    return page.locator("section.text")


def widget(page: Page, slug: str) -> Locator:
    """One filter."""
    return page.locator(f'.filter[data-slug="{slug}"]')


def publish(stage: Stage) -> None:
    """Three dashboards about Acme's orders, of which there are more than the stage's own."""
    with sqlite3.connect(stage.warehouse) as warehouse:
        rows = [
            (ACME, 1, "Extra", f"Product {number:03}", number, f"2024-{number % 12 + 1:02}-10")
            for number in range(MANY)
        ]
        columns = "account_id, product_id, category, note, total, placed_on"
        warehouse.executemany(f"insert into orders ({columns}) values (?, ?, ?, ?, ?, ?)", rows)
    target = {
        slug: stage.dimension("orders", column, TYPES[slug][0]) for slug, column in COLUMNS.items()
    }
    tags = {"account": stage.account_tag, **target}
    where = " AND ".join(f"{{{{{slug}}}}}" for slug in tags)
    question = stage.add_question(
        "everything", f"SELECT category, note, total, placed_on FROM orders WHERE {where}", tags
    )
    parameters = [parameter("account", "id")]
    parameters += [parameter(slug, kind, **more) for slug, (kind, more) in TYPES.items()]
    wires = [wire(slug, question, slug) for slug in tags]
    cards = [
        card(question, 0, parameter_mappings=wires) | {"size_x": 16, "size_y": 8},
        text_card(0, TEXT, *((slug, slug) for slug in TYPES)) | {"col": 16, "size_x": 8, "size_y": 8, "id": -9},
    ]  # fmt: skip
    policy = {"account": LOCKED, **dict.fromkeys(TYPES, EDITABLE)}
    add_dashboard(stage, "filters", parameters, cards, policy)
    add_dashboard(stage, "waiting", parameters, cards, policy, auto_apply_filters=False)
    add_tabbed(stage, question)


def add_tabbed(stage: Stage, question: int) -> None:
    """A tall tab, a short one with a filter of its own, an empty one."""
    store = stage.house.runtime.catalog
    slugs = ("account", "category", "title")
    parameters = [parameter("account", "id")]
    parameters += [parameter(slug, TYPES[slug][0]) for slug in slugs[1:]]
    made = create_dashboard(
        store, {"name": "tabbed", "parameters": parameters, "description": DESCRIPTION}, None
    )
    names = ("Overview", "Details & notes", "Nothing here")
    tabs = [{"id": -number - 1, "name": name} for number, name in enumerate(names)]
    total = stage.ids["total"]
    wired = [wire("account", question, "account"), wire("category", question, "category")]
    cards = [
        card(question, 0, parameter_mappings=wired) | {"dashboard_tab_id": -1, "size_x": 24, "size_y": 14},
        card(total, 1, parameter_mappings=[wire("account", total, "account")]) | {"row": 0, "dashboard_tab_id": -2, "size_y": 3},
        text_card(3, "Title: **{{title}}**", ("title", "title")) | {"dashboard_tab_id": -2, "size_y": 2},
    ]  # fmt: skip
    policy = {"account": LOCKED, "category": EDITABLE, "title": EDITABLE}
    published = {"enable_embedding": True, "embedding_params": policy}
    update_dashboard(store, made.id, {"tabs": tabs, "dashcards": cards, **published})
    stage.ids["tabbed"] = made.id


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The server, for all tests of this folder: they change nothing in it."""
    with sqlite_stage(tmp_path_factory.mktemp("page")) as stage:
        publish(stage)
        config = uvicorn.Config(stage.app(), host="127.0.0.1", port=0, log_level="error")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        deadline = time.monotonic() + SECONDS
        while not server.started and time.monotonic() < deadline:
            time.sleep(0.05)
        port = server.servers[0].sockets[0].getsockname()[1]
        yield House(stage, f"http://127.0.0.1:{port}")
        server.should_exit = True
        thread.join(SECONDS)


@pytest.fixture
def host_page(tmp_path: Path) -> Iterator[str]:
    """Address of a host's page on another origin, whose only frame is as tall as it says."""
    (tmp_path / "host.html").write_text(HOST_PAGE, "utf-8")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(tmp_path)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://localhost:{server.server_address[1]}/host.html"
    server.shutdown()
    server.server_close()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass
