"""`/public/**` pages: the same sheet as an embed's, without a token, and how others find them."""

from __future__ import annotations

import re
import uuid
from html import unescape
from urllib.parse import quote, unquote

import httpx
import pytest

from signboard.catalog.settings import write_setting
from tests.contract.links.gallery import Gallery
from tests.embed.stage import ACME

pytestmark = pytest.mark.anyio


def sections(html: str) -> list[str]:
    return re.findall(r"<section.*?</section>", html, re.DOTALL)


@pytest.mark.parametrize("item", ["orders", "overview", "total"])
async def test_a_page_is_finished_without_script_cookie_or_login(
    gallery: Gallery, anybody: httpx.AsyncClient, item: str
) -> None:
    page = await anybody.get(gallery.page(item))
    assert page.status_code == 200
    assert "<main" in page.text
    assert "set-cookie" not in page.headers
    assert "Blue" in page.text or item == "total"
    again = await anybody.get(gallery.page(item))  # from the shelf
    assert again.text == page.text or sorted(sections(again.text)) == sorted(sections(page.text))


async def test_a_page_shows_every_widget_and_takes_values_from_its_address(
    gallery: Gallery, anybody: httpx.AsyncClient
) -> None:
    page = await anybody.get(f"{gallery.page('orders')}?account={ACME}&utm_source=mail")
    assert 'data-slug="account"' in page.text
    assert "Acme note one" in page.text
    assert "Blue note" not in page.text


async def test_the_pages_cards_are_those_of_an_embed_with_the_same_values(
    gallery: Gallery, anybody: httpx.AsyncClient
) -> None:
    shared = await anybody.get(f"{gallery.page('total')}?account={ACME}&category=Chairs")
    assert "30" in sections(shared.text)[0]
    rows = await anybody.get(gallery.rows("total"))
    assert rows.json()["data"]["rows"] != [[30]]


async def test_a_page_may_be_framed_and_reaches_its_own_fragments_only(
    gallery: Gallery, anybody: httpx.AsyncClient
) -> None:
    page = await anybody.get(gallery.page("overview"))
    policy = page.headers["content-security-policy"]
    assert "frame-ancestors *" in policy
    assert "connect-src embed.test/public/-/" in policy
    assert "x-frame-options" not in page.headers
    script = re.search(r"<script src=(\S+) type=module async>", page.text)
    assert script is not None
    assert script[1] == "../-/embed.js"
    assert (await anybody.get("/public/-/embed.js")).status_code in (200, 503)


async def test_a_fragment_is_asked_for_with_the_uuid_in_a_header(
    gallery: Gallery, anybody: httpx.AsyncClient
) -> None:
    headers = {"x-signboard-token": gallery.links["orders"]}
    path = "/public/-/question/cards?slots=c0&category=Chairs&account=&note=&placed=&minimum="
    drawn = await anybody.get(path, headers=headers)
    assert (drawn.status_code, "Acme note three" in drawn.text) == (200, True)
    assert "Acme note one" not in drawn.text
    listed = await anybody.get(
        "/public/-/question/values?parameter=t-category&search=cha", headers=headers
    )
    assert listed.json() == {"values": [["Chairs"]], "more": False}
    for wrong in ("", str(uuid.uuid4()), gallery.links["overview"], gallery.stage.token("orders")):
        answer = await anybody.get(path, headers={"x-signboard-token": wrong})
        assert (answer.status_code, answer.text) == (404, "Not found.")


async def test_a_uuid_opens_no_embed_and_a_token_no_public_page(
    gallery: Gallery, anybody: httpx.AsyncClient
) -> None:
    embed = await anybody.get(f"/embed/question/{gallery.links['orders']}")
    assert embed.status_code == 400
    fragment = await anybody.get(
        "/embed/-/question/cards?slots=c0", headers={"x-signboard-token": gallery.links["orders"]}
    )
    assert fragment.status_code == 400
    page = await anybody.get(f"/public/question/{gallery.stage.token('orders')}")
    assert (page.status_code, "Not found." in page.text) == (404, True)


