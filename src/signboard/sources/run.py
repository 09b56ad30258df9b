"""One use of one connection: done by a worker thread, stopped from any other."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

from signboard.sources.base import Connection
from signboard.sources.errors import ConnectionLost, QueryCancelled
from signboard.sources.pool import Pool

T = TypeVar("T")

_CANCEL_AGAIN_SECONDS = 0.1
_CANCEL_TRIES = 50


class Run(Generic[T]):
    """Takes a connection from the pool, uses it once and hands it to `after` for tidying.

    A connection that turns out dead before the statement was sent is replaced once, unnoticed.
    """

    def __init__(
        self, pool: Pool, use: Callable[[Connection], T], after: Callable[[Run[T]], None]
    ) -> None:
        self._pool = pool
        self._use = use
        self._after = after
        self._lock = threading.Lock()
        self._finished = threading.Event()
        self._connection: Connection | None = None
        self._is_cancelled = False

    def __call__(self) -> T:
        """Give what `use` gives, or raise what it raises."""
        try:
            connection, is_fresh = self._pool.take()
            self._hold(connection)
            try:
                return self._use(connection)
            except ConnectionLost as lost:
                if is_fresh or lost.has_started:
                    raise
            connection.close()
            self._pool.drop_idle()
            self._hold(replacement := self._pool.connect())
            return self._use(replacement)
        finally:
            self._finished.set()
            self._after(self)

    def cancel(self) -> None:
        """Stop the statement at the source; repeated, in case it is only now being sent."""
        with self._lock:
            self._is_cancelled = True
        for _ in range(_CANCEL_TRIES):
            with self._lock:
                if self._finished.is_set():
                    return
                if self._connection is not None:
                    self._connection.cancel()
            if self._finished.wait(_CANCEL_AGAIN_SECONDS):
                return

    def tidy(self) -> None:
        """Give the connection back (a cancelled one is closed), then let the next one in."""
        with self._lock:
            connection, self._connection = self._connection, None
        try:
            if connection is not None:
                self._pool.give_back(connection, is_reusable=not self._is_cancelled)
        finally:
            self._pool.slots.release()

    def _hold(self, connection: Connection) -> None:
        """Let `cancel` reach this connection from now on."""
        with self._lock:
            self._connection = connection
        if self._is_cancelled:
            raise QueryCancelled
