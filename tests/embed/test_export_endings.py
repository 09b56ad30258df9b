"""Files over real sockets: one that fails is never a well-formed short file, one that nobody takes ends."""

from __future__ import annotations

import asyncio
import time

import pytest

from tests.embed.conftest import OpenWorld
from tests.embed.stage import LOCKED, Stage
from tests.embed.test_streaming import ask, read_until, served
from tests.embed.warehouses import ENGINES

pytestmark = [pytest.mark.anyio, pytest.mark.services]


@pytest.fixture(params=ENGINES)
def shared(request: pytest.FixtureRequest, worlds: OpenWorld) -> Stage:
    """A stage on each engine: where our own tables are makes no difference here."""
    return worlds(request.param)


# A late row cannot be computed: the first batches are on their way by then.
LATE = {
    "sqlite": """WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 9000)
        SELECT CASE WHEN i < 6000 THEN i ELSE abs(-9223372036854775808) END AS x
        FROM n, orders WHERE {{account}} AND orders.id IN (1, 4)""",
    "duckdb": """SELECT CASE WHEN i < 120000 THEN i ELSE cast(note AS integer) END AS x
        FROM (SELECT range AS i FROM range(150000)) AS n, orders
        WHERE {{account}} AND orders.id IN (1, 4)""",
    "mysql": """WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 300)
        SELECT CASE WHEN a.i + b.i < 400 THEN a.i ELSE (SELECT 1 UNION ALL SELECT 2) END AS x
        FROM n a, n b, orders WHERE {{account}} AND orders.id IN (1, 4)""",
    "postgres": """SELECT 100 / (6000 - i) AS x FROM generate_series(1, 9000) AS i, orders
        WHERE {{account}} AND orders.id IN (1, 4)""",
}
MANY = {
    "sqlite": """WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000000)
        SELECT i, note FROM n, orders WHERE {{account}}""",
    "duckdb": """SELECT range AS i, note FROM range(1000000), orders WHERE {{account}}""",
    "mysql": """WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 1000)
        SELECT a.i, note FROM n a, n b, orders WHERE {{account}}""",
    "postgres": """SELECT i, note FROM generate_series(1, 1000000) AS i, orders
        WHERE {{account}}""",
}


def path_of(stage: Stage, name: str, sql: dict[str, str], end: str) -> str:
    if name not in stage.ids:
        stage.publish(name, sql[stage.engine], {"account": stage.account_tag}, account=LOCKED)
    return f"{stage.data(name)}/{end}"


@pytest.mark.parametrize("end", ["csv", "json", "csv?format_rows=true"])
async def test_a_file_that_fails_late_cuts_the_connection(shared: Stage, end: str) -> None:
    async with served(shared.app()) as port:
        reader, _ = await ask(port, path_of(shared, "late", LATE, end))
        async with asyncio.timeout(30):
            whole = await reader.read()
    assert whole.startswith(b"HTTP/1.1 200")
    assert b"transfer-encoding: chunked" in whole.lower()
    assert len(whole) > 5_000
    assert not whole.endswith(b"0\r\n\r\n")


async def test_an_xlsx_that_fails_late_was_never_begun(shared: Stage) -> None:
    async with served(shared.app()) as port:
        reader, _ = await ask(port, path_of(shared, "late", LATE, "xlsx"), "Connection: close")
        async with asyncio.timeout(30):
            whole = await reader.read()
    assert whole.startswith(b"HTTP/1.1 400")


async def test_a_client_that_cannot_tell_a_cut_file_gets_a_refusal(shared: Stage) -> None:
    async with served(shared.app()) as port:
        answers = []
        for path in (
            path_of(shared, "late", LATE, "csv"),
            f"{shared.data('orders')}/csv",
        ):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(f"GET {path} HTTP/1.0\r\n\r\n".encode())
            async with asyncio.timeout(30):
                answers.append(await reader.read())
            writer.close()
            await writer.wait_closed()
    assert b" 400 " in answers[0].splitlines()[0]
    head, _, body = answers[1].partition(b"\r\n\r\n")
    assert f"content-length: {len(body)}".encode() in head
    assert body.count(b"\n") == 4


@pytest.mark.parametrize("end", ["csv", "json?format_rows=true"])
async def test_a_reader_who_leaves_stops_the_query(shared: Stage, end: str) -> None:
    runs = shared.house.runtime.sources._runs
    async with served(shared.app()) as port:
        reader, writer = await ask(port, path_of(shared, "plenty", MANY, end))
        await read_until(reader, b"Acme")
        assert len(runs) == 1
        writer.close()
        await writer.wait_closed()
        until = time.monotonic() + 30
        while runs and time.monotonic() < until:
            await asyncio.sleep(0.05)
        assert not runs


async def test_pages_are_answered_while_a_file_is_on_its_way(shared: Stage) -> None:
    async with served(shared.app()) as port:
        taking, _ = await ask(port, path_of(shared, "plenty", MANY, "csv?format_rows=true"))
        await read_until(taking, b"Acme")
        for _ in range(5):
            started = time.monotonic()
            reader, writer = await ask(port, shared.data("orders"), "Connection: close")
            await read_until(reader, b"Acme note one")
            assert time.monotonic() - started < 30
            writer.close()
