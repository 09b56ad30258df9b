"""Databases, tables, fields and settings through the REST API."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from tests.studio.conftest import state_field

pytestmark = pytest.mark.anyio
Client = httpx.AsyncClient


async def test_a_new_database_is_synced_when_the_answer_comes(admin: Client, shop: int) -> None:
    listed = (await admin.get("/api/database/")).json()
    assert listed["total"] == 1
    metadata = (await admin.get(f"/api/database/{shop}/metadata?include_hidden=true")).json()
    assert [table["name"] for table in metadata["tables"]] == ["accounts", "orders"]
    assert all("db" not in table for table in metadata["tables"])
    names = [field["name"] for field in metadata["tables"][1]["fields"]]
    assert names == ["id", "account_id", "state", "total", "placed_on"]
    link = metadata["tables"][1]["fields"][1]
    assert link["semantic_type"] == "type/FK"
    assert link["fk_target_field_id"] == metadata["tables"][0]["fields"][0]["id"]


async def test_connection_details_are_for_administrators_only(
    admin: Client, author: Client, shop: int
) -> None:
    for path in (f"/api/database/{shop}", f"/api/database/{shop}/metadata"):
        assert "details" in (await admin.get(path)).json()
        assert "details" not in (await author.get(path)).json()
    table = (await author.get("/api/table")).json()[0]
    assert table["db"]["name"] == "Shop"
    assert "details" not in table["db"]


async def test_syncing_finds_new_tables_and_keeps_ids_and_edits(
    admin: Client, shop: int, shop_file: Path
) -> None:
    before = await state_field(admin, shop)
    await admin.put(f"/api/field/{before}", json={"display_name": "Region", "description": "d"})
    with sqlite3.connect(shop_file) as connection:
        connection.execute("create table notes (text)")
    connection.close()
    synced = await admin.post(f"/api/database/{shop}/sync_schema", content=b"{}")
    assert synced.json() == {"status": "ok"}
    tables = (await admin.get(f"/api/database/{shop}/metadata")).json()["tables"]
    assert [table["name"] for table in tables] == ["accounts", "notes", "orders"]
    field = (await admin.get(f"/api/field/{before}")).json()
    assert (field["name"], field["display_name"]) == ("state", "Region")


async def test_value_lists_and_names_for_completion(author: Client, shop: int) -> None:
    field = await state_field(author, shop)
    values = (await author.get(f"/api/field/{field}/values")).json()
    assert values == {"values": [["AK"], ["NY"]], "has_more_values": False, "field_id": field}
    names = (await author.get(f"/api/signboard/completions/{shop}")).json()
    assert names["tables"][0]["name"] == "accounts"
    assert names["tables"][0]["columns"][1]["name"] == "name"


@pytest.mark.parametrize(
    "details",
    [{}, {"db": "/nowhere/at/all.sqlite"}, {"db": 5}, {"db": "relative\u0000name"}],
)
async def test_a_database_that_cannot_be_opened_is_400(admin: Client, details: object) -> None:
    body = {"name": "x", "engine": "sqlite", "details": details}
    answer = await admin.post("/api/database", json=body)
    assert answer.status_code == 400
    assert answer.json()["errors"]["details"]
    assert (await admin.get("/api/database")).json()["total"] == 0


async def test_our_own_database_is_no_source(admin: Client, tmp_path: Path) -> None:
    details = {"db": str(tmp_path / "state" / "signboard.db")}
    body = {"name": "x", "engine": "sqlite", "details": details}
    answer = await admin.post("/api/database", json=body)
    assert answer.status_code == 400
    assert "own database" in answer.text


async def test_a_removed_database_leaves_its_questions(
    admin: Client, shop: int, orders: dict[str, object]
) -> None:
    assert (await admin.delete(f"/api/database/{shop}")).status_code == 204
    assert (await admin.get(f"/api/database/{shop}")).status_code == 404
    run = await admin.post(f"/api/card/{orders['id']}/query", json={})
    assert run.json()["status"] == "failed"
    assert "removed" in run.json()["error"]


async def test_a_change_that_reaches_nothing_is_refused_and_changes_nothing(
    admin: Client, shop: int, orders: dict[str, object]
) -> None:
    before = (await admin.get(f"/api/database/{shop}")).json()
    for change in ({"details": {"db": "/nowhere.sqlite"}}, {"engine": "duckdb"}):
        refused = await admin.put(f"/api/database/{shop}", json={"name": "Typo", **change})
        assert refused.status_code == 400
    assert (await admin.get(f"/api/database/{shop}")).json() == before
    run = await admin.post(f"/api/card/{orders['id']}/query", json={})
    assert run.json()["status"] == "completed"


async def test_postgresql_is_connected_asked_and_masked(
    admin: Client, author: Client, postgres_url: str
) -> None:
    import psycopg  # an extra: only this test needs it here

    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute("create table people (id bigint primary key, born date, score numeric)")
        connection.execute("insert into people values (9007199254740993, '1815-12-10', 1.5)")
    parts = urlsplit(postgres_url)
    details = {
        "host": parts.hostname, "port": parts.port or 5432, "dbname": parts.path[1:],
        "user": parts.username, "password": parts.password or "secret", "ssl": False,
    }  # fmt: skip
    body = {"name": "People", "engine": "postgres", "details": details}
    made = await admin.post("/api/database", json=body)
    assert made.status_code == 200, made.text
    source = made.json()
    assert source["details"]["password"] == "**MetabasePass**"
    assert source["warning"]
    kept = await admin.put(f"/api/database/{source['id']}", json={**source, "name": "Folk"})
    assert kept.status_code == 200, kept.text
    query = {"query": "select id, born, score from people where {{born}}", "template-tags": {}}
    field = next(
        one for one in (await author.get(f"/api/database/{source['id']}/fields")).json()
        if one["name"] == "born"
    )  # fmt: skip
    query["template-tags"] = {"born": {"id": "b", "name": "born", "display-name": "Born", "type": "dimension", "dimension": ["field", field["id"], None], "widget-type": "date/all-options"}}  # fmt: skip
    value = [{"id": "b", "type": "date/all-options", "value": "1815-01-01~1815-12-31"}]
    sent = {"database": source["id"], "type": "native", "native": query, "parameters": value}
    rows = (await author.post("/api/dataset", json=sent)).json()["data"]["rows"]
    assert rows == [["9007199254740993", "1815-12-10T00:00:00Z", 1.5]]
    wrong = await admin.post("/api/database", json={**body, "details": {**details, "port": 1}})
    assert wrong.status_code == 400


async def test_settings_are_listed_read_and_written(admin: Client) -> None:
    listed = {one["key"]: one for one in (await admin.get("/api/setting")).json()}
    assert listed["humanization-strategy"]["value"] == "simple"
    assert await write(admin, "humanization-strategy", "none") == 204
    assert (await admin.get("/api/setting/humanization-strategy")).json() == "none"
    assert await write(admin, "no-such-setting", 1) == 404
    assert await write(admin, "report-timezone", "Mars/Olympus") == 400
    assert await write(admin, "enable-embedding-static", True) == 204
    assert (await admin.get("/api/setting/enable-embedding")).json() is True


async def write(client: Client, key: str, value: object) -> int:
    return (await client.put(f"/api/setting/{key}", json={"value": value})).status_code


async def test_the_secret_key_is_shown_only_when_asked_for(admin: Client, author: Client) -> None:
    path = "/api/setting/embedding-secret-key"
    assert (await admin.get(path)).json() is None
    await write(admin, "enable-embedding", True)
    secret = (await admin.get(path)).json()
    assert len(secret) == 64
    assert secret not in (await admin.get("/api/setting")).text
    assert (await author.get(path)).status_code == 403
    fresh = (await admin.get("/api/util/random_token")).json()["token"]
    assert await write(admin, "embedding-secret-key", fresh) == 204
    assert (await admin.get(path)).json() == fresh
    refused = await admin.put(path, json={"value": fresh.upper()})
    assert refused.status_code == 400
    assert refused.json().startswith("Invalid embedding-secret-key!")
    assert await write(admin, "embedding-secret-key", None) == 204
    assert (await admin.get(path)).json() is None


async def test_several_settings_are_written_in_one_call(admin: Client) -> None:
    body = {"site-name": "Acme", "start-of-week": "monday"}
    assert (await admin.put("/api/setting", json=body)).status_code == 204
    properties = (await admin.get("/api/session/properties")).json()
    assert (properties["site-name"], properties["start-of-week"]) == ("Acme", "monday")
    assert (await admin.put("/api/setting", json={"nope": 1})).status_code == 404
    half = {"site-name": "Other", "start-of-week": "someday"}
    assert (await admin.put("/api/setting", json=half)).status_code == 400
    assert (await admin.get("/api/setting/site-name")).json() == "Acme"
