"""Who may call what: every endpoint of the description, without a session and as an author."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest
from fastapi import FastAPI

from signboard.studio.access import rights
from tests.studio.conftest import ADMIN, AUTHOR, READER, signed_in

pytestmark = pytest.mark.anyio

OPEN = {
    ("post", "/api/session"),
    ("get", "/api/session/properties"),
    ("get", "/api/health"),
    ("post", "/api/setup"),
    ("get", "/api/signboard/stylesheet.css"),
    ("get", "/api/signboard/first-user"),
    ("post", "/api/signboard/first-user"),
    ("get", "/api/signboard/sign-in"),
    ("post", "/api/signboard/account-link"),
    ("post", "/api/signboard/account-link/redeem"),
}
ADMINS = {
    ("get", "/api/setting"),
    ("put", "/api/setting"),
    ("put", "/api/setting/{key}"),
    ("post", "/api/database"),
    ("put", "/api/database/{database_id}"),
    ("delete", "/api/database/{database_id}"),
    ("post", "/api/database/{database_id}/sync_schema"),
    ("post", "/api/database/{database_id}/rescan_values"),
    ("post", "/api/database/{database_id}/discard_values"),
    ("post", "/api/signboard/fonts"),
    ("delete", "/api/signboard/fonts/{font_id}"),
    ("get", "/api/signboard/published"),
    ("put", "/api/signboard/keys/{key_id}"),
    ("delete", "/api/signboard/keys/{key_id}"),
    ("get", "/api/signboard/health"),
    ("get", "/api/signboard/failures/{reference}"),
    ("get", "/api/signboard/sample"),
    ("post", "/api/signboard/sample"),
    ("get", "/api/signboard/databases"),
    ("get", "/api/signboard/databases/{database_id}"),
    ("post", "/api/signboard/databases/try"),
    ("post", "/api/signboard/databases/{database_id}/sync"),
    ("put", "/api/signboard/databases/{database_id}/sync"),
    ("delete", "/api/signboard/databases/{database_id}/sync"),
    ("get", "/api/signboard/engines"),
    ("post", "/api/signboard/uploads"),
    ("get", "/api/user"),
    ("post", "/api/user"),
    ("put", "/api/user/{user_id}"),
    ("delete", "/api/user/{user_id}"),
    ("put", "/api/user/{user_id}/reactivate"),
    ("post", "/api/signboard/people/{user_id}/link"),
    ("get", "/api/signboard/openid/check"),
    ("get", "/api/signboard/sessions"),
    ("delete", "/api/signboard/sessions/{session_id}"),
    ("get", "/api/permissions/group"),
    ("get", "/api/api-key"),
    ("post", "/api/api-key"),
    ("delete", "/api/api-key/{key_id}"),
    ("get", "/api/card/embeddable"),
    ("get", "/api/dashboard/embeddable"),
    ("get", "/api/card/public"),
    ("get", "/api/dashboard/public"),
    ("post", "/api/card/{card_id}/public_link"),
    ("post", "/api/dashboard/{dashboard_id}/public_link"),
    ("delete", "/api/card/{card_id}/public_link"),
    ("delete", "/api/dashboard/{dashboard_id}/public_link"),
    ("get", "/api/signboard/code-samples/{kind}/{item_id}"),
    ("put", "/api/signboard/scope/{kind}/{item_id}/vouches/{key}"),
    ("delete", "/api/signboard/scope/{kind}/{item_id}/vouches/{key}"),
    ("get", "/api/signboard/keys"),
    ("post", "/api/signboard/keys/regenerate"),
}


def endpoints(studio: FastAPI) -> list[tuple[str, str]]:
    return [(verb, path) for path, verbs in studio.openapi()["paths"].items() for verb in verbs]


def concrete(path: str) -> str:
    for name in ("key", "kind", "schema", "query"):
        path = path.replace(f"{{{name}}}", "x")
    while "{" in path:
        start, end = path.index("{"), path.index("}")
        path = f"{path[:start]}999{path[end + 1 :]}"
    return path


async def test_everything_but_a_fixed_list_needs_a_session(
    studio: FastAPI, anonymous: httpx.AsyncClient
) -> None:
    for verb, path in endpoints(studio):
        answer = await anonymous.request(verb, concrete(path), json={})
        if (verb, path) in OPEN:
            assert answer.status_code != 401, path
        else:
            assert (answer.status_code, answer.json()) == (401, "Unauthenticated"), path


async def test_administrators_endpoints_refuse_authors_and_no_others_do(
    studio: FastAPI, author: httpx.AsyncClient
) -> None:
    refused = set()
    for verb, path in endpoints(studio):
        if (verb, path) in {*OPEN, ("delete", "/api/session")}:
            continue
        body = {"name": "x", "engine": "x", "details": {}, "email": "e", "password": "p" * 9}
        body |= {
            "every_minutes": 60,
            "group_id": 1,
            "kind": "question",
            "id": 1,
            "embedding_params": {},
        }
        answer = await author.request(verb, concrete(path), json=body)
        if answer.status_code == 403:
            assert answer.json() == "You don't have permissions to do that."
            refused.add((verb, path))
    assert refused - {("get", "/api/user/{user_id}")} == ADMINS


READERS_WRITES = {
    ("delete", "/api/session"),
    ("put", "/api/signboard/account"),
    ("put", "/api/signboard/account/password"),
    ("delete", "/api/signboard/account/sessions"),
    ("delete", "/api/signboard/account/sessions/{session_id}"),
    ("put", "/api/signboard/kept/{entity}/{item_id}/opened"),
    ("put", "/api/signboard/kept/{entity}/{item_id}/favourite"),
    ("delete", "/api/signboard/kept/{entity}/{item_id}/favourite"),
    ("post", "/api/signboard/preview-token"),
    ("post", "/api/card/{card_id}/query"),
    ("post", "/api/card/{card_id}/query/{kind}"),
    ("post", "/api/card/pivot/{card_id}/query"),
    ("post", "/api/dashboard/{dashboard_id}/dashcard/{dashcard_id}/card/{card_id}/query"),
    ("post", "/api/dashboard/{dashboard_id}/dashcard/{dashcard_id}/card/{card_id}/query/{kind}"),
    ("post", "/api/dashboard/pivot/{dashboard_id}/dashcard/{dashcard_id}/card/{card_id}/query"),
}


async def test_readers_may_look_and_write_nothing_but_what_is_named(
    studio: FastAPI, reader: httpx.AsyncClient, author: httpx.AsyncClient
) -> None:
    allowed = set()
    for verb, path in endpoints(studio):
        if (verb, path) in {*OPEN, *ADMINS, ("delete", "/api/session")}:
            continue
        answer = await reader.request(verb, concrete(path), json={})
        if verb == "get":
            assert answer.status_code != 403 or "/user/" in path, path
        elif answer.status_code == 403:
            assert answer.json() == "You don't have permissions to do that."
        else:
            allowed.add((verb, path))
    assert allowed == READERS_WRITES - {("delete", "/api/session")}
    assert {f"{verb} {path}".lower() for verb, path in rights.READERS_WRITES} == {
        f"{verb} {path}" for verb, path in READERS_WRITES
    }


def flags(shape: object) -> Iterator[bool]:
    """Every `can_write` in an answer, however deep."""
    if isinstance(shape, dict):
        if "can_write" in shape:
            yield shape["can_write"]
        shape = list(shape.values())
    if isinstance(shape, list):
        for one in shape:
            yield from flags(one)


@pytest.mark.parametrize(("email", "may"), [(READER, False), (AUTHOR, True), (ADMIN, True)])
async def test_can_write_tells_what_the_routes_allow(
    studio: FastAPI, admin: httpx.AsyncClient, orders: dict[str, object], email: str, may: bool
) -> None:
    collection = (await admin.post("/api/collection", json={"name": "Ours"})).json()["id"]
    dashboard = (await admin.post("/api/dashboard", json={"name": "Ours"})).json()["id"]
    placed = {"id": -1, "card_id": orders["id"], "row": 0, "col": 0, "size_x": 8, "size_y": 4}
    body = {"dashcards": [{**placed, "series": [{"id": orders["id"]}]}]}
    assert (await admin.put(f"/api/dashboard/{dashboard}", json=body)).status_code == 200
    ids = {
        "/api/card/{card_id}": f"/api/card/{orders['id']}",
        "/api/dashboard/{dashboard_id}": f"/api/dashboard/{dashboard}",
        "/api/collection/{collection_id}": f"/api/collection/{collection}",
    }
    async with signed_in(studio, email) as client:
        emitting = {}
        for verb, path in endpoints(studio):
            if verb != "get":
                continue
            start, brace, end = path.partition("}")
            answer = await client.get(concrete(ids.get(start + brace, start + brace) + end))
            is_json = "json" in answer.headers.get("content-type", "")
            if is_json and (found := set(flags(answer.json()))):
                emitting[path] = found
        lists = ("/api/card", "/api/collection", "/api/collection/tree", "/api/dashboard")
        assert emitting == {path: {may} for path in (*lists, *ids)}
        for path in ids.values():
            answer = await client.put(path, json={"name": "Renamed"})
            assert answer.status_code == (200 if may else 403)
            assert set(flags(answer.json())) <= {True}


async def test_a_key_of_a_reader_is_a_reader(admin: httpx.AsyncClient, shop: int) -> None:
    made = (await admin.post("/api/api-key", json={"name": "Look", "group_id": 3})).json()
    del admin.headers["X-Metabase-Session"]
    admin.headers["x-api-key"] = made["unmasked_key"]
    assert (await admin.get("/api/card")).status_code == 200
    query = {"database": shop, "type": "native", "native": {"query": "select 1"}}
    assert (await admin.post("/api/dataset", json=query)).status_code == 403
    assert (await admin.post("/api/card", json={"name": "x"})).status_code == 403


async def test_every_endpoint_says_what_it_answers(studio: FastAPI) -> None:
    description = studio.openapi()
    for path, verbs in description["paths"].items():
        for verb, operation in verbs.items():
            good = next(answer for status, answer in operation["responses"].items() if status < "4" or path == "/api/setup")  # fmt: skip
            is_described = "content" in good or "204" in operation["responses"]
            assert is_described or path.endswith(".css"), (verb, path)
            assert operation["description"], (verb, path)
            assert "422" not in operation["responses"], (verb, path)
