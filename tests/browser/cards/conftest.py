"""A server with one dashboard that has a card of every kind that a viewer can do something with."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pytest
import uvicorn
from playwright.sync_api import Locator, Page

from signboard.tokens.mint import mint
from tests.browser.conftest import NewPage
from tests.embed.stage import (
    ACME,
    EDITABLE,
    LOCKED,
    Stage,
    add_dashboard,
    card,
    parameter,
    sqlite_stage,
    wire,
)

SECONDS = 10.0
COUNT = "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < {last}) "
FROM = " FROM n, orders WHERE {{account}} AND orders.id IN (1, 4)"
PLANS = "CASE p WHEN 0 THEN 'Basic' WHEN 1 THEN 'Professional' ELSE 'Enterprise' END AS plan"
QUESTIONS: Mapping[str, tuple[str, str, dict[str, Any]]] = {
    "lines": (
        "line",
        COUNT.format(last=23)
        + "SELECT date('2024-01-01', i || ' months') AS month, 100 + i * 10 AS revenue,"
        " 400 - i * 8 AS cost, 20 + (i * 37) % 90 AS visits" + FROM,
        {},
    ),
    "many": (
        "line",
        COUNT.format(last=899) + "SELECT date('2022-01-01', i || ' days') AS day, i AS number" + FROM,
        {},
    ),
    "stacked": (
        "bar",
        ("WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 11),"
         " m(p) AS (SELECT 0 UNION ALL SELECT p + 1 FROM m WHERE p < 2)"
        f" SELECT date('2025-01-01', i || ' months') AS month, {PLANS}, (i + 1) * (p + 1) * 100 AS total"
        " FROM n, m, orders WHERE {{account}} AND orders.id IN (1, 4)"),
        {"stackable.stack_type": "stacked"},
    ),
    "grouped": (
        "bar",
        COUNT.format(last=5)
        + "SELECT 'Team ' || char(65 + i) AS team, 10 + i * 3 AS won, 20 - i * 2 AS lost" + FROM,
        {},
    ),
    "rows": (
        "row",
        COUNT.format(last=5)
        + "SELECT 'Team ' || char(65 + i) AS team, 10 + i * 3 AS won, 20 - i * 2 AS lost" + FROM,
        {},
    ),
    "plane": (
        "scatter",
        COUNT.format(last=2)
        + "SELECT 'Shop ' || char(65 + i) AS shop, i * 10 AS price, i * 2 AS rating" + FROM,
        {"graph.dimensions": ["price"], "graph.metrics": ["rating"]},
    ),
    "crowd": (
        "scatter",
        COUNT.format(last=699) + "SELECT 'Shop ' || i AS shop, i AS price, i AS rating" + FROM,
        {"graph.dimensions": ["price"], "graph.metrics": ["rating"]},
    ),
    "steps": (
        "waterfall",
        COUNT.format(last=3) + "SELECT 'Step ' || char(65 + i) AS step, 40 - i * 20 AS change" + FROM,
        {},
    ),
    "ring": (
        "pie",
        COUNT.format(last=3) + "SELECT 'Part ' || char(65 + i) AS part, 10 + i * 10 AS share" + FROM,
        {},
    ),
    "long": (
        "table",
        COUNT.format(last=119)
        + "SELECT i + 1 AS number, 'Customer ' || (i * 7 % 120) AS customer, round(i * 1.25, 2) AS total,"
        " date('2025-01-01', i || ' days') AS day" + FROM,
        {},
    ),
    "clicks": (
        "bar",
        ("SELECT category, sum(total) AS total FROM orders WHERE {{account}} AND {{category}}"
        " GROUP BY category ORDER BY category"),
        {
            "click_behavior": {
                "type": "crossfilter",
                "parameterMapping": {
                    "p-category": {
                        "id": "p-category",
                        "source": {"type": "column", "id": "category", "name": "Category"},
                        "target": {"type": "parameter", "id": "p-category"},
                    }
                },
            }
        },
    ),
    "links": (
        "table",
        "SELECT category, note FROM orders WHERE {{account}} ORDER BY note",
        {
            "column_settings": {
                '["name","category"]': {
                    "click_behavior": {
                        "type": "link",
                        "linkType": "url",
                        "linkTemplate": "https://shop.example/{{category}}?n={{note}}",
                    }
                }
            }
        },
    ),
    "folds": (
        "pivot",
        ("SELECT category, note, total, 'All' AS kind FROM orders WHERE {{account}} AND {{category}}"
         " UNION ALL SELECT 'Every', 'one', 1, 'All' UNION ALL SELECT 'Every', 'two', 2, 'All'"),
        {"pivot_table.column_split": {
            "rows": ["category", "note"], "columns": ["kind"], "values": ["total"],
        }},
    ),
    "nest": (
        "pivot",
        ("SELECT category, note, 'Part ' || id % 2 AS part, total, 'All' AS kind FROM orders"
         " WHERE {{account}} AND {{category}} UNION ALL SELECT 'Every', 'one', 'A', 1, 'All'"
         " UNION ALL SELECT 'Every', 'one', 'B', 1, 'All' UNION ALL SELECT 'Every', 'two', 'A', 2, 'All'"),
        {"pivot_table.column_split": {
            "rows": ["category", "note", "part"], "columns": ["kind"], "values": ["total"],
        }},
    ),
    "broken": ("bar", "SELECT note FROM secret_table WHERE {{account}}", {}),
    "none": ("bar", "SELECT category, total FROM orders WHERE {{account}} AND {{category}}", {}),
}  # fmt: skip


@dataclass(frozen=True)
class House:
    """A running server and the dashboard `cards`; `ids` are its dashcards by question."""

    stage: Stage
    url: str
    ids: Mapping[str, int]

    def address(self, query: str = "", fragment: str = "", **claims: Any) -> str:
        """The signed address of the dashboard for Acme."""
        resource = {"dashboard": self.stage.ids["cards"]}
        params = {"account": [ACME]}
        token = mint(self.stage.secret, resource=resource, params=params, extra=claims)
        return f"{self.url}/embed/dashboard/{token}{query}{fragment}"

    def card(self, page: Page, name: str) -> Locator:
        """The card of a question."""
        return page.locator(f'section[slot="c{self.ids[name]}"]')


def publish(stage: Stage) -> Mapping[str, int]:
    """Questions, the dashboard `cards`, and the ids of its dashcards by question."""
    category = stage.dimension("orders", "category", "string/=")
    for name, (display, sql, settings) in QUESTIONS.items():
        tags = {"account": stage.account_tag}
        if "{{category}}" in sql:
            tags["category"] = category
        stage.add_question(name, sql, tags, display=display, visualization_settings=settings)
    ids = stage.ids
    parameters = [parameter("account", "id"), parameter("category", "string/=")]
    places = []
    for number, name in enumerate(QUESTIONS):
        wires = [wire("account", ids[name], "account")]
        if "{{category}}" in QUESTIONS[name][1]:
            wires.append(wire("category", ids[name], "category"))
        place = card(ids[name], number, parameter_mappings=wires)
        place |= {"row": number // 2 * 7, "col": number % 2 * 12, "size_x": 12, "size_y": 7}
        places.append(place)
    add_dashboard(stage, "cards", parameters, places, {"account": LOCKED, "category": EDITABLE})
    catalog = stage.house.runtime.catalog.current()
    names = {ids[name]: name for name in QUESTIONS}
    return {
        names[dashcard.question_id or 0]: dashcard.id
        for dashcard in catalog.dashboards[ids["cards"]].dashcards
    }


@pytest.fixture(scope="package")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The server, for all tests of this folder: they change nothing in it."""
    with sqlite_stage(tmp_path_factory.mktemp("stage")) as stage:
        ids = publish(stage)
        config = uvicorn.Config(stage.app(), port=0, lifespan="off", log_config=None)
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run)
        thread.start()
        deadline = time.monotonic() + SECONDS
        while not server.started:
            assert time.monotonic() < deadline
            time.sleep(0.02)
        port = server.servers[0].sockets[0].getsockname()[1]
        yield House(stage, f"http://127.0.0.1:{port}", ids)
        server.should_exit = True
        thread.join()


@pytest.fixture
def open_page(house: House, new_page: NewPage) -> Any:
    """Opens the dashboard and waits until its cards can be used."""

    def open_(query: str = "", fragment: str = "", *, claims: Any = None, **options: Any) -> Page:
        page = new_page(**options)
        page.goto(house.address(query, fragment, **(claims or {})))
        page.locator(".sb-xy > .g[tabindex]").first.wait_for()
        return page

    return open_
