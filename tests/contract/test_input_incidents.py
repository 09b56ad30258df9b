"""Incidents of others in which input reached an interpreter, a fetcher or another's rights (R1 to R22)."""

from __future__ import annotations

import contextlib
import re
import socket
import threading
import uuid
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from signboard.catalog.dashboards import update_dashboard
from signboard.catalog.settings import write_setting
from signboard.catalog.sources import create_source
from signboard.errors import SignboardError
from signboard.server.app import Plane
from signboard.studio.access.identity import Role
from signboard.studio.access.sessions import Sessions
from signboard.studio.access.users import insert_user
from signboard.studio.app import create_studio
from tests.embed.stage import LOCKED, Stage, client_of, sqlite_stage, text_card

pytestmark = pytest.mark.anyio


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("incidents")


@pytest.fixture(scope="module")
def stage(folder: Path) -> Iterator[Stage]:
    """A stage of this file's own: what one test leaves behind is no matter to another."""
    with sqlite_stage(folder) as made:
        yield made


@asynccontextmanager
async def signed_in(stage: Stage, role: Role) -> AsyncIterator[httpx.AsyncClient]:
    """A client on every plane with a session of a new user."""
    house = stage.house
    with house.database.begin(touch=False) as connection:
        made = insert_user(connection, f"{uuid.uuid4().hex}@example.com", "x", role=role, now=0.0)
    text = Sessions(house.database, house.runtime.clock).start(made)
    async with client_of(stage.app(Plane.ALL)) as client:
        client.headers["X-Metabase-Session"] = text
        yield client


@pytest.fixture
def listener() -> Iterator[tuple[int, list[bytes]]]:
    """A port on loopback, and whatever connected to it and said."""
    heard: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def listen() -> None:
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                with connection:
                    heard.append(b"")
                    connection.settimeout(1)
                    with contextlib.suppress(OSError):
                        heard.append(connection.recv(1000))

        thread = threading.Thread(target=listen, daemon=True)
        thread.start()
        yield server.getsockname()[1], heard
        server.shutdown(socket.SHUT_RDWR)
    thread.join(5)


SETUP = {"token": "x", "user": {"email": "eve@example.com", "password": "correct horse battery"},
         "database": {"engine": "sqlite", "details": {"db": "/etc/passwd"}}, "prefs": {"site_name": "x"}}  # fmt: skip


async def test_r1_no_setup_and_no_connection_without_a_session(stage: Stage) -> None:
    paths = ("/api/setup", "/api/setup/validate", "/api/database", "/api/database/validate",
             "/api/database/1/sync_schema", "/api/dataset", "/api/testing/snapshot/x")  # fmt: skip
    for plane, allowed in ((Plane.ALL, {401, 403, 404, 405}), (Plane.EMBED, {404, 405})):
        async with client_of(stage.app(plane)) as client:
            for path in paths:
                answer = await client.post(path, json=SETUP)
                assert answer.status_code in allowed, path
            properties = await client.get("/api/session/properties")
            assert "setup-token" not in properties.text
    with stage.house.database.read() as connection:
        made = "select count(*) from users where email = 'eve@example.com'"
        assert connection.exec_driver_sql(made).scalar() == 0


@pytest.mark.parametrize("details", [
    {"db": "x.sqlite", "additional-options": ";INIT=RUNSCRIPT FROM 'http://127.0.0.1/x'"},
    {"db": "file:/etc/passwd?mode=rwc"}, {"db": "/etc/passwd"}, {"db": ["/etc/passwd"]},
    {"db": {"$ne": 1}}, {"db": ":memory:"}, {"db": ""},
])  # fmt: skip
async def test_r1_r6_connection_options_are_typed_fields_and_open_no_other_file(
    stage: Stage, details: dict[str, Any]
) -> None:
    async with signed_in(stage, Role.ADMIN) as client:
        body = {"name": "Odd", "engine": "sqlite", "details": details}
        answer = await client.post("/api/database", json=body)
    assert 400 <= answer.status_code < 500
    assert "root:" not in answer.text


ODD: tuple[Any, ...] = ({"raw": "1=1"}, [["raw", "1=1"]], 7, True, None, {"$gt": ""}, "x" * 100_000)


async def test_r3_whatever_stands_for_a_scalar_is_refused_where_nobody_is_signed_in(
    stage: Stage,
) -> None:
    house = stage.house
    described = create_studio(house.runtime, house.database, house.vault).openapi()
    known = {"username": "ann@example.com", "password": "x", "token": "x", "email": "x"}
    async with client_of(stage.app(Plane.ALL)) as client:
        for path, methods in described["paths"].items():
            if "post" not in methods:
                continue
            bare = path.replace("{", "").replace("}", "")
            is_open = (await client.post(bare, json={})).status_code != 401
            for odd in ODD:
                bodies = [{name: odd} for name in known] if is_open else []
                for body in (dict.fromkeys(known, odd), *bodies):
                    answer = await client.post(bare, json={**known, **body})
                    assert 400 <= answer.status_code < 500, (path, body)


TEMPLATES = (
    "{{7*7}}",
    "${7*7}",
    "<%= 7*7 %>",
    "#{7*7}",
    "{% print(7*7) %}",
    "{{config}}",
    "[[7*7]]",
)


