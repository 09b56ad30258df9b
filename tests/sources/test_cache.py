"""Who shares a table, for how long, and what is forgotten first."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from signboard.results.table import BaseType, Column, Table
from signboard.sources.cache import TableCache, estimate_bytes
from signboard.sources.errors import QueryFailed

pytestmark = [pytest.mark.anyio, pytest.mark.pure]

COLUMNS = (Column("n", "n", BaseType.INTEGER),)


class Source:
    """Counts its loads; each gives its number and lasts until `gate` opens."""

    def __init__(self) -> None:
        self.loads = 0
        self.cancelled = 0
        self.gate = asyncio.Event()
        self.gate.set()

    async def load(self) -> Table:
        self.loads += 1
        number = self.loads
        try:
            await self.gate.wait()
        except asyncio.CancelledError:
            self.cancelled += 1
            raise
        return Table(COLUMNS, [(number,)])


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def constant(table: Table) -> Callable[[], Awaitable[Table]]:
    async def load() -> Table:
        return table

    return load


async def test_the_second_caller_gets_the_kept_table() -> None:
    cache, source = TableCache(1_000_000), Source()
    first, first_hit = await cache.fetch("k", 60, source.load)
    second, second_hit = await cache.fetch("k", 60, source.load)
    assert (first_hit, second_hit, source.loads) == (False, True, 1)
    assert first is second


async def test_another_key_is_another_table() -> None:
    cache, source = TableCache(1_000_000), Source()
    ours, _ = await cache.fetch("account=1", 60, source.load)
    theirs, _ = await cache.fetch("account=2", 60, source.load)
    assert ours.rows != theirs.rows


async def test_a_table_is_forgotten_after_its_time() -> None:
    clock, source = Clock(), Source()
    cache = TableCache(1_000_000, clock=clock)
    await cache.fetch("k", 60, source.load)
    clock.now = 59.9
    assert (await cache.fetch("k", 60, source.load))[1]
    clock.now = 60.0
    assert not (await cache.fetch("k", 60, source.load))[1]


async def test_concurrent_callers_share_one_load() -> None:
    cache, source = TableCache(1_000_000), Source()
    source.gate.clear()
    callers = [asyncio.create_task(cache.fetch("k", 60, source.load)) for _ in range(5)]
    await asyncio.sleep(0)
    source.gate.set()
    answers = await asyncio.gather(*callers)
    assert source.loads == 1
    assert {id(table) for table, _ in answers} == {id(answers[0][0])}


async def test_a_caller_who_leaves_does_not_disturb_the_others() -> None:
    cache, source = TableCache(1_000_000), Source()
    source.gate.clear()
    leaving, staying = (asyncio.create_task(cache.fetch("k", 60, source.load)) for _ in range(2))
    await asyncio.sleep(0.01)
    leaving.cancel()
    await asyncio.gather(leaving, return_exceptions=True)
    source.gate.set()
    assert (await staying)[0].rows == [(1,)]
    assert source.cancelled == 0


async def test_the_load_stops_when_the_last_caller_leaves() -> None:
    cache, source = TableCache(1_000_000), Source()
    source.gate.clear()
    callers = [asyncio.create_task(cache.fetch("k", 60, source.load)) for _ in range(2)]
    await asyncio.sleep(0.01)
    for caller in callers:
        caller.cancel()
    await asyncio.gather(*callers, return_exceptions=True)
    await asyncio.sleep(0.01)
    assert source.cancelled == 1
    source.gate.set()
    assert (await cache.fetch("k", 60, source.load))[0].rows == [(2,)]


async def test_an_error_reaches_everybody_and_is_not_kept() -> None:
    cache, source = TableCache(1_000_000), Source()

    async def fail() -> Table:
        await asyncio.sleep(0)
        raise QueryFailed

    answers = await asyncio.gather(
        *(cache.fetch("k", 60, fail) for _ in range(3)), return_exceptions=True
    )
    assert [type(answer) for answer in answers] == [QueryFailed] * 3
    assert (await cache.fetch("k", 60, source.load))[0].rows == [(1,)]


async def test_without_time_to_live_every_caller_has_a_query_of_its_own() -> None:
    cache, source = TableCache(1_000_000), Source()
    answers = await asyncio.gather(*(cache.fetch("k", 0, source.load) for _ in range(3)))
    assert source.loads == 3
    assert not any(hit for _, hit in answers)
    assert cache.used_bytes == 0


async def test_the_longest_unused_table_goes_first() -> None:
    wide = Table(COLUMNS, [("x" * 1_000,)] * 10)
    cache = TableCache(estimate_bytes(wide) * 5)
    for key in "abcd":
        await cache.fetch(key, 60, constant(wide))
    await cache.fetch("a", 60, constant(wide))
    await cache.fetch("e", 60, constant(wide))
    assert cache.used_bytes <= cache.max_bytes
    hits = {key: (await cache.fetch(key, 60, constant(wide)))[1] for key in "ae"}
    assert hits == {"a": True, "e": True}
    assert not (await cache.fetch("b", 60, constant(wide)))[1]


async def test_one_giant_does_not_push_out_the_rest() -> None:
    small, giant = Table(COLUMNS, [(1,)]), Table(COLUMNS, [("x" * 1_000,)] * 1_000)
    cache = TableCache(100_000)
    await cache.fetch("small", 60, constant(small))
    await cache.fetch("giant", 60, constant(giant))
    assert (await cache.fetch("small", 60, constant(small)))[1]
    assert not (await cache.fetch("giant", 60, constant(giant)))[1]


async def test_clear_forgets_everything() -> None:
    cache, source = TableCache(1_000_000), Source()
    await cache.fetch("k", 60, source.load)
    cache.clear()
    assert cache.used_bytes == 0
    assert not (await cache.fetch("k", 60, source.load))[1]
