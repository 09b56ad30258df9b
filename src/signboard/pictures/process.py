"""The parent's side of the worker process: started on first use, ended when idle or too slow.

Conversion is computing that would stall every embed of this process. One picture after the other:
each takes tens of milliseconds, and who asks again is served from the shelf.
"""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from typing import Protocol

from signboard.pictures.errors import PicturesBusy, PictureStopped
from signboard.results.exports.messages import receive, send

IDLE_SECONDS = 60.0
LIMIT_SECONDS = 30.0
MOST_ORDERS = 500
MOST_WAITING = 100
_END_SECONDS = 2.0
_KEPT_ENVIRONMENT = ("PATH", "PYTHONPATH", "LANG", "LC_ALL", "TMPDIR", "VIRTUAL_ENV", "HOME")


class Order(Protocol):
    """What can be sent to the worker: a plain, hashable value that makes one file."""

    def make(self) -> bytes:
        """The file."""
        ...


class PictureWorker:
    """One process for all pictures of this process. Thread-safe; nothing runs until it is needed."""

    def __init__(
        self,
        *,
        idle_seconds: float = IDLE_SECONDS,
        limit_seconds: float = LIMIT_SECONDS,
        most_orders: int = MOST_ORDERS,
    ) -> None:
        """After `most_orders` the process is replaced: converters keep caches."""
        self._idle_seconds, self._limit_seconds = idle_seconds, limit_seconds
        self._most_orders = most_orders
        self._lock = threading.Lock()
        self._guard = threading.Lock()
        self._thread = ThreadPoolExecutor(1, "signboard-pictures")
        self._running: dict[Order, Future[bytes]] = {}
        self._process: subprocess.Popen[bytes] | None = None
        self._orders = 0
        self._timer: threading.Timer | None = None

    @property
    def pid(self) -> int | None:
        """The process's number; None while none runs."""
        process = self._process
        return process.pid if process else None

    @property
    def orders(self) -> int:
        """How many files the process that runs has made."""
        return self._orders

    async def make(self, order: Order) -> bytes:
        """The file that is ordered; who orders the same meanwhile waits for the same.

        Waiting holds none of the threads that other requests need. Errors: `pictures.stopped`,
        `pictures.busy` when too many wait.
        """
        with self._guard:
            running = self._running.get(order)
            if running is None:
                if len(self._running) >= MOST_WAITING:
                    raise PicturesBusy
                running = self._thread.submit(self._make, order)
                self._running[order] = running
                running.add_done_callback(lambda _: self._running.pop(order, None))
        future = asyncio.wrap_future(running)
        future.add_done_callback(_is_looked_at)
        return await asyncio.shield(future)

    def close(self) -> None:
        """End the process; a picture that is being made fails."""
        self._thread.shutdown(wait=False, cancel_futures=True)
        process = self._process
        if process is not None:
            process.kill()
        with self._lock:
            self._end()

    def _make(self, order: Order) -> bytes:
        with self._lock:
            self._stop_timer()
            process = self._process or self._start()
            assert process.stdin
            assert process.stdout
            limit = threading.Timer(self._limit_seconds, process.kill)
            limit.daemon = True
            limit.start()
            try:
                send(process.stdin, order)
                went_well, made = receive(process.stdout)
            except (OSError, EOFError):
                self._end()
                raise PictureStopped from None
            finally:
                limit.cancel()
            self._orders += 1
            if self._orders >= self._most_orders:
                self._end()
            else:
                self._start_timer()
        if not went_well:
            raise PictureStopped(private={"error": made})
        data: bytes = made
        return data

    def _start(self) -> subprocess.Popen[bytes]:
        # A new interpreter and not a fork: nothing of ours (secrets, connections) is in it.
        environ = {name: os.environ[name] for name in _KEPT_ENVIRONMENT if name in os.environ}
        self._orders = 0
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "signboard.pictures.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environ,
        )
        return self._process

    def _start_timer(self) -> None:
        self._timer = threading.Timer(self._idle_seconds, self._end_if_idle)
        self._timer.daemon = True
        self._timer.start()

    def _end_if_idle(self) -> None:
        if self._lock.acquire(blocking=False):  # taken: it is not idle
            try:
                self._end()
            finally:
                self._lock.release()

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _end(self) -> None:
        self._stop_timer()
        process, self._process = self._process, None
        if process is None:
            return
        for pipe in (process.stdin, process.stdout):
            assert pipe
            with suppress(OSError):  # it ended before it read everything
                pipe.close()
        try:
            process.wait(_END_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _is_looked_at(future: asyncio.Future[bytes]) -> None:
    """A failure that nobody waits for any more is no news for the event loop's log."""
    if not future.cancelled():
        future.exception()
