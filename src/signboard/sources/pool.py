"""Open connections to one source: reused when clean, closed when idle, lost or cancelled."""

from __future__ import annotations

import threading
from time import monotonic

from signboard.sources.base import Connection, Engine, Own, SourceSpec
from signboard.sources.slots import Slots

_IDLE_SECONDS = 300.0


class Pool:
    """Connections to one revision of one source.

    It is bounded by `slots`, which a caller holds while it uses a connection. `take`, `connect` and
    `give_back` open and close connections, so they belong into worker threads.
    """

    def __init__(self, spec: SourceSpec, engine: Engine, own: Own, size: int) -> None:
        self.spec = spec
        self.slots = Slots(size)
        self._engine = engine
        self._own = own
        self._lock = threading.Lock()
        self._idle: list[tuple[Connection, float]] = []
        self._is_retired = False

    def is_for(self, spec: SourceSpec) -> bool:
        """True when the connections of this pool lead to exactly this source."""
        mine = self.spec
        return (
            mine.revision == spec.revision
            and (mine.details is spec.details or mine.details == spec.details)
            and mine.engine == spec.engine
        )

    def take(self) -> tuple[Connection, bool]:
        """Give a connection, and whether it is fresh; the last used one comes first."""
        with self._lock:
            cut = monotonic() - _IDLE_SECONDS
            stale = [entry for entry in self._idle if entry[1] < cut]
            self._idle = [entry for entry in self._idle if entry[1] >= cut]
            found = self._idle.pop()[0] if self._idle else None
        for connection, _ in stale:
            connection.close()
        return (found, False) if found else (self.connect(), True)

    def connect(self) -> Connection:
        """Open another connection, after looking again that it is not our own database."""
        self._engine.require_foreign(self.spec, self._own)
        return self._engine.connect(self.spec)

    def give_back(self, connection: Connection, *, is_reusable: bool) -> None:
        """Reset a connection and keep it, or close it."""
        if is_reusable and not self._is_retired and connection.reset():
            with self._lock:
                if not self._is_retired:
                    self._idle.append((connection, monotonic()))
                    return
        connection.close()

    def drop_idle(self) -> None:
        """Close all idle connections: when one died, the others did too."""
        with self._lock:
            idle, self._idle = self._idle, []
        for connection, _ in idle:
            connection.close()

    def retire(self) -> None:
        """Close what is idle now and the rest when it comes back."""
        self._is_retired = True
        self.drop_idle()
