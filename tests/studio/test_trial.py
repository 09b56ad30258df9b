"""Publication tries every card: what a lock breaks is refused, what is broken anyway is told."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

from tests.studio.conftest import state_field

pytestmark = pytest.mark.anyio
Client = httpx.AsyncClient
LOCKED = {"state": "locked"}
PUBLISH = {"enable_embedding": True, "embedding_params": LOCKED}


@pytest.fixture
async def on(admin: Client) -> None:
    """Embedding is switched on."""
    await admin.put("/api/setting/enable-embedding", json={"value": True})


async def make(admin: Client, shop: int, sql: str, name: str = "Orders", **tag: Any) -> int:
    field = ["field", await state_field(admin, shop), None]
    state = {
        "id": "t", "name": "state", "display-name": "State",
        "type": "dimension", "dimension": field, "widget-type": "string/=", **tag,
    }  # fmt: skip
    native = {"query": sql, "template-tags": {"state": state}}
    body = {
        "name": name,
        "display": "table",
        "visualization_settings": {},
        "dataset_query": {"database": shop, "type": "native", "native": native},
    }
    answer = await admin.post("/api/card", json=body)
    assert answer.status_code == 200, answer.text
    return int(answer.json()["id"])


async def place(admin: Client, *cards: int) -> int:
    made = await admin.post("/api/dashboard", json={"name": "Overview"})
    parameter = {"id": "p", "slug": "state", "name": "State", "type": "string/="}
    dashcards = [
        {
            "id": -number,
            "card_id": card,
            "row": number,
            "parameter_mappings": [
                {"parameter_id": "p", "card_id": card, "target": ["dimension", ["template-tag", "state"]]}
            ],
        }
        for number, card in enumerate(cards, 1)
    ]  # fmt: skip
    path = f"/api/dashboard/{made.json()['id']}"
    body = {"parameters": [parameter], "dashcards": dashcards}
    answer = await admin.put(path, json=body)
    assert answer.status_code == 200, answer.text
    return int(made.json()["id"])


async def trial(client: Client, kind: str, item: int, policy: dict[str, str] = LOCKED) -> Any:
    path = f"/api/signboard/scope/{kind}/{item}/trial"
    answer = await client.post(path, params={"params": json.dumps(policy)})
    assert answer.status_code == 200, answer.text
    return answer.json()["cards"]


ALIASED = "select o.id from orders o where {{state}}"
GOOD = "select id from orders where {{state}}"
BROKEN = "select oops from orders where {{state}}"


@pytest.mark.usefixtures("on")
async def test_a_dashboard_whose_lock_breaks_a_card_is_not_published(
    admin: Client, shop: int
) -> None:
    aliased = await make(admin, shop, ALIASED, "Open orders")
    dashboard = await place(admin, await make(admin, shop, GOOD), aliased)
    refused = await admin.put(f"/api/dashboard/{dashboard}", json=PUBLISH)
    assert refused.status_code == 400
    assert "“Open orders”: no such column: orders.state" in refused.text
    assert not (await admin.get(f"/api/dashboard/{dashboard}")).json()["enable_embedding"]
    (found,) = await trial(admin, "dashboard", dashboard)
    assert (found["card_id"], found["title"], found["by_lock"]) == (aliased, "Open orders", True)
    assert "alias" in found["message"]

    query = (await admin.get(f"/api/card/{aliased}")).json()["dataset_query"]
    query["native"]["template-tags"]["state"]["alias"] = "o.state"
    await admin.put(f"/api/card/{aliased}", json={"dataset_query": query})
    assert await trial(admin, "dashboard", dashboard) == []
    answer = await admin.put(f"/api/dashboard/{dashboard}", json=PUBLISH)
    assert answer.status_code == 200


@pytest.mark.usefixtures("on")
async def test_a_card_that_fails_anyway_is_told_and_published(admin: Client, shop: int) -> None:
    card = await make(admin, shop, BROKEN)
    (found,) = await trial(admin, "question", card)
    assert (found["by_lock"], found["code"]) == (False, "sources.column-missing")
    assert found["message"].startswith("no such column: oops")
    assert (await admin.put(f"/api/card/{card}", json=PUBLISH)).status_code == 200


@pytest.mark.usefixtures("on")
async def test_a_question_is_judged_and_a_lax_instance_only_tells(admin: Client, shop: int) -> None:
    card = await make(admin, shop, ALIASED)
    assert (await admin.put(f"/api/card/{card}", json=PUBLISH)).status_code == 400
    await admin.put("/api/setting/embedding-scope-check", json={"value": "warn"})
    assert (await admin.put(f"/api/card/{card}", json=PUBLISH)).status_code == 200
    assert len(await trial(admin, "question", card)) == 1


async def test_an_editable_filter_is_tried_and_a_disabled_one_is_not(
    admin: Client, shop: int
) -> None:
    card = await make(admin, shop, ALIASED)
    assert len(await trial(admin, "question", card, {"state": "enabled"})) == 1
    assert await trial(admin, "question", card, {"state": "disabled"}) == []


async def test_what_is_not_there_and_who_may_not_know(
    admin: Client, reader: Client, shop: int
) -> None:
    card = await make(admin, shop, GOOD)
    path = f"/api/signboard/scope/question/{card}/trial"
    assert (await reader.post(path)).status_code == 403
    assert (await admin.post("/api/signboard/scope/question/999/trial")).status_code == 404
