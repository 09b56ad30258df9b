"""What describe requests say, and what they hide (embedding-protocol 2.3 and 3.6)."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from signboard.catalog.dashboards import update_dashboard
from signboard.catalog.models import Dashboard
from signboard.catalog.questions import create_question
from tests.embed.stage import (
    ACME,
    DISABLED,
    EDITABLE,
    LOCKED,
    Stage,
    add_dashboard,
    card,
    client_of,
    parameter,
    text_card,
    wire,
)

pytestmark = pytest.mark.anyio


@pytest.fixture
async def anybody(stage: Stage) -> AsyncIterator[httpx.AsyncClient]:
    async with client_of(stage.app()) as client:
        yield client


def dashboard_of(stage: Stage, name: str) -> Dashboard:
    return stage.house.runtime.catalog.current().dashboards[stage.ids[name]]


async def described(anybody: httpx.AsyncClient, stage: Stage, item: str, params: Any = None) -> Any:
    path = stage.page(item, params).replace("/embed/question/", "/api/embed/card/")
    answer = await anybody.get(path.replace("/embed/dashboard/", "/api/embed/dashboard/"))
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_an_empty_dashboard_is_just_this(stage: Stage, anybody: httpx.AsyncClient) -> None:
    assert await described(anybody, stage, "empty", {}) == {
        "id": stage.ids["empty"],
        "name": "empty",
        "description": None,
        "parameters": [],
        "dashcards": [],
        "tabs": [],
        "param_fields": None,
        "auto_apply_filters": True,
        "width": "fixed",
    }


async def test_a_fresh_question_of_the_builder_is_just_this(
    stage: Stage, anybody: httpx.AsyncClient
) -> None:
    catalog = stage.house.runtime.catalog
    table = next(one.id for one in catalog.current().tables.values() if one.name == "products")
    query = {"database": stage.source_id, "type": "query", "query": {"source-table": table}}
    body = {"name": "fresh", "dataset_query": query, "display": "table", "enable_embedding": True}
    stage.ids["fresh"] = create_question(catalog, body, None).id
    found = await described(anybody, stage, "fresh", {})
    assert len(found.pop("entity_id")) == 21
    assert found == {
        "id": stage.ids["fresh"],
        "name": "fresh",
        "description": None,
        "display": "table",
        "visualization_settings": {},
        "dataset_query": {"type": "query"},
        "parameters": [],
        "param_fields": None,
    }


async def test_a_native_question_shows_its_visible_tags_and_no_sql(
    stage: Stage, anybody: httpx.AsyncClient
) -> None:
    found = await described(anybody, stage, "orders", {})
    tags = found["dataset_query"]["native"]["template-tags"]
    assert set(found["dataset_query"]) == {"type", "native"}
    assert set(found["dataset_query"]["native"]) == {"template-tags"}
    assert set(tags) == {"category", "placed", "minimum"}
    shown = {one["slug"]: one for one in found["parameters"]}
    assert {slug: (one["id"], one["type"], one["target"]) for slug, one in shown.items()} == {
        "category": ("t-category", "string/=", ["dimension", ["template-tag", "category"]]),
        "placed": ("t-placed", "date/all-options", ["dimension", ["template-tag", "placed"]]),
        "minimum": ("t-minimum", "number/=", ["variable", ["template-tag", "minimum"]]),
    }
    assert set(found["param_fields"]) == {"t-category", "t-placed"}


async def test_types_of_parameters_follow_their_tags(
    stage: Stage, anybody: httpx.AsyncClient
) -> None:
    """Section 3.1: what a tag without a widget of its own becomes; cards and unfinished tags nothing."""
    tags = {
        "account": stage.account_tag,
        "word": {"type": "text", "default": "x", "required": True},
        "least": {"type": "number"},
        "day": {"type": "date"},
        "bare": stage.dimension("orders", "note", "none"),
    }
    sql = """SELECT note FROM orders WHERE {{account}} AND note <> {{word}} [[AND total > {{least}}]]
        [[AND placed_on > {{day}}]] [[AND {{bare}}]]"""
    opened = dict.fromkeys(tags, EDITABLE) | {"account": LOCKED}
    stage.publish("typed", sql, tags, **opened)
    found = await described(anybody, stage, "typed")
    assert {one["slug"]: one["type"] for one in found["parameters"]} == {
        "word": "string/=",
        "least": "number/=",
        "day": "date/single",
    }
    word = next(one for one in found["parameters"] if one["slug"] == "word")
    assert (word["id"], word["name"], word["default"], word["required"]) == (
        "t-word",
        "Word",
        "x",
        True,
    )


async def test_a_dashcard_has_these_keys_and_its_series(
    stage: Stage, anybody: httpx.AsyncClient
) -> None:
    wires = [wire("account", stage.ids[name], "account") for name in ("orders", "total")]
    both = card(
        stage.ids["orders"], 0, parameter_mappings=wires, series=[{"id": stage.ids["total"]}]
    )
    text = text_card(5, "Of **{{who}}**[[ in {{where}}]]", ("account", "who"), ("place", "where"))
    filters = [parameter("account", "id"), parameter("place", "string/=")]
    add_dashboard(stage, "empty", filters, [both, text], {"account": LOCKED, "place": EDITABLE})
    found = await described(anybody, stage, "empty")
    first, text = found["dashcards"]
    assert set(first) == {
        "id", "card", "card_id", "dashboard_id", "dashboard_tab_id", "series", "col", "row",
        "size_x", "size_y", "parameter_mappings", "visualization_settings", "action",
        "inline_parameters",
    }  # fmt: skip
    assert first["card_id"] == stage.ids["orders"]
    assert first["parameter_mappings"] == []
    assert [one["id"] for one in first["series"]] == [stage.ids["total"]]
    # The browser never gets the parameter, so its value stands in the text (3.6).
    filled = text["visualization_settings"]["text"]
    assert filled == f"Of **{ACME}**[[ in {{{{where}}}}]]"
    assert (text["card"], text["card_id"]) == (None, None)
    rows = f"/api/embed/dashboard/{stage.token('empty')}/dashcard/{first['id']}/card/"
    series = await anybody.get(rows + str(stage.ids["total"]))
    assert (series.status_code, series.json()["data"]["rows"]) == (202, [[60.75]])
    for end in ("/csv", "/json"):
        file = await anybody.get(f"{rows}{stage.ids['total']}{end}")
        assert (file.status_code, "60.75" in file.text) == (200, True)


@pytest.mark.parametrize(
    ("policy", "kept"),
    [
        ({"first": EDITABLE, "second": LOCKED}, {"p-first"}),
        ({"first": LOCKED, "second": EDITABLE}, {"p-second"}),
        ({"first": DISABLED, "second": LOCKED}, set()),
        ({"second": LOCKED}, set()),
        ({"first": EDITABLE, "second": EDITABLE}, {"p-first", "p-second"}),
    ],
)
async def test_columns_of_hidden_filters_go_unless_a_visible_one_has_them(
    stage: Stage, anybody: httpx.AsyncClient, policy: dict[str, str], kept: set[str]
) -> None:
    filters = [parameter("account", "id"), parameter("first", "string/="), parameter("second", "string/=")]  # fmt: skip
    orders = stage.ids["orders"]
    wires = [wire("account", orders, "account")]
    wires += [wire(name, orders, "category") for name in ("first", "second")]
    cards = [card(orders, 0, parameter_mappings=wires)]
    add_dashboard(stage, "empty", filters, cards, {"account": LOCKED} | policy)
    found = await described(anybody, stage, "empty", {"account": [ACME], "second": ["Chairs"]})
    kept = kept - {"p-second"}  # the token sets it
    assert {one["id"] for one in found["parameters"]} == kept
    assert set(found["param_fields"] or {}) == kept
    assert {one["parameter_id"] for one in found["dashcards"][0]["parameter_mappings"]} == kept
    if kept:
        columns = [one["id"] for one in found["param_fields"]["p-first"]]
        assert columns == [stage.field_id("orders", "category")]


async def test_a_widgets_links_name_visible_parents_only_and_its_order_is_the_dashboards(
    stage: Stage, anybody: httpx.AsyncClient
) -> None:
    board = dashboard_of(stage, "overview")
    stored: Any = board.stored["parameters"]
    linked = [
        one | ({"filteringParameters": ["p-account", "p-note"]} if one["slug"] == "category" else {})
        for one in reversed(stored)
    ]  # fmt: skip
    body = {"parameters": linked, "auto_apply_filters": False, "width": "full"}
    update_dashboard(stage.house.runtime.catalog, board.id, body)
    found = await described(anybody, stage, "overview")
    assert [one["slug"] for one in found["parameters"]] == ["minimum", "note", "placed", "category"]
    assert found["parameters"][-1]["filteringParameters"] == ["p-note"]
    assert (found["auto_apply_filters"], found["width"]) == (False, "full")
