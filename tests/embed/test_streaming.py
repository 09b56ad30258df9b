"""A slow card holds nobody back, and its query ends at the source when its viewer leaves."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import time
from collections.abc import AsyncIterator, Callable
from typing import Any

import psycopg
import pytest
import uvicorn

from tests.embed.conftest import OpenWorld
from tests.embed.stage import Stage
from tests.embed.warehouses import ENGINES, run_mysql

pytestmark = pytest.mark.anyio


@pytest.fixture(params=ENGINES)
def shared(request: pytest.FixtureRequest, worlds: OpenWorld) -> Stage:
    """A stage on each engine: where our own tables are makes no difference here."""
    return worlds(request.param)


_open: list[asyncio.StreamWriter] = []


@contextlib.asynccontextmanager
async def served(app: Any) -> AsyncIterator[int]:
    """A real server on a free port of the loopback; gives the port."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = int(listener.getsockname()[1])
        config = uvicorn.Config(app, lifespan="off", log_config=None, access_log=False)
        server = uvicorn.Server(config)
        task = asyncio.create_task(server.serve(sockets=[listener]))
        try:
            while not server.started:
                await asyncio.sleep(0.01)
            yield port
        finally:
            for writer in _open:
                writer.close()
                with contextlib.suppress(OSError):
                    await writer.wait_closed()
            _open.clear()
            server.should_exit = True
            await task


async def ask(
    port: int, path: str, *headers: str
) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """Send one request and leave the answer to be read."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    _open.append(writer)
    lines = [f"GET {path} HTTP/1.1", "Host: x", *headers, "", ""]
    writer.write("\r\n".join(lines).encode())
    await writer.drain()
    return reader, writer


async def read_until(reader: asyncio.StreamReader, text: bytes, seconds: float = 30) -> bytes:
    found = b""
    async with asyncio.timeout(seconds):
        while text not in found:
            piece = await reader.read(65_536)
            assert piece, found[-300:]
            found += piece
    return found


def running(stage: Stage) -> int:
    """How many statements of the stage run at its source right now."""
    if stage.engine in ("sqlite", "duckdb"):
        return len(stage.house.runtime.sources._runs)
    if stage.engine == "mysql":
        query = (
            "select info from information_schema.processlist"
            " where db = database() and id <> connection_id() and info is not null"
        )
        return len(run_mysql(stage.warehouse, query))
    with psycopg.connect(stage.warehouse) as server:
        found = server.execute(
            "select count(*) from pg_stat_activity"
            " where datname = current_database() and state = 'active' and query like '%pg_sleep%'"
            " and pid <> pg_backend_pid()"
        ).fetchone()
    assert found
    return int(found[0])


async def wait_for(state: Callable[[], bool], seconds: float = 30) -> None:
    ends = time.monotonic() + seconds
    while not state():
        assert time.monotonic() < ends, "It did not come to that."
        await asyncio.sleep(0.05)


async def test_quick_cards_arrive_while_a_slow_one_runs(shared: Stage) -> None:
    async with served(shared.app()) as port:
        reader, writer = await ask(port, shared.page("slowly"))
        found = await read_until(reader, b"60.75")
        assert b"</html>" not in found
        assert found.count(b"<section") == 1
        assert found.index(b"<slot") < found.index(b"<section")
        writer.close()
        await wait_for(lambda: running(shared) == 0)


@pytest.mark.parametrize("road", ["page", "question", "rows", "fragment"])
async def test_a_query_ends_at_the_source_when_its_viewer_leaves(shared: Stage, road: str) -> None:
    headers: tuple[str, ...] = ()
    if road == "page":
        path = shared.page("slowly")
    elif road == "question":
        path = shared.page("slow")
    elif road == "rows":
        path = shared.data("slow")
    else:
        path = "/embed/-/question/cards?slots=c0"
        headers = (f"X-Signboard-Token: {shared.token('slow')}",)
    async with served(shared.app()) as port:
        _, writer = await ask(port, path, *headers)
        await wait_for(lambda: running(shared) > 0)
        writer.close()
        await wait_for(lambda: running(shared) == 0)


async def test_a_viewer_who_leaves_does_not_stop_the_query_of_another(shared: Stage) -> None:
    async with served(shared.app()) as port:
        path = shared.data("slow")
        _, first = await ask(port, path)
        await wait_for(lambda: running(shared) > 0)
        _, second = await ask(port, path)
        await asyncio.sleep(0.3)
        assert running(shared) == 1, "two viewers of one scope share one query"
        first.close()
        await asyncio.sleep(0.5)
        assert running(shared) == 1
        second.close()
        await wait_for(lambda: running(shared) == 0)


async def test_a_viewer_who_left_is_an_audit_line(sqlite_shared: Stage) -> None:
    audit = sqlite_shared.house.runtime.audit
    audit.flush()
    async with served(sqlite_shared.app()) as port:
        _, writer = await ask(port, sqlite_shared.page("slow"))
        await wait_for(lambda: running(sqlite_shared) > 0)
        writer.close()
        await wait_for(lambda: len(audit) > 0)
    audit.flush()
    with sqlite_shared.house.database.read() as connection:
        codes = connection.exec_driver_sql("select error_code from views").scalars().all()
    assert "embed.viewer-left" in codes


async def test_a_page_ends_in_whole_chunks_and_the_connection_lives_on(shared: Stage) -> None:
    async with served(shared.app()) as port:
        reader, writer = await ask(port, shared.page("overview"))
        await read_until(reader, b"</html>")
        writer.write(f"GET {shared.data('orders')} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        rows = await read_until(reader, b'"completed"')
        assert b"202 Accepted" in rows
        writer.close()
