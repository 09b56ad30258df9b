"""A pivot table on a page: the same totals that the pivot routes answer, under the token's lock."""

from __future__ import annotations

import re

import pytest

from signboard.catalog.questions import create_question
from tests.embed.stage import ACME, BLUE, LOCKED, Stage, client_of, parameter

pytestmark = pytest.mark.anyio


def publish_pivot(stage: Stage) -> None:
    """Average and sum by category and month; averages cannot be added up from cells."""
    store = stage.house.runtime.catalog
    table = next(one.id for one in store.current().tables.values() if one.name == "orders")

    def column(name: str, **options: str) -> list[object]:
        words = {key.replace("_", "-"): value for key, value in options.items()}
        return ["field", stage.field_id("orders", name), words or None]

    month = column("placed_on", temporal_unit="month")
    inner = {
        "source-table": table,
        "aggregation": [["avg", column("total")]],
        "breakout": [column("category"), month],
    }
    split = {"rows": [column("category")], "columns": [month], "values": [["aggregation", 0]]}
    target = ["dimension", column("account_id")]
    body = {
        "name": "pivoted",
        "display": "pivot",
        "dataset_query": {"database": stage.source_id, "type": "query", "query": inner},
        "visualization_settings": {"pivot_table.column_split": split},
        "parameters": [{**parameter("account", "id"), "target": target}],
        "enable_embedding": True,
        "embedding_params": {"account": LOCKED},
    }
    stage.ids["pivoted"] = create_question(store, body, None).id


def words_of(html: str) -> str:
    """What people read on a page."""
    body = html[html.index("<section") :]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body))


async def test_page_shows_the_sources_totals_of_the_tokens_tenant(stage: Stage) -> None:
    publish_pivot(stage)
    async with client_of(stage.app()) as client:
        acme = words_of((await client.get(stage.page("pivoted", {"account": [ACME]}))).text)
        blue = words_of((await client.get(stage.page("pivoted", {"account": [BLUE]}))).text)
    assert "20.25" in acme  # the grand total: (10.5 + 20.25 + 30) / 3, no average of averages
    assert "15.38" in acme  # of both anvils
    assert "Blue Boats" not in acme
    assert "pivot-grouping" not in acme
    assert "500.25" in blue
    assert "Acme Anvils" not in blue
