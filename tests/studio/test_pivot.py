"""Pivot routes of signed-in authors: totals for cards and dashcards, plain rows for SQL (B4.6)."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

pytestmark = pytest.mark.anyio
Client = httpx.AsyncClient


@pytest.fixture
async def by_state(admin: Client, shop: int) -> dict[str, Any]:
    """Orders by account and state, as a pivot table."""
    tables = (await admin.get(f"/api/database/{shop}/metadata")).json()["tables"]
    table = next(one for one in tables if one["name"] == "orders")
    account, state = ["field", "account_id", None], ["field", "state", None]
    inner = {
        "source-table": table["id"],
        "aggregation": [["count"]],
        "breakout": [account, state],
    }
    body = {
        "name": "By state",
        "display": "pivot",
        "dataset_query": {"database": shop, "type": "query", "query": inner},
        "visualization_settings": {
            "pivot_table.column_split": {"rows": ["account_id"], "columns": ["state"]}
        },
    }
    answer = await admin.post("/api/card", json=body)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


PIVOTED = [
    [1, "AK", 0, 1], [1, "NY", 0, 1], [2, "AK", 0, 1],
    [None, "AK", 1, 2], [None, "NY", 1, 1],
    [1, None, 2, 2], [2, None, 2, 1],
    [None, None, 3, 3],
]  # fmt: skip


async def test_a_card_is_pivoted_by_its_settings(author: Client, by_state: dict[str, Any]) -> None:
    answer = await author.post(f"/api/card/pivot/{by_state['id']}/query", json={})
    assert answer.status_code == 202
    body = answer.json()
    assert body["data"]["rows"] == PIVOTED
    grouping = body["data"]["cols"][2]
    assert (grouping["name"], grouping["source"]) == ("pivot-grouping", "breakout")
    assert grouping["field_ref"] == ["expression", "pivot-grouping"]
    plain = (await author.post(f"/api/card/{by_state['id']}/query", json={})).json()
    assert plain["data"]["rows"] == [[1, "AK", 1], [1, "NY", 1], [2, "AK", 1]]
    assert [one["name"] for one in by_state["result_metadata"]] == ["account_id", "state", "count"]


async def test_a_dashcards_own_settings_win_and_its_filters_count(
    admin: Client, by_state: dict[str, Any]
) -> None:
    made = (await admin.post("/api/dashboard", json={"name": "Board"})).json()
    parameter = {"id": "p", "slug": "state", "name": "State", "type": "string/="}
    target = ["dimension", ["field", "state", None]]
    place = {
        "id": -1, "card_id": by_state["id"], "row": 0, "col": 0, "size_x": 12, "size_y": 6,
        "parameter_mappings": [{"parameter_id": "p", "card_id": by_state["id"], "target": target}],
        "visualization_settings": {"pivot.show_row_totals": False},
    }  # fmt: skip
    path = f"/api/dashboard/{made['id']}"
    board = (await admin.put(path, json={"dashcards": [place], "parameters": [parameter]})).json()
    dashcard = board["dashcards"][0]["id"]
    path = f"/api/dashboard/pivot/{made['id']}/dashcard/{dashcard}/card/{by_state['id']}/query"
    sent = {"parameters": [{"id": "p", "value": ["AK"]}]}
    rows = (await admin.post(path, json=sent)).json()["data"]["rows"]
    assert rows == [[1, "AK", 0, 1], [2, "AK", 0, 1], [None, "AK", 1, 2]]


async def test_sql_on_a_pivot_route_keeps_its_rows(author: Client, orders: dict[str, Any]) -> None:
    answer = await author.post(f"/api/card/pivot/{orders['id']}/query", json={})
    assert answer.json()["data"]["rows"] == [[1, "AK"], [2, "NY"], [3, "AK"]]
