"""Questions of the query builder, signed: locks on columns and behind foreign keys, over HTTP."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from signboard.catalog.questions import create_question
from signboard.catalog.scope import LocksDisobeyed
from signboard.catalog.settings import write_setting
from signboard.tokens.mint import mint
from tests.embed.stage import (
    ACME,
    BLUE,
    EDITABLE,
    LOCKED,
    Stage,
    add_dashboard,
    card,
    client_of,
    parameter,
)
from tests.embed.warehouses import ENGINES

pytestmark = pytest.mark.anyio


def field(stage: Stage, table: str, column: str, **options: object) -> list[object]:
    words = {key.replace("_", "-"): value for key, value in options.items()}
    return ["field", stage.field_id(table, column), words or None]


def behind(stage: Stage, key: str, table: str, column: str) -> list[object]:
    return field(stage, table, column, source_field=stage.field_id("orders", key))


def build(stage: Stage, name: str, query: dict[str, Any], **words: Any) -> int:
    """A saved question of the builder over the orders."""
    table = next(
        one.id
        for one in stage.house.runtime.catalog.current().tables.values()
        if one.name == "orders"
    )
    body = {
        "name": name,
        "dataset_query": {
            "database": stage.source_id,
            "type": "query",
            "query": {"source-table": table, **query},
        },
        **words,
    }
    stage.ids[name] = create_question(stage.house.runtime.catalog, body, None).id
    return stage.ids[name]


def monthly(stage: Stage) -> dict[str, Any]:
    return {
        "aggregation": [["sum", field(stage, "orders", "total")], ["count"]],
        "breakout": [
            field(stage, "orders", "placed_on", temporal_unit="month"),
            behind(stage, "product_id", "products", "line"),
        ],
    }


def add_built(stage: Stage) -> None:
    """A dashboard of two built cards: account locked by key, customer locked by name behind it."""
    ids = [
        build(stage, "monthly", monthly(stage)),
        build(stage, "notes", {"fields": [field(stage, "orders", "note")]}),
    ]
    targets = {
        "account": field(stage, "orders", "account_id"),
        "customer": ["fk->", ["field-id", stage.field_id("orders", "account_id")],
                     ["field-id", stage.field_id("accounts", "name")]],
        "category": field(stage, "orders", "category"),
        "unit": field(stage, "orders", "placed_on", temporal_unit="month"),
    }  # fmt: skip
    parameters = [
        parameter("account", "id"),
        parameter("customer", "string/="),
        parameter("category", "string/="),
        parameter("unit", "temporal-unit"),
    ]
    cards = [
        card(number, row * 5, parameter_mappings=[
            {"parameter_id": f"p-{slug}", "card_id": number, "target": ["dimension", target]}
            for slug, target in targets.items()
        ])
        for row, number in enumerate(ids)
    ]  # fmt: skip
    policy = {"account": LOCKED, "customer": LOCKED, "category": EDITABLE, "unit": EDITABLE}
    add_dashboard(stage, "built", parameters, cards, policy)


@pytest.fixture(scope="module", params=ENGINES)
def built(request: pytest.FixtureRequest, open_world: Callable[[str], Stage]) -> Stage:
    """A stage of this file's own with the built dashboard on it; tests only read."""
    stage = open_world(request.param)
    add_built(stage)
    return stage


def paths(stage: Stage, params: dict[str, Any]) -> tuple[str, str, str]:
    """Where the dashboard of a token is, and the rows of its two cards."""
    dashboard = stage.house.runtime.catalog.current().dashboards[stage.ids["built"]]
    signed = mint(stage.secret, resource={"dashboard": dashboard.id}, params=params)
    base = f"/api/embed/dashboard/{signed}"
    first, second = dashboard.dashcards
    return (
        base,
        f"{base}/dashcard/{first.id}/card/{first.question_id}",
        f"{base}/dashcard/{second.id}/card/{second.question_id}",
    )


