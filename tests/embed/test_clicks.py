"""Click behaviours: validated here, without anything that a token locks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import httpx
import pytest

from signboard.charts.axes.timeline import Unit
from signboard.embed.cards.click import Crossfilter, UrlLink, filter_texts, parse_click
from signboard.parameters.declared import Parameter
from tests.embed.stage import (
    EDITABLE,
    LOCKED,
    Stage,
    add_dashboard,
    card,
    client_of,
    parameter,
    wire,
)

pytestmark = pytest.mark.anyio
SQL = (
    "SELECT category, sum(total) AS total, count(*) AS number FROM orders"
    " WHERE {{account}} AND {{category}} GROUP BY category ORDER BY category"
)
PAGE = "https://shop.example/c/{{category}}?n={{number}}"


def crossfilter(parameter_id: str, column: str = "category") -> dict[str, Any]:
    source = {"type": "column", "id": column, "name": column}
    target = {"type": "parameter", "id": parameter_id}
    mapping = {parameter_id: {"id": parameter_id, "source": source, "target": target}}
    return {"type": "crossfilter", "parameterMapping": mapping}


def link(template: str) -> dict[str, Any]:
    return {"type": "link", "linkType": "url", "linkTemplate": template}


async def press(
    stage: Stage, click: object, row: int = 1, series: int = 0, display: str = "bar"
) -> Mapping[str, Any]:
    """What a press on a mark comes to, on a dashboard whose only card has this behaviour."""
    category = stage.dimension("orders", "category", "string/=")
    tags = {"account": stage.account_tag, "category": category}
    question = stage.add_question(f"by category {display}", SQL, tags, display=display)
    wires = [wire("account", question, "account"), wire("category", question, "category")]
    settings = {"click_behavior": click, "graph.metrics": ["total"]}
    placed = card(question, 0, parameter_mappings=wires, visualization_settings=settings)
    parameters = [parameter("account", "id"), parameter("category", "string/=")]
    add_dashboard(
        stage, "other", parameters, [placed], {"account": LOCKED, "category": EDITABLE}
    )  # fmt: skip
    slot = stage.card_path("other").split("/")[2]
    async with client_of(stage.app()) as viewer:
        page = await viewer.get(stage.page("other"))
        answer = await viewer.get(
            f"/embed/-/dashboard/mark?slot=c{slot}&row={row}&series={series}",
            headers={"x-signboard-token": stage.token("other")},
        )
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    found["is_marked"] = "data-click" in page.text
    assert "770001" not in answer.text + page.text
    return found


async def test_a_crossfilter_sets_the_widget_to_the_marks_value(stage: Stage) -> None:
    found = await press(stage, crossfilter("p-category"))
    assert found["values"] == {"category": "Chairs", "total": 30}
    assert found["dimensions"] == ["category"]
    assert found["set"] == [
        {"id": "p-category", "name": "Category", "texts": ["Chairs"], "label": "Chairs"}
    ]
    assert found["is_marked"]


async def test_a_crossfilter_never_sets_a_locked_parameter(stage: Stage) -> None:
    found = await press(stage, crossfilter("p-account"))
    assert "set" not in found
    assert not found["is_marked"]


async def test_a_link_takes_values_percent_encoded(stage: Stage) -> None:
    found = await press(stage, link(PAGE), row=0)
    assert found["href"] == "https://shop.example/c/Acme%20Anvils?n=2"
    assert found["values"] == {"category": "Acme Anvils", "total": 30.75}


@pytest.mark.parametrize("name", ["account", "Account", "p-account", " ACCOUNT "])
async def test_a_template_that_names_a_locked_parameter_is_no_link(stage: Stage, name: str) -> None:
    found = await press(stage, link("https://shop.example/?a={{" + name + "}}"))
    assert "href" not in found
    assert not found["is_marked"]


@pytest.mark.parametrize(
    "template",
    ["javascript:alert(1)", "data:text/html,x", "//evil.example/{{category}}", "{{category}}", "https://"],
)  # fmt: skip
async def test_only_http_and_mail_addresses_are_opened(stage: Stage, template: str) -> None:
    assert (await press(stage, link(template))).get("href") is None


@pytest.mark.parametrize(
    "display", ["bar", "line", "row", "pie", "table", "funnel", "area", "combo"]
)
async def test_every_kind_knows_the_row_behind_a_mark(stage: Stage, display: str) -> None:
    found = await press(stage, crossfilter("p-category"), row=1, display=display)
    expected = "Acme Anvils" if display == "pie" and found["values"] == {} else "Chairs"
    assert found["values"]["category"] == expected
    assert found["set"][0]["texts"] == [expected]


@pytest.mark.parametrize(("row", "series"), [(99, 0), (-1, 0), (1, 99)])
async def test_a_place_that_is_not_there_does_nothing(stage: Stage, row: int, series: int) -> None:
    found = await press(stage, link(PAGE), row=row, series=series)
    assert found.get("href") in (None, "https://shop.example/c/Chairs?n=1")
    assert set(found["values"]) <= {"category"}


@pytest.mark.parametrize("path", ["mark", "mark?slot=c0", "mark?slot=c0&row=x", "mark?slot=c0&row=1&series=1.5"])  # fmt: skip
async def test_a_malformed_place_is_refused(
    shared: Stage, viewer: httpx.AsyncClient, path: str
) -> None:
    headers = {"x-signboard-token": shared.token("orders")}
    answer = await viewer.get(f"/embed/-/question/{path}", headers=headers)
    assert answer.status_code == 400


@pytest.mark.parametrize(
    "raw",
    [
        None, "link", [], {}, {"type": "link", "linkType": "dashboard", "targetId": 3},
        {"type": "crossfilter"}, {"type": "crossfilter", "parameterMapping": {"a": 1, "b": {"source": {}}}},
        {"type": "link", "linkType": "url", "linkTemplate": 7}, {"type": "actionMenu"},
    ],
)  # fmt: skip
async def test_other_behaviours_are_left_alone(raw: object) -> None:
    assert parse_click(raw) is None


async def test_behaviours_are_read_as_they_are_stored() -> None:
    assert parse_click(crossfilter("p", "c")) == Crossfilter({"p": "c"})
    assert parse_click(link(PAGE)) == UrlLink(PAGE)


@pytest.mark.parametrize(
    ("kind", "unit", "texts"),
    [
        ("date/single", Unit.MONTH, ["2024-02-01"]),
        ("date/range", None, ["2024-02-01~2024-02-01"]),
        ("date/range", Unit.WEEK, ["2024-02-01~2024-02-07"]),
        ("date/all-options", Unit.QUARTER, ["2024-02-01~2024-04-30"]),
        ("date/all-options", Unit.YEAR, ["2024-02-01~2025-01-31"]),
        ("date/month-year", Unit.MONTH, ["2024-02"]),
        ("date/quarter-year", Unit.QUARTER, ["Q1-2024"]),
        ("string/=", None, ["2024-02-01"]),
    ],
)
async def test_a_bucket_of_time_sets_the_whole_bucket(
    kind: str, unit: Unit | None, texts: list[str]
) -> None:
    assert filter_texts(Parameter("p", "when", "When", kind), date(2024, 2, 1), unit) == texts
    assert filter_texts(Parameter("p", "when", "When", kind), None, unit) == []
