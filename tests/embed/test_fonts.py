"""Fonts of embeds come from us, without a token, for good, and only to pages that name one."""

from __future__ import annotations

import re

import httpx
import pytest

from tests.embed.stage import Stage

pytestmark = pytest.mark.anyio


async def test_a_page_that_names_a_bundled_font_brings_its_rules_and_files(
    shared: Stage, viewer: httpx.AsyncClient
) -> None:
    page = await viewer.get(shared.page("orders", theme={"font": "open sans", "mono": "No Such"}))
    urls = re.findall(r'font-family:"Open Sans"[^}]*font-display:swap;src:url\((\S+?)\)', page.text)
    assert len(urls) == 2
    assert "font-src 'self'" in page.headers["content-security-policy"]
    for url in urls:
        font = await viewer.get(f"/embed/-/{url.removeprefix('../-/')}")
        assert font.status_code == 200
        assert font.content[:4] == b"wOF2"
        assert font.headers["content-type"] == "font/woff2"
        assert font.headers["cache-control"] == "public, max-age=31536000, immutable"
        assert font.headers["cross-origin-resource-policy"] == "cross-origin"
        assert font.headers["access-control-allow-origin"] == "*"


async def test_a_page_that_names_none_holds_no_byte_of_fonts(
    shared: Stage, viewer: httpx.AsyncClient
) -> None:
    page = await viewer.get(shared.page("orders"))
    assert "@font-face" not in page.text
    assert "/fonts/" not in page.text


@pytest.mark.parametrize("door", ["embed", "public"])
async def test_rules_are_answered_by_name_so_that_an_address_may_name_a_font(
    viewer: httpx.AsyncClient, shared: Stage, door: str
) -> None:
    rules = await viewer.get(f"/{door}/-/fonts/Inter.css")
    assert rules.headers["content-type"] == "text/css; charset=utf-8"
    (first, _) = re.findall(r"url\(([\w.-]+)\)", rules.text)
    assert (await viewer.get(f"/{door}/-/fonts/{first}")).status_code == 200
    assert (await viewer.get(f"/{door}/-/fonts/x%22%7D*%7B.css")).text == ""
    page = await viewer.get(shared.page("orders"))
    host = httpx.URL(page.url).netloc.decode()
    assert f"style-src 'unsafe-inline' {host}/embed/-/fonts/;" in page.headers["content-security-policy"]  # fmt: skip


@pytest.mark.parametrize("name", ["inter-latin.woff2", "..%2f..%2fhead.js", "LICENSE-inter", "x"])
async def test_nothing_but_a_served_name_is_a_file(viewer: httpx.AsyncClient, name: str) -> None:
    assert (await viewer.get(f"/embed/-/fonts/{name}")).status_code == 404
