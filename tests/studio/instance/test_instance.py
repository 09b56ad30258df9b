"""What is published, how the instance is, and sample data for who has just begun."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from signboard.audit.log import View
from signboard.catalog.store import CatalogStore
from signboard.cli.demo.company import generate
from signboard.cli.demo.sample import make_sample
from signboard.server.house import House
from signboard.sources.execute import Sources
from signboard.studio.app import create_studio
from tests.studio.conftest import ADMIN, signed_in

pytestmark = pytest.mark.anyio
Client = httpx.AsyncClient


async def publish(admin: Client, card: int) -> None:
    await admin.put("/api/setting/enable-embedding", json={"value": True})
    body = {"enable_embedding": True, "embedding_params": {"least": "enabled"}}
    answer = await admin.put(f"/api/card/{card}", json=body)
    assert answer.status_code == 200, answer.text


async def test_what_is_published_is_listed_with_parameters_and_its_last_view(
    admin: Client, orders: dict[str, Any], house: House
) -> None:
    assert (await admin.get("/api/signboard/published")).json() == []
    await publish(admin, orders["id"])
    now = house.runtime.clock()
    for ago in (5, 60, 40 * 24 * 3600):
        house.runtime.audit.record(View(now - ago, "question", orders["id"]))
    house.runtime.audit.record(View(now, "question", orders["id"], error_code="x"))
    house.runtime.audit.flush()
    (found,) = (await admin.get("/api/signboard/published")).json()
    assert (found["kind"], found["name"], found["view_count"]) == ("question", "Orders", 2)
    access = {one["slug"]: one["access"] for one in found["parameters"]}
    assert access == {"least": "enabled", "state": "disabled"}
    assert found["last_viewed_at"]
    await admin.put(f"/api/card/{orders['id']}", json={"enable_embedding": False})
    assert (await admin.get("/api/signboard/published")).json() == []


async def test_keys_are_named_and_ended(admin: Client) -> None:
    await admin.put("/api/setting/enable-embedding", json={"value": True})
    (first,) = (await admin.get("/api/signboard/keys")).json()
    await admin.post("/api/signboard/keys/regenerate", json={"grace_seconds": 3600})
    path = f"/api/signboard/keys/{first['id']}"
    assert (await admin.put(path, json={"name": "Old portal"})).status_code == 204
    listed = (await admin.get("/api/signboard/keys")).json()
    assert [(one["name"], one["state"]) for one in listed if one["id"] == first["id"]] == [("Old portal", "accepted")]  # fmt: skip
    assert (await admin.delete(path)).status_code == 204
    assert [one["id"] for one in (await admin.get("/api/signboard/keys")).json()] != [first["id"]]
    assert (await admin.put(path, json={"name": "x"})).status_code == 404


async def test_health_tells_sources_errors_and_what_is_slow_and_no_secret(
    admin: Client, orders: dict[str, Any], house: House, shop_file: Any
) -> None:
    now, audit = house.runtime.clock(), house.runtime.audit
    for elapsed, is_cached in ((1200.0, False), (800.0, False), (0.1, True)):
        view = View(now, "question", orders["id"], elapsed_ms=elapsed, is_cached=is_cached)
        audit.record(view)
    for ago, code in ((1, "tokens.expired"), (2, "tokens.expired"), (90_000, "old")):
        audit.record(View(now - ago, "question", error_code=code))
    audit.flush()
    answer = await admin.get("/api/signboard/health")
    found = answer.json()
    assert found["own_database"] == "sqlite"
    assert found["traffic"] == {"count": 5, "cached": 1, "failed": 2, "unwritten": 0, "dropped": 0}
    assert [(one["code"], one["count"]) for one in found["failures"]] == [("tokens.expired", 2)]
    assert "expired" in found["failures"][0]["text"]
    (slow,) = found["slow"]
    assert (slow["name"], slow["count"], slow["mean_ms"], slow["most_ms"]) == ("Orders", 2, 1000.0, 1200.0)  # fmt: skip
    assert [one["name"] for one in found["sources"]] == ["Shop"]
    assert str(shop_file) not in answer.text
    assert "select" not in answer.text


async def test_a_reference_is_looked_up_however_long_ago(
    admin: Client, author: Client, orders: dict[str, Any], house: House
) -> None:
    now, audit = house.runtime.clock(), house.runtime.audit
    body = {"name": "Overview"}
    dashboard = (await admin.post("/api/dashboard", json=body)).json()["id"]
    placed = {"dashcards": [{"id": -1, "card_id": orders["id"]}]}
    (dashcard,) = (await admin.put(f"/api/dashboard/{dashboard}", json=placed)).json()["dashcards"]
    code = "sources.table-missing"
    for ago, reference in ((90_000, "aaaa1111"), (5, "bbbb2222")):
        failed = View(now - ago, "dashboard-card", dashboard, dashcard["id"], error_code=code, reference=reference)  # fmt: skip
        audit.record(failed)
    found = (await admin.get("/api/signboard/failures/AAAA1111")).json()["cards"]
    assert [(one["name"], one["card_id"], one["card_name"]) for one in found] == [
        ("Overview", orders["id"], "Orders")
    ]
    assert found[0]["sentence"].startswith("A table of this query does not exist")
    recent = (await admin.get("/api/signboard/health")).json()["failed_cards"]
    assert [one["reference"] for one in recent] == ["bbbb2222"]
    assert (await admin.get("/api/signboard/failures/nothing")).json() == {"cards": []}
    assert (await author.get("/api/signboard/failures/aaaa1111")).status_code == 403


@pytest.fixture
async def beginner(house: House, studio: FastAPI) -> AsyncIterator[Client]:
    """An administrator of a studio that can make a smaller sample company."""

    def make(store: CatalogStore, sources: Sources, tell: Callable[[float], None]) -> int:
        return make_sample(
            store, sources, tell, make_company=lambda on_progress: generate(scale=0.02, on_progress=on_progress)
        )  # fmt: skip

    able = create_studio(house.runtime, house.database, house.vault, make)
    async with signed_in(able, ADMIN) as client:
        yield client


async def test_sample_data_is_a_working_example(beginner: Client) -> None:
    path = "/api/signboard/sample"
    assert (await beginner.get(path)).json()["state"] == "absent"
    assert (await beginner.post(path)).status_code == 202
    for _ in range(600):
        found = (await beginner.get(path)).json()
        if found["state"] != "running":
            break
        await asyncio.sleep(0.05)
    assert found["state"] == "done"
    dashboard = (await beginner.get(f"/api/dashboard/{found['dashboard_id']}")).json()
    card = next(one for one in dashboard["dashcards"] if one["card_id"])
    answer = await beginner.post(f"/api/card/{card['card_id']}/query", json={})
    assert answer.json()["status"] == "completed", answer.text
    assert answer.json()["data"]["rows"]
    names = {one["key"]: one["value"] for one in (await beginner.get("/api/setting")).json()}
    assert names["site-name"] == "Signboard"
    assert (await beginner.get("/api/signboard/published")).json() != []
    await beginner.post(path)  # once is enough
    assert len((await beginner.get("/api/signboard/databases")).json()) == 1


async def test_a_studio_without_sample_data_says_so(admin: Client) -> None:
    assert (await admin.get("/api/signboard/sample")).status_code == 404
