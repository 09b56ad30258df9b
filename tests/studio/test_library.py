"""Collections inside each other, the archive and who misses what is in it, and what search finds."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from signboard.catalog.closure import ItemMissing, locate_item
from signboard.catalog.models import ResourceKind

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


async def _card(
    client: httpx.AsyncClient, shop: int, name: str, sql: str = "select 1 as n", **words: Any
) -> int:
    native: dict[str, Any] = {"query": sql, "template-tags": words.pop("tags", {})}
    query = {"database": shop, "type": "native", "native": native}
    made = await client.post("/api/card", json={"name": name, "dataset_query": query, **words})
    assert made.status_code == 200, made.text
    return int(made.json()["id"])


async def _board(client: httpx.AsyncClient, name: str, *cards: int, **words: Any) -> int:
    board = int((await client.post("/api/dashboard", json={"name": name})).json()["id"])
    placed = [{"id": -one, "card_id": one, "row": one} for one in cards]
    changed = await client.put(f"/api/dashboard/{board}", json={"dashcards": placed, **words})
    assert changed.status_code == 200, changed.text
    return board


async def _names(client: httpx.AsyncClient, path: str) -> list[str]:
    return [one["name"] for one in (await client.get(path)).json()["data"]]


async def test_a_collection_is_archived_with_what_is_in_it_and_restored_with_just_that(
    admin: httpx.AsyncClient, shop: int
) -> None:
    outer = await make(admin, "Outer")
    inner = await make(admin, "Inner", outer)
    await _card(admin, shop, "Upper", collection_id=outer)
    lower = await _card(admin, shop, "Lower", collection_id=inner)
    before = await _card(admin, shop, "Put away before", collection_id=inner)
    board = await _board(admin, "Board", collection_id=inner)
    await admin.put(f"/api/card/{before}", json={"archived": True})

    gone = await admin.put(f"/api/collection/{outer}", json={"archived": True})
    assert gone.json()["archived"] is True
    assert [one["name"] for one in (await admin.get("/api/card")).json()] == []
    assert (await admin.get("/api/dashboard")).json() == []
    assert (await admin.get(f"/api/card/{lower}")).json()["archived"] is True
    assert (await admin.get(f"/api/dashboard/{board}")).json()["archived"] is True
    assert (await admin.get("/api/collection/tree")).json() == []
    assert await _names(admin, "/api/search?q=er") == []
    assert await _names(admin, "/api/collection/archive/items") == ["Outer"]
    assert await _names(admin, f"/api/collection/{outer}/items?archived=true") == ["Upper", "Inner"]

    await admin.put(f"/api/collection/{outer}", json={"archived": False})
    assert await _names(admin, f"/api/collection/{inner}/items") == ["Lower", "Board"]
    assert await _names(admin, "/api/collection/archive/items") == ["Put away before"]


async def test_what_is_restored_out_of_an_archived_collection_comes_beside_it(
    admin: httpx.AsyncClient, shop: int
) -> None:
    outer = await make(admin, "Outer")
    inner = await make(admin, "Inner", outer)
    deep = await make(admin, "Deep", inner)
    card = await _card(admin, shop, "One", collection_id=inner)
    await admin.put(f"/api/collection/{inner}", json={"archived": True})

    whole = (await admin.get(f"/api/card/{card}")).json()
    again = (await admin.put(f"/api/card/{card}", json=whole)).json()
    assert (again["archived"], again["collection_id"]) == (True, inner)
    back = (await admin.put(f"/api/card/{card}", json={"archived": False})).json()
    assert (back["archived"], back["collection_id"]) == (False, outer)
    folder = (await admin.put(f"/api/collection/{deep}", json={"archived": False})).json()
    assert (folder["archived"], folder["parent_id"]) == (False, outer)
    assert await _names(admin, f"/api/collection/{inner}/items?archived=true") == []


async def test_nothing_is_put_into_an_archived_collection(
    admin: httpx.AsyncClient, shop: int
) -> None:
    folder = await make(admin, "Folder")
    await admin.put(f"/api/collection/{folder}", json={"archived": True})
    card = await _card(admin, shop, "One")
    for refused in (
        await admin.put(f"/api/card/{card}", json={"collection_id": folder}),
        await admin.post("/api/dashboard", json={"name": "D", "collection_id": folder}),
        await admin.post("/api/collection", json={"name": "C", "parent_id": folder}),
    ):
        assert refused.status_code == 400
        assert "is in the archive" in refused.text


async def test_an_embed_ends_and_comes_back_with_its_collection(
    admin: httpx.AsyncClient, studio: FastAPI, shop: int
) -> None:
    await admin.put("/api/setting/enable-embedding", json={"value": True})
    folder = await make(admin, "Folder")
    card = await _card(admin, shop, "One", collection_id=folder, enable_embedding=True)
    catalog = studio.state.studio.store
    locate_item(catalog.current(), ResourceKind.QUESTION, card)
    await admin.put(f"/api/collection/{folder}", json={"archived": True})
    with pytest.raises(ItemMissing):
        locate_item(catalog.current(), ResourceKind.QUESTION, card)
    await admin.put(f"/api/collection/{folder}", json={"archived": False})
    locate_item(catalog.current(), ResourceKind.QUESTION, card)


async def test_who_needs_a_question_is_named_with_how_and_who_sees_it(
    admin: httpx.AsyncClient, shop: int
) -> None:
    for setting in ("enable-embedding", "enable-public-sharing"):
        await admin.put(f"/api/setting/{setting}", json={"value": True})
    base = await _card(admin, shop, "Base", enable_embedding=True)
    tag = {f"#{base}": {"type": "card", "card-id": base, "id": "t", "name": f"#{base}"}}
    on_base = await _card(admin, shop, "On base", f"select * from {{{{#{base}}}}}", tags=tag)
    source = {"values_source_type": "card", "values_source_config": {
        "card_id": base, "value_field": ["field", "n", None]}}  # fmt: skip
    listed = {"id": "p", "slug": "p", "name": "P", "type": "string/=", **source}
    shows = await _board(admin, "Shows", base, on_base, enable_embedding=True)
    await _board(admin, "Lists", parameters=[listed])
    put_away = await _board(admin, "Put away", base)
    await admin.put(f"/api/dashboard/{put_away}", json={"archived": True})
    await admin.post(f"/api/dashboard/{shows}/public_link")

    found = (await admin.get(f"/api/signboard/uses/card/{base}")).json()
    assert [(one["name"], one["ways"], one["is_embedded"]) for one in found["uses"]] == [
        ("Base", ["itself"], True),
        ("Lists", ["values"], False),
        ("Shows", ["card", "reference"], True),
        ("On base", ["reference"], False),
    ]
    assert [one["name"] for one in found["uses"] if one["is_shared"]] == ["Shows"]
    assert found["cards"] == 0
    alone = (await admin.get(f"/api/signboard/uses/card/{on_base}")).json()["uses"]
    assert [(one["name"], one["ways"]) for one in alone] == [("Shows", ["card"])]
    assert (await admin.get("/api/signboard/uses/card/999")).status_code == 404


async def test_who_needs_a_collection_is_who_stays_outside_it(
    admin: httpx.AsyncClient, shop: int
) -> None:
    await admin.put("/api/setting/enable-embedding", json={"value": True})
    outer = await make(admin, "Outer")
    inner = await make(admin, "Inner", outer)
    card = await _card(admin, shop, "One", collection_id=inner)
    await _card(admin, shop, "Quiet", collection_id=inner)
    await _board(admin, "Within", card, collection_id=outer, enable_embedding=True)
    await _board(admin, "Outside", card)

    found = (await admin.get(f"/api/signboard/uses/collection/{outer}")).json()
    assert [(one["name"], one["ways"]) for one in found["uses"]] == [
        ("Within", ["itself"]),
        ("Outside", ["card"]),
    ]
    counts = (found["cards"], found["dashboards"], found["collections"])
    assert counts == (2, 1, 1)
    assert (await admin.get("/api/signboard/uses/collection/999")).status_code == 404
