"""The scope sheet over HTTP: who disobeys, who vouches, and what an edit does to a vouch."""

from __future__ import annotations

import json
import time
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from starlette.routing import Router

from signboard.catalog.keys import ensure_signing_key
from signboard.embed.corridor import EMBED_PAGES, Corridor
from signboard.embed.routes import embed_routes
from signboard.server.house import House
from signboard.storage import tables
from signboard.tokens.mint import mint

pytestmark = pytest.mark.anyio
LOCKED = {"account": "locked"}
OBEYS = "select id from orders where account_id = {{account}} order by id"
LEAKS = "select id from orders where account_id = {{account}} or 1 = 1 order by id"


@pytest.fixture
async def on(admin: httpx.AsyncClient) -> None:
    """Embedding is switched on."""
    answer = await admin.put("/api/setting/enable-embedding", json={"value": True})
    assert answer.status_code < 300


def native(shop: int, sql: str) -> dict[str, Any]:
    tag = {"id": "t", "name": "account", "display-name": "Account", "type": "number"}
    query = {"query": sql, "template-tags": {"account": tag}}
    return {"database": shop, "type": "native", "native": query}


async def make(admin: httpx.AsyncClient, shop: int, sql: str, **words: Any) -> dict[str, Any]:
    body = {"name": "Orders", "dataset_query": native(shop, sql), **words}
    answer = await admin.post("/api/card", json=body)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def sheet_of(client: httpx.AsyncClient, card: int) -> Any:
    path = f"/api/signboard/scope/question/{card}"
    answer = await client.get(path, params={"params": json.dumps(LOCKED)})
    assert answer.status_code == 200, answer.text
    return answer.json()


async def vouch(
    client: httpx.AsyncClient, card: int, kind: str, fingerprint: str
) -> httpx.Response:
    return await client.put(
        f"/api/signboard/scope/question/{card}/vouches/0:{card}",
        params={"params": json.dumps(LOCKED)},
        json={"kind": kind, "fingerprint": fingerprint},
    )


PUBLISH = {"enable_embedding": True, "embedding_params": LOCKED}


@pytest.mark.usefixtures("on")
@pytest.mark.parametrize(
    "steps",
    [
        [PUBLISH],
        [{"enable_embedding": True}, {"embedding_params": LOCKED}],
        [{"embedding_params": LOCKED}, {"enable_embedding": True}],
    ],
)
async def test_publishing_is_refused_in_either_order_and_names_the_card(
    admin: httpx.AsyncClient, shop: int, steps: list[dict[str, Any]]
) -> None:
    card = await make(admin, shop, LEAKS)
    *before, last = steps
    for step in before:
        assert (await admin.put(f"/api/card/{card['id']}", json=step)).status_code == 200
    refused = await admin.put(f"/api/card/{card['id']}", json=last)
    assert refused.status_code == 400
    assert "“Orders” (account)" in refused.json()
    now = (await admin.get(f"/api/card/{card['id']}")).json()
    assert not (now["enable_embedding"] and now["embedding_params"])


@pytest.mark.usefixtures("on")
async def test_creating_a_published_card_is_judged_too(admin: httpx.AsyncClient, shop: int) -> None:
    body = {"name": "Orders", "dataset_query": native(shop, LEAKS), "display": "table", **PUBLISH}
    refused = await admin.post("/api/card", json=body)
    assert refused.status_code == 400
    assert (await admin.get("/api/card")).json() == []
    body["dataset_query"] = native(shop, OBEYS)
    assert (await admin.post("/api/card", json=body)).status_code == 200


@pytest.mark.usefixtures("on")
@pytest.mark.parametrize("kind", ["same-for-everyone", "checked-by-hand"])
async def test_a_named_person_may_vouch_and_the_card_is_published(
    admin: httpx.AsyncClient, shop: int, kind: str
) -> None:
    card = await make(admin, shop, LEAKS)
    (found,) = (await sheet_of(admin, card["id"]))["cards"]
    assert (found["title"], found["slugs"], found["vouch"]) == ("Orders", ["account"], None)
    given = await vouch(admin, card["id"], kind, found["fingerprint"])
    assert given.status_code == 200
    (after,) = given.json()["cards"]
    said = {key: after["vouch"][key] for key in ("kind", "name", "is_valid")}
    assert said == {"kind": kind, "name": "ann@example.com", "is_valid": True}
    assert (await admin.put(f"/api/card/{card['id']}", json=PUBLISH)).status_code == 200


async def test_a_vouch_for_older_queries_is_refused_and_an_older_one_ends(
    admin: httpx.AsyncClient, shop: int
) -> None:
    card = await make(admin, shop, LEAKS)
    (found,) = (await sheet_of(admin, card["id"]))["cards"]
    changed = {"dataset_query": native(shop, LEAKS.replace("1 = 1", "2 = 2"))}
    await vouch(admin, card["id"], "checked-by-hand", found["fingerprint"])
    await admin.put(f"/api/card/{card['id']}", json=changed)
    stale = await vouch(admin, card["id"], "checked-by-hand", found["fingerprint"])
    assert stale.status_code == 409
    (after,) = (await sheet_of(admin, card["id"]))["cards"]
    assert after["vouch"]["is_valid"] is False
    assert after["fingerprint"] != found["fingerprint"]


async def test_only_administrators_vouch_and_every_author_may_look(
    admin: httpx.AsyncClient, author: httpx.AsyncClient, shop: int
) -> None:
    card = await make(admin, shop, LEAKS)
    (found,) = (await sheet_of(author, card["id"]))["cards"]
    refused = await vouch(author, card["id"], "same-for-everyone", found["fingerprint"])
    assert refused.status_code == 403
    path = f"/api/signboard/scope/question/{card['id']}/vouches/0:{card['id']}"
    assert (await author.delete(path)).status_code == 403


