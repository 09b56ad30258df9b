"""The headers of every kind of answer (embedding-protocol 2.9, decisions 14 and 17)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NoReturn

import pytest

from signboard.server.app import Plane
from tests.contract.links.gallery import Gallery
from tests.embed.stage import client_of

pytestmark = pytest.mark.anyio
EVERY = {
    "x-content-type-options": "nosniff",
    "x-permitted-cross-domain-policies": "none",
    "strict-transport-security": "max-age=31536000",
    "referrer-policy": "no-referrer",
}
UNCACHED = {
    "cache-control": "max-age=0, no-cache, must-revalidate, proxy-revalidate",
    "expires": "Thu, 01 Jan 1970 00:00:00 GMT",
}
PAGE = EVERY | UNCACHED | {
    "content-type": "text/html; charset=utf-8",
    "cross-origin-embedder-policy": "credentialless",
    "cross-origin-resource-policy": "cross-origin",
}  # fmt: skip
CLOSED = EVERY | {"x-frame-options": "DENY"}
API = CLOSED | UNCACHED
JSON = API | {"content-type": "application/json; charset=utf-8"}
TEXT = API | {"content-type": "text/plain; charset=utf-8"}
SCRIPT = EVERY | {"access-control-allow-origin": "*"}
"""A script says nothing of anybody, and any host's page may load it as a module."""
Path = Callable[[Gallery], str]
ANSWERS: Mapping[str, tuple[Path, int, Mapping[str, str]]] = {
    "question's page": (lambda g: g.stage.page("orders"), 200, PAGE),
    "dashboard's page": (lambda g: g.stage.page("overview"), 200, PAGE),
    "page that refuses": (lambda g: g.stage.page("orders", {}), 400, PAGE),
    "page of a corrupt token": (lambda g: "/embed/dashboard/a.b.c", 400, PAGE),
    "public page": (lambda g: g.page("orders"), 200, PAGE),
    "public page that is not there": (lambda g: "/public/question/x", 404, PAGE),
    "description": (lambda g: g.embed("orders", {}), 200, JSON),
    "rows": (lambda g: g.stage.data("orders"), 202, JSON),
    "failed rows": (lambda g: g.stage.data("broken"), 202, JSON),
    "values": (lambda g: g.embed("accounts", {}) + "/params/t-id/values", 200, JSON),
    "refusal": (lambda g: g.embed("orders", {}) + "/query", 400, TEXT),
    "no endpoint": (lambda g: "/api/embed/nothing", 404, TEXT),
    "file": (lambda g: g.stage.data("orders") + "/csv", 200, API | {"content-type": "text/csv; charset=utf-8"}),
    "sent on to a file": (lambda g: g.stage.page("orders") + ".csv", 302, API),
    "public rows": (lambda g: g.rows("orders"), 202, JSON),
    "public refusal": (lambda g: "/api/public/card/x", 404, TEXT),
    "oEmbed": (lambda g: f"/api/public/oembed?url=http://embed.test{g.page('orders')}", 200, JSON),
    "no page": (lambda g: "/embed/nothing/at/all", 404, TEXT),
    "odd path": (lambda g: "/embed//question", 404, TEXT),
    "preview that nobody may": (lambda g: "/api/preview_embed/card/a.b.c", 401, CLOSED),
    "authors' API": (lambda g: "/api/card", 401, CLOSED),
    "health": (lambda g: "/api/health", 200, CLOSED),
    "host's script": (lambda g: "/app/iframeResizer.js", 200, SCRIPT),
}  # fmt: skip


@pytest.mark.parametrize("case", ANSWERS)
async def test_an_answer_has_the_headers_of_its_kind(
    sqlite_gallery: Gallery, case: str, missing: Callable[[str], NoReturn]
) -> None:
    path, status, expected = ANSWERS[case]
    async with client_of(sqlite_gallery.stage.app(Plane.ALL)) as viewer:
        for _ in range(2):  # streamed or made, then kept
            answer = await viewer.get(path(sqlite_gallery))
            if answer.status_code == 503:
                missing("The front end is not built.")
            assert answer.status_code == status
            assert {name: answer.headers.get(name) for name in expected} == expected
            policy = answer.headers["content-security-policy"] if expected is not SCRIPT else ""
            if expected is PAGE:
                assert "frame-ancestors *" in policy
                assert "x-frame-options" not in answer.headers
            elif policy:
                assert "frame-ancestors 'none'" in policy
            foreign = {"set-cookie", "access-control-allow-origin", "x-powered-by", "etag",
                       "last-modified"}  # fmt: skip
            assert not foreign & set(answer.headers) - set(expected)


async def test_no_origin_is_let_in_by_cors(sqlite_gallery: Gallery) -> None:
    """The iframe form needs none: page and API share an origin."""
    headers = {"origin": "https://host.example", "access-control-request-method": "GET"}
    async with client_of(sqlite_gallery.stage.app(Plane.ALL)) as viewer:
        for path in (sqlite_gallery.stage.data("orders"), sqlite_gallery.stage.page("orders")):
            for answer in (await viewer.get(path, headers=headers), await viewer.options(path, headers=headers)):  # fmt: skip
                assert not [name for name in answer.headers if name.startswith("access-control")]
