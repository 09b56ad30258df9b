"""Signing in by a real provider on loopback, and what hostile answers of one do not open."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
import sqlalchemy as sa
from fastapi import FastAPI
from joserfc.jwk import RSAKey

from signboard.server.house import House
from signboard.storage.tables import settings, users
from tests.studio.conftest import ADMIN, AUTHOR, BASE
from tests.studio.people.openid_provider import (
    CLIENT_ID,
    CLIENT_SECRET,
    Claims,
    OpenidProvider,
    new_key,
    running_provider,
    sign_with_none,
    sign_with_public_key,
)

pytestmark = pytest.mark.anyio
Client = httpx.AsyncClient
START, CALLBACK = "/api/signboard/openid/start", "/api/signboard/openid/callback"
DORA = {"sub": "7", "email": "dora@example.com", "email_verified": True, "given_name": "Dora"}


@pytest.fixture
def provider() -> Iterator[OpenidProvider]:
    with running_provider() as found:
        found.person = dict(DORA)
        yield found


@pytest.fixture
async def ready(admin: Client, provider: OpenidProvider) -> OpenidProvider:
    """A provider that the studio knows."""
    body = {
        "openid-issuer": provider.issuer,
        "openid-client-id": CLIENT_ID,
        "openid-client-secret": CLIENT_SECRET,
        "openid-name": "Example Login",
    }
    assert (await admin.put("/api/setting", json=body)).status_code == 204
    return provider


async def begin(client: Client, return_to: str = "/") -> str:
    """Go to the provider and come back as far as the address that it sends the browser to."""
    begun = await client.get(START, params={"return_to": return_to})
    assert begun.status_code == 303, begun.text
    async with httpx.AsyncClient() as browser:
        return (await browser.get(begun.headers["location"])).headers["location"]


async def sign_in(client: Client, return_to: str = "/") -> str:
    """The whole way; where the studio sends the browser in the end."""
    answer = await client.get((await begin(client, return_to)).removeprefix(BASE))
    assert answer.status_code == 303
    return answer.headers["location"]


async def who(client: Client) -> dict[str, Any] | None:
    answer = await client.get("/api/user/current")
    return answer.json() if answer.status_code == 200 else None


async def test_a_verified_person_gets_an_account_and_comes_back_where_it_began(
    ready: OpenidProvider, anonymous: Client
) -> None:
    assert (await anonymous.get("/api/signboard/sign-in")).json() == {"openid": "Example Login"}
    assert await sign_in(anonymous, "/question/7?a=b#c") == "/question/7?a=b#c"
    user = await who(anonymous)
    assert user is not None
    assert (user["email"], user["first_name"], user["role"]) == (DORA["email"], "Dora", "reader")
    assert user["has_password"] is False
    assert "code_verifier" in ready.seen[0]
    assert "client_secret" not in ready.seen[0]


@pytest.mark.parametrize("target", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:x", "x"])  # fmt: skip
async def test_nobody_is_sent_to_another_site(
    ready: OpenidProvider, anonymous: Client, target: str
) -> None:
    assert await sign_in(anonymous, target) == "/"


async def test_the_same_person_is_the_same_account_whatever_the_address_becomes(
    ready: OpenidProvider, anonymous: Client
) -> None:
    await sign_in(anonymous)
    before = await who(anonymous)
    ready.person = {**DORA, "email": "other@example.com", "email_verified": False}
    await sign_in(anonymous)
    after = await who(anonymous)
    assert before is not None
    assert after is not None
    assert after["id"] == before["id"]


async def test_a_verified_address_links_an_account_and_an_unverified_one_does_not(
    ready: OpenidProvider, anonymous: Client
) -> None:
    for unproven in (False, None, "yes", 1):
        ready.person = {"sub": "9", "email": ADMIN, "email_verified": unproven}
        assert await sign_in(anonymous) == "/?sign-in=email"
        assert await who(anonymous) is None
    ready.person = {"sub": "9", "email": AUTHOR, "email_verified": True}
    assert await sign_in(anonymous) == "/"
    user = await who(anonymous)
    assert user is not None
    assert (user["email"], user["role"]) == (AUTHOR, "author")


async def test_a_linked_account_belongs_to_nobody_else(
    ready: OpenidProvider, anonymous: Client
) -> None:
    await sign_in(anonymous)
    anonymous.cookies.clear()
    ready.person = {**DORA, "sub": "8"}  # the address was given to somebody new
    assert await sign_in(anonymous) == "/?sign-in=account"
    assert await who(anonymous) is None


async def test_a_deactivated_account_stays_closed(
    ready: OpenidProvider, admin: Client, anonymous: Client
) -> None:
    await sign_in(anonymous)
    user = await who(anonymous)
    assert user is not None
    await admin.delete(f"/api/user/{user['id']}")
    assert await sign_in(anonymous) == "/?sign-in=account"


NOW = int(time.time())
TWISTS: dict[str, Callable[[Claims], Claims]] = {
    "wrong nonce": lambda it: {**it, "nonce": "x"},
    "no nonce": lambda it: {k: v for k, v in it.items() if k != "nonce"},
    "wrong aud": lambda it: {**it, "aud": "another"},
    "wrong aud list": lambda it: {**it, "aud": ["another", "third"]},
    "several aud without azp": lambda it: {**it, "aud": [CLIENT_ID, "another"]},
    "wrong azp": lambda it: {**it, "azp": "another"},
    "wrong iss": lambda it: {**it, "iss": "https://evil.example"},
    "iss with a slash": lambda it: {**it, "iss": it["iss"] + "/"},
    "expired": lambda it: {**it, "exp": NOW - 3600},
    "no exp": lambda it: {k: v for k, v in it.items() if k != "exp"},
    "exp true": lambda it: {**it, "exp": True},
    "not yet": lambda it: {**it, "nbf": NOW + 3600},
    "from tomorrow": lambda it: {**it, "iat": NOW + 86_400},
    "from last week": lambda it: {**it, "iat": NOW - 604_800},
    "no sub": lambda it: {k: v for k, v in it.items() if k != "sub"},
    "sub a number": lambda it: {**it, "sub": 7},
    "endless sub": lambda it: {**it, "sub": "x" * 256},
}


@pytest.mark.parametrize("name", TWISTS)
async def test_a_hostile_token_opens_nothing(
    ready: OpenidProvider, anonymous: Client, house: House, name: str
) -> None:
    ready.twist = TWISTS[name]
    assert await sign_in(anonymous) == "/?sign-in=token"
    assert await who(anonymous) is None
    with house.database.read() as connection:
        assert DORA["email"] not in connection.execute(sa.select(users.c.email)).scalars().all()


@pytest.mark.parametrize("how", ["none", "confused", "stranger", "no token", "cut"])
async def test_a_token_that_the_provider_did_not_sign_opens_nothing(
    ready: OpenidProvider, anonymous: Client, how: str
) -> None:
    same_name = RSAKey.generate_key(2048, {"kid": "one"})
    stranger = OpenidProvider(ready.issuer, key=same_name)
    honest = OpenidProvider(ready.issuer, key=ready.key)
    ready.sign = {
        "none": sign_with_none,
        "confused": sign_with_public_key(ready.key),
        "stranger": stranger.make_token,
        "no token": lambda _: "",
        "cut": lambda claims: honest.make_token(claims)[:-6],
    }[how]
    assert await sign_in(anonymous) == "/?sign-in=token"
    assert await who(anonymous) is None


async def test_an_answer_comes_once_to_the_browser_that_began_and_in_time(
    ready: OpenidProvider, anonymous: Client, studio: FastAPI
) -> None:
    address = (await begin(anonymous)).removeprefix(BASE)
    cookie = anonymous.cookies["signboard.OPENID"]
    anonymous.cookies.clear()
    assert (await anonymous.get(address)).headers["location"] == "/?sign-in=state"

    anonymous.cookies.set("signboard.OPENID", cookie)
    good = await anonymous.get(address)
    assert good.headers["location"] == "/"
    anonymous.cookies.clear()
    anonymous.cookies.set("signboard.OPENID", cookie)
    ready.codes["again"] = {}
    for replay in (address, address.replace("code=", "code=again&x=")):
        assert (await anonymous.get(replay)).headers["location"] == "/?sign-in=state"
        anonymous.cookies.set("signboard.OPENID", cookie)
    assert await who(anonymous) is None

    anonymous.cookies.clear()
    later = (await begin(anonymous)).removeprefix(BASE)
    old = anonymous.cookies["signboard.OPENID"]
    forged = anonymous.cookies["signboard.OPENID"][:-8] + "AAAAAAA="
    runtime = studio.state.studio.runtime
    for bad in (forged, "", "x" * 10):
        anonymous.cookies.clear()
        anonymous.cookies.set("signboard.OPENID", bad)
        assert (await anonymous.get(later)).headers["location"] == "/?sign-in=state"
    object.__setattr__(runtime, "clock", lambda: time.time() + 601)
    anonymous.cookies.clear()
    anonymous.cookies.set("signboard.OPENID", old)
    assert (await anonymous.get(later)).headers["location"] == "/?sign-in=state"


async def test_somebody_elses_code_does_not_fit_the_verifier(
    ready: OpenidProvider, anonymous: Client
) -> None:
    victim = parse_qs(urlsplit(await begin(anonymous)).query)["code"][0]
    anonymous.cookies.clear()
    own = await begin(anonymous)
    code = parse_qs(urlsplit(own).query)["code"][0]
    answer = await anonymous.get(own.replace(code, victim).removeprefix(BASE))
    assert answer.headers["location"] == "/?sign-in=provider"
    assert await who(anonymous) is None


async def test_an_answer_that_names_another_issuer_is_refused(
    ready: OpenidProvider, anonymous: Client
) -> None:
    address = httpx.URL(await begin(anonymous)).copy_set_param("iss", "https://evil.example")
    answer = await anonymous.get(str(address).removeprefix(BASE))
    assert answer.headers["location"] == "/?sign-in=refused"


async def test_a_new_key_of_the_provider_is_found(
    ready: OpenidProvider, anonymous: Client, studio: FastAPI
) -> None:
    await sign_in(anonymous)
    ready.key = new_key("two")
    known = studio.state.studio.provider
    known._keys = (known._keys[0] - 31, known._keys[1])
    anonymous.cookies.clear()
    assert await sign_in(anonymous) == "/"
    assert ready.key_reads == 2
    ready.key = new_key("three")  # but not with every token that a stranger makes up
    anonymous.cookies.clear()
    assert await sign_in(anonymous) == "/?sign-in=token"
    assert ready.key_reads == 2


async def test_an_address_may_come_from_the_user_info_of_the_same_person(
    ready: OpenidProvider, anonymous: Client
) -> None:
    ready.person = {"sub": "7"}
    ready.user_info = {**DORA, "sub": "8"}
    assert await sign_in(anonymous) == "/?sign-in=email"
    ready.user_info = dict(DORA)
    assert await sign_in(anonymous) == "/"


async def test_only_listed_domains_may_come(
    ready: OpenidProvider, admin: Client, anonymous: Client
) -> None:
    await admin.put("/api/setting/openid-domains", json={"value": ["example.org"]})
    assert await sign_in(anonymous) == "/?sign-in=domain"
    ready.person = {**DORA, "email": "dora@evil-example.org"}
    assert await sign_in(anonymous) == "/?sign-in=domain"
    ready.person = {**DORA, "email": "dora@example.org"}
    assert await sign_in(anonymous) == "/"


async def test_groups_decide_the_role_at_every_sign_in(
    ready: OpenidProvider, admin: Client, anonymous: Client
) -> None:
    body = {"openid-admin-groups": ["it"], "openid-author-groups": ["analysts", "it-2"]}
    await admin.put("/api/setting", json={**body, "openid-default-role": "none"})
    for groups, role in ((["staff", "analysts"], "author"), (["it", "analysts"], "admin"), ("it-2", "author")):  # fmt: skip
        ready.person = {**DORA, "groups": groups}
        await sign_in(anonymous)
        user = await who(anonymous)
        assert user is not None
        assert user["role"] == role
    anonymous.cookies.clear()
    for groups in (["staff"], [], None, {"it": True}):
        ready.person = {**DORA, "groups": groups}
        assert await sign_in(anonymous) == "/?sign-in=role"
        assert await who(anonymous) is None


async def test_groups_never_take_the_last_administrator_away(
    ready: OpenidProvider, admin: Client, anonymous: Client
) -> None:
    await admin.put("/api/setting/openid-author-groups", json={"value": ["all"]})
    ready.person = {"sub": "1", "email": ADMIN, "email_verified": True, "groups": ["all"]}
    await sign_in(anonymous)
    user = await who(anonymous)
    assert user is not None
    assert user["role"] == "admin"


async def test_the_clients_secret_is_sealed_and_never_told_again(
    ready: OpenidProvider, admin: Client, house: House
) -> None:
    listed = {one["key"]: one for one in (await admin.get("/api/setting")).json()}
    assert CLIENT_SECRET not in str(listed["openid-client-secret"]["value"])
    assert (await admin.get("/api/setting/openid-client-secret")).json() != CLIENT_SECRET
    with house.database.read() as connection:
        assert CLIENT_SECRET not in repr(connection.execute(sa.select(settings)).all())
    await admin.put("/api/setting/openid-client-secret", json={"value": None})
    assert (await admin.get("/api/setting/openid-client-secret")).json() is None


async def test_the_check_tells_an_administrator_what_is_wrong(
    ready: OpenidProvider, admin: Client
) -> None:
    good = (await admin.get("/api/signboard/openid/check")).json()
    assert good == {
        "is_reachable": True,
        "problem": None,
        "redirect_uri": f"{BASE}{CALLBACK}",
    }
    await admin.put("/api/setting/openid-issuer", json={"value": ready.issuer + "/"})
    bad = (await admin.get("/api/signboard/openid/check")).json()
    assert "another issuer" in bad["problem"]


async def test_a_provider_that_is_down_is_not_asked_for_every_stranger(
    ready: OpenidProvider, anonymous: Client, admin: Client, studio: FastAPI
) -> None:
    issuer = ready.issuer.rsplit(":", 1)[0] + ":1"
    await admin.put("/api/setting/openid-issuer", json={"value": issuer})
    assert (await anonymous.get(START)).headers["location"] == "/?sign-in=provider"
    known = studio.state.studio.provider
    failed_at = known._failed_at
    assert (await anonymous.get(START)).headers["location"] == "/?sign-in=provider"
    assert known._failed_at == failed_at
    await admin.put("/api/setting/openid-issuer", json={"value": ready.issuer})
    assert await sign_in(anonymous) == "/"


async def test_without_a_provider_there_is_no_way_in(anonymous: Client, admin: Client) -> None:
    assert (await anonymous.get("/api/signboard/sign-in")).json() == {"openid": None}
    for path in (START, CALLBACK):
        assert (await anonymous.get(path)).headers["location"] == "/?sign-in=off"
    for bad in ("http://login.example.com", "ftp://x", "x"):
        answer = await admin.put("/api/setting/openid-issuer", json={"value": bad})
        assert answer.status_code == 400
