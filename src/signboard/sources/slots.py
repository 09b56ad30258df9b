"""A number of places and a fair queue before them, for threads and tasks alike."""

from __future__ import annotations

import asyncio
import threading
from collections import deque
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeout
from time import monotonic

from signboard.sources.errors import TooBusy


class Slots:
    """At most `size` holders at a time; the others wait in order of arrival.

    Waiting costs no thread. `deadline` is `time.monotonic()` in seconds; past it the error is
    `sources.too-busy`.
    """

    def __init__(self, size: int) -> None:
        self._free = size
        self._lock = threading.Lock()
        self._waiting: deque[Future[None]] = deque()

    async def acquire(self, deadline: float) -> None:
        """Wait for a place without blocking the event loop."""
        place = self._request()
        if place.done():
            return
        try:
            async with asyncio.timeout(max(deadline - monotonic(), 0)):
                await asyncio.shield(asyncio.wrap_future(place))
        except TimeoutError:
            self._withdraw(place)
            raise TooBusy from None
        except asyncio.CancelledError:
            self._withdraw(place)
            raise

    def acquire_now(self, deadline: float) -> None:
        """Wait for a place, blocking the calling thread."""
        place = self._request()
        try:
            place.result(max(deadline - monotonic(), 0))
        except FutureTimeout:
            self._withdraw(place)
            raise TooBusy from None

    def release(self) -> None:
        """Give the place to whoever waits longest."""
        with self._lock:
            while self._waiting:
                next_place = self._waiting.popleft()
                if next_place.set_running_or_notify_cancel():
                    break
            else:
                self._free += 1
                return
        next_place.set_result(None)

    def _request(self) -> Future[None]:
        place: Future[None] = Future()
        with self._lock:
            if self._free:
                self._free -= 1
                place.set_result(None)
            else:
                self._waiting.append(place)
        return place

    def _withdraw(self, place: Future[None]) -> None:
        """Leave the queue; a place that was granted at the same moment goes to the next."""
        if not place.cancel():
            self.release()
