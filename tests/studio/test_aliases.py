"""An author whose SQL gives a table an alias is told how a field filter names its column."""

from __future__ import annotations

import copy
from typing import Any

import httpx
import pytest

from tests.studio.conftest import orders_query

pytestmark = pytest.mark.anyio
Client = httpx.AsyncClient
SQL = "select o.id from orders o where {{state}}"


async def aliased(client: Client, database: int) -> dict[str, Any]:
    query = copy.deepcopy(await orders_query(client, database))
    query["native"]["query"] = SQL
    del query["native"]["template-tags"]["least"]
    return query


async def test_the_proposed_alias_makes_the_query_run(author: Client, shop: int) -> None:
    query = await aliased(author, shop)
    value = {"id": "t-state", "type": "string/=", "value": ["AK"], "target": ["dimension", ["template-tag", "state"]]}  # fmt: skip
    body = {"dataset_query": query, "parameters": [value]}
    failed = (await author.post("/api/signboard/render", json=body)).json()
    assert "no such column" in failed["error"]
    assert "alias" in failed["error"]
    answer = await author.post("/api/signboard/aliases", json={"dataset_query": query})
    assert answer.json() == {"aliases": {"state": "o.state"}}

    query["native"]["template-tags"]["state"]["alias"] = "o.state"
    mended = (await author.post("/api/signboard/render", json=body)).json()
    assert (mended["error"], mended["row_count"]) == (None, 2)
    answer = await author.post("/api/signboard/aliases", json={"dataset_query": query})
    assert answer.json() == {"aliases": {}}


async def test_readers_are_not_told_of_sql(reader: Client, author: Client, shop: int) -> None:
    body = {"dataset_query": await aliased(author, shop)}
    assert (await reader.post("/api/signboard/aliases", json=body)).status_code == 403
