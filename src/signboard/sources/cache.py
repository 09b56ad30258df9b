"""Tables kept for a while, so that many viewers of one scope cost the source one query.

The key decides who shares: it must hold everything that scopes the rows (decision 19). This file
knows nothing of it and never looks into it.
"""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from sys import getsizeof

from signboard.results.table import Cell, Table

Load = Callable[[], Awaitable[Table]]

_SAMPLED_ROWS = 50
_SHARED = (type(None), bool)  # one object each, however often it stands in a table
_ENTRY_BYTES = 1_000


@dataclass(slots=True)
class _Kept:
    table: Table
    size_bytes: int
    expires_at: float


@dataclass(slots=True)
class _Flight:
    """One load on its way and how many wait for it."""

    task: asyncio.Task[Table]
    waiting: int = 0


class TableCache:
    """Finished tables by key: at most `max_bytes` (estimated), the longest unused go first.

    Belongs to one event loop. `clock` gives seconds and never goes back.
    """

    def __init__(self, max_bytes: int, *, clock: Callable[[], float] = time.monotonic) -> None:
        self.max_bytes = max_bytes
        self.used_bytes = 0
        self._clock = clock
        self._kept: OrderedDict[str, _Kept] = OrderedDict()
        self._flights: dict[str, _Flight] = {}

    async def fetch(self, key: str, ttl_seconds: int, load: Load) -> tuple[Table, bool]:
        """Give the table of this key, and whether it was kept from an earlier query.

        Concurrent callers share one load. A caller that is cancelled does not disturb the others;
        when the last one leaves, the load is cancelled. Errors reach every caller and are not kept.
        With `ttl_seconds` 0 the caller gets a query of its own, begun after it asked.
        """
        if ttl_seconds <= 0:
            return await load(), False
        if (kept := self._find(key)) is not None:
            return kept, True
        flight = self._flights.get(key)
        if flight is None:
            task = asyncio.ensure_future(self._load(key, ttl_seconds, load))
            task.add_done_callback(_look_at)
            flight = self._flights[key] = _Flight(task)
        flight.waiting += 1
        try:
            return await asyncio.shield(flight.task), False
        finally:
            flight.waiting -= 1
            if flight.waiting == 0 and not flight.task.done():
                self._land(key, flight)
                flight.task.cancel()

    def clear(self) -> None:
        """Forget everything that is kept; loads on their way go on and are kept when they end."""
        self._kept.clear()
        self.used_bytes = 0

    async def _load(self, key: str, ttl_seconds: int, load: Load) -> Table:
        flight = self._flights[key]
        try:
            table = await load()
        finally:
            self._land(key, flight)
        self._keep(key, table, ttl_seconds)
        return table

    def _land(self, key: str, flight: _Flight) -> None:
        """Let later callers start a load of their own."""
        if self._flights.get(key) is flight:
            del self._flights[key]

    def _find(self, key: str) -> Table | None:
        kept = self._kept.get(key)
        if kept is None:
            return None
        if kept.expires_at <= self._clock():
            self._drop(key)
            return None
        self._kept.move_to_end(key)
        return kept.table

    def _keep(self, key: str, table: Table, ttl_seconds: int) -> None:
        self._drop(key)
        size = estimate_bytes(table) + len(key)
        if size > self.max_bytes // 4:
            return  # one giant must not push out everything else
        self._kept[key] = _Kept(table, size, self._clock() + ttl_seconds)
        self.used_bytes += size
        while self.used_bytes > self.max_bytes:
            self._drop(next(iter(self._kept)))

    def _drop(self, key: str) -> None:
        if (kept := self._kept.pop(key, None)) is not None:
            self.used_bytes -= kept.size_bytes


def _look_at(task: asyncio.Task[Table]) -> None:
    """Take note of an error whose callers have all left, so that asyncio does not complain."""
    if not task.cancelled():
        task.exception()


def estimate_bytes(table: Table) -> int:
    """Estimate the memory of a table in bytes from rows spread over it.

    >>> from signboard.results.table import BaseType, Column
    >>> columns = (Column("n", "n", BaseType.TEXT),)
    >>> 100_000 < estimate_bytes(Table(columns, [("x" * 50,)] * 1_000)) < 200_000
    True
    """
    rows = table.rows
    if not rows:
        return _ENTRY_BYTES
    sample = rows[:: max(len(rows) // _SAMPLED_ROWS, 1)]
    return _ENTRY_BYTES + sum(map(_row_bytes, sample)) * len(rows) // len(sample)


def _row_bytes(row: Sequence[Cell]) -> int:
    return (
        getsizeof(row) + 8 + sum(getsizeof(cell) for cell in row if not isinstance(cell, _SHARED))
    )
