"""Collections inside each other, the archive, and tables among what the search finds."""

from __future__ import annotations

import httpx
import pytest

pytestmark = pytest.mark.anyio


async def make(client: httpx.AsyncClient, name: str, parent_id: int | None = None) -> int:
    made = await client.post("/api/collection", json={"name": name, "parent_id": parent_id})
    return int(made.json()["id"])


async def test_a_collection_moves_but_never_into_itself(admin: httpx.AsyncClient) -> None:
    outer, other = await make(admin, "Outer"), await make(admin, "Other")
    inner = await make(admin, "Inner", outer)
    for target in (outer, inner, 999):
        refused = await admin.put(f"/api/collection/{outer}", json={"parent_id": target})
        assert refused.status_code == 400
    moved = await admin.put(f"/api/collection/{inner}", json={"parent_id": other})
    assert moved.json()["location"] == f"/{other}/"
    top = await admin.put(f"/api/collection/{inner}", json={"parent_id": None})
    assert top.json()["parent_id"] is None


async def test_the_archive_holds_what_is_archived_anywhere(
    admin: httpx.AsyncClient, shop: int
) -> None:
    folder = await make(admin, "Folder")
    native = {"database": shop, "type": "native", "native": {"query": "select 1"}}
    card = (
        await admin.post(
            "/api/card", json={"name": "One", "dataset_query": native, "collection_id": folder}
        )
    ).json()
    await admin.put(f"/api/card/{card['id']}", json={"archived": True})
    archive = (await admin.get("/api/collection/archive/items")).json()["data"]
    assert [(one["model"], one["name"]) for one in archive] == [("card", "One")]
    assert (await admin.get(f"/api/collection/{folder}/items")).json()["data"] == []


async def test_search_finds_tables_where_they_are_asked_for(
    admin: httpx.AsyncClient, shop: int
) -> None:
    found = (await admin.get("/api/search?q=ORD&models=table")).json()["data"]
    assert [(one["name"].lower(), one["database_id"]) for one in found] == [("orders", shop)]
    assert (await admin.get("/api/search?q=orders")).json()["data"] == []
