"""Runs statements at the sources: bounded, timed, cancelled when nobody waits any more.

The drivers are synchronous. A statement waits for a place without a thread, then takes a thread
and a connection; cleaning the connection up happens after the rows were handed over.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from time import monotonic
from typing import Any, TypeVar

from signboard.queries.statement import Statement
from signboard.results.table import Table
from signboard.sources.base import Check, Connection, Limits, Own, Schema, SourceSpec
from signboard.sources.engines import ENGINES
from signboard.sources.errors import QueryTimedOut, ValueRefused
from signboard.sources.pool import Pool
from signboard.sources.run import Run
from signboard.sources.slots import Slots
from signboard.sources.stream import BATCH_ROWS, MAX_STREAM_SECONDS, Channel

T = TypeVar("T")

# The source's own time-out comes first; this much later we stop waiting for a mute network.
_GRACE_SECONDS = 15.0
_INSPECT_SECONDS = 60.0


class Sources:
    """The door to all customers' databases of one process. Thread-safe; works in any event loop.

    `max_threads` bounds the statements that run at once, `pool_size` those on one source,
    `wait_ms` how long one may queue (`sources.too-busy`). `forbidden_paths` (the state folder) and
    `forbidden_urls` (our own database) can never be a source (`sources.not-allowed`), but for the
    files of `uploads`, a folder of ours that holds what administrators have uploaded.
    """

    def __init__(
        self,
        *,
        max_threads: int = 16,
        pool_size: int = 6,
        wait_ms: int = 10_000,
        forbidden_paths: Sequence[str] = (),
        forbidden_urls: Sequence[str] = (),
        uploads: Path | None = None,
    ) -> None:
        where = None if uploads is None else str(uploads)
        self._own = Own(tuple(map(str, forbidden_paths)), tuple(forbidden_urls), where)
        self.uploads = uploads
        self._pool_size = pool_size
        self._wait_seconds = wait_ms / 1000
        self._thread_slots = Slots(max_threads)
        self._stream_slots = Slots(max(min(max_threads // 4, pool_size // 2), 1))
        self._threads = ThreadPoolExecutor(max_threads, "signboard-source")
        self._cancellers = ThreadPoolExecutor(4, "signboard-cancel")
        self._lock = threading.Lock()
        self._pools: dict[int, Pool] = {}
        self._runs: set[Run[Any]] = set()
        self._channels: set[Channel] = set()

    async def execute(self, spec: SourceSpec, statement: Statement, limits: Limits) -> Table:
        """Run one statement; when the awaiting task is cancelled, the source stops it too.

        Rows: at most `limits.max_rows`; `truncated` when the source had more. Errors: any of
        `sources.errors`.
        """
        require_sendable(statement)
        table = await self._ask(
            self._pool(spec),
            lambda connection: connection.run(statement, limits),
            limits.timeout_ms / 1000,
        )
        return replace(table, fetched_at=time.time())

    async def stream(
        self, spec: SourceSpec, statement: Statement, limits: Limits, batch_rows: int = BATCH_ROWS
    ) -> AsyncGenerator[Table, None]:
        """Run one statement and give its rows in tables of at most `batch_rows`, memory flat.

        The first table comes always, even empty, and within `limits.timeout_ms`; all have its
        columns. The last is `truncated` when the source had more than `limits.max_rows`. Closing
        the generator, or cancelling who waits for it, stops the source. Few streams run at once,
        so that they never take all places of those who look at a screen. Errors: as `execute`.
        """
        require_sendable(statement)
        patient = replace(limits, timeout_ms=int(MAX_STREAM_SECONDS * 1000))
        await self._stream_slots.acquire(monotonic() + self._wait_seconds)
        try:
            channel = self._open_channel()
            run, ended = await self._begin(
                self._pool(spec),
                lambda connection: channel.fill(connection.stream(statement, patient, batch_rows)),
            )
            ended.add_done_callback(channel.end)
            tables = aiter(channel)
            seconds = limits.timeout_ms / 1000
            try:
                while (table := await _next_within(tables, seconds)) is not None:
                    yield replace(table, fetched_at=time.time())
                    seconds = MAX_STREAM_SECONDS
                await ended
            finally:
                self._channels.discard(channel)
                if not ended.done():
                    channel.close()
                    self._cancellers.submit(run.cancel)
        finally:
            self._stream_slots.release()

    async def inspect(self, spec: SourceSpec) -> Schema:
        """Read a source's tables, columns and keys over a connection of its own."""
        return await self._ask(
            self._single(spec), lambda connection: connection.inspect(), _INSPECT_SECONDS
        )

    async def check(self, spec: SourceSpec) -> Check:
        """Log in anew and tell version and write rights; for sources that are not saved yet, too."""
        return await self._ask(
            self._single(spec), lambda connection: connection.check(), _INSPECT_SECONDS
        )

    def execute_now(self, spec: SourceSpec, statement: Statement, limits: Limits) -> Table:
        """Do what `execute` does in the calling thread."""
        require_sendable(statement)
        table = self._ask_now(
            self._pool(spec), lambda connection: connection.run(statement, limits)
        )
        return replace(table, fetched_at=time.time())

    def inspect_now(self, spec: SourceSpec) -> Schema:
        """Do what `inspect` does in the calling thread."""
        return self._ask_now(self._single(spec), lambda connection: connection.inspect())

    def check_now(self, spec: SourceSpec) -> Check:
        """Do what `check` does in the calling thread."""
        return self._ask_now(self._single(spec), lambda connection: connection.check())

    async def close(self) -> None:
        """Stop what runs and close all connections; waits for the threads."""
        await asyncio.to_thread(self.close_now)

    def close_now(self) -> None:
        """Do what `close` does in the calling thread."""
        with self._lock:
            pools, self._pools = list(self._pools.values()), {}
            runs, channels = list(self._runs), list(self._channels)
        for channel in channels:
            channel.close()
        for run in runs:
            self._cancellers.submit(run.cancel)
        for pool in pools:
            pool.retire()
        self._cancellers.shutdown()
        self._threads.shutdown()

    def _pool(self, spec: SourceSpec) -> Pool:
        """Find the pool of this revision; the pool of another one is retired."""
        with self._lock:
            pool = self._pools.get(spec.id)
            if pool is not None and pool.is_for(spec):
                return pool
            fresh = self._pools[spec.id] = Pool(
                spec, ENGINES[spec.engine], self._own, self._pool_size
            )
        if pool is not None:
            self._threads.submit(pool.retire)
        return fresh

    def _single(self, spec: SourceSpec) -> Pool:
        """Make a pool that keeps nothing."""
        pool = Pool(spec, ENGINES[spec.engine], self._own, 1)
        pool.retire()
        return pool

    async def _ask(self, pool: Pool, use: Callable[[Connection], T], seconds: float) -> T:
        run, answer = await self._begin(pool, use)
        try:
            async with asyncio.timeout(seconds + _GRACE_SECONDS):
                return await asyncio.shield(answer)
        except TimeoutError:
            self._cancellers.submit(run.cancel)
            raise QueryTimedOut from None
        except asyncio.CancelledError:
            self._cancellers.submit(run.cancel)
            raise

    def _open_channel(self) -> Channel:
        channel = Channel()
        with self._lock:
            self._channels.add(channel)
        return channel

    async def _begin(
        self, pool: Pool, use: Callable[[Connection], T]
    ) -> tuple[Run[T], asyncio.Future[T]]:
        """Wait for a place and a thread, and let it begin."""
        deadline = monotonic() + self._wait_seconds
        await pool.slots.acquire(deadline)
        try:
            await self._thread_slots.acquire(deadline)
        except BaseException:
            pool.slots.release()
            raise
        run: Run[T] = self._started(Run(pool, use, self._after))
        answer = asyncio.wrap_future(self._threads.submit(run))
        answer.add_done_callback(_look_at)
        return run, answer

    def _ask_now(self, pool: Pool, use: Callable[[Connection], T]) -> T:
        deadline = monotonic() + self._wait_seconds
        pool.slots.acquire_now(deadline)
        try:
            self._thread_slots.acquire_now(deadline)
        except BaseException:
            pool.slots.release()
            raise
        run: Run[T] = self._started(Run(pool, use, self._after))
        return run()

    def _started(self, run: Run[T]) -> Run[T]:
        with self._lock:
            self._runs.add(run)
        return run

    def _after(self, run: Run[Any]) -> None:
        """Tidy up in a thread, so that the caller already has its rows."""
        try:
            self._threads.submit(self._tidy, run)
        except RuntimeError:
            self._tidy(run)  # we are being closed, and take no new work

    def _tidy(self, run: Run[Any]) -> None:
        try:
            run.tidy()
        finally:
            self._thread_slots.release()
            with self._lock:
                self._runs.discard(run)


async def _next_within(tables: AsyncIterator[Table], seconds: float) -> Table | None:
    """The next table; None after the last one. Errors: `sources.query-timed-out`."""
    try:
        async with asyncio.timeout(seconds):
            return await anext(tables, None)
    except TimeoutError:
        raise QueryTimedOut from None


def _look_at(answer: asyncio.Future[Any]) -> None:
    """Take note of an error that nobody waits for any more, so that asyncio does not complain."""
    if not answer.cancelled():
        answer.exception()


def require_sendable(statement: Statement) -> None:
    """Refuse text that no database stores: with a NUL character, or a lone surrogate.

    Errors: `sources.value-refused`.
    """
    for value in statement.binds:
        if isinstance(value, str):
            try:
                value.encode()
            except UnicodeEncodeError:
                raise ValueRefused from None
            if "\0" in value:
                raise ValueRefused
