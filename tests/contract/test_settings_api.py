"""The settings of embedding over HTTP (embedding-protocol 6): names, checks, and what is fixed."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest

from signboard.server.app import Plane, create_app
from signboard.server.house import House, open_house
from signboard.settings import Startup
from signboard.studio.access.identity import Role
from signboard.studio.access.sessions import Sessions
from signboard.studio.access.users import insert_user
from tests.embed.stage import client_of

pytestmark = pytest.mark.anyio
MALFORMED = (
    "Invalid embedding-secret-key! Secret key must be a hexadecimal-encoded 256-bit key "
    "(i.e., a 64-character string)."
)
KEY = "5e1f" * 8 + "a97c" * 8


@asynccontextmanager
async def administrator(house: House) -> AsyncIterator[httpx.AsyncClient]:
    with house.database.begin(touch=False) as connection:
        made = insert_user(connection, "ann@example.com", "", role=Role.ADMIN, now=0.0)
    text = Sessions(house.database, house.runtime.clock).start(made)
    async with client_of(create_app(house, Plane.ALL)) as client:
        client.headers["X-Metabase-Session"] = text
        yield client


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    found = open_house(Startup.from_environment({}, tmp_path), {})
    yield found
    found.runtime.sources.close_now()
    found.close()


async def put(client: httpx.AsyncClient, name: str, value: object) -> httpx.Response:
    return await client.put(f"/api/setting/{name}", json={"value": value})


@pytest.mark.parametrize("name", ["enable-embedding", "enable-embedding-static"])
async def test_the_switch_has_two_names_and_makes_a_key_that_stays(house: House, name: str) -> None:
    async with administrator(house) as client:
        assert (await put(client, name, True)).status_code == 204
        for other in ("enable-embedding", "enable-embedding-static"):
            assert (await client.get(f"/api/setting/{other}")).json() is True
        key = (await client.get("/api/setting/embedding-secret-key")).json()
        assert re.fullmatch("[0-9a-f]{64}", key)
        await put(client, name, False)
        assert (await client.get("/api/setting/embedding-secret-key")).json() == key
        listed = {one["key"]: one for one in (await client.get("/api/setting")).json()}
        assert listed["embedding-secret-key"]["value"] == "**********" + key[-2:]


@pytest.mark.parametrize("wrong", [KEY.upper(), KEY[:-1], KEY + "0", "g" * 64])
async def test_a_malformed_key_is_refused_in_the_protocols_words(house: House, wrong: str) -> None:
    async with administrator(house) as client:
        answer = await put(client, "embedding-secret-key", wrong)
        assert (answer.status_code, answer.json()) == (400, MALFORMED)
        assert (await put(client, "embedding-secret-key", f" {KEY}\n")).status_code == 204
        assert (await client.get("/api/setting/embedding-secret-key")).json() == KEY
        assert (await put(client, "embedding-secret-key", None)).status_code == 204
        assert (await client.get("/api/setting/embedding-secret-key")).json() is None


async def test_without_a_key_an_embed_says_that_there_is_none(house: House) -> None:
    async with administrator(house) as client:
        await put(client, "enable-embedding", True)
        await put(client, "embedding-secret-key", None)
        answer = await client.get("/api/embed/card/eyJhbGciOiJIUzI1NiJ9.e30.x")
        assert (answer.status_code, answer.text) == (
            400,
            "The embedding secret key has not been set.",
        )


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("https://bi.example.com/", "https://bi.example.com"),
        ("https://bi.example.com/charts/", "https://bi.example.com/charts"),
        ("bi.example.com:8443/charts", "https://bi.example.com:8443/charts"),
        (None, None),
    ],
)
async def test_a_site_url_keeps_its_path_and_loses_its_last_slash(
    house: House, sent: str | None, kept: str | None
) -> None:
    async with administrator(house) as client:
        assert (await put(client, "site-url", sent)).status_code == 204
        assert (await client.get("/api/setting/site-url")).json() == kept


@pytest.mark.parametrize(
    "wrong", ["ftp://x.test", "https://x.test/a b", "https://x.test/?a=1", "https://u@x.test", 7]
)
async def test_a_site_url_that_is_none_is_refused(house: House, wrong: object) -> None:
    async with administrator(house) as client:
        assert (await put(client, "site-url", wrong)).status_code == 400


FIXED = {
    "MB_SITE_URL": "https://bi.example.com/charts",
    "MB_EMBEDDING_SECRET_KEY": KEY,
    "MB_ENABLE_EMBEDDING_STATIC": "true",
    "SIGNBOARD_ENABLE_PUBLIC_SHARING": "true",
}


async def test_what_the_environment_decides_is_shown_as_fixed(tmp_path: Path) -> None:
    house = open_house(Startup.from_environment(FIXED, tmp_path), FIXED)
    async with administrator(house) as client:
        listed = {one["key"]: one for one in (await client.get("/api/setting")).json()}
        for name, variable, value in (
            ("site-url", "MB_SITE_URL", "https://bi.example.com/charts"),
            ("enable-embedding", "MB_ENABLE_EMBEDDING_STATIC", True),
            ("enable-embedding-static", "MB_ENABLE_EMBEDDING_STATIC", True),
            ("enable-public-sharing", "SIGNBOARD_ENABLE_PUBLIC_SHARING", True),
            ("embedding-secret-key", "MB_EMBEDDING_SECRET_KEY", "**********" + KEY[-2:]),
        ):
            one = listed[name]
            assert (one["is_env_setting"], one["env_name"], one["value"]) == (True, variable, value)
            refused = await put(client, name, None)
            assert refused.status_code == 400
            assert variable in refused.json()
        assert listed["site-name"]["is_env_setting"] is False
    house.runtime.sources.close_now()
    house.close()
