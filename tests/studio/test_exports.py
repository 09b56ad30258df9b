"""Files for authors: three encodings, every switch, real refusals."""

from __future__ import annotations

import io
import json
from typing import Any

import httpx
import openpyxl
import pytest

from tests.studio.conftest import orders_query

pytestmark = pytest.mark.anyio
Client = httpx.AsyncClient
LEAST = [{"id": "t-least", "value": 3}]


async def test_a_card_is_exported_with_values_in_all_three_encodings(
    author: Client, orders: dict[str, Any]
) -> None:
    path = f"/api/card/{orders['id']}/query/csv"
    for answer in (
        await author.post(path, json={"parameters": LEAST}),
        await author.post(path, data={"parameters": json.dumps(LEAST), "format_rows": "false"}),
        await author.post(path, params={"parameters": json.dumps(LEAST)}),
        await author.post(path + "/", json={"parameters": LEAST, "format_rows": False}),
    ):
        assert (answer.status_code, answer.text) == (200, "ID,State\n3,AK\n")
        assert answer.headers["content-disposition"].startswith('attachment; filename="orders_')


@pytest.mark.parametrize("body", [{"data": {"parameters": "null"}}, {"content": b""}, {"json": {}}])
async def test_nothing_sent_means_all_rows(
    author: Client, orders: dict[str, Any], body: dict[str, Any]
) -> None:
    answer = await author.post(f"/api/card/{orders['id']}/query/json", **body)
    assert [row["ID"] for row in answer.json()] == [1, 2, 3]


async def test_raw_and_formatted_values_are_those_that_programs_rely_on(
    author: Client, shop: int
) -> None:
    text = """select 2000 as n, date('2024-03-26') as d, 9007199254740993 as big,
              null as absent, 1.5 as f"""
    query = {"database": shop, "type": "native", "native": {"query": text}}
    raw = await author.post("/api/dataset/json", json=query)
    assert raw.json() == [
        {"N": 2000, "D": "2024-03-26", "Big": "9007199254740993", "Absent": None, "F": 1.5}
    ]
    csv = (await author.post("/api/dataset/csv", json=query)).text
    assert csv.splitlines()[1] == "2000,2024-03-26,9007199254740993,,1.5"
    shown = await author.post("/api/dataset/csv", json={**query, "format_rows": True})
    assert shown.text.splitlines()[1] == '"2,000","March 26, 2024","9,007,199,254,740,993",,1.5'


async def test_an_ad_hoc_query_comes_as_body_as_form_and_in_the_query_string(
    author: Client, shop: int
) -> None:
    query = await orders_query(author, shop)
    parameters = [{"type": "number", "target": ["variable", ["template-tag", "least"]], "value": 3}]
    whole = {**query, "parameters": parameters}
    for answer in (
        await author.post("/api/dataset/csv", json=whole),
        await author.post("/api/dataset/csv", json={"query": whole}),
        await author.post("/api/dataset/csv", data={"query": json.dumps(whole)}),
        await author.post("/api/dataset/csv", params={"query": json.dumps(whole)}),
    ):
        assert (answer.status_code, answer.text) == (200, "ID,State\n3,AK\n")
        assert "query_result_" in answer.headers["content-disposition"]


async def test_settings_may_come_with_an_ad_hoc_query(author: Client, shop: int) -> None:
    native = {"query": "select 0.25 as share, 1 as hidden"}
    settings = {
        "table.columns": [{"name": "share", "enabled": True}, {"name": "hidden", "enabled": False}],
        "column_settings": {'["name","share"]': {"number_style": "percent"}},
    }
    form = {
        "query": json.dumps({"database": shop, "type": "native", "native": native}),
        "visualization_settings": json.dumps(settings),
        "format_rows": "true",
    }
    assert (await author.post("/api/dataset/csv", data=form)).text == "Share\n25%\n"
    answer = await author.post("/api/dataset/xlsx", data=form)
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert sheet is not None
    assert (sheet["A2"].value, sheet["A2"].number_format) == (0.25, "#,##0%")


async def test_a_card_of_a_dashboard_is_exported(
    admin: Client, author: Client, orders: dict[str, Any]
) -> None:
    parameter = {"id": "p1", "slug": "state", "name": "State", "type": "string/="}
    made = await admin.post("/api/dashboard", json={"name": "Board", "parameters": [parameter]})
    board = made.json()["id"]
    target = ["dimension", ["template-tag", "state"]]
    wire = {"parameter_id": "p1", "card_id": orders["id"], "target": target}
    card = {"id": -1, "card_id": orders["id"], "row": 0, "col": 0, "size_x": 8, "size_y": 4}
    body = {"dashcards": [{**card, "parameter_mappings": [wire]}]}
    placed = (await admin.put(f"/api/dashboard/{board}", json=body)).json()["dashcards"][0]["id"]
    path = f"/api/dashboard/{board}/dashcard/{placed}/card/{orders['id']}/query/json"
    sent = {"parameters": [{"id": "p1", "type": "string/=", "target": target, "value": ["NY"]}]}
    assert (await author.post(path, json=sent)).json() == [{"ID": 2, "State": "NY"}]


async def test_what_fails_is_a_real_refusal_with_the_envelope(author: Client, shop: int) -> None:
    query = {"database": shop, "type": "native", "native": {"query": "select nothing"}}
    for kind in ("csv", "json", "xlsx"):
        answer = await author.post(f"/api/dataset/{kind}", json=query)
        assert answer.status_code == 400
        assert answer.json()["status"] == "failed"
        assert "nothing" in answer.json()["error"]


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/api/dataset/csv", {}, 400),
        ("/api/dataset/csv", {"query": "no json"}, 400),
        ("/api/dataset/pdf", {"database": 1}, 400),
        ("/api/card/999/query/csv", {}, 404),
        ("/api/dashboard/9/dashcard/x/card/1/query/csv", {}, 404),
    ],
)
async def test_odd_requests_are_refused(
    author: Client, path: str, body: dict[str, Any], status: int
) -> None:
    assert (await author.post(path, json=body)).status_code == status


async def test_strangers_get_nothing(anonymous: Client, orders: dict[str, Any]) -> None:
    assert (await anonymous.post(f"/api/card/{orders['id']}/query/csv")).status_code == 401
