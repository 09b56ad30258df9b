"""Snippets over HTTP: made, changed, archived, and in viewers' rows through the cards that hold them."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from starlette.routing import Router

from signboard.catalog.keys import ensure_signing_key
from signboard.embed.corridor import EMBED_PAGES, Corridor
from signboard.embed.routes import embed_routes
from signboard.server.house import House
from signboard.tokens.mint import mint

pytestmark = pytest.mark.anyio
Client = httpx.AsyncClient
PATH = "/api/native-query-snippet"
KEYS = {
    "id", "entity_id", "name", "description", "content", "template_tags", "archived",
    "collection_id", "creator_id", "creator", "created_at", "updated_at",
}  # fmt: skip


async def make(client: Client, name: str, content: str, **more: Any) -> dict[str, Any]:
    answer = await client.post(PATH, json={"name": name, "content": content, **more})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def card_of(admin: Client, shop: int, sql: str, *names: str, **words: Any) -> dict[str, Any]:
    """A card whose tags are numbers, but for snippets, which need no declaration."""
    tags = {one: {"id": f"t-{one}", "name": one, "type": "number"} for one in names}
    query = {"database": shop, "type": "native", "native": {"query": sql, "template-tags": tags}}
    body = {"name": "Orders", "display": "table", "dataset_query": query, **words}
    answer = await admin.post("/api/card", json=body)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def rows_of(client: Client, card: dict[str, Any], **values: Any) -> Any:
    sent = [
        {"target": ["variable", ["template-tag", name]], "value": value}
        for name, value in values.items()
    ]
    answer = await client.post(f"/api/card/{card['id']}/query", json={"parameters": sent})
    body = answer.json()
    return body["data"]["rows"] if body["status"] == "completed" else body["error"]


async def test_a_snippet_has_every_key_that_programs_read(author: Client) -> None:
    made = await make(author, "Large", "total > 10", description="Big ones")
    assert set(made) == KEYS
    assert (made["id"], made["content"], made["archived"]) == (1, "total > 10", False)
    assert len(made["entity_id"]) == 21
    assert made["creator"]["email"] == "bob@example.com"
    for key in (made["id"], made["entity_id"]):
        assert (await author.get(f"{PATH}/{key}")).json() == made
    assert (await author.get(PATH)).json() == [made]


async def test_an_archived_snippet_leaves_the_list_and_still_serves(
    admin: Client, shop: int
) -> None:
    made = await make(admin, "Large", "total > 15")
    card = await card_of(admin, shop, "select id from orders where {{snippet: Large}} order by id")
    archived = await admin.put(f"{PATH}/{made['id']}", json={"archived": True})
    assert archived.json()["archived"] is True
    assert (await admin.get(PATH)).json() == []
    assert [one["id"] for one in (await admin.get(f"{PATH}?archived=true")).json()] == [1]
    assert await rows_of(admin, card) == [[2], [3]]


@pytest.mark.parametrize(
    "body",
    [
        {"content": "1 = 1"},
        {"name": "x"},
        {"name": "", "content": "1"},
        {"name": " x", "content": "1"},
        {"name": "a}b", "content": "1"},
        {"name": "x", "content": "nul\x00"},
        {"name": "x", "content": 1},
        {"name": "x", "content": "1", "collection_id": 99},
        {"name": "Large", "content": "1"},
    ],
)
async def test_what_cannot_be_a_snippet_is_400(admin: Client, body: dict[str, Any]) -> None:
    await make(admin, "Large", "total > 10")
    answer = await admin.post(PATH, json=body)
    assert answer.status_code == 400, answer.text
    assert len((await admin.get(PATH)).json()) == 1


async def test_odd_ids_and_strangers_find_nothing(admin: Client, anonymous: Client) -> None:
    for key in ("0", "77", "x", "-1", "99999999999999999999"):
        assert (await admin.get(f"{PATH}/{key}")).status_code == 404
        assert (await admin.put(f"{PATH}/{key}", json={})).status_code == 404
    assert (await anonymous.get(PATH)).status_code == 401


async def test_whole_body_of_a_get_may_be_sent_back(admin: Client) -> None:
    made = await make(admin, "Large", "total > 10")
    answer = await admin.put(f"{PATH}/1", json={**made, "content": "total > 11"})
    assert answer.status_code == 200
    assert {**answer.json(), "updated_at": ""} == {
        **made,
        "content": "total > 11",
        "updated_at": "",
    }


async def test_tags_in_nested_snippets_are_the_cards(admin: Client, shop: int) -> None:
    await make(admin, "Least", "id >= {{least}}")
    await make(admin, "Both", "({{snippet: Least}} [[and total < {{most}}]])")
    sql = "select id from orders where {{snippet: Both}} order by id"
    card = await card_of(admin, shop, sql, "least", "most")
    assert [one["slug"] for one in card["parameters"]] == ["least", "most"]
    assert await rows_of(admin, card, least=2) == [[2], [3]]
    assert await rows_of(admin, card, least=2, most=100) == [[2]]
    assert "missing required parameters" in await rows_of(admin, card)


def own_tags(**types: str) -> dict[str, Any]:
    return {
        name: {"id": f"s-{name}", "name": name, "display-name": name.title(), "type": kind}
        for name, kind in types.items()
    }


async def test_snippets_own_tags_are_parameters_of_cards_that_do_not_say_more(
    admin: Client, shop: int
) -> None:
    tags = own_tags(least="number", unused="number")
    made = await make(admin, "Own", "id >= {{least}} and state <> {{other}}", template_tags=tags)
    assert made["template_tags"] == tags
    card = await card_of(admin, shop, "select id from orders where {{snippet: Own}} order by id")
    found = {one["slug"]: (one["type"], one["name"]) for one in card["parameters"]}
    assert found == {"least": ("number/=", "Least"), "other": ("string/=", "Other")}
    assert card["dataset_query"]["native"]["template-tags"] == {}
    assert await rows_of(admin, card, least=1, other="NY") == [[1], [3]]
    refused = await rows_of(admin, card, least="many", other="NY")
    assert refused.startswith('Error determining value for parameter "least"')
    changed = own_tags(least="number", other="text") | {
        "other": {
            "name": "other",
            "display-name": "Not this state",
            "type": "text",
            "default": "AK",
        }
    }
    await admin.put(f"{PATH}/1", json={"template_tags": changed})
    again = (await admin.get(f"/api/card/{card['id']}")).json()
    names = {one["slug"]: (one["name"], one.get("default")) for one in again["parameters"]}
    assert names == {"least": ("Least", None), "other": ("Not this state", "AK")}
    assert await rows_of(admin, card, least=1) == [[2]]
    draft = {
        "database": shop,
        "type": "native",
        "native": {"query": "select 1 where {{snippet: Own}}"},
    }
    ran = (await admin.post("/api/dataset", json=draft)).json()
    assert ran["error"] == 'Cannot run the query: missing required parameters: #{"least"}'


async def test_what_the_card_says_of_a_snippets_tag_wins(admin: Client, shop: int) -> None:
    await make(admin, "Own", "id >= {{least}}", template_tags=own_tags(least="text"))
    sql = "select id from orders where {{snippet: Own}} order by id"
    card = await card_of(admin, shop, sql, "least")
    assert [one["type"] for one in card["parameters"]] == ["number/="]
    assert await rows_of(admin, card, least=3) == [[3]]


async def test_lock_on_a_snippets_own_tag_holds(admin: Client, shop: int, house: House) -> None:
    await admin.put("/api/setting/enable-embedding", json={"value": True})
    await make(admin, "Own", "account_id = {{account}}", template_tags=own_tags(account="number"))
    published = {"enable_embedding": True, "embedding_params": {"account": "locked"}}
    sql = "select id from orders where {{snippet: Own}} order by id"
    card = await card_of(admin, shop, sql, **published)
    key = ensure_signing_key(house.runtime.catalog)
    transport = httpx.ASGITransport(
        app=Router(routes=embed_routes(Corridor(house.runtime), EMBED_PAGES))
    )
    async with Client(transport=transport, base_url="http://embed.test") as viewer:
        for params, rows in (({"account": 1}, [[1], [2]]), ({"account": 2}, [[3]])):
            token = mint(key.secret, resource={"question": card["id"]}, params=params)
            body = (await viewer.get(f"/api/embed/card/{token}/query")).json()
            assert body["data"]["rows"] == rows
        unlocked = mint(key.secret, resource={"question": card["id"]}, params={})
        refused = await viewer.get(f"/api/embed/card/{unlocked}/query")
        assert refused.text == "You must specify a value for :account in the JWT."


async def test_missing_and_circular_snippets_are_told_to_authors(admin: Client, shop: int) -> None:
    missing = await card_of(admin, shop, "select {{snippet: Nobody}}")
    assert await rows_of(admin, missing) == 'Snippet "Nobody" not found.'
    await make(admin, "Here", "{{snippet: There}}")
    await make(admin, "There", "{{snippet: Here}}")
    looping = await card_of(admin, shop, "select {{snippet: Here}}")
    assert "leads back to itself" in await rows_of(admin, looping)


async def test_name_is_kept_while_cards_know_the_snippet_by_nothing_else(
    admin: Client, shop: int
) -> None:
    await make(admin, "Large", "total > 15")
    name = "snippet: Large"
    tags = {name: {"id": "t", "name": name, "type": "snippet", "snippet-name": "Large"}}
    sql = "select id from orders where {{snippet: Large}} order by id"
    query = {"database": shop, "type": "native", "native": {"query": sql, "template-tags": tags}}
    body = {"name": "Orders", "display": "table", "dataset_query": query}
    card = (await admin.post("/api/card", json=body)).json()
    refused = await admin.put(f"{PATH}/1", json={"name": "Larger"})
    assert refused.status_code == 400
    assert "“Orders”" in refused.json()
    tags[name]["snippet-id"] = 1  # type: ignore[assignment]
    await admin.put(f"/api/card/{card['id']}", json={"dataset_query": query})
    assert (await admin.put(f"{PATH}/1", json={"name": "Larger"})).status_code == 200
    assert await rows_of(admin, card) == [[2], [3]]


async def test_changed_snippet_is_in_the_next_answer_and_one_that_opens_a_lock_stops_the_card(
    admin: Client, shop: int, house: House
) -> None:
    await admin.put("/api/setting/enable-embedding", json={"value": True})
    await make(admin, "Own", "account_id = {{account}}")
    sql = "select id from orders where {{snippet: Own}} order by id"
    published = {"enable_embedding": True, "embedding_params": {"account": "locked"}}
    card = await card_of(admin, shop, sql, "account", **published)
    key = ensure_signing_key(house.runtime.catalog)
    token = mint(key.secret, resource={"question": card["id"]}, params={"account": 1})
    app = Router(routes=embed_routes(Corridor(house.runtime), EMBED_PAGES))
    transport = httpx.ASGITransport(app=app)
    async with Client(transport=transport, base_url="http://embed.test") as viewer:

        async def seen() -> Any:
            page = await viewer.get(f"/embed/question/{token}")
            assert page.status_code == 200
            data = (await viewer.get(f"/api/embed/card/{token}/query")).json()
            shown = data.get("error") or [row[0] for row in data["data"]["rows"]]
            return shown, "being checked" in page.text

        assert await seen() == ([1, 2], False)
        await admin.put(f"{PATH}/1", json={"content": "account_id = {{account}} and id > 1"})
        assert await seen() == ([2], False)
        await admin.put(f"{PATH}/1", json={"content": "(account_id = {{account}} or 1 = 1)"})
        assert await seen() == ("An error occurred while running the query.", True)
        await admin.put(f"{PATH}/1", json={"content": "account_id = {{account}}"})
        assert await seen() == ([1, 2], False)


async def test_studio_app_lists_the_route_once(studio: FastAPI) -> None:
    paths = [getattr(route, "path", "") for route in studio.routes]
    assert paths.count(PATH) == 2  # to list and to create
