"""Looks of pages: instance, item and token say how an embed looks, and nobody else's page grows."""

from __future__ import annotations

import re
from typing import Any

import httpx
import pytest

from signboard.catalog.questions import update_question
from signboard.catalog.settings import write_setting
from signboard.charts.stylesheet import PARTS
from signboard.charts.stylesheet import style_of as chart_style
from signboard.embed.document import Cell, render_layout
from signboard.server.app import Plane
from signboard.settings import SettingRefused
from tests.embed.stage import ACME, Stage, client_of

pytestmark = pytest.mark.anyio


def style_of(page: httpx.Response) -> str:
    return page.text.partition("<style>")[2].partition("</style>")[0]


async def test_the_token_stands_over_the_item_and_the_item_over_the_instance(stage: Stage) -> None:
    store = stage.house.runtime.catalog
    instance = {"accent": "#111111", "radius": 3, "gap": 20, "font": "Lato"}
    write_setting(store, "embed-appearance", instance)
    stored = {"theme": "night", "font": "Inter", "tokens": {"radius": 5, "text": "#222"}}
    update_question(store, stage.ids["orders"], {"embedding_appearance": stored})
    async with client_of(stage.app()) as viewer:
        page = await viewer.get(stage.page("orders", theme={"radius": 7, "transparent": {"zero": "#333"}}))  # fmt: skip
        other = await viewer.get(stage.page("overview"))
        again = await viewer.get(stage.page("orders"))
    assert "data-theme=night" in page.text
    rules = style_of(page)
    assert ':root{--sb-font:"Inter",system-ui,sans-serif;--sb-radius:7px;--sb-gap:20px}' in rules
    assert "[data-theme=light]{--sb-text:#222222;--sb-accent:#111111;--sb-on:#ffffff}" in rules
    assert "[data-theme=transparent]{--sb-text:#222222;--sb-zero:#333333;" in rules
    assert ".g{gap:var(--sb-gap)}" in page.text.partition("shadowrootmode=open>")[2]
    assert '--sb-font:"Lato"' in style_of(other)
    assert "data-theme=light" in other.text
    assert "--sb-radius:5px" in style_of(again)  # one viewer's look is not another's


async def test_a_preview_shows_what_an_author_took_back_as_the_instance_has_it(
    stage: Stage,
) -> None:
    store = stage.house.runtime.catalog
    write_setting(store, "embed-appearance", {"radius": 3})
    stored = {
        "theme": "night",
        "downloads": False,
        "locale": "de",
        "tokens": {"radius": 5, "gap": 20},
    }
    update_question(store, stage.ids["orders"], {"embedding_appearance": stored})
    preview = stage.preview("orders", {"account": "locked"}, account=[ACME])
    async with client_of(stage.app(Plane.ALL)) as viewer:
        shown = await viewer.get(f"/embed/question/{preview}")
        published = await viewer.get(stage.page("orders"))
    assert "--sb-radius:3px" in style_of(shown)
    assert "--sb-gap" not in style_of(shown)
    assert "<html lang=en" in shown.text
    assert "data-theme=light" in shown.text
    assert "data-downloads" not in shown.text.partition("<head>")[0]
    assert "--sb-radius:5px" in style_of(published)
    assert "<html lang=de" in published.text


@pytest.mark.parametrize(
    "claim",
    [
        {"accent": "red;}</style><script>", "nothing": 1},
        "no such theme",
        7,
        [],
        {"night": {"font": "x'\"</style>"}},
    ],
)
async def test_a_claim_that_cannot_be_read_changes_nothing(
    shared: Stage, viewer: httpx.AsyncClient, claim: Any
) -> None:
    plain = await viewer.get(shared.page("orders"))
    odd = await viewer.get(shared.page("orders", theme=claim))
    assert odd.status_code == 200
    assert style_of(odd) == style_of(plain)
    assert not re.search(
        r"sb-gap|--sb-padding|sb-heading", plain.text
    )  # nobody pays for what is not set


async def test_a_theme_by_name_in_the_token_is_in_the_first_response(
    shared: Stage, viewer: httpx.AsyncClient
) -> None:
    page = await viewer.get(shared.page("orders", theme="night"))
    assert "data-theme=night" in page.text


async def test_the_setting_says_what_is_wrong_with_it(stage: Stage) -> None:
    store = stage.house.runtime.catalog
    with pytest.raises(SettingRefused, match="accent must be a colour such as #3b6ef0"):
        write_setting(store, "embed-appearance", {"accent": "blue"})
    write_setting(store, "embed-appearance", '{"accent": "#123456"}')
    assert store.current().settings.embed_appearance == {"accent": "#123456"}


def test_no_variable_of_the_layout_reaches_into_a_chart() -> None:
    """Slotted cards inherit from the grid's cells; a shared name would colour or turn their text."""
    cells = [Cell(slot="c1", row=1, col=2, width=3, height=4, display="bar")]
    layout = render_layout(cells, alone="240px", slow="")
    written = set(re.findall(r"(--[a-z]+):", layout))
    read = set(re.findall(r"var\((--[a-z]+)\b(?!-)", chart_style(PARTS)))
    assert {"--gr", "--gc", "--gw", "--gh"} <= written
    assert {"--c", "--r", "--w"} <= read
    assert not written & read
