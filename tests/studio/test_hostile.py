"""What strangers and mistakes send: always 400 or less harm, never 422, never 5xx."""

from __future__ import annotations

import re
from itertools import product
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute

from signboard.studio.bodies import MAX_BODY_BYTES
from tests.studio.conftest import ADMIN, PASSWORD

pytestmark = pytest.mark.anyio
Client = httpx.AsyncClient
JSON = {"content-type": "application/json"}

MALFORMED = [
    b"",
    b"{",
    b"null",
    b"[]",
    b'"text"',
    b"1e999",
    b'{"name": NaN}',
    b'{"name": "\\ud800"}',
    b"\xff\xfe",
    b"[" * 5000 + b"]" * 5000,
    b'{"name": 1, "dataset_query": 2, "display": [], "cache_ttl": "x", "archived": "yes"}',
    b'{"name": "", "dataset_query": {}}',
    b'{"name": "x", "dataset_query": {"database": "x"}, "cache_ttl": 99999999999999}',
    b'{"name": "x", "dataset_query": {"a": 1}, "embedding_params": {"a": "open"}}',
]


@pytest.mark.parametrize("path", ["/api/card", "/api/dashboard", "/api/dataset", "/api/session",
                                  "/api/database", "/api/api-key", "/api/signboard/render"])  # fmt: skip
async def test_malformed_bodies_are_400_with_named_fields(admin: Client, path: str) -> None:
    for body in MALFORMED:
        answer = await admin.post(path, content=body, headers=JSON)
        if answer.status_code == 200:  # a dashboard needs no more than a name
            assert path == "/api/dashboard"
            continue
        allowed = {400, 401, 404} if path in ("/api/session", "/api/dataset") else {400}
        assert answer.status_code in allowed, (body[:50], answer.text)
        assert answer.json()


ODD_IDS = ("0", "-1", "99999999999999999999", "x", "1.5", "%00", "٣", "a" * 5000)


@pytest.mark.parametrize("kind", ["card", "dashboard", "database", "table", "field", "user"])
async def test_odd_ids_are_404(admin: Client, kind: str) -> None:
    for verb in ("GET", "PUT", "DELETE"):
        for key in ODD_IDS:
            body = {} if verb == "PUT" else None
            answer = await admin.request(verb, f"/api/{kind}/{key}", json=body)
            assert answer.status_code == 404, (verb, key)
            assert answer.json() in ("Not found.", "API endpoint does not exist.")


async def test_unknown_keys_are_dropped(admin: Client) -> None:
    body = {"name": "x", "owner": {"a": 1}, "is_admin": True, "id": 77, "error": None}
    answer = await admin.post("/api/dashboard?unknown=1", json=body)
    assert answer.status_code == 200
    assert answer.json()["id"] == 1


async def test_known_keys_are_strictly_typed(admin: Client) -> None:
    answer = await admin.post("/api/dashboard", json={"name": "x", "cache_ttl": "60"})
    assert answer.status_code == 400
    assert "integer" in answer.json()["errors"]["cache_ttl"]


async def test_a_body_over_the_limit_is_413(admin: Client) -> None:
    body = b'{"name":"' + b"x" * MAX_BODY_BYTES + b'"}'
    answer = await admin.post("/api/dashboard", content=body, headers=JSON)
    assert answer.status_code == 413


async def test_unknown_endpoints_are_404_for_everybody(anonymous: Client) -> None:
    paths = ("/api", "/api/", "/api/nothing", "/api/card/1/nothing", "/api/embed/x")
    for verb, path in product(("GET", "POST", "PUT", "DELETE"), paths):
        answer = await anonymous.request(verb, path)
        assert answer.status_code == 404, (verb, path)
        assert answer.json() == "API endpoint does not exist."


async def test_a_slash_at_the_end_is_no_redirect(admin: Client) -> None:
    for path in ("/api/card/", "/api/database/", "/api/session/properties/", "/api/user/current/"):
        assert (await admin.get(path)).status_code == 200
    made = await admin.post("/api/dashboard/", json={"name": "x"})
    assert made.status_code == 200


