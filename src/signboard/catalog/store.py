"""The catalog in memory, followed by version: reading it costs no statement.

Writes go through `write()`, which shows the change to this process at once; other processes see it
within one interval of `follow()`.
"""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

import sqlalchemy as sa

from signboard.catalog.errors import CatalogTooOld
from signboard.catalog.keys import ensure_signing_key, load_ring
from signboard.catalog.models import Catalog, Question
from signboard.catalog.stored.load import load_settings, load_things, load_version
from signboard.settings import resolve
from signboard.storage.database import Database
from signboard.storage.errors import StorageError
from signboard.storage.secrets import Vault

log = logging.getLogger(__name__)


class CatalogStore:
    """The one catalog of a process, safe to read from every thread."""

    def __init__(
        self,
        database: Database,
        vault: Vault,
        environ: Mapping[str, str],
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Load the catalog; make a signing key when embedding is on and there is none.

        Raises `storage.encryption-key-wrong`, and `settings.invalid` or `tokens.secret-unsafe` for
        a wrong value in the environment.
        """
        self.database = database
        self.vault = vault
        self.environ = environ
        self._clock = clock
        self._lock = threading.Lock()
        with database.read() as connection:
            self._catalog = self._load(connection, {})
        self._contact = clock()
        if self._catalog.settings.enable_embedding and self._catalog.keys.signing is None:
            ensure_signing_key(self)

    def current(self) -> Catalog:
        """Return the catalog without any statement.

        Raises `catalog.too-old` when our database has not answered for longer than the setting
        `embed-max-catalog-age`.
        """
        catalog = self._catalog
        if self._clock() - self._contact > catalog.settings.embed_max_catalog_age_seconds:
            raise CatalogTooOld
        return catalog

    def refresh(self) -> bool:
        """Reload when the stored version moved; True when it did. One statement when it did not."""
        with self._lock:
            before = self._catalog
            started = self._clock()
            with self.database.read(background=True) as connection:
                if load_version(connection) != before.version:
                    self._catalog = self._load(connection, before.questions)
            self._contact = started
            return self._catalog is not before

    async def follow(self, interval_seconds: float = 0.5) -> None:
        """Keep the catalog fresh until cancelled; survives any outage of our database."""
        is_lost = False
        while True:
            await asyncio.sleep(interval_seconds)
            try:
                await asyncio.to_thread(self.refresh)
            except StorageError as error:
                if not is_lost:
                    log.warning("catalog: our database does not answer (%s)", error.code)
                is_lost = True
            else:
                is_lost = False

    @contextmanager
    def write(self) -> Iterator[sa.Connection]:
        """Give a write transaction whose effect `current()` shows as soon as the block ends."""
        with self.database.begin() as connection:
            yield connection
        self.refresh()

    def _load(self, connection: sa.Connection, known: Mapping[int, Question]) -> Catalog:
        settings = resolve(load_settings(connection), self.environ)
        ring = load_ring(connection, self.vault, self.environ)
        return load_things(connection, self.vault, settings, ring, known)
