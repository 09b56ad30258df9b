"""What a viewer asks of one card: order, further rows, series switched off. Never other rows."""

from __future__ import annotations

import re

import httpx
import pytest

from tests.embed.stage import EDITABLE, LOCKED, Stage, client_of

pytestmark = pytest.mark.anyio
COUNT = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 120) "
NUMBERS = f"{COUNT}SELECT i, category FROM n, orders WHERE {{{{account}}}} AND orders.id IN (1, 4)"
STACKED = (
    "SELECT placed_on, category, sum(total) AS total FROM orders "
    "WHERE {{account}} AND {{category}} GROUP BY 1, 2 ORDER BY 1"
)


@pytest.fixture
def numbers(stage: Stage) -> Stage:
    stage.publish("numbers", NUMBERS, {"account": stage.account_tag}, account=LOCKED)
    return stage


def publish_stacked(stage: Stage) -> None:
    tags = {
        "account": stage.account_tag,
        "category": stage.dimension("orders", "category", "string/="),
    }
    stage.add_question(
        "stacked", STACKED, tags, display="bar", enable_embedding=True,
        embedding_params={"account": LOCKED, "category": EDITABLE},
        visualization_settings={"stackable.stack_type": "stacked"},
    )  # fmt: skip


async def fragment(viewer: httpx.AsyncClient, stage: Stage, item: str, path: str) -> httpx.Response:
    headers = {"x-signboard-token": stage.token(item)}
    return await viewer.get(f"/embed/-/question/{path}", headers=headers)


def first_cells(html: str) -> list[str]:
    return re.findall(r"<tr><td[^>]*>([^<]*)", html)


async def test_the_whole_table_is_ordered_by_value_and_not_the_part_in_the_page(
    numbers: Stage,
) -> None:
    async with client_of(numbers.app()) as viewer:
        page = await viewer.get(numbers.page("numbers"))
        largest = await fragment(viewer, numbers, "numbers", "cards?slots=c0&c0.sort=d0")
        rest = await fragment(viewer, numbers, "numbers", "cards?slots=c0&c0.sort=d0&c0.from=100")
    assert "data-rows=120" in page.text
    assert first_cells(page.text)[:3] == ["1", "2", "3"]
    assert first_cells(largest.text)[:3] == ["120", "119", "118"]
    assert first_cells(rest.text) == [str(i) for i in range(20, 0, -1)]
    assert "Rows 101–120 of 120" in rest.text
    assert "Blue" not in page.text + largest.text + rest.text


async def test_a_view_of_a_card_costs_the_source_nothing(numbers: Stage) -> None:
    cache = numbers.house.runtime.cache
    async with client_of(numbers.app()) as viewer:
        await viewer.get(numbers.page("numbers"))
        before = cache.used_bytes
        for path in (
            "cards?slots=c0&c0.sort=d0",
            "cards?slots=c0&c0.from=50&c0.hidden=x",
            "rows?slot=c0&c0.from=50",
        ):
            answer = await fragment(viewer, numbers, "numbers", path)
            assert answer.status_code == 200
    assert cache.used_bytes == before


async def test_a_series_switched_off_leaves_the_axis_to_the_others(stage: Stage) -> None:
    publish_stacked(stage)
    async with client_of(stage.app()) as viewer:
        both = await fragment(viewer, stage, "stacked", "cards?slots=c0")
        one = await fragment(viewer, stage, "stacked", "cards?slots=c0&c0.hidden=Chairs")
        none = await fragment(
            viewer, stage, "stacked", "cards?slots=c0&c0.hidden=Chairs&c0.hidden=Acme+Anvils"
        )
    ticks = re.compile(r'<span style="top:[^"]+">([^<]+)</span>')
    assert ticks.findall(both.text)[-1] == "30"
    assert ticks.findall(one.text)[-1] == "25"
    assert one.text.count('class="s1') == 1, "only its chip in the legend is left"
    assert '<span class="s1">Chairs</span>' in one.text
    assert none.text == both.text


async def test_rows_on_demand_carry_shares_and_totals_of_stacked_values(stage: Stage) -> None:
    publish_stacked(stage)
    async with client_of(stage.app()) as viewer:
        rows = await fragment(viewer, stage, "stacked", "rows?slot=c0")
    assert rows.text.count("<tr") == 71, "a row for each day from the first to the last"
    assert '<td data-s="100%">10.5<td><td>10.5' in rows.text


async def test_filters_and_locks_stay_in_force_under_a_view(stage: Stage) -> None:
    publish_stacked(stage)
    path = "rows?slot=c0&c0.hidden=Chairs&.category=Chairs&category=Acme+Anvils"
    async with client_of(stage.app()) as viewer:
        rows = await fragment(viewer, stage, "stacked", "rows?slot=c0&.category=Chairs")
        refused = await viewer.get(
            f"/embed/-/question/{path}", headers={"x-signboard-token": "no.to.ken"}
        )
    assert rows.text.count("<tr") == 1
    assert "30" in rows.text
    assert refused.status_code == 400


@pytest.mark.parametrize(
    "path",
    [
        "cards?slots=c0&c0.sort=x1",
        "cards?slots=c0&c0.sort=d99",
        "cards?slots=c0&c0.from=-1",
        "cards?slots=c7",
        "rows?slot=c7",
        "rows?slot=f",
        "rows",
        "cards?slots=c0" + "".join(f"&c0.hidden={i}" for i in range(25)),
    ],
)
async def test_a_view_of_what_is_not_there_is_refused_or_shown_as_a_failed_card(
    numbers: Stage, path: str
) -> None:
    async with client_of(numbers.app()) as viewer:
        answer = await fragment(viewer, numbers, "numbers", path)
    assert "This page is out of date. Reload it." in answer.text
