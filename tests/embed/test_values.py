"""Value lists: narrowed by every lock, and closed where a lock cannot be carried (decision 7)."""

from __future__ import annotations

import sqlite3
from typing import Any

import httpx
import pytest

from signboard.catalog.dashboards import update_dashboard
from signboard.catalog.settings import write_setting
from signboard.catalog.sources import create_source
from signboard.catalog.sync import sync_source
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
from tests.embed.warehouses import fill

pytestmark = pytest.mark.anyio


async def _values(viewer: httpx.AsyncClient, token: str, key: str, more: str = "/values") -> Any:
    kind = "card" if key.startswith("t-") else "dashboard"
    answer = await viewer.get(f"/api/embed/{kind}/{token}/params/{key}{more}")
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_a_list_holds_the_locked_tenants_values_only(
    shared: Stage, viewer: httpx.AsyncClient
) -> None:
    acme = await _values(viewer, shared.token("overview"), "p-category")
    blue = await _values(viewer, shared.token("orders", {"account": BLUE}), "t-category")
    assert acme == {"values": [["Acme Anvils"], ["Chairs"]], "has_more_values": False}
    assert blue == {"values": [["Blue Boats"], ["Chairs"]], "has_more_values": False}


async def test_a_search_finds_in_any_case_and_nothing_beyond_the_lock(
    shared: Stage, viewer: httpx.AsyncClient
) -> None:
    token = shared.token("overview")
    found = await _values(viewer, token, "p-category", "/search/ANV")
    assert found["values"] == [["Acme Anvils"]]
    assert (await _values(viewer, token, "p-category", "/search/Blue"))["values"] == []
    assert (await _values(viewer, token, "p-category", "/search/%25"))["values"] == []


async def test_an_empty_lock_gives_no_choices(shared: Stage, viewer: httpx.AsyncClient) -> None:
    token = shared.token("overview", {"account": []})
    assert (await _values(viewer, token, "p-category"))["values"] == []


async def test_a_list_of_free_text_is_empty(shared: Stage, viewer: httpx.AsyncClient) -> None:
    assert (await _values(viewer, shared.token("overview"), "p-note"))["values"] == []


async def test_a_lock_on_a_plain_variable_closes_the_list(
    shared: Stage, viewer: httpx.AsyncClient
) -> None:
    token = shared.token("reviews", {"account": 0})
    assert (await _values(viewer, token, "t-reviewer"))["values"] == []


def _board(stage: Stage, table: str, column: str, **more: Any) -> str:
    """A dashboard whose list comes from another table than the lock's; returns a token."""
    tags = {"account": stage.account_tag, "pick": stage.dimension(table, column, "string/=")}
    question = stage.add_question("picked", "SELECT 1 FROM orders WHERE {{account}}", tags)
    wires = [wire("account", question, "account"), wire("pick", question, "pick")]
    parameters = [parameter("account", "id"), parameter("pick", "string/=", **more)]
    cards = [card(question, 0, parameter_mappings=wires)]
    add_dashboard(stage, "empty", parameters, cards, {"account": LOCKED, "pick": EDITABLE})
    return stage.token("empty")


@pytest.mark.parametrize(
    ("table", "column", "found"),
    [
        ("products", "title", [["Acme anvil"], ["Chair"]]),  # one of the account's orders has it
        ("accounts", "name", [["Acme Works"]]),  # the locked column is the account's own key
        ("reviews", "reviewer", []),  # everybody's reviews hang on a product that Acme ordered
    ],
)
async def test_a_lock_travels_along_foreign_keys_or_closes_the_list(
    stage: Stage, table: str, column: str, found: list[list[str]]
) -> None:
    token = _board(stage, table, column)
    async with client_of(stage.app()) as viewer:
        assert (await _values(viewer, token, "p-pick"))["values"] == found


async def test_a_lock_of_another_database_closes_the_list(stage: Stage, tmp_path: Any) -> None:
    other = str(tmp_path / "other.sqlite")
    fill("sqlite", other)
    store = stage.house.runtime.catalog
    source = create_source(store, "Other", "sqlite", {"db": other})
    sync_source(store, source.id, stage.house.runtime.sources.inspect_now(source.spec))
    field = next(
        one.id
        for one in store.current().fields.values()
        if one.ref.column == "title" and store.current().tables[one.table_id].source_id == source.id
    )
    tags = {"account": stage.account_tag,
            "pick": stage.account_tag | {"dimension": ["field", field, None], "widget-type": "string/="}}  # fmt: skip
    stage.publish("mixed", "SELECT 1 FROM orders WHERE {{account}}", tags, account=LOCKED, pick=EDITABLE)  # fmt: skip
    async with client_of(stage.app()) as viewer:
        assert (await _values(viewer, stage.token("mixed"), "t-pick"))["values"] == []