async def test_what_obeys_or_is_not_there_has_no_vouch(admin: httpx.AsyncClient, shop: int) -> None:
    card = await make(admin, shop, OBEYS)
    sheet = await sheet_of(admin, card["id"])
    assert (sheet["is_enforced"], sheet["cards"]) == (True, [])
    assert (await vouch(admin, card["id"], "same-for-everyone", "x")).status_code == 404
    for path in ("question/99", "question/x", "collection/1", "dashboard/1"):
        assert (await admin.get(f"/api/signboard/scope/{path}")).status_code == 404
    odd = await admin.get(f"/api/signboard/scope/question/{card['id']}", params={"params": "{"})
    assert odd.status_code == 400


@pytest.mark.usefixtures("on")
async def test_a_lax_check_publishes_and_leaves_an_audit_line(
    admin: httpx.AsyncClient, shop: int, house: House
) -> None:
    lax = await admin.put("/api/setting/embedding-scope-check", json={"value": "warn"})
    assert lax.status_code < 300
    card = await make(admin, shop, LEAKS)
    assert (await admin.put(f"/api/card/{card['id']}", json=PUBLISH)).status_code == 200
    house.runtime.audit.flush()
    with house.database.read() as connection:
        lines = connection.execute(tables.views.select()).mappings().all()
    assert [(one["kind"], one["item_id"], one["error_code"]) for one in lines] == [
        ("question", card["id"], "catalog.locks-disobeyed")
    ]


@pytest.mark.usefixtures("on")
async def test_taking_a_vouch_back_stops_the_card_at_once(
    admin: httpx.AsyncClient, shop: int, house: House, studio: FastAPI
) -> None:
    card = await make(admin, shop, LEAKS)
    (found,) = (await sheet_of(admin, card["id"]))["cards"]
    await vouch(admin, card["id"], "same-for-everyone", found["fingerprint"])
    await admin.put(f"/api/card/{card['id']}", json=PUBLISH)
    ensure_signing_key(house.runtime.catalog)
    key = house.runtime.catalog.current().keys.signing
    assert key is not None
    token = mint(
        key.secret,
        resource={"question": card["id"]},
        params={"account": 1},
        exp=time.time() + 60,
    )
    transport = httpx.ASGITransport(Router(embed_routes(Corridor(house.runtime), EMBED_PAGES)))
    async with httpx.AsyncClient(transport=transport, base_url="http://embed.test") as viewer:
        path = f"/api/embed/card/{token}/query"
        assert (await viewer.get(path)).json()["status"] == "completed"
        await admin.delete(f"/api/signboard/scope/question/{card['id']}/vouches/0:{card['id']}")
        assert (await viewer.get(path)).json() == {
            "status": "failed",
            "error": "An error occurred while running the query.",
            "error_type": None,
        }


async def test_the_sheet_names_what_each_lock_filters_and_through_what(
    admin: httpx.AsyncClient, shop: int
) -> None:
    card = await make(admin, shop, OBEYS)
    sheet = await sheet_of(admin, card["id"])
    assert sheet["cards"] == []
    (found,) = sheet["bindings"]
    assert found == {
        "key": f"0:{card['id']}",
        "card_id": card["id"],
        "title": "Orders",
        "slug": "account",
        "by": ["{{account}}"],
    }
    leaking = await sheet_of(admin, (await make(admin, shop, LEAKS))["id"])
    assert ([one["slugs"] for one in leaking["cards"]], leaking["bindings"]) == ([["account"]], [])


async def test_a_lock_on_a_column_is_named_by_the_column(
    admin: httpx.AsyncClient, shop: int
) -> None:
    fields = (await admin.get(f"/api/database/{shop}/fields")).json()
    account = next(one for one in fields if one["name"] == "account_id")
    query = native(shop, "select id from orders where {{account}}")
    tag = query["native"]["template-tags"]["account"]
    tag |= {"type": "dimension", "dimension": ["field", account["id"], None], "widget-type": "id"}
    body = {"name": "Orders", "dataset_query": query}
    card = (await admin.post("/api/card", json=body)).json()
    sheet = await sheet_of(admin, card["id"])
    assert [one["by"] for one in sheet["bindings"]] == [[account["display_name"]]]


@pytest.mark.usefixtures("on")
async def test_an_author_is_told_before_saving_who_would_not_see_the_card_any_more(
    admin: httpx.AsyncClient, author: httpx.AsyncClient, reader: httpx.AsyncClient, shop: int
) -> None:
    card = await make(admin, shop, OBEYS)
    path = f"/api/signboard/scope/question/{card['id']}/losses"
    leaking = {"dataset_query": native(shop, LEAKS)}
    assert (await author.post(path, json=leaking)).json() == {"items": []}
    assert (await admin.put(f"/api/card/{card['id']}", json=PUBLISH)).status_code == 200
    (lost,) = (await author.post(path, json=leaking)).json()["items"]
    assert lost == {"kind": "question", "id": card["id"], "name": "Orders", "titles": ["Orders"]}
    same = {"dataset_query": native(shop, OBEYS + " limit 5")}
    assert (await author.post(path, json=same)).json() == {"items": []}
    assert (await reader.post(path, json=leaking)).status_code == 403

    await admin.put(f"/api/card/{card['id']}", json=leaking)  # it is lost already
    assert (await author.post(path, json=leaking)).json() == {"items": []}
    missing = await author.post("/api/signboard/scope/question/999/losses", json=leaking)
    assert missing.status_code == 404
