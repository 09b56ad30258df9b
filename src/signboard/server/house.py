"""Opens everything that a process needs, and closes it again in the opposite order."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass

from signboard.audit.log import AuditLog
from signboard.catalog.store import CatalogStore
from signboard.pipeline import Runtime
from signboard.settings import Startup
from signboard.sources.cache import TableCache
from signboard.sources.execute import Sources
from signboard.storage.database import Database
from signboard.storage.secrets import Vault

FOLLOW_SECONDS = 0.5
"""How often a process looks for changes that others made (decision 15: within one second)."""
FLUSH_SECONDS = 2.0


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
            asyncio.create_task(self.runtime.catalog.follow(FOLLOW_SECONDS)),
            asyncio.create_task(self.runtime.audit.flush_forever(FLUSH_SECONDS)),
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
        """Write what the audit still holds and close our database."""
        self.runtime.audit.flush()
        self.database.close()


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
        ),
        cache=TableCache(settings.cache_max_bytes),
        audit=AuditLog(database),
    )
    return House(runtime, database, vault)
