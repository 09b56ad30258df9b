"""Whatever arrives: never a 500, always a text that says what to do, and a reference in the log."""

from __future__ import annotations

import json
import random
import sqlite3
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import pytest
import structlog

from signboard.catalog.settings import write_setting
from signboard.server.app import create_app
from tests.embed.stage import ACME, BLUE, LOCKED, Stage, client_of
from tests.embed.test_streaming import ask, read_until, served

pytestmark = pytest.mark.anyio

TEXTS = {
    "quotes": 'it\'s "quoted" -- ;',
    "emoji": "🐎👩‍👩‍👧",
    "rtl": "\u202etxt",
    "long": "x" * 40_000,
    "percent": "%2f..%5c%",
    "html": "</script><script>alert(1)</script>",
    "number": "1e999",
    "braces": "{{account}} [[x]]",
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
async def test_odd_texts_are_values_like_any_other(
    shared: Stage, viewer: httpx.AsyncClient, text: str
) -> None:
    query = f"?category={quote(text)}"
    page = await viewer.get(shared.page("overview") + query)
    assert page.status_code == 200
    assert "</script><script>" not in page.text.partition("<body")[2]
    rows = await viewer.get(shared.data("overview") + query)
    assert rows.json()["data"]["rows"] == []
    as_json = quote(json.dumps({"category": [text]}))
    rows = await viewer.get(f"{shared.data('orders')}?parameters={as_json}")
    assert rows.json()["data"]["rows"] == []
    locked = await viewer.get(shared.page("orders", {"account": [text]}))
    assert locked.status_code == (200 if len(text) < 5_000 else 400)  # a token's length has an end
    assert text[:30] not in locked.text


async def test_a_text_that_no_address_can_hold_is_refused_and_the_server_goes_on(
    shared: Stage,
) -> None:
    """No server takes an address of 100,000 characters; a filter's own limit is that of addresses."""
    async with served(shared.app()) as port:
        for path in (shared.data("orders"), shared.page("orders")):
            reader, _ = await ask(port, f"{path}?category={'x' * 100_000}")
            assert (await read_until(reader, b"\r\n")).startswith(b"HTTP/1.1 4")
            reader, _ = await ask(port, path)
            await read_until(reader, b"Acme note one")


@pytest.mark.parametrize("text", ["a%00b", "%ED%A0%80", "%FF%FE", "%00"])
async def test_texts_that_no_database_stores_are_refused_or_harmless(
    shared: Stage, viewer: httpx.AsyncClient, text: str
) -> None:
    for path in (shared.page("overview"), shared.data("overview")):
        answer = await viewer.get(f"{path}?category={text}")
        assert answer.status_code in (200, 202, 400)
        if answer.status_code == 400:
            assert "no database can store" in answer.text


async def test_a_lone_surrogate_in_json_is_refused(
    shared: Stage, viewer: httpx.AsyncClient
) -> None:
    path = shared.data("orders") + "?parameters=" + quote('{"category":["\\ud800"]}')
    answer = await viewer.get(path)
    assert answer.status_code == 400
    assert "Remove it." in answer.text
    for params in ({"account": ["\ud800"]}, {"account": ["a\0b"]}):
        assert (await viewer.get(shared.page("orders", params))).status_code == 400


@pytest.mark.parametrize(
    ("slug", "value"),
    [
        ("minimum", "abc"), ("minimum", "1;drop table orders"), ("minimum", "9" * 400),
        ("placed", "no date"), ("placed", "2024-13-45"), ("placed", "9999-12-31~"),
        ("placed", "0001-01-01"), ("placed", "past99999999999days"), ("placed", "~"),
    ],
)  # fmt: skip
async def test_a_value_of_the_wrong_type_fails_in_words(
    shared: Stage, viewer: httpx.AsyncClient, slug: str, value: str
) -> None:
    rows = await viewer.get(f"{shared.data('orders')}?{slug}={quote(value)}")
    assert rows.status_code == 202
    assert rows.json()["status"] in ("completed", "failed")
    page = await viewer.get(f"{shared.page('orders')}?{slug}={quote(value)}")
    assert page.status_code == 200
    assert "</html>" in page.text


async def test_r3_any_json_in_place_of_a_scalar_is_refused_or_bound(
    shared: Stage, viewer: httpx.AsyncClient
) -> None:
    """Objects and lists never become part of a query (incident R3)."""
    for value in ({"sql": "1=1"}, [[1]], [{"a": 1}], True, 1e308, -1, "", [None], 10**40):
        as_json = quote(json.dumps({"category": value}))
        answer = await viewer.get(f"{shared.data('orders')}?parameters={as_json}")
        assert answer.status_code in (202, 400), answer.text
        if answer.status_code == 202 and value not in ("", [None]):
            assert answer.json().get("data", {}).get("rows", []) == []
        locked = await viewer.get(shared.data("orders", {"account": value}))
        assert locked.status_code in (202, 400)
        if locked.status_code == 202:
            assert locked.json().get("data", {}).get("rows", []) == []


@pytest.mark.parametrize(
    "path",
    ["/embed//question/x", "/embed/question/%2e%2e/x", "/embed/question/a%2fb", "/embed/../x",
     "/embed/question/a;b", "/embed/question/a%5cb", "/api/embed/card/x%00y", "/embed/question/",
     "/embed/question", "/embed/", "/embed", "/embed/dashboard/x/y", "/EMBED/question/x"],
)  # fmt: skip
async def test_r25_odd_paths_are_not_found(shared: Stage, path: str) -> None:
    """One meaning a path (incident R25)."""
    async with served(shared.app()) as port:
        reader, writer = await ask(port, path, "Connection: close")
        head = await read_until(reader, b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 404 "), head
        writer.close()


@pytest.mark.parametrize(
    "method", ["HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "X"]
)
async def test_other_methods_are_refused_calmly(
    shared: Stage, viewer: httpx.AsyncClient, method: str
) -> None:
    token = shared.token("orders")
    for path in (shared.page("orders"), shared.data("orders"), f"/api/embed/card/{token}/nothing",
                 "/embed/-/question/cards?slots=c0", "/app/iframeResizer.js"):  # fmt: skip
        answer = await viewer.request(method, path)
        is_unbuilt = path.endswith(".js") and answer.status_code == 503
        assert answer.status_code < 500 or is_unbuilt
        if method == "POST" and path.startswith("/embed/question/"):
            assert answer.status_code == 400, "a page takes its own download form and no other"
        elif method != "HEAD":
            assert answer.status_code in (404, 405), (method, path)
        if not path.endswith(".js"):  # scripts are for pages of every origin
            assert "access-control-allow-origin" not in answer.headers


@pytest.mark.parametrize(
    "headers",
    [
        [("accept-language", "a" * 9_000)], [("accept-language", "de"), ("accept-language", "fr")],
        [("host", "")], [("host", "[::1]:80")], [("range", "bytes=0-5")], [("range", "x")],
        [("if-modified-since", "Mon, 01 Jan 2035 00:00:00 GMT"), ("if-none-match", "*")],
        [("accept", "image/png")], [("accept-encoding", "\x7f;q=;;,,=")], [("x-forwarded-proto", "ftp")],
        [("x-signboard-token", "a"), ("x-signboard-token", "b")], [("cookie", "a" * 5_000)],
    ],
)  # fmt: skip
async def test_odd_headers_change_nothing(
    shared: Stage, viewer: httpx.AsyncClient, headers: list[tuple[str, str]]
) -> None:
    for _ in range(2):
        assert (await viewer.get(shared.page("orders"), headers=headers)).status_code == 200
        assert (await viewer.get(shared.data("orders"), headers=headers)).status_code == 202


@pytest.mark.parametrize("size", [9_000, 1_000_000])
async def test_a_giant_token_is_refused_quickly_and_is_not_in_the_log(
    shared: Stage, size: int
) -> None:
    with structlog.testing.capture_logs() as lines:
        async with served(shared.app()) as port:
            for start in ("/embed/question/", "/api/embed/card/", "/embed/x/", "/x/"):
                reader, writer = await ask(port, start + "e" * size, "Connection: close")
                head = await read_until(reader, b"\r\n")
                assert head[9:12] in (b"400", b"404", b"414", b"431"), head
                writer.close()
    assert all(len(str(line)) < 2_000 for line in lines)


async def test_millions_of_rows_are_cut_at_the_limit(
    shared: Stage, viewer: httpx.AsyncClient
) -> None:
    rows = (await viewer.get(shared.data("many"))).json()["data"]
    assert (len(rows["rows"]), rows["rows_truncated"]) == (2_000, 2_000)
    assert (await viewer.get(shared.page("many"))).status_code == 200


async def test_a_query_that_runs_too_long_says_so_in_its_place(stage: Stage) -> None:
    write_setting(stage.house.runtime.catalog, "query-timeout-ms", 1_000)
    async with client_of(stage.app()) as viewer:
        page = await viewer.get(stage.page("slowly"))
        assert page.status_code == 200
        assert "took too long and was stopped" in page.text
        assert "60.75" in page.text
        rows = await viewer.get(stage.data("slow"))
    assert (rows.status_code, rows.json()["status"]) == (202, "failed")


async def test_a_source_that_is_away_and_comes_back(stage: Stage) -> None:
    write_setting(stage.house.runtime.catalog, "viewer-cache-ttl-seconds", 0)
    file = Path(stage.warehouse)
    away = file.rename(file.with_suffix(".away"))
    async with client_of(stage.app()) as viewer:
        page = await viewer.get(stage.page("overview"))
        assert page.status_code == 200
        assert "There was a problem displaying this chart." in page.text
        rows = await viewer.get(stage.data("orders"))
        assert rows.json()["status"] == "failed"
        away.rename(file)
        page = await viewer.get(stage.page("overview"))
        assert "Acme note one" in page.text
        assert (await viewer.get(stage.data("orders"))).json()["status"] == "completed"


@pytest.mark.parametrize("trouble", ["locked", "read-only", "gone"])
async def test_viewers_go_on_while_our_own_database_does_not(
    stage: Stage, tmp_path: Path, trouble: str
) -> None:
    house = stage.house
    own = next((tmp_path / "state").glob("*.db"), None) or next(
        (tmp_path / "state").glob("*.sqlite*")
    )
    holder = sqlite3.connect(own, isolation_level=None)
    if trouble == "locked":
        holder.execute("begin exclusive")
    elif trouble == "read-only":
        own.chmod(0o400)
    else:
        own.rename(own.with_suffix(".gone"))
    try:
        async with client_of(create_app(house)) as viewer:
            for _ in range(3):
                assert "Acme note one" in (await viewer.get(stage.page("overview"))).text
                assert (await viewer.get(stage.data("orders"))).status_code == 202
    finally:
        if trouble == "gone":
            own.with_suffix(".gone").rename(own)
        own.chmod(0o600)
        holder.close()


async def test_a_catalog_that_is_too_old_is_503_in_words(stage: Stage) -> None:
    path, rows = stage.page("orders"), stage.data("orders")
    headers = {"x-signboard-token": stage.token("orders")}
    app = stage.app()
    async with client_of(app) as viewer:
        for _ in range(2):
            await viewer.get(path)
            await viewer.get(rows)
        catalog = stage.house.runtime.catalog
        catalog._contact -= 4_000  # as if our database had been silent for more than an hour
        fragment = "/embed/-/question/cards?slots=c0"
        for answer in (await viewer.get(path), await viewer.get(rows),
                       await viewer.get(fragment, headers=headers)):  # fmt: skip
            assert answer.status_code == 503
            assert "Try again in a few minutes." in answer.text
        catalog.refresh()
        assert (await viewer.get(path)).status_code == 200


async def test_r27_nothing_secret_is_in_any_log_line_or_in_the_spooled_audit(
    stage: Stage, tmp_path: Path, json_logs: None, capfd: pytest.CaptureFixture[str]
) -> None:
    """Tokens, locked values and SQL, over good, refused and failing requests (incident R27)."""
    tokens: list[str] = []
    async with client_of(create_app(stage.house)) as viewer:
        for item in ("overview", "orders", "broken", "zero", "draft", "gone", "slowly"):
            write_setting(stage.house.runtime.catalog, "query-timeout-ms", 1_000)
            for params in ({"account": [ACME]}, {"account": str(BLUE)}, {}):
                paths = [stage.page(item, params), stage.data(item, params)]
                tokens += [path.split("/")[3 if "/api/" not in path else 4] for path in paths]
                token = tokens[-1]
                paths += [f"/embed/sdk/v1/{token}", f"/api/embed/pivot/card/{token}/query",
                          f"/x/{token}", f"/api/embed/card/{token}/params/nobody/values"]  # fmt: skip
                for path in paths:
                    await viewer.get(path)
    stage.house.runtime.audit.flush()
    shown = "".join(capfd.readouterr())
    spooled = "".join(file.read_text() for file in tmp_path.rglob("*.jsonl"))
    assert shown.count('"reference"') > 20
    for secret in {*tokens, *(token.split(".")[1] for token in tokens), str(ACME), str(BLUE),
                   "SELEC", "secret_table", "abs(-9"}:  # fmt: skip
        assert secret not in shown + spooled
    with stage.house.database.read() as connection:
        views = str(connection.exec_driver_sql("select * from views").fetchall())
    assert not any(token in views for token in tokens)
    assert str(ACME) not in views


async def test_a_mistake_of_ours_in_one_card_is_shown_in_its_place(stage: Stage) -> None:
    sql = "SELECT note FROM orders WHERE {{account}}"
    odd: dict[str, Any] = {"column_settings": 7, "graph.metrics": {"a": 1}, "card.title": ["x"]}
    for display in ("bar", "pie", "scalar", "no such display", "line"):
        name = f"odd {display}"
        stage.add_question(
            name, sql, {"account": stage.account_tag}, display=display,
            visualization_settings=odd, enable_embedding=True, embedding_params={"account": LOCKED},
        )  # fmt: skip
        async with client_of(stage.app()) as viewer:
            page = await viewer.get(stage.page(name))
        assert page.status_code == 200
        assert "</html>" in page.text


async def test_random_requests_are_never_a_500(sqlite_shared: Stage) -> None:
    chance = random.Random(7)
    pieces = ["/embed", "/api", "/question", "/dashboard", "/card", "/-", "/cards", "/values", "/query",
              "/params", "/search", "/x", "/1", "/dashcard", "/99999999999999999999", "/" + "9" * 5_000,
              f"/{sqlite_shared.token('orders')}", f"/{sqlite_shared.token('overview')}", "/%F0%9F", "/é"]  # fmt: skip
    queries = ["", "?slots=c0", "?slots=,,", "?slots=c0,c0&category=", "?parameter=", "?a=1&a=2", "?=", "?%", "?&&"]  # fmt: skip
    headers = {"x-signboard-token": sqlite_shared.token("orders")}
    async with client_of(sqlite_shared.app()) as viewer:
        for _ in range(400):
            path = "".join(chance.choices(pieces, k=chance.randint(1, 7))) + chance.choice(queries)
            answer = await viewer.get(path, headers=headers)
            assert answer.status_code in (200, 202, 400, 404), (path, answer.text)
            if answer.status_code >= 400:
                assert answer.text
