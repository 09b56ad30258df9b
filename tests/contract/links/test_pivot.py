"""Pivot routes and lists of built questions (embedding-protocol 2.2, bi-core B4.6)."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from signboard.catalog.models import ResourceKind
from signboard.catalog.questions import create_question, update_question
from signboard.catalog.sharing.links import create_link
from tests.contract.links.gallery import Gallery
from tests.embed.stage import ACME, EDITABLE, LOCKED, Stage, parameter

pytestmark = pytest.mark.anyio


def build(stage: Stage, name: str, query: dict[str, Any]) -> int:
    """A question of the builder over the orders, published without parameters."""
    catalog = stage.house.runtime.catalog
    table = next(one.id for one in catalog.current().tables.values() if one.name == "orders")
    inner = {"source-table": table, **query}
    whole = {"database": stage.source_id, "type": "query", "query": inner}
    body = {"name": name, "dataset_query": whole, "enable_embedding": True, "embedding_params": {}}
    stage.ids[name] = create_question(catalog, body, None).id
    return stage.ids[name]


def column(stage: Stage, name: str) -> list[object]:
    return ["field", stage.field_id("orders", name), None]


async def test_a_built_question_gains_the_grouping_column_behind_its_breakouts(
    own: Gallery, visitor: httpx.AsyncClient
) -> None:
    stage = own.stage
    breakout = [column(stage, "category")]
    question = build(stage, "pivot", {"aggregation": [["count"]], "breakout": breakout})
    link = create_link(stage.house.runtime.catalog, ResourceKind.QUESTION, question)
    token = stage.token("pivot", {})
    for path in (f"/api/embed/pivot/card/{token}/query", f"/api/public/pivot/card/{link}/query"):
        answer = await visitor.get(path)
        data = answer.json()["data"]
        assert answer.status_code == 202
        assert [one["name"] for one in data["cols"]] == ["category", "pivot-grouping", "count"]
        cells = [["Acme Anvils", 0, 2], ["Blue Boats", 0, 2], ["Chairs", 0, 2]]
        assert data["rows"] == [*cells, [None, 1, 6]]
        plain = (await visitor.get(path.replace("/pivot", ""))).json()["data"]
        assert [row[::2] for row in cells] == plain["rows"]
        assert (await visitor.get(path)).json()["data"] == data  # from the shelf


async def test_totals_are_those_of_the_locked_tenant_and_split_as_the_settings_say(
    own: Gallery, visitor: httpx.AsyncClient
) -> None:
    stage, store = own.stage, own.stage.house.runtime.catalog
    category, placed = column(stage, "category"), column(stage, "placed_on")
    by_month = [placed[0], placed[1], {"temporal-unit": "month"}]
    query = {"aggregation": [["sum", column(stage, "total")]], "breakout": [category, by_month]}
    question = build(stage, "locked pivot", query)
    account = {
        **parameter("account", "id"),
        "target": ["dimension", column(stage, "account_id")],
    }
    split = {"rows": [category], "columns": [by_month], "values": [["aggregation", 0]]}
    changes = {
        "display": "pivot",
        "parameters": [account],
        "embedding_params": {"account": LOCKED},
        "visualization_settings": {"pivot_table.column_split": split},
    }
    update_question(store, question, changes, None)
    totals = {"Acme Anvils": 30.75, "Chairs": 30.0}
    path = f"/api/embed/pivot/card/{stage.token('locked pivot', {'account': [ACME]})}/query"
    answer = (await visitor.get(path)).json()
    rows = answer["data"]["rows"]
    assert [row[2] for row in rows] == sorted(row[2] for row in rows)
    assert {row[0]: row[3] for row in rows if row[2] == 2} == totals
    assert [row[3] for row in rows if row[2] == 3] == [60.75]
    assert sum(row[3] for row in rows if row[2] == 1) == 60.75
    assert len([row for row in rows if row[2] == 0]) == 3
    changes["visualization_settings"] = {**changes["visualization_settings"], "pivot.show_column_totals": False}  # fmt: skip
    update_question(store, question, changes, None)
    fewer = (await visitor.get(path)).json()["data"]["rows"]
    assert {row[2] for row in fewer} == {0, 2}
    empty = stage.token("locked pivot", {"account": []})
    nothing = (await visitor.get(f"/api/embed/pivot/card/{empty}/query")).json()["data"]
    assert nothing["rows"] == []
    assert [one["name"] for one in nothing["cols"]][2] == "pivot-grouping"


async def test_a_question_without_breakouts_stays_as_it_is(
    own: Gallery, visitor: httpx.AsyncClient
) -> None:
    build(own.stage, "sum", {"aggregation": [["count"]]})
    token = own.stage.token("sum", {})
    answer = await visitor.get(f"/api/embed/pivot/card/{token}/query")
    assert answer.json()["data"]["rows"] == [[6]]


async def test_pivot_routes_obey_the_token_as_every_other(
    gallery: Gallery, anybody: httpx.AsyncClient
) -> None:
    stage = gallery.stage
    path = f"/api/embed/pivot/dashboard/{stage.token('overview')}{stage.card_path('overview')}"
    rows = (await anybody.get(path)).json()["data"]["rows"]
    assert {row[1].split()[0] for row in rows} == {"Acme"}
    unlocked = stage.token("orders", {})
    refused = await anybody.get(f"/api/embed/pivot/card/{unlocked}/query")
    assert refused.text == "You must specify a value for :account in the JWT."


async def test_map_tiles_are_no_endpoint(gallery: Gallery, anybody: httpx.AsyncClient) -> None:
    token = gallery.stage.token("orders")
    answer = await anybody.get(f"/api/embed/tiles/card/{token}/1/1/1")
    assert (answer.status_code, answer.text) == (404, "API endpoint does not exist.")


async def test_a_list_from_a_built_question_stays_under_the_lock(
    own: Gallery, visitor: httpx.AsyncClient
) -> None:
    stage, store = own.stage, own.stage.house.runtime.catalog
    source = build(stage, "built", {"fields": [column(stage, "note")]})
    tags = {"account": stage.account_tag, "note": stage.dimension("orders", "note", "string/=")}
    sql = "SELECT note FROM orders WHERE {{account}} AND {{note}}"
    question = stage.publish("listing", sql, tags, account=LOCKED, note=EDITABLE)
    stored = {
        **parameter("note", "string/="),
        "id": "t-note",
        "target": ["dimension", ["template-tag", "note"]],
        "values_source_type": "card",
        "values_source_config": {"card_id": source, "value_field": ["field", "note", None]},
    }
    update_question(store, question, {"parameters": [stored]}, None)
    path = f"/api/embed/card/{stage.token('listing', {'account': [ACME]})}/params/t-note/values"
    values = (await visitor.get(path)).json()["values"]
    assert values == [["Acme note one"], ["Acme note two"], ["Acme note three"]]
    update_question(store, source, {"archived": True}, None)
    assert (await visitor.get(path)).json()["values"] == []
