"""All tables of one dashcard: each series is locked, judged and answered as it is alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from signboard.catalog.closure import CardNotOnDashboard, ItemMissing, Loaded
from signboard.catalog.models import ResourceKind
from signboard.catalog.questions import update_question
from signboard.catalog.scope import CardOutOfScope
from signboard.errors import SignboardError
from signboard.parameters.bound import Bound
from signboard.pipeline import Locale, Series, Viewing, answer_series, bind, locate
from signboard.sources.errors import SourceError
from signboard.tokens.verify import verify
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
    sqlite_stage,
    wire,
)

pytestmark = pytest.mark.anyio
TOTAL = "SELECT sum(total) AS total FROM orders WHERE {{account}}"
COUNT = "SELECT count(*) AS orders FROM orders WHERE {{account}}"


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    """A dashboard with one card of three series, all of one tenant."""
    with sqlite_stage(tmp_path) as made:
        account = {"account": made.account_tag}
        for name, sql in (("sums", TOTAL), ("counts", COUNT), ("again", COUNT)):
            made.add_question(name, sql, account, display="bar")
        names = ("sums", "counts", "again")
        wires = [wire("account", made.ids[name], "account") for name in names]
        series = [{"id": made.ids[name]} for name in names[1:]]
        placed = card(made.ids["sums"], 0, parameter_mappings=wires, series=series)
        policy = {"account": LOCKED, "category": EDITABLE}
        parameters = [parameter("account", "id"), parameter("category", "string/=")]
        add_dashboard(made, "overview", parameters, [placed], policy)
        yield made


def open_card(stage: Stage, account: object = ACME) -> tuple[Loaded, int, Bound]:
    runtime = stage.house.runtime
    catalog = runtime.catalog.current()
    claims = verify(stage.token("overview", {"account": account}), catalog.keys, runtime.clock())
    loaded = locate(catalog, claims, ResourceKind.DASHBOARD)
    assert loaded.dashboard is not None
    return loaded, loaded.dashboard.dashcards[0].id, bind(loaded, claims, {})


async def answered(stage: Stage, account: object = ACME) -> Series:
    loaded, dashcard_id, bound = open_card(stage, account)
    places = loaded.placed_series(dashcard_id)
    runtime = stage.house.runtime
    return await answer_series(runtime, places, bound, Viewing.VIEWER, Locale())


def cells(series: Series) -> list[object]:
    return [one.table.rows[0][0] for one in series.answers]


async def test_every_series_shows_the_tokens_tenant_in_the_cards_order(stage: Stage) -> None:
    assert cells(await answered(stage, [ACME])) == [60.75, 3, 3]
    blue = await answered(stage, [BLUE])
    assert cells(blue) == [1500.75, 3, 3]
    names = [one.placed.question.name for one in blue.answers]
    assert names == ["sums", "counts", "again"]
    assert blue.fresh_until == min(one.fresh_until for one in blue.answers) > 0


async def test_failed_series_leaves_the_others_and_is_not_kept(stage: Stage) -> None:
    store = stage.house.runtime.catalog
    broken = "SELECT count(*) FROM nowhere WHERE {{account}}"
    change_sql(stage, "counts", broken)
    series = await answered(stage, [ACME])
    assert cells(series) == [60.75, 3]
    ((placed, error),) = series.failures
    assert placed.question.name == "counts"
    assert isinstance(error, SourceError)
    assert series.fresh_until == 0
    change_sql(stage, "sums", broken)
    with pytest.raises(SourceError):
        await answered(stage, [ACME])
    assert store.current().questions[stage.ids["again"]].name == "again"


async def test_series_that_stops_to_obey_its_lock_is_left_out(stage: Stage) -> None:
    change_sql(stage, "again", COUNT + " OR 1 = 1")
    series = await answered(stage, [ACME])
    assert cells(series) == [60.75, 3]
    assert [type(error) for _, error in series.failures] == [CardOutOfScope]
    loaded, dashcard_id, _ = open_card(stage)
    path = f"/api/embed/dashboard/{stage.token('overview', {'account': [ACME]})}"
    path += f"/dashcard/{dashcard_id}/card/{stage.ids['again']}"
    async with client_of(stage.app()) as client:
        body = (await client.get(path)).json()
    assert body["status"] == "failed"
    assert len(loaded.placed_series(dashcard_id)) == 3


async def test_empty_lock_gives_no_row_in_any_series(stage: Stage) -> None:
    series = await answered(stage, [])
    assert [len(one.table.rows) for one in series.answers] == [0, 0, 0]
    assert series.failures == ()


async def test_gone_series_are_not_there_and_a_gone_card_is_missing(stage: Stage) -> None:
    store = stage.house.runtime.catalog
    update_question(store, stage.ids["again"], {"archived": True}, None)
    assert cells(await answered(stage, [ACME])) == [60.75, 3]
    update_question(store, stage.ids["sums"], {"archived": True}, None)
    with pytest.raises(ItemMissing):
        await answered(stage, [ACME])
    loaded, _, _ = open_card(stage)
    with pytest.raises(CardNotOnDashboard):
        loaded.placed_series(999_999)


async def test_mistake_of_ours_in_a_series_is_no_failure_to_be_told(stage: Stage) -> None:
    loaded, dashcard_id, bound = open_card(stage)
    places = loaded.placed_series(dashcard_id)
    odd = Locale(timezone="Nowhere/None")
    with pytest.raises(Exception, match="No time zone found") as raised:
        await answer_series(stage.house.runtime, places, bound, Viewing.VIEWER, odd)
    assert not isinstance(raised.value, SignboardError)


def change_sql(stage: Stage, name: str, sql: str) -> None:
    """Other SQL for a question whose tag stays."""
    store = stage.house.runtime.catalog
    stored = store.current().questions[stage.ids[name]].stored["dataset_query"]
    assert isinstance(stored, dict)
    query = {**stored, "native": {**stored["native"], "query": sql}}
    update_question(store, stage.ids[name], {"dataset_query": query}, None)
