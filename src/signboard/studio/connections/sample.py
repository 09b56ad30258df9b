"""The making of sample data in the background: how far it is, and what came of it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

import structlog

from signboard.catalog.store import CatalogStore
from signboard.errors import SignboardError
from signboard.sources.execute import Sources

MakeSample = Callable[[CatalogStore, Sources, Callable[[float], None]], int]
"""(catalog, sources, told the finished share 0 to 1) -> the dashboard to look at first."""
_LOG = structlog.get_logger("signboard.studio")


@dataclass(slots=True)
class SampleJob:
    """The making of the sample data: how far it is, and what came of it."""

    make: MakeSample
    share: float = 0.0
    dashboard_id: int | None = None
    has_failed: bool = False
    task: asyncio.Task[None] | None = None

    def start(self, store: CatalogStore, sources: Sources) -> None:
        """Begin in the background unless it is going on or done."""
        if self.task is None or self.has_failed:
            self.share, self.has_failed = 0.0, False
            self.task = asyncio.create_task(self._run(store, sources))

    async def _run(self, store: CatalogStore, sources: Sources) -> None:
        try:
            self.dashboard_id = await asyncio.to_thread(self.make, store, sources, self._note)
        except (SignboardError, OSError) as error:
            self.has_failed = True
            _LOG.error("no sample data", error=type(error).__name__)

    def _note(self, share: float) -> None:
        self.share = share