FOREIGN: list[dict[str, str]] = [
    {"origin": "https://evil.example"},
    {"origin": "null"},
    {"origin": "http://studio.test.evil.example"},
    {"origin": "http://studio.test:81"},
    {"sec-fetch-site": "cross-site"},
    {"sec-fetch-site": "same-site"},
    {"sec-fetch-site": "cross-site", "origin": "http://studio.test"},
]


async def test_writes_from_pages_of_other_sites_are_refused(
    admin: Client, anonymous: Client
) -> None:
    sign_in = {"username": ADMIN, "password": PASSWORD}
    for headers in FOREIGN:
        answer = await admin.post("/api/dashboard", json={"name": "x"}, headers=headers)
        assert answer.status_code == 403, headers
        tried = await anonymous.post("/api/session", json=sign_in, headers=headers)
        assert tried.status_code == 403, headers
        assert (await admin.get("/api/dashboard", headers=headers)).status_code == 200


OWN: list[dict[str, str]] = [
    {},
    {"origin": "http://studio.test"},
    {"sec-fetch-site": "same-origin", "origin": "http://localhost:5173"},
    {"sec-fetch-site": "none"},
    {"origin": "https://bi.example.com"},
]


async def test_writes_from_our_own_pages_and_from_programs_pass(admin: Client) -> None:
    await admin.put("/api/setting/site-url", json={"value": "https://bi.example.com"})
    for headers in OWN:
        answer = await admin.post("/api/dashboard", json={"name": "x"}, headers=headers)
        assert answer.status_code == 200, headers


async def test_the_embed_host_is_another_site_where_the_studio_has_its_own(admin: Client) -> None:
    addresses = {"site-url": "https://charts.example.com", "studio-url": "https://bi.example.com"}
    await admin.put("/api/setting", json=addresses)
    for origin, status in (("https://bi.example.com", 200), ("https://charts.example.com", 403)):
        body = {"name": "x"}
        answer = await admin.post("/api/dashboard", json=body, headers={"origin": origin})
        assert answer.status_code == status


ODD_VALUES: list[Any] = [
    "it's", 'a "quote"', "nul \u0000", "🎉", "x" * 100_000, "' or 1=1 --", {"a": 1}, [[1]], [None], "",
]  # fmt: skip


async def test_odd_values_never_break_a_query(author: Client, orders: dict[str, Any]) -> None:
    for name, value in product(("t-state", "t-least"), ODD_VALUES):
        body = {"parameters": [{"id": name, "value": value}]}
        answer = await author.post(f"/api/card/{orders['id']}/query", json=body)
        assert answer.status_code in (202, 400), answer.text


async def test_pages_are_framed_by_nobody_and_files_stay_inside(anonymous: Client) -> None:
    page = await anonymous.get("/question/1")
    if page.status_code == 200:
        assert "frame-ancestors 'none'" in page.headers["content-security-policy"]
        assert page.headers["cross-origin-opener-policy"] == "same-origin"
    for path in ("/assets/..%2fapp.py", "/assets/%2e%2e/app.py", "/assets/none.js", "/embed/x"):
        assert (await anonymous.get(path)).status_code == 404


async def test_the_description_is_for_authors(
    studio: FastAPI, anonymous: Client, author: Client
) -> None:
    assert (await anonymous.get("/api/openapi.json")).status_code == 401
    assert (await author.get("/api/openapi.json")).json()["paths"] == studio.openapi()["paths"]


IDS = ["9" * 5000, "9" * 40, "9" * 19, "2147483648", "١٢", "²", "-1", "0"]
"""Nothing has any of these."""


async def test_no_route_stumbles_over_an_id(studio: FastAPI, admin: Client) -> None:
    """Taken from the list that the server itself serves, so that a new route is asked too."""
    asked = 0
    for route in studio.routes:
        if not isinstance(route, APIRoute) or "{" not in route.path:
            continue
        for method, text in product(route.methods, IDS):
            path = re.sub(r"\{entity\}", "card", route.path)
            path = re.sub(r"\{\w*id\}", text, path)
            path = re.sub(r"\{\w+(:\w+)?\}", "csv", path)
            body = {} if method in ("POST", "PUT") else None
            answer = await admin.request(method, path, json=body)
            assert answer.status_code < 500, (method, path[:80], answer.text[:200])
            asked += 1
    assert asked > 400
