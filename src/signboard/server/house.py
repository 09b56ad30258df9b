"""Opens everything that a process needs, and closes it again in the opposite order."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import structlog

from signboard.audit.log import AuditLog
from signboard.catalog.scope import load_reader_for
from signboard.catalog.store import CatalogStore
from signboard.catalog.typefaces.files import FontBytes
from signboard.errors import SignboardError
from signboard.pipeline import Runtime
from signboard.settings import Startup
from signboard.sources.cache import TableCache
from signboard.sources.execute import Sources
from signboard.storage.database import Database
from signboard.storage.secrets import Vault

log = structlog.get_logger("signboard.server")

FOLLOW_SECONDS = 0.5
"""How often a process looks for changes that others made (decision 15: within one second)."""
FLUSH_SECONDS = 2.0
UPLOADS = "uploads"
"""The folder in the state folder for files that administrators upload."""


@dataclass(frozen=True, slots=True)
class House:
    """An open process: what the corridors share, and our own database."""

    runtime: Runtime
    database: Database
    vault: Vault

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Follow the catalog and write the audit in the background until the process ends."""
        tasks = [
            asyncio.create_task(_keep_going(lambda: self.runtime.catalog.follow(FOLLOW_SECONDS))),
            asyncio.create_task(
                _keep_going(lambda: self.runtime.audit.flush_forever(FLUSH_SECONDS))
            ),
            asyncio.create_task(asyncio.to_thread(load_reader_for, self.runtime.catalog.current())),
        ]
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await self.runtime.sources.close()
            await asyncio.to_thread(self.close)

    def close(self) -> None:
        """End the worker processes, write what the audit still holds and close our database."""
        self.runtime.exports.close()
        self.runtime.pictures.close()
        self.runtime.papers.close()
        self.runtime.audit.flush()
        self.database.close()


async def _keep_going(start: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Background work until cancelled: a failure is logged, and the work is begun again."""
    while True:
        task = asyncio.create_task(start())
        try:
            await asyncio.wait({task})
        finally:
            if task.cancel():
                await asyncio.wait({task})
        error = task.exception()
        code = error.code if isinstance(error, SignboardError) else SignboardError.code
        log.error("background work failed", code=code, error=type(error).__name__)
        await asyncio.sleep(FOLLOW_SECONDS)


def open_house(startup: Startup, environ: Mapping[str, str]) -> House:
    """Open our database (migrating it), the vault and the catalog; nothing of a customer's yet.

    Errors: those of `storage` (`storage.schema-too-new`, a wrong encryption key, …) and
    `settings.invalid`.
    """
    database = Database.open(startup)
    vault = Vault.from_startup(startup)
    catalog = CatalogStore(database, vault, environ)
    catalog.refresh()
    settings = catalog.current().settings
    runtime = Runtime(
        catalog=catalog,
        sources=Sources(
            forbidden_paths=(str(startup.state_dir),),
            forbidden_urls=(startup.database_url,) if startup.database_url else (),
            uploads=startup.state_dir / UPLOADS,
        ),
        cache=TableCache(settings.cache_max_bytes),
        audit=AuditLog(database, spool=startup.state_dir),
        fonts=FontBytes(database),
    )
    return House(runtime, database, vault)
