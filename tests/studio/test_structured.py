"""Authors' programs write, run and read questions of the query builder over the REST API."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.studio.conftest import state_field

pytestmark = pytest.mark.anyio


async def built(client: httpx.AsyncClient, shop: int, **words: Any) -> dict[str, Any]:
    """A query over `orders` as a client sends it."""
    fields = (await client.get(f"/api/database/{shop}/fields")).json()
    ids = {f"{one['table_name']}.{one['name']}": one["id"] for one in fields}
    metadata = (await client.get(f"/api/database/{shop}/metadata")).json()
    table = next(one["id"] for one in metadata["tables"] if one["name"] == "orders")
    account = ["field", ids["accounts.name"], {"source-field": ids["orders.account_id"]}]
    query = {
        "source-table": table,
        "aggregation": [["count"], ["sum", ["field", ids["orders.total"], None]]],
        "breakout": [account],
        **words,
    }
    return {"database": shop, "type": "query", "query": query}


async def test_a_built_query_runs_and_says_what_its_columns_are(
    admin: httpx.AsyncClient, shop: int
) -> None:
    query = await built(admin, shop)
    answer = await admin.post("/api/dataset", json=query)
    assert answer.status_code == 202
    body = answer.json()
    assert body["status"] == "completed"
    assert [row[:2] for row in body["data"]["rows"]] == [["Acme", 2], ["Blue", 1]]
    assert [column["name"] for column in body["data"]["cols"]] == ["name", "count", "sum"]
    assert body["data"]["cols"][0]["field_ref"] == query["query"]["breakout"][0]
    assert "SELECT" in body["data"]["native_form"]["query"]


async def test_a_built_card_is_saved_echoed_and_run_with_parameters(
    admin: httpx.AsyncClient, shop: int
) -> None:
    query = await built(admin, shop)
    made = (await admin.post("/api/card", json={"name": "Built", "dataset_query": query})).json()
    assert made["dataset_query"] == query
    assert made["query_type"] == "query"
    assert made["table_id"] == query["query"]["source-table"]
    assert [one["name"] for one in made["result_metadata"]] == ["name", "count", "sum"]
    state = ["field", await state_field(admin, shop), None]
    sent = [{"type": "string/=", "target": ["dimension", state], "value": ["AK"]}]
    ran = await admin.post(f"/api/card/{made['id']}/query", json={"parameters": sent})
    assert [row[:2] for row in ran.json()["data"]["rows"]] == [["Acme", 1], ["Blue", 1]]
    gone = [{"type": "id", "target": ["dimension", ["field", 9_999, None]], "value": [1]}]
    failed = (await admin.post(f"/api/card/{made['id']}/query", json={"parameters": gone})).json()
    assert failed["status"] == "failed"


async def test_a_query_that_is_not_understood_fails_in_words_and_is_saved_all_the_same(
    admin: httpx.AsyncClient, shop: int
) -> None:
    query = await built(admin, shop, aggregation=[["median", ["field", 1, None]]])
    failed = (await admin.post("/api/dataset", json=query)).json()
    assert failed["status"] == "failed"
    assert '"median"' in failed["error"]
    made = await admin.post("/api/card", json={"name": "Odd", "dataset_query": query})
    assert made.status_code == 200
    assert made.json()["dataset_query"] == query


@pytest.mark.parametrize("query", [{}, [], "x", {"source-table": {}}, {"filter": [[[[]]]]}])
async def test_odd_built_queries_are_never_an_error_of_ours(
    admin: httpx.AsyncClient, shop: int, query: object
) -> None:
    body = {"database": shop, "type": "query", "query": query}
    answer = await admin.post("/api/dataset", json=body)
    assert answer.status_code in (202, 400)
    if answer.status_code == 202:
        assert answer.json()["status"] == "failed"


async def test_a_built_query_is_told_as_sql_that_gives_the_same_rows(
    admin: httpx.AsyncClient, shop: int
) -> None:
    state = ["field", await state_field(admin, shop), None]
    query = await built(admin, shop, filter=["=", state, "A'K", "AK"])
    told = await admin.post("/api/dataset/native", json=query)
    assert told.status_code == 200
    assert told.json()["params"] is None
    sql = told.json()["query"]
    assert "'A''K'" in sql
    assert {line.split()[0] for line in sql.splitlines() if line[0].isalpha()} >= {"FROM", "WHERE"}
    native = {"database": shop, "type": "native", "native": {"query": sql}}
    rows = [
        (await admin.post("/api/dataset", json=one)).json()["data"]["rows"]
        for one in (query, native)
    ]
    assert rows[0] == rows[1] != []


async def test_sql_that_a_person_wrote_is_told_with_its_values_beside_it(
    admin: httpx.AsyncClient, shop: int
) -> None:
    tag = {"id": "a", "name": "a", "display-name": "A", "type": "text"}
    native = {"query": "select {{a}} -- '?'", "template-tags": {"a": tag}}
    body = {
        "database": shop,
        "type": "native",
        "native": native,
        "parameters": [{"target": ["variable", ["template-tag", "a"]], "value": "x"}],
    }
    told = (await admin.post("/api/dataset/native", json=body)).json()
    assert told["params"] == ["x"]
    assert "'?'" in told["query"]


async def test_a_built_query_that_cannot_be_built_has_no_sql(
    admin: httpx.AsyncClient, shop: int, reader: httpx.AsyncClient
) -> None:
    query = await built(admin, shop, aggregation=[["median", ["field", 1, None]]])
    told = await admin.post("/api/dataset/native", json=query)
    assert told.status_code == 400
    assert "median" in told.text
    assert (await reader.post("/api/dataset/native", json=query)).status_code == 403
