"""Pictures: the card that the page shows, for this viewer's rows, as SVG and PNG."""

from __future__ import annotations

import re
from io import BytesIO
from xml.etree import ElementTree as ET

import httpx
import pytest
from PIL import Image

from signboard.catalog.dashboards import update_dashboard
from signboard.catalog.models import ResourceKind
from signboard.catalog.questions import update_question
from signboard.catalog.settings import write_setting
from signboard.catalog.sharing.links import create_link
from tests.embed.stage import BLUE, Stage, client_of

pytestmark = pytest.mark.anyio


def dashcard(stage: Stage, form: str, **claims: object) -> str:
    number = stage.card_path("overview").split("/")[2]
    return f"{stage.page('overview', None, **claims)}/dashcard/{number}.{form}"


async def test_a_question_is_a_png_of_the_size_that_is_asked_for(
    shared: Stage, viewer: httpx.AsyncClient
) -> None:
    picture = await viewer.get(shared.page("orders") + ".png?width=400&height=240&scale=1.5")
    assert picture.status_code == 200
    assert picture.headers["content-type"] == "image/png"
    assert picture.headers["cross-origin-resource-policy"] == "cross-origin"
    image = Image.open(BytesIO(picture.content)).convert("RGB")
    assert image.size == (600, 360)
    assert image.getpixel((2, 2)) == (255, 255, 255)
    assert (await viewer.get(shared.page("orders") + ".png?width=400&height=240&scale=1.5")).content == picture.content  # fmt: skip


async def test_a_picture_holds_this_viewers_rows_and_no_others(
    shared: Stage, viewer: httpx.AsyncClient
) -> None:
    acme = await viewer.get(shared.page("orders") + ".svg")
    blue = await viewer.get(shared.page("orders", {"account": [BLUE]}) + ".svg")
    assert acme.headers["content-type"] == "image/svg+xml; charset=utf-8"
    assert "Acme note one" in acme.text
    assert "Blue" not in acme.text
    assert "Blue note one" in blue.text
    assert "Acme" not in blue.text
    none = await viewer.get(shared.page("orders", {"account": []}) + ".svg")
    assert "note one" not in none.text


async def test_a_picture_is_whole_in_itself(shared: Stage, viewer: httpx.AsyncClient) -> None:
    svg = (await viewer.get(shared.page("orders") + ".svg?width=800&height=500&theme=night")).text
    root = ET.fromstring(svg)
    assert (root.get("width"), root.get("height")) == ("800", "500")
    assert not re.search(r"var\(|<(script|style|image|a)\b|href", svg)
    assert ">orders</text>" in svg
    assert 'fill="#171b23"' in svg  # the night theme's surface
    bare = (await viewer.get(shared.page("orders") + ".svg?titled=false&background=false")).text
    assert ">orders</text>" not in bare
    assert '<rect width="640"' not in bare


async def test_values_are_chosen_as_in_the_pages_address(
    shared: Stage, viewer: httpx.AsyncClient
) -> None:
    svg = await viewer.get(shared.page("orders") + ".svg?category=Chairs&utm_source=mail&width=900")
    assert "Acme note three" in svg.text
    assert "Acme note one" not in svg.text


async def test_a_card_of_a_dashboard_is_a_picture_of_its_own(
    shared: Stage, viewer: httpx.AsyncClient
) -> None:
    svg = await viewer.get(dashcard(shared, "svg"))
    assert svg.status_code == 200
    assert "Acme note one" in svg.text
    png = await viewer.get(dashcard(shared, "png"))
    assert png.content.startswith(b"\x89PNG")
    wrong = await viewer.get(f"{shared.page('overview')}/dashcard/999999.png")
    assert (wrong.status_code, wrong.text) == (400, "This dashboard has no chart with that number.")


async def test_a_dashboard_without_its_own_title_keeps_those_of_its_cards(stage: Stage) -> None:
    store = stage.house.runtime.catalog
    bare = {"embedding_appearance": {"titled": False, "background": False}}
    update_dashboard(store, stage.ids["overview"], bare)
    update_question(store, stage.ids["orders"], bare)
    async with client_of(stage.app()) as viewer:
        of_card = (await viewer.get(dashcard(stage, "svg"))).text
        alone = (await viewer.get(stage.page("orders") + ".svg")).text
    assert ">orders</text>" in of_card
    assert '<rect width="' in of_card
    assert ">orders</text>" not in alone


async def test_the_look_of_the_token_is_in_the_picture_and_is_nobody_elses(
    shared: Stage, viewer: httpx.AsyncClient
) -> None:
    own = await viewer.get(shared.page("orders", theme={"surface": "#fffbe6", "font": "DM Sans"}) + ".svg")  # fmt: skip
    other = await viewer.get(shared.page("orders") + ".svg")
    assert 'fill="#fffbe6"' in own.text
    assert 'font-family="DM Sans,Inter,sans-serif"' in own.text
    assert "#fffbe6" not in other.text


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("width=10", "width must be a number from 80 to 2400."),
        ("height=1e9", "height must be a number from 60 to 2400."),
        ("scale=9", "scale must be a number from 0.5 to 4."),
        ("theme=blue", "theme must be one of: light, night, transparent."),
        ("width=2400&height=2400&scale=4", "width, height and scale make more than 16 million pixels."),
    ],
)  # fmt: skip
async def test_a_picture_that_we_do_not_make_is_refused_with_the_bounds(
    shared: Stage, viewer: httpx.AsyncClient, query: str, text: str
) -> None:
    answer = await viewer.get(f"{shared.page('orders')}.png?{query}")
    assert (answer.status_code, answer.text) == (400, text)
    assert answer.headers["content-type"].startswith("text/plain")


async def test_refusals_are_texts_with_their_statuses(
    shared: Stage, viewer: httpx.AsyncClient
) -> None:
    for item, status in (("draft", 400), ("gone", 400), ("broken", 400), ("zero", 400)):
        answer = await viewer.get(shared.page(item) + ".png")
        assert answer.headers["content-type"].startswith("text/plain")
        assert answer.status_code == status, item
        assert "secret_table" not in answer.text
    corrupt = await viewer.get("/embed/question/abc.png")
    assert (corrupt.status_code, corrupt.text) == (400, "Message seems corrupt or manipulated")


async def test_public_links_have_pictures_too(stage: Stage) -> None:
    store = stage.house.runtime.catalog
    write_setting(store, "enable-public-sharing", True)
    free = stage.add_question("free", "SELECT title FROM products ORDER BY id", {})
    link = create_link(store, ResourceKind.QUESTION, free)
    async with client_of(stage.app()) as viewer:
        svg = await viewer.get(f"/public/question/{link}.svg")
        png = await viewer.get(f"/public/question/{link}.png")
        nobody = await viewer.get("/public/question/00000000-0000-4000-8000-000000000000.svg")
    assert "Acme anvil" in svg.text
    assert png.content.startswith(b"\x89PNG")
    assert (nobody.status_code, nobody.text) == (404, "Not found.")
