"""Users, invitations, resets, sessions and API keys, as an administrator and as oneself."""

from __future__ import annotations

from typing import Any

import anyio
import httpx
import pytest
import sqlalchemy as sa
from fastapi import FastAPI

from signboard.server.house import House
from signboard.storage.tables import account_links, api_keys, sessions
from tests.studio.conftest import ADMIN, AUTHOR, PASSWORD, READER, signed_in

pytestmark = pytest.mark.anyio
Client = httpx.AsyncClient
NEW = "another good password"


async def find(admin: Client, email: str) -> dict[str, Any]:
    answer = await admin.get("/api/user?status=all")
    found: dict[str, Any] = next(one for one in answer.json()["data"] if one["email"] == email)
    return found


async def invite(admin: Client, email: str = "dora@example.com", role: str = "author") -> str:
    made = await admin.post("/api/user", json={"email": email, "role": role})
    assert made.status_code == 200, made.text
    assert made.json()["has_password"] is False
    link = await admin.post(f"/api/signboard/people/{made.json()['id']}/link")
    assert link.json()["kind"] == "invitation"
    return str(link.json()["url"]).partition("#")[2]


async def test_a_link_leads_to_the_studio_and_not_to_the_embed_host(admin: Client) -> None:
    user = await find(admin, ADMIN)
    path = f"/api/signboard/people/{user['id']}/link"
    for name, value in (("site-url", "https://charts.example.com"),
                        ("studio-url", "https://bi.example.com/studio")):  # fmt: skip
        await admin.put(f"/api/setting/{name}", json={"value": value})
        url = (await admin.post(path)).json()["url"]
        assert url.startswith(f"{value}/"), url
        checked = (await admin.get("/api/signboard/openid/check")).json()
        assert checked["redirect_uri"] == f"{value}/api/signboard/openid/callback"


async def sign_in(client: Client, email: str, password: str) -> int:
    body = {"username": email, "password": password}
    return (await client.post("/api/session", json=body)).status_code


async def test_an_invitation_gives_a_password_once(admin: Client, anonymous: Client) -> None:
    secret = await invite(admin)
    told = (await anonymous.post("/api/signboard/account-link", json={"secret": secret})).json()
    assert (told["kind"], told["email"]) == ("invitation", "dora@example.com")
    use = {"secret": secret, "password": NEW, "first_name": "Dora"}
    short = await anonymous.post(
        "/api/signboard/account-link/redeem", json={**use, "password": "short"}
    )
    assert short.status_code == 400
    done = await anonymous.post("/api/signboard/account-link/redeem", json=use)
    assert done.status_code == 200
    assert "metabase.SESSION" in done.headers["set-cookie"]
    again = await anonymous.post("/api/signboard/account-link/redeem", json=use)
    assert again.status_code == 403
    assert (await find(admin, "dora@example.com"))["first_name"] == "Dora"
    anonymous.cookies.clear()
    assert await sign_in(anonymous, "dora@example.com", NEW) == 200


async def test_who_was_invited_cannot_sign_in_without_the_link(
    admin: Client, anonymous: Client
) -> None:
    await invite(admin)
    for password in ("", "None", NEW):
        assert await sign_in(anonymous, "dora@example.com", password) == 401


async def test_links_end_by_time_by_another_link_and_with_the_account(
    house: House, studio: FastAPI, admin: Client, anonymous: Client
) -> None:
    async def status(secret: str) -> int:
        body = {"secret": secret}
        return (await anonymous.post("/api/signboard/account-link", json=body)).status_code

    first = await invite(admin)
    user = await find(admin, "dora@example.com")
    link = await admin.post(f"/api/signboard/people/{user['id']}/link")
    second = link.json()["url"].partition("#")[2]
    assert (await status(first), await status(second)) == (403, 200)
    await admin.delete(f"/api/user/{user['id']}")
    assert await status(second) == 403
    await admin.put(f"/api/user/{user['id']}/reactivate")
    third = (await admin.post(f"/api/signboard/people/{user['id']}/link")).json()["url"]
    secret = third.partition("#")[2]
    assert await status(secret) == 200
    with house.database.begin(touch=False) as connection:
        kept = connection.execute(sa.select(account_links.c.token_hash)).scalars().all()
        assert secret not in kept
        connection.execute(sa.update(account_links).values(expires_at=1.0))
    assert await status(secret) == 403


