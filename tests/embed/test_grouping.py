"""A locked unit of time is kept like every lock, and says nothing about whose rows are shown."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from signboard.catalog.dashboards import update_dashboard
from signboard.catalog.questions import create_question
from signboard.catalog.scope import LocksDisobeyed
from tests.embed.stage import (
    ACME,
    BLUE,
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
BUCKETS = (
    "SELECT {{unit}} AS bucket, count(*) AS n FROM orders WHERE {{account}} GROUP BY 1 ORDER BY 1"
)
MONTHS = [["2024-01-01", 1], ["2024-02-01", 1], ["2024-03-01", 1]]
YEARS = [["2024-01-01", 3]]
LOCKS = {"account": LOCKED, "unit": LOCKED, "category": EDITABLE}


@pytest.fixture
async def viewer(stage: Stage) -> AsyncIterator[httpx.AsyncClient]:
    """A client of a stage with a native question, a built one, and both on the dashboard `empty`."""
    unit = {
        "type": "temporal-unit",
        "dimension": ["field", stage.field_id("orders", "placed_on"), None],
    }
    tags = {"account": stage.account_tag, "unit": unit}
    native = stage.publish("buckets", BUCKETS, tags, account=LOCKED, unit=LOCKED)
    built = _build(stage)
    filters = [parameter("account", "id"), parameter("unit", "temporal-unit"),
               parameter("category", "string/=")]  # fmt: skip
    orders = stage.ids["orders"]
    cards = [
        card(native, 0, parameter_mappings=[wire(one, native, one) for one in ("account", "unit")]),
        card(built, 5, parameter_mappings=[
            _on_field(stage, built, "account", "account_id"),
            _on_field(stage, built, "unit", "placed_on", {"temporal-unit": "month"}),
        ]),
        card(orders, 10, parameter_mappings=[wire(one, orders, one) for one in ("account", "category")]),
    ]  # fmt: skip
    add_dashboard(stage, "empty", filters, cards, LOCKS)
    async with client_of(stage.app()) as client:
        yield client


def _on_field(
    stage: Stage, question: int, slug: str, column: str, options: Any = None
) -> dict[str, Any]:
    target = ["dimension", ["field", stage.field_id("orders", column), options]]
    return {"parameter_id": f"p-{slug}", "card_id": question, "target": target}


def _build(stage: Stage) -> int:
    store = stage.house.runtime.catalog
    table = next(one.id for one in store.current().tables.values() if one.name == "orders")
    placed = ["field", stage.field_id("orders", "placed_on"), {"temporal-unit": "month"}]
    query = {"source-table": table, "aggregation": [["count"]], "breakout": [placed]}
    full = {"database": stage.source_id, "type": "query", "query": query}
    return create_question(
        store, {"name": "built", "dataset_query": full, "display": "line"}, None
    ).id


async def rows(viewer: httpx.AsyncClient, stage: Stage, params: Any, position: int) -> Any:
    path = (
        f"/api/embed/dashboard/{stage.token('empty', params)}{stage.card_path('empty', position)}"
    )
    answer = await viewer.get(path)
    assert answer.status_code == 202, answer.text
    body = answer.json()
    return [[str(row[0])[:10], row[1]] for row in body["data"]["rows"]] if "data" in body else body


@pytest.mark.parametrize("position", [0, 1])
@pytest.mark.parametrize(("unit", "found"), [("month", MONTHS), ("year", YEARS), (["year"], YEARS)])
async def test_the_tokens_unit_groups_the_tenants_own_rows(
    stage: Stage, viewer: httpx.AsyncClient, unit: object, found: object, position: int
) -> None:
    assert await rows(viewer, stage, {"account": [ACME], "unit": unit}, position) == found


async def test_nobody_but_the_token_sets_it(stage: Stage, viewer: httpx.AsyncClient) -> None:
    params = {"account": [ACME], "unit": "year"}
    path = f"/api/embed/dashboard/{stage.token('empty', params)}{stage.card_path('empty')}"
    for query in ("unit=month", "unit=", "parameters=%7B%22unit%22%3A%22month%22%7D"):
        answer = await viewer.get(f"{path}?{query}")
        assert (answer.status_code, answer.text) == (
            400,
            "You can only specify a value for :unit in the JWT.",
        )
    page = await viewer.get(f"{stage.page('buckets', params)}?unit=month")
    assert (page.status_code, page.text.count("<tr>") <= 2) == (200, True)
    missing = await viewer.get(stage.data("buckets", {"account": [ACME]}))
    assert missing.text == "You must specify a value for :unit in the JWT."


@pytest.mark.parametrize("position", [0, 1])
async def test_a_unit_that_is_none_is_refused_and_an_empty_list_shows_no_row(
    stage: Stage, viewer: httpx.AsyncClient, position: int
) -> None:
    params = {"account": [ACME], "unit": "fortnight"}
    path = f"/api/embed/dashboard/{stage.token('empty', params)}"
    refused = await viewer.get(path + stage.card_path("empty", position))
    assert (refused.status_code, "unit of time" in refused.text) == (400, True)
    assert await rows(viewer, stage, {"account": [ACME], "unit": []}, position) == []


async def test_an_empty_list_of_units_closes_value_lists(
    stage: Stage, viewer: httpx.AsyncClient
) -> None:
    token = stage.token("empty", {"account": [ACME], "unit": []})
    listed = await viewer.get(f"/api/embed/dashboard/{token}/params/p-category/values")
    assert listed.json()["values"] == []


@pytest.mark.parametrize("unit", ["month", ["year"]])
async def test_value_lists_stay_open_under_the_locks_that_restrict(
    stage: Stage, viewer: httpx.AsyncClient, unit: object
) -> None:
    for account, own in ((ACME, "Acme Anvils"), (BLUE, "Blue Boats")):
        token = stage.token("empty", {"account": [account], "unit": unit})
        listed = await viewer.get(f"/api/embed/dashboard/{token}/params/p-category/values")
        assert listed.json()["values"] == [[own], ["Chairs"]]


async def test_a_unit_excuses_no_card_from_the_other_locks(
    stage: Stage, viewer: httpx.AsyncClient
) -> None:
    unit = {
        "type": "temporal-unit",
        "dimension": ["field", stage.field_id("orders", "placed_on"), None],
    }
    free = BUCKETS.replace("WHERE {{account}}", "WHERE ({{account}} OR 1 = 1)")
    tags = {"account": stage.account_tag, "unit": unit}
    with pytest.raises(LocksDisobeyed, match="account") as refused:
        stage.publish("leaky", free, tags, account=LOCKED, unit=LOCKED)
    assert "unit" not in str(refused.value).partition("Filter")[0]


async def test_where_it_feeds_a_plain_variable_it_is_a_lock_as_any_other(
    stage: Stage, viewer: httpx.AsyncClient
) -> None:
    sql = "SELECT note FROM orders WHERE {{account}} OR category = {{word}}"
    question = stage.add_question(
        "worded", sql, {"account": stage.account_tag, "word": {"type": "text"}}
    )
    filters = [parameter("account", "id"), parameter("unit", "temporal-unit")]
    wires = [wire("account", question, "account"), wire("unit", question, "word", "variable")]
    cards = [card(question, 0, parameter_mappings=wires)]
    with pytest.raises(LocksDisobeyed, match="account, unit"):
        add_dashboard(stage, "other", filters, cards, {"account": LOCKED, "unit": LOCKED})


@pytest.mark.parametrize("is_wired", [True, False])
async def test_a_lock_that_is_made_a_unit_of_time_opens_nothing(
    stage: Stage, viewer: httpx.AsyncClient, is_wired: bool
) -> None:
    """Hosts go on to sign whose rows they mean; no unit of time is called like that."""
    store, item = stage.house.runtime.catalog, stage.ids["empty"]
    filters = [parameter("account", "temporal-unit"), parameter("unit", "temporal-unit"),
               parameter("category", "string/=")]  # fmt: skip
    built = store.current().dashboards[item].dashcards[1]
    wires = [_on_field(stage, built.question_id or 0, "account", "account_id")] if is_wired else []
    kept = {"id": built.id, "card_id": built.question_id, "parameter_mappings": wires}
    update_dashboard(store, item, {"parameters": filters, "dashcards": [kept]})
    token = stage.token("empty", {"account": [ACME], "unit": "year"})
    path = f"/api/embed/dashboard/{token}"
    for end in (stage.card_path("empty"), "/params/p-category/values"):
        answer = await viewer.get(path + end)
        assert (answer.status_code, answer.text) == (
            400,
            "The value of :account in the JWT must be a unit of time, such as month.",
        )
    page = await viewer.get(f"/embed/dashboard/{token}")
    assert page.status_code == 400
