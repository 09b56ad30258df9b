"""A card that obeys no longer, or never did, is not run on any road; the others go on (R10, R17)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from signboard.catalog.closure import load_item
from signboard.catalog.dashboards import update_dashboard
from signboard.catalog.models import ResourceKind, Vouch
from signboard.catalog.questions import update_question
from signboard.catalog.scope import (
    CHECKED_BY_HAND,
    LocksDisobeyed,
    check_scope,
    require_in_scope,
)
from signboard.catalog.settings import write_setting
from signboard.catalog.stored.published import give_vouch
from tests.embed.stage import (
    EDITABLE,
    LOCKED,
    ORDERS,
    Stage,
    add_dashboard,
    card,
    client_of,
    parameter,
    wire,
)

pytestmark = pytest.mark.anyio
CALM = "This card is being checked and will be back soon."
FAILED = {
    "status": "failed",
    "error": "An error occurred while running the query.",
    "error_type": None,
}
LEAK = ORDERS.replace("WHERE {{account}}", "WHERE ({{account}} OR 1 = 1)")


def edit(stage: Stage, name: str, sql: str) -> None:
    """Change a question's SQL as its author would."""
    store = stage.house.runtime.catalog
    stored = store.current().questions[stage.ids[name]].stored["dataset_query"]
    assert isinstance(stored, dict)
    query = {**stored, "native": {**stored["native"], "query": sql}}
    update_question(store, stage.ids[name], {"dataset_query": query})


async def test_r17_an_edit_stops_just_that_card_and_undoing_it_brings_it_back(stage: Stage) -> None:
    board, orders = stage.page("overview"), stage.data("overview")
    total = f"/api/embed/dashboard/{stage.token('overview')}{stage.card_path('overview', 1)}"
    async with client_of(stage.app()) as viewer:
        before = (await viewer.get(board)).text
        assert "Acme note one" in before
        assert CALM not in before
        edit(stage, "orders", LEAK)
        page = await viewer.get(board)
        assert page.status_code == 200
        assert page.text.count(CALM) == 1
        assert "note one" not in page.text
        assert "60.75" in page.text
        stopped = await viewer.get(orders)
        assert (stopped.status_code, stopped.json()) == (202, FAILED)
        assert (await viewer.get(total)).json()["status"] == "completed"
        german = await viewer.get(board, headers={"accept-language": "de"})
        assert "Diese Karte wird gerade geprüft" in german.text
        edit(stage, "orders", ORDERS)
        assert "Acme note one" in (await viewer.get(board)).text
        assert (await viewer.get(orders)).json()["status"] == "completed"


async def test_r10_a_stopped_card_is_stopped_on_every_road(stage: Stage) -> None:
    edit(stage, "orders", LEAK)
    async with client_of(stage.app()) as viewer:
        page = await viewer.get(stage.page("orders"))
        assert CALM in page.text
        assert (await viewer.get(stage.data("orders"))).json() == FAILED
        headers = {"x-signboard-token": stage.token("overview")}
        slot = f"c{stage.house.runtime.catalog.current().dashboards[1].dashcards[0].id}"
        fragment = f"/embed/-/dashboard/cards?slots={slot}"
        cards = (await viewer.get(fragment, headers=headers)).text
        assert CALM in cards
        assert "note one" not in page.text + cards
        for form in ("csv", "json", "xlsx"):
            export = await viewer.get(f"{stage.data('orders')}/{form}")
            assert 400 <= export.status_code < 500
            assert "note one" not in export.text


async def test_a_referenced_question_that_changes_stops_who_refers_to_it(stage: Stage) -> None:
    free = stage.add_question("free", "SELECT 1 AS n", {})
    tag = {"type": "card", "card-id": free}
    name = f"#{free}"
    sql = f"SELECT note FROM orders, {{{{{name}}}}} AS x WHERE {{{{account}}}}"
    stage.publish("both", sql, {"account": stage.account_tag, name: tag}, account=LOCKED)
    async with client_of(stage.app()) as viewer:
        assert (await viewer.get(stage.data("both"))).json()["status"] == "completed"
        edit(stage, "free", "SELECT note AS n FROM orders")
        assert (await viewer.get(stage.data("both"))).json() == FAILED
        edit(stage, "free", "SELECT 2 AS n")
        assert (await viewer.get(stage.data("both"))).json()["status"] == "completed"