async def test_a_reset_ends_every_session_of_the_account(
    admin: Client, author: Client, anonymous: Client
) -> None:
    user = await find(admin, AUTHOR)
    link = (await admin.post(f"/api/signboard/people/{user['id']}/link")).json()
    assert link["kind"] == "reset"
    assert await sign_in(anonymous, AUTHOR, PASSWORD) == 200  # the old one counts until then
    anonymous.cookies.clear()
    secret = link["url"].partition("#")[2]
    body = {"secret": secret, "password": NEW}
    await anonymous.post("/api/signboard/account-link/redeem", json=body)
    anonymous.cookies.clear()
    assert (await author.get("/api/user/current")).status_code == 401
    assert await sign_in(anonymous, AUTHOR, PASSWORD) == 401
    assert await sign_in(anonymous, AUTHOR, NEW) == 200


async def test_guesses_of_links_are_counted_for_the_address_alone(anonymous: Client) -> None:
    statuses = [
        (
            await anonymous.post("/api/signboard/account-link", json={"secret": f"x{one}"})
        ).status_code
        for one in range(12)
    ]
    assert statuses == [403] * 10 + [429] * 2


async def test_deactivating_signs_out_and_closes_the_account(
    admin: Client, author: Client, anonymous: Client
) -> None:
    user = await find(admin, AUTHOR)
    assert (await admin.delete(f"/api/user/{user['id']}")).json() == {"success": True}
    assert (await author.get("/api/user/current")).status_code == 401
    assert await sign_in(anonymous, AUTHOR, PASSWORD) == 401
    assert AUTHOR not in [one["email"] for one in (await admin.get("/api/user")).json()["data"]]
    gone = (await admin.get("/api/user?status=deactivated")).json()["data"]
    assert [one["email"] for one in gone] == [AUTHOR]
    await admin.put(f"/api/user/{user['id']}/reactivate")
    assert await sign_in(anonymous, AUTHOR, PASSWORD) == 200


@pytest.mark.parametrize(
    "change", [{"role": "author"}, {"role": "reader"}, {"is_superuser": False}, None]
)
async def test_the_last_administrator_stays(admin: Client, change: dict[str, Any] | None) -> None:
    me = await find(admin, ADMIN)
    path = f"/api/user/{me['id']}"
    await invite(admin, "eve@example.com", "admin")  # cannot sign in yet, so does not count
    refused = await (admin.delete(path) if change is None else admin.put(path, json=change))
    assert refused.status_code == 400
    assert "last administrator" in refused.json()
    other = await find(admin, AUTHOR)
    await admin.put(f"/api/user/{other['id']}", json={"role": "admin"})
    accepted = await (admin.delete(path) if change is None else admin.put(path, json=change))
    assert accepted.status_code == 200


async def test_a_new_role_counts_at_once(admin: Client, author: Client, shop: int) -> None:
    query = {"database": shop, "type": "native", "native": {"query": "select 1"}}
    assert (await author.post("/api/dataset", json=query)).status_code == 202
    user = await find(admin, AUTHOR)
    changed = await admin.put(f"/api/user/{user['id']}", json={"role": "reader"})
    assert (changed.json()["role"], changed.json()["group_ids"]) == ("reader", [1, 3])
    assert (await author.post("/api/dataset", json=query)).status_code == 403
    assert (await author.get("/api/user/current")).json()["role"] == "reader"


async def test_people_are_found_by_part_of_name_or_address(admin: Client) -> None:
    await admin.put(f"/api/user/{(await find(admin, READER))['id']}", json={"last_name": "Patra"})
    for query in ("patr", "CLEO@"):
        found = (await admin.get("/api/user", params={"query": query})).json()["data"]
        assert [one["email"] for one in found] == [READER]


async def test_one_changes_ones_own_name_and_password(
    author: Client, anonymous: Client, studio: FastAPI
) -> None:
    changed = await author.put(
        "/api/signboard/account", json={"first_name": "Bob", "role": "admin"}
    )
    assert (changed.json()["common_name"], changed.json()["role"]) == ("Bob", "author")
    path = "/api/signboard/account/password"
    wrong = await author.put(path, json={"old_password": "x", "password": NEW})
    assert wrong.json() == {"errors": {"old_password": "This is not your password."}}
    async with signed_in(studio, AUTHOR) as elsewhere:
        good = await author.put(path, json={"old_password": PASSWORD, "password": NEW})
        assert good.status_code == 204
        assert (await elsewhere.get("/api/user/current")).status_code == 401
    assert (await author.get("/api/user/current")).status_code == 200
    assert await sign_in(anonymous, AUTHOR, NEW) == 200


