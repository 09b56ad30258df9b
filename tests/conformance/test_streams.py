"""Rows in batches: the same rows as at once, cut, stopped and failing as a single table is."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing

import pytest

from signboard.queries.statement import Statement
from signboard.results.table import Table
from signboard.sources.base import Limits
from signboard.sources.errors import QueryFailed, QueryTimedOut, TableMissing, TooBusy
from signboard.sources.execute import Sources
from tests.conformance.capabilities import Subject

pytestmark = [pytest.mark.anyio, pytest.mark.services]

FIVE = "select 1 as n union all select 2 union all select 3 union all select 4 union all select 5"
PATIENT = Limits(1_000_000, 120_000)


async def collect(tables: AsyncIterator[Table]) -> list[Table]:
    return [table async for table in tables]


@pytest.mark.parametrize(
    ("max_rows", "batch_rows", "sizes", "truncated"),
    [
        (9, 2, [2, 2, 1], False),
        (5, 5, [5], False),
        (5, 2, [2, 2, 1], False),
        (4, 2, [2, 2], True),
        (3, 10, [3], True),
    ],
)
async def test_batches_hold_all_rows_up_to_the_limit(
    sources: Sources,
    subject: Subject,
    max_rows: int,
    batch_rows: int,
    sizes: list[int],
    truncated: bool,
) -> None:
    limits = Limits(max_rows, 20_000)
    tables = await collect(sources.stream(subject.spec, Statement(FIVE), limits, batch_rows))
    assert [len(table.rows) for table in tables] == sizes
    assert sorted(row[0] for table in tables for row in table.rows)[:3] == [1, 2, 3]
    assert [table.truncated for table in tables] == [False] * (len(sizes) - 1) + [truncated]
    assert {table.columns for table in tables} == {tables[0].columns}


async def test_no_rows_are_one_empty_table_with_columns(sources: Sources, subject: Subject) -> None:
    statement = Statement("select 1 as n, 'x' as t where 1 = 0")
    if subject.spec.engine == "mysql":
        statement = Statement("select 1 as n, 'x' as t from dual where 1 = 0")
    (table,) = await collect(sources.stream(subject.spec, statement, PATIENT))
    assert [column.name for column in table.columns] == ["n", "t"]
    assert list(table.rows) == []


async def test_ten_million_rows_begin_at_once_and_end_when_nobody_reads(subject: Subject) -> None:
    sources = Sources(pool_size=2, wait_ms=10_000)
    try:
        statement = Statement(subject.ten_million_sql)
        async with aclosing(sources.stream(subject.spec, statement, PATIENT, 100)) as tables:
            async with asyncio.timeout(30):
                assert len((await anext(tables)).rows) == 100
        async with asyncio.timeout(30):
            for _ in range(3):
                await sources.execute(subject.spec, Statement("select 1"), PATIENT)
    finally:
        await sources.close()


async def test_a_stream_whose_first_rows_are_late_is_stopped(
    sources: Sources, subject: Subject
) -> None:
    with pytest.raises(QueryTimedOut):
        await collect(sources.stream(subject.spec, Statement(subject.slow_sql), Limits(10, 200)))
    assert (await sources.execute(subject.spec, Statement("select 1"), PATIENT)).rows == [(1,)]


async def test_a_stream_that_cannot_begin_says_why(sources: Sources, subject: Subject) -> None:
    with pytest.raises(TableMissing):
        await collect(
            sources.stream(subject.spec, Statement("select * from no_such_table"), PATIENT)
        )
    with pytest.raises(QueryFailed):
        await collect(sources.stream(subject.spec, Statement("select nothing"), PATIENT))


async def test_streams_leave_places_for_those_who_look_at_a_screen(subject: Subject) -> None:
    sources = Sources(pool_size=2, wait_ms=300)
    try:
        statement = Statement(subject.ten_million_sql)
        async with aclosing(sources.stream(subject.spec, statement, PATIENT, 10)) as first:
            await anext(first)
            with pytest.raises(TooBusy):
                await collect(sources.stream(subject.spec, Statement(FIVE), PATIENT))
            assert (await sources.execute(subject.spec, Statement("select 1"), PATIENT)).rows
    finally:
        await sources.close()


async def test_closing_ends_a_stream_that_nobody_reads(subject: Subject) -> None:
    sources = Sources()
    tables = sources.stream(subject.spec, Statement(subject.ten_million_sql), PATIENT, 10)
    await anext(tables)
    async with asyncio.timeout(30):
        await sources.close()
    await tables.aclose()
