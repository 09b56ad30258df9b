"""Versions: recorded with every change, shown with who and what, restored through the same door."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.studio.conftest import ADMIN, AUTHOR

pytestmark = pytest.mark.anyio


async def versions(client: httpx.AsyncClient, entity: str, item: int) -> list[dict[str, Any]]:
    answer = await client.get("/api/revision", params={"entity": entity, "id": item})
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()
    return found


async def dashboard_with(client: httpx.AsyncClient, card: int) -> dict[str, Any]:
    made = (await client.post("/api/dashboard", json={"name": "Shop"})).json()
    body = {
        "tabs": [{"id": -1, "name": "One"}, {"id": -2, "name": "Two"}],
        "dashcards": [
            {"id": -1, "card_id": card, "dashboard_tab_id": -1, "row": 0, "col": 0, "size_x": 8, "size_y": 4},
            {"id": -2, "card_id": card, "dashboard_tab_id": -2, "row": 0, "col": 8, "size_x": 8, "size_y": 4},
        ],
    }  # fmt: skip
    answer = await client.put(f"/api/dashboard/{made['id']}", json=body)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def test_a_version_says_who_changed_what_and_when(
    admin: httpx.AsyncClient, author: httpx.AsyncClient, orders: dict[str, Any]
) -> None:
    await author.put(f"/api/card/{orders['id']}", json={"name": "All orders", "display": "bar"})
    newest, first = await versions(author, "card", orders["id"])
    assert (first["user"]["email"], first["is_creation"]) == (ADMIN, True)
    assert (newest["user"]["email"], newest["number"]) == (AUTHOR, 2)
    assert sorted(newest["changed"]) == ["display", "name"]
    assert newest["diff"]["before"] == {"name": "Orders", "display": "table"}
    assert newest["diff"]["after"] == {"name": "All orders", "display": "bar"}
    assert newest["timestamp"] >= first["timestamp"]


async def test_saving_the_same_again_is_no_version(
    admin: httpx.AsyncClient, orders: dict[str, Any]
) -> None:
    """Programs send whole bodies back; the first time that writes down what was derived."""
    path = f"/api/card/{orders['id']}"
    written = (await admin.put(path, json=orders)).json()
    newest = (await versions(admin, "card", orders["id"]))[0]
    assert newest["changed"] == ["parameters", "parameter_mappings"]
    again = (await admin.put(path, json=written)).json()
    assert again["version"] == written["version"] == 2


async def test_publishing_is_no_version(admin: httpx.AsyncClient, orders: dict[str, Any]) -> None:
    await admin.put("/api/setting/enable-embedding", json={"value": True})
    policy = {"least": "enabled", "state": "disabled"}
    body = {"enable_embedding": True, "embedding_params": policy}
    published = (await admin.put(f"/api/card/{orders['id']}", json=body)).json()
    assert published["enable_embedding"] is True
    assert published["version"] == 1


async def test_a_question_goes_back_to_what_it_was(
    admin: httpx.AsyncClient, orders: dict[str, Any]
) -> None:
    path = f"/api/card/{orders['id']}"
    changed = {**orders["dataset_query"], "native": {"query": "select 1 as one"}}
    await admin.put(path, json={"dataset_query": changed, "description": "Broken"})
    (_, first) = await versions(admin, "card", orders["id"])
    body = {"entity": "card", "id": orders["id"], "revision_id": first["id"]}
    restored = (await admin.post("/api/revision/revert", json=body)).json()
    assert restored["dataset_query"] == orders["dataset_query"]
    assert restored["description"] is None
    newest = (await versions(admin, "card", orders["id"]))[0]
    assert (newest["number"], newest["restored_from"], newest["is_reversion"]) == (3, 1, True)


async def test_a_dashboard_gets_its_cards_and_tabs_back(
    admin: httpx.AsyncClient, orders: dict[str, Any]
) -> None:
    before = await dashboard_with(admin, orders["id"])
    path = f"/api/dashboard/{before['id']}"
    await admin.put(path, json={"tabs": [], "dashcards": []})
    revision = (await versions(admin, "dashboard", before["id"]))[1]
    body = {"entity": "dashboard", "id": before["id"], "revision_id": revision["id"]}
    answer = await admin.post("/api/revision/revert", json=body)
    assert answer.status_code == 200, answer.text
    after = answer.json()
    assert [tab["name"] for tab in after["tabs"]] == ["One", "Two"]
    tab_of = {tab["id"]: tab["name"] for tab in after["tabs"]}
    places = [(tab_of[card["dashboard_tab_id"]], card["col"]) for card in after["dashcards"]]
    assert places == [("One", 0), ("Two", 8)]


async def test_a_card_of_a_deleted_question_refuses_the_way_back(
    admin: httpx.AsyncClient, orders: dict[str, Any]
) -> None:
    before = await dashboard_with(admin, orders["id"])
    await admin.put(f"/api/dashboard/{before['id']}", json={"name": "Now empty", "dashcards": []})
    await admin.delete(f"/api/card/{orders['id']}")
    revision = (await versions(admin, "dashboard", before["id"]))[1]
    body = {"entity": "dashboard", "id": before["id"], "revision_id": revision["id"]}
    answer = await admin.post("/api/revision/revert", json=body)
    assert answer.status_code == 400
    assert answer.json() == f"Question {orders['id']} does not exist."
    assert (await admin.get(f"/api/dashboard/{before['id']}")).json()["name"] == "Now empty"


@pytest.mark.parametrize("entity", ["card", "dashboard"])
async def test_a_change_begun_on_an_older_version_is_refused(
    entity: str, admin: httpx.AsyncClient, author: httpx.AsyncClient, orders: dict[str, Any]
) -> None:
    item = orders if entity == "card" else await dashboard_with(admin, orders["id"])
    path, base = f"/api/{entity}/{item['id']}", item["version"]
    mine = await author.put(path, json={"name": "Mine", "base_version": base})
    assert (mine.status_code, mine.json()["version"]) == (200, base + 1)
    theirs = await admin.put(path, json={"name": "Theirs", "base_version": base})
    assert theirs.status_code == 409
    assert theirs.json().startswith("Somebody else saved this in the meantime.")
    assert (await admin.get(path)).json()["name"] == "Mine"
    without = await admin.put(path, json={"name": "A program's"})
    assert without.status_code == 200


async def test_restoring_never_publishes(admin: httpx.AsyncClient, orders: dict[str, Any]) -> None:
    await admin.put("/api/setting/enable-embedding", json={"value": True})
    path = f"/api/card/{orders['id']}"
    await admin.put(path, json={"enable_embedding": True, "embedding_params": {"state": "enabled"}})
    await admin.put(path, json={"name": "Other"})
    await admin.put(path, json={"enable_embedding": False})
    first = (await versions(admin, "card", orders["id"]))[-1]
    body = {"entity": "card", "id": orders["id"], "revision_id": first["id"]}
    restored = (await admin.post("/api/revision/revert", json=body)).json()
    assert (restored["name"], restored["enable_embedding"]) == ("Orders", False)


async def test_another_items_version_is_not_there(
    admin: httpx.AsyncClient, orders: dict[str, Any]
) -> None:
    other = await dashboard_with(admin, orders["id"])
    (first,) = await versions(admin, "card", orders["id"])
    body = {"entity": "dashboard", "id": other["id"], "revision_id": first["id"]}
    assert (await admin.post("/api/revision/revert", json=body)).status_code == 404
    gone = await admin.get("/api/revision", params={"entity": "card", "id": 999})
    assert gone.status_code == 404


async def test_a_reader_sees_versions_and_restores_none(
    reader: httpx.AsyncClient, orders: dict[str, Any]
) -> None:
    (first,) = await versions(reader, "card", orders["id"])
    body = {"entity": "card", "id": orders["id"], "revision_id": first["id"]}
    assert (await reader.post("/api/revision/revert", json=body)).status_code == 403


async def test_everybody_keeps_their_own_items_at_hand(
    admin: httpx.AsyncClient, reader: httpx.AsyncClient, orders: dict[str, Any]
) -> None:
    board = await dashboard_with(admin, orders["id"])
    card = f"/api/signboard/kept/card/{orders['id']}"
    assert (await reader.put(f"{card}/opened")).status_code == 204
    await reader.put(f"/api/signboard/kept/dashboard/{board['id']}/opened")
    await reader.put(f"{card}/favourite")
    listed = (await reader.get("/api/signboard/kept")).json()
    assert [(one["model"], one["favourite_at"] is not None) for one in listed] == [
        ("dashboard", False),
        ("card", True),
    ]
    assert (await admin.get("/api/signboard/kept")).json() == []
    await reader.delete(f"{card}/favourite")
    await admin.put(f"/api/dashboard/{board['id']}", json={"archived": True})
    (only,) = (await reader.get("/api/signboard/kept")).json()
    assert (only["name"], only["favourite_at"]) == ("Orders", None)
    assert (await reader.put("/api/signboard/kept/card/999/favourite")).status_code == 404
