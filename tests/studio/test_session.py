"""Signing in and out, and what is told to whom."""

from __future__ import annotations

import httpx
import pytest
from fastapi import FastAPI

from signboard.server.house import House
from signboard.storage.counting import count_statements
from signboard.studio.access.sessions import BELIEVED_SECONDS, SESSION_SECONDS
from tests.studio.conftest import ADMIN, PASSWORD

pytestmark = pytest.mark.anyio
Client = httpx.AsyncClient


async def sign_in(client: Client, password: str = PASSWORD, name: str = ADMIN) -> httpx.Response:
    return await client.post("/api/session", json={"username": name, "password": password})


async def test_signing_in_answers_200_with_id_and_a_cookie_no_script_can_read(
    anonymous: Client,
) -> None:
    answer = await sign_in(anonymous)
    assert answer.status_code == 200
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith(f"metabase.SESSION={answer.json()['id']};")
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Secure" not in cookie


async def test_the_cookie_is_secure_where_the_site_is(anonymous: Client, admin: Client) -> None:
    await admin.put("/api/setting/site-url", json={"value": "https://bi.example.com"})
    assert "Secure" in (await sign_in(anonymous)).headers["set-cookie"]
    await admin.put("/api/setting/studio-url", json={"value": "http://studio.internal"})
    assert "Secure" not in (await sign_in(anonymous)).headers["set-cookie"]


@pytest.mark.parametrize("carrier", ["header", "cookie"])
async def test_header_and_cookie_both_carry_a_session(anonymous: Client, carrier: str) -> None:
    secret = (await sign_in(anonymous)).json()["id"]
    anonymous.cookies.clear()
    if carrier == "header":
        anonymous.headers["x-metabase-session"] = secret
    else:
        anonymous.cookies.set("metabase.SESSION", secret)
    answer = await anonymous.get("/api/user/current")
    assert answer.json()["email"] == ADMIN
    assert answer.json()["is_superuser"] is True


@pytest.mark.parametrize("name", [ADMIN, "nobody@example.com", "'; drop table users", "\u0000"])
async def test_a_wrong_password_and_an_unknown_user_look_the_same(
    anonymous: Client, name: str
) -> None:
    answer = await sign_in(anonymous, "wrong", name)
    assert answer.status_code == 401
    assert answer.json() == {"errors": {"password": "did not match stored password"}}


async def test_names_are_compared_without_case(anonymous: Client) -> None:
    assert (await sign_in(anonymous, name=f" {ADMIN.upper()} ")).status_code == 200


async def test_signing_out_ends_the_session_at_once(anonymous: Client) -> None:
    anonymous.headers["x-metabase-session"] = (await sign_in(anonymous)).json()["id"]
    anonymous.cookies.clear()
    assert (await anonymous.get("/api/user/current")).status_code == 200
    assert (await anonymous.delete("/api/session")).status_code == 204
    again = await anonymous.get("/api/user/current")
    assert again.status_code == 401
    assert again.json() == "Unauthenticated"


async def test_a_session_ends_by_itself(house: House, studio: FastAPI, anonymous: Client) -> None:
    now = [1_000.0]
    studio.state.studio.sessions._clock = lambda: now[0]
    anonymous.headers["x-metabase-session"] = (await sign_in(anonymous)).json()["id"]
    anonymous.cookies.clear()
    now[0] += SESSION_SECONDS - 1
    assert (await anonymous.get("/api/user/current")).status_code == 200
    now[0] += 1 + BELIEVED_SECONDS
    assert (await anonymous.get("/api/user/current")).status_code == 401


async def test_only_hashes_of_sessions_are_stored(house: House, anonymous: Client) -> None:
    secret = (await sign_in(anonymous)).json()["id"]
    with house.database.read() as connection:
        rows = connection.exec_driver_sql("select * from sessions").all()
    assert len(rows) == 1
    assert secret not in repr(rows)


