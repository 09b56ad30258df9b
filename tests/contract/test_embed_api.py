"""Every line of the embed API's contract, through HTTP, on both engines."""

from __future__ import annotations

import json
import time
from urllib.parse import quote

import httpx
import pytest

from signboard.tokens.mint import mint
from tests.contract.embed_api import CORRUPT, GOOD, REFUSALS, Row
from tests.embed.stage import ACME, Stage

pytestmark = pytest.mark.anyio


def _name(row: Row) -> str:
    return f"{row.section} {row.case} ({row.item})"


def _path(stage: Stage, row: Row) -> str:
    claims = dict(row.claims)
    if "exp_in" in claims:
        claims["exp"] = int(time.time()) + claims.pop("exp_in")
    token = stage.token(row.item, row.params, **claims)
    path, mark, query = row.path.partition("?")
    path = path.replace("{token}", token)
    if "{card}" in path:
        path = path.replace("{card}", stage.card_path(row.item))
    path = path.replace("{foreign_card}", stage.card_path("overview"))
    return path + mark + quote(query, safe="=&")


def _text(stage: Stage, row: Row) -> str | None:
    if row.text is None or "{" not in row.text:
        return row.text
    return row.text.format(
        dashboard=stage.ids[row.item],
        foreign_question=stage.card_path("overview").rpartition("/")[2],
    )


@pytest.mark.parametrize("row", REFUSALS, ids=_name)
async def test_what_the_contract_refuses_is_refused_in_its_words(
    shared: Stage, viewer: httpx.AsyncClient, row: Row
) -> None:
    answer = await viewer.get(_path(shared, row))
    assert (answer.status_code, answer.text) == (row.status, _text(shared, row))
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"


@pytest.mark.parametrize("row", GOOD, ids=_name)
async def test_what_the_contract_accepts_is_answered(
    shared: Stage, viewer: httpx.AsyncClient, row: Row
) -> None:
    answer = await viewer.get(_path(shared, row))
    assert answer.status_code == row.status, answer.text
    body = answer.json()
    assert body.get("status", "completed") == "completed", body


async def test_an_id_as_text_is_an_invalid_input(shared: Stage, viewer: httpx.AsyncClient) -> None:
    token = shared.token("orders", resource={"question": "8"})
    answer = await viewer.get(f"/api/embed/card/{token}")
    assert answer.status_code == 400
    assert answer.text.startswith("Invalid input:")


async def test_the_entity_id_and_the_number_open_the_same_item(
    shared: Stage, viewer: httpx.AsyncClient
) -> None:
    question = shared.house.runtime.catalog.current().questions[shared.ids["orders"]]
    token = shared.token("orders", resource={"question": question.entity_id})
    by_entity = await viewer.get(f"/api/embed/card/{token}/query")
    by_number = await viewer.get(shared.data("orders"))
    assert by_entity.json() == by_number.json()


async def test_another_key_is_told_nothing_but_that_the_message_is_corrupt(
    shared: Stage, viewer: httpx.AsyncClient
) -> None:
    resource = {"question": shared.ids["orders"]}
    forged = mint(b"another key of enough characters", resource=resource, params={})
    for token in (forged, "x", "x.y.z", shared.token("orders")[:-3]):
        answer = await viewer.get(f"/api/embed/card/{token}")
        assert (answer.status_code, answer.text) == (400, CORRUPT)


async def test_rows_come_with_status_202_and_nothing_that_is_not_the_viewers(
    shared: Stage, viewer: httpx.AsyncClient
) -> None:
    answer = await viewer.get(shared.data("orders") + "?category=Chairs")
    assert answer.status_code == 202
    body = answer.json()
    assert set(body) == {"status", "data", "json_query"}
    assert [row[:2] for row in body["data"]["rows"]] == [["Chairs", "Acme note three"]]
    assert [p["value"] for p in body["json_query"]["parameters"]] == [["Chairs"]]
    bare = await viewer.get(shared.data("orders"))
    assert bare.json()["json_query"] == {}


@pytest.mark.parametrize("item", ["broken", "zero"])
async def test_a_failed_query_is_202_with_the_generic_text(
    shared: Stage, viewer: httpx.AsyncClient, item: str
) -> None:
    answer = await viewer.get(shared.data(item))
    assert answer.status_code == 202
    assert answer.json() == {
        "status": "failed",
        "error": "An error occurred while running the query.",
        "error_type": "invalid-query",
    }
    assert len(answer.headers["x-signboard-reference"]) == 8


async def test_a_missing_required_value_is_named_to_the_viewer(
    shared: Stage, viewer: httpx.AsyncClient
) -> None:
    answer = await viewer.get(shared.data("needy"))
    assert answer.status_code == 202
    assert answer.json() == {
        "status": "failed",
        "error": "You'll need to pick a value for 'Price' before this query can run.",
        "error_type": "missing-required-parameter",
    }


async def test_a_description_hides_locks_sql_source_and_what_the_token_sets(
    shared: Stage, viewer: httpx.AsyncClient
) -> None:
    params = {"account": [ACME], "category": None}
    card = await viewer.get(f"/api/embed/card/{shared.token('orders', params)}")
    dashboard = await viewer.get(f"/api/embed/dashboard/{shared.token('overview', params)}")
    assert [p["slug"] for p in card.json()["parameters"]] == ["placed", "minimum"]
    assert [p["slug"] for p in dashboard.json()["parameters"]] == ["placed", "note", "minimum"]
    for answer in (card, dashboard):
        for secret in ("SELECT", "FROM", str(ACME), "database", "account", "embedding_params"):
            assert secret not in answer.text, secret


async def test_a_description_names_only_the_wires_of_visible_parameters(
    shared: Stage, viewer: httpx.AsyncClient
) -> None:
    answer = await viewer.get(f"/api/embed/dashboard/{shared.token('overview')}")
    cards = answer.json()["dashcards"]
    wired = {wire["parameter_id"] for card in cards for wire in card["parameter_mappings"]}
    assert wired == {"p-category", "p-placed", "p-note", "p-minimum"}


async def test_embedding_switched_off_refuses_after_the_signature(
    shared: Stage, viewer: httpx.AsyncClient
) -> None:
    forged = mint(b"another key of enough characters", resource={"question": 1}, params={})
    answer = await viewer.get(f"/api/embed/card/{forged}")
    assert answer.text == CORRUPT


async def test_the_url_may_spell_a_list_as_json_or_as_repeated_keys(
    shared: Stage, viewer: httpx.AsyncClient
) -> None:
    words = ["Chairs", "Acme Anvils"]
    as_json = quote(json.dumps({"category": words}))
    one = await viewer.get(f"{shared.data('orders')}?parameters={as_json}")
    two = await viewer.get(f"{shared.data('orders')}?category=Chairs&category=Acme%20Anvils")
    assert one.json()["data"]["rows"] == two.json()["data"]["rows"]
    assert len(one.json()["data"]["rows"]) == 3