ACME_ONLY = {"account": [ACME], "customer": "Acme Works"}


async def rows(viewer: httpx.AsyncClient, path: str, **query: str) -> list[list[Any]]:
    answer = await viewer.get(path, params=query)
    assert answer.status_code == 202, answer.text
    body = answer.json()
    assert body["status"] == "completed", body
    return body["data"]["rows"]  # type: ignore[no-any-return]


async def test_locks_on_a_column_and_behind_a_foreign_key_hold(built: Stage) -> None:
    async with client_of(built.app()) as viewer:
        _, first, second = paths(built, ACME_ONLY)
        assert [[row[0][:10], row[1], float(row[2]), row[3]] for row in await rows(viewer, first)] == [
            ["2024-01-01", "Heavy", 10.5, 1],
            ["2024-02-01", "Heavy", 20.25, 1],
            ["2024-03-01", "Home", 30.0, 1],
        ]  # fmt: skip
        notes = [f"Acme note {word}" for word in ("one", "three", "two")]
        assert sorted(row[0] for row in await rows(viewer, second)) == notes
        assert await rows(viewer, second, category="Chairs") == [["Acme note three"]]
        assert await rows(viewer, second, category="Blue Boats") == []
        _, _, crossed = paths(built, {"account": [ACME], "customer": "Blue Boats"})
        assert await rows(viewer, crossed) == []
        _, _, other = paths(built, {"account": [BLUE], "customer": ["Blue Boats", "x' or 1=1 --"]})
        assert len(await rows(viewer, other)) == 3
        yearly = await rows(viewer, first, unit="year")
        assert [row[0][:10] for row in yearly] == ["2024-01-01", "2024-01-01"]


async def test_an_empty_lock_gives_the_known_columns_and_no_row(built: Stage) -> None:
    async with client_of(built.app()) as viewer:
        for empty in ({"account": []}, {"customer": []}):
            _, first, second = paths(built, {**ACME_ONLY, **empty})
            for path, names in ((first, ["placed_on", "line", "sum", "count"]), (second, ["note"])):
                data = (await viewer.get(path)).json()["data"]
                assert data["rows"] == []
                assert [column["name"] for column in data["cols"]] == names


async def test_choices_come_from_the_columns_under_every_lock(built: Stage) -> None:
    async with client_of(built.app()) as viewer:
        base, *_ = paths(built, ACME_ONLY)
        found = (await viewer.get(f"{base}/params/p-category/values")).json()
        assert found["values"] == [["Acme Anvils"], ["Chairs"]]
        crossed, *_ = paths(built, {"account": [ACME], "customer": "Blue Boats"})
        assert (await viewer.get(f"{crossed}/params/p-category/values")).json()["values"] == []


async def test_columns_tell_where_they_come_from_and_pages_show_one_tenant(built: Stage) -> None:
    async with client_of(built.app()) as viewer:
        base, first, _ = paths(built, ACME_ONLY)
        cols = (await viewer.get(first)).json()["data"]["cols"]
        assert [column["source"] for column in cols] == ["breakout"] * 2 + ["aggregation"] * 2
        assert [column["display_name"] for column in cols] == [
            "Placed On: Month", "Product → Line", "Sum of Total", "Count",
        ]  # fmt: skip
        assert cols[2]["field_ref"] == ["aggregation", 0]
        body = (await viewer.get(base)).json()
        assert body["dashcards"][0]["card"]["dataset_query"] == {"type": "query"}
        wired = {one["parameter_id"] for one in body["dashcards"][0]["parameter_mappings"]}
        assert wired == {"p-category", "p-unit"}
        assert body["param_fields"]["p-category"][0]["name"] == "category"
        page = await viewer.get(base.replace("/api", ""))
        assert page.status_code == 200
        assert "Acme note one" in page.text
        assert "Blue" not in page.text