async def test_asking_who_is_signed_in_again_costs_no_statement(
    house: House, admin: Client
) -> None:
    await admin.get("/api/user/current")
    with count_statements(house.database) as counter:
        for _ in range(3):
            assert (await admin.get("/api/user/current")).status_code == 200
    assert counter.statements == []


async def test_asking_for_the_first_time_costs_one_statement(
    house: House, studio: FastAPI, admin: Client
) -> None:
    studio.state.studio.sessions.forget()
    with count_statements(house.database) as counter:
        await admin.get("/api/user/current")
    assert [one.split()[0] for one in counter.statements] == ["begin", "SELECT"]


async def test_too_many_wrong_passwords_are_no_longer_checked(anonymous: Client) -> None:
    for _ in range(10):
        assert (await sign_in(anonymous, "wrong")).status_code == 401
    refused = await sign_in(anonymous)
    assert refused.status_code == 429
    assert int(refused.headers["retry-after"]) > 0
    assert "password" in refused.json()["errors"]


async def test_a_good_password_forgives_the_bad_ones(anonymous: Client) -> None:
    for _ in range(9):
        await sign_in(anonymous, "wrong")
    await sign_in(anonymous)
    assert (await sign_in(anonymous, "wrong")).status_code == 401


PUBLIC = {
    "version", "signboard-version", "has-user-setup", "engines", "site-url", "site-name", "site-logo",
    "site-locale", "report-timezone", "start-of-week", "humanization-strategy",
    "custom-formatting", "enable-embedding", "enable-embedding-static", "enable-public-sharing",
}  # fmt: skip


async def test_strangers_are_told_exactly_this_and_no_more(anonymous: Client) -> None:
    properties = (await anonymous.get("/api/session/properties")).json()
    assert set(properties) == PUBLIC
    assert properties["version"] == {"tag": "v0.56.0"}
    assert properties["has-user-setup"] is True
    assert set(properties["engines"]) == {"sqlite", "postgres", "mysql", "duckdb"}
    assert (await anonymous.get("/api/health")).json() == {"status": "ok"}
    assert set((await anonymous.get("/api/signboard/first-user")).json()) == {"is_open"}


async def test_the_classic_setup_is_closed(anonymous: Client) -> None:
    answer = await anonymous.post("/api/setup", json={"token": "x", "user": {}})
    assert answer.status_code == 403
    assert "signboard user create --admin" in answer.json()


async def test_an_api_key_works_under_every_spelling_and_not_beyond_its_group(
    admin: Client, anonymous: Client
) -> None:
    for group, status in ((1, 403), (2, 200)):
        made = await admin.post("/api/api-key", json={"name": "ci", "group_id": group})
        key = made.json()["unmasked_key"]
        for spelling in ("X-API-KEY", "x-api-key", "X-Api-Key"):
            listed = await anonymous.get("/api/setting", headers={spelling: key})
            assert listed.status_code == status
    probe = await anonymous.get("/api/database/1", headers={"X-API-KEY": "wrong"})
    assert probe.status_code == 401


async def test_a_deleted_api_key_ends_at_once(admin: Client, anonymous: Client) -> None:
    made = (await admin.post("/api/api-key", json={"name": "ci", "group_id": 2})).json()
    headers = {"x-api-key": made["unmasked_key"]}
    assert (await anonymous.get("/api/user/current", headers=headers)).status_code == 200
    listed = await admin.get("/api/api-key")
    assert made["unmasked_key"] not in listed.text
    assert [one["name"] for one in listed.json()] == ["ci"]
    assert (await admin.delete(f"/api/api-key/{made['id']}")).status_code == 204
    assert (await anonymous.get("/api/user/current", headers=headers)).status_code == 401


async def test_a_wrong_key_is_not_rescued_by_a_good_session(admin: Client) -> None:
    answer = await admin.get("/api/user/current", headers={"X-API-KEY": "wrong"})
    assert answer.status_code == 401
