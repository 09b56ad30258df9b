"""Each leak that others had and that concerns us by now, by its number in the list of incidents."""

from __future__ import annotations

import itertools
from typing import Any

import httpx
import pytest

from signboard.catalog.keys import regenerate
from signboard.server.app import Plane
from signboard.server.house import open_house
from signboard.settings import Startup
from tests.embed.stage import ACME, BLUE, LOCKED, Stage, client_of

pytestmark = pytest.mark.anyio


async def test_r2_what_anybody_may_read_has_a_fixed_list_of_fields(
    shared: Stage, viewer: httpx.AsyncClient
) -> None:
    assert (await viewer.get("/health")).json() == {"status": "ok"}
    assert (await viewer.get("/api/health")).json() == {"status": "ok"}
    assert (await viewer.get("/api/session/properties")).status_code == 404
    card = (await viewer.get(f"/api/embed/card/{shared.token('orders')}")).json()
    assert sorted(card) == ["dataset_query", "description", "display", "entity_id", "id", "name",
                            "param_fields", "parameters", "visualization_settings"]  # fmt: skip
    assert sorted(card["dataset_query"]) == ["native", "type"]
    assert sorted(card["dataset_query"]["native"]) == ["template-tags"]
    rows = (await viewer.get(shared.data("orders"))).json()
    assert sorted(rows["data"]) == ["cols", "insights", "results_timezone", "rows"]
    assert {key for col in rows["data"]["cols"] for key in col} == {
        "name", "display_name", "base_type", "effective_type", "semantic_type", "source", "field_ref"}  # fmt: skip


async def test_r5_r15_a_cached_answer_is_never_another_tenants(
    shared: Stage, viewer: httpx.AsyncClient
) -> None:
    acme, blue = {"account": [ACME]}, {"account": [BLUE]}
    for path in (shared.data, shared.page):
        for _ in range(2):
            assert "Blue" not in (await viewer.get(path("orders", acme))).text
            assert "Acme" not in (await viewer.get(path("orders", blue))).text


async def test_r10_an_empty_or_missing_lock_never_shows_everything(
    shared: Stage, viewer: httpx.AsyncClient
) -> None:
    empties: list[dict[str, Any]] = [{}, {"account": None}, {"account": ""}, {"account": []}, {"account": [None]},
                  {"account": [""]}, {"account": [[]]}, {"account": False}, {"ACCOUNT": [ACME]}]  # fmt: skip
    for empty in empties:
        for item in ("orders", "overview"):
            rows = await viewer.get(shared.data(item, empty))
            assert rows.status_code == 400 or rows.json().get("data", {}).get("rows", []) == []
            page = await viewer.get(shared.page(item, empty))
            assert "note one" not in page.text


@pytest.mark.parametrize("secret", ["MB_EMBEDDING_SECRET_KEY", "SIGNBOARD_EMBEDDING_SECRET_KEY"])
@pytest.mark.parametrize("value", ["changeme" * 8, "a" * 64, "0123456789abcdef" * 4, "short"])
def test_r11_r12_r20_known_and_weak_secrets_stop_the_start(
    tmp_path: Any, secret: str, value: str
) -> None:
    from signboard.errors import SignboardError

    environ = {secret: value, "SIGNBOARD_ENABLE_EMBEDDING": "true"}
    with pytest.raises(SignboardError):
        open_house(Startup.from_environment(environ, tmp_path), environ)


async def test_r13_a_session_never_stands_in_for_a_refused_token(stage: Stage) -> None:
    from signboard.studio.access.identity import Role
    from signboard.studio.access.users import insert_user

    with stage.house.database.begin(touch=False) as connection:
        insert_user(connection, "ann@example.com", "x", role=Role.ADMIN, now=0.0)
    async with client_of(stage.app(Plane.ALL)) as client:
        expired = stage.token("orders", None, exp=1)
        cookies = {"cookie": "metabase.SESSION=whatever; signboard.session=whatever"}
        paths = ("/query", "/query/csv", "/query/xlsx", "/query/json", "/params/t-category/values")
        for path in (f"/embed/question/{expired}", *(f"/api/embed/card/{expired}{end}" for end in paths)):  # fmt: skip
            answer = await client.get(path, headers=cookies)
            assert answer.status_code == 400
            assert "Token is expired (1)" in answer.text


async def test_r14_a_token_reads_only_what_its_own_item_holds(
    shared: Stage, viewer: httpx.AsyncClient
) -> None:
    """Every card position of every dashboard, with the token of every other one."""
    catalog = shared.house.runtime.catalog.current()
    boards = {name: shared.ids[name] for name in ("overview", "other", "slowly", "unwired")}
    for mine, theirs in itertools.permutations(boards, 2):
        own = {card.id for card in catalog.dashboards[boards[mine]].dashcards}
        for card in catalog.dashboards[boards[theirs]].dashcards:
            assert card.id not in own
            token = shared.token(mine)
            place = f"dashboard/{token}/dashcard/{card.id}/card/{card.question_id or 1}"
            for path in (f"{place}", f"{place}/csv", f"{place}/json", f"pivot/{place}"):
                answer = await viewer.get(f"/api/embed/{path}")
                assert answer.status_code == 400
                assert answer.text.startswith("Card ")
            fragment = f"/embed/-/dashboard/cards?slots=c{card.id}"
            answer = await viewer.get(fragment, headers={"x-signboard-token": token})
            assert (answer.status_code, answer.text) == (
                400,
                "This page is out of date. Reload it.",
            )


