"""Finished bodies: no statement of ours for viewers, and an end at once to whatever was taken back."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from urllib.parse import quote

import httpx
import pytest

from signboard.catalog.dashboards import update_dashboard
from signboard.catalog.keys import regenerate
from signboard.catalog.questions import update_question
from signboard.catalog.settings import write_setting
from signboard.embed.encodings import choose_encoding, compress_body
from signboard.embed.finished import Shelf
from signboard.server.app import create_app
from signboard.storage.counting import count_statements
from signboard.tokens.mint import mint
from tests.embed.stage import ACME, BLUE, Stage, client_of

pytestmark = pytest.mark.anyio
LOCKED_TO = {"Acme": {"account": [ACME]}, "Blue": {"account": [BLUE]}}


def _requests(stage: Stage, tenant: str, **claims: object) -> list[tuple[str, dict[str, str]]]:
    """One request of every kind, each with a token of its own: (path, headers)."""

    def token(item: str) -> str:
        return stage.token(item, LOCKED_TO[tenant], nonce=random.random(), **claims)

    board, alone = token("overview"), token("orders")
    slots = f"c{stage.card_path('overview').split('/')[2]}"
    return [
        (f"/embed/dashboard/{board}", {}),
        (f"/embed/question/{alone}", {}),
        (f"/api/embed/dashboard/{token('overview')}", {}),
        (f"/api/embed/card/{token('orders')}", {}),
        (f"/api/embed/card/{token('orders')}/query", {}),
        (f"/api/embed/dashboard/{token('overview')}{stage.card_path('overview', 1)}", {}),
        (f"/api/embed/card/{token('orders')}/params/t-category/values", {}),
        (f"/api/embed/dashboard/{token('overview')}/params/p-category/search/a", {}),
        (f"/embed/-/dashboard/cards?slots={slots}", {"x-signboard-token": board}),
        ("/embed/-/dashboard/values?parameter=p-category", {"x-signboard-token": board}),
    ]


async def test_the_warm_path_costs_our_database_nothing_not_even_for_a_new_token(
    stage: Stage,
) -> None:
    async with client_of(stage.app()) as viewer:
        for path, headers in _requests(stage, "Acme"):
            await viewer.get(path, headers=headers)
        with count_statements(stage.house.database) as counter:
            for path, headers in [*_requests(stage, "Acme"), *_requests(stage, "Blue")]:
                for _ in range(2):
                    answer = await viewer.get(path, headers=headers)
                    assert answer.status_code in (200, 202), answer.text
    assert counter.statements == []


async def test_a_kept_page_is_the_streamed_page_in_reading_order(stage: Stage) -> None:
    async with client_of(stage.app()) as viewer:
        path = stage.page("overview")
        streamed = await viewer.get(path)
        kept = await viewer.get(path)
        other = await viewer.get(stage.page("overview", None, nonce=1))
    assert sorted(streamed.text) == sorted(kept.text)
    assert kept.text == other.text
    assert {k for k in streamed.headers if k != "transfer-encoding"} <= set(kept.headers)
    slots = re.findall(r"<section class=[^>]*?slot=(c\d+)", kept.text)
    assert slots == sorted(slots, key=lambda slot: int(slot[1:]))


async def _both(viewer: httpx.AsyncClient, stage: Stage) -> list[tuple[str, str]]:
    """(page, rows) of one token, asked twice so that they are kept."""
    paths = [stage.page("orders"), stage.data("orders")]
    for _ in range(2):
        for path in paths:
            assert (await viewer.get(path)).status_code in (200, 202)
    return [(path, "") for path in paths]


@pytest.mark.parametrize(
    ("change", "text"),
    [
        ("unpublish", "Embedding is not enabled for this object."),
        ("archive", "Not found."),
        ("switch off", "Embedding is not enabled."),
        ("regenerate", "Message seems corrupt or manipulated"),
        ("lock another", "You must specify a value for :category in the JWT."),
    ],
)
async def test_what_was_taken_back_is_refused_at_once(stage: Stage, change: str, text: str) -> None:
    store, question = stage.house.runtime.catalog, stage.ids["orders"]
    async with client_of(stage.app()) as viewer:
        kept = await _both(viewer, stage)
        if change == "unpublish":
            update_question(store, question, {"enable_embedding": False}, None)
        elif change == "archive":
            update_question(store, question, {"archived": True}, None)
        elif change == "switch off":
            write_setting(store, "enable-embedding", False)
        elif change == "regenerate":
            regenerate(store)
        else:
            policy = {"account": "locked", "category": "locked"}
            update_question(store, question, {"embedding_params": policy}, None)
        for path, _ in kept:
            answer = await viewer.get(path)
            assert answer.status_code == 400
            assert text in answer.text


async def test_a_changed_question_is_seen_at_once(stage: Stage) -> None:
    async with client_of(stage.app()) as viewer:
        path, rows = stage.page("orders"), stage.data("orders")
        for _ in range(2):
            assert "Acme note one" in (await viewer.get(path)).text
            await viewer.get(rows)
        catalog = stage.house.runtime.catalog
        stored = catalog.current().questions[stage.ids["orders"]].stored["dataset_query"]
        assert isinstance(stored, dict)
        query = stored | {
            "native": stored["native"]
            | {
                "query": "SELECT 'changed' AS note FROM orders WHERE {{account}} AND {{category}}"
                " AND {{placed}} AND {{note}}"
            }
        }
        update_question(catalog, stage.ids["orders"], {"dataset_query": query}, None)
        assert "changed" in (await viewer.get(path)).text
        assert (await viewer.get(rows)).json()["data"]["rows"][0] == ["changed"]


async def test_a_token_that_expires_is_refused_though_its_page_is_kept(stage: Stage) -> None:
    now = stage.house.runtime.clock()
    clock = [now]
    house = replace(stage.house, runtime=replace(stage.house.runtime, clock=lambda: clock[0]))
    write_setting(house.runtime.catalog, "viewer-cache-ttl-seconds", 3600)
    async with client_of(create_app(house)) as viewer:
        path = stage.page("orders", None, exp=int(now))
        for _ in range(2):
            assert (await viewer.get(path)).status_code == 200
        clock[0] = now + 59
        assert (await viewer.get(path)).status_code == 200
        clock[0] = int(now) + 60
        page = await viewer.get(path)
    assert page.status_code == 400
    assert f"Token is expired ({int(now)})" in page.text


async def test_an_old_key_ends_with_its_grace_though_its_answers_are_kept(stage: Stage) -> None:
    clock = [stage.house.runtime.clock()]
    house = replace(stage.house, runtime=replace(stage.house.runtime, clock=lambda: clock[0]))
    write_setting(house.runtime.catalog, "viewer-cache-ttl-seconds", 3600)
    path = stage.data("orders")
    regenerate(house.runtime.catalog, grace_seconds=100)
    async with client_of(create_app(house)) as viewer:
        for _ in range(2):
            assert (await viewer.get(path)).status_code == 202
        clock[0] += 101
        answer = await viewer.get(path)
    assert (answer.status_code, answer.text) == (400, "Message seems corrupt or manipulated")


async def test_results_are_not_shown_past_their_time_nor_past_midnight(stage: Stage) -> None:
    clock = [stage.house.runtime.clock()]
    house = replace(stage.house, runtime=replace(stage.house.runtime, clock=lambda: clock[0]))
    write_setting(house.runtime.catalog, "viewer-cache-ttl-seconds", 10 * 86_400)
    tags = {"account": stage.account_tag,
            "placed": stage.dimension("orders", "placed_on", "date/all-options")}  # fmt: skip
    sql = "SELECT note FROM orders WHERE {{account}} AND {{placed}}"
    stage.publish("recent", sql, tags, account="locked", placed="enabled")
    path = f"{stage.data('recent')}?placed={quote('past9000days')}"
    async with client_of(create_app(house)) as viewer:
        for _ in range(2):
            assert len((await viewer.get(path)).json()["data"]["rows"]) == 3
        clock[0] += 9_000 * 86_400
        assert (await viewer.get(path)).json()["data"]["rows"] == []


async def test_two_host_headers_never_lead_to_another_hosts_answer(stage: Stage) -> None:
    async with client_of(stage.app()) as viewer:
        path = stage.page("orders")
        for _ in range(2):
            page = await viewer.get(path, headers=[("host", "a.example"), ("host", "evil.example")])
            assert "evil.example" not in page.headers["content-security-policy"]
        honest = await viewer.get(path, headers={"host": "evil.example"})
    assert "connect-src evil.example/" in honest.headers["content-security-policy"]


async def test_a_failed_card_is_never_kept(stage: Stage) -> None:
    async with client_of(stage.app()) as viewer:
        path = stage.page("broken")
        references = {
            re.findall(r"<code>\w+ (\w{8})</code>", (await viewer.get(path)).text)[0]
            for _ in range(3)
        }
    assert len(references) == 3


def test_the_shelf_is_bounded_in_bytes_and_forgets_the_answers_of_what_went() -> None:
    shelf = Shelf(max_bytes=80_000, max_requests=10)
    for number in range(100):
        shelf.keep(f"s{number}", compress_body(random.randbytes(1_000), 2e9))
    assert sum(shelf.find(f"s{number}", 0) is not None for number in range(100)) < 80
    shelf.keep("giant", compress_body(random.randbytes(50_000), 2e9))
    assert shelf.find("giant", 0) is None


@pytest.mark.parametrize(
    ("header", "coding"),
    [
        (b"", b""), (b"identity", b""), (b"gzip", b"gzip"), (b"gzip, deflate, br, zstd", b"br"),
        (b"br;q=0, gzip", b"gzip"), (b"br; q=0.000,gzip;q=0", b""), (b"BR", b"br"), (b"*", b"br"),
        (b"*;q=0", b""), (b"br;q=0,*", b"gzip"), (b"br;q=x", b""), (b"br;q=0.1", b"br"),
        (b"abracadabra", b""), (b"x-br, brotli", b""), (b",;,", b""), (b"br;q=nan", b""),
    ],
)  # fmt: skip
def test_the_smallest_form_that_is_not_refused_is_sent(header: bytes, coding: bytes) -> None:
    assert choose_encoding(header) == coding


@pytest.mark.parametrize("encoding", ["br", "gzip", "identity", "br;q=0", "br;q=0,gzip;q=0"])
async def test_every_form_holds_the_same_text_streamed_and_kept(
    stage: Stage, encoding: str
) -> None:
    async with client_of(stage.app(), headers={"accept-encoding": encoding}) as viewer:
        path = stage.page("overview")
        answers = [await viewer.get(path) for _ in range(3)]
    plain = {"br": "br", "gzip": "gzip"}.get(encoding)
    assert {answer.headers.get("content-encoding") for answer in answers} == {plain}
    assert len({"".join(sorted(answer.text)) for answer in answers}) == 1


async def test_r9_a_shared_entity_id_of_two_hosts_keys_keeps_their_scopes_apart(
    stage: Stage,
) -> None:
    """The scope is made of what the token says, never of the token (incident R9)."""
    resource = {"dashboard": stage.ids["overview"]}
    twins = [mint(stage.secret, resource=resource, params=LOCKED_TO[name]) for name in LOCKED_TO]
    async with client_of(stage.app()) as viewer:
        for _ in range(2):
            acme, blue = [(await viewer.get(f"/embed/dashboard/{twin}")).text for twin in twins]
            assert "Blue" not in acme
            assert "Acme" not in blue


async def test_a_dashboards_rename_reaches_kept_pages(stage: Stage) -> None:
    async with client_of(stage.app()) as viewer:
        path = stage.page("overview")
        await viewer.get(path)
        update_dashboard(stage.house.runtime.catalog, stage.ids["overview"], {"name": "Renamed"})
        assert "<title>Renamed</title>" in (await viewer.get(path)).text
