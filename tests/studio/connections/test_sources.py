"""Trying a connection, and reading tables with progress, by the clock, and cancelled."""

from __future__ import annotations

import asyncio
import socket
import sqlite3
import time
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from signboard.catalog.sources import MASK, create_source
from signboard.catalog.sync import SyncState
from signboard.sources.errors import QueryCancelled
from signboard.studio.connections.syncs import Syncs

pytestmark = pytest.mark.anyio
Client = httpx.AsyncClient


async def look(client: Client, database: int) -> dict[str, Any]:
    found: dict[str, Any] = (await client.get(f"/api/signboard/databases/{database}")).json()
    return found


async def settled(client: Client, database: int) -> dict[str, Any]:
    """The database once no reading goes on."""
    for _ in range(200):
        found = await look(client, database)
        if found["job"] is None:
            return found
        await asyncio.sleep(0.02)
    raise AssertionError("the reading does not end")


async def test_a_try_tells_the_version_and_stores_nothing(admin: Client, shop_file: Path) -> None:
    body = {"engine": "sqlite", "details": {"db": str(shop_file)}}
    found = (await admin.post("/api/signboard/databases/try", json=body)).json()
    assert (found["is_reachable"], found["problem"]) == (True, None)
    assert (found["product"], found["version"]) == ("SQLite", sqlite3.sqlite_version)
    assert found["is_encrypted"] is None
    assert (await admin.get("/api/signboard/databases")).json() == []


@pytest.mark.parametrize(
    ("engine", "details", "words"),
    [
        ("sqlite", {"db": "/nowhere/x.sqlite"}, "no such file: /nowhere/x.sqlite"),
        ("sqlite", {}, "“db” is missing"),
        ("oracle9", {}, "knows no engine"),
        ("postgres", {"host": "127.0.0.1", "port": 1, "dbname": "d", "user": "u"}, "refused"),
    ],
)
async def test_a_failed_try_tells_the_exact_reason(
    admin: Client, engine: str, details: dict[str, object], words: str
) -> None:
    body = {"engine": engine, "details": details}
    found = (await admin.post("/api/signboard/databases/try", json=body)).json()
    assert found["is_reachable"] is False
    assert words in found["problem"]


async def test_the_stored_password_is_sent_to_no_other_server(
    admin: Client, studio: FastAPI
) -> None:
    details = {"host": "127.0.0.1", "port": 1, "dbname": "d", "user": "u", "password": "s3cret"}
    made = create_source(studio.state.studio.store, "Shop", "postgres", details)
    masked = {**details, "password": MASK}
    with socket.create_server(("127.0.0.1", 0)) as stranger:
        stranger.setblocking(False)
        elsewhere = {**masked, "port": stranger.getsockname()[1]}
        body = {"engine": "postgres", "details": elsewhere, "database_id": made.id}
        tried = await admin.post("/api/signboard/databases/try", json=body)
        saved = await admin.put(f"/api/database/{made.id}", json={"details": elsewhere})
        for answer in (tried, saved):
            assert answer.status_code == 400
            assert answer.json().endswith("Type the password again.")
        with pytest.raises(BlockingIOError):
            stranger.accept()
    body["details"] = {**masked, "dbname": "other"}
    same = await admin.post("/api/signboard/databases/try", json=body)
    assert "refused" in same.json()["problem"]


async def test_reading_tables_is_begun_watched_and_told(
    admin: Client, shop: int, shop_file: Path
) -> None:
    before = await look(admin, shop)
    assert (before["table_count"], before["sync_error"], before["sync_minutes"]) == (2, None, 1440)
    with sqlite3.connect(shop_file) as connection:
        connection.execute("create table returns (id integer)")
    begun = await admin.post(f"/api/signboard/databases/{shop}/sync")
    assert begun.status_code == 202
    job = begun.json()["job"]  # null when it has ended already
    assert job is None or job["step"] in ("connecting", "reading", "storing")
    after = await settled(admin, shop)
    assert after["table_count"] == 3
    assert after["synced_at"] >= before["synced_at"]


async def test_a_failed_reading_keeps_what_was_known_with_the_reason(
    admin: Client, shop: int, shop_file: Path
) -> None:
    moved = shop_file.rename(shop_file.with_name("moved"))
    await admin.post(f"/api/signboard/databases/{shop}/sync")
    failed = await settled(admin, shop)
    assert failed["table_count"] == 2
    assert "no such file" in failed["sync_error"]
    moved.rename(shop_file)
    await admin.post(f"/api/signboard/databases/{shop}/sync")
    assert (await settled(admin, shop))["sync_error"] is None


async def test_tables_are_read_by_the_clock(
    admin: Client, shop: int, shop_file: Path, studio: FastAPI
) -> None:
    syncs = studio.state.studio.syncs
    assert await syncs.run_due() == 0
    with sqlite3.connect(shop_file) as connection:
        connection.execute("create table returns (id integer)")
    syncs._clock = lambda: time.time() + 1441 * 60
    plan = {"every_minutes": 0}
    await admin.put(f"/api/signboard/databases/{shop}/sync", json=plan)
    assert await syncs.run_due() == 0
    await admin.put(f"/api/signboard/databases/{shop}/sync", json={"every_minutes": 60})
    assert await syncs.run_due() == 1
    assert (await look(admin, shop))["table_count"] == 3


async def test_a_source_that_is_away_does_not_stop_the_clock(
    admin: Client, shop: int, shop_file: Path, studio: FastAPI
) -> None:
    shop_file.unlink()
    syncs = studio.state.studio.syncs
    syncs._clock = lambda: time.time() + 1441 * 60
    assert await syncs.run_due() == 1
    assert await syncs.run_due() == 0  # not every minute: a wrong password would close an account
    assert "no such file" in (await look(admin, shop))["sync_error"]


async def test_a_reading_is_stopped(admin: Client, shop: int, studio: FastAPI) -> None:
    syncs = studio.state.studio.syncs
    source = studio.state.studio.catalog.sources[shop]
    job = syncs.start(source)
    assert (syncs.find(shop), job.step) == (job, "connecting")
    stopping = asyncio.create_task(stop_soon(syncs, shop))
    with pytest.raises(QueryCancelled):
        await syncs.run(source)
    await stopping
    assert syncs.find(shop) is None
    assert (await look(admin, shop))["sync_error"] is None
    assert (await admin.delete(f"/api/signboard/databases/{shop}/sync")).status_code == 404


async def stop_soon(syncs: Syncs, source_id: int) -> None:
    assert syncs.cancel(source_id)


@pytest.mark.parametrize(
    ("synced_at", "every", "is_due"),
    [(None, 60, True), (None, 0, False), (1000.0, 1, False), (940.0, 1, True), (941.0, 1, False)],
)
def test_when_a_reading_is_due(synced_at: float | None, every: int, is_due: bool) -> None:
    assert SyncState(synced_at, None, every).is_due(1000.0) is is_due


async def test_engines_say_what_they_need(admin: Client) -> None:
    found = {
        one["name"]: one["problem"] for one in (await admin.get("/api/signboard/engines")).json()
    }
    assert found["sqlite"] is None
    assert {"postgres", "mysql", "duckdb"} <= found.keys()
