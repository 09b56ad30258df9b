"""Failed sign-ins, counted for a while. Decides when to stop answering; knows no password.

A bounded table of our own and not the `limits` library: its memory storage keeps every made-up
account name until it expires, and a flood of those is exactly what this must survive.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field

from signboard.studio.errors import TooManyAttempts


@dataclass(frozen=True, slots=True)
class Allowance:
    """So many failures within so many seconds."""

    failures: int
    window_seconds: int


PER_ACCOUNT_AND_ADDRESS = Allowance(10, 15 * 60)
PER_ADDRESS = Allowance(50, 15 * 60)
PER_ACCOUNT = Allowance(200, 15 * 60)
_MAX_COUNTERS = 20_000


@dataclass(slots=True)
class _Counter:
    """Failures since `opened_at`."""

    opened_at: float
    failures: int = 0


@dataclass(slots=True)
class Attempts:
    """Counts failures per account and address, per address and per account; oldest forgotten first."""

    max_counters: int = _MAX_COUNTERS
    _counters: OrderedDict[tuple[str, ...], _Counter] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def require_allowed(self, account: str, address: str, now: float) -> None:
        """Raise `studio.too-many-attempts` with the seconds to wait when a count is used up."""
        with self._lock:
            for key, allowance in _keys(account, address):
                counter = self._counters.get(key)
                if counter is None:
                    continue
                wait = counter.opened_at + allowance.window_seconds - now
                if wait <= 0:
                    del self._counters[key]
                elif counter.failures >= allowance.failures:
                    raise TooManyAttempts(int(wait) + 1)

    def note_failure(self, account: str, address: str, now: float) -> None:
        """Count one failed attempt."""
        with self._lock:
            for key, allowance in _keys(account, address):
                counter = self._counters.get(key)
                if counter is None or counter.opened_at + allowance.window_seconds <= now:
                    counter = self._counters[key] = _Counter(now)
                counter.failures += 1
                self._counters.move_to_end(key)
            while len(self._counters) > self.max_counters:
                self._counters.popitem(last=False)

    def note_success(self, account: str, address: str) -> None:
        """Forget the failures of this account from this address."""
        with self._lock:
            self._counters.pop(("both", account, address), None)


def _keys(account: str, address: str) -> Sequence[tuple[tuple[str, ...], Allowance]]:
    return (
        (("both", account, address), PER_ACCOUNT_AND_ADDRESS),
        (("address", address), PER_ADDRESS),
        (("account", account), PER_ACCOUNT),
    )
