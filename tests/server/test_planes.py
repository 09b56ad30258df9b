"""The doors of a process: what each plane opens, and how it starts and stops."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import pytest

from signboard.catalog.questions import update_question
from signboard.catalog.settings import write_setting
from signboard.server.app import Plane, create_app
from signboard.server.house import open_house
from signboard.settings import Startup
from tests.embed.stage import ACME, Stage, client_of

pytestmark = pytest.mark.anyio

EMBED_ONLY = """
import asyncio, sys, httpx
from pathlib import Path
from signboard.server.app import Plane, create_app
from signboard.server.house import open_house
from signboard.settings import Startup
house = open_house(Startup.from_environment({}, Path(sys.argv[1])), {})
app = create_app(house, Plane.EMBED)
async def look():
    async with house.running():
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://x") as client:
            for path in sys.argv[2:]:
                print((await client.get(path)).status_code)
asyncio.run(look())
strangers = ("signboard.studio", "fastapi", "argon2", "signboard.cli")
print(sorted(name for name in sys.modules if name.startswith(strangers)))
"""


def test_the_embed_plane_answers_viewers_without_a_line_of_the_studio(
    stage: Stage, tmp_path: Path
) -> None:
    command = [sys.executable, "-c", EMBED_ONLY, str(tmp_path / "state"), stage.page("orders"),
               stage.data("orders"), "/api/session", "/api/setup", "/", "/api/health"]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    lines = done.stdout.splitlines()
    codes = [line for line in lines if line.isdigit()]
    assert codes == ["200", "202", "404", "404", "404", "200"], done.stderr
    assert lines[-1] == "[]"


POLICY = {"account": "locked", "category": "enabled"}


@pytest.mark.parametrize("plane", [Plane.EMBED, Plane.STUDIO, Plane.ALL])
async def test_each_plane_opens_its_own_doors_only(stage: Stage, plane: Plane) -> None:
    preview = f"/embed/dashboard/{stage.preview('overview', POLICY, account=[ACME])}"
    async with client_of(stage.app(plane)) as client:
        page = await client.get(stage.page("orders"))
        preview_page = await client.get(preview)
        rows = await client.get(stage.data("orders"))
        script = await client.get("/embed/-/embed.js")
        for_hosts = await client.get("/app/embed.js")
        session = await client.get("/api/session/properties")
        health = await client.get("/health")
    for_viewers, for_authors = plane is not Plane.STUDIO, plane is not Plane.EMBED
    assert page.status_code == (200 if for_viewers else 400)
    assert rows.status_code == (202 if for_viewers else 404)
    assert preview_page.status_code == (200 if for_authors else 400)
    assert (session.status_code == 200) == for_authors
    assert (for_hosts.status_code == 200) == for_viewers
    assert (script.status_code, health.status_code) == (200, 200)


async def test_the_studio_plane_refuses_what_a_host_signed(stage: Stage) -> None:
    token = stage.token("orders")
    asked = {"headers": {"x-signboard-token": token}}
    async with client_of(stage.app(Plane.STUDIO)) as client:
        page = await client.get(stage.page("orders"))
        answers = [await client.get(f"/embed/-/question/{name}?slots=c0&slot=c0", **asked)
                   for name in ("cards", "values", "rows", "mark")]  # fmt: skip
        for path in ("/embed/-/question/file", stage.page("orders")):
            fields = {"token": token, "slot": "c0", "format": "csv"}
            answers.append(await client.post(path, data=fields))
        answers += [await client.get(f"{stage.page('orders')}.{ending}")
                    for ending in ("svg", "png", "pdf", "csv")]  # fmt: skip
    assert "corrupt or manipulated" in page.text
    assert "Acme" not in page.text
    assert {answer.status_code for answer in answers} == {400}


async def test_a_preview_does_all_that_a_page_does_in_the_studio_plane(stage: Stage) -> None:
    token = stage.preview("overview", POLICY, account=[ACME])
    slot = next(f"c{card.id}" for card in stage.house.runtime.catalog.current()
                .dashboards[stage.ids["overview"]].dashcards if card.question_id)  # fmt: skip
    asked = {"headers": {"x-signboard-token": token}}
    async with client_of(stage.app(Plane.STUDIO)) as client:
        for _ in range(2):  # the second time from the shelf
            page = await client.get(f"/embed/dashboard/{token}?category=Chairs")
            assert "Acme note three" in page.text
            assert "Acme note one" not in page.text
        cards = await client.get(
            f"/embed/-/dashboard/cards?slots=f,{slot}&category=Chairs", **asked
        )
        values = await client.get("/embed/-/dashboard/values?parameter=p-category", **asked)
        rows = await client.get(f"/embed/-/dashboard/rows?slot={slot}", **asked)
        for form, starts in (("csv", b"Category,Note"), ("png", b"\x89PNG")):
            fields = {"token": token, "slot": slot, "format": form}
            saved = await client.post("/embed/-/dashboard/file", data=fields)
            assert saved.content.startswith(starts), saved.text
        spoken = await client.get("/embed/-/spoken?locale=de")
        rules = await client.get("/embed/-/fonts/Lato.css")
        data = await client.get(f"/api/embed/dashboard/{token}")
    assert "Acme note three" in cards.text
    assert ["Chairs"] in values.json()["values"]
    assert {cards.status_code, rows.status_code, spoken.status_code, rules.status_code} == {200}
    assert data.status_code == 404  # a preview is a page, never a data feed


async def test_the_studio_may_frame_its_previews_whoever_may_frame_embeds(stage: Stage) -> None:
    write_setting(stage.house.runtime.catalog, "embed-frame-ancestors", ["https://app.example.com"])
    preview = f"/embed/dashboard/{stage.preview('overview', POLICY, account=[ACME])}"
    async with client_of(stage.app(Plane.ALL)) as client:
        policies = [(await client.get(path)).headers["content-security-policy"]
                    for path in (preview, stage.page("orders"), "/embed/question/a.b.c")]  # fmt: skip
    write_setting(stage.house.runtime.catalog, "site-url", "https://charts.example.com/bi")
    write_setting(stage.house.runtime.catalog, "studio-url", "https://studio.example.com/own")
    async with client_of(stage.app(Plane.ALL)) as client:
        for path, folder in ((preview, "own"), (stage.page("orders"), "bi")):
            policy = (await client.get(path)).headers["content-security-policy"]
            assert f"connect-src embed.test/{folder}/embed/-/" in policy
    framing = [policy.partition("frame-ancestors ")[2] for policy in policies]
    assert framing == ["'self'", "https://app.example.com", "https://app.example.com 'self'"]


@pytest.mark.parametrize("path", ["/api/session", "/api/user", "/api/database", "/api/dataset",
                                  "/api/setup", "/api/setting", "/api/card/1", "/api/signboard/preview-token"])  # fmt: skip
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE"])
async def test_the_embed_plane_takes_no_login_no_setup_and_no_write(
    stage: Stage, path: str, method: str
) -> None:
    """Incidents R1, R24, R26."""
    async with client_of(stage.app(Plane.EMBED)) as client:
        answer = await client.request(method, path, json={"query": "select 1"})
    assert answer.status_code == 404


async def test_a_change_of_another_process_is_seen_within_a_second(
    stage: Stage, tmp_path: Path
) -> None:
    """Decision 15, incident R28: revocation works everywhere, at once."""
    viewers = open_house(Startup.from_environment({}, tmp_path / "state"), {})
    async with viewers.running(), client_of(create_app(viewers, Plane.EMBED)) as viewer:
        path = stage.page("orders")
        for _ in range(2):
            assert (await viewer.get(path)).status_code == 200
        changed = {"enable_embedding": False}
        update_question(stage.house.runtime.catalog, stage.ids["orders"], changed, None)
        ends = time.monotonic() + 10
        while (await viewer.get(path)).status_code == 200:
            assert time.monotonic() < ends
            await asyncio.sleep(0.02)


async def test_background_work_that_fails_is_begun_again(stage: Stage, tmp_path: Path) -> None:
    viewers = open_house(Startup.from_environment({}, tmp_path / "state"), {})
    catalog = viewers.runtime.catalog
    whole, catalog.environ = catalog.environ, {"SIGNBOARD_QUERY_TIMEOUT_MS": "never"}
    async with viewers.running():
        update_question(stage.house.runtime.catalog, stage.ids["orders"], {"name": "One"}, None)
        await asyncio.sleep(1.2)
        assert catalog.current().questions[stage.ids["orders"]].name == "orders"
        catalog.environ = whole
        ends = time.monotonic() + 10
        while catalog.current().questions[stage.ids["orders"]].name != "One":
            assert time.monotonic() < ends
            await asyncio.sleep(0.05)


async def test_the_audit_of_an_outage_is_spooled_and_written_later(
    stage: Stage, tmp_path: Path
) -> None:
    house, own = stage.house, next((tmp_path / "state").glob("*.db"))
    async with client_of(stage.app()) as viewer:
        house.database.engine.dispose()
        away = own.rename(own.with_suffix(".away"))
        own.mkdir()
        await viewer.get(stage.page("orders"))
        assert house.runtime.audit.flush() == 0
        assert len(house.runtime.audit) == 0
        own.rmdir()
        away.rename(own)
        assert house.runtime.audit.flush() == 1


@contextmanager
def _serve(state: Path, *options: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    program = str(Path(sys.executable).parent / "signboard")
    command = [program, "serve", "--port", str(port), "--state", str(state)]
    process = subprocess.Popen(
        [*command, *options], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )  # fmt: skip
    url = f"http://127.0.0.1:{port}"
    try:
        for _ in range(600):
            try:
                with urllib.request.urlopen(f"{url}/health", timeout=1) as answer:
                    assert json.load(answer) == {"status": "ok"}
                    break
            except OSError:
                assert process.poll() is None, process.communicate()
                time.sleep(0.05)
        yield process, url
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


def test_a_server_stops_calmly_and_writes_its_audit_first(stage: Stage, tmp_path: Path) -> None:
    with _serve(tmp_path / "state", "--plane", "embed") as (process, url):
        with urllib.request.urlopen(url + stage.page("orders"), timeout=10) as page:
            assert b"Acme note one" in page.read()
        maps = Path(f"/proc/{process.pid}/maps")
        if maps.exists() and find_spec("uvloop"):  # a tenth to a quarter less CPU a request
            assert "uvloop" in maps.read_text()
        process.send_signal(signal.SIGTERM)
        _, errors = process.communicate(timeout=15)
    assert process.returncode in (0, -signal.SIGTERM)
    assert "Traceback" not in errors
    with stage.house.database.read() as connection:
        kinds = connection.exec_driver_sql("select kind from views").scalars().all()
    assert "question" in kinds
