"""Rows in batches: a thread reads ahead of the task that takes them, by one table.

Nothing is decided here. A source whose reader stands still is let go after a minute, so that a
slow viewer never holds a connection for long.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Generator
from contextlib import closing
from typing import Any

from signboard.results.table import Table
from signboard.sources.errors import QueryCancelled

BATCH_ROWS = 2_000
"""Rows of one batch; the first one tells what the columns are like, as a screen's rows do."""
MAX_STREAM_SECONDS = 900.0
"""How long a stream may take in all. A query's own time limit holds for the first batch."""
STALLED_SECONDS = 60.0


class Channel:
    """Hands tables from one thread to one task, which iterates over it.

    Belongs to the event loop in which it is made. `end` is called in that loop when the thread is
    done, whether it failed or not; the reader asks the thread's own future for its error.
    """

    def __init__(self, *, stalled_seconds: float = STALLED_SECONDS) -> None:
        self._loop = asyncio.get_running_loop()
        self._tables: asyncio.Queue[Table | None] = asyncio.Queue()
        self._room = threading.Semaphore(1)  # one table ahead
        self._stalled_seconds = stalled_seconds
        self._is_closed = False

    def fill(self, tables: Generator[Table, None, None]) -> None:
        """Put every table in, waiting for room, and close them; done by the thread.

        Errors: `sources.query-cancelled` when the reader left or stands still; those of `tables`.
        """
        with closing(tables):
            for table in tables:
                self._loop.call_soon_threadsafe(self._tables.put_nowait, table)
                if not self._room.acquire(timeout=self._stalled_seconds) or self._is_closed:
                    raise QueryCancelled

    def close(self) -> None:
        """Let the thread go: nobody reads any more."""
        self._is_closed = True
        self._room.release()

    def end(self, _: asyncio.Future[Any]) -> None:
        """Note that no table follows."""
        self._tables.put_nowait(None)

    async def __aiter__(self) -> AsyncIterator[Table]:
        """Yield the tables in their order."""
        while (table := await self._tables.get()) is not None:
            self._room.release()
            yield table
