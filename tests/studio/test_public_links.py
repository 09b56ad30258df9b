"""Public links: who makes them, what ends them, and what never carries one over."""

from __future__ import annotations

import uuid
from typing import Any

import httpx
import pytest

from signboard.server.house import House
from signboard.storage import tables

pytestmark = pytest.mark.anyio


@pytest.fixture
async def sharing(admin: httpx.AsyncClient) -> None:
    """Public sharing is on."""
    answer = await admin.put("/api/setting/enable-public-sharing", json={"value": True})
    assert answer.status_code == 204


@pytest.fixture
async def board(admin: httpx.AsyncClient) -> int:
    """An empty dashboard."""
    return int((await admin.post("/api/dashboard", json={"name": "Board"})).json()["id"])


@pytest.fixture(params=["card", "dashboard"])
def item(request: pytest.FixtureRequest, orders: dict[str, Any], board: int) -> str:
    """The path of an item of each kind."""
    return f"/api/card/{orders['id']}" if request.param == "card" else f"/api/dashboard/{board}"


@pytest.mark.usefixtures("sharing")
async def test_a_link_stays_until_it_is_removed_and_never_comes_back(
    admin: httpx.AsyncClient, item: str
) -> None:
    first = (await admin.post(f"{item}/public_link")).json()
    assert uuid.UUID(first["uuid"]).version == 4
    assert (await admin.post(f"{item}/public_link")).json() == first
    assert (await admin.get(item)).json()["public_uuid"] == first["uuid"]
    kind = item.split("/")[2]
    listed = (await admin.get(f"/api/{kind}/public")).json()
    assert [one["public_uuid"] for one in listed] == [first["uuid"]]
    assert set(listed[0]) == {"id", "name", "public_uuid"}
    assert (await admin.delete(f"{item}/public_link")).status_code == 204
    assert (await admin.get(item)).json()["public_uuid"] is None
    assert (await admin.get(f"/api/{kind}/public")).json() == []
    assert (await admin.delete(f"{item}/public_link")).status_code == 404
    assert (await admin.post(f"{item}/public_link")).json() != first


async def test_no_link_is_made_or_listed_while_sharing_is_off(
    admin: httpx.AsyncClient, item: str
) -> None:
    answer = await admin.post(f"{item}/public_link")
    assert (answer.status_code, answer.json()) == (400, "Public sharing is not enabled.")
    assert (await admin.get(f"/api/{item.split('/')[2]}/public")).json() == []


@pytest.mark.usefixtures("sharing")
async def test_a_link_can_be_removed_while_sharing_is_off(
    admin: httpx.AsyncClient, item: str
) -> None:
    await admin.post(f"{item}/public_link")
    await admin.put("/api/setting/enable-public-sharing", json={"value": False})
    assert (await admin.delete(f"{item}/public_link")).status_code == 204


@pytest.mark.usefixtures("sharing")
async def test_only_administrators_share(
    author: httpx.AsyncClient, anonymous: httpx.AsyncClient, item: str
) -> None:
    for client, status in ((author, 403), (anonymous, 401)):
        assert (await client.post(f"{item}/public_link")).status_code == status
        assert (await client.delete(f"{item}/public_link")).status_code == status
        assert (await client.get(f"/api/{item.split('/')[2]}/public")).status_code == status


@pytest.mark.usefixtures("sharing")
async def test_a_copy_and_a_body_sent_back_bring_no_link(
    admin: httpx.AsyncClient, item: str
) -> None:
    link = (await admin.post(f"{item}/public_link")).json()["uuid"]
    copy = (await admin.post(f"{item}/copy", json={})).json()
    assert copy["public_uuid"] is None
    whole = {**(await admin.get(item)).json(), "public_uuid": str(uuid.uuid4())}
    await admin.put(item, json=whole)
    assert (await admin.get(item)).json()["public_uuid"] == link


@pytest.mark.usefixtures("sharing")
async def test_an_archived_item_gets_no_link(admin: httpx.AsyncClient, item: str) -> None:
    await admin.put(item, json={"archived": True})
    assert (await admin.post(f"{item}/public_link")).status_code == 404


@pytest.mark.usefixtures("sharing")
async def test_a_link_names_the_locks_that_it_opens_and_leaves_an_audit_line(
    admin: httpx.AsyncClient, house: House, orders: dict[str, Any]
) -> None:
    await admin.put("/api/setting/enable-embedding", json={"value": True})
    path = f"/api/card/{orders['id']}"
    sql = "select id from orders where {{state}} [[and id >= {{least}}]]"
    query = {
        **orders["dataset_query"],
        "native": {**orders["dataset_query"]["native"], "query": sql},
    }
    locked = {"enable_embedding": True, "embedding_params": {"state": "locked", "least": "enabled"}}
    first = (await admin.post(f"{path}/public_link")).json()
    assert first["opened_locks"] == []
    assert lines(house) == []
    changed = await admin.put(path, json={"dataset_query": query, **locked})
    assert changed.status_code == 200, changed.text
    assert lines(house) == [("question-public-link", orders["id"], "sharing.opens-locks")]
    again = (await admin.post(f"{path}/public_link")).json()
    assert again == {"uuid": first["uuid"], "opened_locks": ["state"]}
    assert len(lines(house)) == 2
    await admin.put(path, json={"enable_embedding": False})
    assert (await admin.post(f"{path}/public_link")).json()["opened_locks"] == []
    assert len(lines(house)) == 2


def lines(house: House) -> list[tuple[str, int, str]]:
    """Audit lines about links: kind, item, code."""
    house.runtime.audit.flush()
    with house.database.read() as connection:
        rows = connection.execute(tables.views.select().order_by(tables.views.c.id)).mappings()
        return [
            (row["kind"], row["item_id"], row["error_code"])
            for row in rows
            if row["kind"].endswith("public-link")
        ]
