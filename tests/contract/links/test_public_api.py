"""`/api/public/**`, line by line (embedding-protocol 2.8 and 7)."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import quote

import httpx
import pytest

from signboard.catalog.models import ResourceKind
from signboard.catalog.questions import update_question
from signboard.catalog.settings import write_setting
from signboard.catalog.sharing.links import create_link, remove_link
from tests.contract.links.gallery import SHARED, Gallery
from tests.embed.stage import ACME, DASHBOARDS

pytestmark = pytest.mark.anyio
MISSING, ERROR, NO_ENDPOINT = "Not found.", "An error occurred.", "API endpoint does not exist."
NOBODY = str(uuid.UUID(int=7))


class Row(NamedTuple):
    """One line: the case, the path with `{orders}` and `{overview}` as UUIDs, status and text."""

    case: str
    path: str
    status: int
    text: str


CARD, DASH = "/api/public/card/", "/api/public/dashboard/"
REFUSALS = (
    Row("unknown card", CARD + NOBODY, 404, MISSING),
    Row("unknown card's rows", CARD + NOBODY + "/query", 404, MISSING),
    Row("unknown dashboard", DASH + NOBODY, 404, MISSING),
    Row("no UUID", CARD + "1", 404, MISSING),
    Row("a token in its place", CARD + "a.b.c/query", 404, MISSING),
    Row("a dashboard's link on a card path", CARD + "{overview}", 404, MISSING),
    Row("a card's link on a dashboard path", DASH + "{orders}", 404, MISSING),
    Row("a card of another dashboard", DASH + "{other}{foreign}", 404, MISSING),
    Row("a dashcard that is not there", DASH + "{overview}/dashcard/99999/card/1", 404, MISSING),
    Row("parameters are no JSON", CARD + "{orders}/query?parameters={", 400, ERROR),
    Row("parameters are an object", CARD + "{orders}/query?parameters={}", 400, ERROR),
    Row("parameters hold no objects", CARD + "{orders}/query?parameters=[1]", 400, ERROR),
    Row("a parameter without id", CARD + '{orders}/query?parameters=[{"value":1}]', 400, ERROR),
    Row("an unknown id", CARD + '{orders}/query?parameters=[{"id":"x","value":1}]', 400, ERROR),
    Row("an object as a value",
        CARD + '{orders}/query?parameters=[{"id":"t-account","value":{"a":1}}]', 400, ERROR),
    Row("values of an unknown parameter", DASH + "{overview}/params/x/values", 400, ERROR),
    Row("a constraint by slug", DASH + "{overview}/params/p-category/values?note=1", 400, ERROR),
    Row("another endpoint", CARD + "{orders}/nothing", 404, NO_ENDPOINT),
    Row("map tiles", "/api/public/tiles/card/{orders}/1/1/1", 404, NO_ENDPOINT),
    Row("the older field form", CARD + "{orders}/field/1/values", 404, NO_ENDPOINT),
    Row("oEmbed of another site", "/api/public/oembed?url=https://evil.test/public/x", 404, MISSING),
    Row("oEmbed as XML", "/api/public/oembed?format=xml", 400, ERROR),
    Row("oEmbed of no width", "/api/public/oembed?maxwidth=wide", 400, ERROR),
)  # fmt: skip


def _path(gallery: Gallery, path: str) -> str:
    for name in SHARED:
        path = path.replace(f"{{{name}}}", gallery.links[name])
    path = path.replace("{foreign}", gallery.stage.card_path("overview"))
    head, mark, query = path.partition("?")
    return head + mark + quote(query, safe="=&:/")


def sent(**values: Any) -> str:
    """A query string as a public page writes it: tags of a question by name."""
    objects = [
        {"id": f"t-{slug}", "type": "category", "target": ["variable", ["template-tag", slug]],
         "value": value}
        for slug, value in values.items()
    ]  # fmt: skip
    return f"?parameters={quote(json.dumps(objects))}"


@pytest.mark.parametrize("row", REFUSALS, ids=lambda row: row.case)
async def test_what_is_refused_says_no_more_than_that(
    gallery: Gallery, anybody: httpx.AsyncClient, row: Row
) -> None:
    answer = await anybody.get(_path(gallery, row.path))
    assert (answer.status_code, answer.text) == (row.status, row.text)
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.headers["x-frame-options"] == "DENY"


async def test_a_description_has_every_parameter_and_no_sql(
    gallery: Gallery, anybody: httpx.AsyncClient
) -> None:
    card = await anybody.get(gallery.api("orders"))
    board = await anybody.get(gallery.api("overview"))
    assert card.status_code == board.status_code == 200
    slugs = {one["slug"] for one in card.json()["parameters"]}
    assert slugs == {"account", "category", "placed", "note", "minimum"}
    assert len(board.json()["parameters"]) == 7
    for answer in (card, board):
        for secret in ("SELECT", "database", "embedding_params"):
            assert secret not in answer.text


async def test_rows_come_with_202_and_the_pages_array_of_values(
    gallery: Gallery, anybody: httpx.AsyncClient
) -> None:
    everything = await anybody.get(gallery.rows("orders"))
    assert everything.status_code == 202
    assert len(everything.json()["data"]["rows"]) == 6
    assert everything.json()["json_query"] == {}
    acme = await anybody.get(gallery.rows("orders") + sent(account=[ACME], category=["Chairs"]))
    assert [row[1] for row in acme.json()["data"]["rows"]] == ["Acme note three"]
    assert set(acme.json()) == {"status", "data", "json_query"}
    null = await anybody.get(gallery.rows("orders") + "?parameters=null&utm_source=mail")
    assert null.json()["data"] == everything.json()["data"]


async def test_a_dashboards_card_takes_values_by_the_dashboards_ids(
    gallery: Gallery, anybody: httpx.AsyncClient
) -> None:
    values = [{"id": "p-category", "value": ["Chairs"]}, {"id": "p-account", "value": None}]
    answer = await anybody.get(f"{gallery.rows('overview')}?parameters={quote(json.dumps(values))}")
    assert [row[0] for row in answer.json()["data"]["rows"]] == ["Chairs", "Chairs"]


async def test_a_failed_query_is_202_with_the_generic_text(
    gallery: Gallery, anybody: httpx.AsyncClient
) -> None:
    broken = await anybody.get(gallery.rows("broken"))
    assert (broken.status_code, broken.json()["error"]) == (
        202,
        "An error occurred while running the query.",
    )
    needy = await anybody.get(gallery.rows("needy"))
    assert needy.json()["error_type"] == "missing-required-parameter"


async def test_value_lists_need_no_whitelist(gallery: Gallery, anybody: httpx.AsyncClient) -> None:
    api = gallery.api("overview")
    listed = await anybody.get(f"{api}/params/p-category/values")
    assert listed.json() == {
        "values": [["Acme Anvils"], ["Blue Boats"], ["Chairs"]],
        "has_more_values": False,
    }
    found = await anybody.get(f"{api}/params/p-category/search/CHA")
    assert found.json()["values"] == [["Chairs"]]
    label = await anybody.get(f"{api}/params/p-category/remapping?value=Chairs")
    assert label.json() == ["Chairs"]


async def test_pivot_routes_answer_native_questions_as_they_are(
    gallery: Gallery, anybody: httpx.AsyncClient
) -> None:
    plain = await anybody.get(gallery.rows("orders"))
    uuid_ = gallery.links["orders"]
    pivot = await anybody.get(f"/api/public/pivot/card/{uuid_}/query")
    assert (pivot.status_code, pivot.json()) == (202, plain.json())
    path = gallery.stage.card_path("overview")
    board = await anybody.get(f"/api/public/pivot/dashboard/{gallery.links['overview']}{path}")
    assert board.status_code == 202


@pytest.mark.parametrize("headers", [
    {}, {"cookie": "metabase.SESSION=x"}, {"x-api-key": "mb_x"}, {"authorization": "Bearer x"},
])  # fmt: skip
async def test_r13_no_other_identity_changes_an_answer(
    gallery: Gallery, anybody: httpx.AsyncClient, headers: Mapping[str, str]
) -> None:
    answer = await anybody.get(gallery.rows("orders"), headers=dict(headers))
    assert len(answer.json()["data"]["rows"]) == 6
    assert "set-cookie" not in answer.headers
    private = await anybody.get(CARD + NOBODY + "/query", headers=dict(headers))
    assert (private.status_code, private.text) == (404, MISSING)


async def test_r14_a_link_opens_its_own_item_and_no_other(
    gallery: Gallery, anybody: httpx.AsyncClient
) -> None:
    catalog = gallery.stage.house.runtime.catalog.current()
    places = [(card.id, card.question_id)
              for board in catalog.dashboards.values() for card in board.dashcards
              if card.question_id]  # fmt: skip
    for name in (one for one in SHARED if one in DASHBOARDS):
        board = catalog.dashboards[gallery.stage.ids[name]]
        own = {(card.id, card.question_id) for card in board.dashcards}
        for dashcard, question in places:
            path = f"{gallery.api(name)}/dashcard/{dashcard}/card/{question}"
            status = (await anybody.get(path)).status_code
            assert status == (202 if (dashcard, question) in own else 404)


async def test_r21_a_links_value_restricts_as_a_tokens_does(
    gallery: Gallery, anybody: httpx.AsyncClient
) -> None:
    shared = await anybody.get(gallery.rows("orders") + sent(account=[ACME], category=["Chairs"]))
    signed = await anybody.get(gallery.stage.data("orders") + "?category=Chairs")
    assert shared.json()["data"] == signed.json()["data"]


@pytest.mark.parametrize("verb", ["POST", "PUT", "PATCH", "DELETE"])
async def test_r24_a_link_gives_no_right_to_change_or_remove(
    gallery: Gallery, anybody: httpx.AsyncClient, verb: str
) -> None:
    link = gallery.links["orders"]
    for path in (gallery.api("orders"), gallery.page("orders"), f"/api/card/{link}/public_link"):
        answer = await anybody.request(verb, path)
        assert answer.status_code in (404, 405), path
    assert (await anybody.get(gallery.api("orders"))).status_code == 200


async def test_switching_sharing_off_closes_everything_and_on_opens_the_same_links(
    own: Gallery, visitor: httpx.AsyncClient
) -> None:
    store = own.stage.house.runtime.catalog
    lookup = f"{own.api('overview')}/params/p-category/values"
    oembed = f"/api/public/oembed?url={quote('http://embed.test' + own.page('orders'))}"
    paths = [own.api("orders"), own.rows("orders"), own.api("overview"), own.rows("overview"),
             lookup, oembed, CARD + NOBODY]  # fmt: skip
    before = [(await visitor.get(path)).status_code for path in paths]
    assert before == [200, 202, 200, 202, 200, 200, 404]
    write_setting(store, "enable-public-sharing", False)
    for path in paths:
        answer = await visitor.get(path)
        assert (answer.status_code, answer.text) == (400, ERROR), path
    for item in ("orders", "overview"):
        page = await visitor.get(own.page(item))
        assert (page.status_code, ERROR in page.text) == (400, True)
    write_setting(store, "enable-public-sharing", True)
    assert [(await visitor.get(path)).status_code for path in paths] == before


async def test_a_link_made_anew_is_another_and_the_old_one_stays_closed(
    own: Gallery, visitor: httpx.AsyncClient
) -> None:
    store, old = own.stage.house.runtime.catalog, own.links["orders"]
    assert (await visitor.get(own.page("orders"))).status_code == 200
    remove_link(store, ResourceKind.QUESTION, own.stage.ids["orders"])
    assert (await visitor.get(own.page("orders"))).status_code == 404
    new = create_link(store, ResourceKind.QUESTION, own.stage.ids["orders"])
    assert new != old
    assert (await visitor.get(CARD + old)).status_code == 404
    assert (await visitor.get(CARD + new)).status_code == 200


async def test_an_archived_item_is_not_found(own: Gallery, visitor: httpx.AsyncClient) -> None:
    store = own.stage.house.runtime.catalog
    update_question(store, own.stage.ids["orders"], {"archived": True}, None)
    for path in (own.api("orders"), own.rows("orders")):
        answer = await visitor.get(path)
        assert (answer.status_code, answer.text) == (404, MISSING)


async def test_switching_embedding_off_leaves_links_open(
    own: Gallery, visitor: httpx.AsyncClient
) -> None:
    write_setting(own.stage.house.runtime.catalog, "enable-embedding", False)
    assert (await visitor.get(own.rows("orders"))).status_code == 202
