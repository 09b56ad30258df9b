"""Series on a dashcard: drawn on the first card's chart, each under the locks by itself."""

from __future__ import annotations

import re

import pytest

from signboard.catalog.questions import update_question
from tests.embed.stage import (
    EDITABLE,
    LOCKED,
    Stage,
    add_dashboard,
    card,
    client_of,
    parameter,
    wire,
)

pytestmark = pytest.mark.anyio
BY = "SELECT category, {what} AS value FROM {table} WHERE {{{{account}}}} GROUP BY 1 ORDER BY 1"


def add_series(stage: Stage, *others: tuple[str, str, str]) -> str:
    """A dashboard with one chart, and the slot of its card. `others` are name, value and table."""
    tags = {"account": stage.account_tag}
    made = [
        stage.add_question(name, BY.format(what=what, table=table), tags, display="bar")
        for name, what, table in (("Sales", "sum(total)", "orders"), *others)
    ]
    wires = [wire("account", one, "account") for one in made]
    placed = card(made[0], 0, parameter_mappings=wires, series=[{"id": one} for one in made[1:]])
    parameters = [parameter("account", "id"), parameter("category", "string/=")]
    add_dashboard(stage, "other", parameters, [placed], {"account": LOCKED, "category": EDITABLE})
    return f"c{stage.card_path('other').split('/')[2]}"


def chips(html: str) -> list[str]:
    return re.findall(r'<span class="s\d"[^>]*>([^<]+)</span>', html)


async def test_series_stand_in_one_chart_with_their_cards_names(stage: Stage) -> None:
    slot = add_series(stage, ("Orders", "count(*)", "orders"))
    headers = {"x-signboard-token": stage.token("other")}
    async with client_of(stage.app()) as viewer:
        page = await viewer.get(stage.page("other"))
        rows = await viewer.get(f"/embed/-/dashboard/rows?slot={slot}", headers=headers)
        mark = await viewer.get(
            f"/embed/-/dashboard/mark?slot={slot}&row=1&series=1", headers=headers
        )
    assert chips(page.text) == ["Sales", "Orders"]
    assert '<th scope="row">Chairs<td>30<td>1' in page.text + rows.text
    assert mark.json()["values"] == {"category": "Chairs", "value_2": 1}
    assert "Blue" not in page.text + rows.text


async def test_a_series_that_fails_is_named_and_the_others_are_shown(stage: Stage) -> None:
    add_series(stage, ("Gone", "count(*)", "missing_table"), ("Orders", "count(*)", "orders"))
    async with client_of(stage.app()) as viewer:
        page = await viewer.get(stage.page("other"))
        again = await viewer.get(stage.page("other"))
    assert chips(page.text) == ["Sales", "Orders"]
    assert "Gone: There was a problem displaying this chart." in page.text
    assert "missing_table" not in page.text
    assert "Gone: " in again.text, "a failure is never kept as the answer of others"


async def test_a_series_that_does_not_obey_the_lock_is_not_shown(stage: Stage) -> None:
    slot = add_series(stage, ("Orders", "count(*)", "orders"))
    question = stage.ids["Orders"]
    leaking = {
        "database": stage.source_id,
        "type": "native",
        "native": {"query": "SELECT category, count(*) AS value FROM orders GROUP BY 1"},
    }
    update_question(stage.house.runtime.catalog, question, {"dataset_query": leaking})
    async with client_of(stage.app()) as viewer:
        page = await viewer.get(stage.page("other"))
    assert slot in page.text
    assert "Blue" not in page.text
    assert "Orders: There was a problem displaying this chart." in page.text


async def test_a_picture_of_the_card_has_its_series_too(stage: Stage) -> None:
    slot = add_series(stage, ("Orders", "count(*)", "orders"))
    place = f"/embed/dashboard/{stage.token('other')}/dashcard/{slot[1:]}.svg"
    async with client_of(stage.app()) as viewer:
        picture = await viewer.get(place)
    assert picture.status_code == 200, picture.text
    assert ">Sales<" in picture.text
    assert ">Orders<" in picture.text
    assert "Blue" not in picture.text