async def test_a_static_list_is_no_query_and_is_searched_by_label(stage: Stage) -> None:
    values = {"values": [["a", "Apples"], ["b", "Bears"], "Plain"]}
    more = {"values_source_type": "static-list", "values_source_config": values}
    token = _board(stage, "orders", "category", **more)
    async with client_of(stage.app()) as viewer:
        found = await _values(viewer, token, "p-pick")
        assert found["values"] == [["a", "Apples"], ["b", "Bears"], ["Plain", "Plain"]]
        found = await _values(viewer, token, "p-pick", "/search/bEA")
        assert found["values"] == [["b", "Bears"]]


async def test_a_linked_filter_narrows_and_a_lock_in_the_address_is_refused(stage: Stage) -> None:
    store = stage.house.runtime.catalog
    board = store.current().dashboards[stage.ids["overview"]]
    stored = board.stored["parameters"]
    assert isinstance(stored, list)
    linked = [
        one | ({"filteringParameters": ["p-note"]} if one["slug"] == "category" else {})
        for one in stored
    ]
    update_dashboard(store, board.id, {"parameters": linked})
    token = stage.token("overview")
    async with client_of(stage.app()) as viewer:
        found = await _values(viewer, token, "p-category", "/values?p-note=three")
        assert found["values"] == [["Chairs"]]
        path = f"/api/embed/dashboard/{token}/params/p-category/values?p-account={BLUE}"
        refused = await viewer.get(path)
    assert refused.status_code == 400
    assert refused.text == "You can only specify a value for :account in the JWT."


async def test_a_long_list_says_that_there_is_more(stage: Stage) -> None:
    connection = sqlite3.connect(stage.warehouse)
    rows = [(100 + n, ACME, f"Acme kind {n:04}") for n in range(1_100)]
    connection.executemany("insert into orders (id, account_id, category) values (?, ?, ?)", rows)
    connection.commit()
    connection.close()
    async with client_of(stage.app()) as viewer:
        found = await _values(viewer, stage.token("orders"), "t-category")
        assert (len(found["values"]), found["has_more_values"]) == (1_000, True)
        page = await viewer.get(stage.page("orders"))
        assert page.text.count("Acme kind") < 400
        assert "data-more" in page.text
        searched = await _values(viewer, stage.token("orders"), "t-category", "/search/1099")
        assert searched == {"values": [["Acme kind 1099"]], "has_more_values": False}


async def test_a_failing_list_is_a_text_field_and_the_page_goes_on(stage: Stage) -> None:
    tags = {"account": stage.account_tag, "pick": stage.dimension("products", "title", "string/=")}
    sql = "SELECT note FROM orders WHERE {{account}} [[AND {{pick}}]]"
    stage.publish("picky", sql, tags, account=LOCKED, pick=EDITABLE)
    with sqlite3.connect(stage.warehouse) as connection:
        connection.execute("alter table products rename to goods")
    connection.close()
    async with client_of(stage.app()) as viewer:
        page = await viewer.get(stage.page("picky"))
        assert "Acme note one" in page.text
        assert "data-kind=text" in page.text
        path = f"/api/embed/card/{stage.token('picky')}/params/t-pick/values"
        refused = await viewer.get(path)
    assert refused.status_code == 400
    assert "report the reference" in refused.text
    assert "products" not in refused.text


async def test_the_pages_own_lists_obey_the_same_rules(
    shared: Stage, viewer: httpx.AsyncClient
) -> None:
    headers = {"x-signboard-token": shared.token("overview")}
    ask = "/embed/-/dashboard/values?parameter="
    found = await viewer.get(f"{ask}p-category", headers=headers)
    assert found.json() == {"values": [["Acme Anvils"], ["Chairs"]], "more": False}
    found = await viewer.get(f"{ask}p-category&search=anv", headers=headers)
    assert found.json()["values"] == [["Acme Anvils"]]
    for hidden in ("p-account", "p-hidden", "p-product", "nobody", ""):
        assert (await viewer.get(f"{ask}{hidden}", headers=headers)).status_code == 404


async def test_choices_are_kept_no_longer_than_the_setting_says(stage: Stage) -> None:
    write_setting(stage.house.runtime.catalog, "viewer-cache-ttl-seconds", 0)
    async with client_of(stage.app()) as viewer:
        token = stage.token("orders")
        before = await _values(viewer, token, "t-category")
        with sqlite3.connect(stage.warehouse) as connection:
            connection.execute("delete from orders where category = 'Chairs'")
        connection.close()
        after = await _values(viewer, token, "t-category")
    assert len(before["values"]) - len(after["values"]) == 1