async def test_r4_texts_are_data_and_no_template_language(stage: Stage) -> None:
    store, board = stage.house.runtime.catalog, stage.ids["empty"]
    cards = [text_card(row, f"Text {text} end") for row, text in enumerate(TEMPLATES)]
    update_dashboard(store, board, {"name": " ".join(TEMPLATES), "dashcards": cards})
    write_setting(store, "site-name", TEMPLATES[0])
    async with client_of(stage.app()) as viewer:
        page = await viewer.get(stage.page("empty", {}))
    assert page.status_code == 200
    assert "49" not in page.text.partition("<main")[2].replace("data-", "")
    assert "SIGNBOARD" not in page.text


async def test_r6_r7_no_address_that_somebody_gives_is_fetched(
    stage: Stage, listener: tuple[int, list[bytes]]
) -> None:
    port, heard = listener
    url = f"http://127.0.0.1:{port}/x.csv"
    store, board = stage.house.runtime.catalog, stage.ids["empty"]
    cards = [text_card(0, f"![x]({url}) <img src={url}> [y](file:///etc/passwd)")]
    update_dashboard(store, board, {"dashcards": cards})
    write_setting(store, "enable-public-sharing", True)
    async with signed_in(stage, Role.ADMIN) as client:
        for details in ({"files": {"x": url}}, {"database": url}, {"folder": url},
                        {"files": {"x": "s3://bucket/x.csv"}}):  # fmt: skip
            body = {"name": "Far", "engine": "duckdb", "details": details}
            assert (await client.post("/api/database", json=body)).status_code == 400
        page = await client.get(stage.page("empty", {}))
        assert not re.search("(href|src)=.?file:", page.text)
        for address in (url, "file:///etc/passwd", f"http://embed.test@127.0.0.1:{port}/"):
            oembed = await client.get("/api/public/oembed", params={"url": address})
            assert oembed.status_code == 404
    assert heard == []


HOSTILE = (
    "ATTACH DATABASE '{own}' AS other", "SELECT load_extension('x')", "SELECT readfile('/etc/passwd')",
    "PRAGMA writable_schema = 1", "SELECT * FROM pragma_database_list",
    "WITH x AS (SELECT 1) DELETE FROM orders", "SELECT 1; DROP TABLE orders",
    "VACUUM INTO '{own}.copy'", "CREATE TABLE x (a)", "SELECT writefile('{own}.x', 'x')",
)  # fmt: skip


@pytest.mark.parametrize("sql", HOSTILE)
async def test_r8_r18_what_is_not_a_select_of_the_source_fails_and_changes_nothing(
    stage: Stage, folder: Path, sql: str
) -> None:
    own = stage.house.database.engine.url.database
    stage.publish("hostile", sql.replace("{own}", str(own)), {})
    before = sorted(path.name for path in folder.rglob("*") if "-" not in path.name)
    async with client_of(stage.app()) as viewer:
        answer = await viewer.get(stage.data("hostile", {}))
        assert answer.status_code == 202
        if answer.json()["status"] != "failed":
            assert "pragma_database_list" in sql
            assert str(own) not in answer.text
        assert len((await viewer.get(stage.data("orders"))).json()["data"]["rows"]) == 3
    assert sorted(path.name for path in folder.rglob("*") if "-" not in path.name) == before


async def test_r18_our_own_database_is_no_source(stage: Stage) -> None:
    own = stage.house.database.engine.url.database
    assert own is not None
    with pytest.raises(SignboardError, match="own database"):
        create_source(stage.house.runtime.catalog, "Own", "sqlite", {"db": own})
    async with signed_in(stage, Role.ADMIN) as client:
        body = {"name": "Own", "engine": "sqlite", "details": {"db": own}}
        answer = await client.post("/api/database", json=body)
    assert answer.status_code == 400


async def test_r19_composing_a_dashboard_grants_no_right_to_publish(stage: Stage) -> None:
    async with signed_in(stage, Role.AUTHOR) as client:
        made = (await client.post("/api/dashboard", json={"name": "Mine"})).json()
        place = {"row": 0, "col": 0, "size_x": 4, "size_y": 4}
        cards = [{"id": -1, "card_id": stage.ids["orders"], **place}]
        board = f"/api/dashboard/{made['id']}"
        assert (await client.put(board, json={"dashcards": cards})).status_code == 200
        for body in ({"enable_embedding": True}, {"embedding_params": {"account": LOCKED}}):
            assert (await client.put(board, json=body)).status_code == 403
        card = f"/api/card/{stage.ids['orders']}"
        assert (await client.put(card, json={"enable_embedding": False})).status_code == 403
        assert (await client.post(f"{board}/public_link")).status_code == 403
    async with client_of(stage.app()) as viewer:
        assert (await viewer.get(stage.data("orders"))).status_code == 202


@pytest.mark.parametrize("engine", ["python", "script", "url", "json", "__init__", "sqlite:Sqlite"])
async def test_r22_no_source_runs_code_of_its_author(stage: Stage, engine: str) -> None:
    async with signed_in(stage, Role.ADMIN) as client:
        body = {"name": "Code", "engine": engine, "details": {"db": "import os"}}
        assert (await client.post("/api/database", json=body)).status_code == 400