async def test_unwiring_a_card_stops_it_and_leaves_the_rest(stage: Stage) -> None:
    store = stage.house.runtime.catalog
    board = store.current().dashboards[stage.ids["overview"]]
    cards: list[dict[str, Any]] = [
        {
            "id": one.id, "card_id": one.question_id, "row": one.row, "col": one.col,
            "size_x": one.size_x, "size_y": one.size_y,
            "visualization_settings": one.stored["visualization_settings"],
            "parameter_mappings": [] if position == 0 else one.stored["parameter_mappings"],
        }
        for position, one in enumerate(board.dashcards)
    ]  # fmt: skip
    update_dashboard(store, board.id, {"dashcards": cards})
    async with client_of(stage.app()) as viewer:
        page = (await viewer.get(stage.page("overview"))).text
        assert page.count(CALM) == 1
        assert "note one" not in page
        assert "60.75" in page


async def test_a_vouch_by_hand_opens_the_card_until_its_sql_changes(stage: Stage) -> None:
    store = stage.house.runtime.catalog
    with pytest.raises(LocksDisobeyed, match="“leaky”"):
        stage.publish("leaky", LEAK, stage_tags(stage), account=LOCKED, category=EDITABLE)
    edit(stage, "orders", LEAK)
    loaded = load_item(store.current(), ResourceKind.QUESTION, stage.ids["orders"])
    (finding,) = check_scope(loaded)
    give_vouch(store, loaded, finding.key, Vouch(CHECKED_BY_HAND, finding.fingerprint, "Ann"))
    async with client_of(stage.app()) as viewer:
        assert (await viewer.get(stage.data("orders"))).json()["status"] == "completed"
        assert (await viewer.get(stage.data("overview"))).json() == FAILED
        edit(stage, "orders", LEAK + ", total")
        assert (await viewer.get(stage.data("orders"))).json() == FAILED
        edit(stage, "orders", LEAK)
        assert (await viewer.get(stage.data("orders"))).json()["status"] == "completed"


async def test_a_lax_setting_shows_the_card(stage: Stage) -> None:
    write_setting(stage.house.runtime.catalog, "embedding-scope-check", "warn")
    edit(stage, "orders", LEAK)
    async with client_of(stage.app()) as viewer:
        assert (await viewer.get(stage.data("orders"))).json()["status"] == "completed"


def stage_tags(stage: Stage) -> dict[str, Any]:
    stored = stage.house.runtime.catalog.current().questions[stage.ids["orders"]].stored
    query: Any = stored["dataset_query"]
    tags: dict[str, Any] = query["native"]["template-tags"]
    return tags


def test_the_warm_path_reads_no_sql(stage: Stage) -> None:
    """Judging a card that was judged before is a look into a dictionary."""
    loaded = load_item(
        stage.house.runtime.catalog.current(), ResourceKind.DASHBOARD, stage.ids["overview"]
    )
    card = loaded.dashboard.dashcards[0] if loaded.dashboard else None
    assert card is not None
    assert card.question_id is not None
    placed = loaded.placed(card.question_id, card.id)
    require_in_scope(placed)
    known = len(placed.catalog.judged)
    for _ in range(10):
        require_in_scope(replace(placed))
    assert len(placed.catalog.judged) == known


@pytest.mark.parametrize("kind", ["number/!=", "number/>=", "string/contains"])
async def test_a_lock_that_is_made_to_find_others_stops_its_cards(stage: Stage, kind: str) -> None:
    """Who may edit a dashboard, but not publish, must not turn "this account" into "all but this"."""
    orders = stage.ids["orders"]
    wires = [wire("account", orders, "account")]
    cards = [card(orders, 0, parameter_mappings=wires)]
    add_dashboard(stage, "other", [parameter("account", "id")], cards, {"account": LOCKED})
    async with client_of(stage.app()) as viewer:
        before = await viewer.get(stage.data("other"))
        filters = [parameter("account", kind)]
        store = stage.house.runtime.catalog
        update_dashboard(store, stage.ids["other"], {"parameters": filters})
        after = await viewer.get(stage.data("other"))
        page = await viewer.get(stage.page("other"))
    assert (before.json()["status"], after.json()["status"]) == ("completed", "failed")
    assert "Blue" not in after.text + page.text
    assert "This card is being checked" in page.text