async def test_the_old_password_cannot_be_guessed_through_the_change(author: Client) -> None:
    path, body = "/api/signboard/account/password", {"old_password": "x", "password": NEW}
    for _ in range(10):
        assert (await author.put(path, json=body)).status_code == 400
    assert (await author.put(path, json={**body, "old_password": PASSWORD})).status_code == 429


async def test_many_guesses_at_once_are_no_more_than_one_after_another(
    studio: FastAPI, anonymous: Client
) -> None:
    passwords = studio.state.studio.passwords
    statuses: list[int] = []

    async def guess(password: str) -> None:
        statuses.append(await sign_in(anonymous, AUTHOR, password))

    async with anyio.create_task_group() as group:
        for number in range(30):
            group.start_soon(guess, f"wrong {number}")
        while passwords._limiter is None or passwords._limiter.statistics().tasks_waiting < 15:
            await anyio.sleep(0.001)
        group.start_soon(guess, PASSWORD)  # behind fifteen that all passed the first look
    assert 200 not in statuses


async def test_sessions_are_listed_with_device_and_address_and_ended(
    studio: FastAPI, author: Client, anonymous: Client, house: House
) -> None:
    anonymous.headers["user-agent"] = "Firefox on a boat"
    await sign_in(anonymous, AUTHOR, PASSWORD)
    listed = (await author.get("/api/signboard/account/sessions")).json()
    assert sorted(one["is_this"] for one in listed) == [False, True]
    other = next(one for one in listed if not one["is_this"])
    assert (other["device"], other["address"]) == ("Firefox on a boat", "127.0.0.1")
    with house.database.read() as connection:
        hashes = connection.execute(sa.select(sessions.c.id_hash)).scalars().all()
    assert other["id"] not in hashes  # only its beginning
    path = f"/api/signboard/account/sessions/{other['id']}"
    assert (await author.delete(path)).status_code == 204
    assert (await author.delete(path)).status_code == 404
    assert (await anonymous.get("/api/user/current")).status_code == 401


async def test_nobody_ends_somebody_elses_session_but_an_administrator(
    author: Client, admin: Client, reader: Client
) -> None:
    listed = (await admin.get("/api/signboard/sessions")).json()
    theirs = next(one for one in listed if one["email"] == READER)
    for odd in (theirs["id"], "", "%", theirs["id"][:3]):
        answer = await author.delete(f"/api/signboard/account/sessions/{odd}")
        assert answer.status_code == 404 or odd == ""
        assert (await reader.get("/api/user/current")).status_code == 200
    assert (await admin.delete(f"/api/signboard/sessions/{theirs['id']}")).status_code == 204
    assert (await reader.get("/api/user/current")).status_code == 401


async def test_a_key_says_when_it_was_last_used_and_is_kept_as_a_hash(
    admin: Client, anonymous: Client, house: House
) -> None:
    made = (await admin.post("/api/api-key", json={"name": "CI", "group_id": 1})).json()
    listed = (await admin.get("/api/api-key")).json()
    assert (listed[0]["last_used_at"], listed[0]["role"]) == (None, "author")
    assert listed[0]["created_by"] == ADMIN
    secret = made["unmasked_key"]
    for spelling in ("X-API-Key", "x-api-key"):
        answer = await anonymous.get("/api/user/current", headers={spelling: secret})
        assert answer.json()["role"] == "author"
    assert (await admin.get("/api/api-key")).json()[0]["last_used_at"]
    with house.database.read() as connection:
        assert secret not in repr(connection.execute(sa.select(api_keys)).all())
    refused = await anonymous.put(
        "/api/signboard/account", json={"first_name": "x"}, headers={"X-API-Key": secret}
    )
    assert refused.status_code == 403
    assert (await admin.delete(f"/api/api-key/{made['id']}")).status_code == 204
    gone = await anonymous.get("/api/user/current", headers={"X-API-Key": secret})
    assert gone.status_code == 401