@pytest.mark.parametrize("door", ["embed", "public"])
@pytest.mark.parametrize("form", ["csv", "xlsx", "json"])
async def test_a_page_with_a_format_is_sent_on_to_the_export(
    gallery: Gallery, anybody: httpx.AsyncClient, door: str, form: str
) -> None:
    key = gallery.links["orders"] if door == "public" else gallery.stage.token("orders")
    for query in ("", "parameters=%7B%7D&format_rows=true"):
        answer = await anybody.get(f"/{door}/question/{key}.{form}?{query}")
        assert answer.status_code == 302
        assert answer.headers["location"] == f"/api/{door}/card/{key}/query/{form}?{query}"
    board = await anybody.get(f"/{door}/dashboard/{key}.{form}")
    assert board.status_code in (400, 404)


async def test_a_pages_head_leads_to_its_description(
    gallery: Gallery, anybody: httpx.AsyncClient
) -> None:
    page = await anybody.get(gallery.page("orders"))
    found = re.search(
        r'<link rel=alternate type="application/json\+oembed" href="([^"]+)">', page.text
    )
    assert found is not None
    href = unescape(found[1])
    address = f"http://embed.test{gallery.page('orders')}"
    assert href == (
        f"http://embed.test/api/public/oembed?url={quote(address, safe='')}&format=json"
    )
    shape = (await anybody.get(href)).json()
    assert shape == {
        "version": "1.0",
        "type": "rich",
        "width": 1024,
        "height": 800,
        "html": f'<iframe src="{address}" width="1024" height="800" frameborder="0"></iframe>',
    }
    sized = (await anybody.get(f"{href}&maxwidth=640&maxheight=320")).json()
    assert (sized["width"], sized["height"]) == (640, 320)
    signed = await anybody.get(gallery.stage.page("orders"))
    assert "oembed" not in signed.text


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.test/public/question/{uuid}",
        "http://embed.test.evil.test/public/question/{uuid}",
        "http://embed.test/public/question/{uuid}%22onload=x",
        'http://embed.test/public/question/{uuid}"><script>',
        "http://embed.test/public/dashboard/{uuid}",
        "http://embed.test/embed/question/{uuid}",
        "javascript:alert(1)",
        "http://[",
        "",
    ],
)
async def test_only_our_own_public_pages_are_described(
    gallery: Gallery, anybody: httpx.AsyncClient, url: str
) -> None:
    address = quote(url.replace("{uuid}", gallery.links["orders"]))
    answer = await anybody.get(f"/api/public/oembed?url={address}")
    assert (answer.status_code, answer.text) == (404, "Not found.")


async def test_a_described_address_keeps_its_values_and_breaks_no_markup(
    gallery: Gallery, anybody: httpx.AsyncClient
) -> None:
    address = f"http://embed.test{gallery.page('orders')}?category=%22%3E<script>#theme=night"
    shape = (await anybody.get(f"/api/public/oembed?url={quote(address)}")).json()
    source = re.fullmatch(r'<iframe src="([^"]+)" width="1024" height="800" .*', shape["html"])
    assert source is not None
    assert "<" not in source[1]
    assert unescape(source[1]) == address


async def test_a_site_url_with_a_path_leads_every_address(
    own: Gallery, visitor: httpx.AsyncClient
) -> None:
    write_setting(own.stage.house.runtime.catalog, "site-url", "https://bi.example.com/charts/")
    page = await visitor.get(own.page("orders"))
    assert "connect-src embed.test/charts/public/-/" in page.headers["content-security-policy"]
    found = re.search(r'json\+oembed" href="([^"]+)"', page.text)
    assert found is not None
    href = unescape(found[1])
    site = "https://bi.example.com/charts"
    assert href.startswith(f"{site}/api/public/oembed?url=")
    shape = (await visitor.get(href.removeprefix(site))).json()
    assert f'src="{site}{own.page("orders")}"' in unquote(shape["html"])
    token = own.stage.token("orders")
    sent_on = await visitor.get(f"/embed/question/{token}.csv")
    assert sent_on.headers["location"] == f"{site}/api/embed/card/{token}/query/csv?"


async def test_configured_origins_hold_for_public_pages_too(
    own: Gallery, visitor: httpx.AsyncClient
) -> None:
    store = own.stage.house.runtime.catalog
    write_setting(store, "embed-frame-ancestors", ["https://app.example.com"])
    for path in (own.page("orders"), f"/public/question/{uuid.uuid4()}"):
        page = await visitor.get(path)
        assert "frame-ancestors https://app.example.com" in page.headers["content-security-policy"]
