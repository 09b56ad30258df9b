"""Bounds: rows, time, connections, and what happens when nobody waits any more."""

from __future__ import annotations

import asyncio
from time import monotonic, time

import pytest

from signboard.queries.statement import Statement
from signboard.sources.base import Limits
from signboard.sources.errors import QueryTimedOut, TooBusy
from signboard.sources.execute import Sources
from tests.conformance.capabilities import Subject
from tests.conformance.conftest import Ask

pytestmark = [pytest.mark.anyio, pytest.mark.services]

THREE = "select 1 as n union all select 2 union all select 3"
PATIENT = Limits(10, 120_000)


@pytest.mark.parametrize(
    ("max_rows", "given", "truncated"), [(2, 2, True), (3, 3, False), (4, 3, False)]
)
async def test_one_row_more_than_the_limit_tells_that_it_was_cut(
    max_rows: int, given: int, truncated: bool, ask: Ask
) -> None:
    table = await ask(THREE, max_rows=max_rows)
    assert (len(table.rows), table.truncated) == (given, truncated)


async def test_ten_million_rows_are_cut_fast(subject: Subject, ask: Ask) -> None:
    started = monotonic()
    table = await ask(subject.ten_million_sql, max_rows=2_000)
    again = await ask("select 1")
    assert (len(table.rows), table.truncated, len(again.rows)) == (2_000, True, 1)
    assert monotonic() - started < 300


async def test_a_slow_statement_is_stopped_at_its_limit(subject: Subject, ask: Ask) -> None:
    started = monotonic()
    with pytest.raises(QueryTimedOut):
        await ask(subject.slow_sql, timeout_ms=200)
    assert monotonic() - started < 30
    assert (await ask("select 1")).rows == [(1,)]


async def test_a_table_tells_how_long_it_took_and_when(ask: Ask) -> None:
    table = await ask("select 1")
    assert 0 < table.elapsed_ms < 5_000
    assert abs(time() - table.fetched_at) < 10


async def test_the_source_stops_when_the_caller_leaves(subject: Subject) -> None:
    """With one connection, the next statement only runs once the abandoned one has ended."""
    sources = Sources(pool_size=1, wait_ms=10_000)
    try:
        leaving = asyncio.create_task(
            sources.execute(subject.spec, Statement(subject.slow_sql), PATIENT)
        )
        await asyncio.sleep(0.3)
        leaving.cancel()
        with pytest.raises(asyncio.CancelledError):
            await leaving
        table = await sources.execute(subject.spec, Statement("select 1"), PATIENT)
        assert table.rows == [(1,)]
    finally:
        await sources.close()


async def test_a_caller_who_leaves_at_once_leaves_nothing_behind(subject: Subject) -> None:
    sources = Sources(pool_size=1, max_threads=1, wait_ms=10_000)
    try:
        for delay in (0, 0, 0.001, 0.002, 0.005):
            leaving = asyncio.create_task(
                sources.execute(subject.spec, Statement(subject.slow_sql), PATIENT)
            )
            await asyncio.sleep(delay)
            leaving.cancel()
            await asyncio.gather(leaving, return_exceptions=True)
        table = await sources.execute(subject.spec, Statement("select 1"), PATIENT)
        assert table.rows == [(1,)]
    finally:
        await sources.close()


async def test_a_source_has_bounded_connections_and_then_is_busy(subject: Subject) -> None:
    sources = Sources(pool_size=2, wait_ms=150)
    try:
        slow = [
            asyncio.create_task(sources.execute(subject.spec, Statement(subject.slow_sql), PATIENT))
            for _ in range(2)
        ]
        await asyncio.sleep(0.3)
        with pytest.raises(TooBusy):
            await sources.execute(subject.spec, Statement("select 1"), PATIENT)
        with pytest.raises(TooBusy):
            await asyncio.to_thread(
                sources.execute_now, subject.spec, Statement("select 1"), PATIENT
            )
        for task in slow:
            task.cancel()
        await asyncio.gather(*slow, return_exceptions=True)
    finally:
        await sources.close()


async def test_more_callers_than_connections_all_get_their_rows(
    sources: Sources, subject: Subject
) -> None:
    one = subject.placeholder(1)
    statements = [Statement(f"select {subject.cast(one, 'integer')}", (n,)) for n in range(40)]
    tables = await asyncio.gather(
        *(sources.execute(subject.spec, statement, PATIENT) for statement in statements)
    )
    assert [table.rows for table in tables] == [[(n,)] for n in range(40)]


async def test_closing_stops_what_runs(subject: Subject) -> None:
    sources = Sources()
    running = asyncio.create_task(
        sources.execute(subject.spec, Statement(subject.slow_sql), PATIENT)
    )
    await asyncio.sleep(0.3)
    started = monotonic()
    await sources.close()
    await asyncio.gather(running, return_exceptions=True)
    assert monotonic() - started < 300


def test_the_sync_twins_give_the_same(sources: Sources, subject: Subject) -> None:
    table = sources.execute_now(subject.spec, Statement("select 1"), PATIENT)
    assert table.rows == [(1,)]
    assert sources.check_now(subject.spec).version
    assert sources.inspect_now(subject.spec).tables
