"""Questions and dashboards through the REST API: what programs send and what they get back."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.studio.conftest import orders_query

pytestmark = pytest.mark.anyio
Client = httpx.AsyncClient
CARD_KEYS = {
    "id", "entity_id", "name", "description", "display", "type", "dataset_query", "query_type",
    "database_id", "table_id", "collection_id", "collection_position", "dashboard_id", "archived",
    "parameters", "parameter_mappings", "visualization_settings", "result_metadata",
    "enable_embedding", "embedding_params", "embedding_type", "public_uuid", "cache_ttl",
    "creator_id", "creator", "created_at", "updated_at", "average_query_time", "last_used_at",
    "can_write", "moderation_reviews",
}  # fmt: skip


async def test_a_card_has_every_key_that_programs_read(orders: dict[str, Any]) -> None:
    assert set(orders) >= CARD_KEYS
    assert "error" not in orders
    assert len(orders["entity_id"]) == 21
    assert orders["creator"]["common_name"] == "ann@example.com"


async def test_result_metadata_is_computed_on_save(orders: dict[str, Any]) -> None:
    assert [column["name"] for column in orders["result_metadata"]] == ["id", "state"]


async def test_parameters_are_derived_from_tags(orders: dict[str, Any]) -> None:
    found = {one["slug"]: one for one in orders["parameters"]}
    assert found["least"]["type"] == "number/="
    assert found["least"]["target"] == ["variable", ["template-tag", "least"]]
    assert found["state"]["type"] == "string/="
    assert found["state"]["target"] == ["dimension", ["template-tag", "state"]]
    assert found["state"]["id"] == "t-state"


async def test_parameters_follow_the_tags_and_keep_what_was_sent(
    author: Client, orders: dict[str, Any], shop: int
) -> None:
    sent = {**orders["parameters"][1], "values_query_type": "search", "sectionId": "string"}
    path = f"/api/card/{orders['id']}"
    await author.put(path, json={"parameters": [sent]})
    found = (await author.get(path)).json()["parameters"]
    assert sent in found
    assert {one["slug"] for one in found} == {"least", "state"}
    plain = {"database": shop, "type": "native", "native": {"query": "select 1"}}
    await author.put(path, json={"dataset_query": {**plain, "native": {"query": "select {{n}}", "template-tags": {
        "n": {"id": "n", "name": "n", "display-name": "N", "type": "number", "default": 1}}}}})  # fmt: skip
    changed = (await author.get(path)).json()
    assert [one["slug"] for one in changed["parameters"]] == ["n"]
    assert [one["name"] for one in changed["result_metadata"]] != ["id", "state"]


async def test_query_and_settings_come_back_as_they_were_sent(
    author: Client, orders: dict[str, Any], shop: int
) -> None:
    settings = {"graph.dimensions": ["a"], "column_settings": {'["name","a"]': {"decimals": 2}}}
    body = {"visualization_settings": settings, "description": "é 🎉"}
    await author.put(f"/api/card/{orders['id']}", json=body)
    found = (await author.get(f"/api/card/{orders['id']}")).json()
    assert found["visualization_settings"] == settings
    assert found["dataset_query"] == await orders_query(author, shop)
    assert found["description"] == "é 🎉"


async def test_a_whole_get_body_may_be_sent_back_even_by_an_author(
    author: Client, orders: dict[str, Any]
) -> None:
    whole = (await author.get(f"/api/card/{orders['id']}?legacy-mbql=true")).json()
    answer = await author.put(f"/api/card/{orders['id']}/", json={**whole, "name": "Renamed"})
    assert answer.status_code == 200
    changed = {"name", "updated_at", "version"}
    assert {key: value for key, value in answer.json().items() if key not in changed} == {
        key: value for key, value in whole.items() if key not in changed
    }


async def test_an_entity_id_names_a_card_as_well(author: Client, orders: dict[str, Any]) -> None:
    by_entity = await author.get(f"/api/card/{orders['entity_id']}")
    assert by_entity.json()["id"] == orders["id"]


async def test_a_duplicate_entity_id_gets_a_new_one(admin: Client, orders: dict[str, Any]) -> None:
    answer = await admin.post("/api/card", json=orders)
    assert answer.status_code == 200
    assert answer.json()["entity_id"] != orders["entity_id"]
    assert answer.json()["id"] == orders["id"] + 1


async def test_ids_are_never_given_again(admin: Client, orders: dict[str, Any]) -> None:
    assert (await admin.delete(f"/api/card/{orders['id']}")).status_code == 204
    gone = await admin.get(f"/api/card/{orders['id']}")
    assert (gone.status_code, gone.json()) == (404, "Not found.")
    again = await admin.post("/api/card", json={**orders, "entity_id": None})
    assert again.json()["id"] > orders["id"]


@pytest.mark.parametrize(
    "write",
    [
        lambda sql, tags: {"lib/type": "mbql/query", "stages": [
            {"lib/type": "mbql.stage/native", "native": sql, "template-tags": list(tags.values())}]},
        lambda sql, tags: {"type": "native", "native": {"query": sql, "template_tags": {
            name: {key.replace("-", "_"): value for key, value in tag.items()}
            for name, tag in tags.items()}}},
    ],
    ids=["stages", "old spellings"],
)  # fmt: skip
async def test_other_forms_of_a_query_become_the_classic_one(
    author: Client, shop: int, write: Any
) -> None:
    classic = await orders_query(author, shop)
    native = classic["native"]
    sent = {"database": shop, **write(native["query"], native["template-tags"])}
    answer = await author.post("/api/card", json={"name": "x", "dataset_query": sent})
    assert answer.json()["dataset_query"] == classic


async def test_a_copy_is_not_published(admin: Client, orders: dict[str, Any]) -> None:
    await admin.put("/api/setting/enable-embedding", json={"value": True})
    await admin.put(f"/api/card/{orders['id']}", json={"enable_embedding": True})
    copy = (await admin.post(f"/api/card/{orders['id']}/copy", json={})).json()
    assert copy["enable_embedding"] is False
    assert copy["dataset_query"] == orders["dataset_query"]
    listed = await admin.get("/api/card/embeddable")
    assert listed.json() == [{"id": orders["id"], "name": "Orders"}]


async def test_archived_cards_leave_the_list(admin: Client, orders: dict[str, Any]) -> None:
    await admin.put(f"/api/card/{orders['id']}", json={"archived": True})
    assert (await admin.get("/api/card/")).json() == []
    archived = (await admin.get("/api/card?f=archived")).json()
    assert [one["id"] for one in archived] == [orders["id"]]


async def test_publishing_needs_an_administrator_and_the_switch(
    admin: Client, author: Client, orders: dict[str, Any]
) -> None:
    path = f"/api/card/{orders['id']}"
    off = await admin.put(path, json={"enable_embedding": True})
    assert (off.status_code, off.json()) == (400, "Embedding is not enabled.")
    await admin.put("/api/setting/enable-embedding", json={"value": True})
    assert (await author.put(path, json={"enable_embedding": True})).status_code == 403
    policy = {"embedding_params": {"state": "locked"}}
    assert (await author.put(path, json=policy)).status_code == 403
    done = await admin.put(path, json={"enable_embedding": True, **policy})
    assert done.json()["embedding_params"] == {"state": "locked"}
    assert (await author.put(path, json={**done.json(), "name": "n"})).status_code == 200


async def test_a_dashboard_is_made_empty_and_filled_in_one_put(
    author: Client, orders: dict[str, Any]
) -> None:
    made = await author.post("/api/dashboard", json={"name": "Board", "dashcards": [{"id": -1}]})
    board = made.json()
    assert board["dashcards"] == []
    parameters = [{"id": "p1", "name": "State", "slug": "state", "type": "string/=", "sectionId": "string"}]  # fmt: skip
    mapping = {"parameter_id": "p1", "card_id": orders["id"], "target": ["dimension", ["template-tag", "state"]]}  # fmt: skip
    text = {"virtual_card": {"display": "text"}, "text": "# Hello"}
    body = {
        "parameters": parameters,
        "tabs": [{"id": -1, "name": "One"}, {"id": -2, "name": "Two"}],
        "dashcards": [
            {"id": -1, "card_id": orders["id"], "row": 0, "col": 0, "size_x": 12, "size_y": 6,
             "dashboard_tab_id": -1, "parameter_mappings": [mapping], "card": orders},
            {"id": -2, "card_id": None, "row": 0, "col": 12, "size_x": 6, "size_y": 2,
             "dashboard_tab_id": -2, "visualization_settings": text},
        ],
    }  # fmt: skip
    filled = (await author.put(f"/api/dashboard/{board['id']}", json=body)).json()
    assert filled["parameters"] == parameters
    assert [tab["name"] for tab in filled["tabs"]] == ["One", "Two"]
    first, second = filled["dashcards"]
    assert first["parameter_mappings"] == [mapping]
    assert first["card"]["name"] == "Orders"
    assert first["dashboard_tab_id"] == filled["tabs"][0]["id"]
    assert second["visualization_settings"] == text
    assert filled["param_fields"]["p1"][0]["name"] == "state"

    kept = (await author.put(f"/api/dashboard/{board['id']}", json={"name": "New"})).json()
    assert kept["dashcards"] == filled["dashcards"] or len(kept["dashcards"]) == 2
    one_left = {"dashcards": [filled["dashcards"][0]]}
    left = (await author.put(f"/api/dashboard/{board['id']}", json=one_left)).json()
    assert [card["id"] for card in left["dashcards"]] == [first["id"]]


async def test_a_copied_dashboard_has_cards_of_its_own(
    author: Client, orders: dict[str, Any]
) -> None:
    board = (await author.post("/api/dashboard", json={"name": "Board"})).json()
    card = {"id": -1, "card_id": orders["id"], "row": 0, "col": 0, "size_x": 4, "size_y": 4}
    body = {"dashcards": [card], "width": "full"}
    filled = (await author.put(f"/api/dashboard/{board['id']}", json=body)).json()
    answer = await author.post(f"/api/dashboard/{board['id']}/copy", json={"name": "Other"})
    assert answer.status_code == 200
    copy = answer.json()
    assert (copy["name"], copy["width"]) == ("Other", "full")
    assert copy["dashcards"][0]["card_id"] == orders["id"]
    assert copy["dashcards"][0]["id"] != filled["dashcards"][0]["id"]


async def test_a_dashboard_cannot_hold_a_card_that_is_not_there(author: Client) -> None:
    board = (await author.post("/api/dashboard", json={"name": "Board"})).json()
    body = {"dashcards": [{"id": -1, "card_id": 99, "row": 0, "col": 0, "size_x": 1, "size_y": 1}]}
    answer = await author.put(f"/api/dashboard/{board['id']}", json=body)
    assert answer.status_code == 400
    assert answer.json() == {"errors": {"dashcards": "Card 99 does not exist."}}


async def test_collections_and_search_find_what_there_is(
    author: Client, orders: dict[str, Any]
) -> None:
    roots = (await author.get("/api/collection/?archived=false")).json()
    assert roots[0]["id"] == "root"
    made = (await author.post("/api/collection", json={"name": "Sales"})).json()
    await author.put(f"/api/card/{orders['id']}", json={"collection_id": made["id"]})
    items = await author.get(f"/api/collection/{made['id']}/items?models=card&models=dashboard")
    assert [one["name"] for one in items.json()["data"]] == ["Orders"]
    assert (await author.get("/api/collection/root/items?models=card")).json()["total"] == 0
    assert [one["model"] for one in (await author.get("/api/search/?q=ORD")).json()["data"]] == ["card"]  # fmt: skip
    tree = (await author.get("/api/collection/tree?archived=True")).json()
    assert tree == []
