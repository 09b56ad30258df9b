"""Hostile values on every route of links and lookups: never a 500, never another's row, never a hang."""

from __future__ import annotations

import asyncio
import json
from urllib.parse import quote

import httpx
import pytest

from tests.contract.links.gallery import Gallery
from tests.embed.stage import ACME

pytestmark = pytest.mark.anyio

HOSTILE = (
    "'", '"', "--", "/*", "*/", "]]", "}}", "{{account}}", "' or 1=1 --", "\\", "%", "_", "%25",
    "\x00", "\ud800", "\u202e", "9" * 400, "1e999", "-1e999", "NaN", "true", "null", "[]", "{}",
    "x" * 5000, "[" * 2000, "2024-13-45", "9999999-01-01", "~", "past999999999999days", "..", ";",
    "%2f", "*", "$1", "?", "\r\nset-cookie: a=b", "<script>alert(1)</script>",
)  # fmt: skip
LOCK = {"account": [ACME]}


def encoded(text: str) -> str:
    return quote(text.encode("utf-8", "surrogatepass"), safe="")


def paths(gallery: Gallery, text: str) -> list[str]:
    stage, word = gallery.stage, encoded(text)
    card, board = gallery.embed("orders", LOCK), f"/api/embed/dashboard/{stage.token('overview')}"
    buys, field = gallery.embed("buys", {"buyer": [ACME]}), stage.field_id("products", "id")
    picked = gallery.embed("picked", LOCK)
    one = encoded(json.dumps([{"id": "t-category", "value": text}, {"id": text}]))
    two = encoded(json.dumps([{"id": "t-account", "value": [text, 1]}]))
    return [
        f"{card}/params/t-category/search/{word}",
        f"{card}/params/t-category/remapping?value={word}",
        f"{card}/params/{word}/values",
        f"{card}/params/t-category/values?t-placed={word}",
        f"{board}/params/p-category/values?p-minimum={word}&{word}={word}",
        f"{picked}/params/t-note/search/{word}",
        f"{picked}/params/t-note/remapping?value={word}",
        f"{buys}/params/t-product/remapping?value={word}",
        f"{buys}/params/t-product/search/{word}",
        f"{buys}/field/{field}/search/{field}?value={word}&limit={word}",
        f"{buys}/field/{field}/remapping/{field}?value={word}",
        f"{gallery.rows('orders')}?parameters={word}",
        f"{gallery.rows('orders')}?parameters={one}",
        f"{gallery.rows('orders')}?parameters={two}",
        f"{gallery.rows('orders')}/json?parameters={two}",
        f"{gallery.page('orders')}?account={word}&placed={word}&minimum={word}",
        f"{gallery.api('overview')}/params/p-category/values?p-account={word}",
        f"/api/public/card/{word}/query",
        f"/public/dashboard/{word}",
        f"/api/public/oembed?url={word}&maxwidth={word}",
        f"/api/public/oembed?format={word}",
        f"/public/question/{word}.csv",
    ]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text)[:24])
async def test_hostile_values_are_refused_or_match_nothing(
    sqlite_gallery: Gallery, text: str
) -> None:
    app = sqlite_gallery.stage.app()
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://embed.test") as client:
        for path in paths(sqlite_gallery, text):
            async with asyncio.timeout(30):
                answer = await client.get(path)
            assert answer.status_code < 500, path
            assert "set-cookie" not in answer.headers
            if path.startswith("/api/embed"):
                assert "Blue" not in answer.text or "Blue" in text, path
                assert "SELECT" not in answer.text