async def test_a_fresh_built_card_is_described_by_these_keys_alone(stage: Stage) -> None:
    number = build(stage, "fresh", monthly(stage), enable_embedding=True, embedding_params={})
    async with client_of(stage.app()) as viewer:
        answer = await viewer.get(stage.data("fresh", {}).removesuffix("/query"))
    assert answer.json() == {
        "id": number,
        "entity_id": answer.json()["entity_id"],
        "name": "fresh",
        "description": None,
        "display": "table",
        "visualization_settings": {},
        "dataset_query": {"type": "query"},
        "parameters": [],
        "param_fields": None,
    }


async def test_a_questions_own_parameter_filters_its_column(stage: Stage) -> None:
    target = ["dimension", field(stage, "orders", "account_id")]
    parameters = [{**parameter("account", "id"), "target": target}]
    build(
        stage,
        "own",
        {"fields": [field(stage, "orders", "note")]},
        parameters=parameters,
        enable_embedding=True,
        embedding_params={"account": LOCKED},
    )
    async with client_of(stage.app()) as viewer:
        assert len(await rows(viewer, stage.data("own", {"account": ACME}))) == 3
        assert await rows(viewer, stage.data("own", {"account": []})) == []
        refused = await viewer.get(stage.data("own", {}))
        assert refused.text == "You must specify a value for :account in the JWT."


def build_locked(stage: Stage, target: list[object]) -> None:
    """A published question whose account is locked on a target."""
    build(
        stage,
        "lost",
        {"fields": [field(stage, "orders", "note")]},
        parameters=[{**parameter("account", "id"), "target": ["dimension", target]}],
        enable_embedding=True,
        embedding_params={"account": LOCKED},
    )


async def test_a_lock_on_a_column_that_is_gone_fails_the_card(stage: Stage) -> None:
    build_locked(stage, ["field", 99_999, None])
    async with client_of(stage.app()) as viewer:
        answer = (await viewer.get(stage.data("lost"))).json()
    assert answer["status"] == "failed"
    assert "data" not in answer


async def test_a_lock_on_what_is_no_column_is_not_published_and_fails_where_it_was(
    stage: Stage,
) -> None:
    with pytest.raises(LocksDisobeyed):
        build_locked(stage, ["expression", "x"])
    write_setting(stage.house.runtime.catalog, "embedding-scope-check", "warn")
    build_locked(stage, ["expression", "x"])
    async with client_of(stage.app()) as viewer:
        answer = (await viewer.get(stage.data("lost"))).json()
    assert answer["status"] == "failed"
    assert "data" not in answer


async def test_raw_and_grouped_rows_have_limits_of_their_own(stage: Stage) -> None:
    store = stage.house.runtime.catalog
    build(stage, "raw", {"fields": [field(stage, "orders", "note")]}, enable_embedding=True)
    build(stage, "groups", monthly(stage), enable_embedding=True)
    write_setting(store, "unaggregated-query-row-limit", 2)
    write_setting(store, "aggregated-query-row-limit", 4)
    async with client_of(stage.app()) as viewer:
        for name, limit in (("raw", 2), ("groups", 4)):
            data = (await viewer.get(stage.data(name, {}))).json()["data"]
            assert len(data["rows"]) == data["rows_truncated"] == limit


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ({"aggregation": [["median", ["field", 1, None]]]}, '"median" cannot be used'),
        ({"joins": [{"source-table": 1, "condition": ["=", 1, 2]}]}, "A join cannot be used"),
    ],
)
async def test_what_is_not_spoken_yet_is_said_in_words(
    stage: Stage, query: dict[str, Any], text: str
) -> None:
    build(stage, "odd", query, enable_embedding=True)
    async with client_of(stage.app()) as viewer:
        answer = (await viewer.get(stage.data("odd", {}))).json()
    assert answer["error_type"] == "unsupported-feature"
    assert text in answer["error"]