async def test_r14_a_dashcard_answers_only_its_own_questions(
    shared: Stage, viewer: httpx.AsyncClient
) -> None:
    dashcard = shared.card_path("overview").split("/")[2]
    token = shared.token("overview")
    for question in shared.ids.values():
        path = f"/api/embed/dashboard/{token}/dashcard/{dashcard}/card/{question}"
        answer = await viewer.get(path)
        assert (answer.status_code == 202) == (question == shared.ids["orders"])


async def test_r16_a_lock_holds_on_every_tab(stage: Stage) -> None:
    from signboard.catalog.dashboards import update_dashboard
    from tests.embed.stage import add_dashboard, card, parameter, wire

    question = stage.ids["total"]
    wires = [wire("account", question, "account")]
    cards = [
        card(question, 0, dashboard_tab_id=-1, parameter_mappings=wires),
        card(question, 5, dashboard_tab_id=-2, parameter_mappings=wires),
    ]
    add_dashboard(stage, "empty", [parameter("account", "id")], [], {"account": LOCKED})
    tabs = [{"id": -1, "name": "First"}, {"id": -2, "name": "Second"}]
    body = {"tabs": tabs, "dashcards": cards}
    update_dashboard(stage.house.runtime.catalog, stage.ids["empty"], body)
    async with client_of(stage.app()) as viewer:
        board = stage.house.runtime.catalog.current().dashboards[stage.ids["empty"]]
        pages = [await viewer.get(f"{stage.page('empty')}?tab={tab.id}") for tab in board.tabs]
        for position in (0, 1):
            path = (
                f"/api/embed/dashboard/{stage.token('empty')}{stage.card_path('empty', position)}"
            )
            assert (await viewer.get(path)).json()["data"]["rows"] == [[60.75]]
            assert "1500.75" not in (await viewer.get(f"{path}/csv")).text
    assert len(pages) == 2
    for page in pages:
        assert "60.75" in page.text
        assert "1,500.75" not in page.text


async def test_r23_the_source_never_sees_the_token(stage: Stage) -> None:
    from signboard.pipeline import Viewing, bind, compile_placed, locate
    from signboard.tokens.verify import verify

    runtime = stage.house.runtime
    catalog = runtime.catalog.current()
    token = stage.token("orders")
    claims = verify(token, catalog.keys, runtime.clock())
    from signboard.catalog.models import ResourceKind

    loaded = locate(catalog, claims, ResourceKind.QUESTION)
    statement = compile_placed(loaded.alone(), bind(loaded, claims, {}), runtime.clock(), "UTC")
    sent = repr(statement) + repr(loaded.alone().source.spec)
    assert token not in sent
    assert token.split(".")[2] not in sent
    assert Viewing.VIEWER.value == "viewer"


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
async def test_r24_looking_never_changes(
    shared: Stage, viewer: httpx.AsyncClient, method: str
) -> None:
    for path in (
        shared.page("orders"),
        shared.data("orders"),
        f"/api/embed/card/{shared.token('orders')}",
    ):
        answer = await viewer.request(method, path, json={"archived": True})
        # A page's own form asks for a file; JSON is no such form.
        assert answer.status_code in ((400, 404, 405) if method == "POST" else (404, 405))
        assert (await viewer.get(path)).status_code in (200, 202)


async def test_r26_no_query_comes_from_the_browser(
    shared: Stage, viewer: httpx.AsyncClient
) -> None:
    before = (await viewer.get(shared.data("orders"))).json()
    for query in ("query=select+1", "sql=select+1", "dataset_query={}", "native=x", "card_id=1"):
        answer = await viewer.get(f"{shared.data('orders')}?{query}")
        assert answer.status_code == 400
        assert answer.text.startswith("Unknown parameter :")
    for tags in ("1=1", "'); drop table orders; --", "{{account}}", "[[or 1=1]]"):
        answer = await viewer.get(shared.data("orders"), params={"category": tags})
        assert answer.json()["data"]["rows"] == []
    assert (await viewer.get(shared.data("orders"))).json() == before


async def test_r28_a_regenerated_key_ends_every_earlier_token(stage: Stage) -> None:
    async with client_of(stage.app()) as viewer:
        paths = [stage.page("orders"), stage.data("orders"), stage.page("overview")]
        for path in paths * 2:
            assert (await viewer.get(path)).status_code in (200, 202)
        regenerate(stage.house.runtime.catalog)
        for path in paths:
            assert (await viewer.get(path)).status_code == 400
        assert (await viewer.get(stage.page("orders"))).status_code == 200
