"""A bounded buffer of views, written to our database in the background.

`record` costs an append to a list: no statement, no wait, no error. When our database is down the
views go to a local file and are written when it is back; what fits nowhere is counted.
"""

from __future__ import annotations

import asyncio
import threading
from collections import deque
from dataclasses import dataclass, fields
from operator import attrgetter
from pathlib import Path

import sqlalchemy as sa

from signboard.audit.spool import Spool
from signboard.storage import tables
from signboard.storage.database import Database
from signboard.storage.errors import StorageError

BATCH = 500
LOCK_OPENED = "parameters.lock-opened"
OPENS_LOCKS = "sharing.opens-locks"
NOTES = {
    LOCK_OPENED: "A token's empty locked list showed every row: embedding-empty-locked-list is no-filter.",
    OPENS_LOCKS: "A public link opens to everybody what the item's embed locks.",
}
"""Words that stand where an error's code does, and are none. FROZEN: people search for them."""


@dataclass(frozen=True, slots=True)
class View:
    """One answer that somebody got.

    `at` is Unix time in seconds; `kind` what was asked for (`dashboard`, `card`, `values`, …);
    `fingerprint` eight characters of the token's hash, never the token; `error_code` None when all
    went well; `reference` what a reader of a failed card was given to quote.
    """

    at: float
    kind: str
    item_id: int | None = None
    dashcard_id: int | None = None
    key_id: int | None = None
    fingerprint: str | None = None
    status: int = 200
    elapsed_ms: float | None = None
    is_cached: bool = False
    error_code: str | None = None
    reference: str | None = None


_NAMES = tuple(field.name for field in fields(View))
_values_of = attrgetter(*_NAMES)


class AuditLog:
    """The audit of one process. `spool` is the folder for views that our database cannot take now."""

    def __init__(
        self, database: Database, max_buffered: int = 10_000, *, spool: Path | None = None
    ) -> None:
        self.dropped = 0
        self._database = database
        self._max_buffered = max_buffered
        self._buffer: deque[tuple[float, View]] = deque()
        self._spool = Spool(spool) if spool is not None else None
        self._flushing = threading.Lock()

    def __len__(self) -> int:
        """How many views wait to be written."""
        return len(self._buffer)

    def record(self, view: View, at: float | None = None) -> None:
        """Take a view; a full buffer drops it and counts that in `dropped`. Never raises.

        `at` is its time when the view itself is that of an earlier, equal answer.
        """
        if len(self._buffer) < self._max_buffered:
            self._buffer.append((view.at if at is None else at, view))
        else:
            self.dropped += 1

    def flush(self) -> int:
        """Write what waits, first what earlier outages left behind; return how many were written."""
        with self._flushing:
            try:
                return self._write_spooled() + self._write_buffered()
            except StorageError:
                self._put_aside()
                return 0

    async def flush_forever(self, interval_seconds: float = 2.0) -> None:
        """Flush until cancelled, and once more at the end."""
        try:
            while True:
                await asyncio.sleep(interval_seconds)
                await asyncio.to_thread(self.flush)
        finally:
            self.flush()

    def _write_buffered(self) -> int:
        written = 0
        while self._buffer:
            batch = [self._buffer[index] for index in range(min(BATCH, len(self._buffer)))]
            self._insert([_row(*taken) for taken in batch])
            for _ in batch:
                self._buffer.popleft()
            written += len(batch)
        return written

    def _write_spooled(self) -> int:
        written = 0
        for batch in self._spool.drain(BATCH) if self._spool else ():
            # A file of an older version has no references.
            self._insert([{"reference": None, **row} for row in batch])
            written += len(batch)
        return written

    def _put_aside(self) -> None:
        """Move the buffer to the file; without one the views stay, and the buffer's bound holds."""
        if self._spool is None:
            return
        views = [self._buffer.popleft() for _ in range(len(self._buffer))]
        self.dropped += len(views) - self._spool.append([_row(*taken) for taken in views])

    def _insert(self, rows: list[dict[str, object]]) -> None:
        with self._database.begin(touch=False, background=True) as connection:
            connection.execute(sa.insert(tables.views), rows)
            for key_id, at in _last_uses(rows).items():
                connection.execute(
                    sa.update(tables.keys)
                    .where(
                        tables.keys.c.id == key_id,
                        sa.func.coalesce(tables.keys.c.last_used_at, 0.0) < at,
                    )
                    .values(last_used_at=at)
                )


def _last_uses(rows: list[dict[str, object]]) -> dict[int, float]:
    """When each key last opened something, so that an old one can be retired with a clear mind."""
    uses: dict[int, float] = {}
    for row in rows:
        key_id, at = row.get("key_id"), row.get("at")
        if isinstance(key_id, int) and isinstance(at, float):
            uses[key_id] = max(at, uses.get(key_id, 0.0))
    return uses


def _row(at: float, view: View) -> dict[str, object]:
    """A view as a row. Written out, because `asdict` costs more than the whole cached answer."""
    row = dict(zip(_NAMES, _values_of(view), strict=True))
    row["at"] = at
    return row
