"""Readings of sources' tables that are going on in this process: begun, watched, cancelled, by the clock.

A reading asks the source twice (log in, read tables) and then writes to our catalog; a source that
does not answer keeps what was known of it, with the reason beside it.
"""

from __future__ import annotations

import asyncio
import math
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import structlog

from signboard.catalog.models import Source
from signboard.catalog.store import CatalogStore
from signboard.catalog.sync import load_sync_states, note_sync_failure, sync_source
from signboard.errors import SignboardError
from signboard.sources.errors import QueryCancelled
from signboard.sources.execute import Sources
from signboard.wire.dataset import author_text

LOOK_SECONDS = 60.0
RETRY_SECONDS = 1800.0
"""After a reading that failed: a wrong password tried every minute would close the account."""
_LOG = structlog.get_logger("signboard.studio")


class Step(StrEnum):
    """Where a reading is."""

    CONNECTING = "connecting"
    READING = "reading"
    STORING = "storing"


@dataclass(slots=True)
class Job:
    """One reading. `table_count` is known once the tables were read. Times are Unix seconds."""

    step: Step
    started_at: float
    table_count: int | None = None


class Syncs:
    """The readings of one process, at most one for each source. Belongs to one event loop."""

    def __init__(self, store: CatalogStore, sources: Sources, clock: Callable[[], float]) -> None:
        self._store = store
        self._sources = sources
        self._clock = clock
        self._jobs: dict[int, Job] = {}
        self._tasks: dict[int, asyncio.Task[None]] = {}
        self._tried: dict[int, float] = {}

    def find(self, source_id: int) -> Job | None:
        """Return the reading that is going on, None when there is none."""
        return self._jobs.get(source_id)

    def start(self, source: Source) -> Job:
        """Begin a reading in the background, or return the one that is going on."""
        if source.id not in self._tasks:
            self._jobs[source.id] = Job(Step.CONNECTING, self._clock())
            task = asyncio.create_task(self._run(source))
            self._tasks[source.id] = task
            task.add_done_callback(lambda done: self._end(source.id, done))
        return self._jobs[source.id]

    async def run(self, source: Source) -> None:
        """Read a source's tables and wait for it; raises the source's own errors.

        Stopped by somebody else, it raises `sources.query-cancelled`.
        """
        self.start(source)
        task = self._tasks[source.id]
        try:
            await asyncio.shield(task)
        except asyncio.CancelledError:
            if task.cancelled():
                raise QueryCancelled from None
            raise

    def cancel(self, source_id: int) -> bool:
        """Stop a reading, at the source too; False when there is none."""
        task = self._tasks.get(source_id)
        return task is not None and task.cancel()

    async def run_due(self) -> int:
        """Read the sources whose time has come, one after another; return how many."""
        states = await asyncio.to_thread(load_sync_states, self._store)
        now, count = self._clock(), 0
        for source in list(self._store.current().sources.values()):
            state = states.get(source.id)
            tried_at = self._tried.get(source.id, -math.inf)
            if state is None or not state.is_due(now) or now - tried_at < RETRY_SECONDS:
                continue
            count += 1
            self._tried[source.id] = now
            try:
                await self.run(source)
            except SignboardError as error:
                _LOG.warning("tables were not read", source=source.id, code=error.code)
        return count

    async def run_forever(self) -> None:
        """Read by the clock until cancelled."""
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            try:
                await self.run_due()
            except SignboardError as error:  # our own database is away; it is asked again
                _LOG.warning("no tables were read", code=error.code)

    async def close(self) -> None:
        """Stop every reading."""
        tasks = list(self._tasks.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _run(self, source: Source) -> None:
        job = self._jobs[source.id]
        try:
            await self._sources.check(source.spec)
            job.step = Step.READING
            schema = await self._sources.inspect(source.spec)
            job.step, job.table_count = Step.STORING, len(schema.tables)
            await asyncio.to_thread(sync_source, self._store, source.id, schema)
        except SignboardError as error:
            reason = author_text(error)
            await asyncio.to_thread(note_sync_failure, self._store, source.id, reason)
            raise

    def _end(self, source_id: int, task: asyncio.Task[None]) -> None:
        self._jobs.pop(source_id, None)
        self._tasks.pop(source_id, None)
        if not task.cancelled():
            task.exception()  # looked at: who waits for it gets it, else it stands beside the source
