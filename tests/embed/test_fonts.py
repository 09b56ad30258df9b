"""Fonts of embeds come from us, without a token, for good, and only to pages that name one."""

from __future__ import annotations

import re
from io import BytesIO

import httpx
import pytest
from pypdf import PdfReader

from signboard.catalog.typefaces.check import MAX_FONTS, FontRefused
from signboard.catalog.typefaces.files import add_font, remove_font
from signboard.charts.fonts.families import FAMILIES, FOLDER
from signboard.storage.counting import count_statements
from tests.embed.stage import Stage, client_of

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


async def test_an_uploaded_font_is_served_and_is_in_pages_pictures_and_paper(stage: Stage) -> None:
    runtime = stage.house.runtime
    dm, serif = FAMILIES["DM Sans"], FAMILIES["Noto Serif"]
    woff2, ttf = ((FOLDER / name).read_bytes() for name in (dm.parts[0].file, serif.regular))
    add_font(runtime.catalog, "Acme", 400, woff2, 0.0)
    file = add_font(runtime.catalog, "Acme", 400, ttf, 0.0)
    look = {"theme": {"font": "acme"}}
    async with client_of(stage.app()) as viewer:
        page = await viewer.get(stage.page("orders", **look))
        urls = re.findall(r"url\(\.\./-/(fonts/u-[0-9a-f]{16}\.\w+)\)", page.text)
        assert [url.rpartition(".")[2] for url in urls] == ["woff2", "ttf"]
        served = [(await viewer.get(f"/embed/-/{url}")).content for url in urls]
        assert served == [woff2, ttf]
        with count_statements(stage.house.database) as counter:
            await viewer.get(f"/embed/-/{urls[0]}")
        assert counter.count == 0
        own = await viewer.get(stage.page("orders", **look) + ".png")
        plain = await viewer.get(stage.page("orders") + ".png")
        assert own.content != plain.content
        paper = PdfReader(
            BytesIO((await viewer.get(stage.page("orders", **look) + ".pdf")).content)
        )
        fonts = [
            f.get_object()["/BaseFont"] for f in paper.pages[0]["/Resources"]["/Font"].values()
        ]
        assert any("serif" in str(name).lower() for name in fonts)
        assert remove_font(runtime.catalog, file.id)
        assert (await viewer.get(f"/embed/-/{urls[1]}")).status_code == 404


def test_one_weight_of_a_family_has_one_file_of_a_format_and_there_are_so_many(
    stage: Stage,
) -> None:
    store = stage.house.runtime.catalog
    data = (FOLDER / FAMILIES["DM Sans"].regular).read_bytes()
    for _ in range(2):
        add_font(store, "Acme", 400, data, 0.0)
    assert len(store.current().fonts) == 1
    for number in range(MAX_FONTS - 1):
        add_font(store, f"Acme {number}", 400, data, 0.0)
    with pytest.raises(FontRefused):
        add_font(store, "One more", 400, data, 0.0)
    assert not remove_font(store, 999)
