"""The PNG of each kind beside a screenshot of the same card on the page, by perceptual likeness."""

from __future__ import annotations

import os
import re
from base64 import b64encode
from collections.abc import Iterator
from html import escape
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page

from signboard.charts.context import ChartContext
from signboard.charts.fonts.families import DEFAULT, FOLDER
from signboard.charts.render import KINDS, render_html, render_svg
from signboard.charts.themes import THEMES
from signboard.embed.document import Cell, open_document
from signboard.embed.looks import Appearance
from signboard.pictures.png import PngOrder
from tests.browser.likeness import likeness
from tests.charts.tables import payload_of
from tests.charts.test_paint_svg import PICTURES

WIDTH, HEIGHT = 640, 400
LEAST = 0.85
"""What every picture reaches; most are above 0.93. A test below says that other cards stay below."""
DENSE = {"pivot": 0.78}
"""Pivot tables stand closer in a picture, so that more rows find room."""
OUTPUT = Path(__file__).parent / "output" / "likeness"


def page_of(name: str) -> str:
    """The card as the page has it, alone, as large as the picture, in the picture's font."""
    display, columns, rows, settings, theme = PICTURES[name]
    context = ChartContext("p", name, "en", 11, 8)
    body = render_html(payload_of(columns, rows, **settings), display, settings, context)
    faces = "".join(
        f"@font-face{{font-family:Inter;font-weight:400 700;unicode-range:{part.unicode_range};"
        f"src:url(data:font/woff2;base64,{b64encode((FOLDER / part.file).read_bytes()).decode()})}}"
        for part in DEFAULT.parts
    )
    head = f"<style>{faces}body{{background:#fff}}main{{padding:0!important;border:0!important;margin:0}}</style>"
    cell = Cell("p", 0, 0, 24, 6, display)
    opening = open_document("", Appearance(theme=theme), "en", [cell], head=head)
    opening = re.sub(r"<script.*?</script>", "", opening)
    frame = "border:0;border-radius:0;box-shadow:none"
    return (
        f"{opening}<div style='width:{WIDTH}px;height:{HEIGHT}px'><section class=card style='{frame}'>"
        f"<header><h2>{escape(name)}</h2></header><div class=body>{body}</div></section></div>"
    )


@pytest.fixture(scope="module")
def canvas(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": WIDTH, "height": HEIGHT})
    yield context.new_page()
    context.close()


def screenshot(canvas: Page, name: str) -> Image.Image:
    canvas.set_content(page_of(name))
    canvas.evaluate("document.fonts.ready.then(() => 1)")
    return Image.open(BytesIO(canvas.screenshot()))


def converted(name: str) -> Image.Image:
    display, columns, rows, settings, theme = PICTURES[name]
    payload, size = payload_of(columns, rows, **settings), {"width": WIDTH, "height": HEIGHT}
    svg = render_svg(payload, display, settings, **size, theme=THEMES[theme], title=name)
    drawn = Image.open(BytesIO(PngOrder(svg, 1.0).make())).convert("RGBA")
    ground = Image.new("RGBA", drawn.size, "#fff")
    ground.alpha_composite(drawn)
    return ground


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_looks_like_its_card_on_the_page(canvas: Page, name: str) -> None:
    page, png = screenshot(canvas, name), converted(name)
    found = likeness(page, png)
    if os.environ.get("KEEP_PICTURES") == "1":
        OUTPUT.mkdir(parents=True, exist_ok=True)
        both = Image.new("RGB", (2 * WIDTH + 10, HEIGHT), "#888")
        both.paste(page.convert("RGB"), (0, 0))
        both.paste(png.convert("RGB"), (WIDTH + 10, 0))
        both.save(OUTPUT / f"{round(found * 1000):04}-{name}.png")
    assert found >= DENSE.get(name, LEAST), f"{name}: {found:.3f}"


def test_every_kind_is_compared() -> None:
    assert set(KINDS) <= {display for display, *_ in PICTURES.values()}


def test_cards_that_differ_are_told_apart() -> None:
    assert likeness(converted("line"), converted("line")) == pytest.approx(1)
    for one, other in (
        ("line", "bar"),
        ("pie", "gauge"),
        ("table", "scalar"),
        ("row", "funnel-rows"),
    ):
        assert likeness(converted(one), converted(other)) < LEAST - 0.1, (one, other)
