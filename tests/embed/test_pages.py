"""Pages: complete without script, honest about failures, and silent about what is locked."""

from __future__ import annotations

import asyncio
import re
from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

import httpx
import pytest

from signboard.audit.reports import load_failed_cards, load_totals
from signboard.catalog.questions import update_question
from signboard.catalog.settings import write_setting
from signboard.embed.words import CATALOGUES
from signboard.server.app import Plane
from tests.embed.stage import (
    ACME,
    BLUE,
    DISABLED,
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


async def test_a_page_holds_every_card_without_any_script(
    shared: Stage, viewer: httpx.AsyncClient
) -> None:
    page = await viewer.get(shared.page("overview"))
    assert page.status_code == 200
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    slots = set(re.findall(r"<slot name=(c\d+)>", page.text))
    sections = set(re.findall(r"<section class=[^>]*?slot=(c\d+)", page.text))
    assert slots == sections
    assert len(slots) == 3
    for text in ("<main>", "shadowrootmode=open", "Acme note one", "60.75", "</html>"):
        assert text in page.text, text
    body = page.text.partition("</head>")[2]
    assert "<script" not in body
    assert "Blue" not in page.text


async def test_a_viewer_who_leaves_while_it_arrives_leaves_no_half_page_to_others(
    stage: Stage,
) -> None:
    app, address = stage.app(), stage.page("overview")
    has_some, pieces = asyncio.Event(), 0

    async def receive() -> dict[str, str]:
        await has_some.wait()
        return {"type": "http.disconnect"}

    async def send(message: Mapping[str, Any]) -> None:
        nonlocal pieces
        pieces += message["type"] == "http.response.body"
        if pieces == 2:  # the opening and the first cards: the rest never finds a reader
            has_some.set()
            await asyncio.Event().wait()

    scope = {
        "type": "http", "method": "GET", "path": address, "raw_path": address.encode(),
        "query_string": b"", "root_path": "", "scheme": "http", "http_version": "1.1",
        "headers": [(b"host", b"embed.test")], "server": ("embed.test", 80), "client": ("x", 1),
        "asgi": {"version": "3.0", "spec_version": "2.3"}, "state": {},
    }  # fmt: skip
    await asyncio.wait_for(app(scope, receive, send), 30)
    async with client_of(app) as viewer:
        page = (await viewer.get(address)).text
    assert len(re.findall(r"<section class=[^>]*?slot=c\d+", page)) == 3


async def test_filters_are_a_form_that_needs_no_script(
    shared: Stage, viewer: httpx.AsyncClient
) -> None:
    page = await viewer.get(shared.page("overview") + "?category=Chairs")
    assert "<form class=filters slot=f method=get" in page.text
    assert 'value="Chairs" checked' in page.text
    assert "Acme note three" in page.text
    assert "Acme note one" not in page.text
    assert "Category: <strong>Chairs</strong>" in page.text


@pytest.mark.parametrize(
    "query", ["utm_source=mail&v=3", "locale=de", "account=1", "parameters=[1]", "hidden=x"]
)
async def test_a_page_ignores_keys_that_are_no_visible_widget(
    shared: Stage, viewer: httpx.AsyncClient, query: str
) -> None:
    plain = await viewer.get(shared.page("overview"))
    odd = await viewer.get(f"{shared.page('overview')}?{query}")
    assert odd.status_code == 200
    assert sorted(odd.text) == sorted(plain.text)


async def test_two_blank_ends_clear_a_range_and_two_days_are_one_value(
    stage: Stage,
) -> None:
    tags = {"account": stage.account_tag,
            "placed": stage.dimension("orders", "placed_on", "date/all-options", default="2024-01-01~2024-01-31")}  # fmt: skip
    sql = "SELECT note FROM orders WHERE {{account}} AND {{placed}}"
    stage.publish("dated", sql, tags, account=LOCKED, placed=EDITABLE)
    async with client_of(stage.app()) as viewer:
        by_default = await viewer.get(stage.page("dated"))
        cleared = await viewer.get(stage.page("dated") + "?placed~from=&placed~to=")
        named = await viewer.get(stage.page("dated") + "?placed=")
        ranged = await viewer.get(
            stage.page("dated") + "?placed~from=2024-03-31&placed~to=2024-02-01"
        )
    assert ("note one" in by_default.text, "note two" in by_default.text) == (True, False)
    assert "note one" in cleared.text
    assert "note two" in cleared.text
    assert "note two" in named.text
    assert ("note one" in ranged.text, "note three" in ranged.text) == (False, True)


async def test_an_editable_widget_left_alone_takes_its_default_and_a_required_one_keeps_it(
    stage: Stage,
) -> None:
    tags = {"account": stage.account_tag,
            "category": stage.dimension("orders", "category", "string/=", default=["Chairs"], required=True)}  # fmt: skip
    sql = "SELECT note FROM orders WHERE {{account}} AND {{category}}"
    stage.publish("choosy", sql, tags, account=LOCKED, category=EDITABLE)
    async with client_of(stage.app()) as viewer:
        for query in ("", "?category="):
            page = await viewer.get(stage.page("choosy") + query)
            assert "Acme note three" in page.text
            assert "Acme note one" not in page.text


async def test_a_disabled_parameter_lets_the_questions_own_default_apply(stage: Stage) -> None:
    tags = {"account": stage.account_tag,
            "category": stage.dimension("orders", "category", "string/=", default=["Chairs"])}  # fmt: skip
    sql = "SELECT note FROM orders WHERE {{account}} AND {{category}}"
    stage.publish("kept", sql, tags, account=LOCKED, category=DISABLED)
    async with client_of(stage.app()) as viewer:
        page = await viewer.get(stage.page("kept"))
    assert "Acme note three" in page.text
    assert "Acme note one" not in page.text


@pytest.mark.parametrize(
    ("item", "params", "text"),
    [
        ("draft", None, "Embedding is not enabled for this object."),
        ("gone", None, "Not found."),
        ("off", None, "Embedding is not enabled for this object."),
        ("overview", {}, "You must specify a value for :account in the JWT."),
        ("overview", {"account": {"a": 1}}, "The value of :account must be a text"),
        ("orders", {"account": [ACME], "note": "x"}, "not allowed to specify a value for :note."),
    ],
)
async def test_what_is_known_before_the_first_byte_is_a_readable_page_with_status_400(
    shared: Stage, viewer: httpx.AsyncClient, item: str, params: object, text: str
) -> None:
    page = await viewer.get(shared.page(item, params))
    assert page.status_code == 400
    readable = page.text.replace("&#x27;", "'")
    assert text in readable
    assert page.headers["x-signboard-reference"] in page.text
    assert "<main>" in page.text
    assert page.text.count("<script src") == 1, "it tells the host how tall the page is"
    assert "x-frame-options" not in page.headers


async def test_a_card_whose_question_was_archived_keeps_its_place_and_title(stage: Stage) -> None:
    store = stage.house.runtime.catalog
    board = store.current().dashboards[stage.ids["overview"]]
    slot = f"c{board.dashcards[0].id}"
    async with client_of(stage.app()) as viewer:
        before = (await viewer.get(stage.page("overview"))).text
        update_question(store, stage.ids["orders"], {"archived": True})
        page = await viewer.get(stage.page("overview"))
        assert page.status_code == 200
        card = re.search(rf"<section class=card slot={slot}.*?</section>", page.text, re.DOTALL)
        assert card is not None
        assert '<h2 title="orders">orders</h2>' in card[0]
        assert "This chart is no longer available." in card[0]
        assert "Reference" not in card[0]
        assert "Not found." not in page.text
        assert "60.75" in page.text
        places = re.compile(r'style="(--gr:[^"]*)"')
        assert places.findall(page.text) == places.findall(before) != []
        german = await viewer.get(stage.page("overview"), headers={"accept-language": "de"})
        assert "Dieses Diagramm ist nicht mehr verfügbar." in german.text
        assert (await viewer.get(stage.data("overview"))).text == "Not found."


async def test_a_refusal_speaks_the_tokens_language_or_is_there_in_every_one(
    shared: Stage, viewer: httpx.AsyncClient
) -> None:
    german = {"accept-language": "de-AT"}
    page = (await viewer.get(shared.page("draft"), headers=german)).text
    assert "<html lang=de-AT " in page
    assert page.count(" role=alert ") == len(CATALOGUES)
    assert page.count("<div hidden ") == len(CATALOGUES) - 1
    shown = page.rpartition("<div ")[2]
    assert "Diese Ansicht ist nicht freigegeben." in shown
    assert "Embedding is not enabled for this object." in shown, "as the API says it"
    for claims in ({"locale": "fr"}, {"locale": "fr", "exp": 1}):
        page = (await viewer.get(shared.page("draft", None, **claims), headers=german)).text
        assert "<html lang=fr " in page
        assert page.count(" role=alert ") == 1
    assert "L’accès à cette vue a expiré." in page


async def test_fragments_refuse_in_the_language_that_the_hash_asks_for(
    shared: Stage, viewer: httpx.AsyncClient
) -> None:
    headers = {"x-signboard-token": shared.page("draft").rpartition("/")[2]}
    asked = "/embed/-/question/cards?slots=c0"
    plain = await viewer.get(asked, headers=headers)
    spoken = await viewer.get(asked, headers={**headers, "x-signboard-locale": "it"})
    assert plain.text == "Embedding is not enabled for this object."
    assert spoken.text == CATALOGUES["it"]["catalog.not-published"]


async def test_a_failing_card_fails_in_its_place_under_status_200(
    shared: Stage, viewer: httpx.AsyncClient
) -> None:
    page = await viewer.get(shared.page("broken"))
    assert page.status_code == 200
    assert "There was a problem displaying this chart." in page.text
    assert "SELEC" not in page.text
    assert "secret_table" not in page.text


async def test_an_author_is_told_in_a_preview_why_a_card_fails_and_where_it_is_mended(
    stage: Stage,
) -> None:
    token = stage.preview("broken", {"account": LOCKED}, account=[ACME])
    async with client_of(stage.app(Plane.ALL)) as viewer:
        page = await viewer.get(f"/embed/question/{token}")
        assert "no such table: secret_table" in page.text
        assert "A table of this query does not exist." in page.text
        link = re.search(r'<a href="../../question/(\d+)" target=_top>', page.text)
        assert link
        assert int(link[1]) == stage.ids["broken"]
        headers = {"x-signboard-token": token}
        cards = await viewer.get("/embed/-/question/cards?slots=c0", headers=headers)
        assert "no such table: secret_table" in cards.text


async def test_a_failed_card_stands_in_the_audit_under_the_reference_of_its_reader(
    stage: Stage,
) -> None:
    async with client_of(stage.app()) as viewer:
        page = await viewer.get(stage.page("broken"))
        answer = await viewer.get(stage.data("broken"))
    shown = re.search(r"<code>\D*?([0-9a-f]{8})</code>", page.text)
    assert shown
    stage.house.runtime.audit.flush()
    given = {shown[1], answer.headers["x-signboard-reference"]}
    for reference in given:
        (card,) = load_failed_cards(stage.house.database, 0.0, reference)
        assert (card.kind, card.item_id) == ("question", stage.ids["broken"])
        assert card.code == "sources.table-missing"
    assert len(load_failed_cards(stage.house.database, 0.0)) == 2
    totals = load_totals(stage.house.database, 0.0)
    assert (totals.count, totals.failed) == (2, 2)  # a card's line counts no second time


async def test_the_policy_allows_the_inline_script_of_the_page_and_no_other(
    shared: Stage, viewer: httpx.AsyncClient
) -> None:
    page = await viewer.get(shared.page("overview"))
    policy = page.headers["content-security-policy"]
    (script,) = re.findall(r"<script>(.*?)</script>", page.text, re.DOTALL)
    digest = b64encode(sha256(script.encode()).digest()).decode()
    assert re.findall(r"'sha256-([^']+)'", policy) == [digest]
    for rule in ("default-src 'none'", "base-uri 'none'", "frame-ancestors *",
                 "connect-src embed.test/embed/-/"):  # fmt: skip
        assert rule in policy
    assert "unsafe-inline" not in policy.partition("script-src")[2].partition(";")[0]


async def test_pages_may_be_framed_and_everything_else_may_not(
    shared: Stage, viewer: httpx.AsyncClient
) -> None:
    page = await viewer.get(shared.page("orders"))
    assert "x-frame-options" not in page.headers
    assert page.headers["cache-control"].startswith("max-age=0, no-cache, must-revalidate")
    assert page.headers["cross-origin-resource-policy"] == "cross-origin"
    others = [
        shared.data("orders"),
        "/health",
        "/embed/nothing",
        "/api/embed/x",
        "/nothing",
        "/a//b",
    ]
    for path in others:
        answer = await viewer.get(path)
        assert answer.headers["x-frame-options"] == "DENY", path
        assert "frame-ancestors 'none'" in answer.headers["content-security-policy"], path
    for answer in [page, *[await viewer.get(path) for path in others]]:
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["x-permitted-cross-domain-policies"] == "none"
        assert answer.headers["strict-transport-security"] == "max-age=31536000"
        assert answer.headers["referrer-policy"] == "no-referrer"


async def test_configured_origins_are_the_only_ones_that_may_frame(stage: Stage) -> None:
    write_setting(stage.house.runtime.catalog, "embed-frame-ancestors", "https://a.example")
    async with client_of(stage.app()) as viewer:
        for path in (stage.page("orders"), stage.page("draft")):
            page = await viewer.get(path)
            assert "frame-ancestors https://a.example" in page.headers["content-security-policy"]


async def test_a_strange_host_header_opens_no_connection(shared: Stage) -> None:
    async with client_of(shared.app()) as viewer:
        page = await viewer.get(shared.page("orders"), headers={"host": "a; script-src *"})
    assert "connect-src 'none'" in page.headers["content-security-policy"]


async def test_the_appearance_of_publishing_is_in_the_first_response(stage: Stage) -> None:
    appearance = {"theme": "night", "bordered": False, "titled": False, "locale": "de"}
    store = stage.house.runtime.catalog
    update_question(store, stage.ids["orders"], {"embedding_appearance": appearance}, None)
    async with client_of(stage.app()) as viewer:
        page = await viewer.get(stage.page("orders"))
    for words in ("lang=de", "data-theme=night", "data-bordered=false", "data-titled=false"):
        assert words in page.text.partition("<head>")[0]


async def test_the_tokens_locale_wins_and_browsers_share_known_locales(
    shared: Stage, viewer: httpx.AsyncClient
) -> None:
    for header, token, lang in (
        ("de-AT,de;q=0.9", {}, "de-AT"),
        ("de-AT", {"locale": "fr"}, "fr"),
        ("xx-nonsense", {}, "en"),
        ("*", {}, "en"),
        ("<script>", {}, "en"),
    ):
        path = shared.page("orders", None, **token)
        page = await viewer.get(path, headers={"accept-language": header})
        assert page.status_code == 200
        assert f"<html lang={lang} " in page.text, header


async def test_an_unknown_time_zone_in_the_token_is_refused_and_a_known_one_is_used(
    shared: Stage, viewer: httpx.AsyncClient
) -> None:
    answer = await viewer.get(shared.data("orders", None, timezone="Mars/Olympus"))
    assert answer.status_code == 400
    assert "Europe/Vienna" in answer.text
    answer = await viewer.get(shared.data("orders", None, timezone="Asia/Tokyo"))
    assert answer.json()["data"]["results_timezone"] == "Asia/Tokyo"


async def test_percent_encoded_slugs_work_in_typed_and_in_form_addresses(stage: Stage) -> None:
    slug = "usu%C3%A1rio"
    parameters = [parameter("account", "id"), parameter("user", "string/=") | {"slug": slug}]
    orders = stage.ids["orders"]
    wires = [wire("account", orders, "account"), wire("user", orders, "category")]
    cards = [card(orders, 0, parameter_mappings=wires)]
    add_dashboard(stage, "empty", parameters, cards, {"account": LOCKED, slug: EDITABLE})
    async with client_of(stage.app()) as viewer:
        for key in ("usu%C3%A1rio", "usu%25C3%25A1rio"):
            page = await viewer.get(f"{stage.page('empty')}?{key}=Chairs")
            assert "Acme note three" in page.text
            assert "Acme note one" not in page.text, key
        rows = await viewer.get(f"{stage.data('empty')}?usu%C3%A1rio=Chairs")
        assert rows.json()["json_query"]["parameters"][0]["value"] == ["Chairs"]


async def test_a_preview_opens_an_unpublished_item_under_its_own_policy_as_a_page_only(
    stage: Stage,
) -> None:
    policy = {"account": LOCKED, "category": EDITABLE, "x": "odd"}
    token = stage.preview("draft", policy, account=[ACME])
    async with client_of(stage.app(Plane.ALL)) as viewer:
        page = await viewer.get(f"/embed/question/{token}?category=Chairs")
        assert page.status_code == 200
        assert "Acme note three" in page.text
        assert "Acme note one" not in page.text
        api = await viewer.get(f"/api/embed/card/{token}/query")
        assert (api.status_code, api.text) == (400, "Message seems corrupt or manipulated")
        headers = {"x-signboard-token": token}
        cards = await viewer.get("/embed/-/question/cards?slots=c0", headers=headers)
        assert cards.status_code == 200


async def test_a_hosts_token_never_brings_a_policy_of_its_own(
    shared: Stage, viewer: httpx.AsyncClient
) -> None:
    claims = {"_embedding_params": {"account": "enabled"}}
    page = await viewer.get(shared.page("orders", {}, **claims))
    assert page.status_code == 400
    page = await viewer.get(shared.page("draft", {}, **claims))
    assert "Embedding is not enabled for this object." in page.text


async def test_cookies_and_api_keys_change_nothing(
    shared: Stage, viewer: httpx.AsyncClient
) -> None:
    plain = await viewer.get(shared.page("orders"))
    headers = {"cookie": "metabase.SESSION=x", "x-api-key": "y", "authorization": "Bearer z"}
    dressed = await viewer.get(shared.page("orders"), headers=headers)
    assert sorted(dressed.text) == sorted(plain.text)  # pieces come in any order
    assert "set-cookie" not in dressed.headers


async def test_neither_token_nor_locked_value_nor_sql_nor_the_other_tenant_is_in_a_page(
    shared: Stage, viewer: httpx.AsyncClient
) -> None:
    for item in ("overview", "orders", "broken", "plain"):
        path = shared.page(item)
        for _ in range(2):  # streamed, then from the shelf
            page = await viewer.get(path)
            for secret in (path.rpartition("/")[2], str(ACME), str(BLUE), "SELECT", "Blue"):
                assert secret not in page.text, (item, secret)
                assert secret not in str(page.headers)


async def test_an_empty_lock_shows_the_known_columns_and_no_row(
    shared: Stage, viewer: httpx.AsyncClient
) -> None:
    page = await viewer.get(shared.page("orders", {"account": []}))
    rows = await viewer.get(shared.data("orders", {"account": []}))
    assert page.status_code == 200
    assert "note" not in page.text.partition("</head>")[2].replace("data-id=t-note", "")
    assert rows.json()["data"]["rows"] == []


async def test_an_opened_lock_is_an_audit_line_each_time(stage: Stage) -> None:
    write_setting(stage.house.runtime.catalog, "embedding-empty-locked-list", "no-filter")
    async with client_of(stage.app()) as viewer:
        path = stage.data("orders", {"account": []})
        for _ in range(3):
            assert len((await viewer.get(path)).json()["data"]["rows"]) == 6
    stage.house.runtime.audit.flush()
    with stage.house.database.read() as connection:
        codes = connection.exec_driver_sql("select error_code from views").scalars().all()
    assert codes.count("parameters.lock-opened") == 3
