"""Preview tokens, keys, code samples and the first administrator."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from signboard.server.app import create_app
from signboard.server.house import House
from signboard.studio.access.first_user import LINK_SECONDS, issue_link
from signboard.studio.app import create_studio
from signboard.tokens.mint import mint
from tests.studio.conftest import BASE, PASSWORD

pytestmark = pytest.mark.anyio
Client = httpx.AsyncClient


def client_of(app: Any) -> Client:
    return Client(transport=httpx.ASGITransport(app=app), base_url=BASE)


async def preview(admin: Client, orders: dict[str, Any], **body: Any) -> httpx.Response:
    order = {"kind": "question", "id": orders["id"], "params": {"state": ["AK"]},
             "embedding_params": {"state": "locked"}, **body}  # fmt: skip
    return await admin.post("/api/signboard/preview-token", json=order)


async def test_a_preview_token_opens_the_real_page_of_an_unpublished_item(
    house: House, admin: Client, orders: dict[str, Any]
) -> None:
    await admin.put("/api/setting/enable-embedding", json={"value": True})
    made = (await preview(admin, orders)).json()
    assert made["url"] == f"/embed/question/{made['token']}"
    async with client_of(create_app(house)) as viewer:
        page = await viewer.get(made["url"])
        assert page.status_code == 200
        assert "AK" in page.text
        assert ">NY<" not in page.text
        rows = await viewer.get(f"/api/embed/card/{made['token']}/query")
        assert rows.status_code == 400  # a preview is a page, never a data feed


async def test_every_author_may_preview_also_while_embedding_is_off(
    house: House, admin: Client, author: Client, orders: dict[str, Any]
) -> None:
    for somebody in (admin, author):
        made = await preview(somebody, orders)
        assert made.status_code == 200
        async with client_of(create_app(house)) as viewer:
            assert (await viewer.get(made.json()["url"])).status_code == 200
    assert (await preview(admin, orders, id=99)).status_code == 404
    assert (await preview(admin, orders, embedding_params={"state": "open"})).status_code == 400


async def test_regenerating_ends_the_old_key_now_or_after_a_while(
    house: House, admin: Client, orders: dict[str, Any]
) -> None:
    await admin.put("/api/setting/enable-embedding", json={"value": True})
    publish = {"enable_embedding": True, "embedding_params": {"state": "enabled"}}
    await admin.put(f"/api/card/{orders['id']}", json=publish)
    async with client_of(create_app(house)) as viewer:
        for grace, status in ((3600, 202), (0, 400)):
            secret = (await admin.get("/api/setting/embedding-secret-key")).json()
            token = mint(secret.encode(), resource={"question": orders["id"]}, params={})
            assert (await viewer.get(f"/api/embed/card/{token}/query")).status_code == 202
            order = {"grace_seconds": grace}
            keys = await admin.post("/api/signboard/keys/regenerate", json=order)
            assert secret not in keys.text
            assert (await viewer.get(f"/api/embed/card/{token}/query")).status_code == status
    listed = (await admin.get("/api/signboard/keys")).json()
    assert [one["state"] for one in listed] == ["signing", "accepted"]


async def test_code_samples_know_real_names_and_keep_the_secret_until_asked(
    admin: Client, orders: dict[str, Any]
) -> None:
    await admin.put("/api/setting/enable-embedding", json={"value": True})
    secret = (await admin.get("/api/setting/embedding-secret-key")).json()
    path = f"/api/signboard/code-samples/question/{orders['id']}"
    sample = (await admin.get(path)).json()
    assert sample["secret_key"] is None
    assert sample["site_url"] == BASE
    assert [one["slug"] for one in sample["parameters"]] == ["least", "state"]
    assert (await admin.get(f"{path}?reveal=true")).json()["secret_key"] == secret


async def test_the_first_administrator_comes_in_by_a_link_that_works_once(house: House) -> None:
    path = issue_link(house.database, house.runtime.clock())
    assert path is not None
    secret = path.partition("#")[2]
    body = {"secret": secret, "email": "eve@example.com", "password": PASSWORD}
    async with client_of(create_studio(house.runtime, house.database)) as client:
        assert (await client.get("/api/signboard/first-user")).json() == {"is_open": True}
        wrong = await client.post("/api/signboard/first-user", json={**body, "secret": "x"})
        assert wrong.status_code == 403
        short = await client.post("/api/signboard/first-user", json={**body, "password": "short"})
        assert (short.status_code, list(short.json()["errors"])) == (400, ["password"])
        made = await client.post("/api/signboard/first-user", json=body)
        assert made.status_code == 200
        assert (await client.get("/api/user/current")).json()["is_superuser"] is True
        again = await client.post("/api/signboard/first-user", json={**body, "email": "e@x.yz"})
        assert again.status_code == 403
        assert (await client.get("/api/signboard/first-user")).json() == {"is_open": False}
    assert issue_link(house.database, house.runtime.clock()) is None


async def test_the_link_ends_after_half_an_hour(house: House) -> None:
    path = issue_link(house.database, house.runtime.clock() - LINK_SECONDS - 1)
    assert path is not None
    body = {"secret": path.partition("#")[2], "email": "eve@example.com", "password": PASSWORD}
    async with client_of(create_studio(house.runtime, house.database)) as client:
        assert (await client.post("/api/signboard/first-user", json=body)).status_code == 403


async def test_the_whole_house_serves_the_studio_and_its_api(house: House, studio: FastAPI) -> None:
    async with client_of(create_app(house)) as client:
        assert (await client.get("/api/session/properties/")).status_code == 200
        assert (await client.get("/api/user/current")).json() == "Unauthenticated"
        answer = await client.post("/api/session", json={"username": "x", "password": "y"})
        assert answer.status_code == 401
        assert answer.headers["x-frame-options"] == "DENY"
